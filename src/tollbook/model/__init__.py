"""Frozen values that the stages hand to one another, and their vocabularies.

Nothing here reads, writes or computes; it imports nothing of ours but `errors`.
"""

from tollbook.model.claim import PHRASE_FIELDS, Claim
from tollbook.model.document import Document, SourcePlace, Span
from tollbook.model.estimate import (
    Caution,
    Density,
    Doubt,
    Estimate,
    Ground,
    Interval,
    ListCheck,
    ModelWeight,
    NotEstimable,
    Outcome,
    Refusal,
    StratumEstimate,
    WhatIf,
)
from tollbook.model.histories import CaptureHistories, HistoryCount
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
    "CaptureHistories",
    "Caution",
    "Claim",
    "DatePrecision",
    "Density",
    "Document",
    "Doubt",
    "Estimate",
    "Ground",
    "Harm",
    "HistoryCount",
    "Interval",
    "ListCheck",
    "Modality",
    "ModelWeight",
    "NotEstimable",
    "Outcome",
    "Qualifier",
    "ReadStatus",
    "Reader",
    "Reading",
    "Refusal",
    "Scope",
    "SourcePlace",
    "Span",
    "Stance",
    "StratumEstimate",
    "WhatIf",
]
