"""The rows of a table in CSV, XLSX or PDF, as text, with their numbers in the file."""

from __future__ import annotations

import csv
import io
import re
from typing import NamedTuple

from tollbook.errors import DamagedInput, EmptyInput
from tollbook.model.capture import Capture
from tollbook.read.decode import decoded

Row = tuple[int, list[str]]
_SAMPLE = 8192


class Rows(NamedTuple):
    """Rows that hold something, each with its number, and what had to be done to get them."""

    rows: list[Row]
    notes: tuple[str, ...]


def rows_of(capture: Capture) -> Rows:
    """Return the rows of a table; what it is is told by its bytes.

    Args:
        capture: the bytes.

    Raises:
        EmptyInput: when it has no rows.
        DamagedInput: when it cannot be opened.
    """
    if capture.data.startswith(b"PK\x03\x04"):
        found = _sheet(capture)
    elif capture.data.startswith(b"%PDF"):
        found = _pages(capture)
    else:
        found = _separated(capture)
    rows = [(number, row) for number, row in found.rows if any(cell.strip() for cell in row)]
    if not rows:
        raise EmptyInput(
            capture.where, "it holds no table", "Give a CSV or XLSX file, or a PDF with a table of text."
        )
    return Rows(rows, found.notes)


def _separated(capture: Capture) -> Rows:
    text, notes = decoded(capture.data)
    head = text[:_SAMPLE].splitlines()[0] if text.strip() else ""
    separator = max(",;\t|", key=head.count)
    csv.field_size_limit(1 << 20)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    rows = []
    try:
        for row in reader:
            rows.append((reader.line_num, row))  # noqa: PERF401 - the number is that of the line reached
    except csv.Error as error:
        raise DamagedInput(
            capture.where, f"line {reader.line_num} is no row of a table ({error})", "Save it again as CSV."
        ) from error
    return Rows(rows, notes)


def _sheet(capture: Capture) -> Rows:
    from zipfile import BadZipFile

    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = openpyxl.load_workbook(io.BytesIO(capture.data), data_only=True)
    except (InvalidFileException, BadZipFile, KeyError, ValueError, OSError) as error:
        raise DamagedInput(
            capture.where, "it is no readable workbook", "Save it again as XLSX or CSV."
        ) from error
    sheet = book.worksheets[0]
    notes = (
        ()
        if len(book.worksheets) == 1
        else (f"Read from the first of {len(book.worksheets)} sheets, {sheet.title}.",)
    )
    rows = [
        (number, [_cell(value) for value in row])
        for number, row in enumerate(sheet.iter_rows(values_only=True), start=1)
    ]
    return Rows(rows, notes)


def _cell(value: object) -> str:
    if value is None:
        return ""
    if hasattr(value, "isoformat"):
        return str(value.isoformat())[:10]
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _pages(capture: Capture) -> Rows:
    import pdfplumber
    from pdfplumber.utils.exceptions import PdfminerException

    rows: list[Row] = []
    try:
        with pdfplumber.open(io.BytesIO(capture.data)) as pdf:
            for page in pdf.pages:
                for table in page.extract_tables():
                    rows += [
                        (len(rows) + place, [_one_line(cell) for cell in row])
                        for place, row in enumerate(table, start=1)
                    ]
    except PdfminerException as error:
        raise DamagedInput(
            capture.where, "it is no readable PDF", "Export the table as CSV or XLSX."
        ) from error
    head = rows[0][1] if rows else []
    kept = [row for place, row in enumerate(rows) if place == 0 or row[1] != head]
    return Rows(
        kept,
        (
            "Rows are numbered through the tables of all pages; headings repeated on later pages are left out.",
        ),
    )


def _one_line(cell: str | None) -> str:
    return re.sub(r"\s+", " ", cell or "").strip()
