"""The sentence that says a claim, cut around its count, short enough to be read on a screen."""

from __future__ import annotations

from typing import NamedTuple

from tollbook.model.claim import Claim

CUT = "…"


class Quotation(NamedTuple):
    """The words before a count, the count, and the words after it, on one line."""

    before: str
    figure: str
    after: str


def quotation(text: str, claim: Claim, longest: int = 360) -> Quotation:
    """Return the sentence of a claim around its count, with a mark where it was cut.

    Args:
        text: the document's text.
        claim: one that was read in it. Where its sentence is not told, the words
            about the count stand in for it.
        longest: the most characters kept on each side of the count.
    """
    start, end = claim.sentence
    if not (start <= claim.start and claim.end <= end and start < end):
        start, end = max(0, claim.start - longest // 2), min(len(text), claim.end + longest // 2)
    begin, stop = max(start, claim.start - longest), min(end, claim.end + longest)
    before, after = text[begin : claim.start], text[claim.end : stop]
    return Quotation(
        _head_cut(before) if begin > start else _on_one_line(before).lstrip(),
        _on_one_line(text[claim.start : claim.end]),
        _tail_cut(after) if stop < end else _on_one_line(after).rstrip(),
    )


def _head_cut(words: str) -> str:
    """Return the end of the words from a whole word on, after a cut mark."""
    _, space, rest = words.partition(" ")
    return f"{CUT} {_on_one_line(rest).lstrip()}" if space else f"{CUT}{words}"


def _tail_cut(words: str) -> str:
    """Return the beginning of the words up to a whole word, before a cut mark."""
    kept, space, _ = words.rpartition(" ")
    return f"{_on_one_line(kept).rstrip()} {CUT}" if space else f"{words}{CUT}"


def _on_one_line(words: str) -> str:
    """Return the words with each run of white space as one space, also at the ends."""
    lead = " " if words[:1].isspace() else ""
    tail = " " if words[-1:].isspace() and words.strip() else ""
    return lead + " ".join(words.split()) + tail
