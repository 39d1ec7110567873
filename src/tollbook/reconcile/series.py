"""Running totals: one claimant's counter of one harm, group and territory, with its phases and what was wrongly put in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tollbook.model.reconciliation import ALL, Point, Series
from tollbook.model.terms import Measure, PointFlag, PointOrigin
from tollbook.model.vocabulary import Harm
from tollbook.reconcile.counters import Total, with_derived
from tollbook.reconcile.entries import Entry
from tollbook.reconcile.groups import FOUND_MISSING
from tollbook.reconcile.lexicon import cue
from tollbook.reconcile.phases import FLAG_OF, Change, Phase, phases_of
from tollbook.reconcile.withdrawals import WITHDRAWN

RETROACTIVE = "retroactive"
_FROM_FLAGS = ("not_in_source", "typo_suspected", "looks_extrapolated", WITHDRAWN)

Key = tuple[str, Harm, str, Measure | None, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Counter:
    """One series with what figures need of it beside its points.

    Attributes:
        series: the series as it is shown.
        phases: its phases.
        territory: the area by which it is told from others; empty when nothing has to be told.
        ends: for each phase, its last total that stands.
    """

    series: Series
    phases: tuple[Phase, ...]
    territory: str
    ends: tuple[Total | None, ...]


def found_counters(entries: Sequence[Entry], origins: Mapping[int, str]) -> list[Counter]:
    """Return the series of one event.

    Args:
        entries: the claims of the event, by publication, with their lines.
        origins: for each line, its maker.
    """
    _mark_retroactive(entries)
    told: dict[Key, list[Entry]] = defaultdict(list)
    for entry in entries:
        maker = _counter_of(entry, entries, origins)
        if maker is not None:
            told[maker, entry.harm, entry.group, entry.measure, entry.territory].append(entry)
    made = (_counter(key, members) for key, members in told.items())
    return [counter for counter in made if counter is not None]


def _counter_of(entry: Entry, entries: Sequence[Entry], origins: Mapping[int, str]) -> str | None:
    """Return whose counter a claim belongs to: its maker's, or, of a figure wrongly put there, the cited one's."""
    if (
        not entry.dated
        or entry.rejects
        or entry.estimate
        or "sum_by_relayer" in entry.flags
        or RETROACTIVE in entry.flags
    ):
        return None
    if entry.group == FOUND_MISSING or (entry.beside and entry.group != ALL):
        return None
    if "not_in_source" in entry.flags:
        same = (
            each
            for each in entries
            if each.line == entry.line and each.same_figure(entry) and not each.rejects
        )
        return next(same, entry).root
    return origins.get(entry.line)


def _mark_retroactive(entries: Sequence[Entry]) -> None:
    for entry in entries:
        if entry.part and not entry.rejects and _told_late(entry) and "missing" not in entry.group:
            entry.flags.add(RETROACTIVE)


def _told_late(entry: Entry) -> bool:
    """Return whether the sentence, or one that goes on about the same people, says that they are counted late."""
    return entry.number in entry.view.said(RETROACTIVE)


def _counter(key: Key, members: list[Entry]) -> Counter | None:
    maker, harm, group, measure, territory = key
    slips = [entry for entry in members if "not_in_source" in entry.flags]
    sound = [entry for entry in members if "not_in_source" not in entry.flags]
    old = [entry for entry in sound if _keeps_old_definition(entry)]
    totals = [entry for entry in sound if entry.period is None and (not entry.part or group != ALL)]
    own = sorted(_own_totals(totals), key=lambda entry: (entry.day, entry.key))
    if len({entry.day for entry in own if entry.cumulative}) < 2 and not _has_news(own, sound):  # noqa: PLR2004 - one day is no series
        return None
    counted = {entry.id for entry in own}
    relays = [entry for entry in totals if entry.id not in counted]
    phases = phases_of(own)
    points, ends = _points(phases, relays, [entry for entry in sound if entry.period is not None], old)
    points += _slip_points(slips)
    starts = [entry.start for entry in own if entry.start]
    series = Series(
        id=f"series:{own[0].event}:{maker}:{harm}:{group}:{measure or ''}:{territory}",
        event=own[0].event,
        claimant=maker,
        harm=harm,
        group=group,
        measure=measure,
        territory=territory or next((entry.claim.place for entry in own if entry.claim.place), None),
        start=min(starts, default=None),
        points=tuple(sorted(points, key=_point_order)),
    )
    return Counter(series=series, phases=tuple(phases), territory=territory, ends=tuple(ends))


def _point_order(point: Point) -> tuple[object, ...]:
    return (
        point.as_of,
        point.phase is None,
        point.phase or 0,
        point.low or 0,
        point.high or 0,
    )


def _own_totals(totals: list[Entry]) -> list[Entry]:
    """Return a claimant's totals in its own papers; where it has none, or none as early, those that others pass on."""
    own = [entry for entry in totals if entry.own]
    if not own:
        return _distinct(totals)
    numbers = {entry.number_said() for entry in own}
    first = min(entry.view.key for entry in own)
    before = [
        entry
        for entry in totals
        if not entry.own and entry.number_said() not in numbers and entry.view.key < first
    ]
    after = [
        entry
        for entry in totals
        if not entry.own and entry.number_said() not in numbers and entry.view.key >= first
    ]
    return [*own, *_distinct(before), *_distinct(after)]


def _distinct(entries: list[Entry]) -> list[Entry]:
    firsts: dict[tuple[object, ...], Entry] = {}
    for entry in sorted(entries, key=lambda each: each.key):
        firsts.setdefault(entry.bounds, entry)
    return list(firsts.values())


def _has_news(own: list[Entry], sound: list[Entry]) -> bool:
    if not any(entry.cumulative for entry in own):
        return False
    days = {
        entry.day: Total(day=entry.day, low=entry.claim.low, high=entry.claim.high, entries=(entry,))
        for entry in own
    }
    return len(with_derived(days, [entry for entry in sound if entry.period is not None])) > len(days)


def _keeps_old_definition(entry: Entry) -> bool:
    """Return whether a part of a redefined total is what the earlier definition counted."""
    return (
        entry.part
        and entry.number in entry.view.said("old_definition")
        and bool(entry.view.said("redefined"))
    )


def _points(
    phases: Sequence[Phase], relays: list[Entry], news: list[Entry], old: list[Entry]
) -> tuple[list[Point], list[Total | None]]:
    points: list[Point] = []
    ends: list[Total | None] = []
    repeats = _repeats([entry for phase in phases for entry, _ in phase.totals], relays)
    taken: set[str] = set()
    for phase in reversed(phases):
        reported = [_total(entry, repeats) for entry, _ in phase.totals]
        extra = [
            entry for entry in old if phase.number < len(phases) and entry.day >= phase.totals[-1][0].day
        ]
        derived = with_derived(_last_of_day(reported), [entry for entry in news if entry.id not in taken])
        taken |= {entry.id for total in derived if total.new is not None for entry in total.entries}
        points += _phase_points(phase, reported, derived)
        points += [_old_point(entry, phase.number) for entry in extra]
        ends.insert(0, _end(derived, extra))
    return points, ends


def _repeats(own: list[Entry], relays: list[Entry]) -> dict[str, list[Entry]]:
    """Return, for each total, the claims of others that repeat it: the newest total that was out when they were printed."""
    by_number: dict[int | None, list[Entry]] = defaultdict(list)
    for entry in sorted(own, key=lambda each: each.key):
        by_number[entry.number_said()].append(entry)
    found: dict[str, list[Entry]] = defaultdict(list)
    for relay in relays:
        same = by_number.get(relay.number_said(), ())
        if same:
            out = [entry for entry in same if entry.view.key <= relay.view.key]
            head = out[-1] if out else same[0]
            found[head.id].append(relay)
            if relay.as_of is None:
                relay.as_of = head.day
    return found


def _total(entry: Entry, repeats: Mapping[str, list[Entry]]) -> Total:
    low, high = entry.bounds
    return Total(day=entry.day, low=low, high=high, entries=(entry, *repeats.get(entry.id, ())))


def _last_of_day(totals: Iterable[Total]) -> dict[date, Total]:
    return {total.day: total for total in totals}


def _phase_points(phase: Phase, reported: list[Total], derived: list[Total]) -> list[Point]:
    by_entry = {total.entries[0].id: total for total in derived if not total.derived}
    points: list[Point] = []
    shown: dict[tuple[object, ...], int] = {}
    for (entry, change), total in zip(phase.totals, reported, strict=True):
        point = _reported(entry, change, by_entry.get(entry.id, total), phase.number)
        key = point.as_of, point.low, point.high
        if key in shown:
            points[shown[key]] = _merged(points[shown[key]], point)
            continue
        shown[key] = len(points)
        points.append(point)
    points += [_derived(total, phase.number) for total in derived if total.derived]
    return points


def _merged(one: Point, other: Point) -> Point:
    return Point(
        as_of=one.as_of,
        low=one.low,
        high=one.high,
        origin=one.origin,
        phase=one.phase,
        flags=tuple(
            flag
            for flag in PointFlag
            if flag in {*one.flags, *other.flags} - {PointFlag.REVISION} or flag in one.flags
        ),
        claims=tuple(dict.fromkeys((*one.claims, *other.claims))),
        period_hours=one.period_hours or other.period_hours,
        retroactive=one.retroactive or other.retroactive,
        new_in_period=one.new_in_period if one.new_in_period is not None else other.new_in_period,
        note=one.note or other.note,
    )


def _reported(entry: Entry, change: Change, total: Total, phase: int) -> Point:
    flags = {FLAG_OF[change]} if change in FLAG_OF else set()
    late = [part for part in total.entries[:1] if _late_parts(part)]
    if late:
        flags.add(PointFlag.RETROACTIVE)
    if WITHDRAWN in entry.flags:
        flags.add(PointFlag.WITHDRAWN)
    return Point(
        as_of=total.day,
        low=total.low,
        high=total.high,
        phase=phase,
        flags=tuple(flag for flag in PointFlag if flag in flags),
        claims=tuple(each.id for each in total.entries),
        period_hours=total.period,
        retroactive=_late_number(entry) if late else None,
        new_in_period=total.new,
    )


def _late_parts(entry: Entry) -> bool:
    """Return whether a total's sentence, or the next, says that people are in it who are counted late."""
    if entry.measure is not None or not entry.own:
        return False
    near = {entry.number, entry.number + 1}
    late = (entry.view.said(RETROACTIVE) & near) - entry.view.said("leaves_out_earlier")
    return any(_is_about(entry, number) for number in late)


def _is_about(entry: Entry, number: int) -> bool:
    words = entry.view.sentence(number)
    return number == entry.number or cue("retroactive_link").search(words) is not None


def _late_number(entry: Entry) -> int | None:
    parts = [each for each in entry.parts if RETROACTIVE in each.flags]
    return parts[0].claim.low if parts else None


def _derived(total: Total, phase: int) -> Point:
    return Point(
        as_of=total.day,
        low=total.low,
        high=total.high,
        origin=PointOrigin.DERIVED,
        phase=phase,
        claims=tuple(entry.id for entry in total.entries),
        period_hours=total.period,
        new_in_period=total.new,
        note="the last total and the new counts that join it without a gap",
    )


def _old_point(entry: Entry, phase: int) -> Point:
    low, high = entry.bounds
    return Point(
        as_of=entry.day,
        low=low,
        high=high,
        phase=phase,
        claims=(entry.id,),
        note="the part that keeps the earlier definition",
    )


def _end(derived: list[Total], extra: list[Entry]) -> Total | None:
    """Return the last total of a phase that its maker has not taken back."""
    for entry in reversed(extra):
        low, high = entry.bounds
        return Total(day=entry.day, low=low, high=high, entries=(entry,))
    standing = [total for total in derived if not any(WITHDRAWN in entry.flags for entry in total.entries)]
    return standing[-1] if standing else None


def _slip_points(slips: list[Entry]) -> list[Point]:
    """Return one point outside all phases for each figure that its source does not hold."""
    groups: dict[tuple[object, ...], list[Entry]] = defaultdict(list)
    for entry in sorted(slips, key=lambda each: each.key):
        groups[entry.harm, entry.number_said()].append(entry)
    return [_slip_point(group) for group in groups.values()]


def _slip_point(group: list[Entry]) -> Point:
    flags = {flag for entry in group for flag in entry.flags if flag in _FROM_FLAGS}
    low, high = group[0].bounds
    return Point(
        as_of=group[0].day,
        low=low,
        high=high,
        phase=None,
        flags=tuple(flag for flag in PointFlag if str(flag) in flags),
        claims=tuple(entry.id for entry in group),
        note="the source that is cited does not hold this figure",
    )
