"""A ledger opened to be read: its entries, and the case's documents, claims, sources and reviews."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Connection, Row, Select, func, select

from tollbook.errors import ForeignLedger, LedgerError, UnknownFormat, UnknownId
from tollbook.ledger import identities, tables
from tollbook.ledger.chaining import moment_of
from tollbook.ledger.commitments import opened
from tollbook.ledger.database import Database
from tollbook.ledger.merkle import Frontier
from tollbook.ledger.payloads import review_of, source_of
from tollbook.ledger.queries import claim_rows_sql, counted_sql, prefix_sql
from tollbook.ledger.recorded import recorded_claim, recorded_document, redaction_of
from tollbook.ledger.replay import replay
from tollbook.ledger.signing import checkpoint_of
from tollbook.model.checkpoint import Checkpoint
from tollbook.model.entry import Entry, EntryKind
from tollbook.model.record import ClaimFilter, Record, RecordedClaim, RecordedDocument, Redaction
from tollbook.model.review import Review, ReviewDecision
from tollbook.model.source import Source

_CHUNK = 500


class LedgerReader:
    """A ledger that is only read. Use it in a `with` block, or close it.

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

    @cached_property
    def secret(self) -> bytes:
        """Return the secret that ids are keyed with. It never goes into an export."""
        return bytes.fromhex(self._meta("secret"))

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
        query = _entry_query().where(columns.seq >= first).order_by(columns.seq)
        with self._database.reading() as connection:
            chosen = query if last is None else query.where(columns.seq <= last)
            for row in connection.execute(chosen.execution_options(yield_per=_CHUNK)):
                yield _entry(row)

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

    def public_key(self) -> str | None:
        """Return the public key that checkpoints of the case are signed with, in hex; None when it has none."""
        key = self.entry(1).fields.get("public_key")
        return None if key is None else str(key)

    def record(self) -> Record:
        """Return all that the ledger says, replayed from its entries: for whoever needs everything at once."""
        return replay(self.entries())

    # ids

    def document_id(self, capture: str) -> str:
        """Return the id of the document with these bytes.

        Args:
            capture: SHA-256 of the bytes as received, in hex.
        """
        return identities.document_id(self.secret, capture)

    def claim_ids(self, document: str, claims: Iterable[Any]) -> list[str]:
        """Return the ids of the claims of one reading of a document, in their order.

        Args:
            document: id of the document.
            claims: those of the reading.
        """
        return identities.claim_ids(self.secret, document, claims)

    def source_id(self, name: str) -> str:
        """Return the id of the source with this name."""
        return identities.source_id(self.secret, name)

    def resolve(self, prefix: str) -> str:
        """Return the one id of a document, claim or source that begins so.

        Raises:
            UnknownId: when none does, or several do.
        """
        prefix = prefix.strip().lower()
        with self._database.reading() as connection:
            found = list(connection.execute(prefix_sql(prefix)).scalars()) if len(prefix) > 1 else []
        if prefix in found:
            return prefix
        if not found:
            raise UnknownId(
                f"Cannot find {prefix!r}: no document, claim or source of the case has an id that begins so. "
                "Ids are listed by tollbook documents, claims and sources."
            )
        if len(found) > 1:
            shown = ", ".join(sorted(found)[:5])
            raise UnknownId(
                f"Cannot tell which is meant by {prefix!r}: {shown} ... Write more letters of the id."
            )
        return str(found[0])

    # documents

    def documents(self, *, source: str | None = None) -> Iterator[RecordedDocument]:
        """Return the documents in the order in which they were added.

        Args:
            source: those of one source alone, by its id; None for all.
        """
        query = select(tables.documents.c.seq).order_by(tables.documents.c.seq)
        if source is not None:
            query = query.where(tables.documents.c.source == source)
        with self._database.reading() as connection:
            for seqs in connection.execute(query.execution_options(yield_per=_CHUNK)).scalars().partitions():
                yield from self._documents(connection, list(seqs))

    def document(self, name: str) -> RecordedDocument:
        """Return the document with an id.

        Raises:
            UnknownId: when there is none.
        """
        query = select(tables.documents.c.seq).where(tables.documents.c.id == name)
        with self._database.reading() as connection:
            seqs = list(connection.execute(query).scalars())
            if not seqs:
                raise UnknownId(
                    f"Cannot find document {name!r}: the case has none with this id. See tollbook documents."
                )
            return next(self._documents(connection, seqs))

    def known_captures(self, digests: Iterable[str]) -> set[str]:
        """Return those of the digests whose bytes are a document of the case."""
        asked, known = list(digests), set[str]()
        column = tables.documents.c.capture
        with self._database.reading() as connection:
            for start in range(0, len(asked), _CHUNK):
                chunk = asked[start : start + _CHUNK]
                known.update(connection.execute(select(column).where(column.in_(chunk))).scalars())
        return known

    # claims

    def claims(
        self, wanted: ClaimFilter | None = None, *, limit: int | None = None, offset: int = 0
    ) -> Iterator[RecordedClaim]:
        """Return claims in the order of their documents.

        Args:
            wanted: which; None for all that are not superseded.
            limit: the most to return; None for all.
            offset: how many of them to leave out at the beginning.
        """
        query = claim_rows_sql(wanted or ClaimFilter(), limit, offset)
        with self._database.reading() as connection:
            for rows in connection.execute(query.execution_options(yield_per=_CHUNK)).partitions():
                yield from self._claims(connection, rows)

    def count_claims(self, wanted: ClaimFilter | None = None) -> int:
        """Return how many claims there are of those wanted."""
        with self._database.reading() as connection:
            return int(connection.execute(counted_sql(wanted or ClaimFilter())).scalar_one())

    def claim(self, name: str) -> RecordedClaim:
        """Return the claim with an id.

        Raises:
            UnknownId: when there is none.
        """
        query = claim_rows_sql(ClaimFilter(superseded=True), None, 0).where(tables.claims.c.id == name)
        with self._database.reading() as connection:
            found = list(self._claims(connection, connection.execute(query).all()))
        if not found:
            raise UnknownId(
                f"Cannot find claim {name!r}: the case has none with this id. See tollbook claims."
            )
        return found[0]

    def claims_of(self, document: str, *, superseded: bool = False) -> list[RecordedClaim]:
        """Return the claims of one document."""
        return list(self.claims(ClaimFilter(document=document, superseded=superseded)))

    def reviews(self, claim: str | None = None) -> Iterator[Review]:
        """Return decisions in their order, those undone among them.

        Args:
            claim: those about one claim alone; None for all.
        """
        columns = tables.reviews.c
        query = select(columns.seq, columns.undone).order_by(columns.seq)
        if claim is not None:
            query = query.where(columns.claim == claim)
        with self._database.reading() as connection:
            for rows in connection.execute(query.execution_options(yield_per=_CHUNK)).partitions():
                entries = self._entries_at(connection, [row.seq for row in rows])
                yield from (review_of(entries[row.seq], undone=bool(row.undone)) for row in rows)

    # sources and redactions

    def sources(self) -> tuple[Source, ...]:
        """Return the sources in the order in which they were first described."""
        query = select(tables.sources.c.description).order_by(tables.sources.c.first)
        with self._database.reading() as connection:
            seqs = list(connection.execute(query).scalars())
            entries = self._entries_at(connection, seqs)
        return tuple(source_of(entries[seq].fields) for seq in seqs)

    def source(self, name: str) -> Source:
        """Return the source with an id.

        Raises:
            UnknownId: when there is none.
        """
        query = select(tables.sources.c.description).where(tables.sources.c.id == name)
        with self._database.reading() as connection:
            seq = connection.execute(query).scalar_one_or_none()
            if seq is None:
                raise UnknownId(
                    f"Cannot find source {name!r}: the case has none with this id. See tollbook sources."
                )
            return source_of(self._entry(connection, seq).fields)

    def redactions(self) -> tuple[Redaction, ...]:
        """Return what was erased, and why, oldest first."""
        query = _entry_query().where(tables.entries.c.kind == str(EntryKind.REDACTED))
        with self._database.reading() as connection:
            rows = connection.execute(query.order_by(tables.entries.c.seq)).all()
        return tuple(redaction_of(_entry(row)) for row in rows)

    def counts(self) -> dict[str, int]:
        """Return how much there is: entries, documents, claims, claims of each state, sources, reviews."""
        current = select(tables.claims.c.state, func.count()).where(tables.claims.c.current == 1)
        with self._database.reading() as connection:
            rows = connection.execute(current.group_by(tables.claims.c.state)).all()
            states: dict[str, int] = {row[0]: row[1] for row in rows}
            counted = {
                table.name: int(connection.execute(select(func.count()).select_from(table)).scalar_one())
                for table in (tables.entries, tables.documents, tables.sources, tables.reviews)
            }
        by_state = {f"claims/{state}": states.get(str(state), 0) for state in ReviewDecision}
        return {**counted, "claims": sum(by_state.values()), **by_state}

    # inside

    def _check(self, address: str | Path, case: str | None) -> None:
        if not self._database.is_postgres and not Path(address).is_file():
            raise LedgerError(
                f"Cannot open the ledger {self._database.name}: there is no such file. "
                "Restore it from a copy of the case, or make a new case with tollbook new."
            )
        form = int(self._meta("format"))
        if form > tables.FORMAT:
            raise UnknownFormat(
                f"Cannot open the ledger {self._database.name}: it has format {form}, and this version of Tollbook "
                f"knows formats up to {tables.FORMAT}. Install a newer version."
            )
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
        row = connection.execute(_entry_query().where(tables.entries.c.seq == seq)).one_or_none()
        if row is None:
            raise UnknownId(
                f"Cannot find entry {seq}: the ledger has none with this number. See tollbook log."
            )
        return _entry(row)

    def _entries_at(self, connection: Connection, seqs: Iterable[int]) -> dict[int, Entry]:
        wanted, found = sorted(set(seqs)), {}
        for start in range(0, len(wanted), _CHUNK):
            query = _entry_query().where(tables.entries.c.seq.in_(wanted[start : start + _CHUNK]))
            found.update({row.seq: _entry(row) for row in connection.execute(query)})
        return found

    def _documents(self, connection: Connection, seqs: list[int]) -> Iterator[RecordedDocument]:
        columns = tables.documents.c
        rows = connection.execute(
            select(columns.seq, columns.id, columns.reading)
            .where(columns.seq.in_(seqs))
            .order_by(columns.seq)
        ).all()
        told = self._descriptions(connection, [row.id for row in rows])
        numbers = [*seqs, *(row.reading for row in rows), *(seq for each in told.values() for seq in each)]
        entries = self._entries_at(connection, numbers)
        for row in rows:
            notes = [entries[seq] for seq in told.get(row.id, ())]
            yield recorded_document(entries[row.seq], entries[row.reading], notes)

    def _descriptions(self, connection: Connection, subjects: list[str]) -> dict[str, list[int]]:
        columns, told = tables.descriptions.c, dict[str, list[int]]()
        query = select(columns.subject, columns.seq).where(columns.subject.in_(subjects), columns.undone == 0)
        for subject, seq in connection.execute(query.order_by(columns.seq)):
            told.setdefault(subject, []).append(seq)
        return told

    def _claims(self, connection: Connection, rows: Iterable[Any]) -> Iterator[RecordedClaim]:
        rows = list(rows)
        entries = self._entries_at(
            connection, [seq for row in rows for seq in (row.seq, row.review) if seq is not None]
        )
        for row in rows:
            yield recorded_claim(
                entries[row.seq],
                row.place_in_reading,
                review=None if row.review is None else review_of(entries[row.review], undone=False),
                state=ReviewDecision(row.state),
                current=bool(row.current),
            )


def head_of(connection: Connection) -> tuple[int, bytes, bytes]:
    """Return how many entries there are, the hash of the last one, and the frontier of the tree over them."""
    size, last, frontier = connection.execute(
        select(tables.head.c.size, tables.head.c.hash, tables.head.c.frontier)
    ).one()
    return int(size), bytes(last), bytes(frontier)


def _entry_query() -> Select[Any]:
    columns = tables.entries.c
    return select(columns.seq, columns.kind, columns.at, columns.hash, columns.erased, columns.body)


def _entry(row: Row[Any]) -> Entry:
    """Return the entry of a row."""
    fields = opened(row.body)
    erased = () if row.erased is None else tuple(sorted(json.loads(row.erased)))
    return Entry(
        seq=row.seq,
        kind=EntryKind(row.kind),
        at=moment_of(row.at),
        actor=fields.get("actor", "[redacted]"),
        fields=fields,
        erased=erased,
        hash=bytes(row.hash).hex(),
    )
