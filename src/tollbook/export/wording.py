"""The words for screens: the same for every party, every outlet and every format.

A word that a document used is quoted; a word of ours is one of these.
"""

from __future__ import annotations

from tollbook.model.claim import Claim
from tollbook.model.document import Document
from tollbook.model.vocabulary import DatePrecision, Modality, Qualifier, Scope, Stance
from tollbook.model.words import MONTHS, day_words, range_words

DOCUMENT_ITSELF = "the document itself"
"""Who says it, where a document names nobody."""


def number_words(claim: Claim) -> str:
    """Return the number that a claim states, with its open side in words.

    Unknown bounds are never shown as a number.
    """
    if claim.qualifier is Qualifier.ABOUT and claim.low is not None and claim.low == claim.high:
        return f"about {claim.low:,}"
    return range_words(claim.low, claim.high)


def remarks(claim: Claim) -> tuple[str, ...]:
    """Return what a person must know beside the number, in words; empty for a plain incident."""
    told = (
        (claim.stance is Stance.DISPUTES, "the speaker disputes this figure"),
        (claim.stance is Stance.REVISES, "replaces an earlier figure"),
        (claim.modality is Modality.HEDGED, "not stated as certain"),
        (claim.part_of, "part of a larger figure"),
        (claim.scope is Scope.CUMULATIVE, "running total"),
    )
    return tuple(words for holds, words in told if holds)


def speakers(claim: Claim) -> tuple[tuple[str, str], ...]:
    """Return who stands for and against the figure, as pairs of a label and the document's words.

    Both sides get the same place and the same form. Who rejects a figure is the claimant
    of a claim whose stance is `disputes`; they are named as disputing it, not as saying it.
    """
    rejected = claim.stance is Stance.DISPUTES
    pairs = (
        ("disputed by" if rejected else "said by", claim.claimant or DOCUMENT_ITSELF),
        ("passed on by", claim.via),
        ("disputed by", claim.disputed_by),
    )
    return tuple((label, words) for label, words in pairs if words)


def circumstances(claim: Claim) -> tuple[tuple[str, str], ...]:
    """Return who was harmed, where, when and by whom it is said, as pairs of a label and words."""
    pairs = (
        ("who", claim.victims),
        ("where", claim.place),
        ("when", when_words(claim)),
        ("said to be done by", claim.by),
    )
    return tuple((label, words) for label, words in pairs if words)


def when_words(claim: Claim) -> str | None:
    """Return the document's words for when, and beside them the dates they mean; None if it has none."""
    days = period_words(claim)
    if claim.when and days:
        return claim.when if days in claim.when else f"{claim.when} ({days})"
    return claim.when or days


def period_words(claim: Claim) -> str | None:
    """Return the dates of a claim, no finer than they are known; None when there are none."""
    first, last = claim.date_from, claim.date_to
    if first is None or last is None:
        edge = first or last
        return None if edge is None else f"{'from' if first else 'until'} {day_words(edge)}"
    if first == last:
        return day_words(first)
    if claim.date_precision is DatePrecision.YEAR and first.year == last.year:
        return str(first.year)
    if claim.date_precision is DatePrecision.MONTH and (first.year, first.month) == (last.year, last.month):
        return f"{MONTHS[first.month - 1]} {first.year}"
    return f"{day_words(first)} to {day_words(last)}"


def published_words(document: Document) -> str | None:
    """Return the day of publication in words; None when it is unknown."""
    return None if document.published_at is None else day_words(document.published_at)
