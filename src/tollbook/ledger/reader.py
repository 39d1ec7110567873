"""A ledger opened to be read: the case's documents, claims, sources and reviews, and a check of it all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import Connection, func, select

from tollbook.errors import UnknownId
from tollbook.ledger import identities, tables
from tollbook.ledger.entry_reader import CHUNK, EntryReader, entry_of, entry_query
from tollbook.ledger.payloads import review_of, source_of
from tollbook.ledger.queries import claim_rows_sql, counted_sql, history_sql, prefix_sql, undoings_sql
from tollbook.ledger.rebuilding import Rebuilding
from tollbook.ledger.recorded import recorded_claim, recorded_document, redaction_of
from tollbook.ledger.replay import replay
from tollbook.ledger.verification import ChainCheck
from tollbook.model.checkpoint import Checkpoint
from tollbook.model.claim import Claim
from tollbook.model.entry import Entry, EntryKind
from tollbook.model.record import ClaimFilter, ClaimOrder, Record, RecordedClaim, RecordedDocument, Redaction
from tollbook.model.review import Review, ReviewDecision
from tollbook.model.source import Source
from tollbook.model.verification import Trouble, Verification


class LedgerReader(EntryReader):
    """A ledger that is only read. Use it in a `with` block, or close it.

    Args:
        address: path of `ledger.db`, or a PostgreSQL address.
        case: id that the ledger must have; None for any.

    Raises:
        LedgerError: when there is no ledger, or it cannot be read.
        UnknownFormat: when a newer version made it.
        ForeignLedger: when it is that of another case.
    """

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

    def claim_ids(self, document: str, claims: Iterable[Claim]) -> list[str]:
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
            for seqs in connection.execute(query.execution_options(yield_per=CHUNK)).scalars().partitions():
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

    def documents_named(self, names: Iterable[str]) -> dict[str, RecordedDocument]:
        """Return the documents with some ids, by id; one that is not there is left out.

        Args:
            names: as many as may be held at once.
        """
        asked, found = list(dict.fromkeys(names)), dict[str, RecordedDocument]()
        columns = tables.documents.c
        with self._database.reading() as connection:
            for start in range(0, len(asked), CHUNK):
                query = select(columns.seq).where(columns.id.in_(asked[start : start + CHUNK]))
                seqs = list(connection.execute(query).scalars())
                found |= {each.id: each for each in self._documents(connection, seqs)}
        return found

    def claim_counts(self) -> dict[str, int]:
        """Return how many claims each document holds, by its id; without those that are superseded."""
        documents, claims = tables.documents.c, tables.claims.c
        query = (
            select(documents.id, func.count())
            .join(tables.claims, claims.document == documents.seq)
            .where(claims.current == 1)
            .group_by(documents.id)
        )
        with self._database.reading() as connection:
            return {name: int(count) for name, count in connection.execute(query)}

    def count_documents(self, source: str) -> int:
        """Return how many documents of the case are of a source.

        Args:
            source: its id.
        """
        query = select(func.count()).where(tables.documents.c.source == source)
        with self._database.reading() as connection:
            return int(connection.execute(query).scalar_one())

    def captures(self) -> set[str]:
        """Return the digests of the bytes of all documents, those erased among them."""
        with self._database.reading() as connection:
            return set(connection.execute(select(tables.documents.c.capture)).scalars())

    def known_captures(self, digests: Iterable[str]) -> set[str]:
        """Return those of the digests whose bytes are a document of the case."""
        asked, known = list(digests), set[str]()
        column = tables.documents.c.capture
        with self._database.reading() as connection:
            for start in range(0, len(asked), CHUNK):
                chunk = asked[start : start + CHUNK]
                known.update(connection.execute(select(column).where(column.in_(chunk))).scalars())
        return known

    # claims

    def claims(
        self,
        wanted: ClaimFilter | None = None,
        *,
        order: ClaimOrder = ClaimOrder.DOCUMENT,
        limit: int | None = None,
        offset: int = 0,
    ) -> Iterator[RecordedClaim]:
        """Return claims, in the order in which they were first read unless another is asked for.

        Args:
            wanted: which; None for all that are not superseded.
            order: which come first.
            limit: the most to return; None for all.
            offset: how many of them to leave out at the beginning.
        """
        query = claim_rows_sql(wanted or ClaimFilter(), limit, offset, order)
        with self._database.reading() as connection:
            for rows in connection.execute(query.execution_options(yield_per=CHUNK)).partitions():
                yield from self._claims(connection, rows)

    def known_words(self, limit: int) -> list[str]:
        """Return words that name a place or a claimant somewhere in the case, for completing what somebody types.

        Args:
            limit: the most to return.
        """
        query = select(tables.phrases.c.words).order_by(tables.phrases.c.number).limit(limit)
        with self._database.reading() as connection:
            return list(connection.execute(query).scalars())

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
            for rows in connection.execute(query.execution_options(yield_per=CHUNK)).partitions():
                entries = self._entries_at(connection, [row.seq for row in rows])
                yield from (review_of(entries[row.seq], undone=bool(row.undone)) for row in rows)

    def history(self, subjects: Iterable[str]) -> list[Entry]:
        """Return the entries that speak of documents, claims or sources, oldest first.

        Those that undo such an entry, or erased something of it, are among them.

        Args:
            subjects: whole ids; the claims of a document are subjects of their own.
        """
        names = sorted(set(subjects))
        with self._database.reading() as connection:
            found = {seq for query in history_sql(names) for seq in connection.execute(query).scalars()}
            while further := set(connection.execute(undoings_sql(found)).scalars()) - found:
                found |= further
            erasures = [each.seq for each in self.redactions() if found & {seq for seq, _ in each.fields}]
            entries = self._entries_at(connection, {*found, *erasures})
        return [entries[seq] for seq in sorted(entries)]

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
        query = entry_query().where(tables.entries.c.kind == str(EntryKind.REDACTED))
        with self._database.reading() as connection:
            rows = connection.execute(query.order_by(tables.entries.c.seq)).all()
        return tuple(redaction_of(entry_of(row)) for row in rows)

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

    # verification

    def verify(
        self,
        *,
        deep: bool = True,
        elsewhere: Sequence[Checkpoint] = (),
        visit: Callable[[Entry], Iterable[Trouble]] = lambda _: (),
    ) -> Verification:
        """Return what a check of the whole ledger found; nothing is trusted, and nothing is changed.

        Args:
            deep: whether every field of every payload is looked at and the derived tables are compared with
                the entries; False checks each payload as a whole, and is many times faster.
            elsewhere: checkpoints that somebody kept outside the case.
            visit: looks at each sound entry, when `deep`, and returns what is wrong with what it speaks of.
        """
        with self._database.reading() as connection:
            check = ChainCheck(connection, self.case, deep=deep)
            kept = connection.execute(select(tables.checkpoints).order_by(tables.checkpoints.c.size)).all()
            entries = check.entries({*(row.size for row in kept), *(each.size for each in elsewhere)})
            further = self._verify_deeply(connection, check, entries, visit) if deep else [*entries]
            check.check_head()
            check.check_checkpoints(kept, elsewhere)
        return Verification(
            case=self.case,
            entries=check.tree.size,
            root=check.tree.root().hex(),
            troubles=(*check.troubles, *further),
            notes=tuple(check.notes),
            redactions=check.redactions,
            checkpoints=check.checkpoints,
            signed=check.signed,
        )

    def _verify_deeply(
        self,
        connection: Connection,
        check: ChainCheck,
        entries: Iterator[Entry],
        visit: Callable[[Entry], Iterable[Trouble]],
    ) -> list[Trouble]:
        """Return what is wrong beyond the entries themselves: what they speak of, and what is derived from them."""
        further: list[Trouble] = []
        with Rebuilding.beside(connection, lambda seq: self._entry(connection, seq)) as rebuilding:
            while chunk := list(islice(entries, CHUNK)):
                for entry in chunk:
                    further.extend(self._wrong_ids(entry))
                    further.extend(visit(entry))
                if not check.troubles:  # what follows from damaged entries says nothing
                    rebuilding.take(chunk)
            if not check.troubles:
                further.extend(rebuilding.differences(self._database.schema(connection)))
        return further

    def _wrong_ids(self, entry: Entry) -> Iterator[Trouble]:
        if entry.kind is EntryKind.DOCUMENT_ADDED:
            expected, found = self.document_id(entry.fields["capture"]), entry.fields["document"]
            if expected != found:
                yield Trouble(
                    place=f"entry {entry.seq}",
                    words=f"the secret of the case gives its document the id {expected}, and {found} stands there",
                )

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
