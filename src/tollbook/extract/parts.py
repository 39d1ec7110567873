"""Stated parts of a larger count ("including four children", "two of them women")."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tollbook.extract.arguments import coordinated_before
from tollbook.extract.objects import object_after

if TYPE_CHECKING:
    from collections.abc import Callable

    from tollbook.extract.link import Link
    from tollbook.extract.phrases import Phrase
    from tollbook.extract.sentence import Sentence

_WHOLE_RULES = (
    "number",
    "object",
    "passive",
    "subject",
    "small",
    "reduced",
    "unit",
    "toll",
    "predicate",
    "of",
)


def stated_parts(
    sentence: Sentence, found: list[Link], make: Callable[[Link, list[Phrase]], list[Link]]
) -> list[Link]:
    """Return the stated parts of counts already linked.

    Args:
        sentence: the sentence.
        found: its links so far.
        make: turns phrases into links like the one given.
    """
    parts: list[Link] = []
    for j in range(len(sentence)):
        phrases = _part_phrases(sentence, j)
        whole = _whole_of(found, j) if phrases else None
        if whole is not None:
            parts.extend(
                replace(part, harm=whole.harm, part_of=True, rule="part") for part in make(whole, phrases)
            )
    return parts


def _part_phrases(sentence: Sentence, j: int) -> list[Phrase]:
    """Return the phrases that "including" or "among them" at token `j` brings in."""
    word = sentence.lower[j]
    if word == "including":
        return object_after(sentence, j)
    if word == "among" and sentence.word(j + 1) in ("them", "whom"):
        return object_after(sentence, j + 1)
    if word == "of" and sentence.word(j + 1) in ("whom", "which") and j + 2 in sentence.starts:
        phrase = sentence.starts[j + 2]
        return [phrase] if phrase.quantity is not None else []
    if word == "of" and sentence.word(j + 1) in ("them", "whom", "which"):
        phrase = sentence.ends.get(j)
        if (
            phrase is not None
            and phrase.quantity is not None
            and sentence.word(phrase.start - 1) in (",", "(", "-", "--", "\u2014", "\u2013", "and", ";")
        ):
            return (
                [*coordinated_before(sentence, phrase), phrase]
                if sentence.word(phrase.start - 1) == "and"
                else [phrase]
            )
    return []


def _whole_of(found: list[Link], j: int) -> Link | None:
    """Return the nearest link before token `j` that states a number of more than one."""
    wholes = [
        link
        for link in found
        if link.count.end <= j
        and link.count.rule == "number"
        and link.count.low != 1
        and link.rule.rstrip("+") in _WHOLE_RULES
    ]
    return max(wholes, key=lambda link: link.count.start, default=None)
