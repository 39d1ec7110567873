"""Forward selection of pairs of lists by Poisson p-values (Chan, Silverman & Vincent 2021), compiled."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from numba import njit

from tollbook.estimate.loglinear_kernels import FITTED, fit, superset_sums

if TYPE_CHECKING:
    from numpy.typing import NDArray


@njit(cache=True, error_model="numpy")
def log_poisson_tail(count: float, mean: float) -> float:  # pragma: no cover - compiled
    """Return the logarithm of the one-sided p-value of a Poisson count, on the side where it lies."""
    if mean <= 0:
        return 0.0 if count == 0 else -math.inf
    log_mass = count * math.log(mean) - mean - math.lgamma(count + 1)
    total, term, at = 1.0, 1.0, count
    while term > 1e-17 * total:
        if count <= mean:
            term *= at / mean
            at -= 1
        else:
            at += 1
            term *= mean / at
        total += term
    return log_mass + math.log(total)


@njit(cache=True, error_model="numpy")
def _with_term(
    terms: NDArray[np.int64], term: int, wider: NDArray[np.int64]
) -> None:  # pragma: no cover - compiled
    """Write the terms and one more, ascending, ended by -1."""
    wider[:] = -1
    place = 0
    for each in terms:
        if term >= 0 and (each < 0 or each > term):
            wider[place] = term
            place += 1
            term = -1
        if each < 0:
            break
        wider[place] = each
        place += 1


@njit(cache=True, error_model="numpy")
def _holds(terms: NDArray[np.int64], term: int) -> bool:  # pragma: no cover - compiled
    return bool(np.any(terms == term))


@njit(cache=True, error_model="numpy")
def _tails(
    margins: NDArray[np.float64],
    expected: NDArray[np.float64],
    terms: NDArray[np.int64],
    pairs: NDArray[np.int64],
    lists: int,
) -> NDArray[np.float64]:  # pragma: no cover - compiled
    """Return the log p-value of each pair under the fitted model, 0 for those that it holds."""
    sums = expected.copy()
    superset_sums(sums, lists)
    tails = np.zeros(len(pairs))
    for place in range(len(pairs)):
        if not _holds(terms, pairs[place]):
            tails[place] = log_poisson_tail(margins[pairs[place]], sums[pairs[place]])
    return tails


@njit(cache=True, error_model="numpy")
def step_forward(
    counts: NDArray[np.float64], pairs: NDArray[np.int64], log_threshold: float, lists: int
) -> tuple[float, NDArray[np.int64], NDArray[np.float64]]:  # pragma: no cover - compiled
    """Return the total of the model that forward selection ends at, its terms, ended by -1, and their parameters.

    The model of main effects is widened by the pair with the smallest p-value, as long as that is no larger
    than the threshold and the wider model has an estimate. The total is infinite when not even the
    main effects have one.

    Args:
        counts: people by history; shape (2**lists,), the first 0.
        pairs: terms of two lists.
        log_threshold: logarithm of the largest p-value.
        lists: how many lists.
    """
    cells = 1 << lists
    margins = counts.copy()
    superset_sums(margins, lists)
    terms, wider = np.full(lists + len(pairs) + 2, -1), np.full(lists + len(pairs) + 2, -1)
    terms[0] = 0
    for place in range(lists):
        terms[place + 1] = 1 << place
    theta, expected = np.zeros(cells), np.zeros(cells)
    theta[0] = math.nan
    outcome, _ = fit(counts, margins, terms, theta, expected, 1)
    if outcome != FITTED:
        return math.inf, terms, theta
    tried, tried_expected = np.zeros(cells), np.zeros(cells)
    while True:
        tails = _tails(margins, expected, terms, pairs, lists)
        widened = False
        for place in np.argsort(tails, kind="mergesort"):
            if tails[place] > log_threshold or _holds(terms, pairs[place]):
                break
            _with_term(terms, pairs[place], wider)
            tried[:] = 0.0
            tried[0] = math.nan
            outcome, _ = fit(counts, margins, wider, tried, tried_expected, 1)
            if outcome == FITTED:
                terms[:], theta[:], expected[:] = wider, tried, tried_expected
                widened = True
                break
        if not widened:
            return margins[0] + math.exp(theta[0]), terms, theta


@njit(cache=True, error_model="numpy")
def step_forward_each(
    tables: NDArray[np.float64], pairs: NDArray[np.int64], log_threshold: float, lists: int
) -> NDArray[np.float64]:  # pragma: no cover - compiled
    """Return the total that forward selection gives for each table; shape (tables,)."""
    totals = np.empty(len(tables))
    for row in range(len(tables)):
        totals[row], _, _ = step_forward(tables[row], pairs, log_threshold, lists)
    return totals
