"""Who did what an account goes on telling: the attacker of the sentences before a claim, or named right behind it."""

from __future__ import annotations

import re

from tollbook.extract.actors import stands_free
from tollbook.extract.arguments import is_time
from tollbook.extract.assailants import responsible_in
from tollbook.extract.clauses import looks_back
from tollbook.extract.deeds import Deed, deeds_in, doer_of
from tollbook.extract.doers import agent_words
from tollbook.extract.event_words import event_words
from tollbook.extract.events import report_of
from tollbook.extract.letters import runs_of_letters
from tollbook.extract.phrases import WEEKDAYS, Phrase
from tollbook.extract.sentence import Sentence
from tollbook.extract.sides import Side, named, side_of
from tollbook.extract.view import DocumentView, Found
from tollbook.model import Span

_BACK = 4
_AHEAD = 4
_NEAR = 2
"""How far an account is followed back and ahead, in sentences."""

_RESPONSIBILITY = (
    "responsib", "carried out", "claim", "blam", "behind", "suspect", "perpetrat", "accus", "work of",
)  # fmt: skip
"""In lower-case text, signs that a sentence says who did it."""
_DEFINITE = frozenset(["the", "that", "this", "their", "his", "its", "these"])
_INDEFINITE = frozenset(["a", "an", "another", "two", "several"])
_LOCATING = frozenset(["in", "near", "at", "outside"])


def owner_of_account(view: DocumentView, found: Found) -> Span | None:
    """Return the doer of the event that a claim goes on telling: who attacked before it, or claims it after.

    Args:
        view: the document.
        found: a claim of violence without a doer in its own sentence.
    """
    if not {"losses", "loss"}.isdisjoint(found.sentence.lower[: found.link.count.start]):
        return None
    if is_mishap(found.sentence, view.language) or looks_back(view, found):
        return None
    before = _before(view, found)
    attacked = side_of(named(found.sentence, found.link.count.phrase), view.language) is Side.IRREGULAR
    if before is not None or attacked:
        return before or _of_force(view, found)
    return _after(view, found) or _of_series(view, found)


def is_mishap(sentence: Sentence, language: str = "en") -> bool:
    """Tell whether a sentence speaks of an accident or a disaster, which is nobody's deed.

    Args:
        sentence: the sentence.
        language: whose words to use.
    """
    return not agent_words(language).mishaps.isdisjoint(sentence.lower)


def _before(view: DocumentView, found: Found) -> Span | None:
    """Return who attacked in the sentences before a claim that go on with the same event."""
    again = _names_again(found.sentence, view.language) or _is_known(view, found)
    strikes = _from_the_air(found.sentence)
    if not again and not strikes and _opens_event(found.sentence, view.language):
        return None
    again = again or strikes
    for number in range(found.number - 1, max(-1, found.number - 1 - _BACK), -1):
        told = _speaks_of_violence(view, number)
        deeds = deeds_in(view.sentence(number), view.language) if told else []
        if (_turns(view, number + 1) and not (strikes and number == found.number - 1)) or (
            deeds and not again and not _same_event(view, found, number)
        ):
            return None
        doer = _doer_among(view, found, number, deeds) if deeds else _named_apart(view, found, number)
        if doer is not None or (not deeds and _opens_event(view.sentence(number), view.language)):
            return doer
    return None


def _of_force(view: DocumentView, found: Found) -> Span | None:
    """Return the force that killed fighters in the sentence before, for fighters who fell in another fight, or None."""
    number = found.number - 1
    if number < 0 or not _speaks_of_violence(view, number) or not _is_attack(found.sentence, view.language):
        return None
    sentence, victim = view.sentence(number), named(found.sentence, found.link.count.phrase)
    for deed in deeds_in(sentence, view.language):
        doer = None if deed.mutual else doer_of(deed, sentence, victim, view.language)
        if doer is not None and side_of((sentence, *doer), view.language) is Side.UNIFORMED:
            return _span(sentence, *doer)
    return None


def _doer_among(view: DocumentView, found: Found, number: int, deeds: list[Deed]) -> Span | None:
    """Return the doer among the deeds of a sentence: the first against the unarmed, else the last that fits."""
    sentence, victim = view.sentence(number), named(found.sentence, found.link.count.phrase)
    untold = side_of(victim, view.language) is Side.UNTOLD
    for deed in deeds if untold else reversed(deeds):
        if (doer := doer_of(deed, sentence, victim, view.language)) is not None:
            return _span(sentence, *doer)
    return None


def _named_apart(view: DocumentView, found: Found, number: int) -> Span | None:
    """Return who claims the attack, or is called its attacker, in a sentence that tells no deed."""
    sentence, victim = view.sentence(number), named(found.sentence, found.link.count.phrase)
    if number == found.number - 1 and side_of(victim, view.language) is not Side.IRREGULAR:
        claimer = _claimer(view, number)
        if claimer is not None:
            return claimer
    called = _called_attacker(sentence)
    return _span(sentence, called[0].start, called[0].end) if called else None


def _names_again(sentence: Sentence, language: str) -> bool:
    """Tell whether a sentence names the event before it again ("the attack", "the fighting")."""
    words = agent_words(language)
    return any(
        sentence.lower[phrase.start] in _DEFINITE
        and (sentence.lower[phrase.head] in words.assaults or sentence.lower[phrase.head] in words.encounters)
        for phrase in sentence.phrases
    )


def _is_known(view: DocumentView, found: Found) -> bool:
    """Tell whether the one harmed was spoken of before ("the trio"), or is one attack of those told ("in one attack")."""
    sentence, phrase = found.sentence, found.link.count.phrase
    if (
        sentence.lower[0] == "in"
        and sentence.word(1) in ("one", "the")
        and (sentence.word(1) == "one" or not {"deadliest", "worst"}.isdisjoint(sentence.lower[:4]))
    ):
        return True
    name = sentence.words(phrase.head, phrase.end)
    named_before = found.link.count.rule == "name" and name in view.document.text[: sentence.span.start]
    return named_before or (sentence.lower[phrase.start] == "the" and phrase.quantity is None)


def _same_event(view: DocumentView, found: Found, number: int) -> bool:
    """Tell whether a claim names no place and no day that the account from sentence `number` on does not know."""
    sentence, text = found.sentence, view.document.text
    account = text[view.spans[number].start : sentence.span.start].lower()
    known_days = {day for day in WEEKDAYS if day in account}
    own_days = WEEKDAYS.intersection(sentence.lower)
    if own_days and known_days and own_days.isdisjoint(known_days):
        return False
    before = text[: sentence.span.start].lower()
    return all(
        sentence.lower[phrase.head] in before
        for phrase in sentence.phrases
        if sentence.tags[phrase.head] in ("NNP", "NNPS")
        and sentence.word(phrase.start - 1) in _LOCATING
        and not is_time(sentence, phrase)
    )


_AIR = frozenset(["airstrike", "airstrikes", "air-strike", "air-strikes"])


def _from_the_air(sentence: Sentence) -> bool:
    """Tell whether another air strike is told, which goes on with the deeds of those who fly ("another air strike")."""
    return any(
        word in ("another", "second", "third", "separate")
        and (sentence.word(k + 1) in _AIR or sentence.lower[k + 1 : k + 3] in _AIR_PAIRS)
        for k, word in enumerate(sentence.lower)
    )


_AIR_PAIRS = (["air", "strike"], ["air", "raid"], ["missile", "strike"], ["drone", "strike"])


def _opens_event(sentence: Sentence, language: str) -> bool:
    """Tell whether a sentence brings in an event of its own: an indefinite assault or fight."""
    words = agent_words(language)
    return any(
        sentence.lower[phrase.start] in _INDEFINITE
        and sentence.word(phrase.start - 1) != "after"
        and (sentence.lower[phrase.head] in words.assaults or sentence.lower[phrase.head] in words.encounters)
        for phrase in sentence.phrases
    )


_HABITUAL = frozenset(["often", "frequently", "regularly", "repeatedly", "usually", "previously"])
_CALLED = frozenset(
    [
        "shooter",
        "shooters",
        "gunman",
        "gunmen",
        "attacker",
        "attackers",
        "assailant",
        "assailants",
        "killer",
        "perpetrator",
        "perpetrators",
    ]
)


def _called_attacker(sentence: Sentence) -> list[Phrase]:
    """Return the phrase that calls someone the attacker of the event told ("the shooter was a neighbour")."""
    return [
        phrase
        for phrase in sentence.phrases
        if sentence.lower[phrase.head] in _CALLED
        and sentence.lower[phrase.start] == "the"
        and stands_free(sentence, phrase)
    ][:1]


def _after(view: DocumentView, found: Found) -> Span | None:
    """Return who claims the event, is blamed for it or is called its attacker in the sentences behind a claim."""
    for number in range(found.number + 1, min(len(view.spans), found.number + 1 + _AHEAD)):
        if _turns(view, number):
            break
        if (claimer := _claimer(view, number)) is not None:
            return claimer
        if number - found.number <= _NEAR and (called := _called_attacker(view.sentence(number))):
            return _span(view.sentence(number), called[0].start, called[0].end)
        if (
            number == found.number + 1
            and (doer := _told_next(view, found) or who_did_it_to_them(view, found)) is not None
        ):
            return doer
    return None


_SERIES = re.compile(
    r"\b(?:attacks|bombings|blasts|explosions|raids|strikes|airstrikes|ambushes|assaults|killings|shootings|incidents|bombs)\b",
    re.IGNORECASE,
)


def _of_series(view: DocumentView, found: Found) -> Span | None:
    """Return the doer of a series of attacks, told before or claimed after, of which the claim tells one."""
    victim = named(found.sentence, found.link.count.phrase)
    if not _is_attack(found.sentence, view.language):
        return None
    for number in range(found.number - 1, max(0, found.number - _BACK) - 1, -1):
        if _leaves_report(view, number + 1):
            break
        if not _speaks_of_violence(view, number) or not _tells_series(view, number):
            continue
        for deed in deeds_in(view.sentence(number), view.language):
            doer = None if deed.mutual else doer_of(deed, view.sentence(number), victim, view.language)
            if doer is not None:
                return _span(view.sentence(number), *doer)
    for number in range(found.number + 1, min(len(view.spans), found.number + 1 + _AHEAD)):
        if _leaves_report(view, number):
            break
        if _tells_series(view, number) and (claimer := _claimer(view, number)) is not None:
            return claimer
    return None


def _leaves_report(view: DocumentView, number: int) -> bool:
    """Tell whether a sentence begins another report, and not only the next of several attacks ("In Kesh, ...")."""
    if report_of(view, number).start != number:
        return False
    span = view.spans[number]
    return event_words(view.language).turns.match(view.document.text, span.start, span.end) is None


def _tells_series(view: DocumentView, number: int) -> bool:
    """Tell whether a sentence speaks of several attacks."""
    span = view.spans[number]
    return _SERIES.search(view.document.text, span.start, span.end) is not None


def _is_attack(sentence: Sentence, language: str) -> bool:
    """Tell whether a sentence tells of an attack, though not by whom."""
    words = agent_words(language)
    return any(word in words.assaults or word in words.encounters for word in sentence.lower)


def _claimer(view: DocumentView, number: int) -> Span | None:
    """Return who claims an attack or is blamed for it in a sentence of the document."""
    span = view.spans[number]
    lowered = view.lowered[span.start : span.end]
    if not any(sign in lowered for sign in _RESPONSIBILITY):
        return None
    return responsible_in(view.sentence(number), view.language)


def _told_next(view: DocumentView, found: Found) -> Span | None:
    """Return who attacked in the sentence behind the first one, which tells the same event at more length."""
    number = found.number + 1
    others = [other for other in view.found_in(number) if other.link.harm is found.link.harm]
    first = found.number == report_of(view, found.number).start
    if not first or number >= len(view.spans) or not _speaks_of_violence(view, number):
        return None
    if any(other.link.count.low != found.link.count.low for other in others):
        return None
    sentence = view.sentence(number)
    if not _HABITUAL.isdisjoint(sentence.lower):
        return None
    victim = named(found.sentence, found.link.count.phrase)
    for deed in deeds_in(sentence, view.language):
        if not deed.mutual and (doer := doer_of(deed, sentence, victim, view.language)) is not None:
            return _span(sentence, *doer)
    return None


_THEM = frozenset(["them", "him", "her"])


def who_did_it_to_them(view: DocumentView, found: Found) -> Span | None:
    """Return who is said to have done it to "them" in the sentence behind a claim ("police believe rebels killed them").

    Args:
        view: the document.
        found: a claim.
    """
    number = found.number + 1
    if number >= len(view.spans) or not _speaks_of_violence(view, number):
        return None
    sentence = view.sentence(number)
    for deed in deeds_in(sentence, view.language):
        if not deed.mutual and deed.target is not None and sentence.lower[deed.target.head] in _THEM:
            return _span(sentence, deed.start, deed.end)
    return None


def _turns(view: DocumentView, number: int) -> bool:
    """Tell whether a sentence turns to another event, by its first words."""
    words = agent_words(view.language)
    span = view.spans[number]
    first = runs_of_letters(view.document.text[span.start : min(span.end, span.start + 80)].lower())[:4]
    return first[:1] == [] or first[0] in words.elsewhere or any(word in words.turning for word in first)


def _speaks_of_violence(view: DocumentView, number: int) -> bool:
    """Tell whether a word of violence stands in a sentence; a cheap test before it is taken apart."""
    span, words = view.spans[number], agent_words(view.language)
    lower = runs_of_letters(view.document.text[span.start : span.end].lower())
    return not all(
        known.isdisjoint(lower) for known in (words.acts, words.fights, words.assaults, words.encounters)
    )


def _span(sentence: Sentence, start: int, end: int) -> Span:
    """Return the span of tokens `start` to `end`."""
    return Span(sentence.tokens.starts[start], sentence.tokens.ends[end - 1])
