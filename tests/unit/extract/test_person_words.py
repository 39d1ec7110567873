"""The words for people, and their plurals."""

from __future__ import annotations

import pytest

from tollbook.extract.person_words import people, plural_of


@pytest.mark.parametrize(
    ("noun", "plural"),
    [
        ("soldier", "soldiers"),
        ("policeman", "policemen"),
        ("German", "Germans"),
        ("child", "children"),
        ("salesperson", "salespeople"),
        ("housewife", "housewives"),
        ("baby", "babies"),
        ("boy", "boys"),
        ("witness", "witnesses"),
        ("coach", "coaches"),
    ],
)
def test_nouns_for_people_have_regular_plurals(noun: str, plural: str) -> None:
    assert plural.lower() == plural_of(noun.lower())


def test_no_word_is_both_a_thing_and_a_person() -> None:
    known = people("en")
    assert frozenset() == known.things & (known.singular | known.plural)
