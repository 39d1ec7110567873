from __future__ import annotations

import pytest

from tollbook.errors import UsageError
from tollbook.estimate.tables import histories_from_counts
from tollbook.estimate.what_if import (
    FACTORS,
    LINK_SHARES,
    interaction_totals,
    link_sensitivity,
    with_false_links,
    with_missed_links,
)
from tollbook.model import CaptureHistories, Estimate, Outcome

TABLE = histories_from_counts(["A", "B", "C"], {1: 400, 2: 300, 3: 100, 4: 200, 5: 60, 6: 40, 7: 20})


def records(histories: CaptureHistories) -> int:
    return sum(histories.list_sizes)


@pytest.mark.parametrize("share", [0.0, 0.01, 0.1, 0.3])
def test_links_that_were_missed_make_people_fewer_and_records_the_same(share: float) -> None:
    changed = with_missed_links(TABLE, share)
    assert TABLE.observed - round(share * 900) == pytest.approx(changed.observed, abs=1)
    assert records(TABLE) == pytest.approx(records(changed), abs=4)


@pytest.mark.parametrize("share", [0.0, 0.01, 0.1, 0.3])
def test_links_that_were_false_make_people_more_and_records_the_same(share: float) -> None:
    changed = with_false_links(TABLE, share)
    assert TABLE.observed + round(share * 220) == pytest.approx(changed.observed, abs=1)
    assert records(TABLE) == pytest.approx(records(changed), abs=4)


def test_nothing_changes_at_a_share_of_none() -> None:
    assert TABLE.counts == with_missed_links(TABLE, 0.0).counts == with_false_links(TABLE, 0.0).counts


@pytest.mark.parametrize("change", [with_missed_links, with_false_links])
def test_a_share_out_of_range_is_refused(change: object) -> None:
    with pytest.raises(UsageError) as raised:
        with_missed_links(TABLE, 0.31) if change is with_missed_links else with_false_links(TABLE, 0.31)
    assert "Cannot change links: the share is 0.31, expected 0 to 0.3." == str(raised.value)


def test_every_share_is_tried_in_both_directions_with_no_change_between() -> None:
    def method(histories: CaptureHistories) -> Outcome:
        return Estimate(
            method="made", observed=histories.observed, total=histories.observed, interval=None, assumption=""
        )

    found = link_sensitivity(TABLE, method)
    assert [("missed links", share) for share in reversed(LINK_SHARES)] + [("no wrong links", 0.0)] + [
        ("false links", share) for share in LINK_SHARES
    ] == [(each.kind, each.value) for each in found]
    counted = [each.outcome.observed for each in found]
    assert counted == sorted(counted)


def test_the_highest_interaction_multiplies_the_people_on_no_list() -> None:
    assert ((0.5, 150.0), (1.0, 200.0), (2.0, 300.0)) == interaction_totals(100, 200.0, (0.5, 1.0, 2.0))
    assert FACTORS == tuple(factor for factor, _ in interaction_totals(100, 200.0))
    assert all(total >= 100 for _, total in interaction_totals(100, 200.0))
