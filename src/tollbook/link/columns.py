"""The columns by which records are compared, computed in bulk from the fields of a list.

A record is a row of plain values. What a value repeats a thousand times is worked out once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from tollbook.errors import UsageError
from tollbook.link.folding import Script, folded, script_of
from tollbook.link.parts import NameOrder, NameParts, parts_of
from tollbook.link.romanising import romanised, sounds
from tollbook.link.skeletons import skeleton

PART_FIELDS = ("given", "father", "grandfather", "family")
DATE_FIELDS = ("birth_date", "death_date")
KNOWN_FIELDS = ("name", *PART_FIELDS, "sex", "age", *DATE_FIELDS, "death_place")
"""Fields whose meaning is known here; any other is compared as a piece of text."""

PART_COLUMNS = dict(zip(PART_FIELDS, "gfrl", strict=True))
"""The letter of each part: `g` is compared, `sg` is its skeleton, `vg` its sounds."""

_ENDS = 3
_DAYS_IN_YEAR = 365.25

Values = list[Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonList:
    """A list of people, ready to be linked.

    Attributes:
        name: of the list; no two in one linkage share it.
        ids: of its records, unique within it.
        fields: values by field, one for each record, None where not known: `name` or the parts `given`, `father`,
            `grandfather`, `family`; `sex` (f, m), `age` in years, `birth_date` and `death_date` as ISO dates,
            `death_place`; any other field is compared as text.
        clean: whether nobody stands on it twice, by its maker's word.
        order: what stands where in the names.
    """

    name: str
    ids: Sequence[str]
    fields: Mapping[str, Sequence[Any]]
    clean: bool = False
    order: NameOrder = NameOrder.UNKNOWN
    scripts: Mapping[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Refuse columns of different lengths, ids twice, and a list without names."""
        for each, values in self.fields.items():
            if len(values) != len(self.ids):
                raise UsageError(
                    f"Cannot link {self.name}: the field {each} has {len(values)} values for {len(self.ids)} records. Give one for each, None where not known."
                )
        if len(set(self.ids)) != len(self.ids):
            raise UsageError(
                f"Cannot link {self.name}: some ids stand on more than one record. Number the records anew."
            )
        if not {"name", *PART_FIELDS} & set(self.fields):
            raise UsageError(
                f"Cannot link {self.name}: it has no field of names. Name the column that holds them, as name or as given, father, grandfather and family."
            )


def shared_script(lists: Sequence[PersonList]) -> bool:
    """Return whether most names of all lists are written in one script."""
    return len({_script(each) for each in lists}) == 1


def _script(people: PersonList) -> Script:
    values = next(people.fields[each] for each in ("name", *PART_FIELDS) if each in people.fields)
    sample = [script_of(value) for value in values[:2000] if value]
    return max(sorted(set(sample)), key=sample.count) if sample else Script.NONE


def compared_columns(people: PersonList, *, one_script: bool) -> dict[str, Values]:
    """Return the columns that comparisons and blocking rules are made of.

    Args:
        people: the list.
        one_script: whether all lists of the linkage share a script; else the names are compared by their
            consonant skeletons.
    """
    columns = _name_columns(people, one_script=one_script)
    for each, values in people.fields.items():
        if each not in ("name", *PART_FIELDS):
            columns |= _field_columns(each, values)
    return columns


def _name_columns(people: PersonList, *, one_script: bool) -> dict[str, Values]:
    spelt = _spelt_columns(people)
    columns: dict[str, Values] = {}
    for part, letter in PART_COLUMNS.items():
        if part in spelt:
            keys = spelt[part]
            skeletons = _each(skeleton, keys)
            columns[letter] = keys if one_script else skeletons
            columns[f"s{letter}"] = skeletons
            columns[f"v{letter}"] = _each(_sounds_of, keys)
    letters = [letter for part, letter in PART_COLUMNS.items() if part in spelt]
    bones = _in_one([columns[f"s{letter}"] for letter in letters])
    columns["w"] = spelt["whole"] if one_script else bones
    columns["head"] = [word and word[:_ENDS] for word in bones]
    columns["tail"] = [word and word[-_ENDS:] for word in bones]
    return columns


def _in_one(columns: list[Values]) -> Values:
    """Return the values of each row written as one word; None where there are none."""
    return ["".join(filter(None, row)) or None for row in zip(*columns, strict=True)]


def _spelt_columns(people: PersonList) -> dict[str, Values]:
    """Return the parts of the names by field, folded, and all of them as one word."""
    if "name" in people.fields:
        return _taken_apart([_parts(name or "", people.order) for name in people.fields["name"]])
    given = {part: _each(_key, people.fields[part]) for part in PART_FIELDS if part in people.fields}
    rows = zip(*given.values(), strict=True)
    return given | {"whole": ["".join(filter(None, row)) or None for row in rows]}


def _parts(name: str, order: NameOrder) -> tuple[str, ...]:
    return _in_order(parts_of(name, order), order)


def _in_order(parts: NameParts, order: NameOrder) -> tuple[str, ...]:
    if order is NameOrder.FAMILY_FIRST and parts.family and parts.keys[-1] != parts.family:
        return (*parts.keys[1:], parts.keys[0])
    return parts.keys


def _taken_apart(rows: list[tuple[str, ...]]) -> dict[str, Values]:
    """Return the first, second, third and last part of each name; what a short name lacks is None."""
    columns = {
        "given": [keys[0] if keys else None for keys in rows],
        "father": [keys[1] if len(keys) > 2 else None for keys in rows],  # noqa: PLR2004 - given, father, family
        "grandfather": [keys[2] if len(keys) > 3 else None for keys in rows],  # noqa: PLR2004 - all four
        "family": [keys[-1] if len(keys) > 1 else None for keys in rows],
    }
    filled = {part: values for part, values in columns.items() if any(value is not None for value in values)}
    return filled | {"whole": ["".join(keys) or None for keys in rows]}


@cache
def _key(value: str) -> str | None:
    return "".join(parts_of(value).keys) or None


def _sounds_of(key: str) -> str:
    return sounds(romanised(key))


def _each(work: Callable[[Any], Any], values: Sequence[Any]) -> Values:
    """Return what comes of each value, worked out once for each that is different; None stays None."""
    known = {value: work(value) for value in set(values) if value is not None and value != ""}
    return [known.get(value) for value in values]


def _field_columns(name: str, values: Sequence[Any]) -> dict[str, Values]:
    if name == "age":
        return {"age": [None if value is None else float(value) for value in values]}
    if name in DATE_FIELDS:
        days = _each(_day_number, values)
        return {name: list(values), f"{name}_day": days}
    if name == "sex":
        return {"sex": list(values)}
    folds = _each(lambda value: folded_text(str(value)) or None, values)
    return {name: folds, f"s_{name}": _each(lambda value: value.replace(" ", ""), folds)}


def _day_number(value: str) -> int | None:
    """Return the days since 1970; None for a day that no calendar has, which is compared by its digits alone."""
    try:
        return (date.fromisoformat(value) - date(1970, 1, 1)).days
    except ValueError:
        return None


def folded_text(value: str) -> str:
    """Return a piece of text folded as a name is, its digits kept.

    Args:
        value: such as the name of a place, or a number as printed.
    """
    if any(letter.isdigit() for letter in value):
        return "".join(letter for letter in value.casefold() if letter.isalnum())
    return folded(value)
