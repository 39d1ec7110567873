"""Bootstrap end points against the published ones: on the very tables that were drawn there, and on our own.

The published end points come from one seed each. Drawn from the seed that was used, in the order of the published table,
the tables are the same ones, and what is left is the method. On seeds of our own, end points vary by 1 to 8 % from
seed to seed, so that the median of 20 seeds is held to 3 % only where the published point is that sure.
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from tollbook.estimate.bca import acceleration, bca_quantiles, bias_correction
from tollbook.estimate.datasets import load
from tollbook.estimate.loglinear import select_models
from tollbook.estimate.loglinear_choice import Choice, choose
from tollbook.estimate.loglinear_settings import LoglinearSettings
from tollbook.estimate.resampling import left_out
from tollbook.model import Estimate

LEVELS = np.array([0.025, 0.1, 0.9, 0.975])
PUBLISHED_SEED = 1234
STEPWISE = LoglinearSettings(models="stepwise", connected=False)


@pytest.fixture(scope="module")
def redrawn() -> ModuleType:
    """Return the generator beside this file; test folders are no packages."""
    spec = spec_from_file_location("redrawn", Path(__file__).parent / "redrawn.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def end_points(redrawn: ModuleType, bench_data: Path) -> Callable[..., NDArray[np.float64]]:
    """Return a function to the four end points on the tables of the published seed."""

    def points(dataset: str, settings: LoglinearSettings, replicates: int) -> NDArray[np.float64]:
        order = row_order(bench_data / "data" / "estimation" / f"{dataset}.csv")
        counts = table(dataset)
        choice = choose(counts, settings)
        assert isinstance(choice, Choice)
        tables = np.zeros((replicates, len(counts)))
        draws = redrawn.uniforms(PUBLISHED_SEED)
        for row in tables:
            row[order] = redrawn.multinomial(int(counts.sum()), counts[order].tolist(), draws)
        without, people = left_out(counts)
        found = choice.repeat(tables)
        accel = acceleration(choice.repeat(without), people)
        return bca_quantiles(found, bias_correction(found, choice.total), accel, LEVELS)

    return points


def row_order(path: Path) -> list[int]:
    """Return the histories in the order of the published table."""
    with path.open(encoding="utf-8") as stream:
        rows = list(csv.reader(stream))[1:]
    return [sum(int(cell) << place for place, cell in enumerate(row[:-1])) for row in rows]


def table(dataset: str) -> NDArray[np.float64]:
    """Return the counts by history."""
    counts = np.zeros(1 << len(load(dataset).lists))
    for history, count in load(dataset).counts.items():
        counts[history] = count
    return counts


def test_uniforms_are_those_of_the_published_generator(redrawn: ModuleType) -> None:
    draws = redrawn.uniforms(PUBLISHED_SEED)
    expected = [0.1137034, 0.6222994, 0.6092747, 0.6233794, 0.8609154]
    assert expected == pytest.approx([next(draws) for _ in range(5)], abs=5e-8)


def test_stepwise_end_points_of_new_orleans_are_the_published_ones_to_the_last_digit(
    end_points: Callable[..., NDArray[np.float64]],
) -> None:
    found = end_points("new-orleans-5lists-n185", STEPWISE, 1000)
    assert [588.8175, 598.9854, 1256.1526, 1703.6937] == pytest.approx(found.tolist(), abs=5e-5)


@pytest.mark.parametrize(
    ("dataset", "published"),
    [
        ("kosovo-1999", [6947.037, 7414.595, 12198.36, 18009.99]),
        ("korea-palembang", [128.3123, 135.0, 290.5, 349.7144]),
    ],
)
def test_end_points_of_all_models_are_the_published_ones_to_two_percent(
    dataset: str, published: list[float], end_points: Callable[..., NDArray[np.float64]]
) -> None:
    found = end_points(dataset, LoglinearSettings(top=None), 1000)
    assert published == pytest.approx(found.tolist(), rel=0.015)


def medians(dataset: str, **fields: Any) -> tuple[float, float]:
    """Return the medians of our end points over 20 seeds."""
    ends = []
    for seed in range(20):
        outcome = select_models(load(dataset), LoglinearSettings(resample="observed", **fields), seed=seed)
        assert isinstance(outcome, Estimate)
        assert outcome.interval is not None
        ends.append((outcome.interval.low, outcome.interval.high))
    low, high = np.median(np.array(ends), axis=0)
    return float(low), float(high)


@pytest.mark.parametrize(
    ("top", "published"), [(1, (9100, 12000)), (10, (6900, 18000)), (None, (6947.037, 18009.99))]
)
def test_kosovo_over_twenty_seeds_is_within_three_percent(
    top: int | None, published: tuple[float, float]
) -> None:
    assert published == pytest.approx(medians("kosovo-1999", top=top), rel=0.03)


def test_korea_over_twenty_seeds_is_within_three_percent_below_and_four_above() -> None:
    low, high = medians("korea-palembang")
    assert 128.3123 == pytest.approx(low, rel=0.03)
    assert 349.7144 == pytest.approx(high, rel=0.04)
