"""Compiled maximum-likelihood fits of hierarchical log-linear models to counts of capture histories.

The logarithm of the expected count of history h is the sum of the parameters of all terms t that lie
within h; terms are bit sets of lists, the empty set is the intercept. So expected counts are
sums over subsets, margins are sums over supersets, and the second derivative for two terms is the
margin of their union: no design matrix is ever formed.

A term whose lists share nobody has its parameter at minus infinity and takes the histories that hold
it out of the table (the extended maximum of Fienberg & Rinaldo 2012). Newton's method on what is left
either converges quadratically, which proves that the maximum exists, or runs off in a direction that
lowers histories nobody has and leaves the others as they are, which proves that it does not.

One thread and one order of adding up: the same bytes whatever the machine does beside.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numba import njit

if TYPE_CHECKING:
    from numpy.typing import NDArray

FITTED, NO_MAXIMUM, NOT_IDENTIFIED, UNDECIDED = 0, 1, 2, 3
"""What came of a fit."""

_MOST_STEPS = 100
_CLOSE = 1e-9  # Newton decrement, in units of twice the log likelihood, at which one more step is the last
_ROUNDING = 1e-18  # decrement at which nothing but rounding is left
_QUADRATIC = 0.02  # a decrement falls at least by this factor where Newton's method converges quadratically
_SINGULAR = 1e-11  # of a diagonal element, that its pivot must keep
_FREE_STEPS = 4  # the first steps may be anything
_FLAT, _FALLING = 1e-2, -0.5  # change of a history's log count along a direction in which there is no maximum


class Table(NamedTuple):
    """Counts by history, and what a fit of them works on; all of shape (2**lists,)."""

    counts: NDArray[np.float64]
    margins: NDArray[np.float64]
    open_cells: NDArray[np.bool_]
    expected: NDArray[np.float64]
    sums: NDArray[np.float64]
    lists: int


@njit(cache=True, error_model="numpy")
def subset_sums(values: NDArray[np.float64], lists: int) -> None:  # pragma: no cover - compiled
    """Replace each value by the sum over the subsets of its index."""
    for bit in range(lists):
        for cell in range(1 << lists):
            if cell >> bit & 1:
                values[cell] += values[cell ^ 1 << bit]


@njit(cache=True, error_model="numpy")
def superset_sums(values: NDArray[np.float64], lists: int) -> None:  # pragma: no cover - compiled
    """Replace each value by the sum over the supersets of its index."""
    for bit in range(lists):
        for cell in range(1 << lists):
            if not cell >> bit & 1:
                values[cell] += values[cell | 1 << bit]


@njit(cache=True, error_model="numpy")
def _live_terms(
    margins: NDArray[np.float64],
    terms: NDArray[np.int64],
    live: NDArray[np.int64],
    open_cells: NDArray[np.bool_],
    first: int,
) -> int:  # pragma: no cover - compiled
    """Write the terms that somebody has, and the cells that hold no other term; return how many terms."""
    for cell in range(len(open_cells)):
        open_cells[cell] = cell > 0 or first == 0
    number = 0
    for term in terms:
        if term < 0:
            break
        if margins[term] > 0:
            live[number] = term
            number += 1
        else:
            for cell in range(len(open_cells)):
                if cell & term == term:
                    open_cells[cell] = False
    return number


@njit(cache=True, error_model="numpy")
def _evaluate(
    theta: NDArray[np.float64], live: NDArray[np.int64], table: Table
) -> float:  # pragma: no cover - compiled
    """Write expected counts and their margins; return the log likelihood, less what the counts alone add."""
    expected, sums = table.expected, table.sums
    value = 0.0
    for cell in range(len(expected)):
        expected[cell] = 0.0
    for term in live:
        expected[term] = theta[term]
        value += theta[term] * table.margins[term]
    subset_sums(expected, table.lists)
    for cell in range(len(expected)):
        expected[cell] = math.exp(min(expected[cell], 700.0)) if table.open_cells[cell] else 0.0
        sums[cell] = expected[cell]
    superset_sums(sums, table.lists)
    return float(value - sums[0])


@njit(cache=True, error_model="numpy")
def _solve(
    live: NDArray[np.int64],
    sums: NDArray[np.float64],
    right: NDArray[np.float64],
    factor: NDArray[np.float64],
    step: NDArray[np.float64],
) -> float:  # pragma: no cover - compiled
    """Write the solution of (margins of unions) step = right; return right . step, or -1 when singular."""
    size = len(live)
    for row in range(size):
        for column in range(row + 1):
            value = sums[live[row] | live[column]]
            for inner in range(column):
                value -= factor[row, inner] * factor[column, inner]
            if row > column:
                factor[row, column] = value / factor[column, column]
            elif value > _SINGULAR * sums[live[row]]:
                factor[row, row] = math.sqrt(value)
            else:
                return -1.0
    decrement = 0.0
    for row in range(size):
        value = right[row]
        for inner in range(row):
            value -= factor[row, inner] * step[inner]
        step[row] = value / factor[row, row]
        decrement += step[row] * step[row]
    for row in range(size - 1, -1, -1):
        value = step[row]
        for inner in range(row + 1, size):
            value -= factor[inner, row] * step[inner]
        step[row] = value / factor[row, row]
    return decrement


@njit(cache=True, error_model="numpy")
def _equations(
    table: Table, live: NDArray[np.int64], right: NDArray[np.float64], cold: int
) -> None:  # pragma: no cover - compiled
    """Write the right-hand side of the next step; when cold, those of a least-squares start from counts plus a half."""
    if cold == 1:
        for cell in range(len(table.counts)):
            weight = table.counts[cell] + 0.5
            table.sums[cell] = weight if table.open_cells[cell] else 0.0
            table.expected[cell] = weight * math.log(weight) - 0.5 if table.open_cells[cell] else 0.0
        superset_sums(table.sums, table.lists)
        superset_sums(table.expected, table.lists)
    for row in range(len(live)):
        term = live[row]
        right[row] = table.expected[term] if cold == 1 else table.margins[term] - table.sums[term]


@njit(cache=True, error_model="numpy")
def _runs_off(
    live: NDArray[np.int64], step: NDArray[np.float64], table: Table
) -> bool:  # pragma: no cover - compiled
    """Return whether along this step only histories that nobody has change, and fall."""
    change = table.expected  # written anew by the next step
    for cell in range(len(change)):
        change[cell] = 0.0
    for row in range(len(live)):
        change[live[row]] = step[row]
    subset_sums(change, table.lists)
    lowest = 0.0
    for cell in range(len(change)):
        if table.open_cells[cell]:
            if change[cell] > _FLAT or (table.counts[cell] > 0 and change[cell] < -_FLAT):
                return False
            lowest = min(lowest, change[cell])
    return lowest < _FALLING


@njit(cache=True, error_model="numpy")
def _take_step(
    theta: NDArray[np.float64], live: NDArray[np.int64], step: NDArray[np.float64], table: Table, value: float
) -> float:  # pragma: no cover - compiled
    """Move along the step, halved until the likelihood does not fall; return the new value."""
    length, moved = 1.0, 0.0
    for _ in range(40):
        for row in range(len(live)):
            theta[live[row]] += (length - moved) * step[row]
        moved = length
        new = _evaluate(theta, live, table)
        if new >= value - 1e-9 * abs(new):
            break
        length /= 2
    return new


@njit(cache=True, error_model="numpy")
def fit(
    counts: NDArray[np.float64],
    margins: NDArray[np.float64],
    terms: NDArray[np.int64],
    theta: NDArray[np.float64],
    expected: NDArray[np.float64],
    first: int,
) -> tuple[int, float]:  # pragma: no cover - compiled
    """Fit one model; write its parameters by term into `theta` and its expected counts into `expected`.

    Args:
        counts: people by history; shape (2**lists,); the first is only looked at when `first` is 0.
        margins: superset sums of the counts.
        terms: the model's terms, ascending, ended by -1.
        theta: shape (2**lists,); where to start from; a start is found when its first number is nan.
        expected: shape (2**lists,).
        first: 1 when nobody can be on no list, as in data; 0 for a complete table.

    Returns:
        What came of it, and the log likelihood less what the counts alone add to it.
    """
    lists = 0
    while 1 << lists < len(counts):
        lists += 1
    table = Table(
        counts, margins, np.empty(len(counts), dtype=np.bool_), expected, np.empty(len(counts)), lists
    )
    every = np.empty(len(terms), dtype=np.int64)
    live = every[: _live_terms(margins, terms, every, table.open_cells, first)]
    factor, right, step = np.empty((len(live), len(live))), np.empty(len(live)), np.empty(len(live))
    cold = math.isnan(theta[0])
    for row in range(len(live)):
        step[row] = 0.0
        theta[live[row]] = 0.0 if cold else theta[live[row]]
    value, before, decrement = -math.inf, math.inf, math.inf
    for count in range(-1, _MOST_STEPS):
        if count >= 0 or cold:
            _equations(table, live, right, 1 if cold and count < 0 else 0)
            decrement = _solve(live, table.sums, right, factor, step)
        if decrement < 0:
            return UNDECIDED if count >= 0 else NOT_IDENTIFIED, value
        last = decrement < _ROUNDING or (decrement < _CLOSE and decrement < _QUADRATIC * before)
        if count > _FREE_STEPS and decrement > _QUADRATIC * before and _runs_off(live, step, table):
            return NO_MAXIMUM, value
        value = _take_step(theta, live, step, table, value)
        if last and count >= 0:
            return FITTED, value
        before = decrement if count >= 0 else math.inf
    return UNDECIDED, value
