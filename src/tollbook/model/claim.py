"""A claim: one statement, somewhere in a document, that a number of people suffered a harm."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tollbook.model.document import Span
from tollbook.model.vocabulary import DatePrecision, Harm, Modality, Qualifier, Scope, Stance

PHRASE_FIELDS = ("victims", "place", "when", "claimant", "via", "by", "disputed_by")
"""The fields that hold words of the document; `Claim.spans` says where they stand."""

_NOWHERE = Span(0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One statement that a number of people suffered a harm, with the words that say it.

    Attributes:
        start: offset of the first code point of the count in the document's text.
        end: offset after the last one; `text[start:end] == count`.
        count: the words that state the number, with their qualifier.
        low: smallest number said, inclusive; None when open downwards.
        high: largest number said, inclusive; None when open upwards.
        qualifier: how the words hedge the number.
        harm: what was suffered.
        victims: words that say who they were, without the number; None if only "people".
        place: finest named place where the harm happened.
        when: words that say when.
        date_from: first day that `when` can mean, against the date of publication.
        date_to: last day that it can mean.
        date_precision: how fine these dates are; None when there are none.
        claimant: who says it; None when the document itself does.
        via: who passed it on, if another than the claimant.
        by: who is said to have done it.
        disputed_by: who in this document denies or doubts it.
        part_of: True when the count is a stated part of a larger one.
        sentence: where the sentence stands that says it.
        spans: for each phrase field that is not None, its name and where its words stand.
        confidence: chance, from 0 to 1, that count, numbers and harm are right.
        reader: program and version that read it.
    """

    start: int
    end: int
    count: str
    low: int | None
    high: int | None
    qualifier: Qualifier
    harm: Harm
    scope: Scope
    stance: Stance = Stance.ASSERTS
    modality: Modality = Modality.STATED
    part_of: bool = False
    victims: str | None = None
    place: str | None = None
    when: str | None = None
    date_from: date | None = None
    date_to: date | None = None
    date_precision: DatePrecision | None = None
    claimant: str | None = None
    via: str | None = None
    by: str | None = None
    disputed_by: str | None = None
    sentence: Span = _NOWHERE
    spans: tuple[tuple[str, Span], ...] = ()
    confidence: float = 1.0
    reader: str = ""

    def __post_init__(self) -> None:
        """Refuse bounds in the wrong order and a confidence that is none."""
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError(f"Claim {self.count!r}: low {self.low} is above high {self.high}.")
        if not 0.0 <= self.confidence <= 1.0:
            raise ValueError(f"Claim {self.count!r}: confidence {self.confidence} is not between 0 and 1.")
