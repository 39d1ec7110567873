"""The record of a case: what its ledger says when all entries have been replayed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from tollbook.model.claim import Claim
from tollbook.model.document import Document
from tollbook.model.review import Review, ReviewDecision
from tollbook.model.source import Source
from tollbook.model.vocabulary import ReadStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedDocument:
    """A document of a case, and how it came into it.

    Attributes:
        id: short and stable, made from the digest of the bytes with the secret of the case.
        document: what was read; its `id` is the name it came under. Where words were erased they read `[redacted]`.
        capture: SHA-256 of the bytes as received, in hex.
        seq: number of the entry that added it.
        at: when it was added.
        actor: who added it.
        source: id of its source; None when unknown.
        origin: where the bytes came from and how, as plain data: `how`, `from`, `fetched_at`, `headers` ...
        details: what else was said of it: `sensitivity`, `licence`, `relays` ...
        status: whether its claims were looked for.
        reason: why not; None when they were.
        reader: program and version of the newest reading; None when unread.
        reading_seq: number of the entry of the newest reading.
        redacted: whether its bytes and its text as it was read are gone; what is left of the text is a working copy.
        erased: fields that were erased from it.
    """

    id: str
    document: Document
    capture: str
    seq: int
    at: datetime
    actor: str
    source: str | None = None
    origin: Mapping[str, Any] = field(default_factory=dict)
    details: Mapping[str, Any] = field(default_factory=dict)
    status: ReadStatus = ReadStatus.READ
    reason: str | None = None
    reader: str | None = None
    reading_seq: int = 0
    redacted: bool = False
    erased: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedClaim:
    """A claim of a case, and what became of it.

    Attributes:
        id: short and stable, made from its document and place with the secret of the case.
        document: id of its document.
        seq: number of the entry that holds it.
        index: its place in that entry's reading, from 0.
        read: the claim as it was read; None when its figure was erased.
        claim: the claim as it stands, with what a review changed; None when its figure was erased.
        state: the decision that holds.
        review: the review that holds; None when unreviewed.
        current: False when a newer reading no longer finds it and nobody decided about it.
        erased: fields of it that were erased.
    """

    id: str
    document: str
    seq: int
    index: int
    read: Claim | None
    claim: Claim | None
    state: ReviewDecision = ReviewDecision.UNREVIEWED
    review: Review | None = None
    current: bool = True
    erased: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Redaction:
    """What was erased, and why: this stays.

    Attributes:
        seq: number of the entry that records it.
        at: when.
        actor: who did it.
        reason: why, in words that do not repeat what was erased.
        authority: on whose request or by which rule.
        fields: pairs of the number of an entry and the name of a field of it.
        captures: digests of the captures whose bytes were erased.
    """

    seq: int
    at: datetime
    actor: str
    reason: str
    authority: str
    fields: tuple[tuple[int, str], ...] = ()
    captures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """All that a case's ledger says. It is a pure function of the entries.

    Attributes:
        documents: in the order in which they were added.
        claims: of these, in the order in which they were first read; superseded ones too.
        sources: in the order in which they were first described.
        reviews: all, in their order; those undone say so.
        redactions: in their order.
    """

    documents: tuple[RecordedDocument, ...] = ()
    claims: tuple[RecordedClaim, ...] = ()
    sources: tuple[Source, ...] = ()
    reviews: tuple[Review, ...] = ()
    redactions: tuple[Redaction, ...] = ()


class ClaimOrder(StrEnum):
    """Which claims come first in a list.

    `MATTERS` is for whoever decides: disputed before undisputed, unsure before sure, high figures before low.
    """

    DOCUMENT = "document"
    NEWEST = "newest"
    MATTERS = "matters"
    CONFIDENCE = "confidence"
    HIGHEST = "highest"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimFilter:
    """Which claims to return; None asks nothing.

    Attributes:
        harm: what was suffered.
        place: words of the place, or part of them, in any case of letters.
        claimant: the same, of who says it.
        source: id of a source, or its name or part of it.
        document: id of a document.
        state: the decision that holds.
        date_from: claims whose days end on it or later.
        date_to: claims whose days begin on it or earlier.
        superseded: whether to return those too that a newer reading no longer finds.
    """

    harm: str | None = None
    place: str | None = None
    claimant: str | None = None
    source: str | None = None
    document: str | None = None
    state: str | None = None
    date_from: date | None = None
    date_to: date | None = None
    superseded: bool = False
