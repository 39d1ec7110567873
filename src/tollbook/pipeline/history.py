"""The ledger as a list of what happened, and as checkpoints and proofs for whoever keeps watch over it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tollbook.errors import UsageError
from tollbook.ledger import Ledger, LedgerReader, checkpoint_row
from tollbook.model.checkpoint import Checkpoint
from tollbook.model.entry import Entry, EntryKind
from tollbook.model.words import counted

_PHRASES = {
    EntryKind.CASE_OPENED: "opened the case",
    EntryKind.SOURCE_DESCRIBED: "described source {source}",
    EntryKind.DOCUMENT_ADDED: "added document {document} with {claims}",
    EntryKind.DOCUMENT_DESCRIBED: "described document {document}",
    EntryKind.READING_ADDED: "read document {document} again: {claims}",
    EntryKind.CLAIM_REVIEWED: "reviewed claim {claim}: {decision}",
    EntryKind.UNDONE: "undid entry {entry}",
    EntryKind.REDACTED: "erased {fields} and {captures}: {reason} ({authority})",
    EntryKind.NOTED: "noted",
}


def log_rows(
    ledger: LedgerReader, *, about: str | None = None, first: int = 1, last: int | None = None
) -> Iterator[dict[str, Any]]:
    """Return what happened, oldest first, as plain data.

    Args:
        ledger: that of the case.
        about: id of a document, claim or source; None for everything.
        first: number of the first entry to look at.
        last: number of the last; None for the newest.
    """
    entries = ledger.entries(first, last) if about is None else ledger.history(_names(ledger, about))
    for entry in entries:
        if first <= entry.seq <= (last or entry.seq):
            yield {
                "seq": entry.seq,
                "at": entry.at.isoformat(timespec="seconds"),
                "actor": entry.actor,
                "kind": str(entry.kind),
                "what": entry_words(entry),
                "note": entry.fields.get("note"),
                "erased": list(entry.erased),
                "hash": entry.hash,
            }


def entry_words(entry: Entry) -> str:
    """Return what an entry records, in a few words."""
    fields = {name: value for name, value in entry.fields.items() if isinstance(value, str | int)}
    if entry.kind is EntryKind.REDACTED:
        fields["fields"] = counted(sum(len(names) for _, names in entry.fields["erased"]), "field")
        fields["captures"] = counted(len(entry.fields["captures"]), "capture")
    fields["claims"] = counted(sum(name.endswith("/id") for name in entry.fields), "claim")
    fields.setdefault("reason", "[redacted]")
    fields.setdefault("authority", "[redacted]")
    words = _PHRASES[entry.kind].format_map(fields)
    return words.replace("_", " ") if entry.kind is EntryKind.CLAIM_REVIEWED else words


def newest_checkpoint(ledger: LedgerReader) -> Checkpoint:
    """Return the newest checkpoint of a case.

    Raises:
        UsageError: when there is none.
    """
    made = ledger.checkpoints()
    if made:
        return made[-1]
    if isinstance(ledger, Ledger):
        return ledger.checkpoint()
    raise UsageError("Cannot print a checkpoint: the case has none yet. It gets one when something is added.")


def consistency_row(ledger: LedgerReader, earlier: Checkpoint) -> dict[str, Any]:
    """Return a proof that the ledger of now grew out of that of an earlier checkpoint, as plain data.

    Args:
        ledger: that of the case.
        earlier: a checkpoint that somebody kept.

    Raises:
        UsageError: when it is of another case, or covers more than the newest one.
    """
    newest = newest_checkpoint(ledger)
    if earlier.case != newest.case:
        raise UsageError(
            f"Cannot prove anything about a checkpoint of case {earlier.case}: this is case {newest.case}."
        )
    if not 1 <= earlier.size <= newest.size:
        raise UsageError(
            f"Cannot prove that the ledger grew out of a checkpoint of {earlier.size} entries: the newest one here "
            f"covers {newest.size}. If entries are missing, tollbook verify --checkpoint tells where."
        )
    return {
        "earlier": checkpoint_row(earlier),
        "later": checkpoint_row(newest),
        "proof": list(ledger.consistency_proof(earlier.size, newest.size)),
    }


def _names(ledger: LedgerReader, about: str) -> set[str]:
    """Return the ids whose entries tell the history of a thing: a document's claims are part of its own."""
    full = ledger.resolve(about)
    claims = (
        {claim.id for claim in ledger.claims_of(full, superseded=True)} if full.startswith("d") else set()
    )
    return {full, *claims}
