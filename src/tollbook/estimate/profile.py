"""Profile-likelihood intervals: all totals that fit the counts hardly worse than the best one, under one model.

References:
    Cormack 1992, Biometrics 48:567-576, equation 4.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import chdtri

from tollbook.estimate.graph_kernels import log_gamma_ratio
from tollbook.estimate.loglinear_kernels import fit, superset_sums
from tollbook.estimate.loglinear_terms import as_array
from tollbook.model.estimate import Interval

if TYPE_CHECKING:
    from numpy.typing import NDArray

KIND = "profile likelihood"
_FARTHEST = 10_000  # times the observed count, beyond which the upper end is taken to be open


def profile_interval(
    counts: NDArray[np.float64], terms: Sequence[int], missing: float, *, level: float
) -> Interval | None:
    """Return the totals whose log likelihood is within half a chi-square quantile of the largest; None if unbounded.

    The likelihood of the whole table is multinomial with the total as its size, maximised over the
    parameters of the model for each total. The interval knows nothing of how the model was chosen.

    Args:
        counts: people by history; shape (2**lists,), the first 0.
        terms: of a hierarchical model whose estimate exists.
        missing: its estimate of the people on no list, to start from.
        level: between 0 and 1.
    """
    from scipy.optimize import brentq, minimize_scalar  # takes a third of a second

    observed = float(counts.sum())
    loss = _Loss(counts, terms)
    top = 4 * missing + 100
    best = minimize_scalar(loss, bounds=(0.0, top), method="bounded", options={"xatol": 1e-6 * top})
    at, least = float(best.x), float(best.fun)
    room = float(chdtri(1, 1 - level)) / 2

    def beyond(number: float) -> float:
        return loss(number) - least - room

    low = brentq(beyond, 0.0, at, xtol=1e-6) if beyond(0.0) > 0 else 0.0
    high = at + 1.0
    while high < _FARTHEST * observed:
        if beyond(high) > 0:
            return Interval(
                low=observed + low,
                high=observed + brentq(beyond, at, high, xtol=1e-6),
                level=level,
                kind=KIND,
            )
        high = 2 * high + 1
    return None


class _Loss:
    """Minus the profile log likelihood as a function of the people on no list."""

    def __init__(self, counts: NDArray[np.float64], terms: Sequence[int]) -> None:
        self._table = counts.astype(np.float64).copy()
        self._terms = as_array([terms])[0]
        self._observed = float(counts.sum())
        self._theta, self._expected = np.zeros(len(counts)), np.zeros(len(counts))
        self._lists = len(counts).bit_length() - 1

    def __call__(self, missing: float) -> float:
        """Return minus the largest log likelihood with so many missing, up to a constant."""
        self._table[0] = missing
        margins = self._table.copy()
        superset_sums(margins, self._lists)
        self._theta[:] = 0.0
        self._theta[0] = math.nan
        _, value = fit(self._table, margins, self._terms, self._theta, self._expected, 0)
        total = self._observed + missing
        ways = log_gamma_ratio(total + 1, missing + 1)
        return -(ways + value + total - total * math.log(total))
