"""What words of time mean as dates, against the day of publication.

A document reports what has happened: an expression is read as the last such day, week or month that is not
after the day of publication, and never reaches beyond it. What can mean two things ("03/04/2024"), or cannot
be ("31 April"), or hangs on another event ("hours later"), gives no dates.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from tollbook.extract.calendar_days import Days, as_dates
from tollbook.extract.date_expressions import days_of
from tollbook.extract.time_words import fragments
from tollbook.model import DatePrecision


@dataclass(frozen=True, slots=True, kw_only=True)
class Dates:
    """First and last day that words of time can mean, and how fine they are."""

    date_from: date | None = None
    date_to: date | None = None
    precision: DatePrecision | None = None


_MOST_DAYS = 6
_WEEK = 8
_MONTH = 31
_RANGE = re.compile(r"(?:between |from )?(.+?)(?: (?:and|to|until|till|through) | ?- ?)(.+)")
_DAY_FIRST = re.compile(r"\d{1,2}(?:st|nd|rd|th)?(?:$|,? \d{4}$)")
_MONTH_BEFORE = re.compile(r"([^\W\d]+\.? )\d{1,2}(?:st|nd|rd|th)?$")
"""The two ends of "May 6 and 7": the second leaves its month to the first."""
_LONGEST = 200
"""Words of time are short; anything longer is none."""


def dates_of(words: str, published_at: date | None, language: str = "en") -> Dates:
    """Return the days that words of time can mean; none where they mean none, or more than one stretch of days.

    Args:
        words: as they stand ("Tuesday", "since 7 October", "the past 24 hours").
        published_at: day of publication; None when unknown, and then only full dates have a meaning.
        language: whose words to use.
    """
    if not words or len(words) > _LONGEST:
        return Dates()
    days = _clipped(_days(_plain(words), published_at, language), published_at)
    if days is None:
        return Dates()
    return Dates(date_from=days.first, date_to=days.last, precision=_precision(days))


def _plain(words: str) -> str:
    """Return words of time in lower case, with plain signs and single blanks."""
    plain = words.lower().replace("\u2019", "'").replace("\u2013", "-").replace("\u2014", "-")
    return re.sub(r"\s+", " ", plain).strip(" ,.;:()\"'")


def _days(words: str, published_at: date | None, language: str) -> Days | None:
    """Return the days of plain words of time, those of a stretch from its first to its last."""
    if words.startswith("since "):
        return _since(words.removeprefix("since "), published_at, language)
    words = _CLOCK.sub("", words).strip(" ,")
    single = days_of(words, published_at, language)
    if single is not None:
        return single
    match = _RANGE.fullmatch(words)
    return None if match is None else _stretch(match.group(1), match.group(2), published_at, language)


_CLOCK = re.compile(
    r",?\s*(?:(?:just|shortly)\s+)?(?:at|around|about|before|after)?\s*(?:around\s+|about\s+)?"
    r"\b(?:[01]?\d(?:[:.]\d\d)?\s?[ap]\.?m\b\.?|(?:[01]?\d|2[0-3]):[0-5]\d)(?:\s+(?:local\s+time|gmt|utc))?"
)


def _since(words: str, published_at: date | None, language: str) -> Days | None:
    """Return the days from what follows "since" to the day of publication."""
    if published_at is None:
        return None
    days = days_of(words, published_at, language)
    if days is None:
        days = days_of(_last_expression(words, language), published_at, language)
    return None if days is None or days.first > published_at else Days(days.first, published_at)


@cache
def _expression(language: str) -> re.Pattern[str]:
    """Return the pattern of an expression that ends a longer wording ("the trial began in 1994")."""
    part = fragments(language)
    return re.compile(
        rf"\b(?:{part['date']}|{part['weekday']}|(?:last|this)\s+(?:{part['unit']}|{part['month']}|{part['weekday']})"
        rf"|{part['today']}|{part['month']}|{part['year']})$"
    )


def _last_expression(words: str, language: str) -> str:
    """Return the expression that wording ends with, or an empty string."""
    match = _expression(language).search(words)
    return "" if match is None else match.group()


def _stretch(first: str, last: str, published_at: date | None, language: str) -> Days | None:
    """Return the days from the first of one expression to the last of another ("6 to 8 May", "1998 and 2000")."""
    if _DAY_FIRST.match(last) and (month := _MONTH_BEFORE.match(first)) is not None:
        last = month.group(1) + last
    end = days_of(last, published_at, language)
    if end is None:
        return None
    start = days_of(first, published_at, language) or _borrowing(first, last, published_at, language)
    if start is None or start.first > end.last:
        return None
    return Days(start.first, end.last)


def _borrowing(first: str, last: str, published_at: date | None, language: str) -> Days | None:
    """Return the days of an expression that leaves its month or year to the next one ("6 to 8 May 2024")."""
    words = last.split(" ")
    for kept in range(1, len(words)):
        days = days_of(" ".join([first, *words[kept:]]), published_at, language)
        if days is not None:
            return days
    return None


def _clipped(days: Days | None, published_at: date | None) -> Days | None:
    """Return the days that are not after publication, or None when none is left."""
    if days is None or published_at is None:
        return days
    if days.first > published_at:
        return None
    return Days(days.first, min(days.last, published_at))


def _precision(days: Days) -> DatePrecision:
    """Return how fine a stretch of days is."""
    length = as_dates(days)
    for most, precision in (
        (1, DatePrecision.DAY),
        (_MOST_DAYS, DatePrecision.DAYS),
        (_WEEK, DatePrecision.WEEK),
        (_MONTH, DatePrecision.MONTH),
    ):
        if length <= timedelta(days=most):
            return precision
    return DatePrecision.YEAR
