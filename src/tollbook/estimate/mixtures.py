"""Estimates put together from draws: strata added, imputations and linkages mixed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tollbook.errors import UsageError
from tollbook.estimate.densities import density_of
from tollbook.estimate.imputation import covariate_table, imputations
from tollbook.estimate.strata import pooled, split
from tollbook.estimate.versions import versions
from tollbook.model.estimate import (
    Caution,
    Doubt,
    Estimate,
    Interval,
    NotEstimable,
    Outcome,
    Refusal,
    StratumEstimate,
)
from tollbook.model.histories import CaptureHistories

Reals = NDArray[np.float64]
Method = Callable[[CaptureHistories, int], Outcome]
"""A method with its settings: takes histories and a seed, and returns draws in `chains`."""

MOST_REFUSED = 0.05
"""Share of the linkages or imputations that may give no number before the whole gives none."""

_SECOND_LEVEL = 0.8
_HALF = 0.5  # added to numbers of people whose logarithm is taken, since a draw can be none


def added(parts: Mapping[str, Outcome], *, draws: int = 4_000, level: float = 0.95, seed: int) -> Outcome:
    """Return the estimate for all strata together, or what was refused where one has none.

    One draw of each stratum is added up, strata erring independently of one another; adding the ends of their
    intervals instead would suppose that all err together.

    Args:
        parts: estimates with chains by the label of their stratum, all by one method.
        draws: of the sum.
        level: of the interval.
        seed: of the pairing of draws.

    Raises:
        UsageError: when there are no parts, or an estimate holds no draws.
    """
    if not parts:
        raise UsageError("Cannot add up strata: there are none.")
    refusals = tuple(
        replace(refusal, subject=label if refusal.subject is None else f"{label}: {refusal.subject}")
        for label, part in parts.items()
        if isinstance(part, NotEstimable)
        for refusal in part.refusals
    )
    first = next(iter(parts.values()))
    observed = sum(part.observed for part in parts.values())
    if refusals:
        return NotEstimable(
            method=first.method,
            observed=observed,
            refusals=refusals,
            assumption=first.assumption,
            seed=seed,
            versions=versions(),
        )
    estimates = {label: part for label, part in parts.items() if isinstance(part, Estimate)}
    random = np.random.default_rng(seed)
    totals = np.sum([random.choice(_draws_of(part), draws) for part in estimates.values()], axis=0)
    return _mixed(
        first,
        observed,
        totals,
        level,
        seed,
        strata=tuple(
            StratumEstimate(label=label, observed=part.observed, total=part.total, interval=part.interval)
            for label, part in estimates.items()
        ),
        cautions=_cautions_of(estimates),
    )


def stratified(
    histories: CaptureHistories,
    by: Sequence[str],
    method: Method,
    *,
    number: int = 20,
    draws: int = 4_000,
    level: float = 0.95,
    seed: int,
) -> Outcome:
    """Return the estimate by a method applied in each stratum, covariates that are missing filled in `number` times.

    Args:
        histories: with the covariates named.
        by: covariates whose values make the strata. Choose them before results are seen.
        method: gives draws.
        number: of imputations; one is made where nothing is missing.
        draws: of the sum, over all imputations.
        level: of the interval.
        seed: of imputations, method and draws.

    Raises:
        UsageError: when a name is no covariate, or the method holds no draws.
    """
    table = covariate_table(histories, by)
    times = number if table.missing else 1
    outcomes = []
    for place, complete in enumerate(imputations(histories, by, number=times, seed=seed)):
        parts = {
            _label(values): method(pooled(part), seed + place) for values, part in split(complete, by).items()
        }
        outcomes.append(added(parts, draws=max(draws // times, 1), level=level, seed=seed + place))
    if times == 1:
        return outcomes[0]
    mixed = _mixture(outcomes, level, seed, "imputations")
    if isinstance(mixed, NotEstimable):
        return mixed
    text = (
        f"Of {table.missing:,} people a covariate is not known; it was filled in {times} times within the capture history. "
        "Leaving these people out would change the estimate."
    )
    caution = Caution(doubt=Doubt.MISSING_COVARIATES, text=text)
    return replace(mixed, observed=histories.observed, cautions=(caution, *mixed.cautions))


def linkage_averaged(
    linkages: Sequence[CaptureHistories],
    method: Method,
    *,
    draws: int = 4_000,
    level: float = 0.95,
    seed: int,
) -> Outcome:
    """Return the estimate averaged over draws of the linkage, with the share of each doubt.

    Each linkage is a table of its own, with its own number of people; the method is applied to each, and the draws
    are pooled with equal weights, so that the interval holds the doubt of linkage, model and sampling.

    Args:
        linkages: capture histories, one for each draw of the linkage; lists in the same order.
        method: gives draws in `chains`; where it gives `models`, their share is told apart.
        draws: kept over all linkages.
        level: of the interval.
        seed: of the method and the draws.

    Returns:
        An estimate whose `observed` is the smallest over linkages (what is certain), with diagnostics
        `linkages`, `observed_median`, `observed_most`, and `share_linkage`, `share_model` and `share_sampling`
        of the variance of the logarithm of the people on no list, which add up to 1.

    Raises:
        UsageError: when there are no linkages, lists differ, or the method holds no draws.

    Assumes:
        The draws of the linkage are from its posterior distribution, which did not use the total
        (linkage first, estimate after, without feedback).

    References:
        Sadinle 2018, Bayesian Propagation of Record Linkage Uncertainty into Population Size Estimation of Human
        Rights Violations, Annals of Applied Statistics 12:1013-1038, equation 8 (linkage averaging).
    """
    if not linkages:
        raise UsageError("Cannot average over linkages: there are none.")
    if len({each.lists for each in linkages}) > 1:
        raise UsageError(
            "Cannot average over linkages: their lists differ, expected the same in the same order."
        )
    outcomes = [method(pooled(each), seed + place) for place, each in enumerate(linkages)]
    each = max(draws // len(outcomes), 1)
    random = np.random.default_rng([seed, 1])
    thinned = [
        replace(outcome, chains=(tuple(random.choice(_draws_of(outcome), each).tolist()),))
        if isinstance(outcome, Estimate)
        else outcome
        for outcome in outcomes
    ]
    mixed = _mixture(thinned, level, seed, "linkages")
    if isinstance(mixed, NotEstimable):
        return mixed
    found = [outcome for outcome in outcomes if isinstance(outcome, Estimate)]
    observed = np.array([outcome.observed for outcome in found])
    shares = _shares(found)
    return replace(
        mixed,
        diagnostics={
            "linkages": float(len(linkages)),
            "observed_median": float(np.median(observed)),
            "observed_most": float(observed.max()),
            "share_linkage": shares.between,
            "share_model": shares.model,
            "share_sampling": shares.sampling,
        },
    )


class _Shares(NamedTuple):
    between: float
    model: float
    sampling: float


def _shares(estimates: Sequence[Estimate]) -> _Shares:
    """Return the parts of the variance of the logarithm of the unlisted, by the law of total variance."""
    logs = [np.log(_draws_of(each) - each.observed + _HALF) for each in estimates]
    between = float(np.var([row.mean() for row in logs]))
    within = float(np.mean([row.var() for row in logs]))
    model = min(float(np.mean([_between_models(each) for each in estimates])), within)
    total = between + within
    if total == 0.0:
        return _Shares(0.0, 0.0, 1.0)
    return _Shares(between / total, model / total, (within - model) / total)


def _between_models(estimate: Estimate) -> float:
    """Return the variance over models of the logarithm of the unlisted; 0 where there are no models to average."""
    used = [each for each in estimate.models if each.weight > 0.0 and each.total > estimate.observed]
    if not used:
        return 0.0
    weights = np.array([each.weight for each in used])
    logs = np.log(np.array([each.total for each in used]) - estimate.observed + _HALF)
    weights = weights / weights.sum()
    return float(weights @ (logs - weights @ logs) ** 2)


def _mixture(outcomes: Sequence[Outcome], level: float, seed: int, kind: str) -> Outcome:
    """Return the outcomes pooled with equal weights; none when too many of them have no number."""
    found = [outcome for outcome in outcomes if isinstance(outcome, Estimate)]
    refused = [outcome for outcome in outcomes if isinstance(outcome, NotEstimable)]
    if len(refused) > MOST_REFUSED * len(outcomes):
        refusals = _counted_refusals(refused, len(outcomes), kind)
        return replace(refused[0], refusals=refusals, seed=seed)
    totals = np.concatenate([_draws_of(each) for each in found])
    cautions = _cautions_of({str(place): each for place, each in enumerate(found)}) if found else ()
    if refused:
        text = f"{len(refused)} of {len(outcomes)} {kind} gave no number and were left out."
        cautions = (Caution(doubt=Doubt.REPLICATES_REFUSED, text=text), *cautions)
    strata = _median_strata(found)
    observed = min(each.observed for each in found)
    return _mixed(found[0], observed, totals, level, seed, strata=strata, cautions=cautions)


def _counted_refusals(refused: Sequence[NotEstimable], number: int, kind: str) -> tuple[Refusal, ...]:
    first = refused[0].refusals
    told = f"{len(refused)} of {number} {kind} gave no number"
    return tuple(replace(each, reason=f"{told}, the first because {each.reason}") for each in first)


def _mixed(
    like: Outcome,
    observed: int,
    totals: Reals,
    level: float,
    seed: int,
    *,
    strata: tuple[StratumEstimate, ...],
    cautions: tuple[Caution, ...],
) -> Estimate:
    median = float(np.median(totals))
    return Estimate(
        method=like.method,
        observed=observed,
        total=median,
        interval=_interval(totals, level),
        intervals=(_interval(totals, _SECOND_LEVEL),),
        assumption=like.assumption,
        summaries={"mean": float(totals.mean()), "median": median, "sd": float(totals.std())},
        cautions=cautions,
        strata=strata,
        density=density_of(totals, observed),
        chains=(tuple(totals.tolist()),),
        settings=like.settings,
        seed=seed,
        versions=versions(),
    )


def _interval(totals: Reals, level: float) -> Interval:
    low, high = np.quantile(totals, ((1 - level) / 2, (1 + level) / 2))
    return Interval(low=float(low), high=float(high), level=level, kind="draws added up or mixed")


def _draws_of(estimate: Estimate) -> Reals:
    if not estimate.chains:
        raise UsageError(
            f"Cannot put estimates together: the one by {estimate.method} holds no draws. "
            "Ask the method for draws, or take one that has them (graphs, latent, averaged)."
        )
    return np.concatenate([np.asarray(chain, dtype=np.float64) for chain in estimate.chains])


def _cautions_of(parts: Mapping[str, Estimate]) -> tuple[Caution, ...]:
    """Return each caution once, with the strata it was raised for where there are several."""
    labels: dict[Doubt, list[str]] = {}
    texts: dict[Doubt, str] = {}
    for label, part in parts.items():
        for caution in part.cautions:
            labels.setdefault(caution.doubt, []).append(label)
            texts.setdefault(caution.doubt, caution.text)
    return tuple(
        Caution(
            doubt=doubt,
            text=texts[doubt]
            if len(found) == 1
            else f"In {len(set(found))} of {len(parts)} parts: {texts[doubt]}",
        )
        for doubt, found in labels.items()
    )


def _median_strata(found: Sequence[Estimate]) -> tuple[StratumEstimate, ...]:
    """Return each stratum as its median over imputations."""
    rows = zip(*(each.strata for each in found), strict=True) if found and found[0].strata else ()
    return tuple(_median_stratum(row) for row in rows)


def _median_stratum(row: tuple[StratumEstimate, ...]) -> StratumEstimate:
    intervals = [each.interval for each in row if each.interval is not None]
    interval = None
    if intervals:
        low, high = (float(np.median([getattr(each, end) for each in intervals])) for end in ("low", "high"))
        interval = replace(intervals[0], low=low, high=high)
    totals = [each.total for each in row if each.total is not None]
    return StratumEstimate(
        label=row[0].label,
        observed=float(np.median([each.observed for each in row])),
        total=float(np.median(totals)) if totals else None,
        interval=interval,
    )


def _label(values: tuple[str | None, ...]) -> str:
    return ", ".join(value or "not known" for value in values)
