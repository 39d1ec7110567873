from __future__ import annotations

from dataclasses import replace

import pytest

from tollbook.errors import DamagedInput, UsageError
from tollbook.estimate.datasets import load
from tollbook.estimate.tables import histories_from_counts
from tollbook.model import CaptureHistories, Doubt, Estimate, Ground, HistoryCount, NotEstimable
from tollbook.model.estimation import METHOD_LABELS, METHOD_WORDS, Estimation, EstimationPlan
from tollbook.pipeline.estimate_results import differences, read_result, result_text
from tollbook.pipeline.estimates import all_cautions, default_methods, estimate_total, table_digest

KOREA = load("korea-palembang")
QUICK = EstimationPlan(methods=("graphs", "chao"), draws=200)


@pytest.fixture(scope="module")
def korea() -> Estimation:
    return estimate_total(KOREA, name="korea", sha256="ab" * 32)


def test_the_methods_hang_on_the_number_of_lists_and_on_nothing_else() -> None:
    assert ("chapman",) == default_methods(2)
    assert ("graphs", "loglinear", "latent", "chao") == default_methods(3) == default_methods(6)
    assert ("graphs", "latent", "chao") == default_methods(7)
    assert ("latent", "chao") == default_methods(8)
    assert ("graphs", "averaged", "averaged-2025") == default_methods(3, ("sex",))
    assert ("graphs", "latent") == default_methods(5, ("sex",))


def test_several_methods_stand_side_by_side_with_what_was_counted(korea: Estimation) -> None:
    assert ["graphs", "loglinear", "latent", "chao"] == [each.method for each in korea.outcomes]
    assert {123} == {each.observed for each in korea.outcomes}
    assert all(each.assumption for each in korea.outcomes)
    assert {"graphs", "loglinear", "latent"} == set(korea.interactions)


def test_no_estimate_lies_below_what_was_counted(korea: Estimation) -> None:
    for outcome in korea.outcomes:
        assert isinstance(outcome, Estimate)
        assert outcome.total >= 123
        assert outcome.interval is None or outcome.interval.low >= 123


def test_names_of_lists_change_nothing(korea: Estimation) -> None:
    renamed = estimate_total(replace(KOREA, lists=("X", "Y", "Z")), name="korea", sha256="ab" * 32)
    assert korea.outcomes == renamed.outcomes


def test_warnings_are_gathered_with_the_method_they_concern(korea: Estimation) -> None:
    found = {(method, caution.doubt) for method, caution in all_cautions(korea)}
    assert ("loglinear", Doubt.MODELS_DISAGREE) in found


def test_links_are_changed_both_ways_and_lists_checked_where_there_are_four() -> None:
    assert 9 == len(estimate_total(KOREA, QUICK).what_ifs)
    assert () == estimate_total(KOREA, QUICK).list_checks
    four = estimate_total(load("kosovo-1999"), replace(QUICK, methods=("chao",)))
    assert ["EXH", "ABA", "OSCE", "HRW"] == [check.name for check in four.list_checks]
    assert "graphs" == four.checked_by
    bare = estimate_total(KOREA, replace(QUICK, checks=False))
    assert ((), (), None) == (bare.what_ifs, bare.list_checks, bare.checked_by)


def test_two_lists_are_an_assumption_and_said_to_be_one() -> None:
    found = estimate_total(histories_from_counts(["A", "B"], {1: 50, 2: 40, 3: 20}))
    (outcome,) = found.outcomes
    assert isinstance(outcome, Estimate)
    assert [Doubt.ASSUMPTION_ONLY] == [caution.doubt for caution in outcome.cautions]


def test_strata_are_estimated_and_put_together() -> None:
    counts = {1: 120, 2: 90, 3: 40, 4: 60, 5: 25, 6: 18, 7: 9}
    cells = [
        HistoryCount(history=h, count=n, covariates=(name,)) for name in ("x", "y") for h, n in counts.items()
    ]
    table = CaptureHistories(lists=("A", "B", "C"), covariates=("half",), cells=tuple(cells))
    found = estimate_total(table, EstimationPlan(by=("half",), draws=400))
    assert [("x", "y")] * 3 == [
        tuple(part.label for part in outcome.strata)
        for outcome in found.outcomes
        if isinstance(outcome, Estimate)
    ]


def test_splitting_a_table_in_two_equal_halves_keeps_the_estimate() -> None:
    counts = {1: 1200, 2: 900, 3: 400, 4: 600, 5: 250, 6: 180, 7: 90}
    cells = [
        HistoryCount(history=h, count=n, covariates=(name,)) for name in ("x", "y") for h, n in counts.items()
    ]
    halves = CaptureHistories(lists=("A", "B", "C"), covariates=("half",), cells=tuple(cells))
    whole = histories_from_counts(["A", "B", "C"], {h: 2 * n for h, n in counts.items()})
    apart = estimate_total(halves, EstimationPlan(methods=("graphs",), by=("half",), checks=False)).outcomes[
        0
    ]
    together = estimate_total(whole, EstimationPlan(methods=("graphs",), checks=False)).outcomes[0]
    assert isinstance(apart, Estimate)
    assert isinstance(together, Estimate)
    assert apart.total == pytest.approx(together.total, rel=0.02)


def test_a_method_that_refuses_stands_beside_the_others() -> None:
    found = estimate_total(histories_from_counts(["A", "B", "C"], {1: 9, 2: 9, 4: 9, 3: 3}), QUICK)
    assert isinstance(found.outcomes[0], NotEstimable)
    assert Ground.NO_OVERLAP == found.outcomes[0].refusals[0].ground


def test_it_tells_which_method_is_at_work() -> None:
    told: list[str] = []
    estimate_total(KOREA, QUICK, told=lambda what, _: told.append(what))
    assert [METHOD_WORDS["graphs"], METHOD_WORDS["chao"], "Checks"] == told


def test_unknown_methods_and_covariates_are_named() -> None:
    with pytest.raises(UsageError) as raised:
        estimate_total(KOREA, EstimationPlan(methods=("oracle",)))
    expected = f'Cannot estimate: there is no method "oracle". There are: {", ".join(METHOD_WORDS)}.'
    assert expected == str(raised.value)
    with pytest.raises(UsageError) as raised:
        estimate_total(KOREA, EstimationPlan(by=("sex",)))
    assert 'Cannot take strata by "sex": the table has these covariates: none.' == str(raised.value)


def test_every_method_has_a_long_and_a_short_name() -> None:
    assert list(METHOD_WORDS) == list(METHOD_LABELS)


def test_the_digest_of_a_table_hangs_on_its_counts_and_names() -> None:
    assert table_digest(KOREA) == table_digest(load("korea-palembang"))
    assert table_digest(KOREA) != table_digest(replace(KOREA, lists=("X", "Y", "Z")))


def test_a_result_file_is_reproduced(korea: Estimation) -> None:
    text = result_text(korea)
    assert () == differences(text, "result.json")
    _, histories, plan = read_result(text, "result.json")
    assert (KOREA, korea.plan) == (histories, plan)


def test_a_number_that_was_changed_is_found(korea: Estimation) -> None:
    outcome = korea.outcomes[0]
    assert isinstance(outcome, Estimate)
    forged = replace(korea, outcomes=(replace(outcome, total=999.0), *korea.outcomes[1:]))
    found = differences(result_text(forged), "result.json")
    assert (f"outcomes[0].total: 999.0 in the file, {outcome.total} now",) == found


def test_a_result_with_an_open_end_can_be_written() -> None:
    found = estimate_total(KOREA, QUICK)
    outcome = found.outcomes[0]
    assert isinstance(outcome, Estimate)
    assert outcome.interval is not None
    text = result_text(
        replace(found, outcomes=(replace(outcome, interval=replace(outcome.interval, high=float("inf"))),))
    )
    assert '"high":null' in text


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"format": "other 1", "data": {}, "plan": {}}', "not JSON"]
)
def test_a_file_that_is_no_result_is_told(text: str) -> None:
    with pytest.raises(DamagedInput) as raised:
        read_result(text, "result.json")
    reason = (
        'its format is "other 1", expected "tollbook-estimate 1"'
        if "other" in text
        else "it is no result of an estimate"
    )
    expected = f"Cannot read result.json: {reason}. Give a file written by tollbook estimate --output."
    assert expected == str(raised.value)
