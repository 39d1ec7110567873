"""Whether a count is a running total or one event, and whether it is stated or hedged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tollbook.model import Modality, Scope

if TYPE_CHECKING:
    from tollbook.extract.view import DocumentView, Found


def scope_of(view: DocumentView, found: Found) -> Scope:
    """Return whether a count is a running total of a conflict, disaster or period, or one event."""
    del view, found
    return Scope.INCIDENT


def modality_of(view: DocumentView, found: Found) -> Modality:
    """Return whether the harm and its number are stated, or only feared, believed or alleged."""
    del view
    return Modality.HEDGED if found.link.maybe else Modality.STATED
