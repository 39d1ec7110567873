"""What must hold of the average over graphs whatever the counts are."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tollbook.estimate.graphs import GraphSettings, average_graphs
from tollbook.estimate.strata import reordered
from tollbook.estimate.tables import histories_from_counts
from tollbook.model import CaptureHistories, Estimate

SETTINGS = GraphSettings(cap=3000, top=822)


@st.composite
def tables(draw: st.DrawFn) -> CaptureHistories:
    """Return three or four lists that meet in pairs."""
    lists = draw(st.integers(3, 4))
    counts = draw(st.dictionaries(st.integers(1, 2**lists - 1), st.integers(0, 60)))
    chain = {3 << place: 1 + counts.get(3 << place, 0) for place in range(lists - 1)}
    return histories_from_counts([f"list {place}" for place in range(lists)], {**counts, **chain})


def estimate(table: CaptureHistories) -> Estimate:
    """Return our estimate, which there is for lists that meet."""
    outcome = average_graphs(table, SETTINGS)
    assert isinstance(outcome, Estimate)
    return outcome


@given(tables())
@settings(max_examples=40)
def test_no_part_of_an_estimate_lies_below_the_observed_count(table: CaptureHistories) -> None:
    result = estimate(table)
    assert result.interval is not None
    assert table.observed < result.interval.low <= result.total <= result.interval.high
    assert all(model.total > table.observed for model in result.models)
    assert sum(model.weight for model in result.models) == pytest.approx(1.0)


@given(tables(), st.randoms(use_true_random=False))
@settings(max_examples=40)
def test_the_order_of_the_lists_changes_nothing(table: CaptureHistories, random: Random) -> None:
    order = list(range(len(table.lists)))
    random.shuffle(order)
    one, other = estimate(table), estimate(reordered(table, order))
    assert one.summaries["mean"] == pytest.approx(other.summaries["mean"], rel=1e-9)
    assert (one.total, one.interval) == (other.total, other.interval)


@given(tables())
@settings(max_examples=20)
def test_the_same_counts_give_the_same_bytes(table: CaptureHistories) -> None:
    assert repr(estimate(table)) == repr(estimate(table))
