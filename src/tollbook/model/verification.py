"""What a verification of a case found."""

from __future__ import annotations

from dataclasses import dataclass

from tollbook.model.record import Redaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """One thing that is wrong, or that should be known.

    Attributes:
        place: where: `entry 17`, `capture 3fa9...`, `checkpoint of 200 entries`, `claim c7k...`.
        words: what was found there and what was expected, in one sentence.
    """

    place: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """All that a verification looked at and found.

    Attributes:
        case: id of the case.
        entries: how many entries were read.
        root: root of the Merkle tree over them, in hex, as it was worked out.
        troubles: what is wrong; empty when the case is sound.
        notes: what is not wrong but should be known.
        redactions: what was erased, and why.
        checkpoints: how many checkpoints hold.
        signed: how many of these bear a good signature.
        captures: how many captures have the bytes that their digest says; None when none was looked at.
        spans: how many words were found where claims say they stand; None when none was looked at.
    """

    case: str
    entries: int
    root: str
    troubles: tuple[Trouble, ...] = ()
    notes: tuple[Trouble, ...] = ()
    redactions: tuple[Redaction, ...] = ()
    checkpoints: int = 0
    signed: int = 0
    captures: int | None = None
    spans: int | None = None

    @property
    def is_sound(self) -> bool:
        """Return whether nothing is wrong."""
        return not self.troubles
