"""Draws of a total into a curve for a chart."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tollbook.model.estimate import Density

_POINTS = 240
_EDGE = 0.002  # of the draws, left out of the curve on each side
_BINS = 4096
_NARROWEST = 1e-9  # of the totals, below which draws differ by rounding alone


def density_of(draws: NDArray[np.float64], observed: int) -> Density | None:
    """Return a smoothed curve of the draws; None when they are all the same, or too few.

    Gaussian kernel with the rule of Silverman 1986 (equation 3.31), reflected at the observed
    count, below which nothing can lie.

    Args:
        draws: totals, any shape; those that are not finite are left out.
        observed: people on at least one list.
    """
    finite = draws[np.isfinite(draws)].ravel()
    if len(finite) < 2:  # noqa: PLR2004 - one draw has no width
        return None
    low, quarter, half_up, high = np.quantile(finite, (_EDGE, 0.25, 0.75, 1.0 - _EDGE))
    spread = min(float(finite.std()), float(half_up - quarter) / 1.34) or float(finite.std())
    width = 0.9 * spread * len(finite) ** -0.2
    if not width > 0.0 or not high - low > _NARROWEST * abs(high):
        return None
    heights, edges = np.histogram(finite, bins=_BINS, range=(float(low) - width, float(high) + width))
    centres = (edges[:-1] + edges[1:]) / 2.0
    grid = np.linspace(max(float(observed), float(low) - width), float(high) + width, _POINTS)
    kernel = _kernel(grid, centres, width) + _kernel(2.0 * observed - grid, centres, width)
    curve = np.einsum("gc,c->g", kernel, heights)  # a matrix product would depend on the number of threads
    return Density(totals=tuple(grid.tolist()), heights=tuple((curve / len(finite)).tolist()))


def _kernel(grid: NDArray[np.float64], centres: NDArray[np.float64], width: float) -> NDArray[np.float64]:
    apart = (grid[:, None] - centres[None, :]) / width
    kernel: NDArray[np.float64] = np.exp(-0.5 * apart * apart) / (width * np.sqrt(2.0 * np.pi))
    return kernel
