"""Who suffered it, where a noun tells the harm: counted harms ("12 deaths"), acts ("killing of"), tolls."""

from __future__ import annotations

from dataclasses import replace

from tollbook.extract.counts import as_said, count_of, exactly, states_none
from tollbook.extract.gates import Reality
from tollbook.extract.kinds import measures_something_else
from tollbook.extract.link import Count, Link
from tollbook.extract.linking import make_links
from tollbook.extract.objects import object_after
from tollbook.extract.phrases import Kind, Phrase
from tollbook.extract.sentence import Sentence
from tollbook.extract.state_takers import left_so
from tollbook.extract.triggers import Trigger


def victims_counted_in_harms(sentence: Sentence, trigger: Trigger, language: str) -> list[Link]:
    """Return the number before a noun that counts harms ("12 deaths", "no casualties")."""
    i = trigger.start
    phrase = sentence.phrase_over(i)
    if phrase is not None and phrase.quantity is None and sentence.word(phrase.start - 1) == "of":
        phrase = sentence.ends.get(phrase.start - 1)
        if (
            phrase is not None
            and sentence.lower[phrase.head] in ("report", "reports")
            and states_none([phrase])
        ):
            return [
                Link(
                    count=_none_reported(phrase), harm=trigger.harm, trigger=trigger, rule="unit", maybe=True
                )
            ]
    if phrase is None or phrase.quantity is None or (phrase.head != i and phrase.start < i < phrase.head):
        phrase = _shared_number(sentence, i)
    if (
        phrase is None
        or _is_title(sentence, trigger)
        or _no_longer_so(sentence, phrase)
        or left_so(sentence, phrase, language) is Reality.UNREAL
    ):
        return []
    counts_harms = phrase.head == i or states_none([phrase])
    count = _of_units(sentence, phrase) if counts_harms else count_of(sentence, phrase, language)
    if count is None or count.rule not in ("number", "none"):
        return []
    return [Link(count=count, harm=trigger.harm, trigger=trigger, rule="unit")]


def _is_title(sentence: Sentence, trigger: Trigger) -> bool:
    """Tell whether martyrs with a capital are those that a church or a street is named after."""
    word = sentence.tokens.words[trigger.start]
    return trigger.lemma == "martyr" and word[0].isupper() and not sentence.capitals


def _of_units(sentence: Sentence, phrase: Phrase) -> Count | None:
    """Return the count of a phrase whose head counts harms itself ("12 deaths")."""
    quantity = phrase.quantity
    if quantity is None or measures_something_else(sentence.tokens, quantity) is not None:
        return None
    return as_said(quantity, phrase, Kind.NUMBER)


def _no_longer_so(sentence: Sentence, phrase: Phrase) -> bool:
    """Tell whether a phrase names those who once were something ("12 former hostages")."""
    return bool(
        {"former", "ex", "freed", "released", "escaped"} & set(sentence.lower[phrase.start : phrase.end])
    )


def _none_reported(phrase: Phrase) -> Count:
    """Return the count of "no reports of casualties": nobody, on the word "no"."""
    return exactly(0, phrase, Kind.NUMBER, "none", words=1)


def _shared_number(sentence: Sentence, i: int) -> Phrase | None:
    """Return the phrase whose number a coordinated noun shares ("no deaths or injuries")."""
    k = i
    while k > 0 and sentence.tags[k - 1] in ("JJ", "NN", "RB"):
        k -= 1
    if sentence.word(k - 1) not in ("or", "and", "nor"):
        return None
    phrase = sentence.ends.get(k - 1)
    return phrase if phrase is not None and states_none([phrase]) else None


def victims_of_act(sentence: Sentence, trigger: Trigger, language: str) -> list[Link]:
    """Return those who follow "of" or stand before "'s" at a noun of harm ("the killing of two nuns")."""
    i = trigger.start
    phrase = sentence.phrase_over(i)
    at_head = phrase is not None and phrase.head == i
    if phrase is not None and at_head and phrase.possessor is not None:
        return make_links(sentence, trigger, [phrase.possessor], "possessor", language)
    if (
        phrase is not None
        and at_head
        and trigger.lemma in ("body", "corpse")
        and sentence.tags[phrase.start] == "PRP$"
    ):
        return [_one_body(phrase, trigger)] if _is_dead_body(sentence, i) else []
    if sentence.word(i + 1) != "of":
        return []
    return make_links(sentence, trigger, object_after(sentence, i + 1), "of", language)


_FOUND = frozenset(
    "found recovered discovered retrieved pulled dumped buried washed identified exhumed"
    " returned lay lying".split()
)


def _is_dead_body(sentence: Sentence, i: int) -> bool:
    """Tell whether a body is a dead one, by what became of it."""
    return sentence.lower[i] in ("body", "corpse") and bool(_FOUND & set(sentence.lower))


def _one_body(phrase: Phrase, trigger: Trigger) -> Link:
    """Return the claim of one death that "his body" makes."""
    return Link(
        count=exactly(1, phrase, Kind.PERSON, "one"), harm=trigger.harm, trigger=trigger, rule="possessor"
    )


_TOLL_VERBS = frozenset(
    "is are was were be been stands stand stood reached reach reaches reaching rose rise rises"
    " risen rising climbed climb climbs climbing jumped jumps soared surged grew grown grows"
    " increased increases increasing went gone topped tops passed passes exceeded exceeds surpassed"
    " hit hits at to of now totaled totalled totals over above put puts remained remains revised"
    " brought brings bringing raised raising raises pushed pushing pushes - -- \u2013 \u2014 : , has"
    " have had had crossed crosses from (".split()
)
_FURTHEST_NUMBER = 30
_FURTHEST_OF_PLURAL = 6
"""How many tokens may stand between a toll, or a plural like "deaths", and the number it reaches."""
_STOPS = frozenset([";", "."])
_STOPS_OF_PLURALS = frozenset([";", ".", "and", "which", "who", "that", "but"])
_NOT_YET = frozenset(
    "will would could may might should can expected likely fear fears feared predicted".split()
)


_ACTS_TOO = frozenset(["deaths", "injuries", "fatalities", "casualties"])


def victims_of_toll(sentence: Sentence, trigger: Trigger, language: str) -> list[Link]:
    """Return the number that a toll stands at, or is brought to."""
    if trigger.lemma in _ACTS_TOO and (sentence.word(trigger.end) == "of" or _is_counted(sentence, trigger)):
        return []  # "the deaths of 150 civilians" and "the five fatalities" are no toll
    j = trigger.end
    if sentence.word(j) in _INCLUDING and sentence.word(trigger.start) in ("the", "those"):
        named = make_links(sentence, trigger, object_after(sentence, j), "toll", language)
        return [replace(link, part_of=True) for link in named]
    reach = (
        _FURTHEST_OF_PLURAL
        if trigger.end == trigger.start + 1 and trigger.lemma.endswith("s")
        else _FURTHEST_NUMBER
    )
    limit = min(len(sentence), j + reach)
    stops = _STOPS_OF_PLURALS if reach == _FURTHEST_OF_PLURAL else _STOPS
    while j < limit and sentence.lower[j] not in stops and sentence.lower[j] not in _NOT_YET:
        phrase = sentence.starts.get(j)
        if phrase is None or phrase.quantity is None:
            j += 1
            continue
        count = count_of(sentence, phrase, language)
        if count is not None and _leads(sentence, j, trigger.end) and not _older(sentence, j, phrase):
            return [Link(count=count, harm=trigger.harm, trigger=trigger, rule="toll")]
        j = phrase.end
    return []


_INCLUDING = frozenset(["include", "includes", "included"])


def _is_counted(sentence: Sentence, trigger: Trigger) -> bool:
    """Tell whether a number stands before a plural of harm already ("in addition to the five fatalities, eight")."""
    phrase = sentence.phrase_over(trigger.start)
    return phrase is not None and phrase.quantity is not None and sentence.word(trigger.end) == ","


def _leads(sentence: Sentence, j: int, end: int) -> bool:
    """Tell whether the word before a number lets a toll reach it."""
    return (
        j == end or sentence.word(j - 1) in _TOLL_VERBS or sentence.tag(j - 1) in ("RB", "VBN", "VBD", "VBZ")
    )


def _older(sentence: Sentence, j: int, phrase: Phrase) -> bool:
    """Tell whether a toll rose from the number, or rose by it ("from 40", "by 12 to 52")."""
    return sentence.word(j - 1) == "from" or (
        sentence.word(j - 1) == "by" and sentence.word(phrase.end) == "to"
    )
