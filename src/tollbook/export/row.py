"""A reading as plain data: the one shape that JSON lines, the schema and other programs share."""

from __future__ import annotations

from datetime import date
from typing import Any

from tollbook.model.claim import Claim
from tollbook.model.reading import Reading
from tollbook.model.vocabulary import ReadStatus

CONFIDENCE_PLACES = 4


def reading_row(reading: Reading) -> dict[str, Any]:
    """Return a reading as the object that the JSON Schema describes.

    Offsets are code points into `text`; unknown is null, never 0.
    """
    document = reading.document
    return {
        "id": document.id,
        "sha256": document.sha256,
        "media_type": document.media_type,
        "title": document.title,
        "publisher": document.publisher,
        "url": document.url,
        "language": document.language,
        "published_at": _day(document.published_at),
        "extractor": document.extractor,
        "reader": reading.claims[0].reader if reading.claims else None,
        "status": status_words(reading),
        "notes": list(document.notes),
        "furniture": [[start, end] for start, end in document.furniture],
        "places": [[start, end, locator] for start, end, locator in document.places],
        "text": document.text,
        "claims": [claim_row(claim) for claim in reading.claims],
    }


def claim_row(claim: Claim) -> dict[str, Any]:
    """Return a claim as the object that the JSON Schema describes."""
    return {
        "start": claim.start,
        "end": claim.end,
        "count": claim.count,
        "low": claim.low,
        "high": claim.high,
        "qualifier": str(claim.qualifier),
        "harm": str(claim.harm),
        "victims": claim.victims,
        "place": claim.place,
        "when": claim.when,
        "date_from": _day(claim.date_from),
        "date_to": _day(claim.date_to),
        "date_precision": None if claim.date_precision is None else int(claim.date_precision),
        "claimant": claim.claimant,
        "via": claim.via,
        "by": claim.by,
        "disputed_by": claim.disputed_by,
        "scope": str(claim.scope),
        "stance": str(claim.stance),
        "modality": str(claim.modality),
        "part_of": claim.part_of,
        "confidence": round(claim.confidence, CONFIDENCE_PLACES),
        "sentence": list(claim.sentence),
        "spans": {field: list(span) for field, span in claim.spans},
    }


def status_words(reading: Reading) -> str:
    """Return `read`, or `not read: ` and the reason."""
    return "read" if reading.status is ReadStatus.READ else f"not read: {reading.reason}"


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
