from __future__ import annotations

import math

import pytest

from tollbook.estimate.closed_forms import chao, chapman
from tollbook.estimate.tables import histories_from_counts
from tollbook.model import Doubt, Estimate, Ground, Interval, NotEstimable

TWO = histories_from_counts(["A", "B"], {1: 150, 2: 60, 3: 50})
THREE = histories_from_counts(["A", "B", "C"], {1: 40, 2: 30, 4: 20, 3: 6, 5: 3, 7: 2})


def test_chapman_is_the_formula_and_says_that_it_is_an_assumption() -> None:
    result = chapman(TWO)
    assert isinstance(result, Estimate)
    assert 201 * 111 / 51 - 1 == pytest.approx(result.total)
    variance = 201 * 111 * 150 * 60 / (51**2 * 52)
    assert math.sqrt(variance) == pytest.approx(result.summaries["standard_error"])
    assert [Doubt.ASSUMPTION_ONLY] == [caution.doubt for caution in result.cautions]


def test_the_interval_is_log_normal_in_the_missing() -> None:
    result = chapman(TWO, level=0.95)
    assert isinstance(result, Estimate)
    assert result.interval is not None
    missing = result.unlisted
    spread = math.sqrt(math.log1p(result.summaries["standard_error"] ** 2 / missing**2))
    assert result.interval.low - 260 == pytest.approx(missing / math.exp(1.959963984540054 * spread))
    assert result.interval.high - 260 == pytest.approx(missing * math.exp(1.959963984540054 * spread))


def test_chapman_takes_two_lists_that_meet() -> None:
    three = chapman(THREE)
    apart = chapman(histories_from_counts(["A", "B"], {1: 150, 2: 60}))
    assert isinstance(three, NotEstimable)
    assert isinstance(apart, NotEstimable)
    assert [Ground.TOO_MANY_LISTS] == [refusal.ground for refusal in three.refusals]
    assert [Ground.NO_OVERLAP] == [refusal.ground for refusal in apart.refusals]


def test_everybody_on_both_lists_leaves_nobody_missing() -> None:
    result = chapman(histories_from_counts(["A", "B"], {3: 10}))
    assert isinstance(result, Estimate)
    assert (10.0, Interval(low=10, high=10, level=0.95, kind="log-normal")) == (result.total, result.interval)


def test_chao_is_the_formula() -> None:
    result = chao(THREE)
    assert isinstance(result, Estimate)
    assert 101 + 2 / 3 * 90 * 89 / (2 * 10) == pytest.approx(result.total)
    assert {"on_one_list": 90.0, "on_two_lists": 9.0} == result.diagnostics


def test_chao_needs_people_on_one_list_and_on_two() -> None:
    result = chao(histories_from_counts(["A", "B", "C"], {1: 4, 2: 3, 4: 2, 7: 5}))
    assert isinstance(result, NotEstimable)
    assert "9 people are on one list and 0 on two, and the bound needs both" == result.refusals[0].reason
