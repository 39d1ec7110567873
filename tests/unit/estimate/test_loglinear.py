from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from scipy.special import gammaln

from tollbook.errors import UsageError
from tollbook.estimate.datasets import load
from tollbook.estimate.loglinear import ASSUMPTION, independence, select_models
from tollbook.estimate.loglinear_settings import LoglinearSettings
from tollbook.estimate.profile import profile_interval
from tollbook.estimate.tables import histories_from_counts
from tollbook.model import CaptureHistories, Doubt, Estimate, Ground, NotEstimable, Outcome

KOSOVO = load("kosovo-1999")
FEW = {"replicates": 200}


def estimated(histories: CaptureHistories, seed: int = 0, **fields: Any) -> Estimate:
    """Return the estimate, when there is one."""
    outcome = select_models(histories, LoglinearSettings(**{**FEW, **fields}), seed=seed)
    assert isinstance(outcome, Estimate)
    return outcome


def refused(outcome: Outcome) -> list[tuple[Ground, str | None]]:
    """Return grounds and subjects, when there is no estimate."""
    assert isinstance(outcome, NotEstimable)
    return [(refusal.ground, refusal.subject) for refusal in outcome.refusals]


def test_the_result_says_all_it_rests_on() -> None:
    result = estimated(KOSOVO, seed=7)
    assert ("loglinear", 4400, ASSUMPTION, 7) == (
        result.method,
        result.observed,
        result.assumption,
        result.seed,
    )
    assert 113 == len(result.models)
    assert 1.0 == pytest.approx(sum(model.weight for model in result.models))
    assert result.interval is not None
    assert ("BCa bootstrap", 0.95) == (result.interval.kind, result.interval.level)
    assert {"bias_correction", "acceleration", "models_fitted", "models_refused"} <= set(result.diagnostics)
    assert 200 == len(result.chains[0])
    assert result.density is not None
    assert 200 == result.settings["replicates"]


def test_criteria_are_those_of_the_poisson_likelihood() -> None:
    counts = np.array([KOSOVO.counts[history] for history in range(1, 16)])
    result = estimated(KOSOVO, replicates=0, models="[123,124,134,234]")
    saturated = 2 * float((counts - counts * np.log(counts) + gammaln(counts + 1)).sum())
    assert result.models[0].criterion is not None
    assert result.models[0].criterion >= saturated + 15 * math.log(4400) - 1e-6


def test_an_average_lies_among_its_models_and_repeats_the_averaging() -> None:
    result = estimated(KOSOVO, average=True)
    expected = sum(model.weight * model.total for model in result.models)
    assert expected == pytest.approx(result.total)
    assert result.interval is not None
    assert result.interval.low < result.total < result.interval.high


def test_aic_likes_larger_models_than_bic() -> None:
    assert ("[123,134]", "[123,14,34]") == tuple(
        estimated(KOSOVO, criterion=criterion, replicates=0).models[0].model for criterion in ("aic", "bic")
    )


def test_one_model_can_be_asked_for() -> None:
    result = estimated(KOSOVO, models="[123,134]", profile=True, replicates=0)
    assert 12740.97 == pytest.approx(result.total, abs=0.01)
    assert result.interval is not None
    assert "profile likelihood" == result.interval.kind
    assert () == result.cautions


def test_a_profile_interval_of_a_chosen_model_stands_beside_the_bootstrap_with_a_warning() -> None:
    result = estimated(KOSOVO, profile=True)
    assert result.interval is not None
    assert "BCa bootstrap" == result.interval.kind
    assert ["BCa bootstrap", "profile likelihood"] == [interval.kind for interval in result.intervals]
    assert [Doubt.SELECTION_IGNORED] == [caution.doubt for caution in result.cautions]


def test_a_chosen_model_never_has_its_profile_interval_alone() -> None:
    assert estimated(KOSOVO, profile=True, replicates=0).interval is None


def test_models_without_an_estimate_are_named() -> None:
    result = estimated(load("korea-palembang"))
    assert {(Ground.NO_MAXIMUM, "[12,13]"), (Ground.NO_MAXIMUM, "[12,13,23]")} == {
        (refusal.ground, refusal.subject) for refusal in result.refusals
    }
    assert result.cautions[0].text.startswith("2 of 8 models have no estimate and were refused")


def test_a_single_model_without_an_estimate_is_refused() -> None:
    artificial = load("artificial-3lists")
    for label, ground in (("[12,3]", Ground.NO_MAXIMUM), ("[12,13,23]", Ground.NOT_IDENTIFIED)):
        settings = LoglinearSettings(models=label, connected=False)
        assert [(ground, label)] == refused(select_models(artificial, settings))


def test_lists_that_fall_apart_are_refused_unless_asked_for() -> None:
    artificial = load("artificial-3lists")
    assert [(Ground.NO_OVERLAP, None)] == refused(select_models(artificial))
    assert 539.09 == pytest.approx(estimated(artificial, connected=False).total, abs=0.01)


def test_stepwise_without_any_estimate_says_so() -> None:
    apart = histories_from_counts(["A", "B", "C"], {1: 5, 2: 4, 4: 3})
    settings = LoglinearSettings(models="stepwise", connected=False)
    assert [(Ground.NO_MAXIMUM, "[1,2,3]")] == refused(select_models(apart, settings))


def test_two_lists_and_too_many_models_are_refused() -> None:
    two = histories_from_counts(["A", "B"], {1: 5, 2: 4, 3: 2})
    assert [(Ground.TOO_FEW_LISTS, None)] == refused(select_models(two))
    settings = LoglinearSettings(order=3)
    assert [(Ground.TOO_MANY_LISTS, None)] == refused(select_models(load("uk-2013-6lists"), settings))


def test_replicates_without_an_estimate_are_counted_and_can_leave_no_upper_end() -> None:
    thin = histories_from_counts(["A", "B", "C"], {1: 40, 2: 30, 4: 20, 3: 1, 6: 1})
    result = estimated(thin, replicates=400)
    assert result.diagnostics["replicates_without_estimate"] > 20
    assert result.interval is None
    assert Doubt.REPLICATES_REFUSED in {caution.doubt for caution in result.cautions}


def test_the_same_seed_gives_the_same_bytes_and_another_does_not() -> None:
    assert repr(estimated(KOSOVO, seed=3)) == repr(estimated(KOSOVO, seed=3))
    assert estimated(KOSOVO, seed=3).interval != estimated(KOSOVO, seed=4).interval


def test_drawing_the_missing_too_gives_wider_intervals_than_the_published_bootstrap() -> None:
    widths = []
    for resample in ("population", "observed"):
        interval = estimated(KOSOVO, models="main", replicates=1000, resample=resample).interval
        assert interval is not None
        widths.append(interval.high - interval.low)
    assert widths[0] > 1.1 * widths[1]


def test_independence_is_the_model_of_main_effects() -> None:
    result = independence(KOSOVO, replicates=200)
    assert isinstance(result, Estimate)
    assert ("independence", "[1,2,3,4]") == (result.method, result.models[0].model)


def test_the_profile_interval_of_independence_of_two_lists_is_that_of_the_likelihood() -> None:
    counts = np.array([0.0, 30, 20, 6])
    found = profile_interval(counts, (0, 1, 2), 100.0, level=0.95)
    assert found is not None

    def log_likelihood(total: float) -> float:
        first, second = 36 / total, 26 / total
        inside = 36 * math.log(first) + (total - 36) * math.log(1 - first)
        inside += 26 * math.log(second) + (total - 26) * math.log(1 - second)
        return float(gammaln(total + 1) - gammaln(total - 55)) + inside

    best = max(log_likelihood(total) for total in np.arange(57, 400, 0.01))
    assert best - log_likelihood(found.low) == pytest.approx(3.841458820694124 / 2, abs=1e-4)
    assert best - log_likelihood(found.high) == pytest.approx(3.841458820694124 / 2, abs=1e-4)


def test_a_profile_without_an_upper_end_is_none() -> None:
    counts = np.array([0.0, 30, 20, 0])
    assert profile_interval(counts, (0, 1, 2), 100.0, level=0.95) is None


def test_an_open_profile_is_a_caution() -> None:
    thin = histories_from_counts(["A", "B", "C"], {1: 40, 2: 30, 4: 20, 3: 1, 5: 1, 6: 1, 7: 1})
    result = estimated(thin, profile=True, models="[12,13,23]", replicates=0, level=0.9999)
    assert result.interval is None
    assert [Doubt.SPARSE_OVERLAP] == [caution.doubt for caution in result.cautions]


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"models": "all"}, 'models is "all", expected hierarchical, stepwise, main or a model as [123,14]'),
        ({"criterion": "dic"}, 'criterion is "dic", expected aic or bic'),
        ({"order": 4}, "order is 4, expected 1 to 3: one less than there are lists"),
        ({"threshold": 2.0}, "threshold is 2.0, expected a number between 0 and 1"),
        ({"level": 0.0}, "level is 0.0, expected a number between 0 and 1"),
        ({"replicates": -1}, "replicates is -1, expected 0 or more"),
        ({"resample": "twice"}, 'resample is "twice", expected population or observed'),
        ({"top": 0}, "top is 0, expected 1 or more"),
    ],
)
def test_settings_out_of_range_are_refused(fields: dict[str, Any], problem: str) -> None:
    with pytest.raises(UsageError) as caught:
        select_models(KOSOVO, LoglinearSettings(**fields))
    assert f"Cannot fit log-linear models: {problem}." == str(caught.value)


def test_an_interaction_of_all_lists_is_refused() -> None:
    with pytest.raises(UsageError) as caught:
        select_models(KOSOVO, LoglinearSettings(models="[1234]"))
    assert (
        'Cannot fit the model "[1234]": it has an interaction of all 4 lists, which nothing in the counts can tell.'
    ) == str(caught.value)
