"""The posterior over decomposable graphs against dga 2.0.2, which computes it graph by graph on the whole grid."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.special import gammaln

from tollbook.estimate.datasets import load
from tollbook.estimate.graph_posterior import LogPrior
from tollbook.estimate.graphs import PRIORS, GraphSettings, average_graphs
from tollbook.model import Estimate

RELATIVE = 1e-6
OURS = {"new-orleans-5lists": "new-orleans-5lists-n186"}
NAMES = {"-log(N)": "reciprocal", "uniform": "uniform"}


def madigan_and_york(totals: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the negative binomial prior of Madigan & York 1997 for their first example."""
    shape, scale = 13.14, 55.17
    logs = totals * np.log(scale) - (totals + shape) * np.log(1 + scale)
    return np.asarray(logs + gammaln(totals + shape) - gammaln(totals + 1) - gammaln(shape))


def references(bench_data: Path) -> list[dict[str, Any]]:
    """Return the runs of dga."""
    text = (bench_data / "data" / "estimation" / "reference-values.json").read_text(encoding="utf-8")
    return [each for each in json.loads(text)["values"] if each["method"].startswith("dga")]


def prior_of(settings: dict[str, Any]) -> LogPrior:
    """Return the prior that a run used."""
    name = NAMES.get(settings["logprior"])
    return PRIORS[name] if name else madigan_and_york


def ours(reference: dict[str, Any]) -> Estimate:
    """Return our result with the settings of a run."""
    settings = reference["settings"]
    cap = int(settings["Nmissing"].partition("..")[2])
    chosen = GraphSettings(delta=settings["delta"], cap=cap, prior=prior_of(settings), top=61)
    outcome = average_graphs(load(OURS.get(reference["dataset"], reference["dataset"])), chosen)
    assert isinstance(outcome, Estimate)
    return outcome


def test_mean_and_quantiles_agree_to_a_millionth(bench_data: Path) -> None:
    runs = references(bench_data)
    assert len(runs) >= 12
    for run in runs:
        found = ours(run)
        assert found.interval is not None
        assert run["estimate"] == pytest.approx(found.summaries["mean"], rel=RELATIVE), run["dataset"]
        assert run["sd"] == pytest.approx(found.summaries["sd"], rel=RELATIVE, abs=5e-5), run["dataset"]
        expected = (run["lower"], run["median"], run["upper"], run["mode"])
        low, high = found.interval.low, found.interval.high
        assert expected == (low, found.summaries["median"], high, found.summaries["mode"]), run["dataset"]


def test_graphs_come_in_the_same_order_with_the_same_weights_and_means(bench_data: Path) -> None:
    for run in references(bench_data):
        found = {model.model: model for model in ours(run).models}
        for expected in run["top_models"]:
            if expected["posterior"] == 0:
                continue
            model = found[expected["graph"]]
            assert expected["posterior"] == pytest.approx(model.weight, abs=1e-6)
            assert expected["mean_N"] == pytest.approx(model.total, abs=0.01)
