"""What a document refuses."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tollbook.model import Document, SourcePlace, Span

Make = Callable[..., Document]


@pytest.mark.parametrize(("start", "end"), [(0, 6), (-1, 3), (4, 2)])
def test_furniture_outside_the_text_is_refused(make_document: Make, start: int, end: int) -> None:
    with pytest.raises(ValueError, match="outside") as refused:
        make_document("12345", id="D1", furniture=(Span(start, end),))
    assert f"Document D1: span {start}-{end} lies outside its text of 5 characters." == str(refused.value)


def test_places_outside_the_text_are_refused(make_document: Make) -> None:
    with pytest.raises(ValueError, match="outside") as refused:
        make_document("12345", id="D1", places=(SourcePlace(3, 9, "page 1"),))
    assert "Document D1: span 3-9 lies outside its text of 5 characters." == str(refused.value)


def test_spans_may_reach_to_the_end_and_hold_nothing(make_document: Make) -> None:
    document = make_document(
        "12345", furniture=(Span(0, 5), Span(5, 5)), places=(SourcePlace(0, 5, "page 1"),)
    )
    assert (Span(0, 5), Span(5, 5)) == document.furniture


def test_what_is_not_known_is_none(make_document: Make) -> None:
    document = make_document("12345")
    assert (None, None, None, None) == (
        document.title,
        document.publisher,
        document.url,
        document.published_at,
    )
