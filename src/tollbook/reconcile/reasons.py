"""Why a claim that speaks of the same people does not carry a figure."""

from __future__ import annotations

from collections.abc import Sequence

from tollbook.model.vocabulary import Harm
from tollbook.reconcile.entries import Entry


def left_out(
    entries: Sequence[Entry], used: Sequence[Entry], harm: Harm, group: str, *, estimates: bool
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
        if entry.rejects and entry.group != group and group != "all":
            continue
        found.append((entry.id, _reason(entry, by_line.get(entry.line), estimates=estimates)))
    return tuple(found)


def _reason(entry: Entry, head: Entry | None, *, estimates: bool) -> str:  # noqa: PLR0911 - one return for each reason
    if entry.rejects:
        return "rejects a figure"
    if "typo_suspected" in entry.flags:
        return "a slip: not in the source it cites"
    if "not_in_source" in entry.flags:
        return "not in the source it cites"
    if "withdrawn" in entry.flags:
        return "withdrawn by its maker"
    if "sum_by_relayer" in entry.flags:
        return "a sum made by a relayer"
    if "direct_and_indirect" in entry.flags:
        return "direct and indirect deaths together"
    if "retroactive" in entry.flags or entry.claim.part_of:
        return "part of a total"
    if entry.estimate != estimates:
        return "an estimate" if entry.estimate else "a count, not an estimate"
    if entry.beside:
        return "beside the total"
    if entry.period is not None:
        return "new in a period, not a total"
    if head is None:
        return "another day, phase or territory"
    if entry.same_figure(head):
        return f"says the same as {head.id}, same line" if entry.own else f"relay of {head.id}"
    return (
        f"superseded by {head.id}, same line" if entry.day <= head.day else "another phase of the same line"
    )
