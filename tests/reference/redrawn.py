"""The random multinomial tables that R draws, so that published bootstraps can be repeated table by table.

Mersenne twister seeded as R's `set.seed` does it; binomials by inversion below a mean of 30 and by the
algorithm BTPE above.

References:
    Matsumoto & Nishimura 1998, ACM TOMACS 8:3-30; Kachitvichyanukul & Schmeiser 1988, Communications of
    the ACM 31:216-222.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import numpy as np


def uniforms(seed: int) -> Iterator[float]:
    """Yield what R's `runif` gives after `set.seed(seed)`."""
    word = seed
    for _ in range(50):
        word = (69069 * word + 1) % 2**32
    words = []
    for _ in range(625):
        word = (69069 * word + 1) % 2**32
        words.append(word)
    twister = np.random.MT19937()
    state = twister.state
    state["state"] = {"key": np.array(words[1:], dtype=np.uint32), "pos": 624}
    twister.state = state
    while True:
        yield from (float(raw) * 2.3283064365386963e-10 for raw in twister.random_raw(4096))


def multinomial(people: int, weights: Sequence[float], draws: Iterator[float]) -> list[int]:
    """Return what `rmultinom(1, people, weights)` gives."""
    left, rest, counts = people, 1.0, [0] * len(weights)
    shares = [weight / sum(weights) for weight in weights]
    for place, share in enumerate(shares[:-1]):
        if share:
            counts[place] = _binomial(left, min(share / rest, 1.0), draws)
            left -= counts[place]
        if left <= 0:
            return counts
        rest -= share
    counts[-1] = left
    return counts


def _binomial(size: int, chance: float, draws: Iterator[float]) -> int:
    if size == 0 or chance in {0.0, 1.0}:
        return int(size * chance)
    rarer = min(chance, 1 - chance)
    found = _inverted(size, rarer, draws) if size * rarer < 30 else _rejected(size, rarer, draws)
    return size - found if chance > 0.5 else found


def _inverted(size: int, chance: float, draws: Iterator[float]) -> int:
    odds = chance / (1 - chance)
    while True:
        mass, uniform = (1 - chance) ** size, next(draws)
        for found in range(111):
            if uniform < mass:
                return found
            uniform -= mass
            mass *= odds * (size + 1) / (found + 1) - odds


def _rejected(size: int, chance: float, draws: Iterator[float]) -> int:
    other, mean = 1 - chance, size * chance + chance
    mode, variance = int(mean), size * chance * (1 - chance)
    half = int(2.195 * math.sqrt(variance) - 4.6 * other) + 0.5
    middle = mode + 0.5
    low, high, steep = middle - half, middle + half, 0.134 + 20.5 / (15.3 + mode)
    slope = (mean - low) / (mean - low * chance)
    left = slope * (1 + 0.5 * slope)
    slope = (high - mean) / (high * other)
    right = slope * (1 + 0.5 * slope)
    second = half * (1 + 2 * steep)
    third = second + steep / left
    fourth = third + steep / right
    while True:
        u, v = next(draws) * fourth, next(draws)
        if u <= half:
            return int(middle - half * v + u)
        if u <= second:
            x = low + (u - half) / steep
            v = v * steep + 1 - abs(middle - x) / half
            found = int(x)
            if not 0 < v <= 1:
                continue
        elif u > third:
            found = int(high - math.log(v) / right)
            v *= (u - third) * right
        else:
            found = int(low + math.log(v) / left)
            v *= (u - second) * left
        if 0 <= found <= size and math.log(v) <= _log_ratio(size, chance, mode, found):
            return found


def _log_ratio(size: int, chance: float, mode: int, found: int) -> float:
    """Return the logarithm of the binomial mass at a number over that at the mode."""
    inside = math.lgamma(mode + 1) + math.lgamma(size - mode + 1)
    inside -= math.lgamma(found + 1) + math.lgamma(size - found + 1)
    return inside + (found - mode) * math.log(chance / (1 - chance))
