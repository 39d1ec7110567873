"""Whether chains of draws agree, and how many independent draws they are worth.

Rank-normalised, so that heavy tails neither hide trouble nor feign it.

References:
    Vehtari, Gelman, Simpson, Carpenter and Bürkner 2021, Bayesian Analysis 16:667-718: split R-hat
    (section 4.1), bulk and tail effective sample size (sections 4.2 and 4.3).
    Geyer 1992, Statistical Science 7:473-483 (initial monotone sequence).
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

Draws = NDArray[np.float64]

FEWEST_DRAWS = 8
"""Draws of a chain below which nothing can be told."""

_TAILS = (0.05, 0.95)


class Convergence(NamedTuple):
    """What the chains are worth.

    Attributes:
        r_hat: 1 when chains cannot be told apart; the larger of the one for the bulk and the one for the tails.
        bulk: effective number of draws for the centre of the distribution.
        tail: the smaller of those for the 5 % and the 95 % quantile.
    """

    r_hat: float
    bulk: float
    tail: float


def convergence(draws: Draws) -> Convergence:
    """Return the measures for one quantity.

    Args:
        draws: shape `(chains, draws)`, of at least `FEWEST_DRAWS` draws. Constant draws are
            worth all their number, and agree.
    """
    halves = _halves(draws)
    if np.ptp(halves) == 0.0:
        return Convergence(1.0, float(draws.size), float(draws.size))
    normal = _rank_normalised(halves)
    folded = _rank_normalised(np.abs(halves - np.median(halves)))
    tail = min(_effective((halves <= np.quantile(halves, each)).astype(float)) for each in _TAILS)
    return Convergence(max(_r_hat(normal), _r_hat(folded)), _effective(normal), tail)


def _halves(draws: Draws) -> Draws:
    """Return each chain as two, without the draw in the middle of an odd number."""
    half = draws.shape[1] // 2
    return np.concatenate([draws[:, :half], draws[:, draws.shape[1] - half :]])


def _rank_normalised(draws: Draws) -> Draws:
    """Return the normal quantiles of the ranks among all draws; equal draws share their mean rank."""
    _, places, counts = np.unique(draws, return_inverse=True, return_counts=True)
    ranks = np.cumsum(counts) - (counts - 1) / 2
    normal: Draws = ndtri((ranks[places.reshape(draws.shape)] - 0.375) / (draws.size + 0.25))
    return normal


def _r_hat(draws: Draws) -> float:
    number = draws.shape[1]
    within = draws.var(axis=1, ddof=1).mean()
    if np.ptp(draws, axis=1).max() == 0.0:
        return math.inf if np.ptp(draws) else 1.0
    between = number * draws.mean(axis=1).var(ddof=1)
    return float(math.sqrt((between / within + number - 1) / number))


def _effective(draws: Draws) -> float:
    """Return how many independent draws would tell the mean as well."""
    chains, number = draws.shape
    covariances = _autocovariances(draws).mean(axis=0)
    within = covariances[0] * number / (number - 1)
    pooled = covariances[0] + (draws.mean(axis=1).var(ddof=1) if chains > 1 else 0.0)
    if pooled == 0.0:
        return float(draws.size)
    correlations = 1.0 - (within - covariances) / pooled
    correlations[0] = 1.0
    time = max(_correlation_time(correlations), 1.0 / math.log10(draws.size))
    return draws.size / time


def _correlation_time(correlations: Draws) -> float:
    """Return the integrated autocorrelation time, by Geyer's initial monotone sequence."""
    pairs = correlations[: len(correlations) // 2 * 2].reshape(-1, 2).sum(axis=1)
    negative = np.flatnonzero(pairs[1:] < 0.0)
    stop = int(negative[0]) + 1 if len(negative) else len(pairs)
    time = -1.0 + 2.0 * float(np.minimum.accumulate(pairs[:stop]).sum())
    following = float(correlations[2 * stop]) if 2 * stop < len(correlations) else 0.0
    return time + max(following, 0.0)


def _autocovariances(draws: Draws) -> Draws:
    """Return those of each chain at all lags, shape as the draws."""
    number = draws.shape[1]
    centred = draws - draws.mean(axis=1, keepdims=True)
    length = 1 << (2 * number - 1).bit_length()
    spectrum = np.fft.rfft(centred, length, axis=1)
    covariances: Draws = np.fft.irfft(spectrum * np.conj(spectrum), length, axis=1)[:, :number] / number
    return covariances
