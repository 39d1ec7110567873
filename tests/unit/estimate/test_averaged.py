from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tollbook.errors import UsageError
from tollbook.estimate.average_fits import AverageSettings
from tollbook.estimate.averaged import averaged, averaged_as_published
from tollbook.estimate.datasets import load
from tollbook.estimate.tables import histories_from_counts
from tollbook.model import CaptureHistories, Doubt, Estimate, Ground, HistoryCount, NotEstimable, Outcome

COUNTS = {1: 120, 2: 90, 3: 40, 4: 60, 5: 25, 6: 18, 7: 9}
TABLE = histories_from_counts(["A", "B", "C"], COUNTS)


def estimated(outcome: Outcome) -> Estimate:
    assert isinstance(outcome, Estimate)
    return outcome


def halves(first: dict[int, int], second: dict[int, int]) -> CaptureHistories:
    cells = [
        HistoryCount(history=history, count=count, covariates=(name,))
        for name, counts in (("x", first), ("y", second))
        for history, count in counts.items()
    ]
    return CaptureHistories(lists=("A", "B", "C"), covariates=("half",), cells=tuple(cells))


def test_weights_of_models_add_up_and_the_best_comes_first() -> None:
    found = estimated(averaged_as_published(TABLE, seed=1))
    assert 1.0 == pytest.approx(sum(each.weight for each in found.models))
    assert [each.weight for each in found.models] == sorted(
        (each.weight for each in found.models), reverse=True
    )
    assert found.total == pytest.approx(sum(each.weight * each.total for each in found.models))


def test_equal_strata_give_the_sum_of_their_estimates_and_bounds() -> None:
    one = estimated(averaged_as_published(TABLE, seed=1))
    two = estimated(averaged_as_published(halves(COUNTS, COUNTS), AverageSettings(by=("half",)), seed=1))
    assert ("x", "y") == tuple(part.label for part in two.strata)
    assert two.total == pytest.approx(2 * one.total)
    assert one.interval is not None
    assert two.interval is not None
    assert two.interval.high == pytest.approx(2 * one.interval.high)


def test_with_draws_strata_err_apart_and_the_interval_is_narrower_than_the_sum_of_bounds() -> None:
    settings = AverageSettings(by=("half",))
    table = halves(COUNTS, COUNTS)
    published, drawn = (
        estimated(method(table, settings, seed=1)) for method in (averaged_as_published, averaged)
    )
    assert published.interval is not None
    assert drawn.interval is not None
    assert drawn.interval.high - drawn.interval.low < published.interval.high - published.interval.low
    assert {"draws of imputation, model and error", "Rubin's rules"} == {
        each.kind for each in drawn.intervals
    }


def test_the_doubt_of_imputing_has_a_share_only_where_something_is_missing() -> None:
    known = halves(COUNTS, COUNTS)
    gap = replace(known, cells=(*known.cells[:-1], replace(known.cells[-1], covariates=(None,), count=40)))
    settings = AverageSettings(by=("half",), imputations=50)
    assert 0.0 == estimated(averaged(known, settings, seed=1)).diagnostics["share_imputation"]
    found = estimated(averaged(gap, settings, seed=1))
    assert 0.0 < found.diagnostics["share_imputation"] < 1.0
    assert Doubt.MISSING_COVARIATES in [caution.doubt for caution in found.cautions]
    assert found.cautions[0].text.startswith("Of 40 people (")


def test_the_published_way_says_what_is_wrong_with_its_interval() -> None:
    found = estimated(averaged_as_published(TABLE, seed=1))
    assert Doubt.SELECTION_IGNORED == found.cautions[0].doubt
    assert found.interval is not None
    assert "bounds averaged and added, as published" == found.interval.kind


def test_the_same_seed_gives_the_same_result() -> None:
    assert averaged(TABLE, seed=4) == averaged(TABLE, seed=4)
    assert averaged(TABLE, seed=4) != averaged(TABLE, seed=5)


def test_no_draw_lies_below_the_observed_count() -> None:
    found = estimated(averaged(TABLE, seed=1))
    assert min(found.chains[0]) >= TABLE.observed


def test_models_too_far_above_the_listed_are_left_out_and_told() -> None:
    found = estimated(averaged(TABLE, AverageSettings(most_unlisted=0.85), seed=1))
    assert found.diagnostics["models_left_out"] > 0
    assert Doubt.MODELS_REFUSED in [caution.doubt for caution in found.cautions]


def test_a_stratum_in_which_no_model_holds_gives_no_estimate_and_is_named() -> None:
    outcome = averaged(halves(COUNTS, {1: 5, 2: 5, 4: 5}), AverageSettings(by=("half",)), seed=1)
    assert isinstance(outcome, NotEstimable)
    (refusal,) = outcome.refusals
    assert (Ground.NO_MAXIMUM, "y") == (refusal.ground, refusal.subject)
    assert "no model has a maximum with a finite, plausible prediction; take coarser strata" == refusal.reason


@pytest.mark.parametrize("method", [averaged, averaged_as_published])
def test_lists_that_are_too_few_or_too_many_are_refused(method: Any) -> None:
    two = histories_from_counts(["A", "B"], {1: 5, 2: 5, 3: 2})
    five = histories_from_counts(list("ABCDE"), {1 | 1 << place: 3 for place in range(5)} | {2: 1, 4: 1})
    grounds = [[refusal.ground for refusal in method(each, seed=1).refusals] for each in (two, five)]
    assert [[Ground.TOO_FEW_LISTS], [Ground.TOO_MANY_LISTS]] == grounds


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"imputations": 0}, "imputations is 0, expected 1 or more"),
        ({"draws": 0}, "draws is 0, expected 1 or more"),
        ({"most_unlisted": 0.0}, "most_unlisted is 0.0, expected a number above 0"),
        ({"level": 0.0}, "level is 0.0, expected a number between 0 and 1"),
        ({"by": ("half",), "adjust": ("half",)}, "a covariate is named twice"),
    ],
)
def test_settings_out_of_range_are_named(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(UsageError) as raised:
        averaged(halves(COUNTS, COUNTS), AverageSettings(**changes), seed=1)
    assert f"Cannot average models: {message}." == str(raised.value)


def test_a_covariate_can_be_adjusted_for() -> None:
    other = {history: 3 * count for history, count in COUNTS.items()}
    plain = estimated(averaged_as_published(halves(COUNTS, other), seed=1))
    adjusted = estimated(
        averaged_as_published(halves(COUNTS, other), AverageSettings(adjust=("half",)), seed=1)
    )
    assert adjusted.total == pytest.approx(plain.total, rel=1e-3)


def test_four_lists_can_be_taken_in() -> None:
    found = estimated(averaged(load("hiv-rome"), seed=1))
    assert 64 >= len(found.models) > 1
