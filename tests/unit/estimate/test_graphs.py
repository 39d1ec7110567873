from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tollbook.errors import UsageError
from tollbook.estimate.datasets import load
from tollbook.estimate.decomposable import decomposable_graphs
from tollbook.estimate.graphs import ASSUMPTION, GraphSettings, average_graphs
from tollbook.estimate.tables import histories_from_counts
from tollbook.model import CaptureHistories, Doubt, Estimate, Ground, NotEstimable, Outcome

KOSOVO = load("kosovo-1999")


def estimated(histories: CaptureHistories, **fields: Any) -> Estimate:
    """Return the estimate, when there is one."""
    outcome = average_graphs(histories, GraphSettings(**fields))
    assert isinstance(outcome, Estimate)
    return outcome


def refused(outcome: Outcome) -> list[Ground]:
    """Return the grounds, when there is no estimate."""
    assert isinstance(outcome, NotEstimable)
    return [refusal.ground for refusal in outcome.refusals]


def test_the_result_says_all_it_rests_on() -> None:
    result = estimated(KOSOVO)
    assert ("graphs", 4400, ASSUMPTION) == (result.method, result.observed, result.assumption)
    assert result.total == result.summaries["median"]
    assert ("[123][134]", "[123][34]", "[123][234]") == tuple(model.model for model in result.models[:3])
    assert {"tollbook", "numpy", "scipy", "numba"} == set(result.versions)
    assert (1 / 16, "reciprocal", True) == (
        result.settings["delta"],
        result.settings["prior"],
        result.settings["cap_grows"],
    )


def test_a_cap_that_is_given_stays() -> None:
    result = estimated(KOSOVO, cap=9_000)
    assert (9_000, False) == (result.settings["cap"], result.settings["cap_grows"])
    assert result.diagnostics["probability_at_cap"] > 1e-5


def test_the_cap_grows_until_it_matters_no_more() -> None:
    result = estimated(load("korea-palembang"))
    assert result.settings["cap"] == 200_000
    assert result.diagnostics["probability_upper_half"] < 1e-3
    assert [Doubt.PRIOR_MATTERS] == [caution.doubt for caution in result.cautions]
    assert "the mean" in result.cautions[0].text


def test_weight_at_any_cap_is_refused() -> None:
    lonely = histories_from_counts(["A", "B", "C"], {1: 400, 2: 400, 4: 400, 3: 1, 6: 1})
    outcome = average_graphs(lonely, GraphSettings(delta=1e-4, prior="uniform"))
    assert [Ground.MASS_AT_CAP] == refused(outcome)


def test_two_lists_are_refused() -> None:
    assert [Ground.TOO_FEW_LISTS] == refused(
        average_graphs(histories_from_counts(["A", "B"], {1: 5, 2: 4, 3: 2}))
    )


def test_eight_lists_that_fall_apart_are_refused_on_both_grounds() -> None:
    assert [Ground.TOO_MANY_LISTS, Ground.NO_OVERLAP] == refused(
        average_graphs(load("new-orleans-8lists-n186"))
    )


def test_a_prior_on_graphs_can_name_one_graph() -> None:
    graphs = decomposable_graphs(4)
    wanted = [graphs.label(graph) for graph in range(61)].index("[1][2][3][4]")
    prior = np.full(61, -1000.0)
    prior[wanted] = 0.0
    result = estimated(KOSOVO, log_graph_prior=tuple(prior))
    assert ("[1][2][3][4]", 1.0) == (result.models[0].model, result.models[0].weight)


def test_an_edge_probability_weighs_graphs_by_how_many_pairs_they_join() -> None:
    by_edges = -2.0 * decomposable_graphs(4).edge_counts()
    odds = float(np.exp(-2.0) / (1 + np.exp(-2.0)))
    one, other = estimated(KOSOVO, edge_probability=odds), estimated(KOSOVO, log_graph_prior=tuple(by_edges))
    assert (one.total, one.interval) == (other.total, other.interval)
    assert one.models[1].weight > estimated(KOSOVO).models[1].weight


def test_a_prior_of_ones_own_takes_the_place_of_the_named_one() -> None:
    own = estimated(KOSOVO, prior=lambda totals: -np.log(totals))
    named = estimated(KOSOVO)
    assert (named.summaries, "custom") == (own.summaries, own.settings["prior"])


def test_draws_are_those_of_the_posterior_and_of_the_seed() -> None:
    one = average_graphs(KOSOVO, GraphSettings(draws=20_000), seed=3)
    assert isinstance(one, Estimate)
    assert one == average_graphs(KOSOVO, GraphSettings(draws=20_000), seed=3)
    assert 3 == one.seed
    assert one.summaries["mean"] == pytest.approx(np.mean(one.chains[0]), rel=5e-3)
    assert () == estimated(KOSOVO).chains


def test_the_curve_is_a_density() -> None:
    curve = estimated(KOSOVO).density
    assert curve is not None
    assert np.trapezoid(curve.heights, curve.totals) == pytest.approx(0.999, abs=2e-3)


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"delta": 0.0}, "delta is 0.0, expected a number above 0"),
        ({"prior": "flat"}, 'prior is "flat", expected one of: reciprocal, uniform'),
        ({"edge_probability": 1.0}, "edge_probability is 1.0, expected a number between 0 and 1"),
        ({"cap": 0}, "cap is 0, expected 1 or more"),
        ({"level": 95}, "level is 95, expected a number between 0 and 1"),
        ({"log_graph_prior": (0.0,)}, "log_graph_prior has 1 values, expected 61, one for each graph"),
    ],
)
def test_settings_out_of_range_are_refused(fields: dict[str, Any], problem: str) -> None:
    with pytest.raises(UsageError) as caught:
        average_graphs(KOSOVO, GraphSettings(**fields))
    assert f"Cannot average over graphs: {problem}." == str(caught.value)
