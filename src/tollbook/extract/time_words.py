"""The words of time of a language, as fragments of patterns that finding and understanding them share."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from tollbook.extract.lexicon import load

if TYPE_CHECKING:
    from collections.abc import Iterable


_LONG = 4
"""Names of months are longer than their abbreviations."""


class TimeWords(NamedTuple):
    """What the words of time of a language mean.

    Attributes:
        months: number of the month, by name and abbreviation.
        weekdays: 0 for Monday, by name and abbreviation.
        seasons: first month, by name.
        amounts: fewest and most that a word counts.
        today: words for the day of publication and its parts.
        yesterday: words for the day before.
        overnight: words for the night before publication.
    """

    months: dict[str, int]
    weekdays: dict[str, int]
    seasons: dict[str, int]
    amounts: dict[str, tuple[int, int]]
    today: frozenset[str]
    yesterday: frozenset[str]
    overnight: frozenset[str]


@cache
def time_words(language: str) -> TimeWords:
    """Return what the words of time of a language mean."""
    data = load(language, "times")
    words = data["words"]
    return TimeWords(
        data["months"],
        data["weekdays"],
        data["seasons"],
        {word: (least, most) for word, (least, most) in data["amounts"].items()},
        frozenset(words["today"]),
        frozenset(words["yesterday"]),
        frozenset(words["overnight"]),
    )


def any_of(words: Iterable[str]) -> str:
    """Return a pattern for any of some words, the longest first, blanks standing for any white space."""
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in longest_first) + ")"


@cache
def fragments(language: str) -> dict[str, str]:
    """Return the patterns that words of time are put together from, by name."""
    data = load(language, "times")
    words = data["words"]
    full_months = [
        month for month in data["months"] if len(month) > _LONG or month in ("may", "june", "july")
    ]
    short_months = [month for month in data["months"] if month not in full_months]
    full_days = [day for day in data["weekdays"] if day.endswith("day")]
    short_days = [day for day in data["weekdays"] if not day.endswith("day")]
    month = rf"(?:{any_of(full_months)}|{any_of(short_months)}\b\.?)"
    parts = {
        "month": month,
        "weekday": rf"(?:{any_of(full_days)}s?|{any_of(short_days)}\.)",
        "unit": any_of(words["units"] + words["plural_units"]),
        "part": rf"(?:(?:early|late|mid)[\s-]+)?{any_of(words['parts_of_day'])}",
        "edge": any_of(words["edges"]),
        "edge_of": any_of(words["edge_phrases"]),
        "day": r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?![\d:%]|[.,]\d)",
        "year": r"(?:1[5-9]\d\d|20\d\d|21[0-4]\d)(?![\d%]|[.,]\d)",
        "about": rf"(?:{any_of(words['before_amounts'])}\s+)*",
        "amount": rf"(?:\d+(?:[.,]\d+)?|{any_of(data['amounts'])}(?:[\s-]+(?:and\s+a\s+half|{any_of(data['amounts'])}))?)",
        "season": any_of(data["seasons"]),
        "relative": any_of(words["relative"]),
        "today": any_of(words["today"] + words["yesterday"] + words["overnight"]),
        "stretch": any_of(words["stretches"]),
        "holiday": any_of(words["holidays"]),
    }
    parts["date"] = _date(parts)
    return parts


def _date(part: dict[str, str]) -> str:
    """Return the pattern of dates with a month in them, and of numeric ones."""
    month, day, year = part["month"], part["day"], part["year"]
    return (
        rf"(?:\d{{4}}-\d\d-\d\d(?!\d)|\d{{1,2}}[/.]\d{{1,2}}[/.](?:\d{{4}}|\d\d)(?!\d)"
        rf"|{month}\s+{day}(?:\s*(?:-|\u2013|to|and)\s*{day})?(?:,?\s+{year})?"
        rf"|(?:the\s+)?{day}(?:\s*(?:-|\u2013|to|and)\s*{day})?\s+(?:of\s+)?{month}(?:,?\s+{year})?"
        rf"|{month}(?:\s*(?:-|\u2013|and|to)\s*{month})?,?\s+(?:of\s+)?{year}"
        rf"|{month}\s*[-\u2013]\s*{month})"
    )
