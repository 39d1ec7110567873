from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from tollbook.errors import UsageError
from tollbook.estimate.datasets import load
from tollbook.estimate.latent import ASSUMPTION, LatentSettings, latent_classes
from tollbook.estimate.tables import histories_from_counts
from tollbook.model import CaptureHistories, Doubt, Estimate, Ground, NotEstimable, Outcome

KOREA = load("korea-palembang")
QUICK = LatentSettings(effective=400.0)


def estimated(outcome: Outcome) -> Estimate:
    assert isinstance(outcome, Estimate)
    return outcome


@pytest.fixture(scope="module")
def korea() -> Estimate:
    return estimated(latent_classes(KOREA, QUICK, seed=1))


def test_the_result_says_all_it_rests_on(korea: Estimate) -> None:
    assert ("latent", 123, ASSUMPTION, 1) == (korea.method, korea.observed, korea.assumption, korea.seed)
    assert korea.total == korea.summaries["median"]
    assert {"r_hat", "ess_bulk", "ess_tail", "steps", "mean_error", "probability_far"} == set(
        korea.diagnostics
    )
    assert korea.diagnostics["r_hat"] <= 1.01
    assert min(korea.diagnostics["ess_bulk"], korea.diagnostics["ess_tail"]) >= 400
    assert {"tollbook", "numpy", "scipy", "numba"} == set(korea.versions)
    assert "threads" not in korea.settings


def test_no_draw_lies_below_the_observed_count(korea: Estimate) -> None:
    assert 4 == len(korea.chains)
    assert min(min(chain) for chain in korea.chains) >= 123
    assert korea.interval is not None
    assert 123 <= korea.interval.low <= korea.total <= korea.interval.high


def test_the_same_seed_gives_the_same_result_on_one_thread_and_on_two(korea: Estimate) -> None:
    assert korea == latent_classes(KOREA, QUICK, seed=1)
    assert korea == latent_classes(KOREA, replace(QUICK, threads=2), seed=1)
    assert korea.chains != estimated(latent_classes(KOREA, QUICK, seed=2)).chains


def test_the_order_of_the_lists_does_not_matter_but_for_chance(korea: Estimate) -> None:
    turned = {history >> 1 | (history & 1) << 2: count for history, count in KOREA.counts.items()}
    names = [*KOREA.lists[1:], KOREA.lists[0]]
    other = estimated(latent_classes(histories_from_counts(names, turned), QUICK, seed=1))
    error = 4 * (korea.diagnostics["mean_error"] + other.diagnostics["mean_error"])
    assert korea.summaries["mean"] == pytest.approx(other.summaries["mean"], abs=error)


def test_independent_lists_give_back_the_number_that_made_them() -> None:
    chances, total = np.array([0.5, 0.4, 0.6, 0.3]), 4_000
    counts = {}
    for history in range(1, 16):
        caught = [bool(history >> place & 1) for place in range(4)]
        counts[history] = round(total * float(np.prod(np.where(caught, chances, 1 - chances))))
    found = estimated(latent_classes(histories_from_counts(list("ABCD"), counts), QUICK, seed=3))
    assert found.interval is not None
    assert found.interval.low < total < found.interval.high
    assert found.total == pytest.approx(total, rel=0.05)


def test_it_says_how_far_it_is() -> None:
    shares: list[float] = []
    latent_classes(KOREA, QUICK, seed=1, progress=shares.append)
    assert shares == sorted(shares)
    assert 1.0 == shares[-1]


def test_chains_that_are_too_short_give_no_estimate() -> None:
    outcome = latent_classes(load("kosovo-1999"), LatentSettings(most_steps=400), seed=1)
    assert isinstance(outcome, NotEstimable)
    assert [Ground.NOT_CONVERGED] == [refusal.ground for refusal in outcome.refusals]
    assert outcome.refusals[0].reason.startswith("after 360 steps of each of 4 chains R-hat is ")
    assert outcome.diagnostics["ess_bulk"] < 400


def test_a_posterior_without_end_is_refused() -> None:
    lonely = histories_from_counts(["A", "B", "C"], {1: 40, 2: 40, 4: 40, 3: 1, 6: 1})
    outcome = latent_classes(lonely, QUICK, seed=1)
    assert isinstance(outcome, NotEstimable)
    assert Ground.MASS_AT_CAP in [refusal.ground for refusal in outcome.refusals]
    assert "above 21 times the observed count" in outcome.refusals[-1].reason


def test_a_long_tail_is_told() -> None:
    thin = histories_from_counts(["A", "B", "C"], {1: 60, 2: 60, 4: 60, 3: 2, 6: 2, 5: 1})
    found = estimated(latent_classes(thin, QUICK, seed=1))
    assert [Doubt.PRIOR_MATTERS] == [caution.doubt for caution in found.cautions]
    assert found.cautions[0].text.startswith("The posterior has a long tail: ")


@pytest.mark.parametrize(
    ("counts", "ground"),
    [
        ({1: 10, 2: 10, 3: 5}, Ground.TOO_FEW_LISTS),
        ({1: 10, 2: 10, 4: 10, 3: 5}, Ground.NO_OVERLAP),
    ],
)
def test_lists_that_cannot_say_anything_are_refused(counts: dict[int, int], ground: Ground) -> None:
    lists = ["A", "B", "C"][: max(counts).bit_length()]
    outcome = latent_classes(histories_from_counts(lists, counts), QUICK, seed=1)
    assert isinstance(outcome, NotEstimable)
    assert [ground] == [refusal.ground for refusal in outcome.refusals]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"chains": 3}, "chains is 3, expected 4 or more"),
        ({"effective": 300.0}, "effective is 300.0, expected 400 or more"),
        ({"warm_up": 10}, "warm_up is 10, expected 1000 or more"),
        ({"most_steps": 0}, "most_steps is 0, expected 1 or more"),
        ({"slides": -1}, "slides is -1, expected 0 or more"),
        ({"draws": 3}, "draws is 3, expected 4 or more"),
        ({"threads": 0}, "threads is 0, expected 1 or more"),
        ({"classes": 0}, "classes is 0, expected 1 or more"),
        (
            {"shape": 0.0, "rate": -1.0},
            "shape is 0.0, expected a number above 0; rate is -1.0, expected a number above 0",
        ),
        ({"level": 1.0}, "level is 1.0, expected a number between 0 and 1"),
    ],
)
def test_settings_out_of_range_are_named(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(UsageError) as raised:
        latent_classes(KOREA, LatentSettings(**changes), seed=1)
    assert f"Cannot fit latent classes: {message}." == str(raised.value)


def test_many_lists_can_be_taken_in() -> None:
    random = np.random.default_rng(7)
    caught = random.random((600, 12)) < random.uniform(0.1, 0.5, 12)
    counts: dict[int, int] = {}
    for row in caught[caught.any(axis=1)]:
        history = int(sum(1 << place for place in np.flatnonzero(row)))
        counts[history] = counts.get(history, 0) + 1
    lists = [f"L{place}" for place in range(12)]
    histories: CaptureHistories = histories_from_counts(lists, counts)
    found = estimated(latent_classes(histories, QUICK, seed=1))
    assert found.total == pytest.approx(600, rel=0.05)
