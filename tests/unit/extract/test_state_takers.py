"""People called dead, wounded, missing, homeless, in custody."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Noted = Callable[[str], list[str]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rescuers found 12 dead miners.", ["12 = 12 killed"]),
        ("The quake left 23 people dead.", ["23 = 23 killed"]),
        ("Twelve miners are missing.", ["Twelve = 12 missing"]),
        ("Twelve miners are still missing.", ["Twelve = 12 missing"]),
        ("Forty people were left homeless.", ["Forty = 40 displaced"]),
        ("Two men were found dead.", ["Two = 2 killed"]),
        ("Police shot dead two men.", ["two = 2 killed"]),
        ("Police counted 12 dead and 30 wounded.", ["12 = 12 killed", "30 = 30 injured"]),
        ("Nine men remain in custody.", ["Nine = 9 detained"]),
        ("Two men were seriously hurt.", ["Two = 2 injured"]),
    ],
)
def test_a_state_is_tied_to_those_in_it(harms_in: Noted, text: str, expected: list[str]) -> None:
    assert expected == harms_in(text)


@pytest.mark.parametrize("text", ["The quake will leave 3,000 dead.", "Nine men could be homeless."])
def test_a_state_that_is_not_so_is_no_claim(harms_in: Noted, text: str) -> None:
    assert [] == harms_in(text)
