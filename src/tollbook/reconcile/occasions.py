"""What sets happenings at one place apart: what kind they are, when they were, and whether one is the counter around them.

An unknown kind or day sets nothing apart.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import pairwise

from tollbook.model.vocabulary import DatePrecision
from tollbook.reconcile.entries import Entry
from tollbook.reconcile.lexicon import LANGUAGE, lexicon, words_of
from tollbook.reconcile.unions import UnionFind
from tollbook.reconcile.views import View

FEW_DAYS = 5
"""Incidents at one place whose days lie further apart than this are two incidents."""

LASTING_DAYS = 14
"""A count over more days than this is that of a conflict or disaster, not of one incident."""

VIOLENCE = "violence"
"""What the kinds are called together that one attack may be told as."""

Kinds = frozenset[str]


@dataclass(eq=False)
class Strand:
    """What one document says about one happening: its claims, and the kinds of happening that they name."""

    entries: list[Entry]
    kinds: Kinds

    @cached_property
    def days(self) -> tuple[date, date] | None:
        """Return the first and last known day of the incident; None if no day is known.

        The days of a running toll are those on which it was counted: only its start is the incident's.
        """
        toll = any(entry.cumulative for entry in self.entries)
        days = [day for entry in self.entries if (day := entry.start if toll else incident_day(entry))]
        return (min(days), max(days)) if days else None

    @cached_property
    def counter(self) -> bool:
        """Return whether it counts a conflict: a running total, or what is new in a period, of no other kind of happening."""
        own = self.kinds - {VIOLENCE}
        return any(_counts(entry, over=LASTING_DAYS if own else 0) for entry in self.entries)


def _counts(entry: Entry, *, over: int) -> bool:
    """Return whether a claim is one of a row of bulletins, or counts since a day more than some days ago."""
    until = entry.as_of or entry.claim.date_to
    begun = entry.start is not None and until is not None and (until - entry.start).days > over
    return entry.cumulative and (begun or entry.period is not None)


def counts_conflict(entry: Entry) -> bool:
    """Return whether a claim counts over weeks, or is one of a row of bulletins."""
    return _counts(entry, over=LASTING_DAYS)


def occasions(accounts: Iterable[list[Entry]]) -> list[list[Entry]]:
    """Return the claims of accounts that places hold together, divided into happenings."""
    strands = [strand for told in accounts for strand in _strands(told)]
    classes = _classes(strands)
    parts = _incidents(strands, classes)
    counter = [strand for strand in strands if _around(strand, classes, parts)]
    parts = [part for part in (*parts, counter) if part]
    held = {id(strand) for part in parts for strand in part}
    loose = [strand for strand in strands if id(strand) not in held]
    parts += _of_other_kinds(loose, parts, classes)
    held = {id(strand) for part in parts for strand in part}
    # Those of a known kind first: what they say helps to tell where the others belong.
    for known in (True, False):
        joining = [strand for strand in loose if id(strand) not in held and bool(strand.kinds) is known]
        if not parts and joining:
            parts = [joining]
            continue
        homes = [_nearest(strand, parts, classes) for strand in joining]
        for strand, home in zip(joining, homes, strict=True):
            parts[home].append(strand)
    return [[entry for strand in part for entry in strand.entries] for part in parts]


def _of_other_kinds(
    loose: Sequence[Strand], parts: Sequence[Sequence[Strand]], classes: dict[str, str]
) -> list[list[Strand]]:
    """Return the strands without a day of the kinds that no happening is of, by kind."""
    known = {_class(strand, classes) for part in parts for strand in part}
    found: dict[str, list[Strand]] = defaultdict(list)
    for strand in loose:
        kind = _class(strand, classes)
        if kind and kind not in known:
            found[kind].append(strand)
    return [found[kind] for kind in sorted(found)]


def kinds_in(sentence: str) -> Kinds:
    """Return the kinds of happening that a sentence names; a protest is told by what it is about, and not of its kind."""
    told = re.findall(r"[a-z]+", sentence.lower())
    bodies = words_of("kinds", "bodies")
    words = frozenset(word for word, after in pairwise([*told, ""]) if after not in bodies)
    named = frozenset(kind for kind in lexicon("events") if words & words_of("events", kind))
    apart = named & words_of("kinds", "about_others")
    violent = named & words_of("kinds", "violence")
    return apart or (named - violent) | (frozenset({VIOLENCE}) if violent else frozenset())


def _strands(told: list[Entry]) -> list[Strand]:
    """Return the claims of one account by the kinds that their sentences, or those before them, name."""
    found: dict[Kinds, list[Entry]] = defaultdict(list)
    for entry in sorted(told, key=lambda each: each.key):
        found[_kinds_before(entry.view, entry.number)].append(entry)
    known = [kinds for kinds in found if kinds]
    if known and frozenset() in found:
        found[known[0]] = [*found.pop(frozenset()), *found[known[0]]]
    strands = [Strand(entries, kinds) for kinds, entries in found.items()]
    ties = UnionFind(len(strands))
    for index, strand in enumerate(strands):
        for other in range(index):
            if _told_as_one(strand, strands[other]):
                ties.tie(index, other)
    return [_joined([strands[index] for index in group]) for group in ties.groups()]


def _joined(strands: Sequence[Strand]) -> Strand:
    kinds = Kinds().union(*(strand.kinds for strand in strands))
    return Strand(
        [entry for strand in strands for entry in strand.entries],
        kinds & words_of("kinds", "about_others") or kinds,
    )


def _kinds_before(view: View, number: int) -> Kinds:
    if (view.document.language or LANGUAGE) != LANGUAGE:
        return frozenset()
    for before in range(number, -1, -1):
        if kinds := kinds_in(view.sentence(before)):
            return kinds
    return frozenset()


def _told_as_one(one: Strand, other: Strand) -> bool:
    """Return whether a document tells of one happening: of one kind, or within few days at one place or in one protest."""
    if one.kinds & other.kinds:
        return True
    if one.days is None or other.days is None or _gap(one.days, other.days) > FEW_DAYS:
        return False
    places = {entry.place for entry in one.entries if entry.place}
    kinds = one.kinds | other.kinds
    protest = VIOLENCE in kinds and bool(kinds & words_of("kinds", "about_others"))
    return protest or any(entry.place in places for entry in other.entries)


def _classes(strands: Sequence[Strand]) -> dict[str, str]:
    """Return for each kind the first of those that some document tells of as one."""
    kinds = sorted({kind for strand in strands for kind in strand.kinds})
    ties = UnionFind(len(kinds))
    for strand in strands:
        first, *others = [kinds.index(kind) for kind in sorted(strand.kinds)] or [0]
        for other in others:
            ties.tie(first, other)
    return {kind: kinds[ties.top(index)] for index, kind in enumerate(kinds)}


def _class(strand: Strand, classes: dict[str, str]) -> str:
    return classes[min(strand.kinds)] if strand.kinds else ""


def _incidents(strands: Sequence[Strand], classes: dict[str, str]) -> list[list[Strand]]:
    """Return the incidents on known days: those of one kind first, then what no kind is known of."""
    by_class: dict[str, list[Strand]] = defaultdict(list)
    for strand in strands:
        if strand.days is not None and not strand.counter:
            by_class[_class(strand, classes)].append(strand)
    plain = by_class.pop("", [])
    known = [part for name in sorted(by_class) for part in _by_days(by_class[name])]
    spans = [_span(part) for part in known]
    parts = [list(part) for part in known]
    rest: list[Strand] = []
    for strand in plain:
        days = strand.days or (date.max, date.max)
        gaps = [(_gap(days, span), index) for index, span in enumerate(spans)]
        near = min(gaps, default=(FEW_DAYS + 1, 0))
        (parts[near[1]] if near[0] <= FEW_DAYS else rest).append(strand)
    return [*parts, *_by_days(rest)]


def _by_days(strands: list[Strand]) -> list[list[Strand]]:
    """Return dated strands in parts that lie more than a few days apart."""
    parts: list[list[Strand]] = []
    end = date.min
    for strand in sorted(strands, key=lambda each: (each.days or (date.max,), each.entries[0].key)):
        first, last = strand.days or (date.max, date.max)
        if not parts or (first - end).days > FEW_DAYS:
            parts.append([])
        parts[-1].append(strand)
        end = max(end, last)
    return parts


def _around(strand: Strand, classes: dict[str, str], parts: list[list[Strand]]) -> bool:
    """Return whether a strand counts a conflict, and not the toll of one of the incidents."""
    if not strand.counter:
        return False
    kind = _class(strand, classes)
    same = [part for part in parts if not kind or kind == _class(part[0], classes)]
    if strand.kinds - {VIOLENCE}:
        return not same
    starts = {entry.start for entry in strand.entries}
    return not any(_span(part)[0] in starts for part in same)


def _nearest(strand: Strand, parts: list[list[Strand]], classes: dict[str, str]) -> int:
    """Return the happening of a strand without a day: one of its kind, begun with it, with its figure, nearest in time."""
    kind = _class(strand, classes)
    day = min((entry.day for entry in strand.entries), default=date.max)

    def order(index: int) -> tuple[bool, bool, bool, int, int, int]:
        part = parts[index]
        first, last = _span(part)
        begun = any(entry.start == first for entry in strand.entries)
        kinds = {_class(other, classes) for other in part}
        figure = any(
            one.same_figure(entry) for other in part for one in other.entries for entry in strand.entries
        )
        away = _gap((day, day), (first, last))
        return bool(kind) and kind not in kinds, not begun, not figure, away, (last - first).days, index

    return min(range(len(parts)), key=order)


def _span(part: Sequence[Strand]) -> tuple[date, date]:
    days = [day for strand in part for day in strand.days or _counted(strand)]
    return min(days), max(days)


def _counted(strand: Strand) -> tuple[date, date]:
    starts = [entry.start or entry.claim.date_from or entry.day for entry in strand.entries]
    return min(starts), max(entry.day for entry in strand.entries)


def _gap(one: tuple[date, date], other: tuple[date, date]) -> int:
    """Return the days between two spans; 0 where they meet."""
    return max((other[0] - one[1]) // timedelta(days=1), (one[0] - other[1]) // timedelta(days=1), 0)


def incident_day(entry: Entry) -> date | None:
    """Return the day on which a claim lets an incident begin; None where it is not known to the day."""
    exact = entry.claim.date_precision in {DatePrecision.DAY, DatePrecision.DAYS}
    return entry.claim.date_from if exact else None
