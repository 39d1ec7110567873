from __future__ import annotations

import csv
import io
from collections.abc import Callable

import pytest

from tollbook.export.spreadsheet import COLUMNS, defused, write_spreadsheet
from tollbook.model import Claim, Reading


def rows(*readings: Reading) -> list[dict[str, str]]:
    stream = io.StringIO(newline="")
    write_spreadsheet(readings, stream)
    stream.seek(0)
    return list(csv.DictReader(stream))


def test_each_claim_is_a_row_with_its_document_beside_it(
    make_claim: Callable[..., Claim], make_reading: Callable[..., Reading]
) -> None:
    text = "At least 12 people,\nfour of them children, died."
    whole = make_claim(text, "At least 12", low=12, high=None)
    part = make_claim(text, "four", low=4, high=4, part_of=True)
    written = rows(make_reading(text, whole, part, title="Kesh"))
    seen = [
        (row["document"], row["title"], row["count"], row["low"], row["high"], row["part_of"])
        for row in written
    ]
    assert [
        ("note.txt", "Kesh", "At least 12", "12", "", "false"),
        ("note.txt", "Kesh", "four", "4", "4", "true"),
    ] == seen


def test_the_sentence_is_whole_and_on_one_line(
    make_claim: Callable[..., Claim], make_reading: Callable[..., Reading]
) -> None:
    text = "At least 12 people\n" + "and many more words " * 60 + "died."
    (row,) = rows(make_reading(text, make_claim(text, "12")))
    assert " ".join(text.split()) == row["sentence"]


def test_a_document_without_claims_has_no_row(unread_reading: Reading) -> None:
    assert [] == rows(unread_reading)


def test_the_header_is_there_even_without_rows() -> None:
    stream = io.StringIO()
    write_spreadsheet([], stream)
    assert ",".join(COLUMNS) + "\n" == stream.getvalue()


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_no_cell_begins_a_formula(start: str) -> None:
    assert f"'{start}1+1" == defused(f"{start}1+1")


def test_formulas_in_any_field_of_a_document_are_defused(
    make_claim: Callable[..., Claim], make_reading: Callable[..., Reading]
) -> None:
    text = "=cmd|' /C calc'!A0 12 people died."
    claim = make_claim(text, "12", claimant="@SUM(A1)", place="-Kesh")
    (row,) = rows(make_reading(text, claim, title="=1+1", id="+x"))
    starts = {row[name][0] for name in ("document", "title", "claimant", "place", "sentence")}
    assert {"'"} == starts


def test_numbers_stay_numbers(make_claim: Callable[..., Claim], make_reading: Callable[..., Reading]) -> None:
    text = "12 people died."
    (row,) = rows(make_reading(text, make_claim(text, "12", confidence=0.5)))
    assert ("12", "12", "0.5", "0", "2") == tuple(
        row[name] for name in ("low", "high", "confidence", "start", "end")
    )
