from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from tollbook.chart.marks import Mark, Question, claimants, marks, series_of, steps, turns
from tollbook.model import Harm
from tollbook.model.reconciliation import PlacedClaim, Reconciliation, Series
from tollbook.model.terms import DisputeState

MARKET = Question("market", Harm.KILLED, "all")


def no_link(_: str) -> None:
    return None


def by_name(record: Reconciliation) -> dict[str, Mark]:
    return {mark.claim: mark for mark in marks(record, MARKET, no_link)}


def test_every_claim_of_the_question_with_a_day_is_a_mark_by_day_and_claimant(record: Reconciliation) -> None:
    expected = ["C1", "C3", "C2", "C5", "C4", "C7"]
    assert expected == [mark.claim for mark in marks(record, MARKET, no_link)]


def test_a_claim_without_any_day_has_no_mark(record: Reconciliation) -> None:
    assert "C6" not in by_name(record)


def test_a_mark_stands_at_the_day_up_to_which_it_counts_before_the_day_of_publication(
    record: Reconciliation,
) -> None:
    moved = replace(record, claims=(replace(record.claims[0], as_of=date(2026, 3, 1)),))
    assert date(2026, 3, 1) == by_name(moved)["C1"].day
    assert date(2026, 3, 4) == by_name(record)["C1"].day


def test_an_open_bound_stays_open_and_the_known_one_places_the_mark(record: Reconciliation) -> None:
    found = by_name(record)
    assert (12, 12, None) == (found["C1"].value, found["C1"].low, found["C1"].high)
    assert (60, None, 60) == (found["C7"].value, found["C7"].low, found["C7"].high)


def test_doubt_rejection_and_open_disputes_are_told_apart(record: Reconciliation) -> None:
    found = by_name(record)
    assert ["C7"] == [name for name, mark in found.items() if mark.hedged]
    assert ["C5"] == [name for name, mark in found.items() if mark.rejected]
    assert ["C3", "C5", "C4"] == [name for name, mark in found.items() if mark.disputed]


def test_a_settled_dispute_puts_no_ring_round_a_mark(record: Reconciliation) -> None:
    settled = replace(record.disputes[0], state=DisputeState.SETTLED)
    assert not any(mark.disputed for mark in by_name(replace(record, disputes=(settled,))).values())


def test_a_mark_says_in_words_what_it_stands_for(
    record: Reconciliation, make_placed: Callable[..., PlacedClaim]
) -> None:
    claim = make_placed(
        "C9", "D1", 9, 9, "the office", period_hours=48, part_of=True, flags=("not_in_source",)
    )
    (mark,) = marks(replace(record, claims=(claim,)), MARKET, no_link)
    assert "9, in 48 hours, part of a larger figure, not in the source it cites" == mark.words


def test_a_mark_carries_the_address_of_its_claim(record: Reconciliation) -> None:
    found = marks(record, MARKET, lambda claim: f"claims/{claim}.html")
    assert "claims/C1.html" == found[0].link


def test_claimants_come_in_the_order_in_which_they_first_speak(record: Reconciliation) -> None:
    expected = ("Kesh Regional Hospital", "the government", "the mayor")
    assert expected == claimants(marks(record, MARKET, no_link), ())


def test_a_step_line_breaks_where_the_counter_restarts_and_leaves_out_figures_of_others(
    counter: Series,
) -> None:
    reported = [(row["day"], row["value"], row["stretch"]) for row in steps([counter]) if not row["derived"]]
    expected = [
        ("2026-03-04", 100, "S1 1 reported"),
        ("2026-03-07", 130, "S1 1 reported"),
        ("2026-03-20", 26, "S1 2 reported"),
    ]
    assert expected == reported


def test_a_derived_stretch_begins_at_the_reported_point_it_was_computed_from(counter: Series) -> None:
    derived = [(row["day"], row["value"]) for row in steps([counter]) if row["derived"]]
    assert [("2026-03-04", 100), ("2026-03-05", 109)] == derived


def test_restarts_are_turns_of_the_counter(counter: Series) -> None:
    expected = {"day": "2026-03-20", "what": "counter restarts", "claimant": "Kesh Regional Hospital"}
    assert [expected] == turns([counter])


def test_only_the_series_of_the_question_are_shown(record: Reconciliation, counter: Series) -> None:
    other = replace(counter, id="S2", harm=Harm.INJURED)
    assert (counter,) == series_of(replace(record, series=(counter, other)), MARKET)
