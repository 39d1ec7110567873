"""Who suffered it, where a word for a state tells the harm ("12 dead", "left homeless", "in custody")."""

from __future__ import annotations

from tollbook.extract.arguments import BE, GET, climb_of, coordinated_before, subject_before, verb_group
from tollbook.extract.gates import Reality, is_conditional, reality
from tollbook.extract.link import Link
from tollbook.extract.linking import make_links
from tollbook.extract.objects import object_after
from tollbook.extract.phrases import Phrase
from tollbook.extract.sentence import Sentence
from tollbook.extract.triggers import Trigger
from tollbook.extract.verb_takers import inverted_subject

_LINKING = (
    BE
    | GET
    | frozenset(
        "remain remains remained left found feared presumed believed reported lay lies listed"
        " confirmed declared pronounced go goes went gone going still fell became become held taken"
        " made rendered turned shot seriously badly critically slightly".split()
    )
)
_STATES = frozenset(
    ["dead", "injured", "wounded", "missing", "homeless", "hurt", "killed", "displaced", "trapped"]
)


_TOLD_HARMED = _STATES | {"martyrs", "deaths", "fatalities", "bodies", "corpses"}
"""Words at the end of a phrase that tell its own harm ("67 martyrs and 129 wounded")."""


def victims_in_state(sentence: Sentence, trigger: Trigger, language: str) -> list[Link]:
    """Return the people called dead, wounded, missing: before, around or behind the word."""
    i = trigger.start
    if behind := inverted_subject(sentence, trigger):
        return make_links(sentence, trigger, behind, "predicate", language)
    around = sentence.phrase_over(i)
    if around is not None and around.head > i:
        return make_links(sentence, trigger, [around], "attribute", language)
    if around is not None and around.quantity is not None and around.end == i + 1:
        unreal = left_so(sentence, around, language) is Reality.UNREAL
        return [] if unreal else make_links(sentence, trigger, [around], "number", language)
    shot_dead = object_after(sentence, i) if trigger.lemma == "dead" and sentence.word(i - 1) in _SHOT else []
    if shot_dead:
        return make_links(sentence, trigger, shot_dead, "object", language)
    k = _before_adverbs(sentence, i)
    before = sentence.ends.get(k) or (
        sentence.ends.get(k + 1) if k < i and sentence.lower[k] in _STATES else None
    )
    if before is not None:
        return _small_clause(sentence, trigger, before, language)
    return _predicate(sentence, trigger, k, language) if sentence.word(k - 1) in _LINKING else []


def _predicate(sentence: Sentence, trigger: Trigger, k: int, language: str) -> list[Link]:
    """Return the people who are said to be in a state by the linking verb before token `k`."""
    group = verb_group(sentence, trigger.start if sentence.lower[k - 1] in BE else k - 1)
    if reality(sentence, group, language) in (Reality.UNREAL, Reality.DENIED):
        return []
    return make_links(sentence, trigger, subject_before(sentence, group), "predicate", language)


_SHOT = frozenset(["shot", "shoot", "shooting", "stabbed", "gunned", "left", "leaving", "beaten", "struck"])


def _before_adverbs(sentence: Sentence, i: int) -> int:
    """Return where the adverbs and states before the adjective at `i` begin ("dead or seriously hurt")."""
    k = i
    while k > 0 and sentence.ends.get(k) is None:
        joined = sentence.lower[k - 1] in ("and", "or") and sentence.word(k - 2) in _STATES
        if sentence.tags[k - 1].startswith("RB"):
            k -= 1
        elif joined:
            k -= 2
        else:
            break
    return k


def _small_clause(sentence: Sentence, trigger: Trigger, before: Phrase, language: str) -> list[Link]:
    """Return the people right before the word ("left 23 people dead", "12 dead")."""
    if object_after(sentence, trigger.end - 1) and trigger.lemma not in ("dead", "missing", "homeless"):
        return []
    before = climb_of(sentence, before)
    if sentence.lower[before.head] in ("number", "toll", "count", "total"):
        return []
    phrases = [
        phrase
        for phrase in coordinated_before(sentence, before, of_object=True)
        if sentence.word(phrase.end) not in _STATES and sentence.lower[phrase.end - 1] not in _TOLD_HARMED
    ]
    first = phrases[0] if phrases else before
    real = left_so(sentence, first, language)
    if real is Reality.UNREAL or is_conditional(sentence, first.start, language):
        return []
    return make_links(sentence, trigger, [*phrases, before], "small", language, maybe=real is Reality.MAYBE)


_LEAVING = frozenset(
    "leave leaves left leaving cause causes caused causing claim claims claimed bring brings create".split()
)
"""Verbs whose mood decides whether the dead behind them are dead ("will leave 3,000 dead")."""


def left_so(sentence: Sentence, phrase: Phrase, language: str) -> Reality:
    """Return what the verb right before a phrase says of its state ("will leave 3,000 dead")."""
    k = phrase.start - 1
    if sentence.word(k) not in _LEAVING:
        return Reality.HAPPENED
    return reality(sentence, verb_group(sentence, k), language)


def victims_in_idiom_of_state(sentence: Sentence, trigger: Trigger, language: str) -> list[Link]:
    """Return the people said to be in a state ("12 remain in custody")."""
    k = trigger.start
    if sentence.word(k - 1) not in _LINKING and sentence.tag(k - 1) not in ("VBP", "VBD", "VBN"):
        return []
    return victims_in_state(sentence, trigger, language)
