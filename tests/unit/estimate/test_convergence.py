from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from tollbook.estimate.convergence import convergence


def walks(shift: float = 5.0) -> NDArray[np.float64]:
    """Return four autocorrelated, skewed, rounded chains, the last of them shifted."""
    random = np.random.default_rng(5)
    chains = np.zeros((4, 1000))
    for chain in range(4):
        place = 0.0
        for step in range(1000):
            place = 0.9 * place + random.standard_normal()
            chains[chain, step] = np.round(np.exp(place / 2) * 10)
    chains[3] += shift
    return chains


def test_the_measures_are_those_of_arviz() -> None:
    # arviz-stats 0.8.0: rhat, ess(method="bulk"), ess(method="tail", prob=(0.05, 0.95))
    assert (1.03322668, 191.23187396, 308.7942391) == pytest.approx(convergence(walks()), rel=1e-8)
    assert (1.03373557, 51.48394431, 74.36699187) == pytest.approx(convergence(walks()[:2, :501]), rel=1e-8)


def test_independent_draws_are_worth_their_number() -> None:
    found = convergence(np.random.default_rng(1).standard_normal((4, 2000)))
    assert found.r_hat < 1.003
    assert found.bulk == pytest.approx(8000, rel=0.1)


def test_chains_that_went_to_different_places_do_not_agree() -> None:
    draws = np.random.default_rng(1).standard_normal((4, 500))
    draws[0] += 3.0
    assert convergence(draws).r_hat > 1.3


def test_chains_of_different_width_do_not_agree_though_their_means_do() -> None:
    draws = np.random.default_rng(1).standard_normal((4, 500)) * np.array([[1.0], [1.0], [1.0], [6.0]])
    assert convergence(draws).r_hat > 1.1


def test_a_chain_that_drifts_disagrees_with_itself() -> None:
    draws = np.random.default_rng(1).standard_normal((4, 500)) + np.linspace(0.0, 4.0, 500)
    assert convergence(draws).r_hat > 1.3


def test_constant_chains_agree() -> None:
    assert (1.0, 400.0, 400.0) == convergence(np.full((4, 100), 7.0))


def test_constant_chains_in_different_places_do_not() -> None:
    draws = np.repeat([[1.0], [2.0], [3.0], [4.0]], 100, axis=1)
    assert np.inf == convergence(draws).r_hat


def test_neither_scale_nor_place_matters_to_the_measures() -> None:
    assert convergence(walks()) == pytest.approx(convergence(1e6 + 3.0 * walks()), rel=1e-9)
