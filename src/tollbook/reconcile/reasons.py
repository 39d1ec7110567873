"""Why a claim that speaks of the same people does not carry a figure."""

from __future__ import annotations

from collections.abc import Sequence

from tollbook.model.reconciliation import ALL
from tollbook.model.vocabulary import Harm
from tollbook.reconcile.entries import Entry


def left_out(
    entries: Sequence[Entry],
    used: Sequence[Entry],
    harm: Harm,
    group: str,
    *,
    estimates: bool,
) -> tuple[tuple[str, str], ...]:
    """Return the claims of one harm and group that a figure does not use, each with the reason.

    Args:
        entries: the claims of the event, by publication.
        used: those that carry the figure.
        harm: of the figure.
        group: of the figure.
        estimates: whether it is a figure of estimates.
    """
    ids = {entry.id for entry in used}
    by_line = {entry.line: entry for entry in used}
    found = []
    for entry in entries:
        if entry.id in ids or entry.harm is not harm or (entry.group != group and not entry.rejects):
            continue
        if entry.rejects and group not in {entry.group, ALL}:
            continue
        found.append((entry.id, _reason(entry, by_line.get(entry.line), estimates=estimates)))
    copies = [
        echo for entry in entries if entry.harm is harm and entry.group == group for echo in entry.echoes
    ]
    found += [(echo.id, f"copy of {echo.echo_of.id}") for echo in copies if echo.echo_of is not None]
    return tuple(found)


_BY_FLAG = (
    ("typo_suspected", "a slip: not in the source it cites"),
    ("not_in_source", "not in the source it cites"),
    ("withdrawn", "withdrawn by its maker"),
    ("sum_by_relayer", "a sum made by a relayer"),
    ("direct_and_indirect", "direct and indirect deaths together"),
    ("dead_or_missing", "dead or missing, not told apart"),
    ("retroactive", "part of a total"),
)
"""Flags that keep a claim out of a figure, the most telling first."""


def _reason(entry: Entry, head: Entry | None, *, estimates: bool) -> str:
    if entry.rejects:
        return "rejects a figure"
    flagged = next((words for flag, words in _BY_FLAG if flag in entry.flags), None)
    if flagged is None and entry.estimate != estimates:
        flagged = "an estimate" if entry.estimate else "a count, not an estimate"
    return flagged or _other_people(entry) or _other_claim(entry, head)


def _other_people(entry: Entry) -> str | None:
    """Return why a claim speaks of other people than the figure; None when it does not."""
    if entry.part and entry.group == ALL:
        return "part of a total"
    if entry.beside:
        return "beside the total"
    return "new in a period, not a total" if entry.period is not None else None


def _other_claim(entry: Entry, head: Entry | None) -> str:
    """Return how a claim stands to the one of its line that carries the figure."""
    if head is None:
        return "another day, phase or territory"
    if entry.same_figure(head):
        return f"says the same as {head.id}, same line" if entry.own else f"relay of {head.id}"
    return (
        f"superseded by {head.id}, same line" if entry.day <= head.day else "another phase of the same line"
    )
