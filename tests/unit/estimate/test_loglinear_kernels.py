from __future__ import annotations

import math

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.optimize import minimize

from tollbook.estimate.existence import existence
from tollbook.estimate.loglinear_kernels import (
    FITTED,
    NO_MAXIMUM,
    NOT_IDENTIFIED,
    fit,
    subset_sums,
    superset_sums,
)
from tollbook.estimate.loglinear_terms import Terms, as_array, hierarchical_models, parse_label


def fitted(counts: NDArray[np.float64], terms: Terms) -> tuple[int, float, NDArray[np.float64]]:
    """Return what came of a fit, the log likelihood and the parameters."""
    lists = len(counts).bit_length() - 1
    margins = counts.copy()
    superset_sums(margins, lists)
    theta, expected = np.full(len(counts), np.nan), np.zeros(len(counts))
    outcome, value = fit(counts, margins, as_array([terms])[0], theta, expected, 1)
    return outcome, value, theta


def sparse_tables(lists: int, number: int, seed: int) -> NDArray[np.float64]:
    """Return tables with many zeros, every list of which holds somebody."""
    random = np.random.default_rng(seed)
    rates = random.gamma(0.4, 3.0, size=(number, 1 << lists))
    tables = random.poisson(rates).astype(float)
    tables[:, [1 << place for place in range(lists)]] += 1
    tables[:, 0] = 0
    return tables


def test_sums_over_subsets_and_supersets_are_those_of_the_definition() -> None:
    values = np.random.default_rng(1).random(16)
    below, above = values.copy(), values.copy()
    subset_sums(below, 4)
    superset_sums(above, 4)
    cells = range(16)
    assert np.allclose([sum(values[part] for part in cells if part & cell == part) for cell in cells], below)
    assert np.allclose(
        [sum(values[whole] for whole in cells if whole & cell == cell) for cell in cells], above
    )


@pytest.mark.parametrize("label", ["[1,2,3]", "[12,3]", "[12,23]", "[12,13,23]"])
def test_the_maximum_is_that_of_a_general_optimiser(label: str) -> None:
    counts = np.array([0.0, 30, 20, 12, 41, 9, 7, 4])
    terms = parse_label(label, 3)
    design = np.array([[float(cell & term == term) for term in terms] for cell in range(1, 8)])

    def loss(theta: NDArray[np.float64]) -> float:
        return float(np.exp(design @ theta).sum() - counts[1:] @ design @ theta)

    def slope(theta: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.asarray(design.T @ (np.exp(design @ theta) - counts[1:]))

    found = minimize(loss, np.zeros(len(terms)), jac=slope, method="BFGS", options={"gtol": 1e-9})
    outcome, value, theta = fitted(counts, terms)
    assert outcome == FITTED
    assert -found.fun == pytest.approx(value, rel=1e-10)
    assert found.x == pytest.approx(theta[list(terms)], rel=1e-5, abs=1e-6)


def test_independence_of_two_lists_has_its_closed_form() -> None:
    outcome, _, theta = fitted(np.array([0.0, 30, 20, 6]), (0, 1, 2))
    assert outcome == FITTED
    assert 30 * 20 / 6 == pytest.approx(math.exp(theta[0]))


@pytest.mark.parametrize(("lists", "order", "number"), [(3, 2, 60), (4, 3, 5), (5, 2, 1)])
def test_a_fit_and_the_linear_programme_agree_on_what_exists(lists: int, order: int, number: int) -> None:
    models = hierarchical_models(lists, order)[:: 1 if lists < 5 else 8]
    seen = set()
    for counts in sparse_tables(lists, number, seed=lists):
        for terms in models:
            outcome, _, _ = fitted(counts, terms)
            said = existence(counts, terms)
            seen.add(outcome)
            assert (outcome == FITTED) == (said.exists and said.is_identified), (counts.tolist(), terms)
            assert outcome != NOT_IDENTIFIED or not said.is_identified
            assert outcome != NO_MAXIMUM or not said.exists
    assert seen == {FITTED, NO_MAXIMUM, NOT_IDENTIFIED} or lists > 3


def test_a_start_far_away_ends_at_the_same_maximum() -> None:
    counts = np.array([0.0, 300, 200, 120, 410, 90, 70, 40])
    terms = parse_label("[12,13,23]", 3)
    margins = counts.copy()
    superset_sums(margins, 3)
    theta, expected = np.zeros(8), np.zeros(8)
    theta[list(terms)] = (2.0, 5.0, -4.0, 3.0, 1.0, 0.5, -2.0)
    outcome, value = fit(counts, margins, as_array([terms])[0], theta, expected, 1)
    _, cold, found = fitted(counts, terms)
    assert outcome == FITTED
    assert cold == pytest.approx(value)
    assert found[list(terms)] == pytest.approx(theta[list(terms)], abs=1e-7)
    assert counts[1:] == pytest.approx(expected[1:])


def test_a_complete_table_is_fitted_with_the_cell_of_nobody() -> None:
    counts = np.array([50.0, 30, 20, 12])
    margins = counts.copy()
    superset_sums(margins, 2)
    theta, expected = np.full(4, np.nan), np.zeros(4)
    outcome, _ = fit(counts, margins, as_array([(0, 1, 2)])[0], theta, expected, 0)
    total = counts.sum()
    both = (counts[1] + counts[3]) * (counts[2] + counts[3]) / total
    assert outcome == FITTED
    assert both == pytest.approx(expected[3])
    assert total == pytest.approx(expected.sum())
