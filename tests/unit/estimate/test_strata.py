from __future__ import annotations

import pytest

from tollbook.errors import UsageError
from tollbook.estimate.strata import pooled, reordered, split, without_list
from tollbook.estimate.tables import histories_from_csv

TABLE = histories_from_csv(
    "A,B,C,sex,region,count\n"
    "1,0,0,f,north,5\n1,0,0,m,north,6\n0,1,0,f,south,4\n1,1,0,m,south,3\n0,0,1,,north,2\n1,1,1,f,north,1\n"
)


def test_strata_hold_all_people_once_and_those_unknown_come_last() -> None:
    strata = split(TABLE, ["sex"])
    assert [("f",), ("m",), (None,)] == list(strata)
    assert [10, 9, 2] == [stratum.observed for stratum in strata.values()]


def test_strata_by_two_covariates_are_their_pairs() -> None:
    assert [("north", "f"), ("north", "m"), ("north", None), ("south", "f"), ("south", "m")] == list(
        split(TABLE, ["region", "sex"])
    )


def test_a_name_that_is_no_covariate_is_refused() -> None:
    with pytest.raises(UsageError) as caught:
        split(TABLE, ["age"])
    assert 'Cannot take strata by "age": the table has these covariates: sex, region.' == str(caught.value)


def test_pooled_histories_have_no_covariates_and_the_same_people() -> None:
    assert ((), TABLE.counts) == (pooled(TABLE).covariates, pooled(TABLE).counts)


def test_without_a_list_those_on_it_alone_are_gone() -> None:
    left = without_list(TABLE, 0)
    assert (("B", "C"), {1: 7, 2: 2, 3: 1}) == (left.lists, left.counts)


def test_reordered_lists_keep_their_people() -> None:
    turned = reordered(TABLE, [2, 0, 1])
    assert ("C", "A", "B") == turned.lists
    sizes = dict(zip(TABLE.lists, TABLE.list_sizes, strict=True))
    assert sizes == dict(zip(turned.lists, turned.list_sizes, strict=True))
