"""The database under a ledger: SQLite in a file, or PostgreSQL at an address.

Everything that the two do differently stands here: how a writer keeps others out, what makes the entries
append-only, and how erased bytes are got rid of. What goes wrong in the database becomes a `LedgerError` here.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Table, create_engine, event, exc
from sqlalchemy.engine import URL, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

from tollbook.errors import LedgerBusy, LedgerError, TollbookError, UsageError
from tollbook.model.display import shown

POSTGRES = "postgresql"
WAIT_SECONDS = 300
"""How long a writer waits for others. SQLite gives turns by chance: on a machine with far too much to do, one of eight that
write without a pause was once left out for more than a minute."""

_LOCK = 0x746F6C6C
"""The advisory lock of PostgreSQL that writers of a ledger take: the letters `toll`."""

_SQLITE_TRIGGERS = {
    "entries_are_not_deleted": "BEFORE DELETE ON entries BEGIN SELECT RAISE(ABORT, 'entries are never deleted'); END",
    "entries_are_not_changed": "BEFORE UPDATE ON entries BEGIN SELECT RAISE(ABORT, 'entries are never changed'); END",
}

_POSTGRES_GUARD = """
CREATE OR REPLACE FUNCTION tollbook_guard() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'entries are never changed or deleted'; END $$
"""
_POSTGRES_TRIGGER = (
    "CREATE TRIGGER entries_are_not_changed BEFORE UPDATE OR DELETE OR TRUNCATE ON entries "
    "FOR EACH STATEMENT EXECUTE FUNCTION tollbook_guard()"
)


class Database:
    """One database, opened for reading alone or for writing too.

    Args:
        address: path of an SQLite file, or a PostgreSQL address (`postgresql://user@host/name`).
        writes: whether anything will be written.
    """

    def __init__(self, address: str | Path, *, writes: bool) -> None:
        self.address = str(address)
        self._writes = writes
        self.is_postgres = self.address.startswith((f"{POSTGRES}:", f"{POSTGRES}+", "postgres:"))
        self._engine = self._postgres() if self.is_postgres else self._sqlite(Path(address), writes=writes)
        steady = {"isolation_level": "REPEATABLE READ"} if self.is_postgres else {}
        self._reading = self._engine.execution_options(**steady)
        self._writing = self._engine.execution_options(tollbook_writes=True)

    @property
    def name(self) -> str:
        """Return how to name it in a message, without a password."""
        if not self.is_postgres:
            return shown(self.address)
        return shown(make_url(self.address).render_as_string(hide_password=True))

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Return a connection that sees one state of the database throughout."""
        with self._told("use" if self._writes else "read"), self._reading.begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Return a connection that alone may write; all that was written is kept at the end, or nothing.

        Raises:
            LedgerBusy: when another process writes for too long.
        """
        with self._told("write"), self._writing.begin() as connection:
            if self.is_postgres:
                connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{WAIT_SECONDS}s'")
                connection.exec_driver_sql(
                    f"SELECT pg_advisory_xact_lock({_LOCK}, hashtext(current_schema()))"
                )
            yield connection

    def schema(self, connection: Connection) -> str:
        """Return the schema that the tables lie in."""
        if not self.is_postgres:
            return "main"
        return str(connection.exec_driver_sql("SELECT current_schema()").scalar_one())

    def guard(self, connection: Connection) -> None:
        """Make the database itself refuse to change or delete entries: against slips, not against attacks."""
        if self.is_postgres:
            connection.exec_driver_sql(_POSTGRES_GUARD)
            connection.exec_driver_sql(_POSTGRES_TRIGGER)
            return
        for name, trigger in _SQLITE_TRIGGERS.items():
            connection.exec_driver_sql(f"CREATE TRIGGER {name} {trigger}")

    def unguard(self, connection: Connection) -> None:
        """Let entries be changed until `guard`, in the same transaction: for an erasure alone."""
        if self.is_postgres:
            connection.exec_driver_sql("DROP TRIGGER IF EXISTS entries_are_not_changed ON entries")
            return
        for name in _SQLITE_TRIGGERS:
            connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}")

    def sweep(self) -> None:
        """Write all tables anew, so that nothing is left of what was erased: no free page, no log, no dead row.

        Raises:
            LedgerBusy: when another process holds an old state, so that it cannot be got rid of.
        """
        options = self._engine.execution_options(isolation_level="AUTOCOMMIT")
        with self._told("erase for good"), options.connect() as connection:
            if self.is_postgres:
                connection.exec_driver_sql("VACUUM FULL")
                return
            connection.exec_driver_sql("VACUUM")
            busy = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()[0]
        if busy:
            raise LedgerBusy(
                f"Cannot erase for good in {self.name}: another process is reading it. What was erased is no longer "
                "shown, but its bytes are still in the file. Close the other process and run the command again."
            )

    def settle(self) -> None:
        """Let the database look at how its values are spread, so that it finds the short way to an answer."""
        options = self._engine.execution_options(isolation_level="AUTOCOMMIT")
        with self._told("write"), options.connect() as connection:
            if self.is_postgres:
                connection.exec_driver_sql("ANALYZE")
                return
            connection.exec_driver_sql("PRAGMA analysis_limit = 1000")
            connection.exec_driver_sql("ANALYZE")

    def close(self) -> None:
        """Give the connections back."""
        self._engine.dispose()

    def _sqlite(self, path: Path, *, writes: bool) -> Engine:
        url = URL.create("sqlite", database=f"file:{_quoted(path)}", query=_sqlite_query(path, writes=writes))
        engine = create_engine(url, connect_args={"timeout": WAIT_SECONDS})
        event.listen(engine, "connect", _prepare_writer if writes else _prepare_reader)
        event.listen(engine, "begin", _begin)
        return engine

    def _postgres(self) -> Engine:
        url = make_url(self.address).set(drivername=f"{POSTGRES}+psycopg")
        # A prepared statement keeps the table that its name meant at first; `rebuilding` needs names to mean others.
        return create_engine(url, connect_args={"prepare_threshold": None})

    @contextmanager
    def _told(self, doing: str) -> Iterator[None]:
        """Turn what the database raises into an error that says what to do."""
        try:
            yield
        except TollbookError:
            raise
        except exc.DBAPIError as error:
            raise self._error(doing, error) from error

    def _error(self, doing: str, error: exc.DBAPIError) -> LedgerError:
        reason = str(error.orig).strip().partition("\n")[0]
        if "locked" in reason or "lock timeout" in reason:
            return LedgerBusy(
                f"Cannot {doing} {self.name}: another process has held it for {WAIT_SECONDS} seconds. "
                "Wait for it to end, or end it, and run the command again."
            )
        advice = next((words for sign, words in _ADVICE if sign in reason), "Check the file or the server.")
        return LedgerError(f"Cannot {doing} {self.name}: the database says: {reason}. {advice}")


_ADVICE = (
    ("disk is full", "Nothing was recorded. Make room on the disk and run the command again."),
    ("No space left", "Nothing was recorded. Make room on the server's disk and run the command again."),
    ("readonly", "Nothing was recorded. Give yourself the right to write to the folder, or work on a copy."),
    ("unable to open", "Check that the folder is there and that you may read it."),
    ("not a database", "The file is damaged or is something else: take it from a copy of the case."),
    ("malformed", "The file is damaged: take it from a copy of the case, and run tollbook verify on both."),
    ("connection", "Check that the server runs, and the address in case.toml."),
)
"""Words that a database says, and what to do about it."""


def _quoted(path: Path) -> str:
    """Return the path as part of a file address: `?`, `#` and `%` would mean something else there."""
    return str(path.absolute()).replace("%", "%25").replace("?", "%3f").replace("#", "%23")


def _sqlite_query(path: Path, *, writes: bool) -> dict[str, str]:
    if writes:
        return {"uri": "true", "mode": "rwc"}
    query = {"uri": "true", "mode": "ro"}
    log = path.with_name(f"{path.name}-wal")
    if not os.access(path.parent, os.W_OK) and not (log.exists() and log.stat().st_size):
        query["immutable"] = "1"  # nobody can be writing to it; SQLite could not make the files it reads by
    return query


def _prepare_reader(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # transactions begin where we say so
    cursor = connection.cursor()
    cursor.execute("PRAGMA cache_size = -16384")
    cursor.close()


def _prepare_writer(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = FULL")  # told only after it is on the disk
    cursor.execute("PRAGMA secure_delete = ON")  # what is deleted is overwritten
    cursor.execute("PRAGMA cache_size = -65536")
    cursor.execute("PRAGMA wal_autocheckpoint = 8192")  # a page that changes often is carried over once
    cursor.close()


def _begin(connection: Connection) -> None:
    options = connection.get_execution_options()
    if options.get("isolation_level") == "AUTOCOMMIT":
        return
    connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("tollbook_writes") else "BEGIN")


def insert_many(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows that all have the same columns; the statement is put together once, and no row is looked at again.

    Args:
        connection: may write.
        table: where they go.
        rows: values by the names of columns.
    """
    if not rows:
        return
    compiled = table.insert().compile(dialect=connection.dialect, column_keys=list(rows[0]))
    names = getattr(compiled, "positiontup", None)
    values = [tuple(row[name] for name in names) for row in rows] if names else [dict(row) for row in rows]
    connection.exec_driver_sql(str(compiled), values)


def address_of(folder: Path, address: str | None) -> str | Path:
    """Return where the ledger of a case is.

    Args:
        folder: that of the case.
        address: the PostgreSQL address in its case.toml, or None.

    Raises:
        UsageError: when the address is that of another kind of database.
    """
    if address is None:
        return folder / "ledger.db"
    if not address.startswith(("postgresql://", "postgres://")):
        raise UsageError(
            f"Cannot use {shown(address)} as the ledger of {shown(str(folder))}: an address such as "
            "postgresql://user@host/database is expected. Leave it out to keep the ledger in the folder."
        )
    return address.replace("postgres://", "postgresql://", 1)
