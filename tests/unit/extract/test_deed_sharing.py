"""Claims that share the doer of another."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tollbook.extract.deed_sharing import shared_doer
from tollbook.extract.reader import view_of
from tollbook.extract.view import DocumentView
from tollbook.model import Document, Span


def view_and_doers(document: Document, doer: str) -> tuple[DocumentView, dict[int, Span | None]]:
    """Return a document taken apart, whose first claim alone has a doer, the first words `doer` of the text."""
    view = view_of(document)
    start = document.text.index(doer)
    doers: dict[int, Span | None] = {id(found): None for found in view.found}
    doers[id(view.found[0])] = Span(start, start + len(doer))
    return view, doers


@pytest.mark.parametrize(
    ("text", "doer", "expected"),
    [
        ("A man left one officer dead and three others wounded.", "A man", "A man"),
        ("Rebels killed 23 people. Eight children were among the dead.", "Rebels", "Rebels"),
        ("Rebels killed two guards in Kesh, but in Torv a storm killed nine people.", "Rebels", None),
        ("Rebels killed two guards. Nine villagers were hurt.", "Rebels", None),
    ],
)
def test_a_claim_shares_the_doer_of_one_breath_and_of_its_whole(
    make_document: Callable[..., Document], text: str, doer: str, expected: str | None
) -> None:
    view, doers = view_and_doers(make_document(text), doer)
    shared = shared_doer(view, view.found[1], doers)
    assert expected == (None if shared is None else text[shared.start : shared.end])


def test_the_harmed_do_not_share_a_doer_that_is_of_their_own_kind(
    make_document: Callable[..., Document],
) -> None:
    view, doers = view_and_doers(make_document("Rebels killed two guards and three rebels."), "Rebels")
    assert shared_doer(view, view.found[1], doers) is None
