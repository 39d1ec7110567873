"""A document while it is read."""

from __future__ import annotations

from collections.abc import Callable

from tollbook.extract.reader import view_of
from tollbook.model import Document, Span

TEXT = "Market Burns\n\nTwelve people died in Kesh. Rain fell.\n\nNobody was hurt in Torv."


def test_a_sentence_is_taken_apart_once(make_document: Callable[..., Document]) -> None:
    view = view_of(make_document(TEXT))
    assert view.sentence(1) is view.sentence(1)


def test_claims_stand_where_their_counts_do(make_document: Callable[..., Document]) -> None:
    assert ["Twelve", "Nobody"] == [
        TEXT[found.start : found.end] for found in view_of(make_document(TEXT)).found
    ]


def test_blank_lines_stand_between_paragraphs(make_document: Callable[..., Document]) -> None:
    view = view_of(make_document(TEXT))
    assert [True, True, False, True] == [view.paragraph_break(number) for number in range(4)]


def test_page_furniture_holds_no_claims(make_document: Callable[..., Document]) -> None:
    furniture = (Span(TEXT.index("Nobody"), len(TEXT)),)
    view = view_of(make_document(TEXT, furniture=furniture))
    assert ["Twelve"] == [TEXT[found.start : found.end] for found in view.found]


def test_the_claims_of_a_sentence_are_found_by_its_number(make_document: Callable[..., Document]) -> None:
    view = view_of(make_document(TEXT))
    assert [[], [view.found[0]], [], [view.found[1]]] == [view.found_in(number) for number in range(4)]
