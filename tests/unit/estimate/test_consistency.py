from __future__ import annotations

from tollbook.estimate.consistency import consistency_cautions, list_checks, within_list
from tollbook.estimate.datasets import load
from tollbook.estimate.tables import histories_from_counts
from tollbook.model import CaptureHistories, Doubt, Estimate, Ground, Interval, NotEstimable, Outcome, Refusal

TABLE = histories_from_counts(["A", "B", "C"], {1: 400, 2: 300, 3: 100, 4: 200, 5: 60, 6: 40, 7: 20})


def saying(total: float) -> object:
    """Return a method that always says so, give or take ten."""

    def method(histories: CaptureHistories) -> Outcome:
        interval = Interval(low=total - 10, high=total + 10, level=0.95, kind="made")
        return Estimate(
            method="made", observed=histories.observed, total=total, interval=interval, assumption=""
        )

    return method


def test_within_a_list_are_its_people_as_the_others_saw_them() -> None:
    inside = within_list(TABLE, 0)
    assert (("B", "C"), {1: 100, 2: 60, 3: 20}) == (inside.lists, inside.counts)
    last = within_list(TABLE, 2)
    assert (("A", "B"), {1: 60, 2: 40, 3: 20}) == (last.lists, last.counts)


def test_the_people_left_out_are_those_on_that_list_alone() -> None:
    kosovo = load("kosovo-1999")
    for place, size in enumerate(kosovo.list_sizes):
        assert size == within_list(kosovo, place).observed + kosovo.counts[1 << place]


def test_a_list_whose_known_size_is_missed_is_named() -> None:
    checks = list_checks(TABLE, saying(580.0))  # type: ignore[arg-type]
    assert [("A", 580), ("B", 460), ("C", 320)] == [(check.name, check.size) for check in checks]
    (caution,) = consistency_cautions(checks)
    expected = (
        "Asked for the known size of each list from the other lists, the method misses 2 of 3 (B, C). "
        "It may miss the total in the same way."
    )
    assert (Doubt.INCONSISTENT_LIST, expected) == (caution.doubt, caution.text)


def test_lists_that_are_all_told_give_no_warning() -> None:
    one = histories_from_counts(["A", "B"], {1: 5, 2: 5, 3: 5})
    assert () == consistency_cautions(list_checks(one, saying(10.0)))  # type: ignore[arg-type]


def test_what_cannot_be_estimated_is_neither_told_nor_missed() -> None:
    def refusing(histories: CaptureHistories) -> Outcome:
        refusal = Refusal(ground=Ground.TOO_FEW_LISTS, reason="two lists")
        return NotEstimable(method="made", observed=histories.observed, refusals=(refusal,), assumption="")

    assert () == consistency_cautions(list_checks(TABLE, refusing))
