"""What a reader is, and what comes of one document: its claims, or why it was not read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from tollbook.model.claim import Claim
from tollbook.model.document import Document
from tollbook.model.vocabulary import ReadStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A document with the claims read in it.

    Attributes:
        document: what was read.
        status: whether claims were looked for.
        reason: why not, in words ("language ar"); None when it was read.
        claims: in the order of their counts in the text; empty when unread.
    """

    document: Document
    status: ReadStatus
    claims: tuple[Claim, ...] = ()
    reason: str | None = None


class Reader(Protocol):
    """Anything that finds the claims of a document.

    The built-in reader is a grammar. A learned model, or a language model behind an
    address of one's own, takes its place by having these three things. A reader must
    give the same claims for the same document every time, and only claims whose count
    stands in the text where they say it stands.
    """

    name: str
    """Program and version, kept with every claim."""

    def languages(self) -> frozenset[str]:
        """Return the two-letter codes of the languages it reads."""
        ...

    def claims(self, document: Document) -> tuple[Claim, ...]:
        """Return the claims of a document in one of those languages, in text order."""
        ...
