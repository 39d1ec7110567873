"""Stated parts of a larger count."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Noted = Callable[[str], list[str]]


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("Twelve people, including four children, were killed.", "four = 4 killed, part"),
        ("The blast killed 12 people, including a priest.", "a priest = 1 killed, part"),
        ("Twelve people were wounded, among them two nuns.", "two = 2 injured, part"),
        ("Twelve people were killed, of whom three were women.", "three = 3 killed, part"),
        ("Twelve people, five of them women, were killed.", "five = 5 killed, part"),
        ("Twelve people were killed \u2014 five of them women.", "five = 5 killed, part"),
    ],
)
def test_words_that_mark_a_part_make_it_one(harms_in: Noted, text: str, part: str) -> None:
    assert part in harms_in(text)


def test_a_single_person_has_no_parts(harms_in: Noted) -> None:
    assert ["One = 1 killed"] == harms_in("One man was killed, including his dog.")


def test_arithmetic_alone_makes_no_part(harms_in: Noted) -> None:
    assert ["Twelve = 12 killed", "two = 2 killed"] == harms_in(
        "Twelve men died in Kesh and two women died in Torv."
    )
