"""A document's text cut into pieces, each under the claims and the furniture that cover it.

Markup cannot overlap, counts can: "no injuries or deaths" is one stretch with two claims.
So the text is cut wherever anything begins or ends, and each piece lists what covers it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from tollbook.model.claim import Claim
from tollbook.model.document import Document, Span

_BLANK_LINES = re.compile(r"\n[^\S\n]*\n\s*")
_LINE_BREAKS = re.compile(r"\n\s*")


class Layer(NamedTuple):
    """One claim over one piece.

    Attributes:
        claim: index of the claim among those of the document.
        first: whether the claim's count begins with this piece.
        last: whether it ends with it.
    """

    claim: int
    first: bool
    last: bool


class Piece(NamedTuple):
    """A stretch of text over which nothing begins or ends.

    Attributes:
        text: the words.
        layers: the claims over it, the longest count first, so that parts lie inside.
        furniture: whether it is page furniture.
    """

    text: str
    layers: tuple[Layer, ...]
    furniture: bool


def paragraphs(document: Document, claims: Sequence[Claim]) -> Iterator[list[Piece]]:
    """Return the text in paragraphs, each as pieces in order; only the white space between them is gone.

    Args:
        document: where the claims were read.
        claims: in text order.
    """
    for paragraph in _paragraph_spans(document.text):
        inside = [(i, claim) for i, claim in enumerate(claims) if _meet(claim, paragraph)]
        furniture = [
            span for span in document.furniture if span.start < paragraph.end and paragraph.start < span.end
        ]
        yield list(_pieces(document.text, paragraph, inside, furniture))


def _paragraph_spans(text: str) -> Iterator[Span]:
    """Return the paragraphs: between blank lines, or between line breaks where no line is blank."""
    breaks = _BLANK_LINES if _BLANK_LINES.search(text.strip()) else _LINE_BREAKS
    start = len(text) - len(text.lstrip())
    end = len(text.rstrip())
    for found in breaks.finditer(text, start, max(start, end)):
        yield Span(start, found.start())
        start = found.end()
    if start < end:
        yield Span(start, end)


def _pieces(
    text: str, paragraph: Span, claims: Sequence[tuple[int, Claim]], furniture: Sequence[Span]
) -> Iterator[Piece]:
    covers = [*(Span(claim.start, claim.end) for _, claim in claims), *furniture]
    cuts = {paragraph.start, paragraph.end}
    cuts |= {edge for span in covers for edge in span if paragraph.start < edge < paragraph.end}
    edges = sorted(cuts)
    longest_first = sorted(claims, key=lambda each: (each[1].start - each[1].end, each[0]))
    for start, end in pairwise(edges):
        piece = Span(start, end)
        over = [(i, claim) for i, claim in longest_first if _meet(claim, piece)]
        yield Piece(text[start:end], _layers(over, piece, paragraph), _covered(piece, furniture))


def _layers(claims: Iterable[tuple[int, Claim]], piece: Span, paragraph: Span) -> tuple[Layer, ...]:
    return tuple(
        Layer(i, claim.start == piece.start, claim.end == piece.end or piece.end == paragraph.end < claim.end)
        for i, claim in claims
    )


def _covered(piece: Span, furniture: Iterable[Span]) -> bool:
    return any(span.start < piece.end and piece.start < span.end for span in furniture)


def _meet(claim: Claim, span: Span) -> bool:
    return claim.start < span.end and span.start < claim.end
