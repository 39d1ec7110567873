"""Log-linear estimates against Rcapture 1.4, MultipleSystemsEstimation 1.2 and the published end points."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tollbook.estimate.datasets import load
from tollbook.estimate.loglinear import select_models
from tollbook.estimate.loglinear_settings import LoglinearSettings
from tollbook.model import Estimate, NotEstimable

NAMES = {"new-orleans-5lists": "new-orleans-5lists-n186", "new-orleans-8lists": "new-orleans-8lists-n186"}


def estimate(dataset: str, seed: int = 0, **fields: Any) -> Estimate:
    """Return our estimate; lists that fall apart are allowed, as in the published analyses."""
    settings = LoglinearSettings(**{"replicates": 0, "connected": False, **fields})
    outcome = select_models(load(NAMES.get(dataset, dataset)), settings, seed=seed)
    assert isinstance(outcome, Estimate)
    return outcome


def references(bench_data: Path, method: str) -> list[dict[str, Any]]:
    """Return the values whose method begins so."""
    text = (bench_data / "data" / "estimation" / "reference-values.json").read_text(encoding="utf-8")
    return [each for each in json.loads(text)["values"] if each["method"].startswith(method)]


def test_fits_agree_to_a_hundredth(bench_data: Path) -> None:
    for reference in references(bench_data, "Rcapture"):
        model = reference["settings"]["model"]
        settings = LoglinearSettings(models=model, replicates=0)
        if reference["infoFit"]:
            assert isinstance(select_models(load(reference["dataset"]), settings), NotEstimable)
            continue
        found = estimate(reference["dataset"], models=model)
        assert reference["estimate"] == pytest.approx(found.total, abs=0.01)
        assert reference["se"] == pytest.approx(found.summaries["standard_error"], abs=0.01)
        assert reference["bic"] == pytest.approx(found.models[0].criterion, abs=0.001)
        by_aic = estimate(reference["dataset"], models=model, criterion="aic")
        assert reference["aic"] == pytest.approx(by_aic.models[0].criterion, abs=0.001)


def test_the_best_of_all_models_is_the_same(bench_data: Path) -> None:
    for reference in references(bench_data, "MultipleSystemsEstimation 1.2.0 bic"):
        assert reference["estimate"] == pytest.approx(estimate(reference["dataset"]).total, abs=0.01)


@pytest.mark.parametrize(("order", "total"), [(2, 22991), (4, 25311)])
def test_all_models_on_five_lists_of_the_united_kingdom_give_the_published_totals(
    order: int, total: int
) -> None:
    assert total == round(estimate("uk-2013-5lists", order=order).total)


def test_all_models_on_five_lists_of_new_orleans_give_the_published_total() -> None:
    assert round(estimate("new-orleans-5lists").total) == 981


def test_forward_selection_ends_at_the_same_models(bench_data: Path) -> None:
    runs = references(bench_data, "MultipleSystemsEstimation 1.2.0 stepwise")
    assert len(runs) >= 10
    for reference in runs:
        found = estimate(reference["dataset"], models="stepwise")
        assert reference["estimate"] == pytest.approx(found.total, abs=0.01), reference["dataset"]


def test_kosovo_has_113_models_and_the_three_best_disagree() -> None:
    found = estimate("kosovo-1999")
    assert 113 == len(found.models)
    assert ["[123,14,34]", "[123,134]", "[134,12,23]"] == [model.model for model in found.models[:3]]
    assert [10356.52, 12740.97, 18393.31] == [round(model.total, 2) for model in found.models[:3]]
