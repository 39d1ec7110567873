"""Single charts of a kept case, by what somebody asks for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tollbook.capture.case_folder import CaseFolder
from tollbook.chart.marks import Question
from tollbook.chart.origins import origins
from tollbook.chart.range_bars import range_bars
from tollbook.chart.timeline import timeline
from tollbook.errors import UsageError
from tollbook.model.chart import Chart
from tollbook.model.display import shown
from tollbook.model.reconciliation import Event, Reconciliation
from tollbook.model.vocabulary import Harm
from tollbook.pipeline.reconciling import CaseInput, case_input, reconciled
from tollbook.pipeline.reporting import changes_between, range_histories

KINDS = ("timeline", "ranges", "origins", "changes")


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartWish:
    """Which chart somebody asks for.

    Attributes:
        kind: one of `KINDS`.
        event: id of the event or part of its name; None for the one with the most claims.
        harm: which harm.
        group: who is counted.
        first: for changes, the first day; None for the day of the oldest document.
        second: for changes, the second day; None for that of the newest.
    """

    kind: str
    event: str | None = None
    harm: str = Harm.KILLED
    group: str = "all"
    first: date | None = None
    second: date | None = None


def case_chart(folder: CaseFolder, wish: ChartWish) -> Chart:
    """Return a chart of a case.

    Raises:
        UsageError: when there is nothing of the kind to draw.
    """
    given = case_input(folder.path)
    if wish.harm not in tuple(Harm):
        raise UsageError(f"Cannot draw {shown(wish.harm)}: harms are {', '.join(Harm)}.")
    drawn = _changes(given, wish) if wish.kind == "changes" else _of_record(given, reconciled(given), wish)
    if drawn is None:
        raise UsageError(
            f"Cannot draw {wish.kind}: the case has nothing of it to show. See tollbook figures."
        )
    return drawn


def _of_record(given: CaseInput, record: Reconciliation, wish: ChartWish) -> Chart | None:
    if wish.kind == "ranges":
        return range_bars(record, Harm(wish.harm))
    event = _event(record, wish.event)
    if wish.kind == "origins":
        return origins(record, event.id)
    figures = [
        each
        for each in record.figures
        if (each.event, each.harm, each.group) == (event.id, wish.harm, wish.group)
    ]
    histories = range_histories(given, record, {event.id})
    band = histories.get(figures[0].id, ()) if figures else ()
    return timeline(record, Question(event.id, Harm(wish.harm), wish.group), band=band)


def _event(record: Reconciliation, words: str | None) -> Event:
    if not record.events:
        raise UsageError("Cannot draw an event: the case has none yet. Add documents with tollbook add.")
    if words is None:
        spoken = [placed.event for placed in record.claims]
        return max(record.events, key=lambda event: (spoken.count(event.id), event.id))
    folded = words.casefold()
    found = [event for event in record.events if event.id == words] or [
        event for event in record.events if folded in event.label.casefold()
    ]
    if len(found) != 1:
        names = ", ".join(f"{event.id} ({event.label})" for event in (found or record.events)[:8])
        raise UsageError(f"Cannot tell which event is meant by {shown(words)}: {names}. Name one of them.")
    return found[0]


def _changes(given: CaseInput, wish: ChartWish) -> Chart | None:
    days = sorted({each.published_at.date() for each in given.documents if each.published_at})
    if not days:
        return None
    return changes_between(given, wish.first or days[0], wish.second or days[-1])
