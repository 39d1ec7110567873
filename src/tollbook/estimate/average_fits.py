"""The fits of all models in all strata and imputations, and what can be made of them.

`averaged` decides what is shown; here are the sums.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

from tollbook.estimate.imputation import CovariateTable, covariate_table, imputed_counts
from tollbook.estimate.pair_models import Fits, PairModels, fit_all, pair_models
from tollbook.model.estimate import Interval
from tollbook.model.histories import CaptureHistories

Reals = NDArray[np.float64]

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
        firmness: prior counts of the imputation; None takes what the table tells.
    """

    by: tuple[str, ...] = ()
    adjust: tuple[str, ...] = ()
    imputations: int = 400
    most_unlisted: float = 5.0
    level: float = 0.95
    draws: int = 4_000
    connected: bool = True
    firmness: float | None = None


class FittedModels(NamedTuple):
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


def fitted_models(histories: CaptureHistories, settings: AverageSettings, seed: int) -> FittedModels:
    """Return all models fitted in each stratum of each imputation.

    Args:
        histories: three or four lists.
        settings: name the covariates.
        seed: of the imputations.
    """
    table = covariate_table(histories, (*settings.by, *settings.adjust))
    number = settings.imputations if table.missing else 1
    counts = _by_stratum(
        table,
        imputed_counts(table, number, seed, firmness=settings.firmness),
        len(histories.lists),
        len(settings.by),
    )
    models = pair_models(len(histories.lists), counts.shape[2])
    fits = _in_chunks(models, counts.reshape(number * counts.shape[1], -1).astype(np.float64))
    return _weighted(models, _labels(table, len(settings.by)), counts, fits, settings)


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
) -> FittedModels:
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
    return FittedModels(
        models,
        labels,
        listed,
        weights.reshape(shape),
        np.where(kept[..., None], fits.log_unlisted, 0.0).reshape(*shape, -1),
        np.where(kept[..., None], fits.errors, 0.0).reshape(*shape, -1),
    )


def weighted_bounds(fitted: FittedModels) -> Reals:
    """Return estimate, lower and upper bound, averaged apart, shape `(imputations, strata, 3)`."""
    shifts = np.array([0.0, -_AS_PUBLISHED, _AS_PUBLISHED])
    bounds = np.exp(fitted.log_unlisted[..., None] + shifts * fitted.errors[..., None]).sum(axis=3)
    averaged_bounds: Reals = (fitted.weights[..., None] * bounds).sum(axis=2)
    return averaged_bounds


def drawn_unlisted(fitted: FittedModels, draws: int, seed: int) -> Reals:
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


def by_rubins_rules(observed: int, fitted: FittedModels, level: float) -> tuple[Interval, dict[str, float]]:
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
