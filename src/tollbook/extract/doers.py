"""Which phrases can name a doer: persons, groups, bodies, armed forces and their craft, as against bombs and storms."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from tollbook.extract.arguments import is_time
from tollbook.extract.lexicon import load
from tollbook.extract.name_words import names
from tollbook.extract.people import kind_of
from tollbook.extract.phrases import NOUN_TAGS, Kind, Phrase
from tollbook.extract.sentence import Sentence


class AgentWords(NamedTuple):
    """The words about doers of a language, in lower case; the lexicon says what each list holds."""

    craft: frozenset[str]
    bodies: frozenset[str]
    sufferers: frozenset[str]
    assaults: frozenset[str]
    kinds_of_assault: frozenset[str]
    encounters: frozenset[str]
    acts: frozenset[str]
    assailants: frozenset[str]
    claiming: frozenset[str]
    claimed: frozenset[str]
    blaming: frozenset[str]
    elsewhere: frozenset[str]
    turning: frozenset[str]
    disasters: frozenset[str]
    natural: frozenset[str]
    verb_like_nouns: frozenset[str]
    charging: frozenset[str]
    saying: frozenset[str]
    ranks: frozenset[str]
    number_nouns: frozenset[str]
    undertaken: frozenset[str]
    releasing: frozenset[str]
    weak_acts: frozenset[str]
    firing: frozenset[str]
    sure_acts: frozenset[str]
    fights: frozenset[str]
    uniformed: frozenset[str]
    irregular: frozenset[str]
    onlookers: frozenset[str]
    mishaps: frozenset[str]


@cache
def agent_words(language: str) -> AgentWords:
    """Return the words about doers of a language."""
    data = load(language, "agents")
    return AgentWords(*(frozenset(data[key]) for key in AgentWords._fields))


@cache
def _towns(language: str) -> frozenset[str]:
    """Return names of places that are no states, and so do nothing themselves."""
    return names(language).places - _states(language)


@cache
def _states(language: str) -> frozenset[str]:
    """Return the names of states, which act as their forces do."""
    return frozenset(name.lower() for name in load(language, "nations")["countries"])


def can_act(sentence: Sentence, phrase: Phrase, language: str = "en") -> bool:
    """Tell whether a phrase names a person, group, armed force or its craft.

    Args:
        sentence: the sentence.
        phrase: one of its phrases.
        language: whose words to use.
    """
    words = agent_words(language)
    head = sentence.lower[phrase.head]
    if sentence.words(phrase.start, phrase.end).lower().removeprefix("the ") in _states(language):
        return True
    if head in words.sufferers or sentence.lower[phrase.start] in ("no", "none", "nobody"):
        return False
    if _counts_doers(sentence, phrase, language):
        return can_act(sentence, sentence.starts[phrase.end + 1], language)
    if head in words.craft or head in words.bodies or head in words.assailants or ages(sentence, phrase):
        return True
    kind = kind_of(sentence, phrase, language)
    if kind in (Kind.PERSON, Kind.PEOPLE, Kind.GROUP):
        return not is_time(sentence, phrase)
    return kind is Kind.NAME and _name_acts(sentence, phrase, words, language)


def _name_acts(sentence: Sentence, phrase: Phrase, words: AgentWords, language: str) -> bool:
    """Tell whether a name is of someone or some body, not of a town, a day or a storm."""
    lower = sentence.lower[phrase.start : phrase.end]
    if is_time(sentence, phrase) or any(word in words.disasters or word in words.assaults for word in lower):
        return False
    return " ".join(lower).removeprefix("the ") not in _towns(language)


def without_verb(sentence: Sentence, phrase: Phrase, language: str = "en") -> Phrase:
    """Return a phrase without a verb of violence at its end that was taken for a noun ("the gunman shot").

    Args:
        sentence: the sentence.
        phrase: one of its phrases.
        language: whose words to use.
    """
    last = phrase.end - 1
    words = agent_words(language)
    if (
        last - 1 <= phrase.start - 1
        or sentence.lower[last] not in agent_words(language).verb_like_nouns
        or last == phrase.start
    ):
        return phrase
    if sentence.tags[last - 1] in NOUN_TAGS or sentence.lower[last - 1] in words.assailants:
        return Phrase(phrase.start, last, last - 1, phrase.quantity, phrase.possessor)
    return phrase


def doer_end(sentence: Sentence, phrase: Phrase, language: str = "en") -> int:
    """Return the end of a doer, with what follows "of" behind a noun of number ("a group of gunmen").

    Args:
        sentence: the sentence.
        phrase: a phrase that can act.
        language: whose words to use.
    """
    following = sentence.starts.get(phrase.end + 1)
    if following is None or sentence.word(phrase.end) != "of":
        return phrase.end
    members = sentence.lower[phrase.head] in agent_words(language).ranks and sentence.tags[
        following.head
    ] in ("NNP", "NN", "NNPS")
    return following.end if members or _counts_doers(sentence, phrase, language) else phrase.end


def _counts_doers(sentence: Sentence, phrase: Phrase, language: str) -> bool:
    """Tell whether a phrase is a number or a noun of number, whose people stand behind "of"."""
    if sentence.word(phrase.end) != "of" or phrase.end + 1 not in sentence.starts:
        return False
    bare = phrase.quantity is not None and phrase.head < phrase.quantity.end
    return (
        bare
        or sentence.lower[phrase.head] in agent_words(language).number_nouns
        or sentence.lower[phrase.head] == "one"
    )


def ages(sentence: Sentence, phrase: Phrase) -> bool:
    """Tell whether a phrase names a person by an age alone ("a 26-year-old")."""
    return sentence.lower[phrase.end - 1] in ("old", "year-old") or sentence.lower[phrase.end - 1].endswith(
        "-year-old"
    )
