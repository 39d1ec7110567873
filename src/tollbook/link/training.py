"""How much each level of agreement is worth, learned without a single label.

Expectation maximisation over all pairs of the lists: those that no blocking rule brought together are
taken for different people, the others share out, by how they agree, what is left. Chance agreement is
estimated from random pairs first and corrected for the matches among them. Where lists are clean, a record can be only one
person of the other list, and look-alikes take from each other in every step.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Places = NDArray[np.int64]

ROUNDS = 60
_STOP = 1e-4
"""Training ends when the expected number of matches moves by less than this share."""
_LEAST_CHANCE = 0.1
"""However many matches lie among the random pairs, this share of an agreement is left to chance."""
_PSEUDO = 0.1
_FLOOR = 1e-9
_CLIP = 40.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs:
    """Pairs of records with how they agree.

    Attributes:
        left: number of one record, `(pairs,)`.
        right: of the other.
        levels: for each comparison the place of the pair's level, -1 where not known, `(comparisons, pairs)`.
        rarity: evidence in nats from how rare what they share is, `(pairs,)`.
    """

    left: Places
    right: Places
    levels: NDArray[np.int8]
    rarity: Numbers

    def __len__(self) -> int:
        """Return how many pairs there are."""
        return len(self.left)


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """What was learned.

    Attributes:
        agree: for each comparison, of one person's pairs the share at each level.
        chance: of different people's pairs.
        prior: of all pairs, the share that are one person.
        rounds: how many it took.
    """

    agree: tuple[Numbers, ...]
    chance: tuple[Numbers, ...]
    prior: float
    rounds: int = 0

    def evidence(self, pairs: Pairs) -> Numbers:
        """Return the log odds of each pair being one person, in nats, `(pairs,)`."""
        return np.asarray(self.contributions(pairs).sum(axis=0) + np.log(self.prior / (1 - self.prior)))

    def contributions(self, pairs: Pairs) -> Numbers:
        """Return what each comparison adds to the evidence, in nats, and last what rarity adds, `(comparisons + 1, pairs)`."""
        rows = []
        for levels, agree, chance in zip(pairs.levels, self.agree, self.chance, strict=True):
            ratios = np.append(np.log(np.maximum(agree, _FLOOR) / np.maximum(chance, _FLOOR)), 0.0)
            rows.append(ratios[levels])
        return np.array([*rows, pairs.rarity])


def trained(
    pairs: Pairs, chance: Sequence[Numbers], all_pairs: float, *, one_to_one: tuple[bool, bool]
) -> Weights:
    """Return the weights that explain the pairs best.

    Args:
        pairs: all pairs that blocking brought together, or those of a sample of records.
        chance: share of random pairs at each level, by comparison.
        all_pairs: how many pairs there are, blocked or not.
        one_to_one: whether a left record is one person on the right at most, and the reverse.

    Assumes: comparisons are independent given that a pair is one person or not; the joint levels of the family
        names take up what is not.

    References:
        Fellegi and Sunter 1969; Winkler 1988 for expectation maximisation over agreement patterns.
    """
    prior = max(1.0, min(np.unique(pairs.left).size, np.unique(pairs.right).size) / 2) / all_pairs
    agree = tuple(_first_guess(len(levels)) for levels in chance)
    weights = Weights(agree=agree, chance=tuple(chance), prior=prior)
    expected = 0.0
    for round_number in range(1, ROUNDS + 1):
        belief = shared_out(weights.evidence(pairs), pairs.left, pairs.right, one_to_one)
        before, expected = expected, float(belief.sum())
        weights = _refitted(pairs, belief, chance, all_pairs, round_number)
        if abs(expected - before) <= _STOP * expected:
            break
    return weights


def _first_guess(levels: int) -> Numbers:
    guess = 0.5 ** np.arange(1.0, levels + 1)
    return np.asarray(guess / guess.sum())


def _refitted(
    pairs: Pairs, belief: Numbers, chance: Sequence[Numbers], all_pairs: float, round_number: int
) -> Weights:
    prior = float(np.clip(belief.sum() / all_pairs, 1e-12, 0.5))
    agree = tuple(
        _shares(levels, belief, len(random)) for levels, random in zip(pairs.levels, chance, strict=True)
    )
    corrected = tuple(
        np.maximum(random - prior * share, _LEAST_CHANCE * random)
        for random, share in zip(chance, agree, strict=True)
    )
    return Weights(agree=agree, chance=corrected, prior=prior, rounds=round_number)


def _shares(levels: NDArray[np.int8], belief: Numbers, size: int) -> Numbers:
    known = levels >= 0
    counts = np.bincount(levels[known], belief[known], minlength=size) + _PSEUDO
    return np.asarray(counts / counts.sum())


def shared_out(
    evidence: Numbers, left: Places, right: Places, one_to_one: tuple[bool, bool] = (True, True)
) -> Numbers:
    """Return the chance of each pair being one person, look-alikes of a clean list sharing what there is.

    Args:
        evidence: log odds of each pair on its own, in nats.
        left: record of each pair on the left.
        right: on the right.
        one_to_one: whether a left record is one person on the right at most, and the reverse.
    """
    odds = np.exp(np.clip(evidence, -_CLIP, _CLIP))
    rivals = np.ones(len(odds))
    for side, single in zip((left, right), one_to_one, strict=True):
        if single and len(odds):
            rivals += np.bincount(side, odds)[side] - odds
    return np.asarray(odds / (rivals + odds))
