"""Log-linear models fitted to each of many tables, compiled, and the totals that a choice among them gives."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numba import njit

from tollbook.estimate.loglinear_kernels import FITTED, fit, superset_sums

if TYPE_CHECKING:
    from numpy.typing import NDArray

SKIPPED = -1
"""In place of what came of a fit: the model could not win, and was not fitted."""

_SLACK = 1e-7  # of a deviance, by which rounding may make it larger than that of a model within
_AT_ONCE = 1_000_000  # criteria kept at once


class Candidates(NamedTuple):
    """The models looked among, the likeliest to win first.

    Attributes:
        terms: of each, ended by -1; shape (models, most terms + 1).
        starts: parameters to start from by term, nan where a term has none; shape (models, 2**lists).
        within: whether the first model holds all terms of the second; shape (models, models).
        sizes: how many terms each has; shape (models,).
    """

    terms: NDArray[np.int64]
    starts: NDArray[np.float64]
    within: NDArray[np.bool_]
    sizes: NDArray[np.int64]


class Results(NamedTuple):
    """What came of fits; all of shape (tables, models).

    Attributes:
        outcomes: as `fit` says, or `SKIPPED`.
        criteria: deviance plus penalties; infinite without an estimate.
        missing: the estimate of the people on no list; infinite without one.
    """

    outcomes: NDArray[np.int64]
    criteria: NDArray[np.float64]
    missing: NDArray[np.float64]


def saturated(counts: NDArray[np.float64]) -> float:
    """Return the largest log likelihood that any model can have, as `fit` counts it."""
    held = counts[counts > 0]
    return float((held * np.log(held) - held).sum())


@njit(cache=True, error_model="numpy")
def _start(
    margins: NDArray[np.float64],
    terms: NDArray[np.int64],
    start: NDArray[np.float64],
    theta: NDArray[np.float64],
) -> None:  # pragma: no cover - compiled
    """Write the start, or nan for none when it is not finite for just the terms that somebody has here."""
    fits = True
    for cell in range(len(theta)):
        theta[cell] = 0.0
    for term in terms:
        if term < 0:
            break
        fits = fits and (margins[term] > 0) != math.isnan(start[term])
        theta[term] = start[term] if margins[term] > 0 else 0.0
    if not fits:
        theta[0] = math.nan


@njit(cache=True, error_model="numpy")
def _raise_least(
    least: NDArray[np.float64], within: NDArray[np.bool_], deviance: float
) -> None:  # pragma: no cover - compiled
    """Note that the models held within one have at least its deviance."""
    for other in range(len(least)):
        if within[other] and least[other] < deviance:
            least[other] = deviance


@njit(cache=True, error_model="numpy")
def fit_each(
    tables: NDArray[np.float64],
    most: NDArray[np.float64],
    candidates: Candidates,
    penalties: NDArray[np.float64],
    every: int,
    thetas: NDArray[np.float64],
    results: Results,
) -> None:  # pragma: no cover - compiled
    """Fit models to each table; write what comes of it into `results`.

    A model is not fitted where it cannot win: its deviance is at least that of any model that holds it.

    Args:
        tables: people by history; shape (tables, 2**lists), the first column 0.
        most: as `saturated` gives it for each table; shape (tables,).
        candidates: the models.
        penalties: of each parameter, for each table; shape (tables,).
        every: 1 to fit all models, 0 to skip those that cannot win.
        thetas: where the parameters of the last table are written; shape (models, 2**lists).
        results: from `empty_results`.
    """
    models, lists = len(candidates.sizes), 0
    while 1 << lists < tables.shape[1]:
        lists += 1
    expected, margins, least = np.empty(tables.shape[1]), np.empty(tables.shape[1]), np.empty(models)
    for row in range(len(tables)):
        for cell in range(len(margins)):
            margins[cell] = tables[row, cell]
        for model in range(models):
            least[model] = 0.0
        superset_sums(margins, lists)
        best = math.inf
        for model in range(models):
            cost = penalties[row] * candidates.sizes[model]
            if every == 0 and least[model] + cost > best:
                continue
            terms, theta = candidates.terms[model], thetas[model]
            _start(margins, terms, candidates.starts[model], theta)
            outcome, value = fit(tables[row], margins, terms, theta, expected, 1)
            results.outcomes[row, model] = outcome
            if outcome == FITTED:
                deviance = 2 * (most[row] - value)
                results.criteria[row, model] = deviance + cost
                results.missing[row, model] = math.exp(theta[0])
                best = min(best, deviance + cost)
                if every == 0:
                    _raise_least(least, candidates.within[model], deviance - _SLACK)


def empty_results(tables: int, models: int) -> Results:
    """Return what `fit_each` writes into: nothing fitted, no estimate anywhere."""
    shape = tables, models
    return Results(
        outcomes=np.full(shape, SKIPPED), criteria=np.full(shape, np.inf), missing=np.full(shape, np.inf)
    )


def totals_of(
    tables: NDArray[np.float64], candidates: Candidates, penalties: NDArray[np.float64], *, average: bool
) -> NDArray[np.float64]:
    """Return the total that the best model, or the average of all by exp(-criterion / 2), gives for each table.

    Args:
        tables: as in `fit_each`.
        candidates: the models looked among.
        penalties: of each parameter, for each table; shape (tables,).
        average: whether all models are averaged.

    Returns:
        Totals, infinite where no model has an estimate; shape (tables,).
    """
    return np.concatenate(list(_totals_by_part(tables, candidates, penalties, average=average)))


def _totals_by_part(
    tables: NDArray[np.float64], candidates: Candidates, penalties: NDArray[np.float64], *, average: bool
) -> Iterator[NDArray[np.float64]]:
    step = max(1, _AT_ONCE // len(candidates.sizes))
    thetas = np.zeros_like(candidates.starts)
    for start in range(0, len(tables), step):
        part = slice(start, start + step)
        results = empty_results(len(tables[part]), len(candidates.sizes))
        most = np.array([saturated(table) for table in tables[part]])
        fit_each(tables[part], most, candidates, penalties[part], int(average), thetas, results)
        criteria, missing = results.criteria, results.missing
        best = criteria.min(axis=1)
        if average:
            weights = np.exp((np.where(np.isfinite(best), best, 0.0)[:, None] - criteria) / 2)
            products = np.where(weights > 0, weights * np.where(weights > 0, missing, 0.0), 0.0)
            shares = weights.sum(axis=1)
            found = np.where(shares > 0, products.sum(axis=1) / np.where(shares > 0, shares, 1.0), np.inf)
        else:
            found = missing[np.arange(len(missing)), criteria.argmin(axis=1)]
        yield tables[part].sum(axis=1) + found
