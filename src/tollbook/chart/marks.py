"""The claims of one question as rows for a chart: what each mark stands for, in values and in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from tollbook.model.reconciliation import PlacedClaim, Point, Reconciliation, Series
from tollbook.model.terms import DisputeState, PointFlag, PointOrigin
from tollbook.model.vocabulary import Harm, Modality, Stance
from tollbook.model.words import FLAG_WORDS, range_words

ESTIMATE = "estimate"
UNNAMED = "not named"

Link = Callable[[str], str | None]
"""The address of a claim by its id; None where it has none."""


class Question(NamedTuple):
    """What a chart is about: one event, one harm, one group."""

    event: str
    harm: Harm
    group: str


class Mark(NamedTuple):
    """One claim as a mark.

    Attributes:
        claim: its id.
        day: the day up to which it counts, else the day it was published.
        claimant: who stands behind it.
        value: the number it states: its low, else its high.
        low: None when open downwards.
        high: None when open upwards.
        hours: reporting period of a "new" figure; None for a total or an incident.
        part: whether it is a part of a larger figure.
        estimate: whether it is a statistical result.
        hedged: whether it is stated as uncertain.
        rejected: whether it stands here because somebody rejects it.
        disputed: whether an open dispute touches it.
        words: range, period and flags in words.
        link: address of the claim; None where it has none.
    """

    claim: str
    day: date
    claimant: str
    value: int
    low: int | None
    high: int | None
    hours: int | None
    part: bool
    estimate: bool
    hedged: bool
    rejected: bool
    disputed: bool
    words: str
    link: str | None


def marks(record: Reconciliation, question: Question, link: Link) -> tuple[Mark, ...]:
    """Return a mark for each claim of a question that has a day and a number, by day and claimant."""
    published = {document.id: document.published_at for document in record.documents}
    contested = {
        claim for dispute in record.disputes if dispute.state is DisputeState.OPEN for claim in dispute.claims
    }
    found = []
    for placed in record.claims:
        if (placed.event, placed.source.claim.harm, placed.group) != question:
            continue
        at = published.get(placed.source.document)
        day = placed.as_of or (at.date() if at else None)
        if day is not None:
            found.append(_mark(placed, day, placed.source.id in contested, link))
    drawn = [mark for mark in found if mark.low is not None or mark.high is not None]
    return tuple(sorted(drawn, key=lambda mark: (mark.day, mark.claimant, mark.claim)))


def _mark(placed: PlacedClaim, day: date, disputed: bool, link: Link) -> Mark:  # noqa: FBT001 - a field of the mark
    claim = placed.source.claim
    return Mark(
        claim=placed.source.id,
        day=day,
        claimant=placed.claimant or UNNAMED,
        value=claim.low if claim.low is not None else claim.high or 0,
        low=claim.low,
        high=claim.high,
        hours=placed.period_hours,
        part=claim.part_of,
        estimate=ESTIMATE in placed.flags,
        hedged=claim.modality is Modality.HEDGED,
        rejected=claim.stance is Stance.DISPUTES,
        disputed=disputed,
        words=_words(placed),
        link=link(placed.source.id),
    )


def _words(placed: PlacedClaim) -> str:
    claim = placed.source.claim
    told = [range_words(claim.low, claim.high)]
    if placed.period_hours is not None:
        told.append(f"in {placed.period_hours} hours")
    if claim.part_of:
        told.append("part of a larger figure")
    if claim.modality is Modality.HEDGED:
        told.append("not stated as certain")
    if claim.stance is Stance.DISPUTES:
        told.append("rejected by who says it")
    told += [FLAG_WORDS[flag] for flag in PointFlag if flag.value in placed.flags]
    return ", ".join(told)


def claimants(found: Iterable[Mark], series: Iterable[Series]) -> tuple[str, ...]:
    """Return who is shown, in the order in which they first speak; colours follow this order."""
    named = [(mark.day, mark.claimant) for mark in found]
    named += [(point.as_of, each.claimant or UNNAMED) for each in series for point in each.points]
    return tuple(dict.fromkeys(name for _, name in sorted(named)))


def series_of(record: Reconciliation, question: Question) -> tuple[Series, ...]:
    """Return the series of a question."""
    return tuple(series for series in record.series if (series.event, series.harm, series.group) == question)


def steps(series: Sequence[Series]) -> list[dict[str, Any]]:
    """Return the points of step lines: one stretch for each counter and phase, derived points in stretches of their own.

    A derived stretch begins at the reported point it was computed from, so that it hangs together.
    """
    return [row for each in series for row in _stretches(each)]


def _stretches(series: Series) -> list[dict[str, Any]]:
    rows = []
    before: dict[int, Point] = {}
    for point in series.points:
        if point.phase is None or point.low is None:
            continue
        last = before.get(point.phase)
        if point.origin is PointOrigin.DERIVED and last is not None and last.origin is PointOrigin.REPORTED:
            rows.append(_step(series, last, derived=True))
        rows.append(_step(series, point, derived=point.origin is PointOrigin.DERIVED))
        before[point.phase] = point
    return rows


def _step(series: Series, point: Point, *, derived: bool) -> dict[str, Any]:
    return {
        "day": point.as_of.isoformat(),
        "value": point.low,
        "claimant": series.claimant or UNNAMED,
        "stretch": f"{series.id} {point.phase} {'derived' if derived else 'reported'}",
        "derived": derived,
    }


def turns(series: Sequence[Series]) -> list[dict[str, Any]]:
    """Return the days on which a counter restarts or is redefined, with words for the axis."""
    found = [
        {"day": point.as_of.isoformat(), "what": FLAG_WORDS[flag], "claimant": each.claimant or UNNAMED}
        for each in series
        for point in each.points
        for flag in point.flags
        if flag in {PointFlag.RESTART, PointFlag.REDEFINED}
    ]
    return sorted(found, key=lambda turn: (turn["day"], turn["claimant"], turn["what"]))
