"""Whether a harm is said to have happened, is feared or alleged, or is only planned, threatened, denied."""

from __future__ import annotations

from enum import Enum, auto
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from tollbook.extract.arguments import HAVE
from tollbook.extract.lexicon import load

if TYPE_CHECKING:
    from tollbook.extract.arguments import VerbGroup
    from tollbook.extract.sentence import Sentence


class Reality(Enum):
    """What a text says of a harm: that it happened, may have, did not, or might some day."""

    HAPPENED = auto()
    MAYBE = auto()
    DENIED = auto()
    UNREAL = auto()


class _Words(NamedTuple):
    governors: frozenset[str]
    modals: frozenset[str]
    conditions: frozenset[str]
    negations: frozenset[str]


@cache
def _words(language: str) -> _Words:
    """Return the words that turn a harm into a plan, a threat or a wish."""
    data = load(language, "harms")["unreal"]
    governors = {form for word in data["governors"] for form in _inflected(word)}
    return _Words(
        frozenset(governors),
        frozenset(data["modals"]),
        frozenset(data["conditions"]),
        frozenset(data["negations"]),
    )


def _inflected(word: str) -> tuple[str, ...]:
    """Return the regular forms of a word; forms that do not exist do no harm here."""
    stem = word[:-1] if word.endswith("e") else word
    double = word + word[-1]
    return (word, word + "s", stem + "ed", stem + "ing", double + "ed", double + "ing", stem + "ies")


_MAYBE_MODALS = frozenset(["may", "might", "could"])


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
    if group.infinitive and not group.perfect and _governed(sentence, group, words):
        return Reality.UNREAL
    if _conditional(sentence, group.start, words):
        return Reality.UNREAL
    return Reality.HAPPENED


def _governed(sentence: Sentence, group: VerbGroup, words: _Words) -> bool:
    """Tell whether the infinitive hangs on a word of planning, threatening, trying or wishing."""
    if sentence.lower[group.start] != "to":
        return False
    for k in range(group.start - 1, max(-1, group.start - 6), -1):
        word = sentence.lower[k]
        if word in words.governors:
            return True
        if word in (",", ";") or sentence.tags[k] in ("VBD", "VBZ", "VBP"):
            break
    before = sentence.word(group.start - 1)
    return before in ("enough", "order", "so", "as")


def _conditional(sentence: Sentence, start: int, words: _Words) -> bool:
    """Tell whether the clause begins with "if" or "unless"."""
    for k in range(start - 1, max(-1, start - 10), -1):
        if sentence.lower[k] in words.conditions:
            return True
        if sentence.lower[k] in (",", ";", "that") or sentence.tags[k] in ("VBD", "VBZ", "MD"):
            return False
    return False
