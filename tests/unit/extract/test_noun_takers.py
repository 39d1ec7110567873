"""Nouns that count harms, nouns for acts, and tolls."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Noted = Callable[[str], list[str]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The ministry recorded 12 deaths.", ["12 = 12 killed"]),
        ("The army suffered dozens of casualties.", ["dozens = 24..99 casualties"]),
        ("There were no reports of casualties.", ["no = 0 casualties"]),
        ("The rebels freed 12 former hostages.", []),
        ("The camp shelters 3,000 refugees.", ["3,000 = 3,000 displaced"]),
    ],
)
def test_a_noun_that_counts_harms_takes_its_number(harms_in: Noted, text: str, expected: list[str]) -> None:
    assert expected == harms_in(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The killing of two nuns shocked Kesh.", ["two = 2 killed"]),
        ("Ana Lom's murder shocked Kesh.", ["Ana Lom = 1 killed"]),
        ("His body was found on Monday.", ["His body = 1 killed"]),
        ("The killing shocked Kesh.", []),
    ],
)
def test_an_act_befell_those_behind_of_or_before_the_possessive(
    harms_in: Noted, text: str, expected: list[str]
) -> None:
    assert expected == harms_in(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The death toll has reached 300.", ["300 = 300 killed"]),
        ("The death toll now stands at about 90.", ["about 90 = 90 killed"]),
        ("The number of dead rose to 43.", ["43 = 43 killed"]),
        ("The death toll is expected to reach 300.", []),
        ("The death toll is unknown; 300 houses burned.", []),
    ],
)
def test_a_toll_takes_the_number_it_reached(harms_in: Noted, text: str, expected: list[str]) -> None:
    assert expected == harms_in(text)
