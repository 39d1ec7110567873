"""Figures of estimates, and sums of sets of people that a document declares apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from tollbook.model.reconciliation import ALL
from tollbook.model.terms import FigureKind, Inclusion
from tollbook.model.vocabulary import Harm
from tollbook.reconcile.drafts import Draft, Record, aside, kind_of, span_of, sum_of
from tollbook.reconcile.entries import Entry
from tollbook.reconcile.groups import FOUND_MISSING
from tollbook.reconcile.newest import newest
from tollbook.reconcile.numbers import Bounds


def sums_of_sets(record: Record, drafts: Sequence[Draft]) -> list[Draft]:
    """Return the sums of sets that one document declares apart."""
    found = []
    beside = [
        entry
        for entry in record.entries
        if entry.beside and entry.counts and entry.own and entry.measure is None and not aside(entry)
    ]
    papers: dict[tuple[str, Harm], list[Entry]] = defaultdict(list)
    for entry in beside:
        papers[entry.view.document.id, entry.harm].append(entry)
    for (document, harm), extra in papers.items():
        totals = [
            entry
            for entry in record.entries
            if entry.view.document.id == document
            and entry.harm is harm
            and entry.counts
            and entry.own
            and not entry.beside
            and not entry.part
            and entry.period is None
            and not entry.estimate
            and not aside(entry)
        ]
        if len({entry.bounds for entry in totals}) != 1 or any(
            entry.group.startswith("armed_forces") for entry in totals
        ):
            continue
        base = totals[0]
        whole = next(
            (draft for draft in drafts if draft.harm is harm and draft.group == ALL and not draft.derived),
            None,
        )
        if whole is not None and any(entry.line != base.line for entry in whole.used):
            continue
        used = (base, *extra)
        found.append(
            Draft(
                harm=harm,
                group=ALL,
                used=used,
                bounds=sum_of([entry.bounds for entry in used]),
                rule="sum_of_sets/1",
                derived=True,
                kind=kind_of(used),
                because=extra[0].sentence,
            )
        )
    return found


def found_missing(record: Record) -> list[Draft]:
    """Return the sum of the missing people whom one claimant reports as found dead, report by report."""
    by_line: dict[int, dict[date, Entry]] = defaultdict(dict)
    for entry in record.entries:
        if entry.group == FOUND_MISSING and entry.counts and entry.own:
            by_line[entry.line].setdefault(entry.day, entry)
    drafts = []
    for _, days in sorted(by_line.items()):
        used = tuple(days[day] for day in sorted(days))
        drafts.append(
            Draft(
                harm=Harm.KILLED,
                group=FOUND_MISSING,
                used=used,
                bounds=sum_of([entry.bounds for entry in used]),
                rule="sum_of_sets/1" if len(used) > 1 else "range/1",
                derived=len(used) > 1,
                because="each report tells of other people",
            )
        )
    return drafts


def estimates(record: Record) -> list[Draft]:
    """Return one figure for each inclusion of what was estimated."""
    sets: dict[tuple[Harm, str, Inclusion], list[Entry]] = defaultdict(list)
    known: dict[tuple[int, Bounds], Inclusion] = {}
    for entry in record.entries:
        if entry.estimate and entry.counts and entry.inclusion is not Inclusion.UNSTATED:
            known[entry.line, entry.bounds] = entry.inclusion
    for entry in record.entries:
        if entry.estimate and entry.counts:
            entry.inclusion = known.get((entry.line, entry.bounds), entry.inclusion)
            sets[entry.harm, entry.group, entry.inclusion].append(entry)
    drafts = []
    for (harm, group, inclusion), entries in sets.items():
        used = _newestestimates(entries)
        draft = Draft(
            harm=harm,
            group=group,
            used=tuple(used),
            bounds=span_of(entry.bounds for entry in used),
            rule="estimate/1",
            kind=FigureKind.ESTIMATED,
            inclusion=inclusion,
        )
        drafts.append(draft)
    return drafts


def _newestestimates(entries: Sequence[Entry]) -> list[Entry]:
    """Return, of each line, what its newest estimate states: a middle and its interval stand together."""
    used = []
    for head in newest(entries):
        same = [
            entry
            for entry in entries
            if entry.line == head.line and (entry.day == head.day or entry.view is head.view)
        ]
        used += same
    return used
