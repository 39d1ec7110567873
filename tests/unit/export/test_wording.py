from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from tollbook.export.wording import (
    DOCUMENT_ITSELF,
    circumstances,
    number_words,
    period_words,
    remarks,
    speakers,
    when_words,
)
from tollbook.model import Claim, DatePrecision, Modality, Qualifier, Scope, Stance

TEXT = "At least 12 people were killed in Kesh."


@pytest.fixture
def claim(make_claim: Callable[..., Claim]) -> Callable[..., Claim]:
    def make(**fields: Any) -> Claim:
        return make_claim(TEXT, "At least 12", **fields)

    return make


@pytest.mark.parametrize(
    ("low", "high", "qualifier", "expected"),
    [
        (12, 12, Qualifier.EXACT, "12"),
        (0, 0, Qualifier.EXACT, "0"),
        (500, 500, Qualifier.ABOUT, "about 500"),
        (8301, None, Qualifier.MORE_THAN, "8,301 or more"),
        (12, None, Qualifier.AT_LEAST, "12 or more"),
        (None, 499, Qualifier.LESS_THAN, "499 or fewer"),
        (15, 20, Qualifier.RANGE, "15 to 20"),
        (200000, 999999, Qualifier.ORDER_WORD, "200,000 to 999,999"),
        (None, None, Qualifier.EXACT, "number not stated"),
    ],
)
def test_an_open_bound_is_never_shown_as_a_number(
    claim: Callable[..., Claim], low: int | None, high: int | None, qualifier: Qualifier, expected: str
) -> None:
    assert expected == number_words(claim(low=low, high=high, qualifier=qualifier))


def test_a_plain_incident_needs_no_remark(claim: Callable[..., Claim]) -> None:
    assert () == remarks(claim())


def test_every_circumstance_of_a_figure_is_told(claim: Callable[..., Claim]) -> None:
    told = remarks(
        claim(stance=Stance.DISPUTES, modality=Modality.HEDGED, part_of=True, scope=Scope.CUMULATIVE)
    )
    expected = (
        "the speaker disputes this figure",
        "not stated as certain",
        "part of a larger figure",
        "running total",
    )
    assert expected == told


def test_a_revision_is_told(claim: Callable[..., Claim]) -> None:
    assert ("replaces an earlier figure",) == remarks(claim(stance=Stance.REVISES))


def test_where_nobody_is_named_the_document_itself_says_it(claim: Callable[..., Claim]) -> None:
    assert (("said by", DOCUMENT_ITSELF),) == speakers(claim())


def test_who_says_and_who_disputes_stand_in_the_same_form(claim: Callable[..., Claim]) -> None:
    said = claim(claimant="the hospital", via="Arvenia Wire", disputed_by="a spokesman")
    expected = (("said by", "the hospital"), ("passed on by", "Arvenia Wire"), ("disputed by", "a spokesman"))
    assert expected == speakers(said)


def test_who_rejects_a_figure_is_not_shown_as_saying_it(claim: Callable[..., Claim]) -> None:
    rejected = claim(claimant="a spokesman", stance=Stance.DISPUTES)
    assert (("disputed by", "a spokesman"),) == speakers(rejected)


def test_what_is_unknown_is_left_out(claim: Callable[..., Claim]) -> None:
    assert () == circumstances(claim())


def test_circumstances_are_told_in_one_order(claim: Callable[..., Claim]) -> None:
    full = claim(by="the army", when="Tuesday", place="Kesh", victims="children")
    expected = (
        ("who", "children"),
        ("where", "Kesh"),
        ("when", "Tuesday"),
        ("said to be done by", "the army"),
    )
    assert expected == circumstances(full)


@pytest.mark.parametrize(
    ("first", "last", "precision", "expected"),
    [
        (None, None, None, None),
        (date(2025, 3, 4), date(2025, 3, 4), DatePrecision.DAY, "4 March 2025"),
        (date(2025, 3, 3), date(2025, 3, 9), DatePrecision.WEEK, "3 March 2025 to 9 March 2025"),
        (date(2025, 3, 1), date(2025, 3, 31), DatePrecision.MONTH, "March 2025"),
        (date(2025, 1, 1), date(2025, 12, 31), DatePrecision.YEAR, "2025"),
        (date(2024, 10, 1), None, DatePrecision.DAY, "from 1 October 2024"),
        (None, date(2024, 10, 1), DatePrecision.DAY, "until 1 October 2024"),
    ],
)
def test_dates_are_no_finer_than_they_are_known(
    claim: Callable[..., Claim],
    first: date | None,
    last: date | None,
    precision: DatePrecision | None,
    expected: str | None,
) -> None:
    assert expected == period_words(claim(date_from=first, date_to=last, date_precision=precision))


def test_the_documents_words_for_when_come_before_the_date(claim: Callable[..., Claim]) -> None:
    day = date(2025, 3, 4)
    dated = claim(when="Tuesday", date_from=day, date_to=day, date_precision=DatePrecision.DAY)
    assert "Tuesday (4 March 2025)" == when_words(dated)


def test_a_date_is_not_told_twice(claim: Callable[..., Claim]) -> None:
    day = date(2025, 3, 4)
    dated = claim(when="on 4 March 2025", date_from=day, date_to=day, date_precision=DatePrecision.DAY)
    assert "on 4 March 2025" == when_words(dated)
