from __future__ import annotations

from collections.abc import Callable

from tollbook.export.page_views import OVERVIEW_FIGURES, locator, overview_row
from tollbook.model import Claim, Document, Reading, SourcePlace

TEXT = "12 died. 12 died."


def test_the_place_in_the_source_is_that_of_the_count(
    make_claim: Callable[..., Claim], make_document: Callable[..., Document]
) -> None:
    document = make_document(TEXT, places=(SourcePlace(0, 8, "page 1"), SourcePlace(9, 17, "page 2")))
    assert "page 2" == locator(document, make_claim(TEXT, "12", at=5))


def test_between_two_places_there_is_none(
    make_claim: Callable[..., Claim], make_document: Callable[..., Document]
) -> None:
    document = make_document(TEXT, places=(SourcePlace(0, 3, "page 1"),))
    assert None is locator(document, make_claim(TEXT, "12", at=5))


def test_without_a_map_there_is_no_place(
    make_claim: Callable[..., Claim], make_document: Callable[..., Document]
) -> None:
    assert None is locator(make_document(TEXT), make_claim(TEXT, "12"))


def test_more_figures_than_fit_are_counted(
    make_claim: Callable[..., Claim], make_reading: Callable[..., Reading]
) -> None:
    claims = [make_claim(TEXT, "12", number=number) for number in range(OVERVIEW_FIGURES + 2)]
    row = overview_row(make_reading(TEXT, *claims), 1)
    assert (OVERVIEW_FIGURES, 2) == (len(row.figures), row.more)
