"""Warnings that belong to an estimate whatever the method: the same thresholds for every table and every conflict."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import combinations

from tollbook.estimate.strata import split
from tollbook.model.display import shown
from tollbook.model.estimate import Caution, Doubt, Estimate, ModelWeight, Outcome, WhatIf
from tollbook.model.histories import CaptureHistories

FEW_SHARED = 5
"""People that a pair of lists shares, below which its overlap is sparse."""

FAR_TIMES = 5.0
"""Estimates of more than so many times the observed count are warned of."""

CLOSE_CRITERION, DISTANT_SHARE = 2.0, 0.2
"""Models within so many units of BIC or AIC that differ by more than this share are as good and say different things."""

FEW_LINKS = 0.02
"""Share of wrong links that is taken to be few; one of those that `what_if` tries."""

DELTAS = (0.5, 1.0)
"""Prior counts of a cell that are tried beside the default of the average over graphs."""


def table_cautions(histories: CaptureHistories, by: tuple[str, ...] = ()) -> tuple[Caution, ...]:
    """Return what the table itself gives reason to doubt.

    Args:
        histories: the counts.
        by: covariates that make strata.
    """
    found = [_sparse(histories)]
    if by:
        found.append(_empty_after_strata(histories, by))
    return tuple(each for each in found if each is not None)


def _shared(histories: CaptureHistories) -> dict[tuple[int, int], int]:
    counts = histories.counts
    return {
        (one, other): sum(
            count for history, count in counts.items() if history >> one & 1 and history >> other & 1
        )
        for one, other in combinations(range(len(histories.lists)), 2)
    }


def _sparse(histories: CaptureHistories) -> Caution | None:
    shared = _shared(histories)
    few = [pair for pair, count in shared.items() if count < FEW_SHARED]
    if not few:
        return None
    one, other = (shown(histories.lists[place]) for place in few[0])
    text = (
        f"{len(few)} of {len(shared)} pairs of lists share fewer than {FEW_SHARED} people ({one} and {other}: "
        f"{shared[few[0]]}). What such pairs say of those on no list hangs on a few records."
    )
    return Caution(doubt=Doubt.SPARSE_OVERLAP, text=text)


def _empty_after_strata(histories: CaptureHistories, by: tuple[str, ...]) -> Caution | None:
    known = replace(
        histories,
        cells=tuple(
            cell
            for cell in histories.cells
            if None not in (cell.covariates[histories.covariates.index(name)] for name in by)
        ),
    )
    parts = split(known, by)
    empty = [values for values, part in parts.items() if any(not count for count in _shared(part).values())]
    if not empty:
        return None
    named = "; ".join(", ".join(map(str, values)) for values in empty[:3])
    text = f"In {len(empty)} of {len(parts)} strata some lists share nobody ({named}). Coarser strata would be firmer."
    return Caution(doubt=Doubt.ZERO_AFTER_STRATA, text=text)


def with_cautions(outcome: Outcome, lists: int) -> Outcome:
    """Return the outcome with the warnings that its own figures give reason for.

    Args:
        outcome: of any method.
        lists: how many lists there are.
    """
    if not isinstance(outcome, Estimate):
        return outcome
    known = {caution.doubt for caution in outcome.cautions}
    candidates = (_far_above(outcome), _models_disagree(outcome), _saturated(outcome, lists))
    found = [each for each in candidates if each is not None and each.doubt not in known]
    return replace(outcome, cautions=(*outcome.cautions, *found))


def _far_above(estimate: Estimate) -> Caution | None:
    times = estimate.total / estimate.observed
    if times <= FAR_TIMES:
        return None
    text = (
        f"The estimate is {times:.1f} times the observed count. So far from what was seen, it rests on the model more than "
        "on the records."
    )
    return Caution(doubt=Doubt.FAR_ABOVE_OBSERVED, text=text)


def _models_disagree(estimate: Estimate) -> Caution | None:
    ranked = [each for each in estimate.models if each.criterion is not None]
    if not ranked:
        return None
    best = min(each.criterion for each in ranked if each.criterion is not None)
    close = [
        each for each in ranked if each.criterion is not None and each.criterion - best <= CLOSE_CRITERION
    ]
    low, high = (pick(close, key=lambda each: each.total) for pick in (min, max))
    if high.total <= (1 + DISTANT_SHARE) * low.total:
        return None
    text = (
        f"{len(close)} models fit about equally well (within {CLOSE_CRITERION:.0f} units of the best) and say from "
        f"{low.total:,.0f} {low.model} to {high.total:,.0f} {high.model}. No single one of them should be quoted."
    )
    return Caution(doubt=Doubt.MODELS_DISAGREE, text=text)


def _saturated(estimate: Estimate, lists: int) -> Caution | None:
    """Warn where the model with most weight has a term for every cell, so that its fit cannot be tested."""
    if not estimate.models:
        return None
    top: ModelWeight = max(estimate.models, key=lambda each: each.weight)
    if top.weight < 1 / 2 or lists > 9 or not _is_saturated(top.model, lists):  # noqa: PLR2004 - one digit a list
        return None
    text = (
        f"The leading model {top.model} has a term for every observed history: it fits any table, and nothing in the counts "
        "can speak against it."
    )
    return Caution(doubt=Doubt.SATURATED, text=text)


def _is_saturated(model: str, lists: int) -> bool:
    terms = [set(term) & set("123456789") for term in model.replace("][", ",").strip("[]").split(",")]
    needed = [set(members) for members in combinations("123456789"[:lists], lists - 1)]
    return all(any(each <= term for term in terms) for each in needed)


def prior_caution(estimate: Estimate, again: Callable[[float], Outcome]) -> Caution | None:
    """Return a warning where the average over graphs changes much with the prior count of a cell.

    Args:
        estimate: with the default prior.
        again: the same method with another prior count.
    """
    totals = {delta: outcome for delta in DELTAS if isinstance(outcome := again(delta), Estimate)}
    moved = {
        delta: other.total
        for delta, other in totals.items()
        if abs(other.total - estimate.total) > DISTANT_SHARE * estimate.total
    }
    if not moved:
        return None
    told = ", ".join(f"{total:,.0f} with {delta:g}" for delta, total in moved.items())
    text = (
        f"The result changes with the prior: {estimate.total:,.0f} with the default count for each cell, {told}. "
        "The counts alone do not settle it."
    )
    return Caution(doubt=Doubt.PRIOR_MATTERS, text=text)


def linkage_caution(what_ifs: Sequence[WhatIf]) -> Caution | None:
    """Return a warning where few wrong links would change the estimate much.

    Args:
        what_ifs: as made by `what_if.link_sensitivity`.
    """
    totals = {
        (each.kind, each.value): each.outcome.total
        for each in what_ifs
        if isinstance(each.outcome, Estimate) and each.value in {0.0, FEW_LINKS}
    }
    plain = totals.get(("no wrong links", 0.0))
    moved = {
        kind: total
        for (kind, value), total in totals.items()
        if value and plain is not None and abs(total - plain) > DISTANT_SHARE * plain
    }
    if not moved or plain is None:
        return None
    told = " and ".join(f"to {total:,.0f} with {FEW_LINKS:.0%} {kind}" for kind, total in moved.items())
    text = f"Few wrong links would move the estimate much: from {plain:,.0f} {told}."
    return Caution(doubt=Doubt.LINKAGE, text=text)
