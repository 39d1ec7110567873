"""Until when an incident's count was made: the last day of collection that its own document names."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date

from tollbook.reconcile.dated import days_in
from tollbook.reconcile.entries import Entry


def mark_collection(entries: Sequence[Entry]) -> None:
    """Set the as-of day of what publishers counted themselves after an incident was over.

    "They counted in the chapel on 4 October" and "burials between 14 and 18 March" tell until
    when was counted; days of the incident itself do not.

    Args:
        entries: the claims of one event.
    """
    over = _last_day(entries)
    papers: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.own and entry.as_of is None and not entry.cumulative:
            papers[entry.view.document.id].append(entry)
    for told in papers.values():
        day = _collected(told, over)
        for entry in told:
            entry.as_of = day


def _last_day(entries: Sequence[Entry]) -> date | None:
    """Return the day on which most claims let the incident end; None when none is dated."""
    days = Counter(entry.claim.date_to for entry in entries if entry.claim.date_to and not entry.cumulative)
    return min(days, key=lambda day: (-days[day], day), default=None)


def _collected(told: Sequence[Entry], over: date | None) -> date | None:
    view = told[0].view
    if over is None or view.published is None:
        return None
    numbers = {entry.number for entry in told} | view.said("counting")
    days = [
        found.day for number in sorted(numbers) for found in days_in(view.sentence(number), view.published)
    ]
    after = [day for day in days if over < day <= view.published]
    return max(after, default=None)
