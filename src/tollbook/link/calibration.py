"""Probabilities that mean what they say, from a few hundred pairs that people reviewed.

The weights learned without labels rank pairs well and say little about how many are true: people with one name,
faults of the lists and fields that hang together are not in the model. Reviewed pairs, drawn by stratum of score,
set that right: a regression of the verdicts on the model's own log odds and on where the pairs agree, pulled
towards the model where there are few verdicts. Its uncertainty goes into the draws of the linkage.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tollbook.link.training import Numbers, Places

STRATA = (0.0, 0.01, 0.1, 0.5, 0.9, 0.99, 0.999, 1.0)
"""Bounds of the strata of score; the last are narrow since most links lie there."""

_DOUBT = 0.005
"""Variance of a verdict that is assumed beyond the model's own, so that no stratum goes unseen."""
_LEAST = 8
_KNOTS = (0.0, 4.0)
_ODDS_SPREADS = (1.5, 0.5, 0.5, 0.5)
"""Prior standard deviations: of a shift of all log odds, of their slope, and of its changes at the knots."""
_SPREAD = 1.5
"""That of what a comparison or a level adds. These, the doubt above and the power below were chosen on the lists of
benchmarks/linkage.py among a dozen settings, by F1 and by the error of the expected number of matches."""
_WEIGHT_POWER = 0.3
"""Verdicts count by a power of how many pairs they stand for: 1 follows the sample alone and is thrown off by one odd verdict
among thousands of unlikely pairs, 0 follows the model alone."""
_STEPS, _CLIP = 50, 12.0
_RARE = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What speaks for each pair.

    Attributes:
        belief: the chance of each that the model gives, look-alikes taking from each other, `(pairs,)`.
        alone: its log odds in nats without them, `(pairs,)`.
        added: what each comparison adds to these, `(comparisons, pairs)`.
        levels: the level of each pair, -1 where not known, `(comparisons, pairs)`.
    """

    belief: Numbers
    alone: Numbers
    added: Numbers
    levels: NDArray[np.int8]

    def of(self, places: Places) -> Evidence:
        """Return the evidence of some pairs.

        Args:
            places: of the pairs.
        """
        return Evidence(
            belief=self.belief[places],
            alone=self.alone[places],
            added=self.added[:, places],
            levels=self.levels[:, places],
        )

    def features(self, kept: Sequence[Sequence[int]]) -> Numbers:
        """Return what a correction may hang on, `(pairs, features)`.

        Args:
            kept: for each comparison the levels that have a feature.
        """
        odds = _log_odds(self.belief)
        bends = [np.maximum(odds - knot, 0) / 4 for knot in _KNOTS]
        added = np.clip(self.added, -8, 12) / 8
        rivals = (np.clip(self.alone, -_CLIP, 20) - odds) / 4
        marks = [self.levels[place] == level for place, levels in enumerate(kept) for level in levels]
        return np.column_stack([np.ones(len(odds)), odds / 4, *bends, *added, rivals, *marks]).astype(
            np.float64
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """A correction of log odds.

    Attributes:
        shift: for each feature what it adds, `(features,)`.
        covariance: how unsure that is, `(features, features)`.
        reviewed: how many verdicts it rests on.
        kept: for each comparison the levels that have a feature.
    """

    shift: Numbers
    covariance: Numbers
    reviewed: int
    kept: tuple[tuple[int, ...], ...]

    def corrected(self, evidence: Evidence) -> Numbers:
        """Return the chance that each pair is one person, `(pairs,)`.

        Args:
            evidence: of the pairs.
        """
        return np.asarray(self.draws(evidence, self.shift[None, :])[0])

    def draws(self, evidence: Evidence, shifts: Numbers) -> Numbers:
        """Return the chances under each of several corrections, `(draws, pairs)`.

        Args:
            evidence: of the pairs.
            shifts: the corrections, `(draws, features)`.
        """
        return _chance(np.asarray(_log_odds(evidence.belief) + shifts @ evidence.features(self.kept).T))

    def drawn(self, count: int, chance: np.random.Generator) -> Numbers:
        """Return corrections drawn from what is known of the right one, `(count, features)`.

        Args:
            count: how many.
            chance: what they are drawn with.
        """
        return np.asarray(chance.multivariate_normal(self.shift, self.covariance, count, method="eigh"))


def _log_odds(belief: Numbers) -> Numbers:
    least = np.exp(-_CLIP)
    bounded = np.clip(belief, least, 1 - least)
    return np.asarray(np.log(bounded / (1 - bounded)))


def _chance(log_odds: Numbers) -> Numbers:
    return np.asarray(1 / (1 + np.exp(-log_odds)))


GUESSED_SPREAD = 0.7
"""Standard deviation of the shift of all log odds where nobody reviewed a pair: as much as models trained without labels
were off by on the lists of benchmarks/linkage.py."""


def uncalibrated(comparisons: int) -> Calibration:
    """Return a correction that corrects nothing and says that it is a guess.

    Args:
        comparisons: rows of `Evidence.added`.
    """
    size = len(_ODDS_SPREADS) + comparisons + 1
    covariance = np.zeros((size, size))
    covariance[0, 0] = GUESSED_SPREAD**2
    return Calibration(shift=np.zeros(size), covariance=covariance, reviewed=0, kept=())


def calibrated(seen: Evidence, verdicts: NDArray[np.bool_], weights: Numbers) -> Calibration:
    """Return the correction that the verdicts ask for.

    Args:
        seen: the evidence of the pairs that people decided; unsure ones are left out.
        verdicts: whether each is a match, `(reviewed,)`.
        weights: how many pairs each stands for, `(reviewed,)`.

    Assumes: pairs were drawn at random within their strata, and verdicts are right.

    References:
        Binder 1983, for the covariance of an estimate from a weighted sample.
    """
    if not len(verdicts):
        return uncalibrated(len(seen.added))
    kept = _levels_seen(seen.levels)
    features = seen.features(kept)
    further = features.shape[1] - len(_ODDS_SPREADS)
    spreads = np.array([*_ODDS_SPREADS, *([_SPREAD] * further)])
    scale = weights**_WEIGHT_POWER
    scale = scale * len(scale) / scale.sum()
    shift, covariance = _fitted(features, _log_odds(seen.belief), verdicts.astype(np.float64), scale, spreads)
    return Calibration(shift=shift, covariance=covariance, reviewed=len(verdicts), kept=kept)


def _levels_seen(levels: NDArray[np.int8]) -> tuple[tuple[int, ...], ...]:
    """Return for each comparison the levels that some reviewed pairs have and others have not."""
    counts = [np.unique(each, return_counts=True) for each in levels]
    most = levels.shape[1] - _RARE
    return tuple(
        tuple(int(level) for level, count in zip(*both, strict=True) if _RARE <= count <= most)
        for both in counts
    )


def _fitted(
    features: Numbers, offset: Numbers, truth: Numbers, weights: Numbers, spreads: Numbers
) -> tuple[Numbers, Numbers]:
    """Return the penalised estimate and its covariance, by Newton's method."""
    precision = np.diag(spreads**-2.0)
    shift = np.zeros(features.shape[1])
    bend = precision
    for _ in range(_STEPS):
        chance = _chance(offset + features @ shift)
        slope = features.T @ (weights * (truth - chance)) - precision @ shift
        bend = (features.T * (weights * np.maximum(chance * (1 - chance), 1e-6))) @ features + precision
        step = np.linalg.solve(bend, slope)
        shift = shift + np.clip(step, -2, 2)
        if np.abs(step).max() < 1e-6:  # noqa: PLR2004 - converged
            break
    parts = features * (weights * (truth - _chance(offset + features @ shift)))[:, None]
    inverse = np.linalg.inv(bend)
    return shift, np.asarray(inverse @ (parts.T @ parts + precision) @ inverse)


def review_sample(belief: Numbers, size: int, seed: int) -> tuple[Places, Numbers]:
    """Return which pairs to review, and how many pairs each of them stands for.

    Each stratum of score gets reviews by how many pairs it has and how unsure they are.

    Args:
        belief: what the model gives each pair, `(pairs,)`.
        size: how many to review.
        seed: of the draw.

    References:
        Neyman 1934, optimal allocation.
    """
    chance = np.random.default_rng(seed)
    stratum = np.clip(np.searchsorted(STRATA, belief, side="right") - 1, 0, len(STRATA) - 2)
    counts = np.bincount(stratum, minlength=len(STRATA) - 1)
    spread = np.sqrt(belief * (1 - belief) + _DOUBT * np.minimum(1, 20 * belief))
    need = np.bincount(stratum, spread, minlength=len(counts))
    share = np.minimum(
        counts, np.maximum(np.minimum(counts, _LEAST), np.floor(size * need / max(need.sum(), 1e-9)))
    )
    while share.sum() > size:
        share[np.argmax(share)] -= 1
    places, weights = [], []
    for number, drawn in enumerate(share.astype(int)):
        if drawn:
            there = np.flatnonzero(stratum == number)
            places.append(chance.choice(there, drawn, replace=False))
            weights.append(np.full(drawn, len(there) / drawn))
    if not places:
        return np.zeros(0, dtype=np.int64), np.zeros(0)
    chosen, stands_for = np.concatenate(places), np.concatenate(weights)
    order = chance.permutation(len(chosen))
    return chosen[order], stands_for[order]
