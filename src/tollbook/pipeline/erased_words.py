"""What was erased from a case stays erased when its source is read again.

A field can be erased while its source stays. A newer reading of that source would find the words anew,
so they are taken out of it before it is recorded.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from tollbook.ledger import LedgerReader
from tollbook.model.claim import PHRASE_FIELDS, Claim
from tollbook.model.document import Document
from tollbook.model.entry import REDACTED
from tollbook.model.reading import Reading
from tollbook.model.record import RecordedClaim, RecordedDocument
from tollbook.pipeline.moved_claims import moved

_WHOLE = frozenset({"figure", "count"})
_DOCUMENT_WORDS = ("title", "publisher", "url")


def without_erased(ledger: LedgerReader, recorded: RecordedDocument, reading: Reading) -> Reading | None:
    """Return a new reading of a document without the words that were erased from the one before.

    Erased words of a claim read `[redacted]`. None when the count or the figure of a claim was erased: nothing
    tells then which claim of the new reading it would be, and the document stays as it is.

    Args:
        ledger: of the case.
        recorded: the document as it stands.
        reading: of the same bytes.
    """
    before = ledger.claims_of(recorded.id, superseded=True)
    erased = {each.id: gone for each in before if (gone := _erased_of(each))}
    if any(gone & _WHOLE for gone in erased.values()):
        return None
    document = _document(recorded, reading.document)
    if not erased:
        return replace(reading, document=document)
    names = ledger.claim_ids(recorded.id, reading.claims)
    new = dict(zip(names, reading.claims, strict=True))
    former = _former(ledger, before, new, reading.document.text)
    claims = [_hiding(claim, erased.get(former.get(name, name), frozenset())) for name, claim in new.items()]
    return replace(reading, document=document, claims=tuple(claims))


def _erased_of(claim: RecordedClaim) -> frozenset[str]:
    """Return the fields of a claim that were erased, now or before it was last read again."""
    hidden = {name for name in PHRASE_FIELDS if claim.read and getattr(claim.read, name) == REDACTED}
    return frozenset(hidden | set(claim.erased))


def _former(
    ledger: LedgerReader, before: list[RecordedClaim], new: Mapping[str, Claim], text: str
) -> dict[str, str]:
    """Return, for each new claim whose words stood elsewhere in an earlier text, the id it had there."""
    former: dict[str, str] = {}
    for seq in {each.seq for each in before}:
        old_text = str(ledger.entry(seq).fields.get("text", ""))
        if old_text != text:
            old = {each.id: each.read for each in before if each.seq == seq and each.read is not None}
            former |= {now: was for was, now in moved(old, old_text, new, text).items()}
    return former


def _hiding(claim: Claim, erased: frozenset[str]) -> Claim:
    hidden = {name: REDACTED for name in PHRASE_FIELDS if name in erased and getattr(claim, name) is not None}
    if not hidden:
        return claim
    spans = tuple((name, span) for name, span in claim.spans if name not in hidden)
    return replace(claim, spans=spans, **hidden)  # type: ignore[arg-type]  # words for fields of words


def _document(recorded: RecordedDocument, document: Document) -> Document:
    was = recorded.document
    hidden = {
        name: REDACTED
        for name in _DOCUMENT_WORDS
        if name in recorded.erased or getattr(was, name) == REDACTED
    }
    return replace(document, id=was.id, **hidden)  # type: ignore[arg-type]  # likewise
