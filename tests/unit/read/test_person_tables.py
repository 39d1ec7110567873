"""Lists of people read from tables: what is understood, what is flagged, what is refused."""

from __future__ import annotations

import hashlib
import hmac
import io
import re
from typing import Any

import openpyxl
import pytest

from tollbook.errors import DamagedInput, EmptyInput, InvalidList
from tollbook.model.capture import Capture
from tollbook.model.person_table import PersonFlag, PersonTable
from tollbook.read.person_cells import age_of, date_of, day_first_in, sex_of
from tollbook.read.person_tables import TableOptions, read_person_table

KEY = b"kept apart"
HEAD = "ID number,Full name,Sex,Age,Date of death"


def read(text: str | bytes, **columns: str) -> PersonTable:
    data = text.encode() if isinstance(text, str) else text
    return read_person_table(Capture(name="list.csv", data=data), TableOptions(columns=columns, key=KEY))


def refused(text: str | bytes, **columns: str) -> str:
    with pytest.raises(InvalidList) as raised:  # the message is compared by the caller, whole
        read(text, **columns)
    return str(raised.value)


def test_columns_are_guessed_from_their_headings_and_told() -> None:
    table = read(f"{HEAD}\n17,Amira Solen,F,34,2026-03-04\n")
    assert {
        "age": "Age",
        "death_date": "Date of death",
        "id": "ID number",
        "name": "Full name",
        "sex": "Sex",
    } == dict(table.columns)
    (record,) = table.records
    assert {"name": "Amira Solen", "sex": "f", "age": 34.0, "death_date": "2026-03-04"} == dict(record.values)
    assert (2, "years", ()) == (record.row, record.age_unit, record.flags)


def test_an_id_number_is_kept_as_its_keyed_digest_alone() -> None:
    (record,) = read(f"{HEAD}\n90017,Amira Solen,F,34,\n").records
    assert hmac.new(KEY, b"90017", hashlib.sha256).hexdigest() == record.id_digest
    assert "90017" not in repr(record)


def test_cells_are_kept_as_printed_beside_what_they_say() -> None:
    (record,) = read("Name;Age\n Amira  Solen;3 months\n").records
    assert (("Name", " Amira  Solen"), ("Age", "3 months")) == record.printed
    assert (0.25, "months") == (dict(record.values)["age"], record.age_unit)


def test_headings_in_arabic_are_understood() -> None:
    table = read("الاسم,العمر,الجنس\nأميرة سولين,٣٤,أنثى\n")
    assert {"name": "أميرة سولين", "age": 34.0, "sex": "f"} == dict(table.records[0].values)


def test_a_column_can_be_named_and_a_guess_left_out() -> None:
    table = read("Person in question,Age\nAmira Solen,34\n", name="person in question", age="")
    assert (("name", "Person in question"),) == table.columns


@pytest.mark.parametrize(
    ("row", "flags"),
    [
        (",Amira Solen,F,34,", (PersonFlag.ID_MISSING,)),
        ("1,Amira Solen,F,134,", (PersonFlag.AGE_IMPLAUSIBLE,)),
        ("1,Amira Solen,F,old,", (PersonFlag.NOT_UNDERSTOOD,)),
        ("1,Amira Solen,?,34,", (PersonFlag.NOT_UNDERSTOOD,)),
        ("1,Amira Solen,F,34,04/03/2026", (PersonFlag.DATE_AMBIGUOUS,)),
        ("1,Amira Solen,F,34,2026-02-30", (PersonFlag.DATE_IMPLAUSIBLE,)),
        ("1,,F,34,", (PersonFlag.NAME_MISSING,)),
        (f"1,{'a' * 300},F,34,", (PersonFlag.NAME_IMPLAUSIBLE,)),
    ],
)
def test_what_stands_out_is_flagged_and_kept(row: str, flags: tuple[PersonFlag, ...]) -> None:
    (record,) = read(f"{HEAD}\n{row}\n").records
    assert flags == record.flags


def test_a_death_before_the_birth_is_flagged() -> None:
    (record,) = read("Name,DOB,Died\nAmira Solen,2026-03-04,2025-01-01\n").records
    assert (PersonFlag.DATE_IMPLAUSIBLE,) == record.flags


def test_one_date_that_can_be_read_one_way_settles_the_column() -> None:
    table = read("Name,Died\nA Solen,04/03/2026\nB Solen,25/03/2026\n")
    assert ["2026-03-04", "2026-03-25"] == [dict(record.values)["death_date"] for record in table.records]


def test_dates_in_both_orders_settle_nothing() -> None:
    table = read("Name,Died\nA Solen,04/03/2026\nB Solen,25/03/2026\nC Solen,03/25/2026\n")
    assert (PersonFlag.DATE_AMBIGUOUS,) == table.records[0].flags


def test_short_rows_are_filled_up() -> None:
    assert {"name": "Amira Solen"} == dict(read("Name,Age\nAmira Solen\n").records[0].values)


def test_all_faults_of_the_rows_are_told_at_once() -> None:
    message = refused(f"{HEAD}\n1,A,F,1,,x\n2,B,F,2,\n2,C,F,3,\n3,D,F,4,,y\n")
    assert (
        "Cannot read list.csv: row 2 has 6 cells, the heading 5; row 5 has 6 cells, the heading 5; rows 3 and 4 have one id number. Correct the file, or name its columns with --column FIELD=HEADING."
        == message
    )


def test_many_faults_are_counted_and_kept() -> None:
    rows = "".join(f"{number},A,F,1,,x\n" for number in range(30))
    with pytest.raises(InvalidList, match="; and 10 more") as raised:
        read(f"{HEAD}\n{rows}")
    assert 30 == len(raised.value.faults)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Town,Age\nKesh,3\n", "no column of names was found among Town, Age"),
        (
            "Victims,,\nx,y,z\n",
            "no column of names was found among Victims, and 2 columns have no heading (merged cells?)",
        ),
        ("Name,Name\nA,B\n", "the heading 'Name' of row 1 stands on 2 columns"),
        (
            "Name,Age\nA,1988\nB,2001\n",
            "the column 'Age' holds years of birth, not ages (2 of 2 rows)",
        ),
    ],
)
def test_a_list_that_is_none_is_refused(text: str, reason: str) -> None:
    assert (
        f"Cannot read list.csv: {reason}. Correct the file, or name its columns with --column FIELD=HEADING."
        == refused(text)
    )


def test_a_heading_that_is_not_there_is_refused() -> None:
    assert "no column is headed 'Who'" in refused("Name\nA\n", name="Who")


def test_nothing_at_all_is_refused() -> None:
    message = (
        "Cannot read list.csv: it holds no table. Give a CSV or XLSX file, or a PDF with a table of text."
    )
    with pytest.raises(EmptyInput, match=f"^{re.escape(message)}$"):
        read("\n\n")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (
            b"PK\x03\x04 broken",
            "Cannot read list.csv: it is no readable workbook. Save it again as XLSX or CSV.",
        ),
        (b"%PDF-1.4 broken", "Cannot read list.csv: it is no readable PDF. Export the table as CSV or XLSX."),
    ],
)
def test_a_damaged_file_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(DamagedInput, match=f"^{re.escape(message)}$"):
        read(data)


def test_mixed_encodings_are_repaired_with_a_note() -> None:
    table = read("Name,Age\nZoë Solen,3\n".encode() + "Jos\xe9 Vela,4\n".encode("latin-1"))
    assert 2 == len(table.records)
    assert table.notes


def workbook(*rows: list[Any]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)  # type: ignore[union-attr]  # a new book has a sheet
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_a_workbook_is_read() -> None:
    table = read(
        workbook(
            ["Name", "Age", "Died"],
            ["Amira Solen", 34, "2026-03-04"],
            [None, None, None],
            ["Tarek Vela", 5.0, None],
        )
    )
    assert [2, 4] == [record.row for record in table.records]
    assert {"name": "Tarek Vela", "age": 5.0} == dict(table.records[1].values)


@pytest.mark.parametrize(
    ("text", "years"), [("34", 34), ("٣٤", 34), ("6 months", 0.5), ("2,5", 2.5), ("10 days", 0.027)]
)
def test_ages_have_units(text: str, years: float) -> None:
    assert years == age_of(text).value


@pytest.mark.parametrize(("text", "sex"), [("F", "f"), ("Male", "m"), ("ذكر", "m"), ("ж", "f"), ("x", None)])
def test_sexes_are_words_of_several_languages(text: str, sex: str | None) -> None:
    assert sex == sex_of(text).value


@pytest.mark.parametrize(
    ("text", "day_first", "day"),
    [
        ("2026-03-04", None, "2026-03-04"),
        ("2026-03-04T00:00:00", None, "2026-03-04"),
        ("25.3.2026", None, "2026-03-25"),
        ("3/25/2026", None, "2026-03-25"),
        ("4/3/2026", True, "2026-03-04"),
        ("4/3/2026", False, "2026-04-03"),
        ("5/5/2026", None, "2026-05-05"),
        ("46085", None, "2026-03-04"),
        ("1700-01-01", None, None),
        ("March", None, None),
    ],
)
def test_dates_are_read_where_they_can_be_read_one_way(
    text: str, *, day_first: bool | None, day: str | None
) -> None:
    assert day == date_of(text, day_first=day_first).value


def test_a_column_says_the_order_of_its_dates_or_does_not() -> None:
    assert (True, False, None) == (
        day_first_in(["25/3/2026"]),
        day_first_in(["3/25/2026"]),
        day_first_in(["3/4/2026"]),
    )
