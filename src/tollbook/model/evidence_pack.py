"""Evidence of a claim or a document: all that is needed to check it far from the case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tollbook.model.checkpoint import Checkpoint
from tollbook.model.record import RecordedClaim, RecordedDocument
from tollbook.model.review import Review
from tollbook.model.source import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidencePack:
    """What goes into the archive that `tollbook evidence` writes.

    Attributes:
        subject: id of the claim or document that it is about.
        document: the document.
        source: who published it; None when unknown.
        claims: the one claim, or all of the document.
        reviews: decisions about them, oldest first.
        checkpoint: what closes the entries.
        entries: the entries behind it, each as plain data: header, shown fields with salts, commitments, proof.
        capture: the bytes of the source; None when they are withheld or erased.
        shows_text: whether the text goes with it.
        withheld: why bytes and text are not there, in words; None when they are.
        people: whether the names of those who decided and their notes are shown.
    """

    subject: str
    document: RecordedDocument
    source: Source | None
    claims: tuple[RecordedClaim, ...]
    reviews: tuple[Review, ...]
    checkpoint: Checkpoint
    entries: tuple[Mapping[str, Any], ...]
    capture: bytes | None = None
    shows_text: bool = True
    withheld: str | None = None
    people: bool = False
