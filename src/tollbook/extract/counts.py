"""How many people a noun phrase states, by a number or by its grammar, and in which words."""

from __future__ import annotations

from tollbook.extract.kinds import measures_something_else
from tollbook.extract.link import Count
from tollbook.extract.numbers import Quantity
from tollbook.extract.people import kind_of
from tollbook.extract.person_words import people
from tollbook.extract.phrases import Kind, Phrase
from tollbook.extract.sentence import Sentence
from tollbook.extract.tokens import ORDINAL
from tollbook.model.vocabulary import Qualifier


def count_of(sentence: Sentence, phrase: Phrase, language: str = "en") -> Count | None:
    """Return how many people a phrase states, or None when it states no number of people.

    Args:
        sentence: the sentence.
        phrase: one of its noun phrases.
        language: whose words to use.
    """
    kind = kind_of(sentence, phrase, language)
    if is_ranked(sentence, phrase) or sentence.lower[phrase.start] in _GENERIC:
        return None
    if phrase.quantity is not None:
        return _counted(sentence, phrase, kind, language)
    holds_people = kind is Kind.UNKNOWN and sentence.lower[phrase.head] in _HOLDERS
    if kind in (Kind.GROUP, Kind.PEOPLE) or holds_people or sentence.lower[phrase.start] in ("both", "twin"):
        return _of_group(sentence, phrase, kind, language)
    if kind is Kind.PERSON:
        return exactly(1, phrase, kind, "one")
    if kind is Kind.NAME:
        return exactly(1, phrase, kind, "name")
    return None


_HOLDERS = frozenset(
    "bodies remains corpses number numbers total members lives majority pair half rest wave mix"
    " mixture".split()
)
"""Nouns that are no people, but may stand before "of" and a number of them."""


def states_none(phrases: list[Phrase]) -> bool:
    """Tell whether the first phrase states that there was no one."""
    return bool(phrases) and phrases[0].quantity is not None and phrases[0].quantity.high == 0


_GENERIC = frozenset(["every", "each", "any", "whatever", "whichever", "what"])
"""Determiners that state nobody in particular."""


def is_ranked(sentence: Sentence, phrase: Phrase) -> bool:
    """Tell whether an ordinal only ranks a death ("the 25th Indonesian known to have died")."""
    if "the" not in sentence.lower[phrase.start : phrase.head] or phrase.end >= len(sentence):
        return False
    ranked = any(
        sentence.tokens.shapes[k] == ORDINAL or sentence.lower[k] in _RANKS
        for k in range(phrase.start, phrase.end)
    )
    return ranked and (
        sentence.lower[phrase.end] in ("to", "known", "who", "killed") or sentence.tags[phrase.end] == "VBN"
    )


_RANKS = frozenset("first second third fourth fifth sixth seventh eighth ninth tenth latest last".split())


def exactly(number: int, phrase: Phrase, kind: Kind, rule: str, *, words: int | None = None) -> Count:
    """Return the count of a phrase whose words state a number by grammar.

    Args:
        number: how many people they state.
        phrase: the phrase.
        kind: what it is about.
        rule: what states the number.
        words: how many of its first words do; None for all.
    """
    end = phrase.end if words is None else phrase.start + words
    return Count(
        start=phrase.start,
        end=end,
        low=number,
        high=number,
        qualifier=Qualifier.EXACT,
        phrase=phrase,
        kind=kind,
        rule=rule,
    )


def as_said(quantity: Quantity, phrase: Phrase, kind: Kind) -> Count:
    """Return the count of those whom a quantity counts.

    Args:
        quantity: the number as said.
        phrase: the phrase that names who they were.
        kind: what it is about.
    """
    return Count(
        start=quantity.start,
        end=quantity.end,
        low=quantity.low,
        high=quantity.high,
        qualifier=quantity.qualifier,
        phrase=phrase,
        kind=kind,
        rule="none" if quantity.high == 0 else "number",
    )


def _counted(sentence: Sentence, phrase: Phrase, kind: Kind, language: str) -> Count | None:
    """Return the count of a phrase with a number in it."""
    quantity = phrase.quantity
    if quantity is None:
        return None
    measure = measures_something_else(sentence.tokens, quantity, language)
    people_behind = kind in (Kind.PERSON, Kind.PEOPLE) and phrase.head > quantity.end
    aged = measure == "measure" and "old" in sentence.lower[quantity.end : quantity.end + 3]
    if measure is not None and not (measure == "measure" and people_behind and not aged):
        return exactly(1, phrase, kind, "one") if aged and kind is Kind.PERSON else None
    about, kind = _counted_people(sentence, phrase, kind, language)
    if kind in (Kind.THING, Kind.PRONOUN) or (kind is Kind.UNKNOWN and not _may_be_people(sentence, about)):
        return None
    if kind is Kind.GROUP:
        return _of_group(sentence, phrase, kind, language)
    return as_said(quantity, about, kind)


_ENDINGS = tuple("ers ors ists ians ees ants ents men women ites folk ese i".split())


def _may_be_people(sentence: Sentence, phrase: Phrase) -> bool:
    """Tell whether an unknown noun has the ending of a noun for people ("welders", "Kirvanians")."""
    return sentence.lower[phrase.head].endswith(_ENDINGS) or sentence.tokens.words[phrase.head][:1].isupper()


_NOT_COUNTED = frozenset("those these which whom dead wounded injured missing".split())
"""What follows "of" as one of these says nothing of who was counted."""


def _counted_people(sentence: Sentence, phrase: Phrase, kind: Kind, language: str) -> tuple[Phrase, Kind]:
    """Return the phrase that says who was counted: what follows "of" after a bare number."""
    if kind is not Kind.NUMBER or sentence.word(phrase.end) != "of":
        return phrase, kind
    inner = sentence.starts.get(phrase.end + 1)
    if inner is None:
        return phrase, kind
    inner_kind = kind_of(sentence, inner, language)
    if inner_kind is Kind.PRONOUN or sentence.lower[inner.head] in _NOT_COUNTED:
        return phrase, Kind.NUMBER
    return inner, inner_kind


def _of_group(sentence: Sentence, phrase: Phrase, kind: Kind, language: str) -> Count | None:
    """Return the number that a group states ("the trio", "both men", "a family of seven", "his parents")."""
    known = people(language)
    word = sentence.lower[phrase.head]
    number = known.number_groups.get(word)
    if number is not None and sentence.word(phrase.end) != "of":
        return exactly(number, phrase, kind, "group")
    first = sentence.lower[phrase.start]
    if first in known.number_groups and kind is Kind.PEOPLE:
        return exactly(known.number_groups[first], phrase, kind, "group", words=1)
    if sentence.tags[phrase.start] in ("PRP$", "DT", "NN", "NNP") and _two(sentence, phrase, known.two):
        return exactly(2, phrase, kind, "group")
    if sentence.word(phrase.end) != "of":
        return None
    inner = sentence.starts.get(phrase.end + 1)
    if inner is None or inner.quantity is None:
        return None
    return _counted(sentence, inner, kind_of(sentence, inner, language), language)


def _two(sentence: Sentence, phrase: Phrase, two: frozenset[str]) -> bool:
    """Tell whether a possessive and a plural noun state two persons ("his parents", "her twin sons")."""
    last = sentence.lower[phrase.head]
    pair = f"{sentence.word(phrase.head - 1)} {last}"
    return (last in two or pair in two) and phrase.head > phrase.start
