from __future__ import annotations

from datetime import date

import pytest

from tollbook.model.vocabulary import Harm
from tollbook.model.words import HARM_WORDS, counted, day_words, range_words


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (12, 12, "12"),
        (0, 0, "0"),
        (8301, None, "8,301 or more"),
        (None, 499, "499 or fewer"),
        (15, 2000, "15 to 2,000"),
        (None, None, "number not stated"),
    ],
)
def test_a_range_tells_its_open_side_in_words(low: int | None, high: int | None, expected: str) -> None:
    assert expected == range_words(low, high)


def test_a_day_is_the_same_in_words_on_every_machine() -> None:
    assert "3 March 2026" == day_words(date(2026, 3, 3))


def test_every_harm_has_a_word() -> None:
    assert set(Harm) == set(HARM_WORDS)


@pytest.mark.parametrize(("number", "expected"), [(0, "0 claims"), (1, "1 claim"), (1200, "1,200 claims")])
def test_nouns_agree_with_their_number(number: int, expected: str) -> None:
    assert expected == counted(number, "claim")
