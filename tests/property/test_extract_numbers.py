"""Numbers spelled by a generator of our own are read back as what they were."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import example, given
from hypothesis import strategies as st

from tollbook.extract.numbers import quantities
from tollbook.extract.tokens import tokenize

SMALL = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
    " seventeen eighteen nineteen"
).split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
THOUSAND, HUNDRED, TWENTY, TEN = 1000, 100, 20, 10
NUMBERS = st.integers(1, 999_999)


def spelled(number: int, *, british: bool, hyphen: str) -> str:
    """Return a number from 1 to 999,999 in words."""
    if number >= THOUSAND:
        thousands, rest = divmod(number, THOUSAND)
        tie = " and " if british and 0 < rest < HUNDRED else " "
        words = spelled(thousands, british=british, hyphen=hyphen) + " thousand"
        return words + (tie + spelled(rest, british=british, hyphen=hyphen) if rest else "")
    if number >= HUNDRED:
        hundreds, rest = divmod(number, HUNDRED)
        tie = " and " if british else " "
        words = SMALL[hundreds - 1] + " hundred"
        return words + (tie + spelled(rest, british=british, hyphen=hyphen) if rest else "")
    if number >= TWENTY:
        tens, rest = divmod(number, TEN)
        return TENS[tens - 2] + (hyphen + SMALL[rest - 1] if rest else "")
    return SMALL[number - 1]


def read(text: str) -> list[tuple[int, int | None, int | None]]:
    tokens = tokenize(text, 0, len(text))
    return [(found.end - found.start, found.low, found.high) for found in quantities(tokens)]


@given(number=NUMBERS, british=st.booleans(), hyphen=st.sampled_from(["-", " "]))
@example(number=100_100, british=True, hyphen="-")
@example(number=1_001, british=True, hyphen=" ")
@example(number=999_999, british=False, hyphen="-")
def test_a_number_in_words_is_read_as_what_it_is(*, number: int, british: bool, hyphen: str) -> None:
    text = spelled(number, british=british, hyphen=hyphen)
    length = len(tokenize(text, 0, len(text)))
    assert [(length, number, number)] == read(text)


@given(st.integers(0, 9_999_999))
def test_a_number_in_digits_is_read_as_what_it_is(number: int) -> None:
    assert [(1, number, number)] == read(f"{number:,}")


@given(NUMBERS, st.sampled_from(["at least", "more than", "up to", "fewer than", "about"]))
def test_a_qualifier_opens_the_bounds_on_its_own_side_alone(number: int, qualifier: str) -> None:
    expected = {
        "at least": (number, None),
        "more than": (number + 1, None),
        "up to": (None, number),
        "fewer than": (None, number - 1),
        "about": (number, number),
    }[qualifier]
    assert [expected] == [found[1:] for found in read(f"{qualifier} {number:,}")]


@given(NUMBERS, NUMBERS)
def test_a_range_goes_from_its_lower_to_its_higher_number(one: int, other: int) -> None:
    low, high = sorted((one, other + one))
    assert [(low, high)] == [found[1:] for found in read(f"between {low:,} and {high:,}")]


WORDS = st.sampled_from(
    "12 1.5 8,300 20-30 40-plus a an and half dozen dozens several few couple hundred thousand"
    " million to or between from at least more than up no one none score scores tens of hundreds"
    " people 3rd - , . + %".split()
)


@given(st.lists(WORDS, max_size=12))
def test_whatever_the_words_low_is_not_above_high_and_quantities_never_overlap(words: list[str]) -> None:
    text = " ".join(words)
    tokens = tokenize(text, 0, len(text))
    found = quantities(tokens)
    assert [] == [
        each for each in found if (each.low or 0) > (each.high if each.high is not None else each.low or 0)
    ]
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert [] == [each for each in found if not each.start <= each.number < each.end <= len(tokens)]
