"""Who attacked, by the words around a claim, in the sentences before it, or by who claims or is blamed for it after."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from tollbook.extract.actors import acting_subject, stands_free
from tollbook.extract.arguments import is_time, subject_before, verb_group
from tollbook.extract.assaults import maker_of
from tollbook.extract.doers import agent_words, can_act, doer_end
from tollbook.model import Span

if TYPE_CHECKING:
    from tollbook.extract.phrases import Phrase
    from tollbook.extract.sentence import Sentence
    from tollbook.extract.view import DocumentView, Found

_BRIEF = 8
"""Documents of at most so many sentences are taken to tell one event; longer ones often join several."""
_BACK = 3
_AHEAD = 4
_NEAR = 2
"""How far an account is followed back and ahead, in sentences."""

_RESPONSIBILITY = re.compile(r"responsib|carried out|claim|blam|behind|suspected|perpetrat", re.IGNORECASE)
_FINITE = ("VBD", "VBZ", "VBP")


def assailant_around(view: DocumentView, found: Found) -> Span | None:
    """Return the doer that the sentence names outside the clause of the claim.

    Args:
        view: the document.
        found: one of its claims.
    """
    sentence, language = found.sentence, view.language
    victim = found.link.count.phrase
    phrases = [phrase for phrase in sentence.phrases if phrase.start >= victim.end]
    phrases += [phrase for phrase in reversed(sentence.phrases) if phrase.end <= victim.start]
    for phrase in phrases:
        made = maker_of(sentence, phrase, language)
        if made is not None:
            return _span(sentence, *made)
    attacker = _attacker(sentence, found, language)
    if attacker is not None:
        return _span(sentence, attacker.start, doer_end(sentence, attacker))
    return responsible_in(sentence, language)


def _attacker(sentence: Sentence, found: Found, language: str) -> Phrase | None:
    """Return the subject of a verb of violence elsewhere in the sentence, other than the one harmed."""
    victim = found.link.count.phrase
    for phrase in _attackers(sentence, language):
        if phrase.end <= victim.start or phrase.start >= victim.end:
            return phrase
    return None


def _attackers(sentence: Sentence, language: str) -> list[Phrase]:
    """Return the phrases that are subjects of active verbs of violence, in text order."""
    words = agent_words(language)
    found: list[Phrase] = []
    for k, tag in enumerate(sentence.tags):
        if tag not in (*_FINITE, "VBN", "VBG"):
            continue
        if sentence.lower[k] not in words.acts:
            continue
        group = verb_group(sentence, k)
        active = tag != "VBG" and sentence.word(k + 1) in ("on", "at", "into", "fire")
        if group.passive or (tag in ("VBN", "VBG") and group.start == k and not active):
            continue
        found.extend(
            phrase
            for phrase in acting_subject(sentence, k, language)
            if phrase not in found
            and _known_doer(sentence, phrase, k, language)
            and not {"when", "that", "as", "where"} & set(sentence.lower[phrase.end : k])
        )
    return found


_WEAK = frozenset(
    [
        "open",
        "opened",
        "opening",
        "opens",
        "enter",
        "entered",
        "entering",
        "enters",
        "walked",
        "walks",
        "walk",
        "went",
        "returned",
        "arrived",
        "arrives",
        "arrive",
        "came",
        "drove",
        "drive",
        "drives",
        "set",
        "take",
        "took",
        "held",
        "began",
        "begins",
        "started",
        "used",
        "ran",
        "hit",
        "hits",
        "carry",
        "carried",
        "carries",
        "broke",
        "break",
        "launched",
        "launch",
    ]
)


def _known_doer(sentence: Sentence, phrase: Phrase, verb: int, language: str) -> bool:
    """Tell whether the subject of a verb of violence can have done harm by it."""
    if not can_act(sentence, phrase, language) or sentence.tags[phrase.head] in ("PRP", "WP", "WDT"):
        return False
    if sentence.lower[phrase.head] in agent_words(language).assailants:
        return True
    if sentence.lower[verb] in _WEAK:
        return _then_fires(sentence, verb)
    return True


def _then_fires(sentence: Sentence, verb: int) -> bool:
    """Tell whether "fire", "attack" or another word of violence follows a verb that alone says too little."""
    for k in range(verb + 1, min(len(sentence), verb + 40)):
        if sentence.lower[k] in _FIRES:
            return True
        if sentence.lower[k] in ("where", "that", ";", "who"):
            return False
    return False


_FIRES = frozenset(
    [
        "fire",
        "fired",
        "firing",
        "shooting",
        "shot",
        "attack",
        "attacked",
        "attacks",
        "assault",
        "stabbed",
        "stabbing",
        "stabs",
        "detonated",
        "explosives",
        "hostage",
        "hostages",
        "gunfire",
        "blew",
        "killing",
        "crowd",
        "pedestrians",
        "knife",
    ]
)


def responsible_in(sentence: Sentence, language: str) -> Span | None:
    """Return who claims an attack or is blamed for it in a sentence, or None.

    Args:
        sentence: the sentence.
        language: whose words to use.
    """
    words = agent_words(language)
    for k, word in enumerate(sentence.lower):
        phrase = None
        if word in words.claiming and (
            sentence.tags[k].startswith("VB") or sentence.word(k + 1) in words.claimed
        ):
            phrase = _claims(sentence, k, words.claimed)
        elif word == "carried":
            phrase = _says_it_did(sentence, k)
        elif word in words.blaming:
            phrase = _blamed(sentence, k)
        elif word == "behind" or (word == "responsible" and sentence.word(k + 1) == "for"):
            phrase = _is_behind(sentence, k)
        if phrase is not None and _is_side(sentence, phrase, language):
            return _side(sentence, phrase)
    return None


def _is_side(sentence: Sentence, phrase: Phrase, language: str) -> bool:
    """Tell whether a phrase names a side rather than "no group" or a pronoun."""
    if sentence.tags[phrase.head] in ("PRP", "WP", "WDT") or sentence.lower[phrase.start] in (
        "no",
        "nobody",
        "anyone",
    ):
        return False
    return sentence.tags[phrase.head] in ("NNP", "NNPS") or can_act(sentence, phrase, language)


def _side(sentence: Sentence, phrase: Phrase) -> Span:
    """Return the span of a side, of whom a spokesman speaks for, with the "of" and "and" of its name."""
    following = sentence.starts.get(phrase.end + 1)
    if (
        sentence.lower[phrase.head].startswith("spokes")
        and following is not None
        and sentence.word(phrase.end) in ("for", "of")
    ):
        return _span(sentence, following.start, following.end)
    end = phrase.end
    if (
        following is not None
        and sentence.word(end) == "and"
        and sentence.tags[phrase.head].startswith("NN")
        and sentence.word(following.end) == "for"
    ):
        end = following.end
    return _span(sentence, _name_start(sentence, phrase), end)


def _name_start(sentence: Sentence, phrase: Phrase) -> int:
    """Return where a name begins whose tail a phrase is ("the Front of Kesh and the Coast")."""
    start = phrase.start
    for _ in range(3):
        before = sentence.ends.get(start - 1)
        if before is None or sentence.word(start - 1) not in ("of", "and", "in"):
            break
        if sentence.tags[before.head] not in ("NNP", "NNPS"):
            break
        start = before.start
    return start


def _claims(sentence: Sentence, k: int, objects: frozenset[str]) -> Phrase | None:
    """Return who claims at token `k` ("X claimed responsibility", "the attack was claimed by X")."""
    group = verb_group(sentence, k)
    if group.passive:
        return sentence.starts.get(k + 2) if sentence.word(k + 1) == "by" else None
    if "no" in sentence.lower[max(0, k - 5) : k] or not any(
        word in objects for word in sentence.lower[k + 1 : k + 5]
    ):
        return None
    subjects = subject_before(sentence, group)
    return subjects[-1] if subjects else sentence.ends.get(k)


def _says_it_did(sentence: Sentence, k: int) -> Phrase | None:
    """Return who says at token `k` that they carried out an attack ("the Front said it carried out the attack")."""
    if sentence.word(k - 1) not in ("it", "they", "had") or sentence.word(k + 1) != "out":
        return None
    j = next((j for j in range(k - 1, max(-1, k - 5), -1) if sentence.lower[j] in ("said", "says")), None)
    return None if j is None else sentence.ends.get(j)


def _blamed(sentence: Sentence, k: int) -> Phrase | None:
    """Return who is blamed at token `k` ("blamed rebels for", "blamed on rebels")."""
    if sentence.word(k + 1) == "on":
        return sentence.starts.get(k + 2)
    if verb_group(sentence, k).passive:
        subjects = subject_before(sentence, verb_group(sentence, k))
        return subjects[-1] if subjects else None
    target = sentence.starts.get(k + 1)
    if target is not None and (
        sentence.word(target.end) in ("for", "of") or "for" in sentence.lower[target.end : target.end + 6]
    ):
        return target
    for j in range(k + 1, min(len(sentence), k + 10)):
        if sentence.lower[j] == "on":
            return sentence.starts.get(j + 1)
    return None


def _is_behind(sentence: Sentence, k: int) -> Phrase | None:
    """Return who is said to be behind it, or responsible for it, at token `k`."""
    j = k - 1
    while j > 0 and (
        sentence.lower[j] in ("be", "to", "is", "are", "was", "were", "been")
        or sentence.tags[j] in ("VBN", "RB", "MD")
    ):
        j -= 1
    return sentence.ends.get(j + 1) if j < k - 1 else None


def owner_of_account(view: DocumentView, found: Found) -> Span | None:
    """Return the doer of the event that a claim goes on telling: who attacked before it, or claims it after.

    Args:
        view: the document.
        found: a claim of violence without a doer in its own sentence.
    """
    brief = len(view.spans) <= _BRIEF
    before = None
    if not _opens_event(found, view.language) and (brief or _goes_on(found, view.language)):
        before = _before(view, found, _BACK if brief else 1)
    return before or _after(view, found, _AHEAD)


def _goes_on(found: Found, language: str) -> bool:
    """Tell whether a sentence goes on with the event before it: it names "the attack", or no place or day of its own."""
    words, sentence = agent_words(language), found.sentence
    own = False
    for phrase in sentence.phrases:
        if sentence.lower[phrase.head] in words.assaults and sentence.lower[phrase.start] in (
            "the",
            "that",
            "this",
            "their",
            "his",
        ):
            return True
        named = sentence.tags[phrase.head] in ("NNP", "NNPS")
        own = (
            own
            or is_time(sentence, phrase)
            or (named and sentence.word(phrase.start - 1) in ("in", "near", "at"))
        )
    return not own


def _before(view: DocumentView, found: Found, reach: int) -> Span | None:
    """Return who attacked in the sentences before a claim that go on with the same event."""
    for number in range(found.number - 1, max(-1, found.number - 1 - reach), -1):
        if _turns(view, number + 1):
            return None
        if not _speaks_of_violence(view, number):
            continue
        sentence = view.sentence(number)
        attackers = _attackers(sentence, view.language) or _attacked_by(sentence, view.language)
        attackers = attackers or _called_attacker(sentence, view.language)
        if attackers:
            return _span(sentence, attackers[-1].start, doer_end(sentence, attackers[-1]))
    return None


def _attacked_by(sentence: Sentence, language: str) -> list[Phrase]:
    """Return who is named behind "by" at a passive verb of violence ("the village was attacked by rebels")."""
    words = agent_words(language)
    for k, word in enumerate(sentence.lower):
        if word in words.acts and sentence.word(k + 1) == "by" and sentence.tags[k] in ("VBN", "VBD"):
            phrase = sentence.starts.get(k + 2)
            if phrase is not None and can_act(sentence, phrase, language):
                return [phrase]
    return []


def _opens_event(found: Found, language: str) -> bool:
    """Tell whether the sentence brings in an event of its own: an indefinite assault, a fight, or a day of its own."""
    words, sentence = agent_words(language), found.sentence
    for phrase in sentence.phrases:
        head, first = sentence.lower[phrase.head], sentence.lower[phrase.start]
        if head in words.encounters or (head in words.assaults and first in _INDEFINITE):
            return True
        if is_time(sentence, phrase) and first == "last":
            return True
    return "earlier" in sentence.lower


_INDEFINITE = frozenset(["a", "an", "another", "two", "several"])


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


def _called_attacker(sentence: Sentence, language: str) -> list[Phrase]:
    """Return the phrases that call someone the attacker of the event told ("the shooter was a neighbour")."""
    del language
    return [
        phrase
        for phrase in sentence.phrases
        if sentence.lower[phrase.head] in _CALLED
        and sentence.lower[phrase.start] == "the"
        and stands_free(sentence, phrase)
    ][:1]


def _after(view: DocumentView, found: Found, reach: int) -> Span | None:
    """Return who claims the event, is blamed for it or is called its attacker in the sentences behind a claim."""
    for number in range(found.number + 1, min(len(view.spans), found.number + 1 + reach)):
        span = view.spans[number]
        if _turns(view, number):
            break
        if _RESPONSIBILITY.search(view.document.text, span.start, span.end):
            responsible = responsible_in(view.sentence(number), view.language)
            if responsible is not None:
                return responsible
        if number - found.number <= _NEAR and (
            called := _called_attacker(view.sentence(number), view.language)
        ):
            return _span(view.sentence(number), called[0].start, called[0].end)
    return None


def _turns(view: DocumentView, number: int) -> bool:
    """Tell whether a sentence turns to another event, by its first words."""
    words = agent_words(view.language)
    span = view.spans[number]
    first = _WORD.findall(view.document.text[span.start : min(span.end, span.start + 80)].lower())[:4]
    return first[:1] == [] or first[0] in words.elsewhere or any(word in words.turning for word in first)


_WORD = re.compile(r"[^\W\d_]+")


def _speaks_of_violence(view: DocumentView, number: int) -> bool:
    """Tell whether a word of violence stands in a sentence; a cheap test before it is taken apart."""
    span = view.spans[number]
    return not _violence(view.language).isdisjoint(
        _WORD.findall(view.document.text[span.start : span.end].lower())
    )


@cache
def _violence(language: str) -> frozenset[str]:
    """Return the words by which an attacker is known."""
    words = agent_words(language)
    return words.acts | _CALLED


def _span(sentence: Sentence, start: int, end: int) -> Span:
    """Return the span of tokens `start` to `end`."""
    return Span(sentence.tokens.starts[start], sentence.tokens.ends[end - 1])
