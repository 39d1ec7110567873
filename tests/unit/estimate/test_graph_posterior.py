from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.special import gammaln, logsumexp

from tollbook.estimate.decomposable import DecomposableGraphs, decomposable_graphs
from tollbook.estimate.graph_kernels import log_gamma_ratio
from tollbook.estimate.graph_posterior import LogPrior, Posterior, likelihood, posterior


def reciprocal(totals: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the logarithm of 1/N."""
    return -np.log(totals)


def computed(
    counts: dict[int, int], lists: int, delta: float, cap: int, log_prior: LogPrior = reciprocal
) -> Posterior:
    """Return our posterior with all graphs alike."""
    graphs = decomposable_graphs(lists)
    return posterior(
        likelihood(counts, lists, delta),
        graphs,
        cap=cap,
        log_prior=log_prior,
        log_graph_prior=np.zeros(len(graphs)),
    )


def by_the_book(counts: dict[int, int], lists: int, delta: float, cap: int) -> NDArray[np.float64]:
    """Return the log weight of each graph at each number missing, marginal table by marginal table."""
    missing = np.arange(1, cap + 1)
    graphs = decomposable_graphs(lists)
    observed = sum(counts.values())
    whole = 2**lists * delta
    common = gammaln(missing + observed + 1) - gammaln(missing + 1) - np.log(missing + observed)
    factors = {
        group: marginal_factor(counts, lists, delta, group, missing)
        + gammaln(whole)
        - gammaln(missing + observed + whole)
        for group in range(1, 1 << lists)
    }
    return np.array([common + graph_factor(graphs, graph, factors) for graph in range(len(graphs))])


def graph_factor(
    graphs: DecomposableGraphs, graph: int, factors: dict[int, NDArray[np.float64]]
) -> NDArray[np.float64]:
    """Return the sum over cliques less that over separators."""
    terms = zip(graphs.sets[graph], graphs.signs[graph], strict=True)
    return np.asarray(sum(int(sign) * factors[int(group)] for group, sign in terms if sign))


def marginal_factor(
    counts: dict[int, int], lists: int, delta: float, group: int, missing: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Return the sum of lnG over the cells of one marginal table."""
    members = [place for place in range(lists) if group >> place & 1]
    prior = delta * 2 ** (lists - len(members))
    total = np.zeros(len(missing))
    for cell in product((0, 1), repeat=len(members)):
        bits = sum(value << place for value, place in zip(cell, members, strict=True))
        people = sum(count for history, count in counts.items() if history & group == bits)
        total += gammaln(people + prior + (missing if bits == 0 else 0)) - gammaln(prior)
    return total


SPARSE = {1: 25, 2: 24, 4: 70, 8: 33, 3: 1, 5: 1, 9: 2, 6: 2, 10: 2, 12: 1, 7: 1, 11: 1}
DENSE = {history: 10 + 7 * history % 23 for history in range(1, 16)}


@pytest.mark.parametrize("counts", [SPARSE, DENSE])
@pytest.mark.parametrize("delta", [1 / 16, 0.5, 2.0])
@pytest.mark.parametrize("cap", [20, 700, 3000])
def test_the_posterior_is_that_of_the_formula_at_every_number(
    counts: dict[int, int], delta: float, cap: int
) -> None:
    weights = by_the_book(counts, 4, delta, cap)
    expected = np.exp(logsumexp(weights, axis=0) - logsumexp(weights))
    ours = computed(counts, 4, delta, cap)
    assert np.abs(expected - ours.mass).sum() < 1e-9
    shares = np.exp(logsumexp(weights, axis=1) - logsumexp(weights))
    assert np.abs(shares - ours.graph_weights).max() < 1e-9


def test_means_by_graph_are_those_of_the_formula() -> None:
    weights = by_the_book(SPARSE, 4, 1 / 16, 3000)
    ours = computed(SPARSE, 4, 1 / 16, 3000)
    within = np.exp(weights - logsumexp(weights, axis=1, keepdims=True))
    expected = within @ ours.missing
    likely = ours.graph_weights > 1e-6
    assert np.allclose(expected[likely], ours.graph_means[likely], rtol=1e-8)


def test_a_narrow_peak_between_far_nodes_is_found() -> None:
    counts = {1: 60_000, 2: 40_000, 4: 80_000, 3: 10_000, 5: 18_000, 6: 14_000, 7: 3_000}
    weights = by_the_book(counts, 3, 1 / 8, 320_000)
    exact = np.exp(logsumexp(weights, axis=0) - logsumexp(weights))
    ours = computed(counts, 3, 1 / 8, 320_000)
    assert np.abs(exact - ours.mass).sum() < 1e-6
    assert abs(exact @ ours.missing / (ours.mass @ ours.missing) - 1) < 1e-8


def test_a_prior_with_a_step_is_kept_as_it_is() -> None:
    def never_above_900(totals: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.where(totals > 900, -np.inf, 0.0)

    ours = computed(SPARSE, 4, 1 / 16, 5000, never_above_900)
    observed = sum(SPARSE.values())
    assert 0.0 == ours.mass[900 - observed :].sum()
    assert ours.mass[900 - observed - 1] > 0


def test_a_quantile_is_the_first_number_that_reaches_it() -> None:
    result = Posterior(
        missing=np.array([1, 2, 3, 4]),
        mass=np.array([0.25, 0.25, 0.25, 0.25]),
        graph_weights=np.ones(1),
        graph_means=np.ones(1),
    )
    assert [1, 2, 2, 3, 4] == [result.quantile(level) for level in (0.2, 0.3, 0.5, 0.6, 1.0)]


@pytest.mark.parametrize(
    ("upper", "lower"), [(0.0625, 4400.0), (3.0, 3.0), (1e6, 1e6 + 1), (5e8, 4.9e8), (11.0, 0.5)]
)
def test_a_ratio_of_gamma_functions_is_exact_to_the_size_of_itself(upper: float, lower: float) -> None:
    expected = gammaln(upper) - gammaln(lower)
    rounding = 4e-16 * max(abs(gammaln(upper)), abs(gammaln(lower)), 1.0)
    assert abs(expected - log_gamma_ratio(upper, lower)) <= 4 * rounding
