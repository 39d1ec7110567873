"""case.toml: what a new one says, and what is read from one, with the line of whatever is wrong in it."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from tollbook.capture.toml_lines import KeyPath, flattened, line_of, lines_of_keys, syntax_fault
from tollbook.errors import CaseError
from tollbook.model.case import CASE_FORMAT, Case, CaseDefaults, NamedThing
from tollbook.model.vocabulary import Harm, SourceType

FREE_TABLES = ("lists", "report", "web")
"""Tables that other parts of the program fill; they are handed on as they stand."""

_NAME_TABLES = ("parties", "claimants", "places")
_PLAIN_TABLES = ("scope", "defaults", "export", "export.classes", "ledger", *_NAME_TABLES)
_LEDGER_SCHEMES = ("postgresql://", "postgres://")
_UNITS = {"": 1, "K": 1024, "M": 1024**2, "G": 1024**3}


class Unfit(ValueError):
    """A value is not what its key takes; the message says what is there and what was expected."""


def parse_case(text: str, name: str) -> Case:
    """Return the case that a case.toml describes.

    Args:
        text: all of the file.
        name: what to call the file in a message.

    Raises:
        CaseError: when it is no TOML, or says what makes no sense; all faults at once, with their lines.
    """
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise CaseError(name, [syntax_fault(error, text)]) from error
    lines = lines_of_keys(text)
    values, faults = _values(table)
    faults += _missing(table) or _disordered(values)
    if faults:
        raise CaseError(name, sorted({(line_of(path, lines), what) for path, what in faults}))
    return _case(table, values)


def _values(table: Mapping[str, Any]) -> tuple[dict[str, Any], list[tuple[KeyPath, str]]]:
    """Return what each known key holds, by its dotted name, and what is wrong with the others."""
    values: dict[str, Any] = {}
    faults: list[tuple[KeyPath, str]] = []
    for path, value in flattened(dict(table)):
        if path[0] in FREE_TABLES:
            continue
        dotted = ".".join(map(str, path))
        try:
            if dotted in _PLAIN_TABLES:
                _table(dotted, value)
            else:
                values[dotted] = _convert(path, dotted)(value)
        except Unfit as unfit:
            faults.append((path, str(unfit)))
    return values, faults


def _convert(path: KeyPath, dotted: str) -> Callable[[Any], Any]:
    """Return what makes a value of a key out of what the file holds."""
    if path[0] in _NAME_TABLES and len(path) == 2:  # noqa: PLR2004 - a table and a name in it
        return lambda value: _words(dotted, value)
    if path[:2] == ("export", "classes"):
        return lambda value: _one_of(dotted, value, ("public", "restricted", "secret"))
    if dotted in _KEYS:
        return lambda value: _KEYS[dotted](dotted, value)
    near = difflib.get_close_matches(dotted, [*_KEYS, *_PLAIN_TABLES], n=1, cutoff=0.6)
    raise Unfit(f'there is no "{dotted}"' + (f'; did you mean "{near[0]}"?' if near else ""))


def _missing(table: Mapping[str, Any]) -> list[tuple[KeyPath, str]]:
    needed = {
        "format": "the number 1",
        "id": "the id that `tollbook new` gave it",
        "name": "a name for people",
    }
    return [
        ((), f'there is no "{key}" at the top, and {what} was expected')
        for key, what in needed.items()
        if key not in table
    ]


def _disordered(values: Mapping[str, Any]) -> list[tuple[KeyPath, str]]:
    first, last = values.get("scope.from"), values.get("scope.to")
    if first and last and first > last:
        return [(("scope", "to"), f"the period ends on {last}, before it begins on {first}")]
    return []


def _case(table: Mapping[str, Any], values: Mapping[str, Any]) -> Case:
    given = {
        key: values[f"defaults.{key}"]
        for key in ("publisher", "language", "jobs")
        if f"defaults.{key}" in values
    }
    if "defaults.source_type" in values:
        given["source_type"] = values["defaults.source_type"]
    if "defaults.max_size" in values:
        given["max_bytes"] = values["defaults.max_size"]
    return Case(
        id=values["id"],
        name=values["name"],
        harms=values.get("scope.harms", ()),
        places=values.get("scope.places", ()),
        date_from=values.get("scope.from"),
        date_to=values.get("scope.to"),
        languages=values.get("scope.languages", ()),
        parties=_named("parties", table, values),
        claimants=_named("claimants", table, values),
        place_names=_named("places", table, values),
        defaults=CaseDefaults(**given),
        citation=values.get("export.citation"),
        licence=values.get("export.licence"),
        ledger=values.get("ledger.address"),
        field_classes=tuple(table.get("export", {}).get("classes", {}).items()),
        further={key: table[key] for key in FREE_TABLES if key in table},
    )


def _named(kind: str, table: Mapping[str, Any], values: Mapping[str, Any]) -> tuple[NamedThing, ...]:
    return tuple(NamedThing(name=name, also=values[f"{kind}.{name}"]) for name in table.get(kind, {}))


def _table(key: str, value: object) -> None:
    if not isinstance(value, dict):
        raise Unfit(f'"{key}" is {_kind(value)}, and a table was expected: [{key}]')


def _format(key: str, value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise Unfit(f'"{key}" is {_kind(value)}, and the number {CASE_FORMAT} was expected')
    if value > CASE_FORMAT:
        raise Unfit(
            f"the case has format {value}, and this version of Tollbook reads up to {CASE_FORMAT}: install a newer Tollbook"
        )
    return value


def _id(key: str, value: object) -> str:
    if not isinstance(value, str) or not re.fullmatch("[0-9a-f]{32}", value):
        raise Unfit(f'"{key}" is not the 32 digits and letters a to f that `tollbook new` made')
    return value


def _word(key: str, value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise Unfit(f'"{key}" is {_kind(value)}, and words in quotation marks were expected')
    return value.strip()


def _words(key: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(each, str) and each.strip() for each in value):
        raise Unfit(f'"{key}" is {_kind(value)}, and a list of words was expected: ["one", "another"]')
    return tuple(each.strip() for each in value)


def _harms(key: str, value: object) -> tuple[Harm, ...]:
    return tuple(Harm(_one_of(key, each, tuple(Harm))) for each in _words(key, value))


def _code(key: str, value: object) -> str:
    if not isinstance(value, str) or not re.fullmatch("[a-z]{2}", value):
        raise Unfit(f'"{key}" holds {_shown(value)}, and a two-letter code such as "en" was expected')
    return value


def _codes(key: str, value: object) -> tuple[str, ...]:
    return tuple(_code(key, each) for each in _words(key, value))


def _day(key: str, value: object) -> date:
    if not isinstance(value, date) or isinstance(value, datetime):
        raise Unfit(f'"{key}" is {_kind(value)}, and a day without quotation marks was expected: 2026-03-01')
    return value


def _source_type(key: str, value: object) -> SourceType:
    return SourceType(_one_of(key, value, tuple(SourceType)))


def _one_of(key: str, value: object, allowed: tuple[str, ...]) -> str:
    if not isinstance(value, str) or value not in allowed:
        raise Unfit(f'"{key}" holds {_shown(value)}, and one of {", ".join(map(str, allowed))} was expected')
    return value


def _size(key: str, value: object) -> int:
    found = re.fullmatch(r"(\d+)\s*([KMG]?)B?", str(value).strip(), re.IGNORECASE)
    size = int(found[1]) * _UNITS[found[2].upper()] if found else 0
    if size < 1:
        raise Unfit(f'"{key}" holds {_shown(value)}, and a size such as "200MB" was expected')
    return size


def _jobs(key: str, value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise Unfit(f'"{key}" holds {_shown(value)}, and a number of processes, 1 or more, was expected')
    return value


def _address(key: str, value: object) -> str:
    if not isinstance(value, str) or not value.startswith(_LEDGER_SCHEMES):
        raise Unfit(
            f'"{key}" holds {_shown(value)}, and an address such as "postgresql://host/name" was expected'
        )
    return value


def _shown(value: object) -> str:
    return f'"{value}"' if isinstance(value, str) else str(value)


def _kind(value: object) -> str:
    names = {
        dict: "a table",
        list: "a list",
        str: "text",
        bool: "a truth value",
        float: "a number",
        int: "a number",
    }
    return "empty" if value in ("", []) else names.get(type(value), "a date or time")


_KEYS: dict[str, Callable[[str, object], Any]] = {
    "format": _format,
    "id": _id,
    "name": _word,
    "scope.harms": _harms,
    "scope.places": _words,
    "scope.from": _day,
    "scope.to": _day,
    "scope.languages": _codes,
    "defaults.publisher": _word,
    "defaults.language": _code,
    "defaults.source_type": _source_type,
    "defaults.max_size": _size,
    "defaults.jobs": _jobs,
    "export.citation": _word,
    "export.licence": _word,
    "ledger.address": _address,
}
