"""Running totals as official bodies published them: kept as they are, with restarts and falls told apart."""

from __future__ import annotations

import csv
from collections import defaultdict
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tollbook.model.claim import Claim
from tollbook.model.document import Span
from tollbook.model.evidence import CaseClaim, CaseDocument, CaseFacts
from tollbook.model.reconciliation import Series
from tollbook.model.terms import PointFlag, PointOrigin
from tollbook.model.vocabulary import Harm, Qualifier, Scope, SourceType
from tollbook.reconcile.reconciler import reconcile

Key = tuple[str, str, str]
Row = tuple[date, int]
HARMS = {
    "killed": Harm.KILLED,
    "injured": Harm.INJURED,
    "displaced": Harm.DISPLACED,
    "russian": Harm.CASUALTIES,
}
VICTIMS = {"children": "children", "women": "women"}


@pytest.fixture(scope="module")
def rows(bench_data: Path) -> dict[Key, list[Row]]:
    found: dict[Key, list[Row]] = defaultdict(list)
    with (bench_data / "data" / "reading" / "series-official.csv").open(
        encoding="utf-8", newline=""
    ) as stream:
        for row in csv.DictReader(stream):
            key = row["place"], row["measure"], row["claimant"]
            found[key].append((date.fromisoformat(row["date"]), int(row["value"])))
    return found


def series_of(key: Key, told: list[Row]) -> Series:
    """Return the series of one measure, each row a short bulletin of the body that published it."""
    place, measure, claimant = key
    documents, claims = [], []
    for number, (day, value) in enumerate(told):
        text = f"{value:,} people in {place}."
        count = f"{value:,}"
        documents.append(
            CaseDocument(
                id=f"{number:05}",
                publisher=claimant,
                source_type=SourceType.PARTY_AUTHORITY,
                published_at=datetime(day.year, day.month, day.day, 12, tzinfo=UTC),
                language="en",
                text=text,
                sentences=(Span(0, len(text)),),
            )
        )
        claim = Claim(
            start=0,
            end=len(count),
            count=count,
            low=value,
            high=value,
            qualifier=Qualifier.EXACT,
            harm=HARMS[measure.split("_")[0]],
            scope=Scope.CUMULATIVE,
            place=place,
            victims=next((words for part, words in VICTIMS.items() if part in measure), None),
        )
        claims.append(CaseClaim(id=f"{number:05}-1", document=f"{number:05}", claim=claim))
    record = reconcile(CaseFacts(id="official"), documents, claims)
    assert 1 == len(record.series)
    return record.series[0]


def test_every_row_is_kept_as_reported_and_nothing_is_drawn_between_them(rows: dict[Key, list[Row]]) -> None:
    for key, told in rows.items():
        points = series_of(key, told).points
        assert told == [(point.as_of, point.low) for point in points]
        assert {PointOrigin.REPORTED} == {point.origin for point in points}


def test_the_lebanese_counter_that_starts_again_has_a_second_phase(rows: dict[Key, list[Row]]) -> None:
    key = ("Lebanon", "killed_cum_reported", "Lebanon Ministry of Public Health")
    points = series_of(key, rows[key]).points
    assert [date(2026, 3, 5)] == [point.as_of for point in points if PointFlag.RESTART in point.flags]
    assert {(point.as_of >= date(2026, 3, 5), point.phase) for point in points} == {(False, 1), (True, 2)}


def test_a_fall_is_a_revision_and_no_new_phase(rows: dict[Key, list[Row]]) -> None:
    key = ("Gaza Strip", "killed_women_cum", "Gaza Ministry of Health (Telegram)")
    points = series_of(key, rows[key]).points
    assert [date(2023, 10, 21)] == [point.as_of for point in points if PointFlag.REVISION in point.flags]
    assert {1} == {point.phase for point in points}


def test_no_other_row_carries_a_flag(rows: dict[Key, list[Row]]) -> None:
    flagged = {
        (key[1], point.as_of)
        for key, told in rows.items()
        for point in series_of(key, told).points
        if point.flags
    }
    restarts = {(measure, date(2026, 3, 5)) for measure in ("killed_cum_reported", "injured_cum_reported")}
    assert restarts | {("killed_women_cum", date(2023, 10, 21))} == flagged
