"""What a user may say about the documents beside the documents themselves."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tollbook.model.limits import Limits

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOptions:
    """How documents are read.

    Attributes:
        date: day of publication of a document that names none itself.
        language: two-letter code that goes before whatever the text looks like.
        limits: the most that one input may hold.
    """

    date: date | None = None
    language: str | None = None
    limits: Limits = field(default_factory=Limits)
