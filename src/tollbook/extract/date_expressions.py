"""One expression of time as days: a date, a day of the week, a month, a year, "last week", "two days ago".

Stretches ("between 1998 and 2000", "since 7 October") and the day of publication as a limit are left to `dates`.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache
from math import ceil
from typing import TYPE_CHECKING

from tollbook.extract.calendar_days import (
    Days,
    before,
    day,
    latest_day,
    latest_month,
    latest_weekday,
    month_days,
    months_before,
    part_of_decade,
    part_of_month,
    part_of_week,
    part_of_year,
    week_days,
    year_days,
)
from tollbook.extract.time_words import any_of, fragments, time_lexicon, time_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import TypeAlias

    Reading: TypeAlias = Callable[[re.Match[str], date | None, str], Days | None]

_LAST_MONTH = 12
_FRIDAY, _SATURDAY = 4, 5
_HOURS = 24
_EDGES = {"early": "early", "late": "late", "mid": "mid"}
_LEAD = re.compile(
    r"(?:on|in|at|by|during|over|of|around|about|within|throughout|as of|up to|so far|in the course of)\s+"
)
_SIZES = {"day": 1, "night": 1, "week": 7, "fortnight": 14, "weekend": 7}
_HOLIDAYS = {
    "christmas": (12, 25), "christmas day": (12, 25), "christmas eve": (12, 24), "boxing day": (12, 26),
    "new year's eve": (12, 31), "new year's day": (1, 1),
}  # fmt: skip
"""Days that every year has on the same date, by month and day."""


def days_of(words: str, published_at: date | None, language: str) -> Days | None:
    """Return the days that one expression can mean, or None.

    Args:
        words: the expression in lower case, with plain signs and single blanks.
        published_at: day of publication, or None when unknown.
        language: whose words to use.
    """
    words = words.strip(" ,.()")
    while (lead := _LEAD.match(words)) is not None:
        words = words[lead.end() :]
    kinds = frozenset(_kinds_of_words(words, language))
    for pattern, needed, reading in _readings(language):
        match = _compiled(pattern).fullmatch(words) if needed in kinds else None
        if match is not None:
            return reading(match, published_at, language)
    return None


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Return a pattern compiled, when it is first asked for."""
    return re.compile(pattern)


def _kinds_of_words(words: str, language: str) -> Iterator[str]:
    """Return what kinds of words an expression holds, so that only patterns are tried that need one of them."""
    known, lexicon = time_words(language), time_lexicon(language)
    for word in _WORD.findall(words):
        if word.isdigit():
            yield "figure"
        elif word in known.months:
            yield "month"
        elif word in lexicon.units:
            yield "unit"
        if word in lexicon.weekdays or word in known.weekdays:
            yield "weekday"
        if word in lexicon.today:
            yield "today"
        if word in lexicon.holidays:
            yield "holiday"


_WORD = re.compile(r"[^\W\d_]+|\d+")


@cache
def _readings(language: str) -> tuple[tuple[str, str, Reading], ...]:
    """Return the patterns of expressions, the kind of word each needs, and what reads it; the surest first."""
    part = fragments(language)
    month, daynum, year = (
        rf"(?P<month>{part['month']})",
        r"(?P<day>\d{1,2})(?:st|nd|rd|th)?",
        r"(?P<year>\d{4})",
    )
    edge = r"(?:the\s+)?(?:(?P<edge>early|late|mid|earlier|later)[\s-]+(?:(?:in|on)\s+)?(?:the\s+)?)?"
    of_day = rf"(?:(?:the\s+)?(?:early\s+|late\s+)?{part['part']}\s+(?:of\s+|on\s+)?)?"
    weekday = rf"(?P<weekday>{part['weekday']}|{part['weekday'].replace('.)', '.?)')})"
    lead_day = rf"(?:{part['weekday']}(?:\s+{part['part']})?,?\s+(?:of\s+|on\s+)?)?"
    when = rf"{edge}{of_day}{lead_day}"
    amount = rf"(?P<amount>\d+|{any_of(time_words(language).amounts)})"
    about = rf"(?:{part['about']})"
    return (
        (r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)", "figure", _iso),
        (r"(?P<first>\d{1,2})[/.](?P<second>\d{1,2})[/.](?P<year>\d{4})", "figure", _numeric),
        (rf"{when}{month}\s+{daynum}(?:,?\s+{year}|\s+(?P<last>last year))?", "month", _dated),
        (
            rf"{when}(?:the\s+)?{daynum}\s+(?:of\s+)?{month}(?:,?\s+{year}|\s+(?P<last>last year))?",
            "month",
            _dated,
        ),
        (rf"{edge}{month}(?:,?\s+(?:of\s+)?{year}|\s+(?P<last>last year))?", "month", _month),
        (rf"{edge}{month}\s*-\s*(?P<until>{part['month']})(?:,?\s+{year})?", "month", _months),
        (rf"{edge}(?P<which>last|this|past)\s+{month}", "month", _which_month),
        (rf"{edge}(?:{part['season']}\s+(?:of\s+)?)?{year}", "figure", _year),
        (rf"{edge}(?P<decade>\d{{3}}0)s", "figure", _decade),
        (
            rf"{edge}{of_day}{weekday}(?:\s+{part['part']})?(?:\s+(?P<week>last|this)\s+week)?",
            "weekday",
            _weekday,
        ),
        (rf"{edge}(?P<which>last|this|past)\s+{weekday}(?:\s+{part['part']})?", "weekday", _weekday),
        (rf"{edge}(?P<today>{part['today']})(?:\s+{part['part']})?", "today", _today),
        (rf"{about}{amount}\s+(?P<unit>{part['unit']})\s+ago", "unit", _ago),
        (
            rf"(?:the\s+)?(?:past|(?:past|last|previous)\s+{about}{amount})\s+(?P<unit>{part['unit']})",
            "unit",
            _past,
        ),
        (rf"{edge}(?P<which>last|this|previous)\s+(?P<unit>{part['unit']})", "unit", _which_unit),
        (r"the (?P<unit>weekend)", "unit", _which_unit),
        (rf"(?P<holiday>{any_of(_HOLIDAYS)})", "holiday", _holiday),
    )


def _edge(match: re.Match[str]) -> str:
    """Return "early", "mid" or "late" when the expression says so, else an empty string."""
    return _EDGES.get(match.group("edge") or "", "")


def _month_number(name: str, language: str) -> int:
    """Return the number of a month by its name or abbreviation."""
    return time_words(language).months[name.rstrip(".")]


def _stated_year(match: re.Match[str], published_at: date | None) -> int | None:
    """Return the year that an expression states, or None."""
    if match.group("year"):
        return int(match.group("year"))
    if "last" in match.re.groupindex and match.group("last") and published_at is not None:
        return published_at.year - 1
    return None


def _iso(match: re.Match[str], published_at: date | None, language: str) -> Days | None:
    """Return the day of "2024-03-14"."""
    del published_at, language
    return day(int(match["year"]), int(match["month"]), int(match["day"]))


def _numeric(match: re.Match[str], published_at: date | None, language: str) -> Days | None:
    """Return the day of a numeric date, or None when day and month cannot be told apart."""
    del published_at, language
    first, second, year = int(match["first"]), int(match["second"]), int(match["year"])
    if first > _LAST_MONTH:
        return day(year, second, first)
    if second > _LAST_MONTH or first == second:
        return day(year, first, second)
    return None


def _dated(match: re.Match[str], published_at: date | None, language: str) -> Days | None:
    """Return the day of a worded date; without a year, the last such day."""
    month, number = _month_number(match["month"], language), int(match["day"])
    year = _stated_year(match, published_at)
    if year is not None:
        return day(year, month, number)
    return None if published_at is None else latest_day(published_at, month, number)


def _month(match: re.Match[str], published_at: date | None, language: str) -> Days | None:
    """Return the days of a month; without a year, the last such month that has begun."""
    month, year = _month_number(match["month"], language), _stated_year(match, published_at)
    if year is not None:
        days = month_days(year, month)
    elif published_at is not None:
        days = _begun(published_at, month, _edge(match))
    else:
        return None
    return part_of_month(days, _edge(match)) if days is not None and _edge(match) else days


def _begun(published_at: date, month: int, edge: str) -> Days | None:
    """Return the last such month whose named part has begun by the day of publication."""
    days = latest_month(published_at, month, over=False)
    if days is not None and edge and part_of_month(days, edge).first > published_at:
        return latest_month(published_at, month, over=True)
    return days


def _months(match: re.Match[str], published_at: date | None, language: str) -> Days | None:
    """Return the days of "July-August"."""
    first, last = _month_number(match["month"], language), _month_number(match["until"], language)
    year = _stated_year(match, published_at)
    if year is not None:
        end = month_days(year, last)
    else:
        end = None if published_at is None else latest_month(published_at, last, over=False)
    start = None if end is None else month_days(end.first.year - (first > last), first)
    return None if start is None or end is None else Days(start.first, end.last)


def _which_month(match: re.Match[str], published_at: date | None, language: str) -> Days | None:
    """Return the days of "last November", "this May"."""
    if published_at is None:
        return None
    month = _month_number(match["month"], language)
    if match["which"] == "this":
        days = month_days(published_at.year, month)
    else:
        days = latest_month(published_at, month, over=True)
    return part_of_month(days, _edge(match)) if days is not None and _edge(match) else days


def _year(match: re.Match[str], published_at: date | None, language: str) -> Days | None:
    """Return the days of a year or of its early, middle or late months."""
    del published_at, language
    year = int(match["year"])
    return part_of_year(year, _edge(match)) if _edge(match) and year else year_days(year, year)


def _decade(match: re.Match[str], published_at: date | None, language: str) -> Days | None:
    """Return the days of "the 1980s"."""
    del published_at, language
    return part_of_decade(int(match["decade"]), _edge(match))


def _weekday(match: re.Match[str], published_at: date | None, language: str) -> Days | None:
    """Return the last such day of the week; "last Tuesday" is never the day of publication."""
    if published_at is None:
        return None
    name = match["weekday"].rstrip(".")
    number = time_words(language).weekdays[name.removesuffix("s") if name.endswith("days") else name]
    groups = match.groupdict()
    if groups.get("week"):
        week = week_days(published_at, 1 if groups["week"] == "last" else 0)
        chosen = None if week is None else week.first + timedelta(days=number)
        return None if chosen is None else Days(chosen, chosen)
    return latest_weekday(published_at, number, over=groups.get("which") in ("last", "past"))


def _today(match: re.Match[str], published_at: date | None, language: str) -> Days | None:
    """Return the day of publication, the day before, or the night between them."""
    if published_at is None:
        return None
    words, yesterday = time_words(language), before(published_at, 1)
    if match["today"] in words.today:
        return Days(published_at, published_at)
    if yesterday is None:
        return None
    return Days(yesterday, yesterday if match["today"] in words.yesterday else published_at)


def _amount(text: str | None, language: str) -> tuple[int, int]:
    """Return the fewest and most that an amount can mean; no amount means one."""
    if not text:
        return 1, 1
    if text.isdigit():
        number = min(int(text), date.max.year)
        return number, number
    return time_words(language).amounts[text]


def _unit(match: re.Match[str]) -> str:
    """Return the unit of an expression in the singular."""
    unit: str = match["unit"]
    return "century" if unit == "centuries" else unit.removesuffix("s")


def _ago(match: re.Match[str], published_at: date | None, language: str) -> Days | None:
    """Return the days of "two weeks ago", as wide as its unit."""
    if published_at is None:
        return None
    least, most = _amount(match["amount"], language)
    unit = _unit(match)
    if unit in ("second", "minute", "hour"):
        return _since_hours(published_at, most if unit == "hour" else 1)
    if unit in _SIZES:
        slack = 0 if unit in ("day", "night") else _SIZES[unit] // 2
        first, last = (
            before(published_at, most * _SIZES[unit] + slack),
            before(published_at, least * _SIZES[unit] - slack),
        )
        return None if first is None or last is None else Days(first, last)
    if unit == "month":
        start, end = (
            month_days(*months_before(published_at, most)),
            month_days(*months_before(published_at, least)),
        )
        return None if start is None or end is None else Days(start.first, end.last)
    size, slack = {"year": (1, 0), "decade": (10, 5)}.get(unit, (100, 50))
    return year_days(published_at.year - most * size - slack, published_at.year - least * size + slack)


def _since_hours(published_at: date, hours: int) -> Days | None:
    """Return the days that a number of hours before the end of the day of publication can reach back to."""
    first = before(published_at, ceil(hours / _HOURS))
    return None if first is None else Days(first, published_at)


def _past(match: re.Match[str], published_at: date | None, language: str) -> Days | None:
    """Return the days of "the past 24 hours", up to the day of publication."""
    if published_at is None:
        return None
    amount = _amount(match["amount"], language)[1]
    unit = _unit(match)
    if unit in ("second", "minute", "hour"):
        return _since_hours(published_at, amount if unit == "hour" else 1)
    if unit in _SIZES:
        first = before(published_at, amount * _SIZES[unit])
    else:
        months = amount * {"month": 1, "year": 12, "decade": 120}.get(unit, 1200)
        start = month_days(*months_before(published_at, months))
        first = (
            None
            if start is None
            else min(start.last, start.first.replace(day=min(published_at.day, start.last.day)))
        )
    return None if first is None else Days(first, published_at)


def _which_unit(match: re.Match[str], published_at: date | None, language: str) -> Days | None:
    """Return the days of "last week", "this month", "the weekend", and of their early or late part."""
    del language
    reading = _UNITS.get(_unit(match))
    if published_at is None or reading is None:
        return None
    groups = match.groupdict()
    ago = 0 if (groups.get("which") or "this") == "this" else 1
    return reading(published_at, ago, _EDGES.get(groups.get("edge") or "", ""))


def _day_before(published_at: date, ago: int, edge: str) -> Days | None:
    """Return the day that lies some days before publication."""
    del edge
    chosen = before(published_at, ago)
    return None if chosen is None else Days(chosen, chosen)


def _week_before(published_at: date, ago: int, edge: str) -> Days | None:
    """Return the week that lies some weeks before publication, or its early or late days."""
    week = week_days(published_at, ago)
    return None if week is None else part_of_week(week, edge)


def _month_before(published_at: date, ago: int, edge: str) -> Days | None:
    """Return the month that lies some months before publication, or its early or late days."""
    month = month_days(*months_before(published_at, ago))
    return month if month is None or not edge else part_of_month(month, edge)


def _year_before(published_at: date, ago: int, edge: str) -> Days | None:
    """Return the year that lies some years before publication, or its early or late months."""
    year = published_at.year - ago
    return part_of_year(year, edge) if edge and year else year_days(year, year)


def _weekend(published_at: date, ago: int, edge: str) -> Days | None:
    """Return the last Saturday and Sunday that have begun by the day of publication, or with `ago` that are past."""
    del edge
    saturday = latest_weekday(published_at, _SATURDAY, over=False)
    if saturday is None:
        return None
    first: date | None = saturday.first
    if ago and published_at.weekday() > _FRIDAY:
        first = before(saturday.first, 7)
    return None if first is None or first == date.max else Days(first, first + timedelta(days=1))


_UNITS = {
    "day": _day_before,
    "night": _day_before,
    "week": _week_before,
    "weekend": _weekend,
    "month": _month_before,
    "year": _year_before,
}
"""What reads "last" and "this" before a unit, given how many units ago, and which part of it is meant."""


def _holiday(match: re.Match[str], published_at: date | None, language: str) -> Days | None:
    """Return the last such holiday."""
    del language
    return None if published_at is None else latest_day(published_at, *_HOLIDAYS[match["holiday"]])
