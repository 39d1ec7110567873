"""Where a counter starts anew: by its own word, by the day it counts from, or by a fall too deep for a correction."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from tollbook.model.terms import Measure, PointFlag
from tollbook.reconcile.entries import Entry
from tollbook.reconcile.lexicon import cue, rules


class Change(StrEnum):
    """How a total stands to the one before."""

    SAME = "same"
    REVISION = "revision"
    RESTART = "restart"
    REDEFINED = "redefined"


FLAG_OF = {
    Change.REVISION: PointFlag.REVISION,
    Change.RESTART: PointFlag.RESTART,
    Change.REDEFINED: PointFlag.REDEFINED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Phase:
    """One run of a counter.

    Attributes:
        number: from 1.
        totals: its totals, by day, with how each stands to the one before.
        leaves_out_earlier: the sentence that says that the phase before is not in it; None without one.
    """

    number: int
    totals: tuple[tuple[Entry, Change], ...]
    leaves_out_earlier: str | None = None


def phases_of(totals: list[Entry]) -> list[Phase]:
    """Return the phases of one claimant's own totals.

    Args:
        totals: of one harm, group, measure and territory, by day and publication.
    """
    runs: list[list[tuple[Entry, Change]]] = []
    for entry in totals:
        before = runs[-1][-1][0] if runs else None
        change = Change.SAME if before is None else change_between(before, entry)
        if change is Change.RESTART and _goes_on(runs[-1], entry):
            change = Change.REVISION
        if before is None or change in {Change.RESTART, Change.REDEFINED}:
            runs.append([])
        runs[-1].append((entry, change))
    return [
        Phase(number=number, totals=tuple(run), leaves_out_earlier=_leaves_out(run[0]))
        for number, run in enumerate(runs, start=1)
    ]


def _goes_on(run: list[tuple[Entry, Change]], entry: Entry) -> bool:
    """Return whether a total that falls goes on from the one before the last, so that the last stands out and not it."""
    if len(run) < 2 or entry.view.said("restart"):  # noqa: PLR2004 - one total has nothing before it
        return False
    earlier, last = run[-2][0], run[-1][0]
    moved = bool(last.start and entry.start and entry.start > last.start)
    was, now = earlier.number_said(), entry.number_said()
    return not moved and was is not None and now is not None and was <= now


def change_between(before: Entry, entry: Entry) -> Change:
    """Return how a total of a counter stands to the one before."""
    if entry.measure is Measure.STOCK:
        return Change.SAME
    if _redefines(entry) and not _redefines(before):
        return Change.REDEFINED
    was, now = before.number_said(), entry.number_said()
    if was is None or now is None:
        return Change.SAME
    moved = bool(before.start and entry.start and entry.start > before.start)
    if moved and not _still_counts(before, entry):
        return Change.RESTART
    if now < was:
        anew = bool(entry.view.said("restart")) and not entry.view.said("corrected")
        return Change.RESTART if anew or now < rules().restart_share * was else Change.REVISION
    corrects = cue("corrected").search(entry.sentence) is not None
    return Change.REVISION if corrects and now != was else Change.SAME


def _still_counts(before: Entry, entry: Entry) -> bool:
    """Return whether two totals with different starts lie too close in time and size for a new counter."""
    was, now = before.number_said() or 0, entry.number_said() or 0
    return now >= was and not entry.view.said("restart")


def _redefines(entry: Entry) -> bool:
    """Return whether the report says, beside its total, that it counts other people than before."""
    near = {entry.number - 1, entry.number, entry.number + 1}
    return bool(entry.view.said("redefined") & near)


def _leaves_out(first: tuple[Entry, Change]) -> str | None:
    entry, change = first
    if change is not Change.RESTART:
        return None
    said = sorted(entry.view.said("leaves_out_earlier"))
    return entry.view.sentence(said[0]) if said else None
