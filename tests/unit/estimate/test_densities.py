from __future__ import annotations

import numpy as np
import pytest

from tollbook.estimate.densities import density_of
from tollbook.model.estimate import Density


def area(density: Density) -> float:
    return float(np.trapezoid(density.heights, density.totals))


def test_the_curve_of_normal_draws_is_near_the_normal_curve() -> None:
    draws = np.random.default_rng(2).normal(1000.0, 50.0, 20_000)
    density = density_of(draws, 100)
    assert density is not None
    assert area(density) == pytest.approx(1.0, abs=0.01)
    expected = np.exp(-0.5 * ((np.array(density.totals) - 1000.0) / 50.0) ** 2) / (50.0 * np.sqrt(2 * np.pi))
    assert np.abs(np.array(density.heights) - expected).max() < 0.06 * expected.max()


def test_nothing_lies_below_the_observed_count_and_nothing_is_lost_there() -> None:
    draws = 500.0 + np.random.default_rng(2).exponential(30.0, 20_000)
    density = density_of(draws, 500)
    assert density is not None
    assert 500.0 == density.totals[0]
    assert density.heights[0] == pytest.approx(1 / 30.0, rel=0.15)
    assert area(density) == pytest.approx(1.0, abs=0.02)


def test_totals_ascend() -> None:
    density = density_of(np.random.default_rng(2).normal(1000.0, 50.0, 300), 100)
    assert density is not None
    assert list(density.totals) == sorted(set(density.totals))


@pytest.mark.parametrize(
    "draws", [[], [5.0], [5.0, 5.0, 5.0], [np.inf, 5.0]], ids=["none", "one", "same", "one finite"]
)
def test_draws_without_width_have_no_curve(draws: list[float]) -> None:
    assert density_of(np.array(draws), 1) is None
