"""Averages over all models with pairs of lists, by stratum and imputation: as published in 2025, and with draws.

The published way averages the bounds of the models, takes medians over imputations and adds
the strata's bounds as if all strata erred together. It is kept as it is, to be compared with.
Beside it stands the same average with draws: of the model, of its prediction, of the
imputation; strata err apart, and Rubin's rules give the share of the imputation.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

from tollbook.errors import UsageError
from tollbook.estimate.densities import density_of
from tollbook.estimate.imputation import CovariateTable, covariate_table, imputed_counts
from tollbook.estimate.overlap import refusals_for
from tollbook.estimate.pair_models import Fits, PairModels, fit_all, pair_models
from tollbook.estimate.versions import versions
from tollbook.model.estimate import (
    Caution,
    Doubt,
    Estimate,
    Ground,
    Interval,
    ModelWeight,
    NotEstimable,
    Outcome,
    Refusal,
    Setting,
    StratumEstimate,
)
from tollbook.model.histories import CaptureHistories

Reals = NDArray[np.float64]

METHOD, METHOD_AS_PUBLISHED = "averaged", "averaged-2025"
ASSUMPTION = (
    "Within each stratum, pairs of lists may depend on one another, but all lists together do not depend beyond that "
    "(no three-way interaction). The saturated model among those averaged fits any table, so that this cannot be tested. "
    "What is not known of a person is missing by chance among people with the same capture history. The group is closed, "
    "and records were matched without error."
)
MOST_LISTS = 4

_AS_PUBLISHED = 1.96
_CHUNK = 2_000  # tables fitted at once, which bounds the memory


@dataclass(frozen=True, slots=True, kw_only=True)
class AverageSettings:
    """All that the average depends on beside the counts.

    Attributes:
        by: covariates whose values make the strata; empty for none.
        adjust: covariates with an effect on the count and on every list within each stratum; empty for none.
        imputations: how often what is not known is filled in; 1 is enough where nothing is missing.
        most_unlisted: people on no list for each one listed, above which a model is left out.
        level: of the interval, between 0 and 1. The published way has 0.95 alone.
        draws: over all imputations; used by `averaged` alone.
        connected: whether to refuse lists that fall into groups without anybody in common.
    """

    by: tuple[str, ...] = ()
    adjust: tuple[str, ...] = ()
    imputations: int = 400
    most_unlisted: float = 5.0
    level: float = 0.95
    draws: int = 4_000
    connected: bool = True


class _Fitted(NamedTuple):
    """Fits of all strata in all imputations.

    Attributes:
        models: those fitted.
        labels: of the strata.
        listed: shape `(imputations, strata)`.
        weights: of the models, those left out with none, shape `(imputations, strata, models)`.
        log_unlisted: shape `(imputations, strata, models, levels)`.
        errors: the same shape.
    """

    models: PairModels
    labels: tuple[str, ...]
    listed: Reals
    weights: Reals
    log_unlisted: Reals
    errors: Reals


def averaged_as_published(
    histories: CaptureHistories, settings: AverageSettings | None = None, *, seed: int
) -> Outcome:
    """Return the estimate in the way of Jamaluddine et al. 2025, or why there is none.

    In each stratum and imputation, every Poisson model with the lists and any set of pairs of them is
    fitted; models without a maximum, without a finite prediction or with more than `most_unlisted` people
    on no list for each one listed are left out; the rest are weighted by exp(-dAIC / 2), AIC rounded to two
    decimals. Estimate and bounds are averaged apart, the median over imputations is taken, and
    strata are added. `total` is the observed count and that sum.

    The interval is no confidence interval of the average: bounds are averaged instead of variances,
    strata are added as if they erred together, and nothing stands for the imputation.

    Args:
        histories: three or four lists; covariates that are named in the settings may be missing.
        settings: see `AverageSettings`; None for the defaults.
        seed: of the imputations.

    Raises:
        UsageError: when a setting is out of its range or names no covariate.

    Assumes:
        See `ASSUMPTION`.

    References:
        Jamaluddine, Abukmail, Aly, Campbell & Checchi 2025, Lancet 405:469-477, methods and appendix.
    """
    chosen = settings or AverageSettings()
    fitted = _fitted(histories, chosen, seed, METHOD_AS_PUBLISHED)
    if isinstance(fitted, NotEstimable):
        return fitted
    parts = np.median(_weighted_bounds(fitted), axis=0)
    return Estimate(
        method=METHOD_AS_PUBLISHED,
        observed=histories.observed,
        total=histories.observed + float(parts[:, 0].sum()),
        interval=_added(histories.observed, parts.sum(axis=0)),
        assumption=ASSUMPTION,
        cautions=(_as_published_caution(), *_cautions(histories, fitted, chosen)),
        models=_model_weights(fitted, histories.observed),
        strata=tuple(
            StratumEstimate(
                label=label,
                observed=float(listed),
                total=float(listed + part[0]),
                interval=_added(float(listed), part),
            )
            for label, listed, part in zip(
                fitted.labels, np.median(fitted.listed, axis=0), parts, strict=True
            )
        ),
        settings=_settings(chosen),
        seed=seed,
        versions=versions(),
    )


def averaged(histories: CaptureHistories, settings: AverageSettings | None = None, *, seed: int) -> Outcome:
    """Return the same average with draws in place of added bounds, and Rubin's rules beside them.

    Models, left out and weighted as by `averaged_as_published`. For each draw an imputation is taken in turn, in
    each stratum a model by its weight, the expected number on no list from the normal distribution
    of its logarithm, and the number itself from the Poisson distribution; strata are added. `total` is
    the median of the draws, the interval their quantiles.

    Args:
        histories: three or four lists; covariates that are named in the settings may be missing.
        settings: see `AverageSettings`; None for the defaults.
        seed: of imputations and draws.

    Returns:
        An estimate whose `intervals` hold that by Rubin's rules on the logarithm of the unlisted
        (Rubin 1987, equations 3.1.5 to 3.1.8), with diagnostics `rubin_total`, `share_imputation`
        (of the variance, that comes from imputing) and `models_left_out` (share of the fits).

    Raises:
        UsageError: when a setting is out of its range or names no covariate.

    Assumes:
        See `ASSUMPTION`. Strata err independently given an imputation.

    References:
        Jamaluddine et al. 2025 as above. Variance of an average over models: Buckland, Burnham & Augustin
        1997, Biometrics 53:603-618, equation 9. Rubin 1987, chapter 3.
    """
    chosen = settings or AverageSettings()
    fitted = _fitted(histories, chosen, seed, METHOD)
    if isinstance(fitted, NotEstimable):
        return fitted
    unlisted = _drawn(fitted, chosen.draws, seed)
    totals = histories.observed + unlisted.sum(axis=1)
    rubin, shares = _rubin(histories.observed, fitted, chosen.level)
    return Estimate(
        method=METHOD,
        observed=histories.observed,
        total=float(np.median(totals)),
        interval=_quantiles(totals, chosen.level),
        intervals=(_quantiles(totals, 0.8), rubin),
        assumption=ASSUMPTION,
        summaries={
            "mean": float(totals.mean()),
            "median": float(np.median(totals)),
            "sd": float(totals.std(ddof=1)),
        },
        cautions=_cautions(histories, fitted, chosen),
        models=_model_weights(fitted, histories.observed),
        strata=_strata(fitted, unlisted, chosen.level),
        diagnostics={**shares, "models_left_out": float((fitted.weights == 0.0).mean())},
        density=density_of(totals, histories.observed),
        chains=(tuple(totals.tolist()),),
        settings=_settings(chosen),
        seed=seed,
        versions=versions(),
    )


def _fitted(
    histories: CaptureHistories, settings: AverageSettings, seed: int, method: str
) -> _Fitted | NotEstimable:
    _check(settings)
    refusals = refusals_for(histories, most=MOST_LISTS, connected=settings.connected)
    if refusals:
        return _refused(histories, refusals, settings, seed, method)
    table = covariate_table(histories, (*settings.by, *settings.adjust))
    number = settings.imputations if table.missing else 1
    counts = _by_stratum(table, imputed_counts(table, number, seed), len(histories.lists), len(settings.by))
    labels = _labels(table, len(settings.by))
    models = pair_models(len(histories.lists), counts.shape[2])
    fits = _in_chunks(models, counts.reshape(number * counts.shape[1], -1).astype(np.float64))
    fitted = _weighted(models, labels, counts, fits, settings)
    empty = np.flatnonzero((fitted.weights.sum(axis=2) == 0.0).any(axis=0))
    if len(empty):
        reasons = tuple(
            Refusal(
                ground=Ground.NO_MAXIMUM,
                reason="no model has a maximum with a finite, plausible prediction; take coarser strata",
                subject=labels[stratum],
            )
            for stratum in empty
        )
        return _refused(histories, reasons, settings, seed, method)
    return fitted


def _check(settings: AverageSettings) -> None:
    wrong = [
        f"{name} is {getattr(settings, name)}, expected 1 or more"
        for name in ("imputations", "draws")
        if getattr(settings, name) < 1
    ]
    if not settings.most_unlisted > 0:
        wrong.append(f"most_unlisted is {settings.most_unlisted}, expected a number above 0")
    if not 0 < settings.level < 1:
        wrong.append(f"level is {settings.level}, expected a number between 0 and 1")
    both = [*settings.by, *settings.adjust]
    if len(set(both)) < len(both):
        wrong.append("a covariate is named twice")
    if wrong:
        raise UsageError(f"Cannot average models: {'; '.join(wrong)}.")


def _by_stratum(table: CovariateTable, counts: NDArray[np.int64], lists: int, by: int) -> NDArray[np.int64]:
    """Return counts with all possible histories, shape `(imputations, strata, levels, histories)`."""
    number, shape = len(counts), counts.shape[2:]
    strata, levels = math.prod(shape[:by]), math.prod(shape[by:])
    full = np.zeros((number, (1 << lists) - 1, strata, levels), dtype=np.int64)
    full[:, np.array(table.histories) - 1] = counts.reshape(number, len(table.histories), strata, levels)
    return full.transpose(0, 2, 3, 1)


def _labels(table: CovariateTable, by: int) -> tuple[str, ...]:
    labels = [""]
    for values in table.values[:by]:
        labels = [f"{label}, {value}" if label else value for label in labels for value in values]
    return tuple(labels) if by else ("all",)


def _in_chunks(models: PairModels, tables: Reals) -> Fits:
    parts = [fit_all(models, tables[first : first + _CHUNK]) for first in range(0, len(tables), _CHUNK)]
    return Fits(*(np.concatenate(arrays) for arrays in zip(*parts, strict=True)))


def _weighted(
    models: PairModels,
    labels: tuple[str, ...],
    counts: NDArray[np.int64],
    fits: Fits,
    settings: AverageSettings,
) -> _Fitted:
    number, strata = counts.shape[:2]
    listed = counts.sum(axis=(2, 3)).astype(np.float64)
    with np.errstate(over="ignore", invalid="ignore"):
        unlisted = np.exp(fits.log_unlisted).sum(axis=-1)
        kept = fits.sound & (unlisted <= settings.most_unlisted * listed.reshape(-1, 1))
    aic = np.where(kept, np.round(fits.aic, 2), np.inf)
    best = aic.min(axis=1, keepdims=True)
    weights = np.where(kept, np.exp(-0.5 * (aic - np.where(np.isfinite(best), best, 0.0))), 0.0)
    total = weights.sum(axis=1, keepdims=True)
    weights = weights / np.where(total > 0.0, total, 1.0)
    shape = (number, strata, len(models.names))
    return _Fitted(
        models,
        labels,
        listed,
        weights.reshape(shape),
        np.where(kept[..., None], fits.log_unlisted, 0.0).reshape(*shape, -1),
        np.where(kept[..., None], fits.errors, 0.0).reshape(*shape, -1),
    )


def _weighted_bounds(fitted: _Fitted) -> Reals:
    """Return estimate, lower and upper bound, averaged apart, shape `(imputations, strata, 3)`."""
    shifts = np.array([0.0, -_AS_PUBLISHED, _AS_PUBLISHED])
    bounds = np.exp(fitted.log_unlisted[..., None] + shifts * fitted.errors[..., None]).sum(axis=3)
    averaged_bounds: Reals = (fitted.weights[..., None] * bounds).sum(axis=2)
    return averaged_bounds


def _added(observed: float, part: Reals) -> Interval:
    return Interval(
        low=observed + float(part[1]),
        high=observed + float(part[2]),
        level=0.95,
        kind="bounds averaged and added, as published",
    )


def _drawn(fitted: _Fitted, draws: int, seed: int) -> Reals:
    """Return the people on no list, shape `(draws, strata)`."""
    random = np.random.default_rng([seed, 1])
    number, strata, _, levels = fitted.log_unlisted.shape
    imputation = np.arange(draws) % number
    cumulative = np.cumsum(fitted.weights, axis=2)[imputation]
    chances = random.random((draws, strata, 1)) * cumulative[..., -1:]
    model = (chances > cumulative).sum(axis=2)
    at = (imputation[:, None], np.arange(strata)[None, :], model)
    shock = random.standard_normal((draws, strata, 1))  # the levels share the intercept's error
    expected = np.exp(fitted.log_unlisted[at] + shock * fitted.errors[at]).reshape(draws, strata, levels)
    unlisted: Reals = random.poisson(np.minimum(expected.sum(axis=2), 1e15)).astype(np.float64)
    return unlisted


def _quantiles(totals: Reals, level: float) -> Interval:
    low, high = np.quantile(totals, ((1 - level) / 2, (1 + level) / 2))
    return Interval(
        low=float(low), high=float(high), level=level, kind="draws of imputation, model and error"
    )


def _rubin(observed: int, fitted: _Fitted, level: float) -> tuple[Interval, dict[str, float]]:
    """Return the interval on the logarithm of all unlisted people, and what it was made of."""
    parts = np.exp(fitted.log_unlisted)
    unlisted = parts.sum(axis=3)
    errors = (parts * fitted.errors).sum(axis=3)
    mean = (fitted.weights * unlisted).sum(axis=2)
    spread = np.sqrt(errors**2 + (unlisted - mean[..., None]) ** 2)
    variance = ((fitted.weights * spread).sum(axis=2) ** 2).sum(axis=1) / mean.sum(axis=1) ** 2
    logs, number = np.log(mean.sum(axis=1)), len(mean)
    within, between = float(variance.mean()), float(logs.var(ddof=1)) if number > 1 else 0.0
    total = within + (1 + 1 / number) * between
    share = (1 + 1 / number) * between / total
    freedom = (number - 1) / share**2 if share > 0.0 else math.inf
    reach = float(stdtrit(min(freedom, 1e9), (1 + level) / 2)) * math.sqrt(total)
    centre = float(logs.mean())
    low, high = (observed + math.exp(centre + side * reach) for side in (-1, 1))
    interval = Interval(low=low, high=high, level=level, kind="Rubin's rules")
    return interval, {"rubin_total": observed + math.exp(centre), "share_imputation": share}


def _strata(fitted: _Fitted, unlisted: Reals, level: float) -> tuple[StratumEstimate, ...]:
    number = len(fitted.listed)
    listed = fitted.listed[np.arange(len(unlisted)) % number]
    totals = listed + unlisted
    return tuple(
        StratumEstimate(
            label=label,
            observed=float(np.median(fitted.listed[:, place])),
            total=float(np.median(totals[:, place])),
            interval=_quantiles(totals[:, place], level),
        )
        for place, label in enumerate(fitted.labels)
    )


def _model_weights(fitted: _Fitted, observed: int) -> tuple[ModelWeight, ...]:
    """Return the models, where there is one stratum, by their mean weight; of several strata each has its own."""
    if len(fitted.labels) > 1:
        return ()
    weights = fitted.weights[:, 0].mean(axis=0)
    kept = np.maximum((fitted.weights[:, 0] > 0).sum(axis=0), 1)
    unlisted = np.where(fitted.weights[:, 0] > 0, np.exp(fitted.log_unlisted[:, 0]).sum(axis=-1), 0.0)
    totals = observed + unlisted.sum(axis=0) / kept
    order = np.argsort(-weights, kind="stable")
    return tuple(
        ModelWeight(model=fitted.models.names[each], total=float(totals[each]), weight=float(weights[each]))
        for each in order
        if weights[each] > 0.0
    )


def _as_published_caution() -> Caution:
    text = (
        "The interval is made as published: bounds of models are averaged, bounds of strata added as if all erred "
        "together, and the doubt of imputing is left out. The interval of the method averaged has none of these faults."
    )
    return Caution(doubt=Doubt.SELECTION_IGNORED, text=text)


def _cautions(histories: CaptureHistories, fitted: _Fitted, settings: AverageSettings) -> tuple[Caution, ...]:
    found = []
    table = covariate_table(histories, (*settings.by, *settings.adjust))
    if table.missing:
        text = (
            f"Of {table.missing:,} people ({table.missing / histories.observed:.1%}) a covariate is not known; it was filled in "
            f"{len(fitted.listed)} times within the capture history. Leaving these people out would change the estimate."
        )
        found.append(Caution(doubt=Doubt.MISSING_COVARIATES, text=text))
    left = float((fitted.weights == 0.0).mean())
    if left > 0.0:
        text = f"{left:.0%} of the models fitted were left out: no maximum, or too far above the listed."
        found.append(Caution(doubt=Doubt.MODELS_REFUSED, text=text))
    saturated = float(fitted.weights[..., -1].mean())
    if saturated > 0.5:  # noqa: PLR2004 - more than all others together
        text = f"The saturated model, whose fit cannot be tested, has {saturated:.0%} of the weight on average over strata."
        found.append(Caution(doubt=Doubt.SATURATED, text=text))
    return tuple(found)


def _settings(settings: AverageSettings) -> dict[str, Setting]:
    return {
        "by": settings.by,
        "adjust": settings.adjust,
        "imputations": settings.imputations,
        "most_unlisted": settings.most_unlisted,
        "level": settings.level,
        "draws": settings.draws,
        "connected": settings.connected,
    }


def _refused(
    histories: CaptureHistories,
    refusals: tuple[Refusal, ...],
    settings: AverageSettings,
    seed: int,
    method: str,
) -> NotEstimable:
    return NotEstimable(
        method=method,
        observed=histories.observed,
        refusals=refusals,
        assumption=ASSUMPTION,
        settings=_settings(settings),
        seed=seed,
        versions=versions(),
    )
