"""Frozen values that the stages hand to one another, and their vocabularies.

Nothing here reads, writes or computes; it imports nothing of ours but `errors`.
"""

from tollbook.model.claim import PHRASE_FIELDS, Claim
from tollbook.model.document import Document, SourcePlace, Span
from tollbook.model.reading import Reader, Reading
from tollbook.model.vocabulary import (
    DatePrecision,
    Harm,
    Modality,
    Qualifier,
    ReadStatus,
    Scope,
    Stance,
)

__all__ = [
    "PHRASE_FIELDS",
    "Claim",
    "DatePrecision",
    "Document",
    "Harm",
    "Modality",
    "Qualifier",
    "ReadStatus",
    "Reader",
    "Reading",
    "Scope",
    "SourcePlace",
    "Span",
    "Stance",
]
