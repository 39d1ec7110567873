from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import stats

from tollbook.estimate.chance import beta, binomial, gamma, normal, poisson, states, uniform

DRAWS = 20_000
LEAST = 1e-4  # a right sampler falls below this once in ten thousand tests; seeds are fixed


def drawn(sampler: Callable[..., float], *parameters: float) -> NDArray[np.float64]:
    """Return draws of one sampler from a state of its own."""
    (state,) = states(20, 1)
    return np.array([sampler(state, *parameters) for _ in range(DRAWS)], dtype=np.float64)


def chance_of_counts(counts: NDArray[np.float64], distribution: Any) -> float:
    """Return the p-value of a chi-squared test of whole numbers against their distribution."""
    found = np.bincount(counts.astype(np.int64))
    expected = distribution.pmf(np.arange(len(found))) * DRAWS
    kept = expected > 8
    statistic = float(((found - expected)[kept] ** 2 / expected[kept]).sum())
    return float(stats.chi2.sf(statistic, kept.sum() - 1))


@pytest.mark.parametrize(
    ("sampler", "parameters", "distribution"),
    [
        (uniform, (), stats.uniform()),
        (normal, (), stats.norm()),
        (gamma, (0.2,), stats.gamma(0.2)),
        (gamma, (1.0,), stats.gamma(1.0)),
        (gamma, (37.5,), stats.gamma(37.5)),
        (beta, (1.0, 1.0), stats.uniform()),
        (beta, (3.0, 40.0), stats.beta(3.0, 40.0)),
    ],
    ids=["uniform", "normal", "gamma-0.2", "gamma-1", "gamma-37.5", "beta-1-1", "beta-3-40"],
)
def test_real_draws_follow_their_distribution(
    sampler: Callable[..., float], parameters: tuple[float, ...], distribution: Any
) -> None:
    assert stats.kstest(drawn(sampler, *parameters), distribution.cdf).pvalue > LEAST


@pytest.mark.parametrize(("trials", "chance"), [(6, 0.3), (60, 0.04), (60, 0.97), (200, 0.3), (4_400, 0.7)])
def test_binomial_draws_follow_their_distribution(trials: int, chance: float) -> None:
    assert chance_of_counts(drawn(binomial, trials, chance), stats.binom(trials, chance)) > LEAST


@pytest.mark.parametrize("mean", [0.3, 7.0, 12.0, 900.0])
def test_poisson_draws_follow_their_distribution(mean: float) -> None:
    assert chance_of_counts(drawn(poisson, mean), stats.poisson(mean)) > LEAST


def test_the_tail_of_the_normal_is_reached_on_both_sides() -> None:
    (state,) = states(3, 1)
    far = np.array([normal(state) for _ in range(200_000)])
    expected = 200_000 * stats.norm.sf(3.5)
    assert [True, True] == [abs((side * far > 3.5).sum() - expected) < 5 * expected**0.5 for side in (1, -1)]


@pytest.mark.parametrize(("trials", "chance", "expected"), [(0, 0.5, 0), (9, 0.0, 0), (9, 1.0, 9)])
def test_certain_trials_need_no_chance(trials: int, chance: float, expected: int) -> None:
    (state,) = states(1, 1)
    before = state.copy()
    assert expected == binomial(state, trials, chance)
    assert before.tolist() == state.tolist()


def test_generators_are_the_same_for_the_same_seed_and_apart_otherwise() -> None:
    assert states(5, 3).tolist() == states(5, 3).tolist()
    words = {tuple(row) for seed in (5, 6) for row in states(seed, 3).tolist()}
    assert 6 == len(words)


def test_a_longer_list_of_generators_begins_as_the_shorter() -> None:
    assert states(5, 2).tolist() == states(5, 4)[:2].tolist()
