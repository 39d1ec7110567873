"""How many people a noun phrase states, by a number or by its grammar, and in which words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tollbook.extract.kinds import measures_something_else
from tollbook.extract.people import Kind, kind_of, people
from tollbook.extract.tokens import ORDINAL
from tollbook.model import Qualifier

if TYPE_CHECKING:
    from tollbook.extract.phrases import Phrase
    from tollbook.extract.sentence import Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A number of people, by the positions of the tokens that state it.

    Attributes:
        start: first token of the count span.
        end: the token after its last one.
        low: smallest number said; None when open downwards.
        high: largest number said; None when open upwards.
        qualifier: how the words hedge it.
        phrase: the phrase that names who they were ("its members" in "two of its members").
        kind: what that phrase is about.
        rule: what states the number: "number", "one", "name", "group", "none".
    """

    start: int
    end: int
    low: int | None
    high: int | None
    qualifier: Qualifier
    phrase: Phrase
    kind: Kind
    rule: str


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
        return _one(sentence, phrase, kind, "one")
    if kind is Kind.NAME:
        return _one(sentence, phrase, kind, "name")
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


def _one(sentence: Sentence, phrase: Phrase, kind: Kind, rule: str) -> Count:
    """Return the count of a phrase that names one person."""
    del sentence
    return Count(
        start=phrase.start,
        end=phrase.end,
        low=1,
        high=1,
        qualifier=Qualifier.EXACT,
        phrase=phrase,
        kind=kind,
        rule=rule,
    )


def _counted(sentence: Sentence, phrase: Phrase, kind: Kind, language: str) -> Count | None:
    """Return the count of a phrase with a number in it."""
    quantity = phrase.quantity
    if quantity is None:
        return None
    measure = measures_something_else(sentence.tokens, quantity, language)
    people_behind = kind in (Kind.PERSON, Kind.PEOPLE) and phrase.head > quantity.end
    if (
        measure == "measure"
        and people_behind
        and "old" not in sentence.lower[quantity.end : quantity.end + 3]
    ):
        measure = None
    if measure is not None:
        aged = measure == "measure" and "old" in sentence.lower[quantity.end : quantity.end + 3]
        return _one(sentence, phrase, kind, "one") if aged and kind is Kind.PERSON else None
    about, kind = _counted_people(sentence, phrase, kind, language)
    if kind in (Kind.THING, Kind.PRONOUN) or (kind is Kind.UNKNOWN and not _may_be_people(sentence, about)):
        return None
    if kind is Kind.GROUP:
        return _of_group(sentence, phrase, kind, language)
    return Count(
        start=quantity.start,
        end=quantity.end,
        low=quantity.low,
        high=quantity.high,
        qualifier=quantity.qualifier,
        phrase=about,
        kind=kind,
        rule="none" if quantity.high == 0 else "number",
    )


_ENDINGS = (
    "ers",
    "ors",
    "ists",
    "ians",
    "ees",
    "ants",
    "ents",
    "men",
    "women",
    "ites",
    "ees",
    "folk",
    "ese",
    "i",
)


def _may_be_people(sentence: Sentence, phrase: Phrase) -> bool:
    """Tell whether an unknown noun has the ending of a noun for people ("welders", "Kirvanians")."""
    return sentence.lower[phrase.head].endswith(_ENDINGS) or sentence.tokens.words[phrase.head][:1].isupper()


def _counted_people(sentence: Sentence, phrase: Phrase, kind: Kind, language: str) -> tuple[Phrase, Kind]:
    """Return the phrase that says who was counted: what follows "of" after a bare number."""
    if kind is not Kind.NUMBER or sentence.word(phrase.end) != "of":
        return phrase, kind
    inner = sentence.starts.get(phrase.end + 1)
    if inner is None:
        return phrase, kind
    inner_kind = kind_of(sentence, inner, language)
    if inner_kind is Kind.PRONOUN or sentence.lower[inner.head] in (
        "those",
        "these",
        "which",
        "whom",
        "dead",
        "wounded",
        "injured",
        "missing",
    ):
        return phrase, Kind.NUMBER
    return inner, inner_kind


def _of_group(sentence: Sentence, phrase: Phrase, kind: Kind, language: str) -> Count | None:
    """Return the number that a group states ("the trio", "both men", "a family of seven", "his parents")."""
    known = people(language)
    word = sentence.lower[phrase.head]
    number = known.number_groups.get(word)
    if number is not None and sentence.word(phrase.end) != "of":
        return _group(phrase, phrase.start, phrase.end, number, kind)
    first = sentence.lower[phrase.start]
    if first in known.number_groups and kind is Kind.PEOPLE:
        return _group(phrase, phrase.start, phrase.start + 1, known.number_groups[first], kind)
    if sentence.tags[phrase.start] in ("PRP$", "DT", "NN", "NNP") and _two(sentence, phrase, known.two):
        return _group(phrase, phrase.start, phrase.end, 2, kind)
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


def _group(phrase: Phrase, start: int, end: int, number: int, kind: Kind) -> Count:
    """Return a count that the words of a group state."""
    return Count(
        start=start,
        end=end,
        low=number,
        high=number,
        qualifier=Qualifier.EXACT,
        phrase=phrase,
        kind=kind,
        rule="group",
    )
