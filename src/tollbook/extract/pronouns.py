"""Whom a pronoun stands for, within its own sentence."""

from __future__ import annotations

from tollbook.extract.names import names_a_person
from tollbook.extract.people import kind_of
from tollbook.extract.phrases import Kind, Phrase
from tollbook.extract.sentence import Sentence

_MALE = frozenset(["he", "him"])
_FEMALE = frozenset(["she", "her"])
_MEN = frozenset(
    "man boy father brother son husband uncle nephew boyfriend gentleman king prince priest monk"
    " imam policeman fisherman businessman ex-husband grandfather stepfather grandson fiance gunman"
    " widower mr".split()
)
_WOMEN = frozenset(
    "woman girl mother sister daughter wife aunt niece girlfriend lady queen princess nun policewoman ex-wife"
    " ex-girlfriend grandmother stepmother granddaughter fiancee widow waitress actress mrs ms".split()
)


def stands_for(sentence: Sentence, pronoun: Phrase, *, subject: bool, language: str = "en") -> Phrase | None:
    """Return the one person of the sentence that a pronoun stands for, or None when none is plain.

    Args:
        sentence: the sentence.
        pronoun: a phrase that is a personal pronoun.
        subject: whether it is the subject of its verb.
        language: whose words to use.
    """
    word = sentence.lower[pronoun.head]
    if word not in _MALE and word not in _FEMALE:
        return None
    people = [
        phrase
        for phrase in sentence.phrases
        if phrase.end <= pronoun.start and _fits(sentence, phrase, word, language)
    ]
    if not people:
        return None
    return people[0] if subject else people[-1]


def _fits(sentence: Sentence, phrase: Phrase, pronoun: str, language: str) -> bool:
    """Tell whether a phrase names one person of the pronoun's sex."""
    kind = kind_of(sentence, phrase, language)
    if phrase.quantity is not None or not (
        kind is Kind.PERSON or (kind is Kind.NAME and names_a_person(sentence, phrase, language))
    ):
        return False
    words = set(sentence.lower[phrase.start : phrase.end])
    others = _WOMEN if pronoun in _MALE else _MEN
    return not (words & others) and sentence.lower[phrase.head] not in ("himself", "herself", "another")
