from __future__ import annotations

import math

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.stats import poisson

from tollbook.estimate.datasets import load
from tollbook.estimate.loglinear_selection import (
    SKIPPED,
    Candidates,
    empty_results,
    fit_each,
    saturated,
    totals_of,
)
from tollbook.estimate.loglinear_stepwise import log_poisson_tail, step_forward, step_forward_each
from tollbook.estimate.loglinear_terms import as_array, held_within, hierarchical_models, label, pairs


def candidates(lists: int, order: int) -> Candidates:
    """Return all models without a start."""
    models = hierarchical_models(lists, order)
    return Candidates(
        terms=as_array(models),
        starts=np.full((len(models), 1 << lists), np.nan),
        within=held_within(models, 1 << lists).T.copy(),
        sizes=np.array([len(terms) for terms in models]),
    )


def replicates(name: str, number: int) -> NDArray[np.float64]:
    """Return tables drawn from a published one."""
    counts = np.zeros(1 << len(load(name).lists))
    for history, count in load(name).counts.items():
        counts[history] = count
    return (
        np.random.default_rng(5)
        .multinomial(int(counts.sum()), counts / counts.sum(), size=number)
        .astype(float)
    )


def most(tables: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the largest log likelihood of each table."""
    return np.array([saturated(table) for table in tables])


@pytest.mark.parametrize(("name", "lists", "order"), [("kosovo-1999", 4, 3), ("korea-palembang", 3, 2)])
def test_skipping_models_that_cannot_win_changes_no_total(name: str, lists: int, order: int) -> None:
    tables, models = replicates(name, 60), candidates(lists, order)
    penalties = np.full(len(tables), math.log(tables[0].sum()))
    every = empty_results(len(tables), len(models.sizes))
    fit_each(tables, most(tables), models, penalties, 1, np.zeros_like(models.starts), every)
    best = every.missing[np.arange(len(tables)), every.criteria.argmin(axis=1)] + tables.sum(axis=1)
    assert np.allclose(best, totals_of(tables, models, penalties, average=False), rtol=1e-9)


def test_some_models_are_skipped() -> None:
    tables, models = replicates("kosovo-1999", 20), candidates(4, 3)
    results = empty_results(20, 113)
    fit_each(
        tables, most(tables), models, np.full(20, math.log(4400)), 0, np.zeros_like(models.starts), results
    )
    assert np.count_nonzero(results.outcomes == SKIPPED) > 20 * 10


def test_an_average_weighs_by_the_criterion() -> None:
    tables, models = replicates("korea-palembang", 10), candidates(3, 2)
    penalties = np.full(10, math.log(123))
    results = empty_results(10, 8)
    fit_each(tables, most(tables), models, penalties, 1, np.zeros_like(models.starts), results)
    weights = np.exp((results.criteria.min(axis=1)[:, None] - results.criteria) / 2)
    missing = np.where(np.isfinite(results.missing), results.missing, 0.0)
    expected = 123 + (weights * missing).sum(axis=1) / weights.sum(axis=1)
    assert np.allclose(expected, totals_of(tables, models, penalties, average=True))


def test_a_table_without_any_estimate_has_an_infinite_total() -> None:
    apart = np.array([[0.0, 5, 4, 0, 3, 0, 0, 0]])
    models = candidates(3, 2)
    for average in (True, False):
        assert [math.inf] == totals_of(apart, models, np.array([2.0]), average=average).tolist()


@pytest.mark.parametrize(
    ("count", "mean"), [(0, 3.2), (2, 3.2), (3, 3.2), (4, 3.2), (40, 3.2), (900, 1000.0)]
)
def test_a_p_value_is_the_tail_on_the_side_of_the_count(count: int, mean: float) -> None:
    tail = poisson.cdf(count, mean) if count <= mean else poisson.sf(count - 1, mean)
    assert tail == pytest.approx(math.exp(log_poisson_tail(float(count), mean)))


def test_nobody_where_nobody_is_expected_is_no_surprise_and_somebody_is() -> None:
    assert (0.0, -math.inf) == (log_poisson_tail(0.0, 0.0), log_poisson_tail(1.0, 0.0))


def test_steps_go_on_while_a_pair_surprises() -> None:
    counts = replicates("kosovo-1999", 1)[0]
    couples = np.array(pairs(4))
    _, few, _ = step_forward(counts, couples, math.log(1e-30), 4)
    _, many, _ = step_forward(counts, couples, math.log(0.5), 4)
    assert (few >= 0).sum() < (many >= 0).sum()
    assert set(few) <= set(many)


def test_stepping_each_table_is_stepping_one_by_one() -> None:
    tables = replicates("new-orleans-5lists-n186", 30)
    couples, limit = np.array(pairs(5)), math.log(0.02)
    one_by_one = [step_forward(table, couples, limit, 5)[0] for table in tables]
    assert one_by_one == step_forward_each(tables, couples, limit, 5).tolist()


def test_lists_that_meet_nowhere_have_an_infinite_total() -> None:
    total, terms, _ = step_forward(np.array([0.0, 5, 4, 0, 3, 0, 0, 0]), np.array(pairs(3)), -4.0, 3)
    assert (math.inf, "[1,2,3]") == (total, label(int(term) for term in terms if term >= 0))
