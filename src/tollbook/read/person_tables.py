"""A list of people from the rows of a table: which column holds what, and what each row says.

All faults of the rows are told at once. Nothing is dropped: a cell that cannot be understood stays as printed, with
a flag. Id numbers are kept as keyed digests alone.
"""

from __future__ import annotations

import hashlib
import hmac
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from tollbook.errors import InvalidList
from tollbook.model.capture import Capture
from tollbook.model.person_table import PersonFlag, PersonRecord, PersonTable
from tollbook.read.person_cells import Cell, age_of, date_of, day_first_in, plain_digits, sex_of
from tollbook.read.table_rows import Row, rows_of

HEADINGS = {
    "id": "id|number|no|id number|id no|identity number|national id|رقم الهوية|الهوية|رقم|номер",
    "name": "name|full name|victim|person|victim name|names|الاسم|اسم|الاسم الكامل|الاسم رباعي|имя|фио|שם|nombre|nom",
    "given": "given name|given|first name|firstname|forename|الاسم الاول|имя собственное|שם פרטי|prénom",
    "father": "father|father name|father's name|fathers name|اسم الاب|отчество",
    "grandfather": "grandfather|grandfather name|grandfather's name|اسم الجد",
    "family": "family name|family|last name|lastname|surname|العائلة|اسم العائلة|фамилия|שם משפחה|apellido|apellidos",
    "sex": "sex|gender|الجنس|пол|מין|sexo|sexe",
    "age": "age|age years|العمر|возраст|גיל|edad|âge",
    "birth_date": "birth date|date of birth|dob|born|birthdate|تاريخ الميلاد|дата рождения|fecha de nacimiento",
    "death_date": "date of death|death date|died|date killed|date|تاريخ الوفاة|تاريخ الاستشهاد|дата смерти|fecha",
    "death_place": "place of death|place|location|governorate|city|district|المحافظة|المكان|место|lugar",
}
"""Headings by field; which column is which can always be said outright."""

LONGEST_NAME = 120
_BIRTH_YEARS = range(1900, 2101)
_MOST_TOLD = 20
_NAMES = ("name", "given", "father", "grandfather", "family")
_KNOWN = {heading: field for field, headings in HEADINGS.items() for heading in headings.split("|")}


@dataclass(frozen=True, slots=True, kw_only=True)
class TableOptions:
    """How a list is read.

    Attributes:
        columns: the heading of each field, where the guess is not right; an empty heading leaves a field out.
        key: what id numbers are digested with.
        day_first: whether the day stands before the month; None to look at the column.
    """

    columns: Mapping[str, str]
    key: bytes
    day_first: bool | None = None


def read_person_table(capture: Capture, options: TableOptions) -> PersonTable:
    """Return a list of people.

    Args:
        capture: bytes of a CSV, XLSX or PDF file.
        options: how to read it.

    Raises:
        InvalidList: when no column holds names, headings are doubtful, or rows are faulty; all faults at once.
        InputError: when there is no table in it.
    """
    (number, heads), *rows = (found := rows_of(capture)).rows
    columns = _columns(capture.where, number, heads, options.columns)
    faults = [
        f"row {at} has {len(row)} cells, the heading {len(heads)}"
        for at, row in rows
        if len(row) > len(heads) and any(row[len(heads) :])
    ]
    padded = [(at, [*row, *([""] * (len(heads) - len(row)))]) for at, row in rows]
    faults += _column_faults(columns, heads, padded)
    if faults:
        raise _invalid(capture.where, faults)
    reader = _Reader(columns, heads, padded, options)
    records = tuple(reader.record(row) for row in padded)
    stated = tuple((field, heads[place]) for field, place in columns.items())
    return PersonTable(
        name=capture.name,
        sha256=hashlib.sha256(capture.data).hexdigest(),
        columns=stated,
        records=records,
        notes=found.notes,
    )


def _invalid(where: str, faults: list[str]) -> InvalidList:
    told = "; ".join(faults[:_MOST_TOLD])
    more = f"; and {len(faults) - _MOST_TOLD} more" if len(faults) > _MOST_TOLD else ""
    return InvalidList(
        where,
        f"{told}{more}",
        "Correct the file, or name its columns with --column FIELD=HEADING.",
        tuple(faults),
    )


def _columns(where: str, number: int, heads: list[str], stated: Mapping[str, str]) -> dict[str, int]:
    """Return the place of each field's column."""
    plain = [" ".join(head.split()).casefold().replace("_", " ") for head in heads]
    faults = [
        f"the heading {heads[plain.index(each)]!r} of row {number} stands on {count} columns"
        for each, count in Counter(filter(None, plain)).items()
        if count > 1
    ]
    columns = {_KNOWN[head]: place for place, head in reversed(list(enumerate(plain))) if head in _KNOWN}
    for field, heading in stated.items():
        wanted = " ".join(heading.split()).casefold().replace("_", " ")
        if not wanted:
            columns.pop(field, None)
        elif wanted in plain:
            columns[field] = plain.index(wanted)
        else:
            faults.append(f"no column is headed {heading!r}")
    if not set(_NAMES) & set(columns):
        empty = sum(not head for head in plain)
        hint = f", and {empty} columns have no heading (merged cells?)" if empty else ""
        faults.append(
            f"no column of names was found among {', '.join(filter(None, heads)) or 'no headings at all'}{hint}"
        )
    if faults:
        raise _invalid(where, faults)
    return dict(sorted(columns.items()))


def _column_faults(columns: Mapping[str, int], heads: list[str], rows: list[Row]) -> list[str]:
    faults = []
    if "id" in columns:
        seen: dict[str, list[int]] = {}
        for at, row in rows:
            if row[columns["id"]].strip():
                seen.setdefault(plain_digits(row[columns["id"]]).strip(), []).append(at)
        faults += [
            f"rows {' and '.join(map(str, places))} have one id number"
            for places in seen.values()
            if len(places) > 1
        ]
    if "age" in columns:
        ages = [plain_digits(row[columns["age"]]).strip() for _, row in rows if row[columns["age"]].strip()]
        years = sum(age.isdigit() and int(age) in _BIRTH_YEARS for age in ages)
        if ages and years * 2 > len(ages):
            faults.append(
                f"the column {heads[columns['age']]!r} holds years of birth, not ages ({years} of {len(ages)} rows)"
            )
    return faults


class _Reader:
    """Reads rows whose columns are known."""

    def __init__(
        self, columns: Mapping[str, int], heads: list[str], rows: list[Row], options: TableOptions
    ) -> None:
        self._columns = columns
        self._heads = heads
        self._options = options
        self._day_first = {
            field: options.day_first
            if options.day_first is not None
            else day_first_in([row[columns[field]] for _, row in rows])
            for field in ("birth_date", "death_date")
            if field in columns
        }

    def record(self, row: Row) -> PersonRecord:
        at, cells = row
        read = {
            field: self._read(field, cells[place].strip())
            for field, place in self._columns.items()
            if field != "id"
        }
        values = {field: cell.value for field, cell in read.items() if cell.value is not None}
        digest = self._digest(cells)
        flags = {cell.flag for cell in read.values() if cell.flag} | _flags_of(
            values, digest, has_ids="id" in self._columns
        )
        secret = self._columns.get("id", -1)
        printed = tuple(
            (head, cell)
            for place, (head, cell) in enumerate(zip(self._heads, cells, strict=False))
            if place != secret
        )
        unit = read["age"].unit if "age" in read else None
        return PersonRecord(
            row=at,
            printed=printed,
            values=tuple(values.items()),
            age_unit=unit,
            id_digest=digest,
            flags=tuple(sorted(flags)),
        )

    def _digest(self, cells: list[str]) -> str | None:
        text = plain_digits(cells[self._columns["id"]]).strip() if "id" in self._columns else ""
        return hmac.new(self._options.key, text.encode(), hashlib.sha256).hexdigest() if text else None

    def _read(self, field: str, text: str) -> Cell:
        if not text:
            return Cell(None)
        match field:
            case "sex":
                return sex_of(text)
            case "age":
                return age_of(text)
            case "birth_date" | "death_date":
                return date_of(text, day_first=self._day_first[field])
            case _:
                return Cell(text)


def _flags_of(values: Mapping[str, str | float], digest: str | None, *, has_ids: bool) -> set[PersonFlag]:
    flags = set()
    names = [str(values[field]) for field in _NAMES if field in values]
    if not names:
        flags.add(PersonFlag.NAME_MISSING)
    if any(len(name) > LONGEST_NAME for name in names):
        flags.add(PersonFlag.NAME_IMPLAUSIBLE)
    if has_ids and digest is None:
        flags.add(PersonFlag.ID_MISSING)
    born, died = values.get("birth_date"), values.get("death_date")
    if born and died and date.fromisoformat(str(died)) < date.fromisoformat(str(born)):
        flags.add(PersonFlag.DATE_IMPLAUSIBLE)
    return flags
