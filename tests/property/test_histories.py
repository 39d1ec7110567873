"""Capture histories come back as they were given, in whatever order and form."""

from __future__ import annotations

from random import Random

from hypothesis import assume, given
from hypothesis import strategies as st

from tollbook.estimate.strata import reordered, split
from tollbook.estimate.tables import histories_from_counts, histories_from_rows
from tollbook.model import CaptureHistories

LISTS = ("A", "B", "C", "D")


@st.composite
def tables(draw: st.DrawFn) -> CaptureHistories:
    """Return a table of four lists, each of which holds somebody."""
    counts = draw(st.dictionaries(st.integers(1, 15), st.integers(0, 9), min_size=1))
    held = 0
    for history, count in counts.items():
        held |= history if count else 0
    assume(held == 15)
    return histories_from_counts(LISTS, counts)


@given(tables(), st.randoms(use_true_random=False))
def test_one_row_for_each_person_gives_the_same_counts_in_any_order(
    table: CaptureHistories, random: Random
) -> None:
    rows = [
        [str(cell.history >> place & 1) for place in range(4)]
        for cell in table.cells
        for _ in range(cell.count)
    ]
    random.shuffle(rows)
    assert table == histories_from_rows(LISTS, rows, lists=LISTS)


@given(tables(), st.permutations(range(4)))
def test_lists_put_in_another_order_and_back_are_as_before(table: CaptureHistories, order: list[int]) -> None:
    back = [order.index(place) for place in range(4)]
    assert table == reordered(reordered(table, order), back)


@given(st.lists(st.tuples(st.integers(1, 7), st.sampled_from("fmx")), min_size=1, max_size=40))
def test_strata_add_up_to_the_whole(people: list[tuple[int, str]]) -> None:
    held = 0
    for history, _ in people:
        held |= history
    assume(held == 7)
    rows = [[str(history >> place & 1) for place in range(3)] + [sex] for history, sex in people]
    table = histories_from_rows(["A", "B", "C", "sex"], rows, lists=["A", "B", "C"])
    strata = split(table, ["sex"])
    for history, count in table.counts.items():
        assert count == sum(stratum.counts.get(history, 0) for stratum in strata.values())
