"""On which side of a fight someone stands, by the words that name them: in uniform, irregular, or not told."""

from __future__ import annotations

from enum import Enum, auto

from tollbook.extract.doers import agent_words
from tollbook.extract.phrases import NOUN_TAGS, Phrase
from tollbook.extract.sentence import Sentence


class Side(Enum):
    """What the words for someone say of their side."""

    UNIFORMED = auto()
    IRREGULAR = auto()
    UNTOLD = auto()


Named = tuple[Sentence, int, int]
"""Words that name someone: the sentence, their first token, and the token behind them."""


def named(sentence: Sentence, phrase: Phrase) -> Named:
    """Return the words of a phrase, with where they stand.

    Args:
        sentence: the sentence.
        phrase: one of its phrases.
    """
    return sentence, phrase.start, phrase.end


def side_of(who: Named, language: str = "en") -> Side:
    """Return the side of someone: irregular where any word says so ("rebel soldiers"), else in uniform, else untold.

    Args:
        who: the words that name them.
        language: whose words to use.
    """
    words, (sentence, start, end) = agent_words(language), who
    lower = sentence.lower[start:end]
    if any(word in words.assailants or word in words.irregular for word in lower):
        return Side.IRREGULAR
    return Side.UNIFORMED if any(word in words.uniformed for word in lower) else Side.UNTOLD


def are_alike(one: Named, other: Named, language: str = "en") -> bool:
    """Tell whether two namings are of one side: of the same kind, or with a noun or name in common.

    Args:
        one: the words that name someone.
        other: the words that name someone else.
        language: whose words to use.
    """
    first, second = side_of(one, language), side_of(other, language)
    if first is not Side.UNTOLD and second is not Side.UNTOLD:
        return first is second
    return not _nouns(one).isdisjoint(_nouns(other))


def are_opposed(one: Named, other: Named, language: str = "en") -> bool:
    """Tell whether two namings are of two sides that fight each other, one in uniform and one irregular.

    Args:
        one: the words that name someone.
        other: the words that name someone else.
        language: whose words to use.
    """
    return {side_of(one, language), side_of(other, language)} == {Side.UNIFORMED, Side.IRREGULAR}


def _nouns(who: Named) -> set[str]:
    """Return the nouns of a naming in lower case."""
    sentence, start, end = who
    return {sentence.lower[k] for k in range(start, end) if sentence.tags[k] in NOUN_TAGS}
