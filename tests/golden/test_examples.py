"""The shipped example documents, and exactly the claims that each of them holds.

The expected claims are in `examples.toml`, in a form that a domain person can read and correct.
"""

from __future__ import annotations

import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path
from subprocess import run
from typing import Any

import pytest

import tollbook
from tollbook.errors import InputError
from tollbook.model import Claim, Document, Reading, ReadStatus
from tollbook.pipeline.reading import read_corpus

EXAMPLES = Path(__file__).parents[2] / "examples"
ARVENIA = EXAMPLES / "arvenia"
EXPECTED: list[dict[str, Any]] = tomllib.loads(
    Path(__file__).with_name("examples.toml").read_text(encoding="utf-8")
)["document"]
READABLE = [row for row in EXPECTED if "not_read" not in row]


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What `examples.toml` says of one claim."""

    count: str
    low: int | None
    high: int | None
    harm: str
    claimant: str | None
    via: str | None
    disputed_by: str | None
    stance: str
    modality: str


def name_of(row: dict[str, Any]) -> str:
    """Return what to call a document in the list of tests."""
    return str(row.get("record", row["file"]))


def readings(file: str) -> list[Reading]:
    """Return what comes of one example file: one reading, or one for each record of a corpus."""
    found = []
    for outcome in read_corpus([ARVENIA / file]):
        if isinstance(outcome, InputError):
            raise outcome
        found.append(outcome)
    return found


def document_of(row: dict[str, Any]) -> Document:
    """Return the document that a row of `examples.toml` speaks of."""
    if "record" not in row:
        return tollbook.read_document(ARVENIA / row["file"])
    by_id = {reading.document.id: reading.document for reading in readings(row["file"])}
    return by_id[row["record"]]


def expected_statement(row: dict[str, Any]) -> Statement:
    """Return the expectation of one claim, with what a row may leave out filled in."""
    return Statement(
        count=row["count"],
        low=row.get("low"),
        high=row.get("high"),
        harm=row["harm"],
        claimant=row.get("claimant"),
        via=row.get("via"),
        disputed_by=row.get("disputed_by"),
        stance=row.get("stance", "asserts"),
        modality=row.get("modality", "stated"),
    )


def statement(claim: Claim) -> Statement:
    """Return of a claim what the expectations speak of."""
    return Statement(
        count=claim.count,
        low=claim.low,
        high=claim.high,
        harm=claim.harm.value,
        claimant=claim.claimant,
        via=claim.via,
        disputed_by=claim.disputed_by,
        stance=claim.stance.value,
        modality=claim.modality.value,
    )


@pytest.mark.parametrize("row", READABLE, ids=name_of)
def test_an_example_holds_exactly_the_expected_claims(row: dict[str, Any]) -> None:
    claims = tollbook.extract_claims(document_of(row))
    assert [expected_statement(each) for each in row["claim"]] == [statement(each) for each in claims]


@pytest.mark.parametrize("row", EXPECTED, ids=name_of)
def test_an_example_is_read_with_its_publisher_and_its_day(row: dict[str, Any]) -> None:
    document = document_of(row)
    expected = {key: row[key] for key in ("publisher", "date") if key in row}
    actual = {"publisher": document.publisher, "date": document.published_at}
    assert expected == {key: actual[key] for key in expected}


@pytest.mark.parametrize("row", [row for row in EXPECTED if "not_read" in row], ids=name_of)
def test_an_example_in_another_language_says_that_it_was_not_read(row: dict[str, Any]) -> None:
    outcomes = [(reading.status, reading.reason, reading.claims) for reading in readings(row["file"])]
    assert [(ReadStatus.NOT_READ, row["not_read"], ())] == outcomes


def test_every_shipped_document_has_its_expected_claims() -> None:
    shipped = {path.name for path in ARVENIA.iterdir()}
    assert shipped == {row["file"] for row in EXPECTED}


def test_expected_records_are_those_of_the_corpus() -> None:
    records = [row["record"] for row in EXPECTED if "record" in row]
    assert records == [reading.document.id for reading in readings("12-short-items.jsonl")]


def test_made_documents_are_the_ones_checked_in(tmp_path: Path) -> None:
    run([sys.executable, str(EXAMPLES / "make_pdf.py"), str(tmp_path)], check=True, timeout=60)
    made = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert made == {name: (ARVENIA / name).read_bytes() for name in made}
    assert sorted(path.suffix for path in tmp_path.iterdir()) == [".docx", ".pdf", ".pdf"]
