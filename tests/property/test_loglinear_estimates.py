"""What must hold of log-linear estimates whatever the counts are."""

from __future__ import annotations

import math
import os
import subprocess
import sys
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tollbook.estimate.closed_forms import chao
from tollbook.estimate.loglinear import select_models
from tollbook.estimate.loglinear_settings import LoglinearSettings
from tollbook.estimate.loglinear_terms import label, parse_label
from tollbook.estimate.strata import reordered, split
from tollbook.estimate.tables import histories_from_counts, histories_from_rows
from tollbook.model import CaptureHistories, Estimate

POINT = LoglinearSettings(replicates=0)
FULL = LoglinearSettings(replicates=20)


@st.composite
def tables(draw: st.DrawFn, low: int = 0) -> CaptureHistories:
    """Return three or four lists that meet in pairs."""
    lists = draw(st.integers(3, 4))
    counts = {history: draw(st.integers(low, 60)) for history in range(1, 1 << lists)}
    for place in range(lists - 1):
        counts[3 << place] += 1
    return histories_from_counts([f"list {place}" for place in range(lists)], counts)


def total(table: CaptureHistories, fields: LoglinearSettings = POINT) -> float:
    """Return the total, infinite where there is no estimate."""
    outcome = select_models(table, fields)
    return outcome.total if isinstance(outcome, Estimate) else math.inf


@given(tables(), st.booleans())
@settings(max_examples=60)
def test_no_part_of_an_estimate_lies_below_the_observed_count(table: CaptureHistories, average: bool) -> None:  # noqa: FBT001 - hypothesis draws it
    outcome = select_models(table, LoglinearSettings(replicates=20, average=average))
    if isinstance(outcome, Estimate):
        assert outcome.total >= table.observed
        assert all(model.total >= table.observed for model in outcome.models)
        assert outcome.interval is None or table.observed <= outcome.interval.low <= outcome.interval.high
    bound = chao(table)
    assert not isinstance(bound, Estimate) or bound.total >= table.observed


@given(tables(), st.randoms(use_true_random=False))
@settings(max_examples=60)
def test_models_of_reordered_lists_are_the_models_with_the_numbers_changed(
    table: CaptureHistories, random: Random
) -> None:
    lists = len(table.lists)
    order = list(range(lists))
    random.shuffle(order)
    one, other = select_models(table, POINT), select_models(reordered(table, order), POINT)
    if not isinstance(one, Estimate) or not isinstance(other, Estimate):
        assert isinstance(one, Estimate) == isinstance(other, Estimate)
        return
    renamed = {
        label(sum(1 << order.index(place) for place in range(lists) if term >> place & 1) for term in parse_label(model.model, lists)): model
        for model in one.models
    }  # fmt: skip
    assert set(renamed) == {model.model for model in other.models}
    for model in other.models:
        assert renamed[model.model].total == pytest.approx(model.total, rel=1e-6)
        assert renamed[model.model].criterion == pytest.approx(model.criterion, abs=1e-6)


@given(tables(low=1), st.integers(2, 50))
@settings(max_examples=60)
def test_counts_times_a_number_give_totals_times_it_for_every_model(
    table: CaptureHistories, times: int
) -> None:
    larger = histories_from_counts(
        table.lists, {history: times * count for history, count in table.counts.items()}
    )
    one, other = select_models(table, POINT), select_models(larger, POINT)
    assert isinstance(one, Estimate)
    assert isinstance(other, Estimate)
    totals = {model.model: model.total for model in other.models}
    for model in one.models:
        assert times * model.total == pytest.approx(totals[model.model], rel=1e-6)


@given(tables(low=1))
@settings(max_examples=40)
def test_a_stratum_split_into_two_equal_halves_gives_the_same_total(table: CaptureHistories) -> None:
    rows = [
        [*(str(history >> place & 1) for place in range(len(table.lists))), half, str(count)]
        for history, count in table.counts.items()
        for half in ("one", "other")
    ]
    doubled = histories_from_rows([*table.lists, "half", "count"], rows, lists=table.lists)
    model = LoglinearSettings(models="main", replicates=0)
    halves = split(doubled, ["half"])
    assert 2 * total(table, model) == pytest.approx(total(doubled, model), rel=1e-9)
    assert sum(total(half, model) for half in halves.values()) == pytest.approx(
        total(doubled, model), rel=1e-9
    )


@given(tables())
@settings(max_examples=8)
def test_the_same_seed_gives_the_same_bytes(table: CaptureHistories) -> None:
    assert repr(select_models(table, FULL, seed=1)) == repr(select_models(table, FULL, seed=1))


SCRIPT = """
import hashlib
from tollbook.estimate.datasets import load
from tollbook.estimate.graphs import GraphSettings, average_graphs
from tollbook.estimate.loglinear import select_models
table = load("uk-2013-5lists")
results = average_graphs(table, GraphSettings(draws=100), seed=2), select_models(table, seed=2)
print(hashlib.sha256(repr(results).encode()).hexdigest())
"""


def test_one_thread_and_two_give_the_same_bytes() -> None:
    names = ("NUMBA_NUM_THREADS", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
    digests = {
        subprocess.run(
            [sys.executable, "-c", SCRIPT],
            env={**os.environ, **dict.fromkeys(names, threads)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for threads in ("1", "2")
    }
    assert len(digests) == 1
