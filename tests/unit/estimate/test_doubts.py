from __future__ import annotations

from dataclasses import replace

from tollbook.estimate.doubts import linkage_caution, prior_caution, table_cautions, with_cautions
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
    WhatIf,
)

FULL = {1: 120, 2: 90, 3: 40, 4: 60, 5: 25, 6: 18, 7: 9}
PLAIN = Estimate(method="made", observed=100, total=200.0, interval=None, assumption="None.")
REFUSED = NotEstimable(
    method="made",
    observed=100,
    refusals=(Refusal(ground=Ground.NO_OVERLAP, reason="none"),),
    assumption="None.",
)


def cautions(outcome: Outcome, lists: int = 3) -> tuple[Caution, ...]:
    found = with_cautions(outcome, lists)
    assert isinstance(found, Estimate)
    return found.cautions


def model(name: str, total: float, criterion: float | None, weight: float = 0.3) -> ModelWeight:
    return ModelWeight(model=name, total=total, criterion=criterion, weight=weight)


def test_a_full_table_gives_no_reason_to_doubt() -> None:
    assert () == table_cautions(histories_from_counts(["A", "B", "C"], FULL))


def test_pairs_that_share_few_people_are_told_with_one_of_them() -> None:
    (caution,) = table_cautions(histories_from_counts(["A", "B", "C"], {**FULL, 5: 2, 7: 2, 6: 18}))
    expected = (
        "1 of 3 pairs of lists share fewer than 5 people (A and C: 4). "
        "What such pairs say of those on no list hangs on a few records."
    )
    assert (Doubt.SPARSE_OVERLAP, expected) == (caution.doubt, caution.text)


def test_strata_whose_lists_share_nobody_are_told() -> None:
    cells = [HistoryCount(history=h, count=n, covariates=("x",)) for h, n in FULL.items()]
    cells += [HistoryCount(history=h, count=9, covariates=("y",)) for h in (1, 2, 4, 3)]
    table = CaptureHistories(lists=("A", "B", "C"), covariates=("half",), cells=tuple(cells))
    (caution,) = table_cautions(table, ("half",))
    assert Doubt.ZERO_AFTER_STRATA == caution.doubt
    assert caution.text.startswith("In 1 of 2 strata some lists share nobody (y).")


def test_an_estimate_far_above_the_observed_is_told() -> None:
    assert () == cautions(replace(PLAIN, total=500.0))
    (caution,) = cautions(replace(PLAIN, total=510.0))
    assert Doubt.FAR_ABOVE_OBSERVED == caution.doubt
    assert caution.text.startswith("The estimate is 5.1 times the observed count.")


def test_models_as_good_as_one_another_that_differ_are_told() -> None:
    models = (model("[12,3]", 200.0, 50.0), model("[13,2]", 245.0, 51.9), model("[123]", 900.0, 60.0))
    (caution,) = cautions(replace(PLAIN, models=models))
    expected = (
        "2 models fit about equally well (within 2 units of the best) and say from 200 [12,3] to 245 [13,2]. "
        "No single one of them should be quoted."
    )
    assert (Doubt.MODELS_DISAGREE, expected) == (caution.doubt, caution.text)


def test_models_that_agree_or_fit_worse_are_not() -> None:
    near = (model("[12,3]", 200.0, 50.0), model("[13,2]", 239.0, 51.0))
    worse = (model("[12,3]", 200.0, 50.0), model("[13,2]", 300.0, 52.1))
    unranked = (model("[12][3]", 200.0, None), model("[13][2]", 300.0, None))
    assert [(), (), ()] == [cautions(replace(PLAIN, models=each)) for each in (near, worse, unranked)]


def test_a_leading_model_that_fits_any_table_is_told() -> None:
    for name, lists in (("[12,13,23]", 3), ("[12][13][23]", 3), ("[123]", 3), ("[123,124,134,234]", 4)):
        (caution,) = cautions(replace(PLAIN, models=(model(name, 200.0, None, 0.9),)), lists)
        assert Doubt.SATURATED == caution.doubt
    for name, weight in (("[12,13]", 0.9), ("[123]", 0.4)):
        assert () == cautions(replace(PLAIN, models=(model(name, 200.0, None, weight),)))


def test_a_warning_that_the_method_gave_is_not_given_twice() -> None:
    own = Caution(doubt=Doubt.FAR_ABOVE_OBSERVED, text="Far.")
    assert (own,) == cautions(replace(PLAIN, total=900.0, cautions=(own,)))


def test_what_is_refused_is_left_as_it_is() -> None:
    assert REFUSED == with_cautions(REFUSED, 3)


def test_a_result_that_hangs_on_the_prior_is_told() -> None:
    def again(delta: float) -> Outcome:
        return replace(PLAIN, total=210.0 if delta == 0.5 else 120.0)

    caution = prior_caution(PLAIN, again)
    assert caution is not None
    assert (
        "The result changes with the prior: 200 with the default count for each cell, 120 with 1."
        in caution.text
    )
    assert None is prior_caution(PLAIN, lambda _: PLAIN) is prior_caution(PLAIN, lambda _: REFUSED)


def scenario(kind: str, value: float, total: float) -> WhatIf:
    return WhatIf(kind=kind, value=value, outcome=replace(PLAIN, total=total))


def test_few_wrong_links_that_would_change_much_are_told() -> None:
    tried = [scenario("missed links", 0.1, 40.0), scenario("missed links", 0.02, 150.0)]
    tried += [scenario("no wrong links", 0.0, 200.0), scenario("false links", 0.02, 235.0)]
    caution = linkage_caution(tried)
    assert caution is not None
    expected = "Few wrong links would move the estimate much: from 200 to 150 with 2% missed links."
    assert (Doubt.LINKAGE, expected) == (caution.doubt, caution.text)


def test_a_firm_linkage_or_none_tried_gives_no_warning() -> None:
    firm = [scenario("missed links", 0.02, 190.0), scenario("no wrong links", 0.0, 200.0)]
    assert None is linkage_caution(firm) is linkage_caution([])
    unknown = [
        scenario("missed links", 0.02, 90.0),
        WhatIf(kind="no wrong links", value=0.0, outcome=REFUSED),
    ]
    assert None is linkage_caution(unknown)
