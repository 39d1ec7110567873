"""Who says a figure, who passed it on, who disputes it, and what they do with it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tollbook.extract.accounts import Source, account_over, accounts_of
from tollbook.extract.datelines import wire_of
from tollbook.extract.disputes import disputers
from tollbook.extract.quotes import carried_source
from tollbook.extract.revisions import stance_of, withdrawals
from tollbook.extract.speech import Act
from tollbook.model import Span, Stance

if TYPE_CHECKING:
    from tollbook.extract.view import DocumentView, Found


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
    wire = wire_of(view)
    voices = [_voice(view, found, wire) for found in view.found]
    voices = withdrawals(view, voices)
    return disputers(view, voices)
