from __future__ import annotations

from tollbook.estimate.overlap import groups_of_lists, refusals_for
from tollbook.estimate.tables import histories_from_counts
from tollbook.model import Ground, Refusal

APART = histories_from_counts(["A", "B", "C", "D"], {1: 4, 2: 4, 4: 3, 8: 2, 0b0011: 1, 0b1100: 1})
CHAIN = histories_from_counts(["A", "B", "C"], {1: 4, 2: 4, 4: 3, 0b011: 1, 0b110: 1})


def test_lists_that_meet_by_way_of_others_are_one_group() -> None:
    assert (frozenset({0, 1, 2}),) == groups_of_lists(CHAIN)
    assert (frozenset({0, 1}), frozenset({2, 3})) == groups_of_lists(APART)


def test_lists_that_meet_are_not_refused() -> None:
    assert () == refusals_for(CHAIN, most=3)


def test_two_lists_are_an_assumption_and_no_estimate() -> None:
    two = histories_from_counts(["A", "B"], {1: 4, 2: 4, 3: 3})
    reason = "there are 2 lists, and fewer than 3 give an assumption, not an estimate"
    assert (Refusal(ground=Ground.TOO_FEW_LISTS, reason=reason),) == refusals_for(two)
    assert () == refusals_for(two, fewest=2)


def test_groups_that_share_nobody_are_refused_by_name_unless_asked_for() -> None:
    reason = "the lists fall into 2 groups that share nobody (A, B; C, D)"
    assert (Refusal(ground=Ground.NO_OVERLAP, reason=reason),) == refusals_for(APART)
    assert () == refusals_for(APART, connected=False)


def test_more_lists_than_a_method_takes_are_refused() -> None:
    reason = "there are 3 lists, and this method takes 2 at most; merge or leave out lists"
    assert (Refusal(ground=Ground.TOO_MANY_LISTS, reason=reason),) == refusals_for(CHAIN, fewest=2, most=2)
