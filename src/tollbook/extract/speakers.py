"""Who says a figure, who passed it on, who disputes it, and what they do with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tollbook.model import Span, Stance

if TYPE_CHECKING:
    from tollbook.extract.view import DocumentView


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """Who stands behind one claim.

    Attributes:
        claimant: the words that name who says it; None when the document does.
        via: who passed it on, if another than the claimant.
        disputed_by: who in this document denies or doubts it.
        stance: what the speaker does with the figure.
    """

    claimant: Span | None = None
    via: Span | None = None
    disputed_by: Span | None = None
    stance: Stance = Stance.ASSERTS


def voices_of(view: DocumentView) -> list[Voice]:
    """Return the voice behind each of `view.found`, in the same order."""
    return [Voice() for _ in view.found]
