"""How candidate claims are made from the noun phrases that a word of harm takes."""

from __future__ import annotations

import re

from tollbook.extract.arguments import BE
from tollbook.extract.counts import count_of, is_ranked
from tollbook.extract.link import Count, Link
from tollbook.extract.names import names_a_person
from tollbook.extract.people import kind_of
from tollbook.extract.phrases import Kind, Phrase
from tollbook.extract.pronouns import stands_for
from tollbook.extract.sentence import Sentence
from tollbook.extract.triggers import Frame, Trigger
from tollbook.model.vocabulary import Harm


def make_links(
    sentence: Sentence,
    trigger: Trigger,
    phrases: list[Phrase],
    rule: str,
    language: str,
    *,
    maybe: bool = False,
) -> list[Link]:
    """Return the links of a trigger to those phrases that state a number of people.

    Args:
        sentence: the sentence.
        trigger: its words of harm.
        phrases: who may have suffered it, in text order.
        rule: how they were found; members of a list after the first get a "+".
        language: whose words to use.
        maybe: whether the grammar says that it may not have happened.
    """
    found: list[Link] = []
    kinds = [kind_of(sentence, phrase, language) for phrase in phrases]
    for position, named in enumerate(phrases):
        phrase = _who(sentence, named, kinds[position], rule, language)
        if sentence.lower[phrase.head] in _BODIES and trigger.harm is not Harm.KILLED:
            continue
        count = count_of(sentence, phrase, language)
        if count is None or not _can_suffer(sentence, trigger, count, language):
            continue
        among_things = count.kind is Kind.UNKNOWN and Kind.THING in kinds
        if among_things or (position and _same_person(sentence, phrases[position - 1], phrase)):
            continue
        if rule in ("small", "reduced") and _has_own_state(sentence, phrase, trigger):
            continue
        name = rule if position == 0 or len(phrases) == 1 else f"{rule}+"
        found.append(Link(count=count, harm=trigger.harm, trigger=trigger, rule=name, maybe=maybe))
    return found


_STATES = frozenset(["dead", "injured", "wounded", "missing", "homeless", "hurt", "killed", "displaced"])


def _has_own_state(sentence: Sentence, phrase: Phrase, trigger: Trigger) -> bool:
    """Tell whether a phrase ends in a state of its own ("58 dead" before "and 149 wounded")."""
    return any(sentence.word(k) in _STATES and k != trigger.start for k in (phrase.end - 1, phrase.end))


def _who(sentence: Sentence, named: Phrase, kind: Kind, rule: str, language: str) -> Phrase:
    """Return the phrase that a pronoun, a rank or a description before a name comes down to."""
    if kind is Kind.PRONOUN:
        return stands_for(sentence, named, subject=rule != "object", language=language) or named
    if is_ranked(sentence, named):
        k = named.start
        while k > 0 and sentence.lower[k - 1] in ("at", "least", "now"):
            k -= 1
        before = sentence.ends.get(k - 1) if sentence.word(k - 1) in BE else None
        return before or named
    if kind is Kind.PERSON and named.quantity is None:
        return _name_behind(sentence, named, language) or named
    return named


def _name_behind(sentence: Sentence, phrase: Phrase, language: str) -> Phrase | None:
    """Return the name that a description is followed by ("their colleague, Ana Ruiz,"), or None."""
    if sentence.word(phrase.end) != ",":
        return None
    name = sentence.starts.get(phrase.end + 1)
    if (
        name is None
        or kind_of(sentence, name, language) is not Kind.NAME
        or not names_a_person(sentence, name, language)
    ):
        return None
    closing = sentence.word(name.end)
    return name if closing in (",", ".", "", ";") and name.end - name.start < _LONGEST_NAME else None


_LONGEST_NAME = 7


def _same_person(sentence: Sentence, before: Phrase, phrase: Phrase) -> bool:
    """Tell whether two nouns under one article are one person ("the publisher and lawmaker was shot")."""
    if (
        sentence.word(phrase.start - 1) != "and"
        or phrase.start - 1 != before.end
        or phrase.quantity is not None
    ):
        return False
    singular = sentence.tags[phrase.head] == "NN" and sentence.tags[before.head] == "NN"
    bare = sentence.tags[phrase.start] not in ("DT", "PRP$")
    behind = phrase.end + 1 if sentence.word(phrase.end) == "," else phrase.end
    return singular and bare and sentence.word(behind) in ("was", "is", "has")


_BODIES = frozenset(["body", "bodies", "corpse", "corpses", "remains"])
_ESCAPING = frozenset(
    "gunman gunmen attacker attackers assailant assailants suspect suspects robber robbers prisoner"
    " prisoners inmate inmates rebel rebels militant militants insurgent insurgents bomber bombers"
    " shooter shooters kidnapper kidnappers thief thieves fighter fighters hijacker hijackers"
    " detainee detainees convict convicts driver killer killers officer troops soldiers".split()
)
"""Those who flee as a rule from justice or a fight, not from their homes."""
_ILLNESS = re.compile(
    r"\b(?:of|from|after|with|to)\s(?:\w+\s){0,5}(?:cancer|heart|stroke|pneumonia|illness|natural causes"
    r"|old age|kidney|leukemia|leukaemia|diabetes|alzheimer|parkinson|cardiac|tumou?r|sleep|complications)"
    r"|\bat (?:the )?age\b|\bin (?:his|her) sleep"
    r"|\bshe was \d|\bhe was \d|\baged \d"
)
"""How the death of one person by illness or age is told; such deaths are not recorded."""


_RATE_UNITS = frozenset("second minute hour day week month year decade".split())


def _is_rate(sentence: Sentence, trigger: Trigger) -> bool:
    """Tell whether a verb in the present states a rate and no event ("30 people die each day")."""
    if sentence.tags[trigger.start] not in ("VBP", "VBZ", "VB") and sentence.word(trigger.start - 1) not in (
        "are",
        "is",
    ):
        return False
    if sentence.word(0) in ("every", "each") and sentence.word(1) in _RATE_UNITS:
        return True
    for j in range(trigger.start - 3, min(len(sentence) - 1, trigger.end + 9)):
        if (
            j >= 0
            and sentence.lower[j] in ("each", "every", "a", "an", "per")
            and sentence.lower[j + 1] in _RATE_UNITS
        ):
            return True
    return False


def _can_suffer(sentence: Sentence, trigger: Trigger, count: Count, language: str) -> bool:
    """Tell whether the harm can be meant of those counted."""
    if (
        count.kind is Kind.NAME
        and count.rule == "name"
        and not names_a_person(sentence, count.phrase, language)
    ):
        return False
    head = sentence.lower[count.phrase.head]
    if _is_rate(sentence, trigger) or (head == "person" and sentence.lower[count.start] == "a"):
        return False
    if head in _BODIES and trigger.harm is not Harm.KILLED:
        return False
    if trigger.harm is Harm.DISPLACED and trigger.frame is not Frame.UNIT:
        return count.rule in ("number", "group") and head not in _ESCAPING
    if trigger.lemma in ("die", "death") and count.rule in ("one", "name"):
        rest = sentence.text[sentence.tokens.starts[trigger.start] : sentence.span.end].lower()
        return _ILLNESS.search(rest) is None
    return True
