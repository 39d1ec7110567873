"""Figures: for each question the record answers, a range with its grade, its reasons and one sentence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from tollbook.model.reconciliation import ALL, Dispute, Event, Figure
from tollbook.model.terms import (
    DisputeState,
    FigureFlag,
    FigureKind,
    Inclusion,
    Measure,
)
from tollbook.model.vocabulary import Harm, SourceType
from tollbook.reconcile.counters import Total
from tollbook.reconcile.disputes import Bounds, newest
from tollbook.reconcile.entries import Entry
from tollbook.reconcile.grades import grade_of
from tollbook.reconcile.groups import FOUND_MISSING, named_terms
from tollbook.reconcile.lexicon import rules
from tollbook.reconcile.reasons import left_out
from tollbook.reconcile.sentences import sentence_of
from tollbook.reconcile.series import Counter
from tollbook.reconcile.territories import may_add
from tollbook.reconcile.testimony import Testimony


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What figures of one event are made from.

    Attributes:
        event: the event.
        entries: its claims, by publication, with lines and flags.
        origins: for each line, its maker.
        counters: its series.
        disputes: its disputes.
        told: who accuses, denies, accepts.
    """

    event: Event
    entries: Sequence[Entry]
    origins: Mapping[int, str]
    counters: Sequence[Counter]
    disputes: Sequence[Dispute]
    told: Testimony


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A figure before its words.

    Attributes:
        used: the claims that carry it, one or more of each line.
        bounds: lowest and highest number.
        derived: whether it is a sum of ours.
        rule: the rule that made it.
    """

    harm: Harm
    group: str
    used: tuple[Entry, ...]
    bounds: Bounds
    rule: str
    kind: FigureKind = FigureKind.CLAIMED
    inclusion: Inclusion = Inclusion.UNSTATED
    measure: Measure | None = None
    derived: bool = False
    as_of: date | None = None
    because: str = ""


def found_figures(record: Record) -> list[Figure]:
    """Return the figures of one event."""
    drafts = [*_estimates(record), *_from_counters(record), *_from_claims(record)]
    drafts += _sums_of_sets(record, drafts) + _found_missing(record)
    figures: dict[str, Figure] = {}
    for draft in drafts:
        figure = _figure(record, draft)
        figures.setdefault(figure.id, figure)
    return sorted(figures.values(), key=lambda each: (each.event, str(each.harm), each.group, each.as_of))


def span_of(bounds: Iterable[Bounds]) -> Bounds:
    """Return the range of several: lowest low, highest high; open above when an open one starts above every high.

    Example:
        >>> span_of([(9, 9), (21, None), (23, 23)]), span_of([(9, 9), (30, None)])
        ((9, 23), (9, None))
    """
    each = list(bounds)
    lows = [low for low, _ in each if low is not None]
    highs = [high for _, high in each if high is not None]
    most = max(highs, default=None)
    least = min(lows, default=None)
    if most is not None and any(high is None and low is not None and low > most for low, high in each):
        most = None
    if least is not None and any(low is None and high is not None and high < least for low, high in each):
        least = None
    return least, most


def _from_counters(record: Record) -> list[Draft]:
    """Return the figures that series carry: each ended phase, the newest total, sums of phases and of territories."""
    drafts: list[Draft] = []
    areas = {
        (entry.harm, entry.measure)
        for entry in record.entries
        if entry.territory and len(_areas_of(record, entry.harm, entry.measure)) > 1
    }
    for harm, measure in sorted(areas, key=str):
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
    for (harm, group, measure), counters in sorted(sets.items(), key=str):
        if group == ALL and (harm, measure) in areas:
            continue
        if not _shares_incident(record, harm, group, measure):
            for counter in counters:
                drafts += _phases(counter)
            drafts += _rival_totals(record, harm, group, measure, counters)
    return drafts


def _shares_incident(record: Record, harm: Harm, group: str, measure: Measure | None) -> bool:
    """Return whether another line counts the same as one incident: then all numbers share one range."""
    return any(
        entry.counts
        and not entry.cumulative
        and entry.harm is harm
        and entry.group == group
        and entry.measure is measure
        and entry.own
        and entry.total
        and entry.line not in {line for line in record.origins if _has_counter(record, line, harm)}
        for entry in record.entries
    )


def _has_counter(record: Record, line: int, harm: Harm) -> bool:
    maker = record.origins.get(line)
    return any(
        counter.series.claimant == maker and counter.series.harm is harm for counter in record.counters
    )


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
        bounds=_added([(total.low, total.high) for total in totals]),
        rule="sum_of_phases/1" if added else "series/1",
        measure=series.measure,
        derived=added or last.derived,
        as_of=last.day,
        kind=_kind(entries),
        because=because if added else "",
    )


def _added(bounds: Sequence[Bounds]) -> Bounds:
    lows, highs = [low for low, _ in bounds], [high for _, high in bounds]
    low = None if any(each is None for each in lows) else sum(each for each in lows if each is not None)
    high = None if any(each is None for each in highs) else sum(each for each in highs if each is not None)
    return low, high


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
                replace(draft, group=f"in {_bare(counter.territory)}") for draft in _phases(counter)[-1:]
            ]
        else:
            drafts += _phases(counter)
    return drafts


def _bare(territory: str) -> str:
    return territory.removeprefix("in ")


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
            and not _aside(entry)
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
    for area, entries in sorted(_areas_of(record, harm, measure).items()):
        if area not in known:
            own = [entry for entry in entries if entry.own] or entries
            found.append(
                {
                    entry.day: Total(
                        day=entry.day, low=entry.claim.low, high=entry.claim.high, entries=(entry,)
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
    harm: Harm, measure: Measure | None, day: date, totals: Sequence[Total], because: str
) -> Draft:
    used = tuple(entry for total in totals for entry in total.entries)
    return Draft(
        harm=harm,
        group=ALL,
        used=used,
        bounds=_added([(total.low, total.high) for total in totals]),
        rule="sum_of_territories/1",
        measure=measure,
        derived=True,
        as_of=day,
        kind=_kind(used),
        because=because,
    )


def _rival_totals(
    record: Record, harm: Harm, group: str, measure: Measure | None, counters: Sequence[Counter]
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
        and not _aside(entry)
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
            kind=_kind(used),
        )
    ]


def _aside(entry: Entry) -> bool:
    return bool(entry.flags & {"sum_by_relayer", "retroactive", "dead_or_missing", "direct_and_indirect"})


def _estimates(record: Record) -> list[Draft]:
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
    for (harm, group, inclusion), entries in sorted(sets.items(), key=str):
        used = _newest_estimates(entries)
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


def _newest_estimates(entries: Sequence[Entry]) -> list[Entry]:
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


def _from_claims(record: Record) -> list[Draft]:
    """Return the figures of what is in no series: incidents, single totals, sub-groups."""
    drafts = []
    for key, entries in sorted(_questions(record).items(), key=str):
        drafts += _answer(record, key, entries)
    return drafts + _wholes(record, drafts)


Question = tuple[Harm, str, Measure | None, str, bool, str]


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
        if not entry.counts or entry.estimate or _aside(entry) or entry.group == FOUND_MISSING:
            continue
        if entry.period is not None and (entry.measure is not Measure.FLOW or entry.harm in flows):
            continue
        if entry.id in in_series and not _shares_incident(record, entry.harm, entry.group, entry.measure):
            continue
        if entry.claim.part_of and entry.group == ALL:
            continue
        separate = (
            entry.cumulative
            and entry.documented
            and not _shares_incident(record, entry.harm, entry.group, entry.measure)
        )
        key = entry.harm, entry.group, entry.measure, entry.territory, separate, entry.flow
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
    bounds = span_of([*(entry.bounds for entry in used), *((entry.claim.low, None) for entry in minima)])
    named = f"in {_bare(territory)}" if territory and whole else group
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
        kind=_kind(used),
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
        and not _shares_incident(record, harm, group, measure)
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
        and not _aside(entry)
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
        others = [draft for draft in same if not all(entry.claim.part_of for entry in draft.used)]
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


def _sums_of_sets(record: Record, drafts: Sequence[Draft]) -> list[Draft]:
    """Return the sums of sets that one document declares apart."""
    found = []
    beside = [
        entry
        for entry in record.entries
        if entry.beside and entry.counts and entry.own and entry.measure is None and not _aside(entry)
    ]
    papers: dict[tuple[str, Harm], list[Entry]] = defaultdict(list)
    for entry in beside:
        papers[entry.view.document.id, entry.harm].append(entry)
    for (document, harm), extra in sorted(papers.items()):
        totals = [
            entry
            for entry in record.entries
            if entry.view.document.id == document
            and entry.harm is harm
            and entry.counts
            and entry.own
            and not entry.beside
            and not entry.claim.part_of
            and entry.period is None
            and not entry.estimate
            and not _aside(entry)
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
                bounds=_added([entry.bounds for entry in used]),
                rule="sum_of_sets/1",
                derived=True,
                kind=_kind(used),
                because=extra[0].sentence,
            )
        )
    return found


def _found_missing(record: Record) -> list[Draft]:
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
                bounds=_added([entry.bounds for entry in used]),
                rule="sum_of_sets/1" if len(used) > 1 else "range/1",
                derived=len(used) > 1,
                because="each report tells of other people",
            )
        )
    return drafts


def _kind(used: Iterable[Entry]) -> FigureKind:
    return FigureKind.DOCUMENTED if any(entry.documented for entry in used) else FigureKind.CLAIMED


def _figure(record: Record, draft: Draft) -> Figure:
    as_of = draft.as_of or max(entry.day for entry in draft.used)
    low, high = draft.bounds
    used = tuple(dict.fromkeys(entry.id for entry in draft.used))
    grade = grade_of(draft.used, record.told, added=draft.derived)
    flags = _flags(record, draft, used)
    figure = Figure(
        id=_id(record, draft, as_of),
        event=record.event.id,
        harm=draft.harm,
        group=draft.group,
        as_of=as_of,
        low=low,
        high=high,
        kind=draft.kind,
        inclusion=draft.inclusion,
        measure=draft.measure,
        grade=grade,
        flags=flags,
        sentence="",
        claims_used=used,
        claims_left_out=left_out(
            record.entries, draft.used, draft.harm, draft.group, estimates=draft.kind is FigureKind.ESTIMATED
        ),
        rule=draft.rule,
        rule_version=rules().version,
    )
    return replace(
        figure, sentence=sentence_of(figure, draft.used, record.event, record.disputes, draft.because)
    )


def _id(record: Record, draft: Draft, as_of: date) -> str:
    parts = (
        record.event.id,
        draft.harm,
        draft.group,
        draft.kind,
        draft.inclusion,
        draft.measure or "",
        as_of,
        "sum" if draft.derived else "",
        draft.bounds[0],
    )
    return "figure:" + ":".join(str(part) for part in parts)


def _flags(record: Record, draft: Draft, used: Sequence[str]) -> tuple[FigureFlag, ...]:
    touched = {
        claim for dispute in record.disputes if dispute.state is DisputeState.OPEN for claim in dispute.claims
    }
    flags = {FigureFlag.DISPUTED} if touched & set(used) else set()
    if draft.derived:
        flags.add(FigureFlag.DERIVED)
    if draft.kind is FigureKind.ESTIMATED or all(entry.hedged for entry in draft.used):
        flags.add(FigureFlag.HEDGED)
    return tuple(flag for flag in FigureFlag if flag in flags)
