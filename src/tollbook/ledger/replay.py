"""The record of a case, replayed from its entries and nothing else.

It shares no code with the tables beyond the rule of where a claim stands, and a test compares the two.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from tollbook.ledger.payloads import claim_count, review_of, source_of
from tollbook.ledger.recorded import recorded_claim, recorded_document, redaction_of
from tollbook.ledger.standing import Decision, Occurrence, standing
from tollbook.model.entry import Entry, EntryKind
from tollbook.model.record import Record, RecordedClaim, RecordedDocument
from tollbook.model.review import ReviewDecision
from tollbook.model.source import Source


def replay(entries: Iterable[Entry]) -> Record:
    """Return what the entries say, all taken together.

    Args:
        entries: all of a case, in their order.
    """
    held = _Held()
    for entry in entries:
        held.take(entry)
    undone = held.undone()
    return Record(
        documents=tuple(_document(held, name, undone) for name in held.added),
        claims=_all_claims(held, undone),
        sources=tuple(_sources(held, undone)),
        reviews=tuple(review_of(entry, undone=entry.seq in undone) for entry in held.reviews.values()),
        redactions=tuple(map(redaction_of, held.redactions)),
    )


@dataclass(slots=True)
class _Held:
    """The entries so far, by what they are about."""

    added: dict[str, Entry] = field(default_factory=dict)
    readings: defaultdict[str, list[Entry]] = field(default_factory=lambda: defaultdict(list))
    notes: defaultdict[str, list[Entry]] = field(default_factory=lambda: defaultdict(list))
    sources: defaultdict[str, list[Entry]] = field(default_factory=lambda: defaultdict(list))
    reviews: dict[int, Entry] = field(default_factory=dict)
    decided: defaultdict[str, list[Entry]] = field(default_factory=lambda: defaultdict(list))
    undoings: list[Entry] = field(default_factory=list)
    redactions: list[Entry] = field(default_factory=list)

    def take(self, entry: Entry) -> None:
        """Keep an entry where it belongs."""
        match entry.kind:
            case EntryKind.DOCUMENT_ADDED:
                self.added[entry.fields["document"]] = entry
                self.readings[entry.fields["document"]].append(entry)
            case EntryKind.READING_ADDED:
                self.readings[entry.fields["document"]].append(entry)
            case EntryKind.DOCUMENT_DESCRIBED:
                self.notes[entry.fields["document"]].append(entry)
            case EntryKind.SOURCE_DESCRIBED:
                self.sources[entry.fields["source"]].append(entry)
            case EntryKind.CLAIM_REVIEWED:
                self.reviews[entry.seq] = entry
                self.decided[entry.fields["claim"]].append(entry)
            case EntryKind.UNDONE:
                self.undoings.append(entry)
            case EntryKind.REDACTED:
                self.redactions.append(entry)
            case _:
                pass

    def undone(self) -> set[int]:
        """Return the numbers of the entries that are undone; from the newest undoing back, since one can undo another."""
        gone: set[int] = set()
        for undoing in reversed(self.undoings):
            if undoing.seq not in gone:
                gone.add(undoing.fields["entry"])
        return gone


def _document(held: _Held, name: str, undone: set[int]) -> RecordedDocument:
    notes = [entry for entry in held.notes[name] if entry.seq not in undone]
    return recorded_document(held.added[name], _newest(held.readings[name]), notes)


def _newest(readings: list[Entry]) -> Entry:
    return [entry for entry in readings if entry.fields.get("replaces", True)][-1]


def _all_claims(held: _Held, undone: set[int]) -> tuple[RecordedClaim, ...]:
    """Return the claims of all documents, in the order in which they were first read."""
    placed = [each for name in held.added for each in _claims(held, name, undone)]
    return tuple(claim for _, claim in sorted(placed, key=lambda each: each[0]))


def _claims(held: _Held, name: str, undone: set[int]) -> list[tuple[tuple[int, int], RecordedClaim]]:
    """Return the claims of a document, each with the place where it was first read."""
    readings = held.readings[name]
    found: dict[str, list[Occurrence]] = {}
    for entry in readings:
        for index in range(claim_count(entry.fields)):
            here = Occurrence(
                seq=entry.seq,
                index=index,
                replaces=entry.fields.get("replaces", True),
                redacts=entry.fields.get("redacts", False),
            )
            found.setdefault(entry.fields[f"claims/{index}/id"], []).append(here)
    entries, claims = {entry.seq: entry for entry in readings}, []
    for claim, occurrences in found.items():
        decided = [
            Decision(seq=entry.seq, decision=ReviewDecision(entry.fields["decision"]))
            for entry in held.decided[claim]
            if entry.seq not in undone
        ]
        stands = standing(occurrences, decided, _newest(readings).seq)
        review = review_of(held.reviews[stands.review], undone=False) if stands.review else None
        at = stands.occurrence
        first = (occurrences[0].seq, occurrences[0].index)
        made = recorded_claim(
            entries[at.seq], at.index, review=review, state=stands.state, current=stands.current
        )
        claims.append((first, made))
    return claims


def _sources(held: _Held, undone: set[int]) -> list[Source]:
    """Return the sources as they are described now, those described first coming first."""
    standing_entries = [
        [entry for entry in entries if entry.seq not in undone] for entries in held.sources.values()
    ]
    described = sorted((each for each in standing_entries if each), key=lambda entries: entries[0].seq)
    return [source_of(entries[-1].fields) for entries in described]
