"""Days, periods and starts as the words of a document tell them.

Only what reconciliation itself looks for stands here: the day up to which a report counts,
the hours that a "new" figure covers, the day that a counter starts. Days of harm are read
by the reader.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import NamedTuple

from tollbook.reconcile.lexicon import cue, lexicon, may_say

_HAS_DIGIT = re.compile(r"\d")
HOURS = {"hour": 1, "day": 24, "night": 24, "week": 168, "fortnight": 336, "month": 720}


class Day(NamedTuple):
    """A day that a text names, and where; `first` is the earlier end of a stretch such as "14 and 18 May"."""

    start: int
    day: date
    first: date


@cache
def _pattern() -> re.Pattern[str]:
    month = "|".join(sorted(lexicon("months"), key=len, reverse=True))
    return re.compile(
        rf"\b(?P<iso>\d{{4}}-\d\d-\d\d)\b"
        rf"|\b(?:(?P<first>\d{{1,2}})(?:\s+(?P<month1>{month})\.?)?(?:\s+(?P<year1>\d{{4}}))?\s*(?:and|to|until|-|–)\s*)?(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?\s+(?P<m1>{month})\b\.?(?:,?\s+(?P<y1>\d{{4}}))?"  # noqa: RUF001 - a printed dash
        rf"|\b(?P<m2>{month})\b\.?\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?\s+(?P<y2>\d{{4}}))?",
        re.IGNORECASE,
    )


def days_in(text: str, published: date | None) -> list[Day]:
    """Return the days that a text names, in order; one without a year is the latest before publication.

    Example:
        >>> [found.day.isoformat() for found in days_in("between 14 and 18 March", date(2023, 3, 20))]
        ['2023-03-18']
    """
    found: list[Day] = []
    if not _HAS_DIGIT.search(text):
        return found
    for match in _pattern().finditer(text):
        day = _day(match, published)
        if day is not None:
            found.append(Day(match.start(), day, _first(match, day, published)))
    return found


def _day(match: re.Match[str], published: date | None) -> date | None:
    if match["iso"]:
        try:
            return date.fromisoformat(match["iso"])
        except ValueError:
            return None
    number, month, year = (
        match["d1"] or match["d2"],
        match["m1"] or match["m2"],
        match["y1"] or match["y2"],
    )
    return _made(int(number), month, int(year) if year else None, published)


def _first(match: re.Match[str], day: date, published: date | None) -> date:
    if not match["first"]:
        return day
    year = int(match["year1"]) if match["year1"] else day.year
    made = _made(int(match["first"]), match["month1"] or match["m1"], year, published)
    return made if made is not None and made <= day else day


def _made(number: int, month: str, year: int | None, published: date | None) -> date | None:
    in_year = lexicon("months")[month.lower()]
    if year is None and published is None:
        return None
    guessed = year or (published.year if published else 0)
    try:
        day = date(guessed, in_year, number)
        if year is None and published is not None and day > published:
            day = day.replace(year=guessed - 1)
    except ValueError:
        return None
    return day


@cache
def _weekday_pattern() -> re.Pattern[str]:
    names = "|".join(lexicon("weekdays"))
    return re.compile(rf"\bon ({names})\b|\b(today|yesterday)\b", re.IGNORECASE)


def weekday_in(text: str, published: date | None) -> date | None:
    """Return the day that "on Thursday", "today" or "yesterday" means; None when the text has none."""
    if published is None or "day" not in text:
        return None
    match = _weekday_pattern().search(text)
    if match is None:
        return None
    if match[2]:
        return published - timedelta(days=match[2].lower() == "yesterday")
    back = (published.weekday() - lexicon("weekdays")[match[1].lower()]) % 7
    return published - timedelta(days=back)


_PERIOD = re.compile(
    r"\b(?:past|last|previous|preceding)\s+(?:(?P<n>\d+|[a-z]+)\s+)?(?P<unit>hour|day|night|week|fortnight|month)s?\b"
    r"|\b(?P<n2>\d+|[a-z]+)[\s-]+hours?\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=16384)
def period_hours(text: str) -> int | None:
    """Return the hours that a "new" figure covers; None when the text names no such period.

    Example:
        >>> period_hours("In the past 48 hours"), period_hours("over the last two days"), period_hours("since May")
        (48, 48, None)
    """
    for match in _PERIOD.finditer(text):
        word = (match["n"] or match["n2"] or "1").lower()
        number = int(word) if word.isdigit() else lexicon("numbers").get(word, 0 if match["n2"] else 1)
        if number:
            return int(number) * HOURS[(match["unit"] or "hour").lower()]
    return None


_SINCE = re.compile(r"\bsince\b|\bfrom\b|\bbegan on\b|\bstarted on\b", re.IGNORECASE)


@lru_cache(maxsize=16384)
def start_day(text: str, published: date | None) -> date | None:
    """Return the day from which a total counts, as "since 1 June" says; None when the text names none."""
    match = _SINCE.search(text)
    if match is None:
        return None
    found = [day for day in days_in(text, published) if day.start > match.start()]
    return found[0].first if found else None


_EARLIER = re.compile(r"\b(?:a|one)\s+(month|week|day|year)\s+(?:earlier|before|ago)\b", re.IGNORECASE)


def earlier(text: str, day: date) -> date | None:
    """Return the day that "a month earlier" means beside another; month ends stay month ends."""
    match = _EARLIER.search(text) if "er" in text or "ago" in text or "before" in text else None
    if match is None:
        return None
    unit = match[1].lower()
    if unit in {"day", "week"}:
        return day - timedelta(days=1 if unit == "day" else 7)
    months = 12 if unit == "year" else 1
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    last = monthrange(year, month + 1)[1]
    ends = day.day == monthrange(day.year, day.month)[1]
    return date(year, month + 1, last if ends else min(day.day, last))


def stated_as_of(text: str, published: date | None) -> date | None:
    """Return the day after the words "as of" and the like; None when there is none."""
    if not may_say("as_of_header", text.lower()):
        return None
    for match in cue("as_of_header").finditer(text):
        near = days_in(text[match.end() : match.end() + 40], published)
        if near:
            return near[0].day
    return None


_UNTIL = re.compile(r"\b(?:to|until|till|up to|by|through)\b|\bbetween\b.*\band\b", re.IGNORECASE)


@lru_cache(maxsize=16384)
def stretch_end(text: str, published: date | None) -> date | None:
    """Return the last day of "from 1 March 2017 to 31 January 2018", "up to 31 January"; None without one."""
    match = _UNTIL.search(text)
    if match is None:
        return None
    found = days_in(text, published)
    last = max((day.day for day in found), default=None)
    return last if last and (published is None or last <= published) else None
