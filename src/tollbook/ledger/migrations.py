"""From one form of the tables to the next.

`tables` holds the newest form alone. Each step here takes a ledger from one format to the one after it; the entries
themselves are never rewritten, since their hashes stand. A ledger of a newer format than this
version knows is refused where it is opened.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from sqlalchemy import Connection, update

from tollbook.ledger import tables
from tollbook.ledger.database import Database

Step = Callable[[Connection], None]

STEPS: Mapping[int, Step] = {}
"""For each older format, what brings a ledger to the next one. Format 1 is the first."""


def migrate_ledger(address: str | Path, form: int) -> None:
    """Bring a ledger to the newest format, in one transaction, whoever opens it.

    Args:
        address: path of `ledger.db`, or a PostgreSQL address.
        form: the format that it has.
    """
    database = Database(address, writes=True)
    try:
        with database.writing() as connection:
            migrate(connection, form)
    finally:
        database.close()


def migrate(
    connection: Connection, form: int, *, newest: int | None = None, steps: Mapping[int, Step] | None = None
) -> list[int]:
    """Return the formats that a ledger went through to the newest, after it was brought there.

    Args:
        connection: may write; all steps are kept, or none.
        form: the format that the ledger has.
        newest: the format to bring it to; None for the newest.
        steps: what to do, by the format it starts from; None for those of this version.
    """
    newest, steps, passed = newest or tables.FORMAT, STEPS if steps is None else steps, []
    for older in range(form, newest):
        steps[older](connection)
        passed.append(older + 1)
    if passed:
        column = tables.meta.c
        connection.execute(update(tables.meta).where(column.name == "format").values(value=str(newest)))
    return passed
