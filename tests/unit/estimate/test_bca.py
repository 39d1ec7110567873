from __future__ import annotations

import math
from statistics import NormalDist

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.stats import bootstrap

from tollbook.estimate.bca import acceleration, bca_quantiles, bias_correction
from tollbook.estimate.resampling import left_out, resampled

REPLICATES = np.array([90.0, 95, 97, 99, 100, 102, 104, 108, 115, 130])
NORMAL = NormalDist()


def test_the_bias_correction_is_the_quantile_of_the_share_below() -> None:
    assert NORMAL.inv_cdf(0.4) == pytest.approx(bias_correction(REPLICATES, 100.0), rel=1e-15)


def test_a_replicate_that_differs_by_rounding_is_not_below() -> None:
    replicates = np.array([100.0 - 1e-11, 100.0, 90.0, 110.0])
    assert NORMAL.inv_cdf(0.25) == pytest.approx(bias_correction(replicates, 100.0))


def test_a_share_of_none_is_half_a_replicate() -> None:
    assert NORMAL.inv_cdf(0.05) == pytest.approx(bias_correction(REPLICATES, 1.0))
    assert NORMAL.inv_cdf(0.95) == pytest.approx(bias_correction(REPLICATES, 1000.0))


def test_the_acceleration_is_a_sixth_of_the_skewness_person_by_person() -> None:
    estimates, people = np.array([10.0, 12.0, 19.0]), np.array([5.0, 2.0, 1.0])
    every = [value for value, number in zip(estimates, people, strict=True) for _ in range(int(number))]
    mean = sum(every) / len(every)
    third = sum((mean - value) ** 3 for value in every)
    second = sum((mean - value) ** 2 for value in every)
    assert third / (6 * second**1.5) == pytest.approx(acceleration(estimates, people), rel=1e-15)


def test_estimates_all_alike_or_none_at_all_have_no_acceleration() -> None:
    assert 0.0 == acceleration(np.array([3.0, 3.0]), np.array([2.0, 2.0]))
    assert 0.0 == acceleration(np.array([math.inf]), np.array([2.0]))


def test_without_bias_and_acceleration_end_points_are_quantiles() -> None:
    levels = np.array([0.025, 0.5, 0.975])
    assert np.quantile(REPLICATES, levels, method="median_unbiased") == pytest.approx(
        bca_quantiles(REPLICATES, 0.0, 0.0, levels)
    )


def test_end_points_are_those_of_another_implementation() -> None:
    people = np.random.default_rng(2).gamma(2.0, size=40)

    def mean(values: NDArray[np.float64], axis: int = -1) -> NDArray[np.float64]:
        return np.asarray(np.mean(values, axis=axis))

    theirs = bootstrap((people,), mean, n_resamples=999, method="BCa", rng=np.random.default_rng(4))
    replicates, total = np.sort(theirs.bootstrap_distribution), float(people.mean())
    without = np.array([np.delete(people, place).mean() for place in range(len(people))])
    ours = bca_quantiles(
        replicates,
        bias_correction(replicates, total),
        acceleration(without, np.ones(len(people))),
        np.array([0.025, 0.975]),
    )
    expected = (theirs.confidence_interval.low, theirs.confidence_interval.high)
    assert expected == pytest.approx(tuple(ours), rel=3e-3)  # they define quantiles otherwise


def test_infinite_replicates_are_larger_than_all() -> None:
    replicates = np.array([1.0, 2.0, 3.0, math.inf])
    assert (
        pytest.approx([2.0, math.inf])
        == bca_quantiles(replicates, 0.0, 0.0, np.array([5 / 13, 0.999])).tolist()
    )


def test_tables_drawn_anew_hold_as_many_people_where_there_were_some() -> None:
    counts = np.array([0.0, 5, 0, 7])
    tables = resampled(counts, 50, seed=1)
    assert {12.0} == set(tables.sum(axis=1))
    assert 0.0 == tables[:, [0, 2]].sum()
    assert np.array_equal(tables, resampled(counts, 50, seed=1))
    assert not np.array_equal(tables, resampled(counts, 50, seed=2))


def test_with_missing_people_among_those_drawn_the_number_observed_varies() -> None:
    tables = resampled(np.array([0.0, 50, 0, 70]), 400, seed=1, missing=80.4)
    observed = tables.sum(axis=1)
    assert 0.0 == tables[:, 0].sum()
    assert observed.max() <= 200
    assert 120 == pytest.approx(observed.mean(), rel=0.02)
    assert 200 * 0.6 * 0.4 == pytest.approx(observed.var(), rel=0.3)


def test_one_person_of_each_history_is_left_out() -> None:
    tables, people = left_out(np.array([0.0, 5, 0, 7]))
    assert [[0.0, 4, 0, 7], [0.0, 5, 0, 6]] == tables.tolist()
    assert [5.0, 7.0] == people.tolist()
