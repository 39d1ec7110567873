"""The ledger of a case: append, verify, replay, redact. The only stage that knows the database.

Everything that enters a case and every decision about it is an entry, bound to all entries before it.
"""

from tollbook.ledger.database import address_of
from tollbook.ledger.payloads import (
    document_draft,
    document_note_draft,
    reading_draft,
    review_draft,
    source_draft,
    undo_draft,
)
from tollbook.ledger.reader import LedgerReader
from tollbook.ledger.signing import Signer, checkpoint_of, checkpoint_row, find_signer, keys_folder, make_key
from tollbook.ledger.writer import Ledger

__all__ = [
    "Ledger",
    "LedgerReader",
    "Signer",
    "address_of",
    "checkpoint_of",
    "checkpoint_row",
    "document_draft",
    "document_note_draft",
    "find_signer",
    "keys_folder",
    "make_key",
    "reading_draft",
    "review_draft",
    "source_draft",
    "undo_draft",
]
