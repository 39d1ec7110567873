"""From words of harm to the people they befell: each link is one candidate claim."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tollbook.extract.arguments import (
    BE,
    GET,
    after_modifiers,
    climb_of,
    coordinated_before,
    object_after,
    subject_before,
    verb_group,
)
from tollbook.extract.counts import Count, count_of
from tollbook.extract.gates import Reality, reality
from tollbook.extract.harms import triggers
from tollbook.extract.parts import stated_parts
from tollbook.extract.people import Kind, kind_of
from tollbook.extract.pronouns import stands_for
from tollbook.extract.names import names_a_person
from tollbook.extract.triggers import Frame, Trigger
from tollbook.extract.verbs import Form
from tollbook.model import Harm, Qualifier

if TYPE_CHECKING:
    from tollbook.extract.arguments import VerbGroup
    from tollbook.extract.phrases import Phrase
    from tollbook.extract.sentence import Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One number of people tied to one harm.

    Attributes:
        count: the number and the words that state it.
        harm: what was suffered.
        trigger: the words of harm.
        rule: how the two were tied, for the confidence.
        maybe: whether the grammar says that it may not have happened.
        part_of: whether the count is a stated part of another.
    """

    count: Count
    harm: Harm
    trigger: Trigger
    rule: str
    maybe: bool = False
    part_of: bool = False


def links(sentence: Sentence, language: str = "en") -> list[Link]:
    """Return the links of a sentence in the order of their counts, one for each count and harm.

    Args:
        sentence: the sentence.
        language: whose words to use.
    """
    found: list[Link] = []
    for trigger in triggers(sentence.tokens, sentence.tags, language):
        found.extend(_TAKERS[trigger.frame](sentence, trigger, language))
    found.extend(stated_parts(sentence, found, lambda whole, phrases: _make(sentence, whole.trigger, phrases, "part", language, maybe=whole.maybe)))
    return _settled([_of_oneself(sentence, link) for link in found])


def _make(
    sentence: Sentence, trigger: Trigger, phrases: list[Phrase], rule: str, language: str, *, maybe: bool = False
) -> list[Link]:
    """Return the links of a trigger to those phrases that state a number of people."""
    found = []
    for position, named in enumerate(phrases):
        phrase = named
        if kind_of(sentence, named, language) is Kind.PRONOUN:
            phrase = stands_for(sentence, named, subject=rule != "object", language=language) or named
        count = count_of(sentence, phrase, language)
        if count is None or (count.kind is Kind.NAME and not names_a_person(sentence, phrase, language)):
            continue
        name = rule if position == 0 or len(phrases) == 1 else f"{rule}+"
        found.append(Link(count=count, harm=trigger.harm, trigger=trigger, rule=name, maybe=maybe))
    return found


def _verb_object(sentence: Sentence, trigger: Trigger, language: str) -> list[Link]:
    """Return the victims of a verb whose object they are: behind it, or before its passive."""
    i = trigger.start
    tag = sentence.tags[i]
    if tag in ("NN", "NNS", "NNP") and not _verb_after_all(sentence, trigger):
        return []
    group = _shared_group(sentence, verb_group(sentence, i), trigger)
    real = reality(sentence, group, language)
    after = _objects(sentence, trigger)
    zero = after and after[0].quantity is not None and after[0].quantity.high == 0
    if real is Reality.UNREAL or (real is Reality.DENIED and not zero):
        return []
    maybe = real is Reality.MAYBE
    if group.passive and Form.PARTICIPLE in trigger.forms:
        return _make(sentence, trigger, subject_before(sentence, group), "passive", language, maybe=maybe)
    if after and any(count_of(sentence, phrase, language) for phrase in after):
        return _make(sentence, trigger, after, "object", language, maybe=maybe)
    if Form.PARTICIPLE in trigger.forms and not group.perfect and not after:
        if _follows_phrase(sentence, group.start):
            return _make(sentence, trigger, subject_before(sentence, group), "reduced", language, maybe=maybe)
    return []


def _follows_phrase(sentence: Sentence, k: int) -> bool:
    """Tell whether a participle at token `k` stands right behind a phrase, or behind it and a comma."""
    if sentence.ends.get(k) is not None:
        return True
    return sentence.word(k - 1) == "," and sentence.ends.get(k - 1) is not None and sentence.tag(k + 1) in ("IN", "RB", "NNP", "TO")


def _verb_after_all(sentence: Sentence, trigger: Trigger) -> bool:
    """Tell whether a word that was tagged a noun stands where a verb must ("have shot a man")."""
    i = trigger.start
    previous = sentence.word(i - 1)
    return previous in ("have", "has", "had", "was", "were", "been", "be", "being") or (
        i + 1 in sentence.starts and sentence.ends.get(i) is not None and Form.PAST in trigger.forms
    )


def _shared_group(sentence: Sentence, group: VerbGroup, trigger: Trigger) -> VerbGroup:
    """Return the group whose auxiliaries a coordinated verb shares ("were shot and killed")."""
    if group.start != group.verb or trigger.forms <= {Form.ING}:
        return group
    k = group.start - 1
    while k > 0 and sentence.tags[k].startswith("RB"):
        k -= 1
    if sentence.word(k) not in ("and", "or", ",", "but"):
        return group
    while k >= 0 and sentence.lower[k] in ("and", "or", ",", "but"):
        k -= 1
    for j in range(k, max(-1, k - 9), -1):
        if sentence.tags[j] in ("VBN", "VBD", "VB", "VBG", "VBZ", "VBP") and sentence.lower[j] not in BE:
            first = verb_group(sentence, j)
            if sentence.lower[j] in ("said", "says", "say"):
                return group
            return replace(first, verb=group.verb)
        if sentence.lower[j] in (";", ".", "that"):
            break
    return group


def _objects(sentence: Sentence, trigger: Trigger) -> list[Phrase]:
    """Return the objects behind a verb, or behind a verb coordinated to it ("killed and wounded 12")."""
    found = object_after(sentence, trigger.end - 1)
    if found or sentence.word(trigger.end) not in ("and", "or", ","):
        return found
    k = trigger.end
    while sentence.word(k) in ("and", "or", ",", "also", "then", "seriously", "fatally"):
        k += 1
    if sentence.tag(k) == sentence.tags[trigger.start] or (sentence.tag(k) in ("VBN", "VBD") and sentence.tags[trigger.start] in ("VBN", "VBD")):
        return object_after(sentence, k)
    return []


def _verb_object_of_people(sentence: Sentence, trigger: Trigger, language: str) -> list[Link]:
    """Return the victims of a verb that harms only when people are its object."""
    found = _verb_object(sentence, trigger, language)
    harm = _captors_harm(sentence, trigger)
    return [replace(link, harm=harm) for link in found if link.count.kind in (Kind.PERSON, Kind.PEOPLE, Kind.NAME)]


_CAPTIVITY = frozenset("hostage hostages captive captives kidnapped kidnappers kidnap abducted abductors captors ransom pirates gunmen bandits kidnapping".split())
_TAKING = frozenset(["seize", "hold", "catch", "snatch"])


def _captors_harm(sentence: Sentence, trigger: Trigger) -> Harm:
    """Return whether people who were seized or held were abducted, by the other words of the sentence."""
    if trigger.lemma in _TAKING and trigger.harm is Harm.DETAINED and _CAPTIVITY & set(sentence.lower):
        return Harm.ABDUCTED
    return trigger.harm


def _verb_subject(sentence: Sentence, trigger: Trigger, language: str) -> list[Link]:
    """Return the victims of a verb whose subject they are ("12 people died")."""
    if sentence.tags[trigger.start] in ("NN", "NNS"):
        return []
    group = _shared_group(sentence, verb_group(sentence, trigger.start), trigger)
    real = reality(sentence, group, language)
    if real is Reality.UNREAL:
        return []
    subjects = subject_before(sentence, group)
    zero = subjects and subjects[-1].quantity is not None and subjects[-1].quantity.high == 0
    if real is Reality.DENIED and not zero:
        return []
    return _make(sentence, trigger, subjects, "subject", language, maybe=real is Reality.MAYBE)


_LINKING = BE | GET | frozenset(
    ["remain", "remains", "remained", "left", "found", "feared", "presumed", "believed", "reported", "lay", "lies",
     "listed", "confirmed", "declared", "pronounced", "go", "goes", "went", "gone", "going", "still", "fell", "became", "become",
     "held", "taken", "made", "rendered", "turned", "shot", "seriously", "badly", "critically", "slightly"]
)


def _adjective(sentence: Sentence, trigger: Trigger, language: str) -> list[Link]:
    """Return the people called dead, wounded, missing: before, around or behind the word."""
    i = trigger.start
    around = sentence.phrase_over(i)
    if around is not None and around.head > i:
        return _make(sentence, trigger, [around], "attribute", language)
    if around is not None and around.quantity is not None and around.end == i + 1:
        return _make(sentence, trigger, [around], "number", language)
    k = i
    while k > 0 and (sentence.tags[k - 1].startswith("RB") or _joins_adjectives(sentence, k - 1, i)) and sentence.ends.get(k) is None:
        k -= 1
    before = sentence.ends.get(k)
    if before is not None:
        return _small_clause(sentence, trigger, before, language)
    if k > 0 and sentence.lower[k - 1] in _LINKING:
        group = verb_group(sentence, k - 1) if sentence.lower[k - 1] not in BE else verb_group(sentence, k)
        real = reality(sentence, group, language)
        if real in (Reality.UNREAL, Reality.DENIED):
            return []
        return _make(sentence, trigger, subject_before(sentence, group), "predicate", language)
    return []


def _joins_adjectives(sentence: Sentence, k: int, i: int) -> bool:
    """Tell whether token `k` ties the adjective at `i` to one before it ("dead and injured")."""
    if k != i - 1:
        return sentence.word(k + 1) in ("and", "or") and sentence.word(k) in _STATES
    return sentence.word(k) in ("and", "or") and sentence.word(k - 1) in _STATES


_STATES = frozenset(["dead", "injured", "wounded", "missing", "homeless", "hurt", "killed", "displaced", "trapped"])


def _state(sentence: Sentence, trigger: Trigger, language: str) -> list[Link]:
    """Return the people said to be in a state ("12 remain in custody")."""
    k = trigger.start
    if sentence.word(k - 1) not in _LINKING and sentence.tag(k - 1) not in ("VBP", "VBD", "VBN"):
        return []
    return _adjective(sentence, trigger, language)


def _small_clause(sentence: Sentence, trigger: Trigger, before: Phrase, language: str) -> list[Link]:
    """Return the people right before the word ("left 23 people dead", "12 dead")."""
    if object_after(sentence, trigger.end - 1) and trigger.lemma not in ("dead", "missing", "homeless"):
        return []
    before = climb_of(sentence, before)
    phrases = [*coordinated_before(sentence, before, of_object=True), before]
    return _make(sentence, trigger, phrases, "small", language)


def _unit(sentence: Sentence, trigger: Trigger, language: str) -> list[Link]:
    """Return the number before a noun that counts harms ("12 deaths", "no casualties")."""
    i = trigger.start
    phrase = sentence.phrase_over(i)
    if phrase is not None and phrase.quantity is None and sentence.word(phrase.start - 1) == "of":
        phrase = sentence.ends.get(phrase.start - 1)
    if phrase is None or phrase.quantity is None or (phrase.head != i and phrase.start < i < phrase.head):
        phrase = _shared_number(sentence, i)
    if phrase is None:
        return []
    count = count_of(sentence, phrase, language)
    if count is None or count.rule not in ("number", "none"):
        return []
    return [Link(count=count, harm=trigger.harm, trigger=trigger, rule="unit")]


def _shares_quantity(sentence: Sentence, phrase: Phrase, i: int) -> bool:
    """Tell whether token `i` is the last word of a phrase ("12 dead")."""
    return phrase.end == i + 1


def _shared_number(sentence: Sentence, i: int) -> Phrase | None:
    """Return the phrase whose number a coordinated noun shares ("no deaths or injuries")."""
    k = i
    while k > 0 and sentence.tags[k - 1] in ("JJ", "NN", "RB"):
        k -= 1
    if sentence.word(k - 1) not in ("or", "and", "nor"):
        return None
    phrase = sentence.ends.get(k - 1)
    if phrase is not None and phrase.quantity is not None and phrase.quantity.high == 0:
        return phrase
    return None


def _act(sentence: Sentence, trigger: Trigger, language: str) -> list[Link]:
    """Return those who follow "of" or stand before "'s" at a noun of harm ("the killing of two nuns")."""
    i = trigger.start
    phrase = sentence.phrase_over(i)
    if phrase is not None and phrase.head == i and phrase.possessor is not None:
        return _make(sentence, trigger, [phrase.possessor], "possessor", language)
    if phrase is not None and phrase.head == i and trigger.lemma in ("body", "corpse") and sentence.tags[phrase.start] == "PRP$":
        return [_one_body(phrase, trigger)] if sentence.lower[i] in ("body", "corpse") else []
    if sentence.word(i + 1) != "of":
        return []
    return _make(sentence, trigger, object_after(sentence, i + 1), "of", language)


def _one_body(phrase: Phrase, trigger: Trigger) -> Link:
    """Return the claim of one death that "his body" makes."""
    count = Count(
        start=phrase.start,
        end=phrase.end,
        low=1,
        high=1,
        qualifier=Qualifier.EXACT,
        phrase=phrase,
        kind=Kind.PERSON,
        rule="one",
    )
    return Link(count=count, harm=trigger.harm, trigger=trigger, rule="possessor")


_TOLL_VERBS = frozenset(
    "is are was were be been stands stand stood reached reach reaches reaching rose rise rises risen rising climbed climb"
    " climbs climbing jumped jumps soared surged grew grown grows increased increases increasing went gone topped tops passed passes"
    " exceeded exceeds surpassed hit hits at to of now totaled totalled totals over above put puts remained remains revised"
    " brought brings bringing raised raising raises pushed pushing pushes - -- \u2013 \u2014 : , has have had had crossed crosses from".split()
)


def _toll(sentence: Sentence, trigger: Trigger, language: str) -> list[Link]:
    """Return the number that a toll stands at, or is brought to."""
    j = trigger.end
    limit = min(len(sentence), j + 30)
    while j < limit:
        phrase = sentence.starts.get(j)
        if phrase is not None and phrase.quantity is not None:
            count = count_of(sentence, phrase, language)
            if count is not None and _leads(sentence, j) and not _older(sentence, j, phrase):
                return [Link(count=count, harm=trigger.harm, trigger=trigger, rule="toll")]
            j = phrase.end
            continue
        if sentence.lower[j] in (";", "."):
            break
        j += 1
    return []


def _leads(sentence: Sentence, j: int) -> bool:
    """Tell whether the word before a number lets a toll reach it."""
    return sentence.word(j - 1) in _TOLL_VERBS or sentence.tag(j - 1) in ("RB", "VBN", "VBD", "VBZ")


def _older(sentence: Sentence, j: int, phrase: Phrase) -> bool:
    """Tell whether the number is the one a toll rose from ("from 40 to 50")."""
    return sentence.word(j - 1) == "from" or (sentence.word(j - 1) == "by" and sentence.word(phrase.end) == "to")


def _of_oneself(sentence: Sentence, link: Link) -> Link:
    """Return the link with its harm made sure: who shoots or stabs himself is taken to have died."""
    deadly = sentence.lower[link.count.end - 1] in ("himself", "herself") or _is_deadly(sentence, link)
    if deadly and link.harm in (Harm.CASUALTIES, Harm.INJURED) and link.trigger.frame is Frame.OBJECT:
        return replace(link, harm=Harm.KILLED)
    return link


def _is_deadly(sentence: Sentence, link: Link) -> bool:
    """Tell whether an adverb beside the verb makes it deadly ("fatally shot")."""
    i = link.trigger.start
    return any(sentence.word(k) in ("fatally", "mortally", "lethally") for k in (i - 1, i + 1))


_RULE_ORDER = {"object": 0, "passive": 0, "subject": 1, "toll": 1, "number": 2, "unit": 2, "small": 3, "attribute": 4, "reduced": 4,
               "predicate": 3, "of": 2, "possessor": 2, "part": 5}


def _settled(found: list[Link]) -> list[Link]:
    """Return the links without doubles: one for each count and harm, the surest rule first."""
    best: dict[tuple[int, int, Harm], Link] = {}
    for link in sorted(found, key=lambda link: _RULE_ORDER[link.rule.rstrip("+")]):
        best.setdefault((link.count.start, link.count.end, link.harm), link)
    together = _together(list(best.values()))
    best = {(link.count.start, link.count.end, link.harm): link for link in together}
    kept = [link for link in best.values() if not _told_finer(link, best)]
    return sorted(kept, key=lambda link: (link.count.start, link.count.end, link.harm))


_LUMPED = ({Harm.KILLED, Harm.INJURED}, {Harm.KILLED, Harm.MISSING})


def _together(found: list[Link]) -> list[Link]:
    """Return the links with those of one count made one where the harms are not told apart ("killed and injured 12")."""
    spans: dict[tuple[int, int], list[Link]] = {}
    for link in found:
        spans.setdefault((link.count.start, link.count.end), []).append(link)
    result: list[Link] = []
    for same in spans.values():
        lumped = {link.harm for link in same} in _LUMPED and same[0].count.low != 0 and same[0].count.rule == "number"
        result.extend([replace(same[0], harm=Harm.CASUALTIES)] if lumped else same)
    return result


def _told_finer(link: Link, best: dict[tuple[int, int, Harm], Link]) -> bool:
    """Tell whether another word says what became of people only called shot ("shot and killed")."""
    if link.harm is not Harm.CASUALTIES or link.trigger.frame is not Frame.OBJECT:
        return False
    span = (link.count.start, link.count.end)
    return any((*span, harm) in best for harm in (Harm.KILLED, Harm.INJURED))


_TAKERS = {
    Frame.OBJECT: _verb_object,
    Frame.OBJECT_OF_PEOPLE: _verb_object_of_people,
    Frame.SUBJECT: _verb_subject,
    Frame.ADJECTIVE: _adjective,
    Frame.UNIT: _unit,
    Frame.ACT: _act,
    Frame.TOLL: _toll,
    Frame.STATE: _state,
}
