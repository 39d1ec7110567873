"""Figures of what stands in no series: incidents, single totals, sub-groups."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from tollbook.model.reconciliation import ALL
from tollbook.model.terms import Measure
from tollbook.model.vocabulary import Harm, SourceType
from tollbook.reconcile.drafts import (
    Draft,
    Record,
    aside,
    kind_of,
    shares_incident,
    span_of,
)
from tollbook.reconcile.entries import Entry
from tollbook.reconcile.groups import FOUND_MISSING, named_terms
from tollbook.reconcile.newest import newest
from tollbook.reconcile.territories import bare_area, may_add

Question = tuple[Harm, str, Measure | None, str, bool, str]


def figures_of_claims(record: Record) -> list[Draft]:
    """Return the figures of what is in no series: incidents, single totals, sub-groups."""
    drafts = []
    for key, entries in _questions(record).items():
        drafts += _answer(record, key, entries)
    return drafts + _wholes(record, drafts)


def _questions(record: Record) -> dict[Question, list[Entry]]:
    """Return the claims by what they answer: harm, group, measure, territory and, for totals, records or words."""
    questions: dict[Question, list[Entry]] = defaultdict(list)
    flows = {
        entry.harm
        for entry in record.entries
        if entry.measure is Measure.FLOW and entry.period is None and entry.counts
    }
    in_series = {
        claim for counter in record.counters for point in counter.series.points for claim in point.claims
    }
    for entry in record.entries:
        if not entry.counts or entry.estimate or aside(entry) or entry.group == FOUND_MISSING:
            continue
        if entry.period is not None and (entry.measure is not Measure.FLOW or entry.harm in flows):
            continue
        if entry.id in in_series and not shares_incident(record, entry.harm, entry.group, entry.measure):
            continue
        if entry.part and entry.group == ALL:
            continue
        separate = (
            entry.cumulative
            and entry.documented
            and not shares_incident(record, entry.harm, entry.group, entry.measure)
        )
        key = (
            entry.harm,
            entry.group,
            entry.measure,
            entry.territory,
            separate,
            entry.flow,
        )
        questions[key].append(entry)
    return questions


def _answer(record: Record, key: Question, entries: list[Entry]) -> list[Draft]:
    harm, group, measure, territory, *_ = key
    used = newest(entries)
    if territory and may_add(record.entries, harm) is not None:
        return []
    if _in_rival_range(record, key, used):
        return []
    whole = group == ALL
    minima = _minima(record, harm, used) if whole else []
    bounds = span_of(
        [
            *(entry.bounds for entry in used),
            *((entry.claim.low, None) for entry in minima),
        ]
    )
    named = f"in {bare_area(territory)}" if territory and whole else group
    if whole and _is_less_than_parts(record, harm, used):
        named = f"registered by {used[0].speaker}"
    repeats = _said_later(entries, used)
    draft = Draft(
        harm=harm,
        group=named,
        used=(*used, *minima, *repeats),
        bounds=bounds,
        rule="range/1",
        measure=measure,
        kind=kind_of(used),
    )
    return [draft]


def _in_rival_range(record: Record, key: Question, used: Sequence[Entry]) -> bool:
    """Return whether the figures of the series hold these claims already."""
    harm, group, measure, territory, separate, _ = key
    same = [
        counter
        for counter in record.counters
        if (counter.series.harm, counter.series.group, counter.series.measure) == (harm, group, measure)
    ]
    return (
        bool(same)
        and not separate
        and not territory
        and not shares_incident(record, harm, group, measure)
        and all(entry.cumulative for entry in used)
    )


def _minima(record: Record, harm: Harm, used: Sequence[Entry]) -> list[Entry]:
    """Return the sub-groups of other lines that alone exceed the whole that the rest give."""
    lines = {entry.line for entry in used}
    highs = [high for entry in used if (high := entry.bounds[1]) is not None]
    if not highs:
        return []
    parts = [
        entry
        for entry in record.entries
        if entry.counts
        and entry.harm is harm
        and entry.line not in lines
        and entry.group != ALL
        and not aside(entry)
        and not entry.estimate
        and entry.period is None
        and not entry.cumulative
        and entry.claim.low is not None
        and entry.claim.low > max(highs)
    ]
    return newest(parts)


def _is_less_than_parts(record: Record, harm: Harm, used: Sequence[Entry]) -> bool:
    """Return whether a register holds fewer than the parties' forces lost together: then it is not the whole."""
    if any(entry.view.document.source_type is not SourceType.PRIMARY_RECORD for entry in used):
        return False
    forces: dict[str, int] = {}
    for entry in record.entries:
        if (
            entry.counts
            and entry.harm is harm
            and entry.group.startswith("armed_forces of")
            and entry.claim.low is not None
        ):
            forces[entry.group] = max(forces.get(entry.group, 0), entry.claim.low)
    high = max((entry.bounds[1] or 0 for entry in used), default=0)
    return len(forces) > 1 and sum(forces.values()) > high


def _said_later(entries: Sequence[Entry], used: Sequence[Entry]) -> list[Entry]:
    """Return what a maker said again, on a day that is told, after its own paper with the same number."""
    heads = {entry.line: entry for entry in used}
    found = []
    for entry in entries:
        head = heads.get(entry.line)
        if head is None or entry is head or entry.said_on is None or not entry.same_figure(head):
            continue
        if entry.day > head.day and entry.root == head.root:
            found.append(entry)
    return found[-1:]


def _wholes(record: Record, drafts: Sequence[Draft]) -> list[Draft]:
    """Return a figure for everybody harmed where one set of people, under its own words, is all that anybody counts."""
    found = []
    for harm in sorted({draft.harm for draft in drafts}):
        same = [draft for draft in drafts if draft.harm is harm]
        wholes = [draft for draft in same if draft.group == ALL]
        others = [draft for draft in same if not all(entry.part for entry in draft.used)]
        counted = any(counter.series.harm is harm for counter in record.counters)
        if (
            wholes
            or counted
            or len(others) != 1
            or others[0].group.startswith(("armed_forces", "in ", "registered by"))
        ):
            continue
        if others[0].group not in named_terms() and not any(entry.beside for entry in others[0].used):
            found.append(replace(others[0], group=ALL))
    return found
