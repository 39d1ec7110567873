"""What a case holds, as plain rows: the one shape that tables, JSON and exports share.

The rows hold everything; who may see what is decided in `gate`.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from tollbook.export.quotation import quotation
from tollbook.export.row import claim_row
from tollbook.model.claim import Claim
from tollbook.model.record import RecordedClaim, RecordedDocument
from tollbook.model.review import Review
from tollbook.model.source import Source
from tollbook.model.vocabulary import ReadStatus

Row = dict[str, Any]

_SEPARATE = ("licence", "sensitivity")
_CLAIM_FIELDS = (
    "count", "low", "high", "qualifier", "harm", "victims", "place", "when", "date_from", "date_to",
    "date_precision", "claimant", "via", "by", "disputed_by", "scope", "stance", "modality", "part_of",
    "confidence", "start", "end",
)  # fmt: skip


def recorded_claim_row(recorded: RecordedClaim, document: RecordedDocument, text: str) -> Row:
    """Return a claim of a case with what was decided about it and the sentence that says it.

    Args:
        recorded: the claim; where its figure was erased, what it says is empty.
        document: the one it was read in.
        text: the text of the reading that holds it, into which its offsets point.
    """
    claim, review = recorded.claim, recorded.review
    said = claim_row(claim) if claim else dict.fromkeys(_CLAIM_FIELDS)
    return {
        "id": recorded.id,
        "document": recorded.document,
        "source": document.source,
        "publisher": document.document.publisher,
        "published_at": _day(document.document.published_at),
        "address": document.document.url,
        **{name: said[name] for name in _CLAIM_FIELDS},
        "state": str(recorded.state),
        "reason": review and review.reason and str(review.reason),
        "reviewed_at": review and _moment(review.at),
        "reviewer": review and review.reviewer,
        "note": review and review.note,
        "current": recorded.current,
        "sentence": sentence_of(recorded.read, text),
        "reader": claim.reader if claim else None,
        "entry": recorded.seq,
    }


def sentence_of(claim: Claim | None, text: str) -> str | None:
    """Return the sentence that says a claim, on one line; None where it cannot be told any more."""
    if claim is None or text[claim.start : claim.end] != claim.count:
        return None
    return "".join(quotation(text, claim, longest=max(1, len(text))))


def recorded_document_row(recorded: RecordedDocument, claims: int) -> Row:
    """Return a document of a case, with where it came from.

    Args:
        recorded: the document.
        claims: how many claims it holds.
    """
    document, origin, details = recorded.document, recorded.origin, recorded.details
    others = {name: value for name, value in details.items() if name not in _SEPARATE}
    return {
        "id": recorded.id,
        "name": document.id,
        "title": document.title,
        "source": recorded.source,
        "publisher": document.publisher,
        "published_at": _day(document.published_at),
        "address": document.url,
        "language": document.language,
        "media_type": document.media_type,
        "sha256": recorded.capture,
        "licence": details.get("licence"),
        "sensitivity": details.get("sensitivity"),
        "added_at": _moment(recorded.at),
        "added_by": recorded.actor,
        "how": origin.get("how"),
        "origin": origin.get("from"),
        "fetched_at": origin.get("fetched_at"),
        "exchanges": origin.get("exchanges"),
        "details": others or None,
        "status": "read" if recorded.status is ReadStatus.READ else f"not read: {recorded.reason}",
        "notes": list(document.notes) or None,
        "extractor": document.extractor,
        "reader": recorded.reader,
        "claims": claims,
        "erased": list(recorded.erased) or None,
        "text": document.text,
        "entry": recorded.seq,
    }


def source_row(source: Source, documents: int) -> Row:
    """Return a source of a case.

    Args:
        source: as described.
        documents: how many of its documents are in the case.
    """
    return {
        "id": source.id,
        "name": source.name,
        "names": [list(each) for each in source.names],
        "type": str(source.type),
        "relation": source.relation,
        "country": source.country,
        "method": source.method,
        "exclusions": list(source.exclusions) or None,
        "definitions": [list(each) for each in source.definitions] or None,
        "documents": documents,
    }


def review_row(review: Review) -> Row:
    """Return a decision of a person about a claim."""
    return {
        "entry": review.seq,
        "claim": review.claim,
        "decision": str(review.decision),
        "reason": review.reason and str(review.reason),
        "changed": dict(review.changed) or None,
        "note": review.note,
        "reviewer": review.reviewer,
        "at": _moment(review.at),
        "undone": review.undone,
        "carried_from": review.carried_from,
    }


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _moment(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat(timespec="seconds")
