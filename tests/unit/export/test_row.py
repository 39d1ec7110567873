from __future__ import annotations

from collections.abc import Callable
from datetime import date

from tollbook.export.row import claim_row, reading_row, status_words
from tollbook.model import Claim, DatePrecision, Reading, SourcePlace, Span

TEXT = "At least 12 people were killed in Kesh on Tuesday."


def test_a_claim_row_holds_every_field_in_one_order(make_claim: Callable[..., Claim]) -> None:
    day = date(2025, 3, 4)
    claim = make_claim(
        TEXT,
        "At least 12",
        low=12,
        high=None,
        place="Kesh",
        spans=(("place", Span(35, 39)),),
        date_from=day,
        date_to=day,
        date_precision=DatePrecision.DAY,
        confidence=0.123456,
    )
    expected = {
        "start": 0,
        "end": 11,
        "count": "At least 12",
        "low": 12,
        "high": None,
        "qualifier": "exact",
        "harm": "killed",
        "victims": None,
        "place": "Kesh",
        "when": None,
        "date_from": "2025-03-04",
        "date_to": "2025-03-04",
        "date_precision": 1,
        "claimant": None,
        "via": None,
        "by": None,
        "disputed_by": None,
        "scope": "incident",
        "stance": "asserts",
        "modality": "stated",
        "part_of": False,
        "confidence": 0.1235,
        "sentence": [0, 50],
        "spans": {"place": [35, 39]},
    }
    row = claim_row(claim)
    assert list(expected.items()) == list(row.items())


def test_a_reading_row_keeps_text_and_the_map_to_its_source(
    make_claim: Callable[..., Claim], make_reading: Callable[..., Reading]
) -> None:
    reading = make_reading(
        TEXT,
        make_claim(TEXT, "At least 12"),
        title="Kesh",
        published_at=date(2025, 3, 5),
        furniture=(Span(40, 50),),
        places=(SourcePlace(0, 50, "page 1"),),
        notes=("repaired",),
    )
    row = reading_row(reading)
    kept = {
        key: row[key]
        for key in ("title", "published_at", "furniture", "places", "notes", "text", "reader", "status")
    }
    expected = {
        "title": "Kesh",
        "published_at": "2025-03-05",
        "furniture": [[40, 50]],
        "places": [[0, 50, "page 1"]],
        "notes": ["repaired"],
        "text": TEXT,
        "reader": "test 1",
        "status": "read",
    }
    assert expected == kept


def test_an_unread_document_says_why_and_has_no_claims(unread_reading: Reading) -> None:
    row = reading_row(unread_reading)
    assert ("not read: language ar", [], None) == (row["status"], row["claims"], row["reader"])


def test_a_read_document_without_claims_is_read(make_reading: Callable[..., Reading]) -> None:
    assert "read" == status_words(make_reading("Nothing happened."))
