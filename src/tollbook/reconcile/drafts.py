"""What figures are made from, and a figure before its words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tollbook.model.reconciliation import Dispute, Event
from tollbook.model.terms import FigureKind, Inclusion, Measure
from tollbook.model.vocabulary import Harm
from tollbook.reconcile.entries import Entry
from tollbook.reconcile.numbers import Bounds
from tollbook.reconcile.series import Counter
from tollbook.reconcile.testimony import Testimony

Counted = tuple[Harm, str, Measure | None]

ASIDE = frozenset({"sum_by_relayer", "retroactive", "dead_or_missing", "direct_and_indirect"})
"""Claims with one of these speak of other people than a total, or add what others said."""


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
        incidents: what is counted as one incident: harm, group and measure.
    """

    event: Event
    entries: Sequence[Entry]
    origins: Mapping[int, str]
    counters: Sequence[Counter]
    disputes: Sequence[Dispute]
    told: Testimony
    incidents: frozenset[Counted] = frozenset()


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


def sum_of(bounds: Sequence[Bounds]) -> Bounds:
    """Return the range of a sum; open wherever one of its parts is.

    Example:
        >>> sum_of([(530, 530), (447, 447)]), sum_of([(23, None), (5, 5)])
        ((977, 977), (28, None))
    """
    lows, highs = [low for low, _ in bounds], [high for _, high in bounds]
    low = None if any(each is None for each in lows) else sum(each for each in lows if each is not None)
    high = None if any(each is None for each in highs) else sum(each for each in highs if each is not None)
    return low, high


def kind_of(used: Iterable[Entry]) -> FigureKind:
    """Return documented when records stand behind one of the claims, else claimed."""
    return FigureKind.DOCUMENTED if any(entry.documented for entry in used) else FigureKind.CLAIMED


def shares_incident(record: Record, harm: Harm, group: str, measure: Measure | None) -> bool:
    """Return whether another line counts the same as one incident: then all numbers share one range."""
    return (harm, group, measure) in record.incidents


def incidents_of(
    entries: Sequence[Entry], origins: Mapping[int, str], counters: Sequence[Counter]
) -> frozenset[Counted]:
    """Return what lines without a series count as one incident: harm, group and measure."""
    counted = {(counter.series.claimant, counter.series.harm) for counter in counters}
    return frozenset(
        (entry.harm, entry.group, entry.measure)
        for entry in entries
        if not entry.cumulative
        and entry.own
        and entry.counts
        and entry.total
        and (origins.get(entry.line), entry.harm) not in counted
    )


def aside(entry: Entry) -> bool:
    """Return whether a claim speaks of other people than a total would."""
    return bool(entry.flags & ASIDE)
