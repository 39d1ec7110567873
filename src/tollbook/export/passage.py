"""The passage around a claim: its sentence and some words on either side, with every claim in it marked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from tollbook.export.marks import Piece, paragraphs
from tollbook.model.claim import Claim
from tollbook.model.document import Document, Span

_SENTENCE_END = re.compile(r"[.!?\u3002\u061f\u0964]['\"\u2019\u201d)]*\s+|\n\s*\n")
SENTENCES_BESIDE = 2
_FURTHEST = 700
"""Characters looked at on either side: two long sentences of a newspaper."""


class Passage(NamedTuple):
    """A stretch of a document.

    Attributes:
        start: where it begins in the document's text.
        paragraphs: its text in pieces; the layers of a piece name claims by their place in `claims`.
        claims: indexes, into those given, of the claims that lie in it, in text order.
        before: whether the document goes on before it.
        after: whether it goes on behind it.
    """

    start: int
    paragraphs: tuple[tuple[Piece, ...], ...]
    claims: tuple[int, ...]
    before: bool
    after: bool


def passage(document: Document, claims: Sequence[Claim], chosen: Claim) -> Passage:
    """Return two sentences either side of a claim's sentence, with all claims in them marked.

    Args:
        document: where they were read.
        claims: all of the document, in text order.
        chosen: the one that is looked at; it need not be among them.
    """
    start, end = _bounds(document.text, chosen)
    inside = [at for at, claim in enumerate(claims) if start <= claim.start and claim.end <= end]
    moved = [_moved(claims[at], start) for at in inside]
    cut = _cut(document, start, end)
    return Passage(
        start=start,
        paragraphs=tuple(tuple(each) for each in paragraphs(cut, moved)),
        claims=tuple(inside),
        before=bool(document.text[:start].strip()),
        after=bool(document.text[end:].strip()),
    )


def _bounds(text: str, claim: Claim) -> Span:
    sentence = claim.sentence if claim.sentence.end > claim.sentence.start else Span(claim.start, claim.end)
    low, high = max(0, sentence.start - _FURTHEST), min(len(text), sentence.end + _FURTHEST)
    ends = [found.end() for found in _SENTENCE_END.finditer(text, low, sentence.start)]
    start = (
        ends[-SENTENCES_BESIDE - 1]
        if len(ends) > SENTENCES_BESIDE
        else (low if low == 0 else _word(text, low))
    )
    stops = [found.end() for found in _SENTENCE_END.finditer(text, sentence.end, high)]
    end = stops[SENTENCES_BESIDE - 1] if len(stops) >= SENTENCES_BESIDE else high
    return Span(min(start, claim.start), max(end, claim.end))


def _word(text: str, at: int) -> int:
    """Return where the next word begins."""
    space = re.compile(r"\s").search(text, at)
    return space.end() if space else at


def _cut(document: Document, start: int, end: int) -> Document:
    furniture = tuple(
        Span(max(span.start, start) - start, min(span.end, end) - start)
        for span in document.furniture
        if span.start < end and start < span.end
    )
    return Document(
        id=document.id,
        sha256=document.sha256,
        media_type=document.media_type,
        text=document.text[start:end],
        extractor=document.extractor,
        language=document.language,
        furniture=furniture,
    )


def _moved(claim: Claim, by: int) -> Claim:
    return replace(claim, start=claim.start - by, end=claim.end - by)
