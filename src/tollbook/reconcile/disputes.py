"""Disputes: numbers that contradict one another, and what somebody rejects or denies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from tollbook.model.reconciliation import ALL, Dispute
from tollbook.model.terms import DisputeKind
from tollbook.reconcile.denials import attributions, denied_figures, statuses
from tollbook.reconcile.docket import Docket, open_dispute
from tollbook.reconcile.entries import Entry
from tollbook.reconcile.newest import newest
from tollbook.reconcile.numbers import contradict
from tollbook.reconcile.unions import UnionFind
from tollbook.reconcile.withdrawals import WITHDRAWN, taken_back

_NO_SIDE = frozenset({"retroactive", "dead_or_missing", "direct_and_indirect"})
"""Claims with one of these speak of other people than the totals beside which they stand."""

Bounds = tuple[int | None, int | None]


def found_disputes(docket: Docket) -> list[Dispute]:
    """Return the disputes of one event."""
    rejections = _rejections(docket)
    _contradictions(docket, rejections)
    _rejected(docket, rejections)
    denied_figures(docket)
    attributions(docket)
    statuses(docket)
    return sorted(
        docket.found.values(),
        key=lambda dispute: (dispute.event, str(dispute.kind), dispute.id),
    )


def _rejections(docket: Docket) -> dict[Entry, list[Entry]]:
    """Return, for each rejection, the claims of other lines whose figure it rejects."""
    stated: dict[tuple[object, int | None], list[Entry]] = defaultdict(list)
    for entry in docket.entries:
        if not entry.rejects:
            stated[entry.harm, entry.number_said()].append(entry)
    found = {}
    for entry in docket.entries:
        if entry.rejects and WITHDRAWN not in entry.flags:
            same = [each for each in stated[entry.harm, entry.number_said()] if taken_back(each, entry)]
            found[entry] = [each for each in same if each.line != entry.line]
    return found


def _sets(entries: Iterable[Entry]) -> list[list[Entry]]:
    """Return the claims that speak of the same people: harm, group, area, estimate or count, and the day of totals."""
    sets: dict[tuple[object, ...], list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.counts and entry.period is None and not entry.flags & _NO_SIDE and not _is_detail(entry):
            kind = ("estimate", entry.inclusion) if entry.estimate else ("count", None)
            sets[
                entry.harm,
                entry.group,
                entry.measure,
                entry.flow,
                entry.territory,
                kind,
            ].append(entry)
    return [part for told in sets.values() for part in _comparable(told)]


def _is_detail(entry: Entry) -> bool:
    return entry.beside or (entry.part and entry.group == ALL)


def _comparable(told: list[Entry]) -> list[list[Entry]]:
    """Return the numbers of one incident together; totals of a counter by day, records apart from mere words."""
    if any(not entry.cumulative for entry in told):
        return [told]
    parts: dict[tuple[object, ...], list[Entry]] = defaultdict(list)
    for entry in told:
        parts[entry.day, entry.documented].append(entry)
    return list(parts.values())


def _contradictions(docket: Docket, rejections: Mapping[Entry, list[Entry]]) -> None:
    """Open one dispute for each set of lines that contradict one another, with the rejections of their figures."""
    for entries in _sets(docket.entries):
        if len({entry.line for entry in entries}) < 2:  # noqa: PLR2004 - one line cannot contradict itself
            continue
        sides = newest(entries)
        ties = UnionFind(len(sides))
        clash = {
            (a, b)
            for a in range(len(sides))
            for b in range(a + 1, len(sides))
            if contradict(sides[a].bounds, sides[b].bounds)
        }
        for a, b in sorted(clash):
            ties.tie(a, b)
        for group in ties.groups():
            if len(group) > 1:
                members = [sides[index] for index in group]
                _open_value(docket, members, rejections)


def _open_value(docket: Docket, members: list[Entry], rejections: Mapping[Entry, list[Entry]]) -> None:
    lines = {entry.line for entry in members}
    joined = [
        rejection
        for rejection, targets in rejections.items()
        if rejection.line in lines
        and any(target.line in lines and target.harm is members[0].harm for target in targets)
    ]
    numbers = ", ".join(sorted({f"{entry.claim.count}" for entry in members}))
    note = f"the newest numbers of {len(members)} lines contradict one another: {numbers}"
    open_dispute(
        docket,
        DisputeKind.VALUE,
        [*members, *joined],
        [entry.line for entry in members],
        note,
    )


def _rejected(docket: Docket, rejections: Mapping[Entry, list[Entry]]) -> None:
    """Open a dispute for each rejection whose figure no contradiction has brought up yet."""
    held = {claim for dispute in docket.found.values() for claim in dispute.claims}
    together: dict[tuple[str, int, str], tuple[list[Entry], list[Entry]]] = {}
    for rejection, targets in rejections.items():
        if rejection.id in held or not targets:
            continue
        line = min(target.line for target in targets)
        key = rejection.root, line, str(rejection.harm)
        sides = together.setdefault(key, ([], []))
        sides[0].extend(target for target in targets if target.line == line)
        sides[1].append(rejection)
    for (root, line, _), (targets, refusals) in together.items():
        withdrawals = [
            entry
            for entry in docket.entries
            if entry.rejects and WITHDRAWN in entry.flags and entry.line == line
        ]
        claims = [*_both_ends(targets), *withdrawals, *refusals]
        note = f"{root} rejects the number {targets[0].claim.count}"
        open_dispute(
            docket,
            DisputeKind.VALUE,
            claims,
            [line],
            note,
            rejecting=root,
            targets=targets,
        )


def _both_ends(targets: list[Entry]) -> list[Entry]:
    """Return one claim for each figure: the first that states it."""
    firsts: dict[tuple[object, ...], Entry] = {}
    for target in targets:
        firsts.setdefault((target.harm, target.group, target.number_said()), target)
    return list(firsts.values())
