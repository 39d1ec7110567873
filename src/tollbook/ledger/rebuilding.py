"""The derived tables made anew from the entries, beside the live ones, to compare the two.

The new tables are temporary ones of the same names: an unqualified name means the temporary table, in SQLite and in
PostgreSQL alike, so that the same code fills both.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import zip_longest
from typing import Any

from sqlalchemy import Connection, MetaData, Select, Table, select

from tollbook.ledger import tables
from tollbook.ledger.projection import Projection
from tollbook.model.entry import Entry
from tollbook.model.verification import Trouble

_CHUNK = 500
_REBUILT = tuple(table for table in tables.DERIVED if table is not tables.head)
"""`head` is compared by the check of the chain."""

_COMPARED = tuple(table for table in _REBUILT if table is not tables.phrases)
"""Phrases are compared by their words, wherever they stand."""


class Rebuilding:
    """Derived tables that are filled beside the live ones.

    Args:
        connection: may make temporary tables.
        entry_at: returns the entry with a number.
    """

    def __init__(self, connection: Connection, entry_at: Callable[[int], Entry]) -> None:
        self._connection = connection
        self._projection = Projection(connection, entry_at)

    @classmethod
    @contextmanager
    def beside(cls, connection: Connection, entry_at: Callable[[int], Entry]) -> Iterator[Rebuilding]:
        """Return empty tables beside the live ones, for the length of a `with` block.

        After an error they go with the transaction that they were made in.
        """
        fresh = MetaData()
        for table in _REBUILT:
            made = table.to_metadata(fresh)
            made._prefixes = ["TEMPORARY"]  # noqa: SLF001 - to_metadata has no other way to say so
            made.dialect_options["postgresql"]["on_commit"] = "DROP"
        fresh.create_all(connection, checkfirst=False)
        if connection.dialect.name == "postgresql":  # from here on a live table cannot be meant
            connection.exec_driver_sql("SET TRANSACTION READ ONLY")
            yield cls(connection, entry_at)
            return
        yield cls(connection, entry_at)
        for table in _REBUILT:
            connection.exec_driver_sql(f"DROP TABLE temp.{table.name}")

    def take(self, entries: Sequence[Entry]) -> None:
        """Apply the next entries to the new tables."""
        self._projection.apply(entries)

    def differences(self, live_schema: str) -> Iterator[Trouble]:
        """Return where live and new tables differ: the first row of each table that does.

        Args:
            live_schema: schema of the live tables: `main`, or that of PostgreSQL.
        """
        live = MetaData()
        for table in _REBUILT:
            table.to_metadata(live, schema=live_schema)
        for table in _COMPARED:
            there = live.tables[f"{live_schema}.{table.name}"]
            first, second = (
                self._rows(table, tables.phrases),
                self._rows(there, live.tables[f"{live_schema}.{tables.phrases.name}"]),
            )
            yield from _first_difference(table.name, first, second)

    def _rows(self, table: Table, phrases: Table) -> Iterator[tuple[Any, ...]]:
        query = _claims_sql(table, phrases) if table.name == tables.claims.name else select(*table.c)
        key = next(iter(table.primary_key.columns))
        ordered = query.order_by(key).execution_options(yield_per=_CHUNK)
        yield from (tuple(row) for row in self._connection.execute(ordered))


def _claims_sql(claims: Table, phrases: Table) -> Select[Any]:
    """Return the question for claims, with words in place of the numbers of phrases, which depend on history."""
    place, claimant = phrases.alias("place"), phrases.alias("claimant")
    kept = [column for column in claims.c if column.name not in {"place", "claimant"}]
    return (
        select(*kept, place.c.words, place.c.folded, claimant.c.words, claimant.c.folded)
        .outerjoin(place, place.c.number == claims.c.place)
        .outerjoin(claimant, claimant.c.number == claims.c.claimant)
    )


def _first_difference(
    name: str, made: Iterable[tuple[Any, ...]], live: Iterable[tuple[Any, ...]]
) -> Iterator[Trouble]:
    for expected, found in zip_longest(made, live):
        if expected != found:
            row = expected or found
            yield Trouble(
                place=f"table {name}, row {row[0] if row else ''}",
                words=f"it says {_told(found)}, and the entries say {_told(expected)}; tollbook verify --rebuild makes it anew",
            )
            return


def _told(row: tuple[Any, ...] | None) -> str:
    return "nothing" if row is None else ", ".join("-" if value is None else str(value) for value in row)
