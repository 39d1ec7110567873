"""Stretches of days on the calendar: months, weeks, years and their parts."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple

LAST_MONTH = 12
_EARLY_DAY, _MIDDLE_DAY = 10, 20
_EARLY_MONTH, _MIDDLE_MONTH = 4, 8
_EARLY_YEAR, _MIDDLE_YEAR = 3, 6
_LEAP_CYCLE = 8
"""A 29 February comes back after eight years at most."""


class Days(NamedTuple):
    """A stretch of days, both ends included."""

    first: date
    last: date


def as_dates(days: Days) -> timedelta:
    """Return how long a stretch of days is, both ends included."""
    return days.last - days.first + timedelta(days=1)


def day(year: int, month: int, number: int) -> Days | None:
    """Return one day, or None when the calendar has no such day."""
    try:
        found = date(year, month, number)
    except ValueError:
        return None
    return Days(found, found)


def month_days(year: int, month: int) -> Days | None:
    """Return the days of a month, or None for a year that the calendar does not have."""
    if not 1 <= year <= date.max.year:
        return None
    return Days(date(year, month, 1), date(year, month, monthrange(year, month)[1]))


def year_days(first: int, last: int) -> Days | None:
    """Return the days of the years `first` to `last`, or None when the calendar does not have them."""
    if not 1 <= first <= last <= date.max.year:
        return None
    return Days(date(first, 1, 1), date(last, LAST_MONTH, 31))


def before(today: date, number: int) -> date | None:
    """Return the day that lies a number of days before another, or None before the calendar begins."""
    try:
        return today - timedelta(days=number)
    except OverflowError:
        return None


def months_before(today: date, number: int) -> tuple[int, int]:
    """Return the year and month that lie a number of months before a day's."""
    month = today.year * LAST_MONTH + today.month - 1 - number
    return month // LAST_MONTH, month % LAST_MONTH + 1


def week_days(today: date, ago: int) -> Days | None:
    """Return the week, Monday to Sunday, that lies a number of weeks before a day's."""
    monday = before(today, today.weekday() + 7 * ago)
    if monday is None or monday > date.max - timedelta(days=6):
        return None
    return Days(monday, monday + timedelta(days=6))


def latest_month(today: date, month: int, *, over: bool) -> Days | None:
    """Return the last such month that has begun by a day, or with `over` the last one before that day's month."""
    year = today.year - (month > today.month or (over and month == today.month))
    return month_days(year, month)


def latest_day(today: date, month: int, number: int) -> Days | None:
    """Return the last such day of the year that is not after a day, or None when the calendar has no such day."""
    for year in range(today.year, max(0, today.year - _LEAP_CYCLE - 1), -1):
        found = day(year, month, number)
        if found is not None and found.first <= today:
            return found
    return None


def latest_weekday(today: date, weekday: int, *, over: bool) -> Days | None:
    """Return the last such day of the week that is not after a day, or with `over` the last one before it."""
    ago = (today.weekday() - weekday) % 7
    found = before(today, ago or (7 if over else 0))
    return None if found is None else Days(found, found)


def part_of_month(days: Days, part: str) -> Days:
    """Return the early, middle or late days of a month."""
    first = days.first
    if part == "early":
        return Days(first, first.replace(day=_EARLY_DAY))
    if part == "mid":
        return Days(first.replace(day=_EARLY_DAY + 1), first.replace(day=_MIDDLE_DAY))
    return Days(first.replace(day=_MIDDLE_DAY + 1), days.last)


def part_of_year(year: int, part: str) -> Days | None:
    """Return the early, middle or late months of a year."""
    first, last = {"early": (1, _EARLY_MONTH), "mid": (_EARLY_MONTH + 1, _MIDDLE_MONTH)}.get(
        part, (_MIDDLE_MONTH + 1, LAST_MONTH)
    )
    start, end = month_days(year, first), month_days(year, last)
    return None if start is None or end is None else Days(start.first, end.last)


def part_of_decade(year: int, part: str) -> Days | None:
    """Return the early, middle or late years of the decade that begins with a year, or all of it."""
    first, last = {"": (0, 9), "early": (0, _EARLY_YEAR), "mid": (_EARLY_YEAR + 1, _MIDDLE_YEAR)}.get(
        part, (_MIDDLE_YEAR + 1, 9)
    )
    return year_days(year + first, year + last)


def part_of_week(week: Days, part: str) -> Days:
    """Return the early (Monday to Wednesday) or late (Thursday to Sunday) days of a week, or all of it."""
    if part == "early":
        return Days(week.first, week.first + timedelta(days=2))
    if part == "mid":
        return Days(week.first + timedelta(days=1), week.first + timedelta(days=3))
    return Days(week.first + timedelta(days=3), week.last) if part == "late" else week
