"""Random numbers inside compiled kernels: a generator and the distributions that the samplers need.

NumPy's generators can be called from compiled code, but at several times the cost, and the
samplers here draw some hundred numbers a step. The state of a generator is four words in an
array, seeded from NumPy's `SeedSequence`; one generator belongs to one chain, so that the
draws of a chain do not depend on which thread runs it.

References:
    Blackman and Vigna 2021, ACM Trans. Math. Softw. 47(4):36 (xoshiro256++).
    Doornik 2005, An improved ziggurat method to generate normal random samples, Oxford (normal).
    Marsaglia and Tsang 2000, ACM Trans. Math. Softw. 26:363-372 (gamma).
    Hörmann 1993, J. Stat. Comput. Simul. 46:101-110 (binomial, BTRS).
    Hörmann 1993, Insurance: Mathematics and Economics 12:39-45 (Poisson, PTRS).
"""

from __future__ import annotations

import math

import numpy as np
from numba import njit
from numpy.typing import NDArray

State = NDArray[np.uint64]
"""Four words of a generator, shape `(4,)`; every draw changes them."""

_TO_UNIT = 1.0 / 9007199254740992.0  # 2 ** -53
_INVERSION_BELOW = 10.0
"""Expected counts below this are drawn by inversion; the rejection methods hold from 10 on."""


def states(seed: int, count: int) -> NDArray[np.uint64]:
    """Return the states of so many independent generators, shape `(count, 4)`, the same for the same seed."""
    children = np.random.SeedSequence(seed).spawn(count)
    return np.array([child.generate_state(4, np.uint64) for child in children], dtype=np.uint64)


@njit(inline="always")
def _rotated(word: np.uint64, places: int) -> np.uint64:
    turned: np.uint64 = (word << np.uint64(places)) | (word >> np.uint64(64 - places))
    return turned


@njit(cache=True)
def _word(state: State) -> np.uint64:
    """Return the next 64 bits."""
    result: np.uint64 = _rotated(state[0] + state[3], 23) + state[0]
    shifted = state[1] << np.uint64(17)
    state[2] ^= state[0]
    state[3] ^= state[1]
    state[1] ^= state[2]
    state[0] ^= state[3]
    state[2] ^= shifted
    state[3] = _rotated(state[3], 45)
    return result


@njit(cache=True)
def uniform(state: State) -> float:
    """Return a draw from the open interval from 0 to 1."""
    return float((np.float64(_word(state) >> np.uint64(11)) + 0.5) * _TO_UNIT)


def _strips() -> NDArray[np.float64]:
    """Return where the strips of equal area under the normal curve end, the lowest (with the tail) first."""
    ends = np.zeros(_STRIPS + 1)
    ends[0] = _AREA / math.exp(-0.5 * _TAIL * _TAIL)
    ends[1] = _TAIL
    for strip in range(2, _STRIPS):
        before = ends[strip - 1]
        ends[strip] = math.sqrt(-2.0 * math.log(_AREA / before + math.exp(-0.5 * before * before)))
    return ends


_STRIPS, _TAIL, _AREA = 128, 3.442619855899, 9.91256303526217e-3  # Doornik 2005, table 1
_ENDS = _strips()
_INNER = _ENDS[1:] / _ENDS[:-1]


@njit(cache=True)
def normal(state: State) -> float:
    """Return a draw from the standard normal distribution."""
    while True:
        word = _word(state)
        strip = np.int64(word & np.uint64(_STRIPS - 1))
        side = 2.0 * ((np.float64(word >> np.uint64(11)) + 0.5) * _TO_UNIT) - 1.0
        if abs(side) < _INNER[strip]:
            return float(side * _ENDS[strip])
        if strip == 0:
            return _normal_tail(state) if side > 0.0 else -_normal_tail(state)
        drawn = side * _ENDS[strip]
        top = math.exp(-0.5 * (_ENDS[strip] * _ENDS[strip] - drawn * drawn))
        bottom = math.exp(-0.5 * (_ENDS[strip + 1] * _ENDS[strip + 1] - drawn * drawn))
        if bottom + uniform(state) * (top - bottom) < 1.0:
            return float(drawn)


@njit(cache=True)
def _normal_tail(state: State) -> float:
    while True:
        beyond = -math.log(uniform(state)) / _TAIL
        if -2.0 * math.log(uniform(state)) > beyond * beyond:
            return _TAIL + beyond


@njit(cache=True)
def gamma(state: State, shape: float) -> float:
    """Return a draw from the gamma distribution of scale 1 and any shape above 0."""
    raised = uniform(state) ** (1.0 / shape) if shape < 1.0 else 1.0
    third = shape - 1.0 / 3.0 if shape >= 1.0 else shape + 2.0 / 3.0
    factor = 1.0 / math.sqrt(9.0 * third)
    while True:
        deviate = normal(state)
        cube = 1.0 + factor * deviate
        if cube <= 0.0:
            continue
        cube = cube * cube * cube
        chance, square = uniform(state), deviate * deviate
        if chance < 1.0 - 0.0331 * square * square:
            return raised * third * cube
        if math.log(chance) < 0.5 * square + third * (1.0 - cube + math.log(cube)):
            return raised * third * cube


@njit(cache=True)
def beta(state: State, first: float, second: float) -> float:
    """Return a draw from the beta distribution, for parameters of 1 and more."""
    if first == 1.0 and second == 1.0:
        return uniform(state)
    one = gamma(state, first)
    return one / (one + gamma(state, second))


@njit(cache=True)
def binomial(state: State, trials: int, chance: float) -> int:
    """Return how many of the trials succeed, each with the same chance."""
    if trials == 0 or chance <= 0.0:
        return 0
    if chance >= 1.0:
        return trials
    if chance > 0.5:  # noqa: PLR2004 - beyond a half, the failures are drawn
        return trials - binomial(state, trials, 1.0 - chance)
    if trials * chance < _INVERSION_BELOW:
        return _binomial_by_inversion(state, trials, chance)
    return _binomial_by_rejection(state, trials, chance)


@njit(cache=True)
def _binomial_by_inversion(state: State, trials: int, chance: float) -> int:
    drawn = uniform(state)
    if drawn < 1.0 - trials * chance:  # below the probability of none, by Bernoulli's inequality
        return 0
    mass = math.exp(trials * math.log1p(-chance))
    ratio, reached, successes = chance / (1.0 - chance), mass, 0
    while drawn > reached and successes < trials:
        successes += 1
        mass *= ratio * (trials - successes + 1) / successes
        reached += mass
    return successes


@njit(cache=True)
def _stirling_rest(count: float) -> float:
    """Return log(count!) less Stirling's (count + 1/2) log(count + 1) - (count + 1) + log(2 pi) / 2."""
    if count < 16.0:  # noqa: PLR2004 - from there on the series is exact
        return (
            math.lgamma(count + 1.0)
            - (count + 0.5) * math.log(count + 1.0)
            + count
            + 1.0
            - 0.9189385332046727
        )
    inverse = 1.0 / (count + 1.0)
    square = inverse * inverse
    return (1.0 / 12.0 - (1.0 / 360.0 - square / 1260.0) * square) * inverse


@njit(cache=True)
def _binomial_by_rejection(state: State, trials: int, chance: float) -> int:
    """Return a draw by Hörmann's BTRS; the names of the article are kept in short."""
    spread = math.sqrt(trials * chance * (1.0 - chance))
    b = 1.15 + 2.53 * spread
    a = -0.0873 + 0.0248 * b + 0.01 * chance
    alpha, ratio = (2.83 + 5.1 / b) * spread, chance / (1.0 - chance)
    mode = math.floor((trials + 1) * chance)
    while True:
        u, v = uniform(state) - 0.5, uniform(state)
        us = 0.5 - abs(u)
        k = math.floor((2.0 * a / us + b) * u + trials * chance + 0.5)
        if us >= 0.07 and v <= 0.92 - 4.2 / b:  # noqa: PLR2004 - constants of the article
            return int(k)
        if k < 0.0 or k > trials:
            continue
        bound = (mode + 0.5) * math.log((mode + 1.0) / (ratio * (trials - mode + 1.0)))
        bound += (trials + 1.0) * math.log((trials - mode + 1.0) / (trials - k + 1.0))
        bound += (k + 0.5) * math.log(ratio * (trials - k + 1.0) / (k + 1.0))
        bound += _stirling_rest(mode) + _stirling_rest(trials - mode)
        bound -= _stirling_rest(k) + _stirling_rest(trials - k)
        if math.log(v * alpha / (a / (us * us) + b)) <= bound:
            return int(k)


@njit(cache=True)
def poisson(state: State, mean: float) -> int:
    """Return a draw from the Poisson distribution."""
    if mean < _INVERSION_BELOW:
        limit, product, count = math.exp(-mean), uniform(state), 0
        while product > limit:
            product *= uniform(state)
            count += 1
        return count
    b = 0.931 + 2.53 * math.sqrt(mean)
    a = -0.059 + 0.02483 * b
    log_inverse_alpha = math.log(1.1239 + 1.1328 / (b - 3.4))
    while True:
        u, v = uniform(state) - 0.5, uniform(state)
        us = 0.5 - abs(u)
        k = math.floor((2.0 * a / us + b) * u + mean + 0.43)
        if us >= 0.07 and v <= 0.9277 - 3.6224 / (b - 2.0):  # noqa: PLR2004 - constants of the article
            return int(k)
        if k < 0.0 or (us < 0.013 and v > us):  # noqa: PLR2004 - the same
            continue
        bound = k * math.log(mean) - mean - math.lgamma(k + 1.0)
        if math.log(v) + log_inverse_alpha - math.log(a / (us * us) + b) <= bound:
            return int(k)
