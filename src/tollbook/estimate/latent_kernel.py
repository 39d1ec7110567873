"""The compiled sampler of the latent class model; `latent` gives it its data and judges what it draws.

The state of a chain is a handful of arrays, so that a chain can be run on from where it stopped.
Shapes: `histories` is `(cells + 1, lists)` of 0 and 1, the last row the history of nobody's
list; `counts` is `(cells,)`; classes are the last axis everywhere.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from tollbook.estimate.chance import State, beta, binomial, gamma, normal, poisson, uniform

Reals = NDArray[np.float64]
Wholes = NDArray[np.int64]

ALPHA_AT_START = 0.3
"""Concentration, divided by the number of classes, that holds until the chain is released."""

MOST_MISSED = 1.0 - 1e-9
"""Probability of being on no list beyond which numbers of people could no longer be held."""

_LOWEST_LOG = -700.0  # exp of less is zero
_NEGLIGIBLE = 1e-9
_WEIGHTED = 0.5  # of the slides, that choose their class by its weight; the others choose any alike
_SCALES = np.array([0.1, 0.3, 1.0])
_TRANSFER = 3.0


class Chain(NamedTuple):
    """Where one chain stands; the kernels change the arrays in place.

    Attributes:
        random: the generator's state.
        caught: probability of each list to hold somebody of each class, shape `(lists, classes)`.
        weights: shares of the classes, shape `(classes,)`.
        log_rests: log of what the weights of a class and all after it add up to, shape `(classes,)`.
        concentration: the one parameter of the weights, shape `(1,)`.
    """

    random: State
    caught: Reals
    weights: Reals
    log_rests: Reals
    concentration: Reals


@njit(cache=True)
def _tabulate(histories: Wholes, caught: Reals, table: Reals) -> None:
    """Fill in the probability of each history in each class, shape `(cells + 1, classes)`."""
    missed = 1.0 - caught
    classes = caught.shape[1]
    for cell in range(histories.shape[0]):
        table[cell] = 1.0
        for place in range(histories.shape[1]):
            row = caught[place] if histories[cell, place] == 1 else missed[place]
            for each in range(classes):
                table[cell, each] *= row[each]


@njit(cache=True)
def _log_likelihood(chances: Reals, counts: Wholes, observed: int) -> float:
    """Return the log likelihood once the number of unlisted people is summed out."""
    cells = counts.shape[0]
    total = -observed * math.log1p(-min(float(chances[cells]), MOST_MISSED))
    for cell in range(cells):
        if chances[cell] <= 0.0:
            return -np.inf
        total += counts[cell] * math.log(chances[cell])
    return total


@njit(cache=True)
def _moved_rest(log_rest: float, after: bool, gain: float, log_norm: float) -> float:  # noqa: FBT001 - compiled
    return (log_rest if after else math.log(max(math.exp(log_rest) + gain, 1e-300))) - log_norm


@njit(cache=True)
def _class_by_weight(chain: Chain) -> int:
    """Return a class, each as likely as its weight."""
    left = uniform(chain.random)
    for each in range(chain.weights.shape[0] - 1):
        left -= chain.weights[each]
        if left < 0.0:
            return each
    return int(chain.weights.shape[0] - 1)


@njit(cache=True)
def _slide(
    chain: Chain,
    histories: Wholes,
    counts: Wholes,
    observed: int,
    table: Reals,
    chances: Reals,
    log_now: float,
) -> float:
    """Try to make one class larger and harder to list, or the reverse; return the log likelihood after.

    The step goes along the ridge on which the total is badly determined: the odds of every
    list shrink as the weight of the class grows. The unlisted people and the division into
    classes are summed out, so that steps can be long; both are drawn anew right afterwards.
    """
    lists, classes = chain.caught.shape
    cells = counts.shape[0]
    weighted = uniform(chain.random) < _WEIGHTED
    each = _class_by_weight(chain) if weighted else int(uniform(chain.random) * classes)
    if chain.weights[each] < _NEGLIGIBLE:
        return log_now
    step = _SCALES[int(uniform(chain.random) * _SCALES.shape[0])] * normal(chain.random)
    growth = math.exp(step)
    gain = chain.weights[each] * (growth - 1.0)
    norm = 1.0 + gain
    log_norm = math.log(norm)
    log_ratio = step - classes * log_norm  # volume of the step among the weights
    if weighted:
        log_ratio += step - log_norm  # a class that has grown would be chosen more often on the way back
    moved = np.empty(lists)
    for place in range(lists):
        odds_in = chain.caught[place, each]
        moved[place] = odds_in / (odds_in + (1.0 - odds_in) * growth)
        log_ratio += math.log(moved[place] * (1.0 - moved[place]) / (odds_in * (1.0 - odds_in)))
    rows = np.empty(cells + 1)
    sums = np.empty(cells + 1)
    for cell in range(cells + 1):
        row = 1.0
        for place in range(lists):
            row *= moved[place] if histories[cell, place] == 1 else 1.0 - moved[place]
        rows[cell] = row
        sums[cell] = (chances[cell] + chain.weights[each] * (growth * row - table[cell, each])) / norm
    for rank in range(1, classes):
        rise = _moved_rest(chain.log_rests[rank], rank > each, gain, log_norm) - chain.log_rests[rank]
        log_ratio += (chain.concentration[0] - 1.0) * rise if rank == classes - 1 else -rise
    log_then = _log_likelihood(sums, counts, observed)
    if not math.log(uniform(chain.random)) < log_ratio + log_then - log_now:
        return log_now
    for rank in range(1, classes):
        chain.log_rests[rank] = _moved_rest(chain.log_rests[rank], rank > each, gain, log_norm)
    chain.weights[:] /= norm
    chain.weights[each] *= growth
    chain.caught[:, each] = moved
    table[:, each] = rows
    chances[:] = sums
    return log_then


@njit(cache=True)
def _transfer(
    chain: Chain, counts: Wholes, observed: int, table: Reals, chances: Reals, log_now: float
) -> float:
    """Try to divide the weight of two classes between them anew; return the log likelihood after.

    One kind of people can be told by two classes as well as by one; without this, chains
    take thousands of steps from the one to the other.
    """
    classes, cells = chain.weights.shape[0], counts.shape[0]
    low = int(uniform(chain.random) * classes)
    high = int(uniform(chain.random) * (classes - 1))
    high += high >= low
    if low > high:
        low, high = high, low
    both = chain.weights[low] + chain.weights[high]
    share = chain.weights[low] / both if both > 0.0 else 0.0
    if both < _NEGLIGIBLE or not 0.0 < share < 1.0:
        return log_now
    growth = math.exp(
        _SCALES[int(uniform(chain.random) * _SCALES.shape[0])] * _TRANSFER * normal(chain.random)
    )
    moved = share * growth / (share * growth + 1.0 - share)
    gain = both * (moved - share)
    log_ratio = math.log(moved * (1.0 - moved) / (share * (1.0 - share)))
    for rank in range(low + 1, high + 1):
        rest = max(math.exp(chain.log_rests[rank]) - gain, both * (1.0 - moved))
        rise = math.log(rest) - chain.log_rests[rank]
        log_ratio += (chain.concentration[0] - 1.0) * rise if rank == classes - 1 else -rise
    sums = np.empty(cells + 1)
    for cell in range(cells + 1):
        sums[cell] = chances[cell] + gain * (table[cell, low] - table[cell, high])
    log_then = _log_likelihood(sums, counts, observed)
    if not math.log(uniform(chain.random)) < log_ratio + log_then - log_now:
        return log_now
    for rank in range(low + 1, high + 1):
        chain.log_rests[rank] = math.log(max(math.exp(chain.log_rests[rank]) - gain, both * (1.0 - moved)))
    chain.weights[low], chain.weights[high] = both * moved, both * (1.0 - moved)
    chances[:] = sums
    return log_then


@njit(cache=True)
def _reorder(chain: Chain, table: Reals) -> None:
    """Try to exchange each class with the next, which changes the prior alone (Papaspiliopoulos and Roberts 2008)."""
    classes = chain.weights.shape[0]
    for first in range(classes - 1):
        second = first + 1
        rest = max(math.exp(chain.log_rests[first]) - chain.weights[second], chain.weights[first])
        if not rest > 0.0:
            return
        rise = math.log(rest) - chain.log_rests[second]
        log_ratio = (chain.concentration[0] - 1.0) * rise if second == classes - 1 else -rise
        if math.log(uniform(chain.random)) < log_ratio:
            chain.log_rests[second] = math.log(rest)
            _exchange(chain.weights, first, second)
            for place in range(chain.caught.shape[0]):
                _exchange(chain.caught[place], first, second)
            for cell in range(table.shape[0]):
                _exchange(table[cell], first, second)


@njit(cache=True)
def _exchange(row: Reals, first: int, second: int) -> None:
    kept = row[first]
    row[first] = row[second]
    row[second] = kept


@njit(cache=True)
def _divide(  # noqa: PLR0913, PLR0917 - compiled code takes arrays, not objects
    chain: Chain,
    histories: Wholes,
    cell: int,
    people: int,
    table: Reals,
    chance: float,
    sizes: Wholes,
    holds: Wholes,
) -> None:
    """Divide the people of one history among the classes, and add them to the sizes and lists of these."""
    classes = sizes.shape[0]
    left, rest = people, chance
    for each in range(classes):
        if left == 0:
            return
        share = chain.weights[each] * table[cell, each]
        part = left if each == classes - 1 else binomial(chain.random, left, min(share / rest, 1.0))
        rest = max(rest - share, 1e-300)
        left -= part
        sizes[each] += part
        for place in range(histories.shape[1]):
            holds[place, each] += part * histories[cell, place]


@njit(cache=True)
def _draw_parameters(chain: Chain, sizes: Wholes, holds: Wholes) -> float:
    """Draw the probabilities and weights given the division into classes; return the log of the last rest."""
    lists, classes = chain.caught.shape
    for place in range(lists):
        for each in range(classes):
            inside = holds[place, each]
            drawn = beta(chain.random, 1.0 + inside, 1.0 + sizes[each] - inside)
            chain.caught[place, each] = min(max(drawn, 1e-15), 1.0 - 1e-15)
    rest = sizes.sum()
    log_rest = 0.0
    for each in range(classes - 1):
        rest -= sizes[each]
        one, other = (
            gamma(chain.random, 1.0 + sizes[each]),
            gamma(chain.random, chain.concentration[0] + rest),
        )
        chain.weights[each] = math.exp(log_rest) * one / (one + other)
        log_rest += max(math.log(max(other, 1e-300) / (one + other)), _LOWEST_LOG)
        chain.log_rests[each + 1] = log_rest
    chain.weights[classes - 1] = math.exp(log_rest)
    return log_rest


@njit(cache=True, nogil=True)
def run_chain(  # noqa: PLR0913, PLR0917 - compiled code takes arrays, not objects
    chain: Chain,
    histories: Wholes,
    counts: Wholes,
    prior: tuple[float, float],
    slides: int,
    thinning: int,
    release: bool,  # noqa: FBT001 - compiled code takes no keywords
    totals: Wholes,
) -> None:
    """Run a chain on until `totals` is full; one total in `thinning` steps is kept.

    Args:
        chain: changed in place.
        histories: shape `(cells + 1, lists)`, the last row all zero.
        counts: shape `(cells,)`, all above zero.
        prior: shape and rate of the gamma prior of the concentration.
        slides: moves along the ridge tried in each step.
        thinning: steps for each total kept.
        release: whether the concentration is drawn; before that it stays where it is.
        totals: filled with the number of people in all.
    """
    lists, classes = chain.caught.shape
    cells, observed = counts.shape[0], counts.sum()
    table = np.empty((cells + 1, classes))
    chances = np.empty(cells + 1)
    sizes, holds = np.empty(classes, np.int64), np.empty((lists, classes), np.int64)
    for step in range(totals.shape[0] * thinning):
        _tabulate(histories, chain.caught, table)
        for cell in range(cells + 1):
            chances[cell] = 1e-300
            for each in range(classes):
                chances[cell] += chain.weights[each] * table[cell, each]
        log_now = _log_likelihood(chances, counts, observed)
        for _ in range(slides):
            log_now = _slide(chain, histories, counts, observed, table, chances, log_now)
            log_now = _transfer(chain, counts, observed, table, chances, log_now)
        _reorder(chain, table)
        chance_missed = min(float(chances[cells]), MOST_MISSED)
        odds = chance_missed / (1.0 - chance_missed)
        unlisted = poisson(chain.random, gamma(chain.random, float(observed)) * odds)
        sizes[:] = 0
        holds[:] = 0
        for cell in range(cells + 1):
            people = counts[cell] if cell < cells else unlisted
            _divide(chain, histories, cell, people, table, chances[cell], sizes, holds)
        log_rest = _draw_parameters(chain, sizes, holds)
        if release:
            chain.concentration[0] = gamma(chain.random, prior[0] + classes - 1.0) / (prior[1] - log_rest)
        if (step + 1) % thinning == 0:
            totals[step // thinning] = observed + unlisted
