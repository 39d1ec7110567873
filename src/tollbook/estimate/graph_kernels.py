"""Compiled sums over decomposable graphs; what they mean stands in `graph_posterior`.

One thread, one order of adding up: the same bytes whatever the machine does beside.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from numba import njit

if TYPE_CHECKING:
    from numpy.typing import NDArray

NEGLIGIBLE = -45.0
"""Logarithm of what is not added up: less than 1e-19 of the sum it would join."""

_STIRLING_FROM = 12.0


@njit(cache=True)
def _stirling_rest(value: float) -> float:  # pragma: no cover - compiled
    """Return lnG(z) less Stirling's (z - 1/2) ln z - z + ln(2 pi)/2, to 1e-17 for z of 12 and more."""
    square = 1.0 / (value * value)
    series = 1.0 / 1680.0 - square * (1.0 / 1188.0 - square * 691.0 / 360360.0)
    return (1.0 / 12.0 - square * (1.0 / 360.0 - square * (1.0 / 1260.0 - square * series))) / value


@njit(cache=True)
def log_gamma_ratio(upper: float, lower: float) -> float:  # pragma: no cover - compiled
    """Return lnG(upper) - lnG(lower) for two positive numbers.

    The two logarithms are of the size of the difference times the logarithm of the numbers, not of
    lnG itself: with a million people the difference of two lnG would lose ten digits.
    """
    shift = 0.0
    while upper < _STIRLING_FROM:
        shift -= math.log(upper)
        upper += 1.0
    while lower < _STIRLING_FROM:
        shift += math.log(lower)
        lower += 1.0
    difference = upper - lower
    whole = difference * (math.log(lower) - 1.0) + (upper - 0.5) * math.log1p(difference / lower)
    return whole + _stirling_rest(upper) - _stirling_rest(lower) + shift


@njit(cache=True)
def log_gamma_ratios(
    missing: NDArray[np.float64], added: NDArray[np.float64], reference: float
) -> NDArray[np.float64]:  # pragma: no cover - compiled
    """Return lnG(missing + added) - lnG(missing + reference); shape (len(added), len(missing))."""
    table = np.empty((len(added), len(missing)))
    for row in range(len(added)):
        for column in range(len(missing)):
            table[row, column] = log_gamma_ratio(missing[column] + added[row], missing[column] + reference)
    return table


@njit(cache=True)
def _log_weights(
    sets: NDArray[np.uint8],
    signs: NDArray[np.int8],
    table: NDArray[np.float64],
    start: float,
    row: NDArray[np.float64],
) -> None:  # pragma: no cover - compiled
    row[:] = start
    for place in range(len(sets)):
        sign = signs[place]
        if sign == 0:
            break
        terms = table[sets[place]]
        if sign == 1:
            for column in range(len(row)):
                row[column] += terms[column]
        else:
            for column in range(len(row)):
                row[column] += sign * terms[column]


@njit(cache=True)
def log_sums(
    sets: NDArray[np.uint8],
    signs: NDArray[np.int8],
    table: NDArray[np.float64],
    log_prior: NDArray[np.float64],
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:  # pragma: no cover - compiled
    """Return, at each column of the table, the logarithm of the sum of all graphs' weights, and each graph's largest.

    Args:
        sets: shape (graphs, terms).
        signs: same shape; the first 0 ends a row.
        table: logarithm of each set's factor; shape (sets, columns).
        log_prior: of each graph; shape (graphs,).

    Returns:
        Log sums, shape (columns,), and each graph's largest log weight less the largest
        seen so far at that column, shape (graphs,): below `NEGLIGIBLE` it never counts.
    """
    columns = table.shape[1]
    row = np.empty(columns)
    peaks = np.full(columns, -np.inf)
    sums = np.zeros(columns)
    highest = np.full(len(sets), -np.inf)
    for graph in range(len(sets)):
        _log_weights(sets[graph], signs[graph], table, log_prior[graph], row)
        for column in range(columns):
            above = row[column] - peaks[column]
            highest[graph] = max(highest[graph], above)
            if above > 0.0:
                sums[column] = sums[column] * math.exp(-above) + 1.0
                peaks[column] = row[column]
            elif above > NEGLIGIBLE:
                sums[column] += math.exp(above)
    return peaks + np.log(sums), highest


@njit(cache=True)
def graph_sums(
    sets: NDArray[np.uint8],
    signs: NDArray[np.int8],
    table: NDArray[np.float64],
    log_prior: NDArray[np.float64],
    weights: NDArray[np.float64],
    chosen: NDArray[np.int64],
) -> NDArray[np.float64]:  # pragma: no cover - compiled
    """Return weighted sums over the columns of each chosen graph's weight; shape (chosen, len(weights))."""
    row = np.empty(table.shape[1])
    result = np.zeros((len(chosen), len(weights)))
    for place in range(len(chosen)):
        graph = chosen[place]
        _log_weights(sets[graph], signs[graph], table, log_prior[graph], row)
        for column in range(len(row)):
            if row[column] > 2 * NEGLIGIBLE:
                weight = math.exp(row[column])
                for kind in range(len(weights)):
                    result[place, kind] += weights[kind, column] * weight
    return result
