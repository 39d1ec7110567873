"""What holds for any table: nobody is lost, nothing lies below what was counted, order and names mean nothing."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tollbook.estimate.average_fits import AverageSettings
from tollbook.estimate.averaged import averaged, averaged_as_published
from tollbook.estimate.consistency import within_list
from tollbook.estimate.densities import density_of
from tollbook.estimate.imputation import covariate_table, imputations, imputed_counts
from tollbook.estimate.strata import reordered
from tollbook.estimate.tables import histories_from_counts
from tollbook.estimate.what_if import with_false_links, with_missed_links
from tollbook.model import CaptureHistories, Estimate, HistoryCount

FULL = st.lists(st.integers(1, 400), min_size=7, max_size=7)
ORDERS = st.permutations(range(3))
SEX = st.sampled_from(["f", "m", None])
CELLS = st.dictionaries(st.tuples(st.integers(1, 7), SEX), st.integers(1, 60), min_size=2, max_size=14)
SHARES = st.floats(0.0, 0.3)


def table(counts: list[int]) -> CaptureHistories:
    return histories_from_counts(["A", "B", "C"], dict(enumerate(counts, start=1)))


def with_sex(cells: dict[tuple[int, str | None], int]) -> CaptureHistories:
    return CaptureHistories(
        lists=("A", "B", "C"),
        covariates=("sex",),
        cells=tuple(HistoryCount(history=h, count=n, covariates=(sex,)) for (h, sex), n in cells.items()),
    )


@given(FULL, st.integers(0, 99))
@settings(max_examples=40)
def test_no_average_lies_below_what_was_counted(counts: list[int], seed: int) -> None:
    for method in (averaged, averaged_as_published):
        found = method(table(counts), AverageSettings(draws=50), seed=seed)
        if isinstance(found, Estimate):
            assert found.interval is not None
            assert sum(counts) == found.observed <= found.interval.low <= found.interval.high
            assert found.total >= found.observed


@given(FULL, ORDERS)
@settings(max_examples=40)
def test_the_order_of_lists_does_not_matter_to_an_average(counts: list[int], order: list[int]) -> None:
    plain, turned = table(counts), reordered(table(counts), order)
    one, other = (averaged_as_published(each, seed=1) for each in (plain, turned))
    assert isinstance(one, Estimate) == isinstance(other, Estimate)
    if isinstance(one, Estimate) and isinstance(other, Estimate):
        assert one.total == pytest.approx(other.total, rel=1e-3)


@given(FULL)
@settings(max_examples=30)
def test_two_equal_halves_give_twice_the_estimate(counts: list[int]) -> None:
    cells: dict[tuple[int, str | None], int] = {
        (history, sex): count for history, count in enumerate(counts, start=1) for sex in ("f", "m")
    }
    whole = averaged_as_published(table(counts), seed=1)
    halves = averaged_as_published(with_sex(cells), AverageSettings(by=("sex",)), seed=1)
    assert isinstance(whole, Estimate) == isinstance(halves, Estimate)
    if isinstance(whole, Estimate) and isinstance(halves, Estimate):
        assert halves.total == pytest.approx(2 * whole.total, rel=1e-6)


@given(CELLS, st.integers(1, 4), st.integers(0, 99))
def test_imputing_loses_nobody_and_changes_nothing_that_is_known(
    cells: dict[tuple[int, str | None], int], number: int, seed: int
) -> None:
    people = with_sex(cells)
    if not any(sex for _, sex in cells):
        return
    known = covariate_table(people, ("sex",))
    filled = imputed_counts(known, number, seed)
    assert (filled >= known.known).all()
    assert {people.observed} == set(filled.sum(axis=(1, 2)).tolist())
    for each in imputations(people, ("sex",), number=number, seed=seed):
        assert people.counts == each.counts


@given(FULL, SHARES)
def test_records_are_neither_made_nor_lost_when_links_change(counts: list[int], share: float) -> None:
    plain = table(counts)
    for changed in (with_missed_links(plain, share), with_false_links(plain, share)):
        assert sum(changed.list_sizes) == pytest.approx(sum(plain.list_sizes), abs=8)
        assert all(count > 0 for count in changed.counts.values())


@given(FULL, st.integers(0, 2))
def test_within_a_list_are_all_its_people_but_those_on_it_alone(counts: list[int], place: int) -> None:
    plain = table(counts)
    inside = within_list(plain, place)
    assert plain.list_sizes[place] == inside.observed + plain.counts[1 << place]
    assert plain.lists == (*inside.lists[:place], plain.lists[place], *inside.lists[place:])


@given(st.lists(st.floats(100.0, 1e6), min_size=2, max_size=200))
def test_a_curve_of_draws_ascends_and_is_nowhere_negative(draws: list[float]) -> None:
    density = density_of(np.array(draws), 100)
    if density is not None:
        assert list(density.totals) == sorted(density.totals)
        assert min(density.heights) >= 0.0
        assert density.totals[0] >= 100.0


@given(FULL)
@settings(max_examples=20)
def test_names_of_lists_change_nothing(counts: list[int]) -> None:
    plain = table(counts)
    renamed = replace(plain, lists=("X", "Y", "Z"))
    assert averaged(plain, AverageSettings(draws=50), seed=1) == averaged(
        renamed, AverageSettings(draws=50), seed=1
    )
