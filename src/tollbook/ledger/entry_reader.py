"""A ledger opened to be read, as far as its entries and checkpoints go."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Connection, Row, Select, select

from tollbook.errors import ForeignLedger, LedgerError, UnknownFormat, UnknownId
from tollbook.ledger import tables
from tollbook.ledger.chaining import genesis, header, moment_of
from tollbook.ledger.commitments import Sealed, opened
from tollbook.ledger.database import Database
from tollbook.ledger.merkle import Frontier, consistency_proof, inclusion_proof
from tollbook.ledger.migrations import migrate_ledger
from tollbook.ledger.signing import checkpoint_of
from tollbook.model.checkpoint import Checkpoint
from tollbook.model.entry import REDACTED, Entry, EntryKind

SWEEP_DUE = "erasure_not_finished"
"""Name of the row of `meta` that is there while erased bytes may still be in the database."""

CHUNK = 500
"""Rows taken at once, and values in one question: SQLite takes 999 at the least."""


class EntryReader:
    """The entries of a ledger. Use it in a `with` block, or close it.

    Args:
        address: path of `ledger.db`, or a PostgreSQL address.
        case: id that the ledger must have; None for any.

    Raises:
        LedgerError: when there is no ledger, or it cannot be read.
        UnknownFormat: when a newer version made it.
        ForeignLedger: when it is that of another case.
    """

    _writes = False

    def __init__(self, address: str | Path, *, case: str | None = None) -> None:
        self._database = Database(address, writes=self._writes)
        try:
            self._check(address, case)
        except BaseException:
            self._database.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give the database back."""
        self._database.close()

    # the ledger itself

    @cached_property
    def case(self) -> str:
        """Return the id of the case."""
        return self._meta("case")

    @property
    def is_on_server(self) -> bool:
        """Return whether it lies on a PostgreSQL server rather than in a file."""
        return self._database.is_postgres

    @cached_property
    def secret(self) -> bytes:
        """Return the secret that ids are keyed with. It never goes into an export."""
        said = self._meta("secret")
        try:
            return bytes.fromhex(said)
        except ValueError as error:
            raise LedgerError(
                f"Cannot use the ledger {self._database.name}: the secret of its ids is no hexadecimal number. "
                "It is damaged: take it from a copy of the case."
            ) from error

    def size(self) -> int:
        """Return how many entries there are."""
        return self._head()[0]

    def root(self) -> str:
        """Return the root of the Merkle tree over all entries, in hex."""
        size, _, frontier = self._head()
        return Frontier.from_bytes(size, frontier).root().hex()

    def entries(self, first: int = 1, last: int | None = None) -> Iterator[Entry]:
        """Return the entries from one number to another, both included, as they are taken; all see one state.

        Args:
            first: from 1.
            last: None for all that there are.
        """
        columns = tables.entries.c
        query = entry_query().where(columns.seq >= first).order_by(columns.seq)
        with self._database.reading() as connection:
            chosen = query if last is None else query.where(columns.seq <= last)
            for row in connection.execute(chosen.execution_options(yield_per=CHUNK)):
                yield entry_of(row)

    def entry(self, seq: int) -> Entry:
        """Return one entry.

        Raises:
            UnknownId: when there is none with this number.
        """
        with self._database.reading() as connection:
            return self._entry(connection, seq)

    def checkpoints(self) -> tuple[Checkpoint, ...]:
        """Return the checkpoints that were made, oldest first."""
        with self._database.reading() as connection:
            rows = connection.execute(
                select(tables.checkpoints.c.checkpoint).order_by(tables.checkpoints.c.size)
            )
            return tuple(checkpoint_of(json.loads(text)) for text in rows.scalars())

    def erasure_is_due(self) -> bool:
        """Return whether bytes of what was erased may still be in the database, since an erasure was interrupted."""
        with self._database.reading() as connection:
            query = select(tables.meta.c.value).where(tables.meta.c.name == SWEEP_DUE)
            return connection.execute(query).scalar_one_or_none() is not None

    def inclusion_proof(self, seq: int, size: int) -> tuple[str, ...]:
        """Return the hashes, in hex, that lead from an entry to the root of the tree over the first entries.

        Args:
            seq: number of the entry.
            size: how many entries the tree covers; `seq` at the least.
        """
        return tuple(step.hex() for step in inclusion_proof(seq - 1, self._leaves(size)))

    def consistency_proof(self, first: int, second: int) -> tuple[str, ...]:
        """Return the hashes, in hex, that show that the tree over more entries grew out of that over fewer.

        Args:
            first: entries of the smaller tree, 1 at the least.
            second: entries of the larger one.
        """
        return tuple(step.hex() for step in consistency_proof(first, self._leaves(second)))

    def header(self, seq: int) -> bytes:
        """Return the header of an entry: canonical JSON whose hash is its leaf in the tree.

        Raises:
            UnknownId: when there is none with this number.
        """
        columns = tables.entries.c
        query = select(columns.seq, columns.kind, columns.at, columns.content, columns.fields, columns.hash)
        with self._database.reading() as connection:
            found = connection.execute(
                query.where(columns.seq.in_([seq - 1, seq])).order_by(columns.seq)
            ).all()
        if not found or found[-1].seq != seq:
            raise UnknownId(
                f"Cannot find entry {seq}: the ledger has none with this number. See tollbook log."
            )
        row, previous = found[-1], genesis(self.case) if seq == 1 else bytes(found[0].hash)
        return header(
            seq=seq, kind=row.kind, at=row.at, content=row.content, fields=row.fields, previous=previous
        )

    def sealed(self, seq: int) -> Sealed:
        """Return the payload of an entry with its salts and commitments: for whoever proves what it says.

        Raises:
            UnknownId: when there is none with this number.
        """
        columns = tables.entries.c
        query = select(columns.body, columns.salts, columns.content, columns.fields, columns.erased)
        with self._database.reading() as connection:
            row = connection.execute(query.where(columns.seq == seq)).one_or_none()
        if row is None:
            raise UnknownId(
                f"Cannot find entry {seq}: the ledger has none with this number. See tollbook log."
            )
        return Sealed(**row._mapping)  # noqa: SLF001 - the public way to a row by its names

    def public_key(self) -> str | None:
        """Return the public key that checkpoints of the case are signed with, in hex; None when it has none."""
        key = self.entry(1).fields.get("public_key")
        return None if key is None else str(key)

    # inside

    def _check(self, address: str | Path, case: str | None) -> None:
        if not self._database.is_postgres and not Path(address).is_file():
            raise LedgerError(
                f"Cannot open the ledger {self._database.name}: there is no such file. "
                "Restore it from a copy of the case, or make a new case with tollbook new."
            )
        said = self._meta("format")
        if not (said.isascii() and said.isdecimal() and int(said) > 0):
            raise LedgerError(
                f"Cannot open the ledger {self._database.name}: its format is {said!r}, and a number from 1 is expected. "
                "It is damaged: take it from a copy of the case."
            )
        form = int(said)
        if form > tables.FORMAT:
            raise UnknownFormat(
                f"Cannot open the ledger {self._database.name}: it has format {form}, and this version of Tollbook "
                f"knows formats up to {tables.FORMAT}. Install a newer version."
            )
        if form < tables.FORMAT:
            migrate_ledger(address, form)
        if case is not None and case != self.case:
            raise ForeignLedger(
                f"Cannot open the ledger {self._database.name}: it belongs to case {self.case}, and case.toml names {case}. "
                "Put the two files of one case together."
            )

    def _meta(self, name: str) -> str:
        with self._database.reading() as connection:
            value = connection.execute(
                select(tables.meta.c.value).where(tables.meta.c.name == name)
            ).scalar_one_or_none()
        if value is None:
            raise LedgerError(
                f"Cannot open the ledger {self._database.name}: it does not say its {name}. "
                "It is no ledger, or is damaged: take it from a copy of the case."
            )
        return str(value)

    def _head(self) -> tuple[int, bytes, bytes]:
        with self._database.reading() as connection:
            return head_of(connection)

    def _entry(self, connection: Connection, seq: int) -> Entry:
        row = connection.execute(entry_query().where(tables.entries.c.seq == seq)).one_or_none()
        if row is None:
            raise UnknownId(
                f"Cannot find entry {seq}: the ledger has none with this number. See tollbook log."
            )
        return entry_of(row)

    def _leaves(self, size: int) -> list[bytes]:
        columns = tables.entries.c
        query = select(columns.hash).where(columns.seq <= size).order_by(columns.seq)
        with self._database.reading() as connection:
            return [bytes(leaf) for leaf in connection.execute(query).scalars()]

    def _entries_at(self, connection: Connection, seqs: Iterable[int]) -> dict[int, Entry]:
        wanted, found = sorted(set(seqs)), {}
        for start in range(0, len(wanted), CHUNK):
            query = entry_query().where(tables.entries.c.seq.in_(wanted[start : start + CHUNK]))
            found.update({row.seq: entry_of(row) for row in connection.execute(query)})
        return found


def head_of(connection: Connection) -> tuple[int, bytes, bytes]:
    """Return how many entries there are, the hash of the last one, and the frontier of the tree over them."""
    size, last, frontier = connection.execute(
        select(tables.head.c.size, tables.head.c.hash, tables.head.c.frontier)
    ).one()
    return int(size), bytes(last), bytes(frontier)


def entry_query() -> Select[Any]:
    """Return the question for what entries are made from."""
    columns = tables.entries.c
    return select(columns.seq, columns.kind, columns.at, columns.hash, columns.erased, columns.body)


def entry_of(row: Row[Any]) -> Entry:
    """Return the entry of a row."""
    fields = opened(row.body)
    erased = () if row.erased is None else tuple(sorted(json.loads(row.erased)))
    return Entry(
        seq=row.seq,
        kind=EntryKind(row.kind),
        at=moment_of(row.at),
        actor=fields.get("actor", REDACTED),
        fields=fields,
        erased=erased,
        hash=bytes(row.hash).hex(),
    )
