"""Whom a pronoun stands for, where it does the harm: the nearest subject before it that agrees with it."""

from __future__ import annotations

from tollbook.extract.actors import speaker_meant, stands_free
from tollbook.extract.doers import agent_words, ages, can_act, doer_end, without_verb
from tollbook.extract.people import kind_of
from tollbook.extract.phrases import Kind, Phrase
from tollbook.extract.sentence import Sentence
from tollbook.extract.view import DocumentView
from tollbook.model import Span

_ONE = frozenset(["he", "she", "him", "her"])
_MANY = frozenset(["they", "them", "we"])
_BODY = frozenset(["it"])
_REACH = 4
"""How many sentences back a pronoun may reach; beyond that the guess is worth less than silence."""


def referent(view: DocumentView, number: int, position: int, pronoun: str) -> Span | None:
    """Return the span of what a pronoun stands for, or None.

    Args:
        view: the document.
        number: the sentence of the pronoun.
        position: its token.
        pronoun: the word itself, in lower case.
    """
    own = view.sentence(number)
    if (speaker := speaker_meant(own, position, view.language)) is not None:
        return Span(own.tokens.starts[speaker.start], own.tokens.ends[doer_end(own, speaker) - 1])
    for back in range(min(number, _REACH) + 1):
        sentence = view.sentence(number - back)
        limit = position if back == 0 else len(sentence)
        candidates = [
            phrase
            for phrase in sentence.phrases
            if phrase.end <= limit and _agrees(sentence, phrase, pronoun, view.language)
        ]
        if _thing_acts(sentence, limit, pronoun, view.language):
            return None
        if back:
            onlookers = agent_words(view.language).onlookers
            candidates = [phrase for phrase in candidates if sentence.lower[phrase.head] not in onlookers]
        subjects = [phrase for phrase in candidates if _is_subject(sentence, phrase)]
        chosen = _chosen(sentence, subjects or (candidates if back else []), pronoun, view.language)
        if chosen is not None:
            chosen = without_verb(sentence, chosen, view.language)
            return Span(
                sentence.tokens.starts[chosen.start], sentence.tokens.ends[doer_end(sentence, chosen) - 1]
            )
    return None


def _thing_acts(sentence: Sentence, limit: int, pronoun: str, language: str) -> bool:
    """Tell whether "it" or "they" may stand for a disaster that is the first subject of a sentence."""
    if pronoun not in _BODY and pronoun not in _MANY:
        return False
    first = next(
        (p for p in sentence.phrases if p.end <= limit and stands_free(sentence, p, aside=True)), None
    )
    return first is not None and sentence.lower[first.head] in agent_words(language).natural


def _chosen(sentence: Sentence, phrases: list[Phrase], pronoun: str, language: str) -> Phrase | None:
    """Return the nearest phrase for a body, else the first phrase of attackers, else the first of all."""
    if phrases and pronoun in _BODY:
        return phrases[-1]
    assailants = agent_words(language).assailants
    for phrase in phrases:
        if sentence.lower[phrase.head] in assailants:
            return phrase
    return phrases[0] if phrases else None


def _agrees(sentence: Sentence, phrase: Phrase, pronoun: str, language: str) -> bool:
    """Tell whether a phrase that can act agrees with a pronoun in number and kind."""
    if sentence.tags[phrase.head] in ("PRP", "PRP$", "WP", "WDT", "EX") or not can_act(
        sentence, phrase, language
    ):
        return False
    if not stands_free(sentence, phrase, aside=True):
        return False
    kind = kind_of(sentence, phrase, language)
    plural = sentence.tags[phrase.head] in ("NNS", "NNPS") or phrase.quantity is not None
    if pronoun in _ONE:
        return (kind in (Kind.PERSON, Kind.NAME) and not plural) or ages(sentence, phrase)
    if pronoun in _BODY:
        return kind in (Kind.GROUP, Kind.NAME, Kind.UNKNOWN, Kind.THING)
    return pronoun not in _MANY or plural or kind in (Kind.PEOPLE, Kind.GROUP, Kind.NAME)


def _is_subject(sentence: Sentence, phrase: Phrase) -> bool:
    """Tell whether a verb follows a phrase, over its prepositional phrases and a remark between commas."""
    k = phrase.end
    if without_verb(sentence, phrase) is not phrase:
        return True
    for _ in range(12):
        tag = sentence.tag(k)
        if tag in ("VBD", "VBZ", "VBP", "MD"):
            return True
        if (
            tag not in ("IN", "RB", "CD", ",", "JJ")
            and k not in sentence.starts
            and sentence.word(k) not in (",", "who", "that")
        ):
            return False
        following = sentence.starts.get(k)
        k = following.end if following is not None else k + 1
    return False
