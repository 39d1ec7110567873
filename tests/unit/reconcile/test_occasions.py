from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tollbook.model.reconciliation import Reconciliation
from tollbook.pipeline.reconciling import reconcile_case
from tollbook.reconcile.occasions import kinds_in

Told = Callable[..., Reconciliation]
SHELLING = (
    "The Wire",
    "2030-03-05",
    "Twelve people were killed when shells hit the market in Kesh on 4 March 2030.",
)


@pytest.fixture
def told(tmp_path: Path) -> Told:
    """Return the maker of a case: for each document its publisher, its day and its text."""

    def make(*documents: tuple[str, str, str]) -> Reconciliation:
        rows = ['id = "case"\n']
        for number, (publisher, day, text) in enumerate(documents):
            (tmp_path / f"{number}.txt").write_text(text + "\n", encoding="utf-8")
            rows.append(
                f'[[documents]]\nid = "D{number}"\nfile = "{number}.txt"\npublisher = "{publisher}"\n'
                f'source_type = "media_own"\npublished_at = "{day}T12:00:00Z"\nlanguage = "en"\n'
            )
        (tmp_path / "case.toml").write_text("\n".join(rows), encoding="utf-8")
        return reconcile_case(tmp_path)

    return make


def labels(record: Reconciliation) -> set[str]:
    return {event.label for event in record.events}


@pytest.mark.parametrize(
    ("sentence", "kinds"),
    [
        ("Shells hit the market.", {"violence"}),
        ("The clashes began after a blast.", {"violence"}),
        ("The flood reached Torv.", {"flood"}),
        ("The storm brought a flood.", {"flood", "storm"}),
        ("The fire service counted nine dead.", set()),
        ("Protests over the shelling began.", {"protest"}),
        ("Nine people died.", set()),
    ],
)
def test_a_sentence_names_the_kind_of_happening(sentence: str, kinds: set[str]) -> None:
    assert kinds == kinds_in(sentence)


def test_two_kinds_of_happening_at_one_place_are_two_events(told: Told) -> None:
    flood = ("The Bell", "2030-03-07", "Nine people were killed by the flood in Kesh on 6 March 2030.")
    assert {"shelling in Kesh", "flood in Kesh"} == labels(told(SHELLING, flood))


def test_what_a_document_tells_of_as_one_is_one_event(told: Told) -> None:
    one = (
        "The Bell",
        "2030-03-07",
        "Nine people were killed by the storm and the flood in Kesh on 6 March 2030.",
    )
    other = ("The Post", "2030-03-07", "Ten people were killed by the flood in Kesh on 6 March 2030.")
    assert 1 == len(labels(told(one, other)))


@pytest.mark.parametrize(("day", "events"), [(6, 1), (9, 1), (10, 2), (20, 2)])
def test_attacks_at_one_place_are_two_events_where_more_than_five_days_lie_between(
    told: Told, day: int, events: int
) -> None:
    later = (
        "The Bell",
        "2030-03-21",
        f"Three people were killed when shells hit the market in Kesh on {day} March 2030.",
    )
    assert events == len(told(SHELLING, later).events)


def test_an_unknown_kind_ties_to_what_happened_within_few_days(told: Told) -> None:
    plain = ("The Bell", "2030-03-06", "Fourteen people were killed in Kesh on 4 March 2030.")
    assert {"shelling in Kesh"} == labels(told(SHELLING, plain))


def test_an_incident_is_not_the_counter_of_the_conflict_around_it(told: Told) -> None:
    counter = ("The Board", "2030-03-31", "Since 1 March 2030, 214 people have been killed in Kesh district.")
    record = told(SHELLING, counter)
    assert 2 == len(record.events)
    assert {(12, 12), (214, 214)} == {(figure.low, figure.high) for figure in record.figures}


def test_a_toll_that_began_with_an_incident_is_that_of_the_incident(told: Told) -> None:
    toll = (
        "The Board",
        "2030-03-31",
        "Since the shelling of 4 March 2030, 15 people have been killed in Kesh.",
    )
    assert 1 == len(told(SHELLING, toll).events)


def test_whoever_withdraws_a_figure_that_it_passed_on_no_longer_supports_it(told: Told) -> None:
    first = (
        "The Mail",
        "2030-03-05",
        "Seventy people were killed when shells hit the market in Kesh on 4 March 2030, the Bell reported.",
    )
    text = (
        "This newspaper wrote that 70 people were killed when shells hit the market in Kesh on 4 March 2030. "
        "The number of 70 is withdrawn: seven people were killed in Kesh on 4 March 2030, as the Bell reported."
    )
    last = ("The Mail", "2030-03-06", text)
    record = told(first, last)
    assert {(7, 7)} == {(figure.low, figure.high) for figure in record.figures}
