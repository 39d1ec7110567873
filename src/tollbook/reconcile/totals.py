"""Figures that series carry: ended phases, newest totals, sums of phases and of areas, ranges of rival totals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from tollbook.model.reconciliation import ALL
from tollbook.model.terms import Measure
from tollbook.model.vocabulary import Harm
from tollbook.reconcile.counters import Total
from tollbook.reconcile.drafts import (
    Draft,
    Record,
    aside,
    kind_of,
    shares_incident,
    span_of,
    sum_of,
)
from tollbook.reconcile.entries import Entry
from tollbook.reconcile.newest import newest
from tollbook.reconcile.series import Counter
from tollbook.reconcile.territories import bare_area, may_add


def figures_of_counters(record: Record) -> list[Draft]:
    """Return the figures that series carry: each ended phase, the newest total, sums of phases and of territories."""
    drafts: list[Draft] = []
    measured = dict.fromkeys((entry.harm, entry.measure) for entry in record.entries if entry.territory)
    areas = [each for each in measured if len(_areas_of(record, *each)) > 1]
    for harm, measure in areas:
        same = [
            each
            for each in record.counters
            if each.series.group == ALL and (each.series.harm, each.series.measure) == (harm, measure)
        ]
        drafts += _territorial(record, harm, measure, same)
    sets: dict[tuple[Harm, str, Measure | None], list[Counter]] = defaultdict(list)
    for counter in record.counters:
        if any(counter.ends):
            sets[counter.series.harm, counter.series.group, counter.series.measure].append(counter)
    for (harm, group, measure), counters in sets.items():
        if group == ALL and (harm, measure) in areas:
            continue
        if not shares_incident(record, harm, group, measure):
            for counter in counters:
                drafts += _phases(counter)
            drafts += _rival_totals(record, harm, group, measure, counters)
    return drafts


def _phases(counter: Counter) -> list[Draft]:
    """Return the last total of each phase; the newest is added to those that it says it leaves out."""
    drafts = []
    carried: list[Total] = []
    for phase, end in zip(counter.phases, counter.ends, strict=True):
        if end is None:
            carried = []
            continue
        carried = [*carried, end] if phase.leaves_out_earlier else [end]
        drafts.append(_phase_draft(counter, carried, phase.leaves_out_earlier or ""))
    return drafts


def _phase_draft(counter: Counter, totals: Sequence[Total], because: str) -> Draft:
    series, last = counter.series, totals[-1]
    added = len(totals) > 1
    entries = tuple(entry for total in totals for entry in total.entries)
    return Draft(
        harm=series.harm,
        group=series.group,
        used=entries,
        bounds=sum_of([(total.low, total.high) for total in totals]),
        rule="sum_of_phases/1" if added else "series/1",
        measure=series.measure,
        derived=added or last.derived,
        as_of=last.day,
        kind=kind_of(entries),
        because=because if added else "",
    )


def _territorial(
    record: Record, harm: Harm, measure: Measure | None, counters: Sequence[Counter]
) -> list[Draft]:
    """Return the sum of the areas for the days that all report, where it may be made; else each by itself."""
    because = may_add(record.entries, harm)
    if because is not None:
        areas = [_standing(record, counter) for counter in counters] + _single_areas(
            record, harm, measure, counters
        )
        return [_sum_draft(harm, measure, day, totals, because) for day, totals in _common_days(areas)]
    drafts: list[Draft] = []
    for counter in counters:
        if counter.territory:
            drafts += [
                replace(draft, group=f"in {bare_area(counter.territory)}") for draft in _phases(counter)[-1:]
            ]
        else:
            drafts += _phases(counter)
    return drafts


def _standing(record: Record, counter: Counter) -> dict[date, Total]:
    """Return the totals of a series that stand, by day."""
    held: dict[date, Total] = {}
    for point in counter.series.points:
        if point.phase is not None and "withdrawn" not in point.flags:
            told = [entry for entry in record.entries if entry.id in point.claims]
            own = tuple(entry for entry in told if entry.own) or tuple(told)
            held[point.as_of] = Total(day=point.as_of, low=point.low, high=point.high, entries=own)
    return held


def _areas_of(record: Record, harm: Harm, measure: Measure | None) -> dict[str, list[Entry]]:
    """Return the totals of areas, by area."""
    areas: dict[str, list[Entry]] = defaultdict(list)
    for entry in record.entries:
        if (
            entry.territory
            and entry.counts
            and entry.total
            and entry.group == ALL
            and not aside(entry)
            and not entry.estimate
            and (entry.harm, entry.measure) == (harm, measure)
        ):
            areas[entry.territory].append(entry)
    return areas


def _single_areas(
    record: Record, harm: Harm, measure: Measure | None, counters: Sequence[Counter]
) -> list[dict[date, Total]]:
    """Return the totals of areas for which there is no series."""
    known = {counter.territory for counter in counters}
    found = []
    for area, entries in _areas_of(record, harm, measure).items():
        if area not in known:
            own = [entry for entry in entries if entry.own] or entries
            found.append(
                {
                    entry.day: Total(
                        day=entry.day,
                        low=entry.claim.low,
                        high=entry.claim.high,
                        entries=(entry,),
                    )
                    for entry in own
                }
            )
    return found


def _common_days(areas: Sequence[dict[date, Total]]) -> list[tuple[date, list[Total]]]:
    """Return the days for which every area has a total."""
    common = set.intersection(*(set(held) for held in areas)) if len(areas) > 1 else set()
    return [(day, [held[day] for held in areas]) for day in sorted(common)]


def _sum_draft(
    harm: Harm,
    measure: Measure | None,
    day: date,
    totals: Sequence[Total],
    because: str,
) -> Draft:
    used = tuple(entry for total in totals for entry in total.entries)
    return Draft(
        harm=harm,
        group=ALL,
        used=used,
        bounds=sum_of([(total.low, total.high) for total in totals]),
        rule="sum_of_territories/1",
        measure=measure,
        derived=True,
        as_of=day,
        kind=kind_of(used),
        because=because,
    )


def _rival_totals(
    record: Record,
    harm: Harm,
    group: str,
    measure: Measure | None,
    counters: Sequence[Counter],
) -> list[Draft]:
    """Return the shared range where several lines give a total of the same people, counters or not."""
    entries = [
        entry
        for entry in record.entries
        if entry.counts
        and entry.total
        and entry.cumulative
        and not entry.estimate
        and not entry.documented
        and (entry.harm, entry.group, entry.measure) == (harm, group, measure)
        and not aside(entry)
    ]
    if len({entry.line for entry in entries}) < 2:  # noqa: PLR2004 - one line has no rival
        return []
    ends = {counter.series.claimant: counter.ends[-1] for counter in counters}
    totals = [(entry, ends.get(record.origins.get(entry.line, ""))) for entry in newest(entries)]
    bounds = [entry.bounds if end is None else (end.low, end.high) for entry, end in totals]
    used = tuple(entry for entry, _ in totals)
    return [
        Draft(
            harm=harm,
            group=group,
            used=used,
            bounds=span_of(bounds),
            rule="range/1",
            measure=measure,
            kind=kind_of(used),
        )
    ]
