"""Whether a harm is said to have happened, is feared or alleged, or is only planned, threatened, denied."""

from __future__ import annotations

from enum import Enum, auto
from functools import cache
from typing import NamedTuple

from tollbook.extract.arguments import HAVE, VerbGroup
from tollbook.extract.lexicon import load
from tollbook.extract.sentence import Sentence


class Reality(Enum):
    """What a text says of a harm: that it happened, may have, did not, or might some day."""

    HAPPENED = auto()
    MAYBE = auto()
    DENIED = auto()
    UNREAL = auto()


class _Words(NamedTuple):
    modals: frozenset[str]
    conditions: frozenset[str]
    negations: frozenset[str]


@cache
def _words(language: str) -> _Words:
    """Return the words that turn a harm into a plan, a threat or a wish."""
    data = load(language, "harms")["unreal"]
    return _Words(
        frozenset(data["modals"]),
        frozenset(data["conditions"]),
        frozenset(data["negations"]),
    )


_MAYBE_MODALS = frozenset(["may", "might"])


def reality(sentence: Sentence, group: VerbGroup, language: str = "en") -> Reality:
    """Return what the words around a verb group say of the harm that it names.

    Args:
        sentence: the sentence.
        group: the verb of harm with its auxiliaries.
        language: whose words to use.
    """
    words = _words(language)
    if any(word in words.negations or word.endswith("n't") for word in group.words):
        return Reality.DENIED
    if any(word in words.modals for word in group.words):
        if not any(word in HAVE for word in group.words):
            return Reality.UNREAL
        return Reality.MAYBE if _MAYBE_MODALS & set(group.words) else Reality.UNREAL
    planned = group.infinitive and not group.perfect and not _led_to(sentence, group)
    if planned or group.words[:1] == ("be",) or is_conditional(sentence, group.start, language):
        return Reality.UNREAL
    return Reality.HAPPENED


_LEADING = frozenset(
    "lead leads led leading force forces forced forcing cause causes caused causing prompt prompts"
    " prompted prompting continue continues continued continuing begin begins began begun start"
    " starts started go goes went gone proceed proceeds proceeded manage manages managed compel"
    " compelled oblige obliged known believed feared said reported thought estimated presumed"
    " understood come came return returned had have has having make made drove driven pushed got"
    " appear appears appeared seem seems seemed happen happened turned turns confirmed".split()
)
"""Words before "to" that state that what follows came about; after all others it is a plan or a wish."""


def _led_to(sentence: Sentence, group: VerbGroup) -> bool:
    """Tell whether the words before an infinitive say that it came about ("forced 20 families to flee")."""
    if _HEARSAY_BE & set(group.words):
        return True
    for k in range(group.start - 1, max(-1, group.start - 9), -1):
        word = sentence.lower[k]
        if word in _LEADING:
            return True
        if sentence.tags[k] in ("VBD", "VBZ", "VBP", "VBN", "VBG", "MD") or word in (",", ";"):
            return False
    return False


_HEARSAY_BE = frozenset(
    "known believed feared said reported thought estimated presumed understood confirmed alleged"
    " forced made seen".split()
)


def is_conditional(sentence: Sentence, start: int, language: str = "en") -> bool:
    """Tell whether the clause that holds token `start` begins with "if" or "unless".

    Args:
        sentence: the sentence.
        start: a token of the clause.
        language: whose words to use.
    """
    words = _words(language)
    for k in range(start - 1, max(-1, start - 10), -1):
        if sentence.lower[k] in words.conditions:
            return True
        if sentence.lower[k] in (",", ";", "that") or sentence.tags[k] in ("VBD", "VBZ", "MD"):
            return False
    return False
