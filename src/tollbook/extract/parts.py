"""Stated parts of a larger count ("including four children", "two of them women")."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from tollbook.extract.arguments import coordinated_before
from tollbook.extract.link import Link
from tollbook.extract.objects import object_after
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
    for j, word in enumerate(sentence.lower):
        phrases = _part_phrases(sentence, j) if word in _OPENERS else []
        whole = _whole_of(found, j) if phrases else None
        if whole is not None:
            parts.extend(
                replace(part, harm=whole.harm, part_of=True, rule="part") for part in make(whole, phrases)
            )
    return parts


_OPENERS = frozenset(["including", "among", "of"])


def _part_phrases(sentence: Sentence, j: int) -> list[Phrase]:
    """Return the phrases that "including", "among them" or "of whom" at token `j` brings in."""
    word = sentence.lower[j]
    if word == "including":
        return object_after(sentence, j)
    if word == "among" and sentence.word(j + 1) in ("them", "whom"):
        return object_after(sentence, j + 1)
    if word != "of" or sentence.word(j + 1) not in ("them", "whom", "which"):
        return []
    behind = sentence.starts.get(j + 2)
    if behind is not None and (sentence.word(j + 1) != "them" or sentence.word(j - 1) == ","):
        return [behind] if behind.quantity is not None else []
    return _part_before(sentence, j)


_BEFORE_PARTS = frozenset([",", "(", "-", "--", "\u2014", "\u2013", "and", ";"])


def _part_before(sentence: Sentence, j: int) -> list[Phrase]:
    """Return the numbers right before the "of them" at token `j` (", two of them women")."""
    phrase = sentence.ends.get(j)
    if phrase is None or phrase.quantity is None or sentence.word(phrase.start - 1) not in _BEFORE_PARTS:
        return []
    if sentence.word(phrase.start - 1) == "and":
        return [*coordinated_before(sentence, phrase), phrase]
    return [phrase]


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
