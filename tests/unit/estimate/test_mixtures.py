from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tollbook.errors import UsageError
from tollbook.estimate.mixtures import added, linkage_averaged, stratified
from tollbook.estimate.tables import histories_from_counts
from tollbook.model import (
    CaptureHistories,
    Caution,
    Doubt,
    Estimate,
    Ground,
    HistoryCount,
    ModelWeight,
    NotEstimable,
    Outcome,
    Refusal,
)


def drawn(observed: int, spread: float, seed: int = 1, **fields: object) -> Estimate:
    """Return an estimate with draws around twice the observed count."""
    unlisted = np.random.default_rng(seed).normal(observed, spread, 4_000).clip(0)
    plain = Estimate(
        method="made",
        observed=observed,
        total=2.0 * observed,
        interval=None,
        assumption="None.",
        chains=(tuple((observed + unlisted).tolist()),),
    )
    return replace(plain, **fields)  # type: ignore[arg-type]


REFUSED = NotEstimable(
    method="made",
    observed=30,
    refusals=(Refusal(ground=Ground.NO_OVERLAP, reason="nobody is shared"),),
    assumption="None.",
)


def by_size(histories: CaptureHistories, seed: int) -> Outcome:
    return drawn(histories.observed, 5.0, seed)


def test_strata_that_err_apart_have_the_root_of_summed_squares_as_their_error() -> None:
    found = added({"x": drawn(1_000, 30.0), "y": drawn(2_000, 40.0, 2)}, draws=20_000, seed=1)
    assert isinstance(found, Estimate)
    assert (3_000, ("x", "y")) == (found.observed, tuple(part.label for part in found.strata))
    assert found.total == pytest.approx(6_000, abs=3)
    assert found.summaries["sd"] == pytest.approx(50.0, rel=0.05)


def test_a_stratum_without_an_estimate_leaves_none_for_the_whole() -> None:
    found = added({"x": drawn(1_000, 30.0), "y": REFUSED}, seed=1)
    assert isinstance(found, NotEstimable)
    assert (1_030, ("y", "nobody is shared")) == (
        found.observed,
        (found.refusals[0].subject, found.refusals[0].reason),
    )


def test_warnings_of_strata_are_kept_with_how_many_they_concern() -> None:
    caution = Caution(doubt=Doubt.PRIOR_MATTERS, text="A long tail.")
    parts = {name: drawn(100, 5.0, cautions=(caution,)) for name in "xy"} | {"z": drawn(100, 5.0)}
    found = added(parts, seed=1)
    assert isinstance(found, Estimate)
    assert ["In 2 of 3 parts: A long tail."] == [each.text for each in found.cautions]


def test_estimates_without_draws_cannot_be_added() -> None:
    with pytest.raises(UsageError) as raised:
        added({"x": drawn(100, 5.0, chains=())}, seed=1)
    expected = (
        "Cannot put estimates together: the one by made holds no draws. "
        "Ask the method for draws, or take one that has them (graphs, latent, averaged)."
    )
    assert expected == str(raised.value)


def test_nothing_cannot_be_added_or_averaged() -> None:
    with pytest.raises(UsageError, match=r"^Cannot add up strata: there are none\.$"):
        added({}, seed=1)
    with pytest.raises(UsageError, match=r"^Cannot average over linkages: there are none\.$"):
        linkage_averaged([], by_size, seed=1)


def test_strata_are_made_of_covariates_and_gaps_are_filled_many_times() -> None:
    cells = [
        (1, 60, "f"),
        (2, 50, "f"),
        (3, 20, "f"),
        (1, 40, "m"),
        (2, 30, "m"),
        (3, 10, "m"),
        (2, 15, None),
    ]
    table = CaptureHistories(
        lists=("A", "B"),
        covariates=("sex",),
        cells=tuple(HistoryCount(history=h, count=n, covariates=(sex,)) for h, n, sex in cells),
    )
    found = stratified(table, ("sex",), by_size, number=10, seed=1)
    assert isinstance(found, Estimate)
    assert (225, ("f", "m")) == (found.observed, tuple(part.label for part in found.strata))
    assert 225 == pytest.approx(sum(part.observed for part in found.strata), abs=2)
    assert found.cautions[0].text.startswith(
        "Of 15 people a covariate is not known; it was filled in 10 times"
    )
    complete = replace(table, cells=table.cells[:-1])
    plain = stratified(complete, ("sex",), by_size, number=10, seed=1)
    assert isinstance(plain, Estimate)
    assert () == plain.cautions


def linkages(*extra: int) -> list[CaptureHistories]:
    return [histories_from_counts(["A", "B"], {1: 500, 2: 400 + more, 3: 100}) for more in extra]


def test_the_share_of_the_linkage_is_that_of_its_variance() -> None:
    same = linkage_averaged(linkages(0, 0, 0, 0), by_size, seed=1)
    apart = linkage_averaged(linkages(0, 20, 40, 60), by_size, seed=1)
    assert isinstance(same, Estimate)
    assert isinstance(apart, Estimate)
    assert same.diagnostics["share_linkage"] < 0.01
    assert apart.diagnostics["share_linkage"] > 0.8
    for found in (same, apart):
        assert 1.0 == pytest.approx(
            sum(found.diagnostics[f"share_{part}"] for part in ("linkage", "model", "sampling"))
        )


def test_the_share_of_the_model_is_told_apart_where_there_are_models() -> None:
    models = (
        ModelWeight(model="[1][2]", total=1_800.0, weight=0.5),
        ModelWeight(model="[12]", total=2_200.0, weight=0.5),
    )

    def method(histories: CaptureHistories, seed: int) -> Outcome:
        return drawn(histories.observed, 250.0, seed, models=models)

    found = linkage_averaged(linkages(0, 0, 0), method, seed=1)
    assert isinstance(found, Estimate)
    expected = (np.log(1_200.5) - np.log(800.5)) ** 2 / 4 / 0.07
    assert found.diagnostics["share_model"] == pytest.approx(expected, rel=0.15)


def test_the_certain_count_stands_beside_what_other_linkages_count() -> None:
    tables = [histories_from_counts(["A", "B"], {1: 500, 2: 400 + more, 3: 100}) for more in (0, 10, 40)]
    found = linkage_averaged(tables, by_size, seed=1)
    assert isinstance(found, Estimate)
    assert (1_000, 1_010.0, 1_040.0) == (
        found.observed,
        found.diagnostics["observed_median"],
        found.diagnostics["observed_most"],
    )


def test_a_few_linkages_without_a_number_are_told_and_many_leave_none() -> None:
    def method(histories: CaptureHistories, seed: int) -> Outcome:
        return REFUSED if histories.counts[2] > 480 else by_size(histories, seed)

    few = linkage_averaged(linkages(*[0] * 39, 90), method, seed=1)
    assert isinstance(few, Estimate)
    assert "1 of 40 linkages gave no number and were left out." == few.cautions[0].text
    many = linkage_averaged(linkages(0, 90, 90), method, seed=1)
    assert isinstance(many, NotEstimable)
    assert "2 of 3 linkages gave no number, the first because nobody is shared" == many.refusals[0].reason


def test_linkages_of_different_lists_are_not_averaged() -> None:
    other = histories_from_counts(["A", "C"], {1: 5, 2: 4, 3: 1})
    expected = r"^Cannot average over linkages: their lists differ, expected the same in the same order\.$"
    with pytest.raises(UsageError, match=expected):
        linkage_averaged([*linkages(0), other], by_size, seed=1)


def test_the_interval_holds_the_doubt_of_the_linkage() -> None:
    alone = linkage_averaged(linkages(30), by_size, seed=1)
    apart = linkage_averaged(linkages(0, 30, 60), by_size, seed=1)
    widths = [each.interval.high - each.interval.low for each in (alone, apart)
              if isinstance(each, Estimate) and each.interval]  # fmt: skip
    assert widths[1] >= widths[0]
