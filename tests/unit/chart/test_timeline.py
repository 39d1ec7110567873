from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tollbook.chart.marks import Question
from tollbook.chart.render import drawing, png_file
from tollbook.chart.theme import BAND, SERIES, WIDE
from tollbook.chart.timeline import timeline
from tollbook.model import Harm
from tollbook.model.chart import Chart
from tollbook.model.charting import RangeStep
from tollbook.model.reconciliation import PlacedClaim, Reconciliation, Series

MARKET = Question("market", Harm.KILLED, "all")


@pytest.fixture
def chart(record: Reconciliation) -> Chart:
    drawn = timeline(record, MARKET)
    assert drawn is not None
    return drawn


def panels(chart: Chart) -> list[dict[str, Any]]:
    return list(chart.wide["vconcat"])


def inside(value: object) -> Iterator[dict[str, Any]]:
    """Return every mapping in a specification."""
    if isinstance(value, dict):
        yield value
        for each in value.values():
            yield from inside(each)
    elif isinstance(value, list):
        for each in value:
            yield from inside(each)


def test_a_question_nobody_speaks_to_has_no_timeline(record: Reconciliation) -> None:
    assert timeline(record, Question("market", Harm.MISSING, "all")) is None


def test_the_title_says_what_is_counted_and_where(chart: Chart) -> None:
    assert "Who said what, and when: people killed, Kesh market" == chart.title


def test_the_words_beside_the_picture_are_made_from_the_claims(chart: Chart) -> None:
    expected = (
        "6 claims about people killed, Kesh market, by 3 claimants, from 4 March 2026 to 6 March 2026; "
        "the numbers stated run from 5 to 60. An open dispute touches 3 claims."
    )
    assert expected == chart.alternative


def test_the_table_has_a_row_for_every_mark(chart: Chart) -> None:
    assert ("Day", "Who says it", "Number", "Claim") == chart.columns
    assert ("2026-03-04", "Kesh Regional Hospital", "12 or more", "C1") == chart.rows[0]
    assert 6 == len(chart.rows)


def test_totals_parts_and_estimates_never_share_an_axis(
    record: Reconciliation, make_placed: Callable[..., PlacedClaim]
) -> None:
    more = (
        make_placed("C10", "D1", 3, 3, "the office", period_hours=24),
        make_placed("C11", "D1", 4, 4, "the office", part_of=True),
        make_placed("C12", "D3", 410, 410, "an institute", flags=("estimate",)),
    )
    drawn = timeline(replace(record, claims=(*record.claims, *more)), MARKET)
    assert drawn is not None
    held = [[row["claim"] for row in panel["data"]["values"]] for panel in panels(drawn)]
    assert [["C1", "C3", "C2", "C5", "C4", "C7"], ["C10", "C11"], ["C12"]] == held
    assert "estimated, the uncounted included" == panels(drawn)[2]["title"]["text"]


def test_counts_begin_at_zero(chart: Chart) -> None:
    scales = [each["scale"] for each in inside(chart.wide) if each.get("type") == "quantitative"]
    assert scales
    assert all(scale["zero"] for scale in scales)


def test_marks_of_one_day_and_number_stand_side_by_side(record: Reconciliation) -> None:
    twin = replace(record.claims[0], source=replace(record.claims[0].source, id="C1b"))
    drawn = timeline(replace(record, claims=(record.claims[0], twin)), MARKET)
    assert drawn is not None
    places = [row["at"] for row in panels(drawn)[0]["data"]["values"]]
    assert 2 == len(set(places))
    assert {"2026-03-04"} == {place[:10] for place in places}


def test_the_band_is_drawn_out_to_the_last_day_and_an_open_one_ends_at_its_known_bound(
    record: Reconciliation,
) -> None:
    band = [
        RangeStep(day=date(2026, 3, 4), low=5, high=None),
        RangeStep(day=date(2026, 3, 5), low=5, high=14),
    ]
    drawn = timeline(record, MARKET, band=band)
    assert drawn is not None
    (area,) = (
        each
        for each in inside(drawn.wide)
        if isinstance(each.get("mark"), dict) and each["mark"].get("color") == BAND
    )
    expected = [
        {"day": "2026-03-04", "low": 5, "high": 5},
        {"day": "2026-03-05", "low": 5, "high": 14},
        {"day": "2026-03-06", "low": 5, "high": 14},
    ]
    assert expected == area["data"]["values"]
    assert "step-after" == area["mark"]["interpolate"]


def test_derived_lines_are_dashed_and_reported_ones_are_not(record: Reconciliation, counter: Series) -> None:
    drawn = timeline(replace(record, series=(counter,)), MARKET)
    assert drawn is not None
    lines = [
        each
        for each in inside(drawn.wide)
        if isinstance(each.get("mark"), dict) and each["mark"].get("type") == "line"
    ]
    dashes = {each["data"]["values"][0]["derived"]: each["mark"]["strokeDash"] for each in lines}
    assert {False: [1, 0], True: [2, 3]} == dashes
    assert {"step-after"} == {each["mark"]["interpolate"] for each in lines}


def test_a_restart_is_marked_on_the_axis_and_told_in_words(record: Reconciliation, counter: Series) -> None:
    drawn = timeline(replace(record, series=(counter,)), MARKET)
    assert drawn is not None
    assert '"what": "counter restarts"' in json.dumps(drawn.wide)
    assert drawn.alternative.endswith("On 2026-03-20 the counter restarts (Kesh Regional Hospital).")


def test_colours_follow_the_order_of_speaking_never_the_name(record: Reconciliation) -> None:
    def swapped(name: str) -> str:
        return {"Kesh Regional Hospital": "the government", "the government": "Kesh Regional Hospital"}.get(
            name, name
        )

    other = replace(
        record, claims=tuple(replace(each, claimant=swapped(each.claimant)) for each in record.claims)
    )
    drawn, twin = timeline(record, MARKET), timeline(other, MARKET)
    assert drawn is not None
    assert twin is not None
    ranges = [
        [
            each["scale"]["range"]
            for each in inside(one.wide)
            if each.get("field") == "claimant" and "scale" in each
        ]
        for one in (drawn, twin)
    ]
    assert ranges[0] == ranges[1]
    assert list(SERIES[:3]) == ranges[0][0]


def test_a_mark_links_to_its_claim(record: Reconciliation) -> None:
    drawn = timeline(record, MARKET, link=lambda claim: f"claims/{claim}.html")
    assert drawn is not None
    assert "claims/C1.html" == panels(drawn)[0]["data"]["values"][0]["href"]


def test_in_the_picture_each_link_keeps_its_address_and_is_named(record: Reconciliation) -> None:
    chart = timeline(record, MARKET, link=lambda claim: f"../documents/{claim}.html#m1-1")
    assert chart is not None
    svg = drawing(chart).wide
    addresses = re.findall(r'<a [^>]*href="([^"]*)"', svg)
    assert 6 == len(addresses)
    assert "../documents/C1.html#m1-1" in addresses
    assert 'role="group"' in svg
    assert 'aria-label="Kesh Regional Hospital, 12 or more, 4 March 2026"' in svg


def test_the_picture_is_drawn_for_both_widths_with_its_words(record: Reconciliation, counter: Series) -> None:
    chart = timeline(
        replace(record, series=(counter,)), MARKET, band=[RangeStep(day=date(2026, 3, 4), low=5, high=14)]
    )
    assert chart is not None
    drawn = drawing(chart)
    assert drawn.wide.startswith("<svg")
    assert 'role="img"' in drawn.narrow
    assert 360 >= int(re.findall(r'width="(\d+)"', drawn.narrow)[0])
    assert "counter restarts" in drawn.wide
    assert png_file(chart.narrow).startswith(b"\x89PNG")
    assert WIDE == panels(chart)[0]["width"]


def test_the_order_of_the_claims_changes_nothing(record: Reconciliation) -> None:
    assert timeline(record, MARKET) == timeline(replace(record, claims=record.claims[::-1]), MARKET)
