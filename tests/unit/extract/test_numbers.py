"""Every row of the table of numbers in the definition of a claim, and what is near to it."""

from __future__ import annotations

import pytest

from tollbook.extract.numbers import quantities
from tollbook.extract.tokens import tokenize
from tollbook.model import Qualifier

Bounds = tuple[int | None, int | None]


def read(text: str) -> list[tuple[str, int | None, int | None, Qualifier]]:
    tokens = tokenize(text, 0, len(text))
    return [
        (text[tokens.starts[q.start] : tokens.ends[q.end - 1]], q.low, q.high, q.qualifier)
        for q in quantities(tokens)
    ]


TABLE: list[tuple[str, int | None, int | None, Qualifier]] = [
    ("12", 12, 12, Qualifier.EXACT),
    ("twelve", 12, 12, Qualifier.EXACT),
    ("a dozen", 12, 12, Qualifier.EXACT),
    ("about 500", 500, 500, Qualifier.ABOUT),
    ("around 500", 500, 500, Qualifier.ABOUT),
    ("some 500", 500, 500, Qualifier.ABOUT),
    ("nearly 500", 500, 500, Qualifier.ABOUT),
    ("almost 500", 500, 500, Qualifier.ABOUT),
    ("close to 500", 500, 500, Qualifier.ABOUT),
    ("roughly 500", 500, 500, Qualifier.ABOUT),
    ("more than 500", 501, None, Qualifier.MORE_THAN),
    ("over 500", 501, None, Qualifier.MORE_THAN),
    ("above 500", 501, None, Qualifier.MORE_THAN),
    ("upwards of 500", 501, None, Qualifier.MORE_THAN),
    ("500-plus", 501, None, Qualifier.MORE_THAN),
    ("500+", 501, None, Qualifier.MORE_THAN),
    ("at least 500", 500, None, Qualifier.AT_LEAST),
    ("no fewer than 500", 500, None, Qualifier.AT_LEAST),
    ("500 or more", 500, None, Qualifier.AT_LEAST),
    ("up to 500", None, 500, Qualifier.AT_MOST),
    ("as many as 500", None, 500, Qualifier.AT_MOST),
    ("at most 500", None, 500, Qualifier.AT_MOST),
    ("no more than 500", None, 500, Qualifier.AT_MOST),
    ("fewer than 500", None, 499, Qualifier.LESS_THAN),
    ("less than 500", None, 499, Qualifier.LESS_THAN),
    ("under 500", None, 499, Qualifier.LESS_THAN),
    ("between 15 and 20", 15, 20, Qualifier.RANGE),
    ("15 to 20", 15, 20, Qualifier.RANGE),
    ("15-20", 15, 20, Qualifier.RANGE),
    ("15\u201320", 15, 20, Qualifier.RANGE),
    ("several", 3, 9, Qualifier.ORDER_WORD),
    ("a few", 3, 9, Qualifier.ORDER_WORD),
    ("a couple", 2, 2, Qualifier.EXACT),
    ("dozens", 24, 99, Qualifier.ORDER_WORD),
    ("scores", 40, 99, Qualifier.ORDER_WORD),
    ("hundreds", 200, 999, Qualifier.ORDER_WORD),
    ("thousands", 2_000, 9_999, Qualifier.ORDER_WORD),
    ("tens of thousands", 20_000, 99_999, Qualifier.ORDER_WORD),
    ("hundreds of thousands", 200_000, 999_999, Qualifier.ORDER_WORD),
    ("millions", 2_000_000, 9_999_999, Qualifier.ORDER_WORD),
    ("over a million", 1_000_001, None, Qualifier.MORE_THAN),
    ("a million", 1_000_000, 1_000_000, Qualifier.EXACT),
    ("half a million", 500_000, 500_000, Qualifier.EXACT),
    ("1.5 million", 1_500_000, 1_500_000, Qualifier.EXACT),
    ("no", 0, 0, Qualifier.EXACT),
    ("none", 0, 0, Qualifier.EXACT),
    ("no one", 0, 0, Qualifier.EXACT),
    ("zero", 0, 0, Qualifier.EXACT),
    ("more than a hundred", 101, None, Qualifier.MORE_THAN),
]


@pytest.mark.parametrize(("words", "low", "high", "qualifier"), TABLE, ids=[row[0] for row in TABLE])
def test_words_say_the_bounds_of_the_definition(
    words: str, low: int | None, high: int | None, qualifier: Qualifier
) -> None:
    assert [(words, low, high, qualifier)] == read(words)


@pytest.mark.parametrize(
    ("words", "low", "high"),
    [
        ("8,300", 8_300, 8_300),
        ("12\u202f000", 12_000, 12_000),
        ("twenty-one", 21, 21),
        ("three hundred and five", 305, 305),
        ("a hundred and twenty", 120, 120),
        ("two and a half million", 2_500_000, 2_500_000),
        ("a million and a half", 1_500_000, 1_500_000),
        ("a quarter of a million", 250_000, 250_000),
        ("half a dozen", 6, 6),
        ("two dozen", 24, 24),
        ("1.2 million", 1_200_000, 1_200_000),
        ("20-thousand", 20_000, 20_000),
        ("1.5m", 1_500_000, 1_500_000),
        ("two to three million", 2_000_000, 3_000_000),
        ("several hundred", 300, 999),
        ("a few thousand", 3_000, 9_999),
        ("a couple of hundred", 200, 200),
        ("between forty and fifty", 40, 50),
        ("at least three dozen", 36, None),
        ("just over 500", 501, None),
        ("well over a thousand", 1_001, None),
        ("as many as 15 to 20", None, 20),
        ("at least 15 to 20", 15, None),
    ],
)
def test_numbers_are_read_in_words_digits_and_both(words: str, low: int | None, high: int | None) -> None:
    assert [(words, low, high)] == [found[:3] for found in read(words)]


@pytest.mark.parametrize(
    "words", ["no longer", "no fewer people", "no doubt", "score a goal", "one-way", "the few"]
)
def test_these_words_state_no_number(words: str) -> None:
    assert [] == read(words)


def test_two_numbers_side_by_side_stay_two() -> None:
    assert [("12", 12, 12), ("thirty", 30, 30)] == [found[:3] for found in read("killed 12 , wounded thirty")]


def test_a_range_that_falls_is_no_range() -> None:
    assert [(20, 20), (15, 15)] == [found[1:3] for found in read("20 to 15")]


def test_numbers_above_the_people_alive_are_no_counts() -> None:
    assert [] == read("20,000,000,000")
