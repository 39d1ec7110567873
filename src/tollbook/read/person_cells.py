"""What the cells of a list of people say: ages, sexes and dates as clerks print them.

A cell that cannot be understood, or could be two things, is flagged and never guessed.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta
from typing import NamedTuple

from tollbook.model.person_table import PersonFlag

OLDEST = 120
FIRST_YEAR = 1880
_FEMALE = frozenset(
    "f female w woman girl fem انثى أنثى انثي إمرأة امرأة طفلة ж жен женский נ נקבה femenino mujer féminin femme".split()
)
_MALE = frozenset(
    "m male man boy masc ذكر رجل طفل м муж мужской ז זכר masculino hombre masculin homme".split()
)
_AGE = re.compile(r"(\d{1,4}(?:[.,]\d+)?)\s*([^\W\d]*)\.?")
_YEARS_OF = {
    **dict.fromkeys(
        ("", "y", "yr", "yrs", "year", "years", "سنة", "سنه", "سنوات", "عام", "лет", "год", "года"), 1.0
    ),
    **dict.fromkeys(("m", "mo", "mon", "month", "months", "شهر", "اشهر", "أشهر", "мес"), 12.0),
    **dict.fromkeys(("w", "wk", "week", "weeks", "اسبوع", "أسبوع", "нед"), 52.18),
    **dict.fromkeys(("d", "day", "days", "يوم", "ايام", "أيام", "дн", "день"), 365.25),
}
_UNITS = {1.0: "years", 12.0: "months", 52.18: "weeks", 365.25: "days"}
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?")
_OTHER = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
_FIRST_DAY_OF_OFFICE = date(1899, 12, 30)
_SERIAL = re.compile(r"[1-5]\d{4}(?:\.0)?")
_LAST_MONTH = 12


class Cell(NamedTuple):
    """What a cell says: a value or None, and a flag where something stands out."""

    value: str | float | None
    flag: PersonFlag | None = None
    unit: str | None = None


def plain_digits(text: str) -> str:
    """Return a text with the digits of any script as 0 to 9.

    Args:
        text: of a cell.
    """
    return "".join(str(unicodedata.digit(each)) if each.isdigit() else each for each in text)


def sex_of(text: str) -> Cell:
    """Return f or m.

    Args:
        text: of the cell, not empty.
    """
    word = text.strip().casefold().rstrip(".")
    if word in _FEMALE or word in _MALE:
        return Cell("f" if word in _FEMALE else "m")
    return Cell(None, PersonFlag.NOT_UNDERSTOOD)


def age_of(text: str) -> Cell:
    """Return an age in years, with the unit it is printed in.

    Args:
        text: of the cell, not empty.
    """
    found = _AGE.fullmatch(plain_digits(text).strip().casefold())
    if found is None or found[2] not in _YEARS_OF:
        return Cell(None, PersonFlag.NOT_UNDERSTOOD)
    parts = _YEARS_OF[found[2]]
    years = float(found[1].replace(",", ".")) / parts
    if years > OLDEST:
        return Cell(None, PersonFlag.AGE_IMPLAUSIBLE, _UNITS[parts])
    return Cell(round(years, 3), None, _UNITS[parts])


def date_of(text: str, *, day_first: bool | None) -> Cell:
    """Return a date in ISO form.

    Args:
        text: of the cell, not empty.
        day_first: whether the day stands before the month where both could; None where the column does not say.
    """
    plain = plain_digits(text).strip()
    if _SERIAL.fullmatch(plain):
        return _plausible(_FIRST_DAY_OF_OFFICE + timedelta(days=int(float(plain))))
    iso = _ISO.fullmatch(plain)
    if iso:
        return _day(int(iso[1]), int(iso[2]), int(iso[3]))
    other = _OTHER.fullmatch(plain)
    if other is None:
        return Cell(None, PersonFlag.NOT_UNDERSTOOD)
    one, two, year = (int(each) for each in other.groups())
    if one <= _LAST_MONTH and two <= _LAST_MONTH and one != two and day_first is None:
        return Cell(None, PersonFlag.DATE_AMBIGUOUS)
    first = one > _LAST_MONTH or (two <= _LAST_MONTH and day_first is not False)
    return _day(year, two, one) if first else _day(year, one, two)


def day_first_in(cells: list[str]) -> bool | None:
    """Return whether a column's dates put the day before the month; None where none says, or they differ.

    Args:
        cells: of the column.
    """
    found = [match for match in (_OTHER.fullmatch(plain_digits(cell).strip()) for cell in cells) if match]
    first = any(int(match[1]) > _LAST_MONTH for match in found)
    second = any(int(match[2]) > _LAST_MONTH for match in found)
    return None if first == second else first


def _day(year: int, month: int, day: int) -> Cell:
    try:
        return _plausible(date(year, month, day))
    except ValueError:
        return Cell(None, PersonFlag.DATE_IMPLAUSIBLE)


def _plausible(day: date) -> Cell:
    return Cell(day.isoformat()) if day.year >= FIRST_YEAR else Cell(None, PersonFlag.DATE_IMPLAUSIBLE)
