"""What the templates of the page are given: plain values, already in words, nothing escaped yet."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import Any, NamedTuple

from tollbook.export.marks import paragraphs
from tollbook.export.quotation import quotation
from tollbook.export.wording import circumstances, number_words, published_words, remarks, speakers
from tollbook.model.claim import Claim
from tollbook.model.document import Document
from tollbook.model.reading import Reading
from tollbook.model.vocabulary import ReadStatus, Stance
from tollbook.model.words import HARM_WORDS, counted

OVERVIEW_FIGURES = 8


class OverviewFigure(NamedTuple):
    """One figure in the list of documents: its link, its words, its harm, and whether it is disputed."""

    link: str
    words: str
    harm: str
    disputed: bool


class OverviewRow(NamedTuple):
    """One document in the list of documents.

    Attributes:
        link: anchor of its section.
        title: its title, or its id.
        publisher: None when unknown; so too published.
        published: the day in words.
        status: how many claims, or why it was not read.
        unread: whether it was not read.
        figures: its whole figures, as stated, without parts and repetitions.
        more: how many further figures there are.
    """

    link: str
    title: str
    publisher: str | None
    published: str | None
    status: str
    unread: bool
    figures: tuple[OverviewFigure, ...]
    more: int


def overview_row(reading: Reading, number: int) -> OverviewRow:
    """Return one document for the list at the head of the page.

    Args:
        reading: of the document.
        number: of the document on the page, from 1.
    """
    document = reading.document
    figures = _figures(reading.claims, number)
    return OverviewRow(
        link=f"d{number}",
        title=document.title or document.id,
        publisher=document.publisher,
        published=published_words(document),
        status=_status(reading),
        unread=reading.status is ReadStatus.NOT_READ,
        figures=figures[:OVERVIEW_FIGURES],
        more=max(0, len(figures) - OVERVIEW_FIGURES),
    )


def document_view(reading: Reading, number: int) -> dict[str, Any]:
    """Return all that the section of one document shows.

    Args:
        reading: of the document.
        number: of the document on the page, from 1.
    """
    document = reading.document
    return {
        "number": number,
        "title": document.title or document.id,
        "facts": _facts(document),
        "provenance": _provenance(reading),
        "notes": document.notes,
        "status": _status(reading),
        "unread": reading.status is ReadStatus.NOT_READ,
        "language": document.language,
        "claims": [_claim_view(document, claim, i) for i, claim in enumerate(reading.claims, start=1)],
        "paragraphs": paragraphs(document, reading.claims),
    }


def _claim_view(document: Document, claim: Claim, number: int) -> dict[str, Any]:
    return {
        "number": number,
        "harm": str(claim.harm),
        "harm_words": HARM_WORDS[claim.harm],
        "number_words": number_words(claim),
        "quotation": quotation(document.text, claim),
        "locator": locator(document, claim),
        "speakers": speakers(claim),
        "circumstances": circumstances(claim),
        "remarks": remarks(claim),
        "part_of": claim.part_of,
        "disputed": _is_disputed(claim),
        "confidence": f"{claim.confidence:.2f}",
    }


def locator(document: Document, claim: Claim) -> str | None:
    """Return where a claim stands in the source (element path, page, line); None when there is no map."""
    at = bisect_right(document.places, claim.start, key=lambda place: place.start) - 1
    if at < 0 or document.places[at].end <= claim.start:
        return None
    return document.places[at].locator


def _figures(claims: Sequence[Claim], number: int) -> tuple[OverviewFigure, ...]:
    """Return each whole figure once, disputed if any mention of it is."""
    found: dict[tuple[str, str], OverviewFigure] = {}
    for i, claim in enumerate(claims, start=1):
        key = (str(claim.harm), number_words(claim))
        if claim.part_of:
            continue
        if key not in found:
            words = f"{number_words(claim)} {HARM_WORDS[claim.harm]}"
            found[key] = OverviewFigure(f"c{number}-{i}", words, str(claim.harm), _is_disputed(claim))
        elif _is_disputed(claim):
            found[key] = found[key]._replace(disputed=True)
    return tuple(found.values())


def _is_disputed(claim: Claim) -> bool:
    return claim.disputed_by is not None or claim.stance is Stance.DISPUTES


def _status(reading: Reading) -> str:
    if reading.status is ReadStatus.NOT_READ:
        return f"not read: {reading.reason}"
    return counted(len(reading.claims), "claim")


def _facts(document: Document) -> tuple[tuple[str, str], ...]:
    facts = (
        ("Publisher", document.publisher),
        ("Published", published_words(document)),
        ("Language", document.language),
        ("Source", document.id),
        ("Address", document.url),
    )
    return tuple((label, words) for label, words in facts if words)


def _provenance(reading: Reading) -> tuple[str, ...]:
    document = reading.document
    readers = sorted({claim.reader for claim in reading.claims if claim.reader})
    return (
        document.media_type,
        f"SHA-256 {document.sha256}",
        f"text by {document.extractor}",
        *(f"claims by {reader}" for reader in readers),
    )
