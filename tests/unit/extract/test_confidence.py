"""How sure the reader is."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tollbook.extract.confidence import confidence_of, features
from tollbook.extract.reader import view_of
from tollbook.model import Document

TEXTS = [
    "Twelve people were killed in Kesh.",
    "TWELVE PEOPLE MAY HAVE DIED.",
    "Two men and a boy were wounded.",
    "Killed: 12",
]


@pytest.mark.parametrize("text", TEXTS)
def test_confidence_is_a_chance(make_document: Callable[..., Document], text: str) -> None:
    view = view_of(make_document(text))
    assert [] == [found for found in view.found if not 0.0 < confidence_of(view, found) < 1.0]


def test_no_word_of_the_document_is_looked_at(make_document: Callable[..., Document]) -> None:
    one = view_of(make_document("Twelve Arvenians were killed by the army in Kesh."))
    other = view_of(make_document("Twelve Torvians were killed by the front in Oraz."))
    assert [features(found) for found in one.found] == [features(found) for found in other.found]


@pytest.mark.parametrize(
    ("text", "feature"),
    [
        ("Twelve people were killed.", "rule=passive"),
        ("The shell killed 12 people.", "rule=object"),
        ("TWELVE PEOPLE WERE KILLED.", "in capitals"),
        ("Twelve people may have been killed.", "maybe"),
        ("At least 12 people were killed.", "qualifier=at_least"),
    ],
)
def test_the_model_looks_at_how_a_claim_was_found(
    make_document: Callable[..., Document], text: str, feature: str
) -> None:
    assert feature in features(view_of(make_document(text)).found[0])


def test_later_members_of_a_list_are_told_apart(make_document: Callable[..., Document]) -> None:
    found = view_of(make_document("Two men and a boy were wounded.")).found
    assert [False, True] == ["in a list" in features(each) for each in found]
