"""Gaps, labels and shares of groups."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Noted = Callable[[str], list[str]]


def test_a_count_shares_the_verb_of_the_count_before(harms_in: Noted) -> None:
    text = "Twelve people were wounded in Kesh, three in Torv and one in Odra-Vel."
    assert ["Twelve = 12 injured", "three = 3 injured", "one = 1 injured"] == harms_in(text)


def test_a_breakdown_behind_a_colon_is_in_parts(harms_in: Noted) -> None:
    text = "Twelve people were killed: nine in Kesh and three in Torv."
    assert ["Twelve = 12 killed", "nine = 9 killed, part", "three = 3 killed, part"] == harms_in(text)


def test_a_count_with_a_verb_of_its_own_shares_none(harms_in: Noted) -> None:
    text = "Twelve people were killed in Kesh and three in Torv were wounded."
    assert ["Twelve = 12 killed", "three = 3 injured"] == harms_in(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Killed: 12", ["12 = 12 killed"]),
        ("Missing - 3", ["3 = 3 missing"]),
        ("Killed and missing: 12", []),
        ("Dead: many", []),
    ],
)
def test_a_label_gives_its_number_one_harm(harms_in: Noted, text: str, expected: list[str]) -> None:
    assert expected == harms_in(text)


def test_shares_of_a_group_just_named_are_parts(harms_in: Noted) -> None:
    assert ["eleven = 11 injured, part"] == harms_in("Of the wounded, eleven were children.")
