"""A ledger opened to be written to: entries are appended, all of a call or none, and told only when they are stored."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from tollbook.errors import LedgerError, UnknownId, UsageError
from tollbook.ledger import tables
from tollbook.ledger.chaining import genesis, header, moment_of, timestamp
from tollbook.ledger.commitments import Sealed, opened, seal, without
from tollbook.ledger.database import Database, insert_many
from tollbook.ledger.entry_reader import SWEEP_DUE, entry_of, entry_query, head_of
from tollbook.ledger.merkle import Frontier, leaf_hash
from tollbook.ledger.payloads import redaction_draft
from tollbook.ledger.projection import Projection
from tollbook.ledger.reader import LedgerReader
from tollbook.ledger.redaction import is_erasable
from tollbook.ledger.signing import Signer, checkpoint_of, checkpoint_text, now
from tollbook.model.checkpoint import Checkpoint
from tollbook.model.entry import Draft, Entry, EntryKind, Erasure, Receipt

_CHUNK = 500
_SECRET_BYTES = 32

Sealing = tuple[Draft, Sealed]


class Ledger(LedgerReader):
    """A ledger that can be appended to.

    Args:
        address: path of `ledger.db`, or a PostgreSQL address.
        actor: who appends: a person, or a program and its version.
        case: id that the ledger must have; None for any.
        signer: signs checkpoints; None to leave them unsigned.
        clock: the moment, in UTC.
        randomness: returns so many bytes that nobody can guess.
    """

    _writes = True

    def __init__(
        self,
        address: str | Path,
        *,
        actor: str,
        case: str | None = None,
        signer: Signer | None = None,
        clock: Callable[[], datetime] = now,
        randomness: Callable[[int], bytes] = os.urandom,
    ) -> None:
        super().__init__(address, case=case)
        self.actor = actor
        self._signer, self._clock, self._randomness = signer, clock, randomness

    @classmethod
    def create(
        cls,
        address: str | Path,
        *,
        case: str,
        actor: str,
        signer: Signer | None = None,
        clock: Callable[[], datetime] = now,
        randomness: Callable[[int], bytes] = os.urandom,
    ) -> Ledger:
        """Return a new ledger, opened, with its first entry.

        Raises:
            LedgerError: when there is one at the address already.
        """
        database = Database(address, writes=True)
        try:
            if not database.is_postgres and Path(address).exists():
                raise _there_already(database)
            with database.writing() as connection:
                _lay_out(connection, database, case, randomness(_SECRET_BYTES).hex())
        finally:
            database.close()
        ledger = cls(address, actor=actor, case=case, signer=signer, clock=clock, randomness=randomness)
        fields = {"case": case} | ({"public_key": signer.public} if signer else {})
        ledger.append([Draft(kind=EntryKind.CASE_OPENED, fields=fields)])
        return ledger

    def append(self, drafts: Iterable[Draft]) -> tuple[Receipt, ...]:
        """Return a receipt for each draft, after all of them were stored for good.

        All are recorded, one after the other, or none. A document whose bytes are in the case already is not
        recorded again; its receipt has no number.

        Raises:
            LedgerError: when they cannot be recorded; nothing was.
            UnknownId: when one speaks of a claim or document that is not in the case.
        """
        sealed = self._sealed(drafts)
        with self._database.writing() as connection:
            return self._append(connection, sealed)

    def redact(
        self,
        erasures: Iterable[Erasure],
        *,
        reason: str,
        authority: str,
        captures: Iterable[str] = (),
        copies: Iterable[Draft] = (),
    ) -> Receipt:
        """Return the receipt of an erasure, after fields of entries were erased and this was recorded.

        Values and salts go, commitments stay, so that every entry still verifies. What was there is then no longer
        shown; `finish_erasure` gets rid of the bytes.

        Args:
            erasures: which fields; those that are erased already change nothing.
            reason: why, in words that do not repeat what is erased.
            authority: on whose request, or by which rule.
            captures: digests of the captures whose bytes are erased with them.
            copies: what is recorded of what is left.

        Raises:
            UsageError: when a field is one that the record is put together by.
        """
        wanted = _by_entry(erasures)
        with self._database.writing() as connection:
            self._database.unguard(connection)
            gone = [each for seq, names in wanted.items() for each in self._erase(connection, seq, names)]
            self._database.guard(connection)
            told = redaction_draft(gone, captures, reason=reason, authority=authority)
            receipts = self._append(connection, self._sealed([*copies, told]))
            self._projection(connection).restate([self._entry(connection, seq) for seq in wanted])
            connection.execute(delete(tables.meta).where(tables.meta.c.name == SWEEP_DUE))
            connection.execute(insert(tables.meta), {"name": SWEEP_DUE, "value": str(receipts[-1].seq)})
        return receipts[-1]

    def finish_erasure(self) -> None:
        """Get rid of the bytes of what was erased: the database is written anew.

        Raises:
            LedgerBusy: when another process holds an old state; run it again then.
        """
        self._database.sweep()
        with self._database.writing() as connection:
            connection.execute(delete(tables.meta).where(tables.meta.c.name == SWEEP_DUE))

    def rebuild(self) -> None:
        """Make the derived tables anew from the entries."""
        with self._database.writing() as connection:
            for table in tables.DERIVED:
                if table is not tables.head:
                    connection.execute(delete(table))
            projection, last = self._projection(connection), head_of(connection)[0]
            for first in range(1, last + 1, _CHUNK):
                columns = tables.entries.c
                query = entry_query().where(columns.seq >= first, columns.seq < first + _CHUNK)
                projection.apply([entry_of(row) for row in connection.execute(query.order_by(columns.seq))])

    def checkpoint(self) -> Checkpoint:
        """Return a checkpoint over all entries, signed where there is a key, after it was stored.

        When nothing was appended since the last one, that one is returned.
        """
        with self._database.writing() as connection:
            size, _, frontier = head_of(connection)
            newest = self._stored_checkpoint(connection, size)
            if newest is not None:
                return newest
            made = Checkpoint(
                case=self.case,
                size=size,
                root=Frontier.from_bytes(size, frontier).root().hex(),
                at=moment_of(timestamp(self._clock())),
            )
            made = self._signer.signed(made) if self._signer else made
            row = {"size": size, "checkpoint": checkpoint_text(made)}
            connection.execute(insert(tables.checkpoints), row)
            return made

    def settle(self) -> None:
        """Let the database prepare for questions; worth it after much was added."""
        self._database.settle()

    # inside

    def _sealed(self, drafts: Iterable[Draft]) -> list[Sealing]:
        return [(draft, seal({"actor": self.actor, **draft.fields}, self._randomness)) for draft in drafts]

    def _append(self, connection: Connection, sealed: Sequence[Sealing]) -> tuple[Receipt, ...]:
        size, previous, frontier = self._sound_head(connection)
        tree = Frontier.from_bytes(size, frontier)
        known = self._known_documents(connection, sealed)
        rows, entries, receipts = [], [], []
        at = timestamp(self._clock())
        for draft, payload in sealed:
            subject = _subject(draft)
            if draft.kind is EntryKind.DOCUMENT_ADDED:
                if subject in known:
                    receipts.append(Receipt(seq=None, subject=subject))
                    continue
                known.add(str(subject))
            seq = tree.size + 1
            head = header(
                seq=seq,
                kind=str(draft.kind),
                at=at,
                content=payload.content,
                fields=payload.fields,
                previous=previous,
            )
            previous = leaf_hash(head)
            tree.append(previous)
            rows.append(_row(seq, draft.kind, at, payload, previous))
            entries.append(_entry(seq, draft, at, self.actor, previous))
            receipts.append(Receipt(seq=seq, subject=subject))
        if rows:
            insert_many(connection, tables.entries, rows)
            values = {"size": tree.size, "hash": previous, "frontier": tree.to_bytes()}
            connection.execute(update(tables.head).values(values))
            self._projection(connection).apply(entries)
        return tuple(receipts)

    def _sound_head(self, connection: Connection) -> tuple[int, bytes, bytes]:
        """Return where the next entry goes, once the last one has been found to be the one recorded there."""
        size, last, frontier = head_of(connection)
        columns = tables.entries.c
        newest = connection.execute(select(columns.seq, columns.hash).order_by(columns.seq.desc()).limit(1))
        row = newest.one_or_none()
        found = (0, genesis(self.case)) if row is None else (int(row.seq), bytes(row.hash))
        if found != (size, last):
            raise LedgerError(
                f"Cannot add to the ledger {self._database.name}: it ends with entry {found[0]}, and {size} entries were "
                "recorded. Nothing was recorded. See tollbook verify, and take the ledger from a copy of the case."
            )
        return size, last, frontier

    def _erase(self, connection: Connection, seq: int, names: Sequence[str]) -> list[Erasure]:
        """Return which of the fields were there, after they were erased."""
        columns = tables.entries.c
        query = select(columns.body, columns.salts, columns.content, columns.fields, columns.erased)
        row = connection.execute(query.where(columns.seq == seq)).one_or_none()
        if row is None:
            raise UnknownId(
                f"Cannot redact entry {seq}: the ledger has none with this number. See tollbook log."
            )
        sealed = Sealed(
            body=row.body, salts=row.salts, content=row.content, fields=row.fields, erased=row.erased
        )
        there = opened(sealed.body)
        left = without(sealed, names)
        values = {"body": left.body, "salts": left.salts, "erased": left.erased}
        connection.execute(update(tables.entries).where(columns.seq == seq).values(values))
        return [Erasure(seq=seq, field=name) for name in names if name in there]

    def _known_documents(self, connection: Connection, sealed: Sequence[Sealing]) -> set[str]:
        """Return the ids of the documents among these drafts that are in the case already."""
        asked = [draft.fields["document"] for draft, _ in sealed if draft.kind is EntryKind.DOCUMENT_ADDED]
        known, column = set[str](), tables.documents.c.id
        for start in range(0, len(asked), _CHUNK):
            query = select(column).where(column.in_(asked[start : start + _CHUNK]))
            known.update(connection.execute(query).scalars())
        return known

    def _projection(self, connection: Connection) -> Projection:
        return Projection(connection, lambda seq: self._entry(connection, seq))

    def _stored_checkpoint(self, connection: Connection, size: int) -> Checkpoint | None:
        column = tables.checkpoints.c
        text = connection.execute(select(column.checkpoint).where(column.size == size)).scalar_one_or_none()
        return None if text is None else checkpoint_of(json.loads(text))


def _lay_out(connection: Connection, database: Database, case: str, secret: str) -> None:
    if database.is_postgres and connection.dialect.has_table(connection, "entries"):
        raise _there_already(database)
    tables.metadata.create_all(connection)
    database.guard(connection)
    values = {"format": str(tables.FORMAT), "case": case, "secret": secret}
    connection.execute(
        insert(tables.meta), [{"name": name, "value": value} for name, value in values.items()]
    )
    connection.execute(insert(tables.head), {"row": 1, "size": 0, "hash": genesis(case), "frontier": b""})


def _by_entry(erasures: Iterable[Erasure]) -> dict[int, list[str]]:
    """Return the names of the fields to erase, by the number of their entry."""
    wanted: dict[int, list[str]] = {}
    for each in erasures:
        if not is_erasable(each.field):
            raise UsageError(
                f"Cannot redact the field {each.field} of entry {each.seq}: the record is put together by it, and it "
                "holds no words of a source. Name a field that holds words; tollbook log shows them."
            )
        wanted.setdefault(each.seq, []).append(each.field)
    return wanted


def _there_already(database: Database) -> LedgerError:
    return LedgerError(
        f"Cannot make a ledger at {database.name}: there is one already. Use it, or choose another place."
    )


def _subject(draft: Draft) -> str | None:
    """Return the id of what a draft is about."""
    for name in ("document", "claim", "source"):
        if name in draft.fields:
            return str(draft.fields[name])
    return None


def _row(seq: int, kind: str, at: str, payload: Sealed, hashed: bytes) -> dict[str, Any]:
    return {
        "seq": seq,
        "kind": str(kind),
        "at": at,
        "content": payload.content,
        "fields": payload.fields,
        "hash": hashed,
        "salts": payload.salts,
        "erased": payload.erased,
        "body": payload.body,
    }


def _entry(seq: int, draft: Draft, at: str, actor: str, hashed: bytes) -> Entry:
    return Entry(
        seq=seq,
        kind=draft.kind,
        at=moment_of(at),
        actor=actor,
        fields={"actor": actor, **draft.fields},
        hash=hashed.hex(),
    )
