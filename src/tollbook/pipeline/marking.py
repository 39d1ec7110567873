"""Claims that a person marks in a text: one that the reader missed, or one whose count begins or ends elsewhere.

Offsets are code points, as everywhere. What a person marks is a reading of its own beside the
reader's, and is never replaced by a newer reader.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from tollbook.errors import UsageError
from tollbook.ledger import Ledger, LedgerReader, reading_draft, review_draft
from tollbook.model.claim import Claim
from tollbook.model.display import shown
from tollbook.model.document import Document, Span
from tollbook.model.entry import Draft
from tollbook.model.reading import Reading
from tollbook.model.review import RejectionReason, Review, ReviewDecision
from tollbook.model.vocabulary import Harm, Qualifier, ReadStatus, Scope

_WORD = re.compile(r"\S+")
_LONGEST_COUNT = 200
_SENTENCE_END = re.compile(r"[.!?\u3002\u061f\u0964]['\"\u2019\u201d)]*(?=\s|$)|\n\s*\n")


def moved_span(text: str, span: Span, edge: str, by: int) -> Span:
    """Return a span whose beginning or end lies a word further left or right; it never becomes empty.

    Args:
        text: of the document.
        span: as it is.
        edge: `start` or `end`.
        by: -1 for a word to the left, 1 for one to the right.

    Raises:
        UsageError: when the edge is none of these, or the span does not lie in the text.

    Example:
        >>> moved_span("at least 12 people", Span(9, 11), "start", -1)
        Span(start=3, end=11)
    """
    if edge not in {"start", "end"} or by not in {-1, 1} or not 0 <= span.start < span.end <= len(text):
        raise UsageError("Cannot move this span: it must lie in the text, and one edge moves by one word.")
    words = [Span(*found.span()) for found in _WORD.finditer(text)]
    if edge == "start":
        places = [word.start for word in words]
        beyond = [at for at in places if (at < span.start if by < 0 else span.start < at < span.end)]
        return Span((beyond[-1] if by < 0 else beyond[0]) if beyond else span.start, span.end)
    places = [word.end for word in words]
    beyond = [at for at in places if (span.start < at < span.end if by < 0 else at > span.end)]
    return Span(span.start, (beyond[-1] if by < 0 else beyond[0]) if beyond else span.end)


def found_span(text: str, words: str, near: int) -> Span:
    """Return where selected words stand in a text: the place nearest to where they were selected.

    White space may differ, since a page shows line breaks as spaces.

    Raises:
        UsageError: when they stand nowhere, or are too long for a count.
    """
    parts = words.split()
    if not parts or len(words) > _LONGEST_COUNT:
        raise UsageError(
            f"Cannot take this as a count: select the words that state one number, at most {_LONGEST_COUNT} characters."
        )
    pattern = re.compile(r"\s+".join(map(re.escape, parts)))
    places = [Span(*found.span()) for found in pattern.finditer(text)]
    if not places:
        raise UsageError(
            f"Cannot find {shown(words)!r} in the text of the document. Select words of the text alone."
        )
    return min(places, key=lambda place: abs(place.start - near))


def moved_claim(ledger: Ledger, claim: str, *, start: int, end: int) -> str:
    """Return the id of a claim that stands for another with its count elsewhere, after both were recorded.

    The other one is rejected for its span. Both are recorded, or none.

    Args:
        ledger: of the case, open for writing.
        claim: id of the one whose count stands wrong.
        start: where the count begins.
        end: where it ends.

    Raises:
        UsageError: when the span does not lie in the text.
    """
    recorded = ledger.claim(claim)
    document = ledger.document(recorded.document)
    if recorded.claim is None or (recorded.claim.start, recorded.claim.end) == (start, end):
        return claim
    moved = _placed(document.document, recorded.claim, Span(start, end), ledger.actor)
    (name,) = ledger.claim_ids(document.id, [moved])
    rejected = Review(claim=claim, decision=ReviewDecision.REJECTED, reason=RejectionReason.WRONG_SPAN)
    ledger.append([_added(document.document, document.id, moved, name), review_draft(rejected)])
    return name


def mark_claim(ledger: Ledger, document: str, span: Span, fields: Mapping[str, Any]) -> str:
    """Return the id of a claim that a person found where the reader found none, after it was recorded as accepted.

    Args:
        ledger: of the case, open for writing.
        document: id of the document.
        span: where its count stands.
        fields: what it says: `low`, `high`, `harm` and whatever else is known, as `parsed_changes` returns them.

    Raises:
        UsageError: when the span does not lie in the text, or the fields make no claim.
    """
    recorded = ledger.document(document)
    claim = _placed(recorded.document, _plain_claim(recorded.document.text, span, fields), span, ledger.actor)
    (name,) = ledger.claim_ids(document, [claim])
    accepted = Review(claim=name, decision=ReviewDecision.ACCEPTED)
    ledger.append([_added(recorded.document, document, claim, name), review_draft(accepted)])
    ledger.checkpoint()
    return name


def document_text(ledger: LedgerReader, document: str) -> str:
    """Return the stored text of a document."""
    return ledger.document(document).document.text


def _plain_claim(text: str, span: Span, fields: Mapping[str, Any]) -> Claim:
    given = dict(fields)
    low, high = given.pop("low", None), given.pop("high", None)
    if low is None and high is None:
        raise UsageError("Cannot mark a claim without a number: give the lowest, the highest, or both.")
    qualifier = (
        Qualifier.EXACT
        if low == high
        else Qualifier.AT_LEAST
        if high is None
        else Qualifier.AT_MOST
        if low is None
        else Qualifier.RANGE
    )
    harm, scope = Harm(given.pop("harm", Harm.KILLED)), Scope(given.pop("scope", Scope.INCIDENT))
    words = {
        name: value
        for name, value in given.items()
        if name in {"victims", "place", "when", "claimant", "via", "by", "disputed_by"}
    }
    try:
        return Claim(
            start=span.start,
            end=span.end,
            count=text[span.start : span.end],
            low=low,
            high=high,
            qualifier=qualifier,
            harm=harm,
            scope=scope,
            **words,
        )
    except ValueError as error:
        raise UsageError(f"Cannot mark this claim: {error}") from error


def _placed(document: Document, claim: Claim, span: Span, person: str) -> Claim:
    if (
        not 0 <= span.start < span.end <= len(document.text)
        or not document.text[span.start : span.end].strip()
    ):
        raise UsageError(
            f"Cannot place a count at {span.start}-{span.end}: the text of the document has {len(document.text)} characters."
        )
    return replace(
        claim,
        start=span.start,
        end=span.end,
        count=document.text[span.start : span.end],
        sentence=_sentence(document.text, span),
        confidence=1.0,
        reader=person,
    )


def _sentence(text: str, span: Span) -> Span:
    """Return the sentence about a count, as far as full stops and blank lines tell."""
    before = [found.end() for found in _SENTENCE_END.finditer(text, 0, span.start)]
    after = _SENTENCE_END.search(text, span.end)
    start = before[-1] if before else 0
    while start < span.start and text[start].isspace():
        start += 1
    return Span(start, after.end() if after else len(text))


def _added(document: Document, name: str, claim: Claim, claim_id: str) -> Draft:
    reading = Reading(document=document, status=ReadStatus.READ, claims=(claim,))
    return reading_draft(reading, document=name, claim_ids=[claim_id], replaces=False)
