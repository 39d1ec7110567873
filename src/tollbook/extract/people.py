"""Whether a noun phrase is about people, and how many its grammar alone states."""

from __future__ import annotations

from tollbook.extract.name_words import names
from tollbook.extract.person_words import People, people
from tollbook.extract.phrases import Kind, Phrase
from tollbook.extract.sentence import Sentence

_REFLEXIVE = frozenset(["himself", "herself", "myself", "yourself"])
_SOMEBODY = frozenset(["someone", "somebody", "another"])
_OTHERS = frozenset(["other", "others", "more"])


_ORDINALS = frozenset("second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split())


_SUSPECTED = frozenset(["suspected", "alleged", "accused", "armed"])


def kind_of(sentence: Sentence, phrase: Phrase, language: str = "en") -> Kind:
    """Return what a noun phrase is about.

    Args:
        sentence: the sentence it stands in.
        phrase: one of its noun phrases.
        language: whose words to use.
    """
    word = sentence.lower[phrase.head]
    if word in _REFLEXIVE or word in _SOMEBODY:
        return Kind.PERSON
    if sentence.tags[phrase.head] in ("PRP", "WP", "EX", "WDT"):
        return Kind.PRONOUN
    if _is_of_an_age(sentence, phrase) or _is_one_of_a_kind(sentence, phrase, language):
        return Kind.PERSON
    if phrase.quantity is not None and (phrase.head < phrase.quantity.end or word in _OTHERS):
        return Kind.NUMBER
    return _by_noun(sentence, phrase, people(language))


def _is_of_an_age(sentence: Sentence, phrase: Phrase) -> bool:
    """Tell whether an age stands for a person ("a 12-year-old")."""
    word = sentence.lower[phrase.head]
    return word.endswith("-old") or (
        word == "old" and sentence.word(phrase.head - 1) in ("year", "years", "month")
    )


def _is_one_of_a_kind(sentence: Sentence, phrase: Phrase, language: str) -> bool:
    """Tell whether an adjective or a rank stands for one person ("an Arvenian", "a third")."""
    word, tag = sentence.lower[phrase.head], sentence.tags[phrase.head]
    if tag not in ("JJ", "CD") or phrase.head == phrase.start:
        return False
    if sentence.lower[phrase.start] not in ("a", "an", "another"):
        return False
    peoples = names(language).peoples
    return word in _ORDINALS or word in people(language).singular or (tag == "JJ" and word in peoples)


def _by_noun(sentence: Sentence, phrase: Phrase, known: People) -> Kind:
    """Return what a phrase with a noun is about; of a compound, the last part tells."""
    word, tag = sentence.lower[phrase.head], sentence.tags[phrase.head]
    if "-" in word and word not in known.singular and word not in known.plural:
        word = word.rpartition("-")[2]
    suspected = _SUSPECTED & set(sentence.lower[phrase.start : phrase.end])
    if word in known.number_groups or (phrase.quantity is not None and tag.startswith("NNP") and suspected):
        return Kind.PEOPLE
    if word in known.things:
        return Kind.THING
    if word in known.groups:
        return Kind.GROUP
    return _by_word(sentence, phrase, word, known)


def _by_word(sentence: Sentence, phrase: Phrase, word: str, known: People) -> Kind:
    """Return what a phrase is about, by its head word."""
    name = sentence.tags[phrase.head] in ("NNP", "NNPS") and sentence.tokens.words[phrase.head][:1].isupper()
    if word in known.plural and word not in known.singular:
        return Kind.PEOPLE
    if word in known.singular:
        if phrase.quantity is not None and word in known.plural:
            return Kind.PEOPLE
        return Kind.PERSON
    if word in known.plural:
        return Kind.PEOPLE
    return Kind.NAME if name else Kind.UNKNOWN
