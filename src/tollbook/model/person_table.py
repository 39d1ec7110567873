"""A list of people as read from a file: what each row prints, and what it is taken to say."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class PersonFlag(StrEnum):
    """What stands out about a record; nothing is left out for it."""

    AGE_IMPLAUSIBLE = "age_implausible"
    DATE_IMPLAUSIBLE = "date_implausible"
    DATE_AMBIGUOUS = "date_ambiguous"
    ID_MISSING = "id_missing"
    NAME_MISSING = "name_missing"
    NAME_IMPLAUSIBLE = "name_implausible"
    NOT_UNDERSTOOD = "not_understood"


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRecord:
    """One row of a list.

    Attributes:
        row: its number in the file, the header being row 1 where it stands first.
        printed: the row's cells as printed, by column; cells of id numbers are left out.
        values: what they are taken to say, by field: name, given, father, grandfather, family, sex (f, m), age in
            years, birth_date, death_date (ISO), death_place.
        age_unit: the unit in which the age is printed; None where there is none.
        id_digest: keyed digest of the id number; None where the row has none.
        flags: what stands out.
    """

    row: int
    printed: tuple[tuple[str, str], ...]
    values: tuple[tuple[str, str | float], ...]
    age_unit: str | None = None
    id_digest: str | None = None
    flags: tuple[PersonFlag, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonTable:
    """A list as read.

    Attributes:
        name: of the file.
        sha256: of its bytes.
        columns: for each field the heading of the column it is read from.
        records: in the order of the rows.
        notes: what was repaired or left out, in words.
    """

    name: str
    sha256: str
    columns: tuple[tuple[str, str], ...]
    records: tuple[PersonRecord, ...]
    notes: tuple[str, ...] = ()
