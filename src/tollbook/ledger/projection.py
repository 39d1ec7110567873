"""The derived tables, kept in step with the entries.

Whatever is here is a pure function of the entries in their order: applied to all of them from the start, it gives
the same rows. Nothing here decides what may be recorded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Table, bindparam, delete, func, insert, select, update

from tollbook.errors import UnknownId, UsageError
from tollbook.ledger import tables
from tollbook.ledger.database import insert_many
from tollbook.ledger.payloads import below, claim_count
from tollbook.ledger.standing import Decision, Occurrence, Standing, standing
from tollbook.model.entry import Entry, EntryKind
from tollbook.model.review import ReviewDecision
from tollbook.model.vocabulary import Stance

_CLAIM_BITS = 20
"""A claim's number is that of the entry which first held it, and so many bits for its place: a million in one reading."""

_PHRASES_REMEMBERED = 50_000
_PHRASE_LETTERS = 400
"""An index of PostgreSQL takes 2,704 bytes; no name of a place or speaker is so long."""

_CHUNK = 500
"""Values in one question; SQLite takes 999 at the least."""

_LARGEST = 2**63 - 1
"""The largest number that both databases hold; nobody has counted so many people."""

_SIZE_BITS = 6
"""Room for the number of binary digits of a figure."""

_CHANGED_COLUMNS = ("harm", "place", "claimant", "date_from", "date_to")

Row = dict[str, Any]


class Projection:
    """Applies entries to the derived tables.

    Args:
        connection: may write; its schema may be another one than that of the entries.
        entry_at: returns the entry with a number.
    """

    def __init__(self, connection: Connection, entry_at: Callable[[int], Entry]) -> None:
        self._connection = connection
        self._entry_at = entry_at
        self._phrases: dict[str, int] = {}

    def apply(self, entries: Sequence[Entry]) -> None:
        """Take in entries, in their order."""
        added: list[Entry] = []
        for entry in entries:
            if entry.kind is EntryKind.DOCUMENT_ADDED:
                added.append(entry)
                continue
            self._add_documents(added)
            added = []
            self._apply_one(entry)
        self._add_documents(added)

    def restate(self, entries: Iterable[Entry]) -> None:
        """Derive anew what follows from entries of which fields were erased."""
        for entry in entries:
            match entry.kind:
                case EntryKind.DOCUMENT_ADDED | EntryKind.READING_ADDED:
                    document = self._document(entry.fields["document"])
                    self._restate_document(document)
                case EntryKind.SOURCE_DESCRIBED:
                    self._restate_source(entry.fields["source"])
                case EntryKind.CLAIM_REVIEWED:
                    self._restate_claim(entry.fields["claim"])
                case _:
                    pass
        self._drop_unused_phrases()

    def _apply_one(self, entry: Entry) -> None:
        match entry.kind:
            case EntryKind.READING_ADDED:
                self._add_reading(entry)
            case EntryKind.CLAIM_REVIEWED:
                self._insert(tables.reviews, seq=entry.seq, claim=entry.fields["claim"], undone=0)
                self._restate_claim(entry.fields["claim"])
            case EntryKind.SOURCE_DESCRIBED:
                self._insert(tables.descriptions, seq=entry.seq, subject=entry.fields["source"], undone=0)
                self._restate_source(entry.fields["source"])
            case EntryKind.DOCUMENT_DESCRIBED:
                self._insert(tables.descriptions, seq=entry.seq, subject=entry.fields["document"], undone=0)
                self._restate_description(entry.fields["document"])
            case EntryKind.UNDONE:
                self._insert(tables.undoings, seq=entry.seq, target=entry.fields["entry"], undone=0)
                self._set_undone(entry.fields["entry"], undone=True)
            case _:
                pass

    # documents and readings

    def _add_documents(self, entries: Sequence[Entry]) -> None:
        if not entries:
            return
        insert_many(
            self._connection,
            tables.documents,
            [
                {
                    "seq": entry.seq,
                    "id": entry.fields["document"],
                    "capture": entry.fields["capture"],
                    "reading": entry.seq,
                    "source": entry.fields.get("source"),
                }
                for entry in entries
            ],
        )
        readings = [{"seq": entry.seq, "document": entry.seq} for entry in entries]
        insert_many(self._connection, tables.readings, readings)
        self._insert_claims([row for entry in entries for row in _first_rows(entry, entry.seq)])

    def _add_reading(self, entry: Entry) -> None:
        document = self._document(entry.fields["document"])
        self._insert(tables.readings, seq=entry.seq, document=document)
        known = set(self._rows_of(document))
        self._insert_claims([row for row in _first_rows(entry, document) if row["id"] not in known])
        self._restate_document(document)

    def _restate_document(self, document: int) -> None:
        """Work out anew where the claims of a document stand, from all its readings."""
        readings = self._readings(document)
        newest = _newest(readings)
        self._connection.execute(
            update(tables.documents).where(tables.documents.c.seq == document).values(reading=newest)
        )
        occurrences = _occurrences(readings)
        decisions = self._decisions(list(occurrences))
        rows = []
        for claim, found in occurrences.items():
            stands = standing(found, decisions.get(claim, ()), newest)
            rows.append({"claim_id": claim, **self._claim_row(stands, readings)})
        self._update_claims(rows)

    def _restate_claim(self, claim: str) -> None:
        """Work out anew where one claim stands."""
        query = select(tables.claims.c.document).where(tables.claims.c.id == claim)
        document = self._connection.execute(query).scalar_one_or_none()
        if document is None:
            raise UnknownId(
                f"Cannot record a review of {claim}: the case has no such claim. See tollbook claims."
            )
        readings = self._readings(document)
        found = _occurrences(readings)[claim]
        decisions = self._decisions([claim]).get(claim, ())
        row = self._claim_row(standing(found, decisions, _newest(readings)), readings)
        self._update_claims([{"claim_id": claim, **row}])

    def _claim_row(self, stands: Standing, readings: dict[int, Entry]) -> Row:
        entry, index = readings[stands.occurrence.seq], stands.occurrence.index
        changed = below(self._entry_at(stands.review).fields, "changed") if stands.review else {}
        return {
            "seq": entry.seq,
            "place_in_reading": index,
            "state": str(stands.state),
            "review": stands.review,
            "current": int(stands.current),
            **_looked_for(entry, index),
            **{name: _phrase(value) for name, value in changed.items() if name in _CHANGED_COLUMNS},
        }

    def _readings(self, document: int) -> dict[int, Entry]:
        query = select(tables.readings.c.seq).where(tables.readings.c.document == document)
        numbers = self._connection.execute(query.order_by(tables.readings.c.seq)).scalars()
        return {seq: self._entry_at(seq) for seq in numbers}

    def _decisions(self, claims: Sequence[str]) -> dict[str, list[Decision]]:
        found: dict[str, list[Decision]] = {}
        for start in range(0, len(claims), _CHUNK):
            query = (
                select(tables.reviews.c.seq, tables.reviews.c.claim)
                .where(
                    tables.reviews.c.claim.in_(claims[start : start + _CHUNK]), tables.reviews.c.undone == 0
                )
                .order_by(tables.reviews.c.seq)
            )
            for seq, claim in self._connection.execute(query):
                decision = ReviewDecision(self._entry_at(seq).fields["decision"])
                found.setdefault(claim, []).append(Decision(seq=seq, decision=decision))
        return found

    def _document(self, name: str) -> int:
        query = select(tables.documents.c.seq).where(tables.documents.c.id == name)
        seq = self._connection.execute(query).scalar_one_or_none()
        if seq is None:
            raise UnknownId(
                f"Cannot record more about {name}: the case has no such document. See tollbook documents."
            )
        return int(seq)

    def _rows_of(self, document: int) -> list[str]:
        query = select(tables.claims.c.id).where(tables.claims.c.document == document)
        return list(self._connection.execute(query).scalars())

    # sources, descriptions, undoing

    def _restate_source(self, source: str) -> None:
        described = self._described(source)
        self._connection.execute(delete(tables.sources).where(tables.sources.c.id == source))
        if described:
            names = self._entry_at(described[-1]).fields.get("names", [])
            folded = "\n".join(name.casefold() for _, name in names)
            self._insert(
                tables.sources, id=source, first=described[0], description=described[-1], folded=folded
            )

    def _restate_description(self, name: str) -> None:
        document = self._document(name)
        told = [self._entry_at(seq) for seq in (document, *self._described(name))]
        named = [entry.fields["source"] for entry in told if "source" in entry.fields]
        self._connection.execute(
            update(tables.documents)
            .where(tables.documents.c.seq == document)
            .values(source=named[-1] if named else None)
        )

    def _described(self, subject: str) -> list[int]:
        query = select(tables.descriptions.c.seq).where(
            tables.descriptions.c.subject == subject, tables.descriptions.c.undone == 0
        )
        return list(self._connection.execute(query.order_by(tables.descriptions.c.seq)).scalars())

    def _set_undone(self, target: int, *, undone: bool) -> None:
        """Take an entry back, or undo that; an undoing that is undone gives back what it took."""
        entry = self._entry_at(target)
        table = _UNDONE_IN.get(entry.kind)
        if table is None:
            raise UsageError(
                f"Cannot undo entry {target}: it is of the kind {entry.kind}, and only reviews, descriptions "
                "and undoings can be undone. Use tollbook redact to erase something."
            )
        changed = self._connection.execute(
            update(table)
            .where(table.c.seq == target, table.c.undone != int(undone))
            .values(undone=int(undone))
        )
        if changed.rowcount == 0 and undone:
            raise UsageError(f"Cannot undo entry {target}: it is undone already. See tollbook log.")
        match entry.kind:
            case EntryKind.CLAIM_REVIEWED:
                self._restate_claim(entry.fields["claim"])
            case EntryKind.SOURCE_DESCRIBED:
                self._restate_source(entry.fields["source"])
            case EntryKind.DOCUMENT_DESCRIBED:
                self._restate_description(entry.fields["document"])
            case _:
                self._set_undone(entry.fields["entry"], undone=not undone)

    # rows

    def _insert(self, table: Table, **values: object) -> None:
        self._connection.execute(insert(table), values)

    def _insert_claims(self, rows: list[Row]) -> None:
        insert_many(self._connection, tables.claims, self._with_phrases(rows))

    def _update_claims(self, rows: list[Row]) -> None:
        if rows:
            statement = update(tables.claims).where(tables.claims.c.id == bindparam("claim_id"))
            self._connection.execute(statement, self._with_phrases(rows))

    def _with_phrases(self, rows: list[Row]) -> list[Row]:
        """Return the rows with the numbers of phrases in place of their words."""
        if len(self._phrases) > _PHRASES_REMEMBERED:
            self._phrases.clear()
        words = {row[name] for row in rows for name in ("place", "claimant") if row[name] is not None}
        self._number(words - self._phrases.keys())
        numbers = self._phrases
        for row in rows:
            if row["place"] is not None:
                row["place"] = numbers[row["place"]]
            if row["claimant"] is not None:
                row["claimant"] = numbers[row["claimant"]]
        return rows

    def _number(self, words: set[str]) -> None:
        """Learn the numbers of phrases, after those not yet there were added."""
        asked = sorted(words)
        for start in range(0, len(asked), _CHUNK):
            query = select(tables.phrases.c.words, tables.phrases.c.number).where(
                tables.phrases.c.words.in_(asked[start : start + _CHUNK])
            )
            self._phrases.update((text, number) for text, number in self._connection.execute(query))
        missing = [text for text in asked if text not in self._phrases]
        if missing:
            first = self._connection.execute(select(func.max(tables.phrases.c.number))).scalar() or 0
            numbered = dict(zip(missing, range(first + 1, first + 1 + len(missing)), strict=True))
            rows = [
                {"number": number, "words": text, "folded": text.casefold()}
                for text, number in numbered.items()
            ]
            self._connection.execute(insert(tables.phrases), rows)
            self._phrases.update(numbered)

    def _drop_unused_phrases(self) -> None:
        claims = tables.claims.c
        used = select(claims.place).where(claims.place.is_not(None))
        also_used = select(claims.claimant).where(claims.claimant.is_not(None))
        self._connection.execute(
            delete(tables.phrases).where(tables.phrases.c.number.not_in(used.union(also_used)))
        )
        self._phrases.clear()


_UNDONE_IN = {
    EntryKind.CLAIM_REVIEWED: tables.reviews,
    EntryKind.SOURCE_DESCRIBED: tables.descriptions,
    EntryKind.DOCUMENT_DESCRIBED: tables.descriptions,
    EntryKind.UNDONE: tables.undoings,
}


def _looked_for(entry: Entry, index: int) -> Row:
    """Return what a claim is looked for by; None for what it does not say, and for what was erased."""
    fields, path = entry.fields, f"claims/{index}"
    figure = fields.get(f"{path}/figure") or {}
    place, claimant = fields.get(f"{path}/place"), fields.get(f"{path}/claimant")
    return {
        "harm": figure.get("harm"),
        "place": place and _phrase(place["words"]),
        "claimant": claimant and _phrase(claimant["words"]),
        "date_from": figure.get("date_from"),
        "date_to": figure.get("date_to"),
        **_ordered_by(
            figure, disputed=f"{path}/disputed_by" in fields or figure.get("stance") == Stance.DISPUTES
        ),
    }


def _ordered_by(figure: Row, *, disputed: bool) -> Row:
    """Return what claims are put in order by; None for all of it where the figure was erased."""
    if not figure:
        return {"confidence": None, "highest": None, "urgency": None}
    confidence = round(100 * figure["confidence"])
    bounds = [bound for bound in (figure["low"], figure["high"]) if bound is not None]
    highest = min(max(bounds, default=0), _LARGEST)
    urgency = ((0 if disputed else 101) + confidence) << _SIZE_BITS | (
        _LARGEST.bit_length() - highest.bit_length()
    )
    return {"confidence": confidence, "highest": highest, "urgency": urgency}


def _phrase(words: str | None) -> str | None:
    """Return words as they are looked for: not endless, and without the one character that PostgreSQL cannot hold."""
    return words and words[:_PHRASE_LETTERS].replace("\x00", "\ufffd")


def _first_rows(entry: Entry, document: int) -> list[Row]:
    """Return the rows of claims that an entry holds, as if nobody had decided about them."""
    unreviewed, fields = str(ReviewDecision.UNREVIEWED), entry.fields
    return [
        {
            "number": entry.seq << _CLAIM_BITS | index,
            "id": fields[f"claims/{index}/id"],
            "document": document,
            "seq": entry.seq,
            "place_in_reading": index,
            "state": unreviewed,
            "review": None,
            "current": 1,
            **_looked_for(entry, index),
        }
        for index in range(claim_count(fields))
    ]


def _occurrences(readings: dict[int, Entry]) -> dict[str, list[Occurrence]]:
    """Return, for each claim of a document, the readings that hold it, oldest first."""
    found: dict[str, list[Occurrence]] = {}
    for seq, entry in readings.items():
        for index in range(claim_count(entry.fields)):
            occurrence = Occurrence(
                seq=seq,
                index=index,
                replaces=bool(entry.fields.get("replaces", True)),
                redacts=bool(entry.fields.get("redacts", False)),
            )
            found.setdefault(entry.fields[f"claims/{index}/id"], []).append(occurrence)
    return found


def _newest(readings: dict[int, Entry]) -> int:
    return max(seq for seq, entry in readings.items() if entry.fields.get("replaces", True))
