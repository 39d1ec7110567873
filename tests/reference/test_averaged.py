"""The way of Jamaluddine et al. 2025 from grouped counts, with our own imputation."""

from __future__ import annotations

import numpy as np
import pytest

from tollbook.estimate.average_fits import AverageSettings
from tollbook.estimate.averaged import averaged, averaged_as_published
from tollbook.estimate.datasets import load
from tollbook.estimate.imputation import covariate_table, imputed_counts
from tollbook.model import Estimate, Outcome

GAZA = load("gaza-2023-2024-by-age-sex-month")
STRATA = AverageSettings(by=("age_band", "sex"))


def numbers(outcome: Outcome) -> tuple[float, float, float]:
    assert isinstance(outcome, Estimate)
    assert outcome.interval is not None
    return outcome.total, outcome.interval.low, outcome.interval.high


def test_without_strata_and_so_without_imputation_it_is_the_reimplementation() -> None:
    assert (64_741, 58_386, 72_487) == tuple(
        round(each) for each in numbers(averaged_as_published(GAZA, seed=1))
    )


def test_the_headline_is_reached_with_our_own_imputation() -> None:
    total, low, high = numbers(averaged_as_published(GAZA, STRATA, seed=1))
    # published 64,260 (55,298-78,525); recomputed with random forests, m = 100: 64,200 (55,278-78,446)
    assert total == pytest.approx(64_200, rel=0.005)
    assert low == pytest.approx(55_278, rel=0.005)
    assert high == pytest.approx(78_446, rel=0.01)


def test_leaving_out_the_incomplete_is_what_halves_the_estimate() -> None:
    cells = tuple(cell for cell in GAZA.cells if None not in cell.covariates)
    complete = type(GAZA)(lists=GAZA.lists, cells=cells, covariates=GAZA.covariates)
    total, _, _ = numbers(averaged_as_published(complete, STRATA, seed=1))
    assert total == pytest.approx(38_901, abs=5)


def test_draws_and_rubins_rules_give_a_narrower_interval_around_the_same_number() -> None:
    found = averaged(GAZA, STRATA, seed=1)
    total, low, high = numbers(found)
    _, wide_low, wide_high = numbers(averaged_as_published(GAZA, STRATA, seed=1))
    assert total == pytest.approx(64_200, rel=0.01)
    assert wide_low < low < high < wide_high
    assert isinstance(found, Estimate)
    assert 0.0 < found.diagnostics["share_imputation"] < 0.2


def test_adjusting_for_the_month_is_near_the_reimplementation() -> None:
    settings = AverageSettings(by=("age_band", "sex"), adjust=("month",), imputations=3)
    total, low, high = numbers(averaged_as_published(GAZA, settings, seed=1))
    # 66,450 (51,548-102,203), random forests, m = 20
    assert (total, low) == pytest.approx((66_450, 51_548), rel=0.02)
    assert high == pytest.approx(102_203, rel=0.04)


def test_what_is_filled_in_lies_where_it_is_missing() -> None:
    table = covariate_table(GAZA, ("age_band", "sex"))
    filled = imputed_counts(table, 5, 1) - table.known
    alone = table.histories.index(4)
    assert 1_014 == table.missing
    assert {957} == set(filled[:, alone].sum(axis=(1, 2)).tolist())
    assert 0 == np.abs(filled[:, [table.histories.index(h) for h in (1, 3, 5, 6, 7)]]).sum()
