"""One claimant's totals by day, and the totals that follow from what it says is new."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tollbook.reconcile.entries import Entry

HOURS_A_DAY = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """A total on one day.

    Attributes:
        day: the day up to which it counts.
        low: smallest number.
        high: largest number.
        entries: the claims behind it.
        derived: whether it is a total and new counts joined to it, and not a reported one.
        period: hours since the total before, where that is told.
        new: what is new in that period.
    """

    day: date
    low: int | None
    high: int | None
    entries: tuple[Entry, ...]
    derived: bool = False
    period: int | None = None
    new: int | None = None


def with_derived(reported: Mapping[date, Total], news: Iterable[Entry]) -> list[Total]:
    """Return the reported totals and those that new counts join to them without a gap, by day.

    A reported total of the same day goes before a derived one. A day without a report has
    no total; nothing is carried forward or drawn between two reports.
    """
    totals = dict(reported)
    by_day: dict[date, list[Entry]] = defaultdict(list)
    for entry in sorted(news, key=lambda each: each.key):
        by_day[entry.day].append(entry)
    for day in sorted(by_day):
        entry = by_day[day][0]
        before = totals.get(day - timedelta(hours=entry.period or 0))
        if entry.period is None or entry.period % HOURS_A_DAY or before is None:
            continue
        if day in totals:
            totals[day] = replace(totals[day], period=entry.period, new=entry.claim.low)
        else:
            totals[day] = _joined(before, entry)
    return [totals[day] for day in sorted(totals)]


def _joined(before: Total, entry: Entry) -> Total:
    low, high = entry.bounds
    return Total(
        day=entry.day,
        low=None if before.low is None or low is None else before.low + low,
        high=None if before.high is None or high is None else before.high + high,
        entries=(*before.entries[:1], entry) if not before.derived else (*before.entries, entry),
        derived=True,
        period=entry.period,
        new=low,
    )
