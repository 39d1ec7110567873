"""Bootstrap intervals that correct for bias and for a spread that changes with the total (BCa).

References:
    DiCiccio & Efron 1996, Statistical Science 11:189-228, section 2; the jackknife over distinct
    histories: Chan, Silverman & Vincent 2021, JASA 116:1297-1306, section 3.3.
"""

from __future__ import annotations

from statistics import NormalDist
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_ROUNDING = 1e-9
_NORMAL = NormalDist()  # of the standard library: SciPy takes longer to import than a bootstrap takes


def bias_correction(replicates: NDArray[np.float64], total: float) -> float:
    """Return the normal quantile of the share of replicates below the estimate (equation 2.8 of the first reference).

    A share of none or all is taken as half a replicate, so that the result is finite. What differs from the estimate
    by rounding only is not below it.
    """
    number = len(replicates)
    below = int(np.count_nonzero(replicates < total * (1 - _ROUNDING)))
    return _NORMAL.inv_cdf(min(max(below, 0.5), number - 0.5) / number)


def acceleration(estimates: NDArray[np.float64], weights: NDArray[np.float64]) -> float:
    """Return the acceleration from estimates with one person left out (equation 6.6 of the first reference).

    Args:
        estimates: the estimate without one person of each distinct history; shape (histories,).
        weights: people with that history; same shape.

    Returns:
        A sixth of the skewness of the differences; 0 where all estimates are alike. Estimates that are
        not finite are left out.
    """
    finite = np.isfinite(estimates)
    kept, people = estimates[finite], weights[finite]
    if not len(kept):
        return 0.0
    differences = people @ kept / people.sum() - kept
    spread = float(people @ differences**2)
    return float(people @ differences**3 / (6 * spread**1.5)) if spread > 0 else 0.0


def bca_quantiles(
    replicates: NDArray[np.float64], bias: float, accel: float, levels: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return the BCa end points at the levels (equation 2.3 of the first reference).

    Args:
        replicates: bootstrap estimates; infinite ones count as larger than all.
        bias: bias correction.
        accel: acceleration.
        levels: between 0 and 1; shape (levels,).
    """
    ordered = np.sort(replicates)
    return np.array([_quantile(ordered, _adjusted(float(level), bias, accel)) for level in levels])


def _adjusted(level: float, bias: float, accel: float) -> float:
    """Return the share of replicates below the BCa end point at a level."""
    shifted = bias + _NORMAL.inv_cdf(level)
    flattened = 1 - accel * shifted
    if flattened <= 0:
        return 1.0 if shifted > 0 else 0.0
    return _NORMAL.cdf(bias + shifted / flattened)


def _quantile(ordered: NDArray[np.float64], share: float) -> float:
    """Return the median-unbiased quantile (definition 8 of Hyndman & Fan 1996); infinite when it needs a replicate that is."""
    last = len(ordered) - 1
    place = min(max(share * (last + 4 / 3) - 2 / 3, 0.0), float(last))
    below = int(place)
    rest = place - below
    if rest == 0 or ordered[below] == ordered[min(below + 1, last)]:
        return float(ordered[below])
    return float((1 - rest) * ordered[below] + rest * ordered[below + 1])
