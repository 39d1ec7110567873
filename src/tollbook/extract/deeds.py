"""Deeds of violence that a sentence tells: who attacked whom, and who fought whom."""

from __future__ import annotations

from typing import NamedTuple

from tollbook.extract.actors import acting_subject, speaker_meant, stands_free
from tollbook.extract.arguments import is_time, verb_group
from tollbook.extract.assaults import maker_of
from tollbook.extract.doers import agent_words, can_act, doer_end, without_verb
from tollbook.extract.phrases import Phrase
from tollbook.extract.sentence import Sentence, once_per_sentence
from tollbook.extract.sides import Named, Side, are_alike, are_opposed, named, side_of

_FINITE = ("VBD", "VBZ", "VBP")
_PRONOUNS = ("PRP", "PRP$", "WP", "WDT", "EX", "DT")
_SUBORDINATE = frozenset({"when", "that", "as", "where"})


class Deed(NamedTuple):
    """One deed of violence.

    Attributes:
        start: first token of the words that name the doer.
        end: the token behind them.
        target: whom it was done to, where the sentence says it.
        mutual: whether it is a fight, in which either side may harm the other.
    """

    start: int
    end: int
    target: Phrase | None
    mutual: bool


@once_per_sentence
def deeds_in(sentence: Sentence, language: str = "en") -> list[Deed]:
    """Return the deeds of violence that a sentence tells, in the order of the words that tell them.

    Args:
        sentence: the sentence.
        language: whose words to use.
    """
    words = agent_words(language)
    found: list[tuple[int, Deed]] = []
    for k, word in enumerate(sentence.lower):
        if word in words.fights and (sentence.tags[k].startswith("VB") or word in words.verb_like_nouns):
            found += [(k, deed) for deed in _of_fight(sentence, k, language)]
        elif word in words.acts:
            found += [(k, deed) for deed in _of_act(sentence, k, language)]
    for phrase in sentence.phrases:
        found += [(phrase.head, deed) for deed in _of_noun(sentence, phrase, language)]
    return [deed for _, deed in sorted(found, key=lambda pair: pair[0])]


def doer_of(deed: Deed, sentence: Sentence, victim: Named, language: str = "en") -> tuple[int, int] | None:
    """Return the words that name who harmed a victim by a deed, or None where the deed does not tell it.

    Args:
        deed: a deed of violence.
        sentence: the sentence that tells it.
        victim: the words that name whom the harm befell.
        language: whose words to use.
    """
    doer = (sentence, deed.start, deed.end)
    target = None if deed.target is None else named(sentence, deed.target)
    if not deed.mutual and side_of(victim, language) is Side.UNTOLD and _fell_in_fight(victim, language):
        return None
    if deed.mutual:
        harmed = target is not None and are_alike(target, victim, language)
        return _words(doer) if _may_harm(doer, victim, language, sure=harmed) else None
    if not are_alike(doer, victim, language):
        return _words(doer)
    strikes_back = (
        target is not None
        and deed.target is not None
        and (deed.target.quantity is None or _fell_in_fight(victim, language))
        and are_opposed(target, doer, language)
        and _DOOMED.isdisjoint(victim[0].lower[victim[1] : victim[2]])
    )
    if strikes_back and deed.target is not None and can_act(sentence, deed.target, language):
        return deed.target.start, deed.target.end
    return None


_DOOMED = frozenset(["bomber", "bombers"])
"""Attackers who die by their own deed."""


def _fell_in_fight(victim: Named, language: str) -> bool:
    """Tell whether the sentence of a victim says that a fight killed them, in which either side may have done it."""
    encounters, sentence = agent_words(language).encounters, victim[0]
    return any(
        sentence.lower[phrase.head] in encounters
        and (
            sentence.word(phrase.start - 1) in ("in", "during", "by")
            or sentence.word(phrase.end + 1) == "which"
        )
        and sentence.word(phrase.end) not in ("with", "against", "by")
        for phrase in sentence.phrases
    )


def _may_harm(doer: Named, victim: Named, language: str, *, sure: bool) -> bool:
    """Tell whether one side of a fight harmed a victim, who is of the other side for `sure` or by their words."""
    return are_opposed(doer, victim, language) or (sure and not are_alike(doer, victim, language))


def _words(who: Named) -> tuple[int, int]:
    """Return the tokens of a naming."""
    return who[1], who[2]


def _of_fight(sentence: Sentence, k: int, language: str) -> list[Deed]:
    """Return the deeds of a fight that the verb at token `k` tells, one for each side."""
    group = verb_group(sentence, k)
    if group.passive or group.infinitive:
        return []
    subjects = acting_subject(sentence, k, language) if sentence.tags[k].startswith("VB") else []
    doers = _may_act(sentence, subjects, language) or _mistaken(sentence, k, language)
    other = next(
        (
            p
            for j in range(k + 1, k + 4)
            if (p := sentence.starts.get(j)) and sentence.lower[p.head] != "fire"
        ),
        _rest(sentence, k),
    )
    if other is not None and not can_act(sentence, other, language):
        other = None
    if len(doers) > 1 and are_opposed(named(sentence, doers[0]), named(sentence, doers[-1]), language):
        return _both_ways(sentence, doers[:1], doers[-1])
    return _both_ways(sentence, doers, other)


def _rest(sentence: Sentence, k: int) -> Phrase | None:
    """Return the object that one phrase holds together with the verb at its first token, which was mistaken."""
    whole = sentence.starts.get(k)
    return None if whole is None or whole.end == k + 1 else Phrase(k + 1, whole.end, whole.head, None, None)


def _both_ways(sentence: Sentence, doers: list[Phrase], other: Phrase | None) -> list[Deed]:
    """Return the deeds of two sides that fight: each may have harmed the other."""
    if not doers:
        return []
    start, end = doers[0].start, doer_end(sentence, doers[-1])
    deeds = [Deed(start, end, other, mutual=True)]
    if other is not None:
        deeds.append(Deed(other.start, doer_end(sentence, other), doers[-1], mutual=True))
    return deeds


def _may_act(sentence: Sentence, phrases: list[Phrase], language: str) -> list[Phrase]:
    """Return those phrases that name doers, and not mere onlookers, by more than a pronoun."""
    onlookers = agent_words(language).onlookers
    return [
        phrase
        for phrase in phrases
        if can_act(sentence, phrase, language)
        and sentence.tags[phrase.head] not in _PRONOUNS
        and sentence.lower[phrase.head] not in onlookers
    ]


def _of_act(sentence: Sentence, k: int, language: str) -> list[Deed]:
    """Return the deed of violence that the verb at token `k` tells, if it is a verb there."""
    tag = sentence.tags[k]
    behind = (
        k + 2
        if sentence.word(k + 1) in ("on", "at", "out", "off") and sentence.word(k + 2) == "by"
        else k + 1
    )
    if sentence.word(k - 1) == "under" and sentence.word(k + 1) == "from":
        by = sentence.starts.get(k + 2)
        doers = [] if by is None else _may_act(sentence, [by], language)
        return [Deed(p.start, doer_end(sentence, p), None, mutual=False) for p in doers]
    if tag in ("VBN", "VBD") and sentence.word(behind) == "by":
        words = agent_words(language)
        if sentence.lower[k] in words.weak_acts and sentence.lower[k] not in words.undertaken:
            return []
        by = sentence.starts.get(behind + 1)
        doers = [] if by is None else _may_act(sentence, [by], language)
        return [Deed(p.start, doer_end(sentence, p), None, mutual=False) for p in doers]
    doers = attackers_by(sentence, k, language)
    if not doers:
        return []
    return [Deed(doers[0].start, doer_end(sentence, doers[-1]), _target(sentence, k), mutual=False)]


def _target(sentence: Sentence, k: int) -> Phrase | None:
    """Return whom the verb of violence at token `k` is done to, its object or what stands behind "on" or "at"."""
    for j in range(k + 1, min(len(sentence), k + 7)):
        if sentence.lower[j] in (",", ";", "in", "near", "by") or sentence.tags[j].startswith("VB"):
            return None
        phrase = sentence.starts.get(j)
        if phrase is not None and sentence.lower[phrase.head] not in _MEANS:
            return phrase
    return None


_MEANS = frozenset(
    ["fire", "mortars", "rockets", "shells", "grenades", "missiles", "bombs", "shots", "attack", "raid"]
)
"""What an attack is made with, between its verb and whom it was made on."""


def _of_noun(sentence: Sentence, phrase: Phrase, language: str) -> list[Deed]:
    """Return the deeds that a noun of a fight or an assault tells ("a clash between X and Y", "a rebel raid")."""
    words = agent_words(language)
    head = sentence.lower[phrase.head]
    if sentence.word(phrase.end) == "of" and sentence.word(phrase.end + 1) in ("fire", "gunfire"):
        phrase = Phrase(phrase.start, phrase.end + 2, phrase.head, None, None)
    first = sentence.starts.get(phrase.end + 1)
    if head in words.encounters and first is not None:
        second = sentence.starts.get(first.end + 1)
        if (
            sentence.word(phrase.end) == "between"
            and sentence.word(first.end) == "and"
            and second is not None
        ):
            sides = _may_act(sentence, [first, second], language)
            return _both_ways(sentence, sides[:1], sides[1]) if len(sides) > 1 else []
        if sentence.word(phrase.end) in ("with", "against"):
            return _both_ways(sentence, _may_act(sentence, [first], language), None)
    made = maker_of(sentence, phrase, language)
    if made is None or sentence.lower[made[1] - 1] in words.onlookers:
        return []
    return [Deed(*made, None, mutual=head in words.encounters)]


@once_per_sentence
def attackers(sentence: Sentence, language: str = "en") -> list[Phrase]:
    """Return the phrases that are subjects of active verbs of violence, in text order.

    Args:
        sentence: the sentence.
        language: whose words to use.
    """
    words = agent_words(language)
    found: list[Phrase] = []
    for k, word in enumerate(sentence.lower):
        if word in words.acts:
            found.extend(phrase for phrase in attackers_by(sentence, k, language) if phrase not in found)
    return found


def attackers_by(sentence: Sentence, k: int, language: str = "en") -> list[Phrase]:
    """Return the subjects of the verb of violence at token `k`, where it is one in the active voice.

    Args:
        sentence: the sentence.
        k: a token that can be a verb of violence.
        language: whose words to use.
    """
    words, tag = agent_words(language), sentence.tags[k]
    if tag not in (*_FINITE, "VBN", "VBG"):
        return _mistaken(sentence, k, language)
    group = verb_group(sentence, k)
    active = tag != "VBG" and sentence.word(k + 1) in ("on", "at", "into", "fire")
    active = active or (tag == "VBG" and sentence.word(k - 1) == "," and sentence.lower[k] in words.sure_acts)
    active = active or (tag == "VBN" and _is_past(sentence, k, language))
    if group.passive or (tag in ("VBN", "VBG") and group.start == k and not active):
        return []
    return [
        phrase
        for phrase in _may_act(sentence, _for_pronouns(sentence, k, language), language)
        if _known_doer(sentence, phrase, k, language)
        and _SUBORDINATE.isdisjoint(sentence.lower[phrase.end : k])
        and sentence.lower[phrase.start] not in ("many", "some", "more")
    ]


def _for_pronouns(sentence: Sentence, k: int, language: str) -> list[Phrase]:
    """Return the subjects of the verb at token `k`, the speaker for an "it" or "they" of what is said."""
    subjects = acting_subject(sentence, k, language)
    speaker = speaker_meant(sentence, subjects[0].start, language) if subjects else None
    return subjects if speaker is None else [speaker]


def _is_past(sentence: Sentence, k: int, language: str) -> bool:
    """Tell whether a bare participle at token `k` is a past tense: an object follows it, or the doer can but act."""
    behind = k + 2 if sentence.word(k + 1) in ("off", "up", "down", "out", "over", "on") else k + 1
    before, after = sentence.ends.get(k), sentence.starts.get(behind)
    if before is None or sentence.word(k + 1) == "by":
        return False
    if sentence.lower[before.head] in agent_words(language).assailants and sentence.lower[k] in _ACTIVE:
        return True
    return sentence.tags[before.head] == "NNS" and after is not None and not is_time(sentence, after)


_ACTIVE = frozenset(
    [
        "struck",
        "stormed",
        "opened",
        "detonated",
        "ambushed",
        "raided",
        "fired",
        "rammed",
        "attacked",
        "shot",
        "blew",
    ]
)


def _mistaken(sentence: Sentence, k: int, language: str) -> list[Phrase]:
    """Return the subject of a verb at token `k` that was taken for a noun or an adjective ("the bomber struck")."""
    words = agent_words(language)
    if sentence.lower[k] not in words.verb_like_nouns:
        return []
    whole = sentence.phrase_over(k)
    before = None
    if whole is not None and whole.start == k and sentence.tags[k] == "JJ":
        before = _subject_end(sentence, k)
    elif whole is not None and whole.end == k + 1 and whole.start < k:
        before = without_verb(sentence, whole, language)
        before = None if before is whole else before
    if before is None or not _opens_clause(sentence, before, language):
        return []
    doers = _may_act(sentence, [before], language)
    return [p for p in doers if _known_doer(sentence, p, k, language)]


def _opens_clause(sentence: Sentence, phrase: Phrase, language: str) -> bool:
    """Tell whether a phrase stands where a clause begins, so that a verb behind it has it for its subject."""
    word = sentence.word(phrase.start - 1)
    return word in _OPENERS or word in agent_words(language).saying or stands_free(sentence, phrase, language)


_OPENERS = frozenset(["", "when", "after", "that", "as", "while", "before", "where", "because", "since"])


def _subject_end(sentence: Sentence, k: int) -> Phrase | None:
    """Return the phrase whose prepositional phrases end at token `k` ("gunmen on motorcycles opened")."""
    before = sentence.ends.get(k)
    while before is not None and sentence.tag(before.start - 1) == "IN" and before.start - 1 in sentence.ends:
        before = sentence.ends[before.start - 1]
    return before


def _known_doer(sentence: Sentence, phrase: Phrase, verb: int, language: str) -> bool:
    """Tell whether the subject of a verb of violence can have done harm by it."""
    words = agent_words(language)
    if sentence.lower[phrase.head] in words.assailants or sentence.lower[verb] not in words.weak_acts:
        return True
    return _then_fires(sentence, verb, words.firing)


def _then_fires(sentence: Sentence, verb: int, firing: frozenset[str]) -> bool:
    """Tell whether "fire", "attack" or another word of violence follows a verb that alone says too little."""
    for k in range(verb + 1, min(len(sentence), verb + 40)):
        if sentence.lower[k] in firing:
            return True
        if sentence.lower[k] in ("where", "that", ";", "who"):
            return False
    return False
