from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tollbook.export.case_rows import (
    recorded_claim_row,
    recorded_document_row,
    review_row,
    sentence_of,
    source_row,
)
from tollbook.export.fields import TABLES
from tollbook.model import Claim, Document, ReadStatus, Span
from tollbook.model.record import RecordedClaim, RecordedDocument
from tollbook.model.review import RejectionReason, Review, ReviewDecision
from tollbook.model.source import Source

TEXT = "Home. At least 12 people\nwere killed in Kesh."
AT = datetime(2026, 3, 4, 10, 30, 5, 123456, tzinfo=UTC)


@pytest.fixture
def document(make_document: Callable[..., Document]) -> RecordedDocument:
    read = make_document(TEXT, publisher="Arvenia Wire", url="https://wire.example/a", notes=("one", "two"))
    return RecordedDocument(
        id="d1", document=read, capture="ab" * 32, seq=3, at=AT, actor="Ana", source="s1",
        origin={"how": "fetch", "from": "https://wire.example/a", "fetched_at": "2026-03-04", "exchanges": [{"a": 1}]},
        details={"licence": "CC0-1.0", "sensitivity": "restricted", "relays": "d2"}, reader="test 1",
    )  # fmt: skip


@pytest.fixture
def claim(make_claim: Callable[..., Claim]) -> RecordedClaim:
    read = make_claim(TEXT, "At least 12", high=None, sentence=Span(6, len(TEXT)))
    review = Review(
        claim="c1",
        decision=ReviewDecision.REJECTED,
        reason=RejectionReason.OTHER,
        note="a film",
        reviewer="Ana",
        at=AT,
        seq=7,
    )
    return RecordedClaim(
        id="c1", document="d1", seq=3, index=0, read=read, claim=read, state=review.decision, review=review
    )


def test_the_rows_of_each_table_have_its_fields_in_their_order(
    document: RecordedDocument, claim: RecordedClaim
) -> None:
    assert claim.review is not None
    rows = {
        "claims": recorded_claim_row(claim, document, TEXT),
        "documents": recorded_document_row(document, 1),
        "sources": source_row(Source(id="s1", names=(("", "Arvenia Wire"),)), 2),
        "reviews": review_row(claim.review),
    }
    assert {table: [field.name for field in fields] for table, fields in TABLES.items()} == {
        table: list(row) for table, row in rows.items()
    }


def test_a_claim_has_its_sentence_its_document_and_its_decision(
    document: RecordedDocument, claim: RecordedClaim
) -> None:
    row = recorded_claim_row(claim, document, TEXT)
    assert (
        "At least 12 people were killed in Kesh.",
        "Arvenia Wire",
        "rejected",
        "other",
        "a film",
        "Ana",
    ) == tuple(row[name] for name in ("sentence", "publisher", "state", "reason", "note", "reviewer"))
    assert "2026-03-04T10:30:05+00:00" == row["reviewed_at"]


def test_of_a_claim_whose_figure_was_erased_nothing_is_said(
    document: RecordedDocument, claim: RecordedClaim
) -> None:
    row = recorded_claim_row(replace(claim, read=None, claim=None), document, TEXT)
    assert {None} == {
        row[name] for name in ("count", "low", "high", "harm", "place", "sentence", "reader", "start")
    }
    assert ("c1", "d1", "rejected") == (row["id"], row["document"], row["state"])


def test_a_sentence_is_told_only_where_its_words_still_stand(claim: RecordedClaim) -> None:
    assert sentence_of(claim.read, "[redacted]") is None
    assert sentence_of(None, TEXT) is None


def test_a_document_says_where_it_came_from(document: RecordedDocument) -> None:
    row = recorded_document_row(document, 4)
    assert (
        4,
        "fetch",
        "https://wire.example/a",
        [{"a": 1}],
        {"relays": "d2"},
        "CC0-1.0",
        "restricted",
        ["one", "two"],
    ) == tuple(
        row[name]
        for name in ("claims", "how", "origin", "exchanges", "details", "licence", "sensitivity", "notes")
    )
    unread = replace(document, status=ReadStatus.NOT_READ, reason="language ar")
    assert "not read: language ar" == recorded_document_row(unread, 0)["status"]
