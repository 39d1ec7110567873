"""The words of saying, denying, counting and correcting, ready to be looked up."""

from __future__ import annotations

from enum import Enum
from functools import cache
from typing import NamedTuple

from tollbook.extract.lexicon import load
from tollbook.extract.verbs import forms_of


class Act(Enum):
    """What a verb of speech does with its content."""

    SAY = "say"
    TELL = "tell"
    ESTIMATE = "estimate"
    COUNT = "count"
    SHOW = "show"
    ACCUSE = "accuse"
    DENY = "deny"
    CALL = "call"
    ACCEPT = "accept"
    WITHDRAW = "withdraw"
    PUT = "put"
    CHANGE = "change"
    QUOTE = "quote"
    INTERVIEW = "interview"


class Speech(NamedTuple):
    """The words of speech of a language, in lower case.

    Attributes:
        verbs: what each form of a verb does; the first list that holds it decides.
        accepts: forms that deny when negated.
        moves: forms that say how a toll changes by itself.
        brings: forms that say what brings a toll to a number.
        reaches: forms that take the number right behind them.
        changes: forms that say that somebody replaces a figure.
        numbers: nouns for a number that was said.
        figures: nouns for a number, or for the words that said it.
        part_in_it: nouns for a part in a harm.
        predicates: words that reject a figure.
        no_rejections: words that describe a figure without rejecting it.
        phrases: the same in several words, as tuples.
        wrongly: adverbs that reject what was published.
        rightly: adjectives of the figure that replaces another.
        distorts: forms that say that a figure is not honest.
        withdrawn: participles of taking back.
        outlet_names: words in names of outlets.
        outlet_nouns: nouns that stand before the name of an outlet.
        everyday_outlets: names of outlets that mean something else too.
        tolls: nouns for a count of the dead, which speaks for nobody.
        evidence: nouns for what was found by looking.
        ties: prepositions that tie a speaker to a place or a body.
        vehicles: nouns in which words are carried.
        carried: participles that say who carried them.
        speaking: verbs of speaking to somebody.
    """

    verbs: dict[str, Act]
    accepts: frozenset[str]
    moves: frozenset[str]
    brings: frozenset[str]
    reaches: frozenset[str]
    changes: frozenset[str]
    numbers: frozenset[str]
    figures: frozenset[str]
    part_in_it: frozenset[str]
    predicates: frozenset[str]
    no_rejections: frozenset[str]
    phrases: tuple[tuple[str, ...], ...]
    wrongly: frozenset[str]
    rightly: frozenset[str]
    distorts: frozenset[str]
    withdrawn: frozenset[str]
    outlet_names: frozenset[str]
    outlet_nouns: frozenset[str]
    everyday_outlets: frozenset[str]
    tolls: frozenset[str]
    evidence: frozenset[str]
    ties: frozenset[str]
    vehicles: frozenset[str]
    carried: frozenset[str]
    speaking: frozenset[str]


def _forms(entries: list[str]) -> frozenset[str]:
    """Return every form of the verbs given."""
    return frozenset(form for entry in entries for form in forms_of(entry)[1])


@cache
def speech(language: str) -> Speech:
    """Return the words of speech of a language."""
    data = load(language, "speech")
    verbs: dict[str, Act] = {}
    for name, entries in data["verbs"].items():
        for form in _forms(entries):
            verbs.setdefault(form, Act(name))
    changes, figures, rejections = data["changes"], data["figures"], data["rejections"]
    carrying, speakers = data["carrying"], data["speakers"]
    return Speech(
        verbs=verbs,
        accepts=_forms(data["verbs"]["accept"]),
        moves=_forms(changes["moves"]),
        brings=_forms(changes["brings"]),
        reaches=_forms(changes["reach"]),
        changes=_forms(data["verbs"]["change"]),
        numbers=frozenset(word for word in figures["numbers"] if " " not in word),
        figures=frozenset(word for word in (*figures["numbers"], *figures["reports"]) if " " not in word),
        part_in_it=frozenset(figures["part_in_it"]),
        predicates=frozenset(rejections["predicates"]),
        no_rejections=frozenset(rejections["no_rejections"]),
        phrases=tuple(tuple(phrase.split()) for phrase in rejections["phrases"]),
        wrongly=frozenset(rejections["wrongly"]),
        rightly=frozenset(rejections["rightly"]),
        distorts=_forms(rejections["distorts"]),
        withdrawn=frozenset(rejections["withdrawn"]),
        outlet_names=frozenset(speakers["outlet_names"]),
        outlet_nouns=frozenset(speakers["outlet_nouns"]),
        everyday_outlets=frozenset(speakers["everyday_outlets"]),
        tolls=frozenset(figures["tolls"]),
        evidence=frozenset(speakers["evidence"]),
        ties=frozenset(speakers["ties"]),
        vehicles=frozenset(carrying["vehicles"]),
        carried=frozenset(carrying["carried"]),
        speaking=frozenset(carrying["speaking"]),
    )


class Sources(NamedTuple):
    """Those who may speak, by the last word of what names them, in lower case.

    Attributes:
        persons: nouns for persons, with the last words of titles.
        bodies: nouns and names of bodies.
        media: nouns and names of outlets, whole.
        outlets: single words that name an outlet wherever they stand in a name.
        documents: nouns for documents.
    """

    persons: frozenset[str]
    bodies: frozenset[str]
    media: frozenset[str]
    outlets: frozenset[str]
    documents: frozenset[str]


def _numbers(noun: str) -> tuple[str, str]:
    """Return a noun and its regular plural; a plural that does not exist does no harm here."""
    return noun, noun + "s"


@cache
def sources(language: str) -> Sources:
    """Return those who may speak, in a language."""
    data, titles = load(language, "organisations"), load(language, "titles")
    known = speech(language)
    title_words = {
        word.rpartition(" ")[2].lower().rstrip(".")
        for key in ("courtesy", "office", "military", "police", "religious")
        for word in titles[key]
    }
    outlets = {word.lower() for word in data["media"] if word[:1].isupper() and " " not in word}
    documents = frozenset(
        form for word in data["documents"] for form in _numbers(word.rpartition(" ")[2].lower())
    )
    more = frozenset(load(language, "speech")["speakers"]["more_bodies"])
    return Sources(
        (frozenset(word.rpartition(" ")[2].lower() for word in data["persons"]) | title_words) - more,
        frozenset(word.rpartition(" ")[2].lower() for word in data["bodies"]) | more,
        frozenset(word.lower() for word in data["media"]),
        frozenset(outlets - known.everyday_outlets),
        (documents - known.tolls) | known.evidence,
    )


def has_phrase(said: list[str], words: Speech) -> bool:
    """Tell whether one of the rejections of several words stands among tokens.

    Args:
        said: tokens in lower case.
        words: the words of speech.
    """
    joined = f" {' '.join(said)} "
    return any(f" {' '.join(phrase)} " in joined for phrase in words.phrases)


def is_derided(said: list[str], words: Speech) -> bool:
    """Tell whether what stands in quotation marks behind a figure mocks it ("called the numbers 'a fairy tale'").

    Args:
        said: tokens behind the figure's noun, in lower case.
        words: the words of speech.
    """
    marks = [k for k, word in enumerate(said[:4]) if word in ('"', "\u201c", "\u2018", "``")]
    return bool(marks) and not words.no_rejections & set(said[marks[0] : marks[0] + 8])
