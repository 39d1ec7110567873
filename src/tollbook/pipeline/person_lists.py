"""Lists of people: a file to a table, a table to something that can be linked, versions to what changed."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping

from tollbook.capture import captures
from tollbook.errors import InputError, UsageError
from tollbook.link.columns import PersonList
from tollbook.link.linking import LinkModel, link_model
from tollbook.link.parts import NameOrder, parts_of
from tollbook.model.capture import place_name
from tollbook.model.limits import DEFAULT_INPUT_BYTES
from tollbook.model.linkage import PairDecision
from tollbook.model.person_table import PersonRecord, PersonTable
from tollbook.read.person_tables import TableOptions, read_person_table

_LINKED = (
    "name",
    "given",
    "father",
    "grandfather",
    "family",
    "sex",
    "age",
    "birth_date",
    "death_date",
    "death_place",
)
_SAMPLE = 500
_CHAIN_PARTS = 3


def read_list(
    path: str, *, columns: Mapping[str, str], key: bytes, day_first: bool | None = None
) -> PersonTable:
    """Return the list of people that a file holds.

    Args:
        path: of a CSV, XLSX or PDF file.
        columns: the heading of each field where the guess is not right.
        key: what id numbers are digested with; tables that are to be compared need the same one.
        day_first: whether the day stands before the month in its dates; None to look at them.

    Raises:
        InputError: when there is no list in it, or its rows are faulty.
        UsageError: when the path is that of a folder.
    """
    taken = captures([path], limit_bytes=DEFAULT_INPUT_BYTES, stdin=io.BytesIO())
    first = next(taken, None)
    if isinstance(first, InputError):
        raise first
    if first is None or next(taken, None) is not None:
        raise UsageError(f"Cannot read {place_name(path)} as a list: it is a folder. Name one file.")
    return read_person_table(first, TableOptions(columns=columns, key=key, day_first=day_first))


def record_id(record: PersonRecord) -> str:
    """Return what a record is called within its list: its row."""
    return f"row {record.row}"


def linkable(table: PersonTable, *, name: str, clean: bool) -> PersonList:
    """Return a table as a list that can be linked.

    Names of three parts or more on average are read as chains: given, father, grandfather, family.

    Args:
        table: the list as read.
        name: what to call it.
        clean: whether its maker vouches that nobody stands on it twice.
    """
    rows = [dict(record.values) for record in table.records]
    there = {field for row in rows for field in row}
    fields = {field: [row.get(field) for row in rows] for field in _LINKED if field in there}
    if "name" in fields and {"given", "family"} & set(fields):
        fields.pop("name")
    ids = [record_id(record) for record in table.records]
    return PersonList(name=name, ids=ids, fields=fields, clean=clean, order=_order(fields.get("name", [])))


def _order(names: list[str | float | None]) -> NameOrder:
    sizes = [len(parts_of(str(name)).keys) for name in names[:_SAMPLE] if name]
    return NameOrder.CHAIN if sizes and sum(sizes) >= _CHAIN_PARTS * len(sizes) else NameOrder.UNKNOWN


def link_tables(
    tables: Mapping[str, PersonTable], *, clean: Iterable[str] = (), decisions: Iterable[PairDecision] = ()
) -> LinkModel:
    """Return what links the people of some tables.

    Args:
        tables: by the name of the list.
        clean: names of those that are clean.
        decisions: what people decided about pairs of their records.

    Raises:
        UsageError: when a list is called clean that is not there.
    """
    vouched = set(clean)
    unknown = sorted(vouched - set(tables))
    if unknown:
        raise UsageError(
            f"Cannot call {unknown[0]} clean: the lists are {', '.join(tables)}. Name one of them."
        )
    lists = [linkable(table, name=name, clean=name in vouched) for name, table in tables.items()]
    return link_model(lists, decisions)
