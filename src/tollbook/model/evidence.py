"""What reconciliation starts from: a case's documents, the claims read in them, and the facts of the case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tollbook.model.claim import Claim
from tollbook.model.document import Span
from tollbook.model.vocabulary import SourceType


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFacts:
    """What the keeper of a case lays down before any document is read.

    Attributes:
        id: short name of the case.
        title: what it is about, in words.
        parties: the parties, as they are called.
        aliases: pairs of another name and the name it stands for, for people and offices.
        places: the same for places.
    """

    id: str
    title: str = ""
    parties: tuple[str, ...] = ()
    aliases: tuple[tuple[str, str], ...] = ()
    places: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseDocument:
    """One document of a case, as far as reconciliation looks at it.

    Attributes:
        id: unique in the case.
        publisher: who published it; empty when unknown.
        source_type: what the publisher is.
        published_at: when; None when unknown.
        language: two-letter code, or None.
        address: where it was found, or None.
        text: as stored; claims point into it.
        sentences: where its sentences stand, in order.
    """

    id: str
    publisher: str = ""
    source_type: SourceType = SourceType.UNKNOWN
    published_at: datetime | None = None
    language: str | None = None
    address: str | None = None
    text: str = ""
    sentences: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseClaim:
    """A claim with its name in the case.

    Attributes:
        id: unique in the case.
        document: id of the document that says it.
        claim: what it says.
    """

    id: str
    document: str
    claim: Claim
