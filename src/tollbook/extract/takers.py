"""Who suffered it, for each way in which a word of harm takes its victims."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from tollbook.extract.arguments import BE, subject_before, verb_group
from tollbook.extract.link import Link
from tollbook.extract.linking import make_links
from tollbook.extract.noun_takers import victims_counted_in_harms, victims_of_act, victims_of_toll
from tollbook.extract.objects import object_after
from tollbook.extract.phrases import Phrase
from tollbook.extract.sentence import Sentence
from tollbook.extract.state_takers import victims_in_idiom_of_state, victims_in_state
from tollbook.extract.triggers import Frame, Trigger
from tollbook.extract.verb_takers import (
    victims_as_subject,
    victims_lost_as_kin,
    victims_of_object,
    victims_of_seizing,
    victims_sought,
)


def among_links(sentence: Sentence, named: list[Trigger], language: str) -> list[Link]:
    """Return those said to be among people harmed ("among the dead were two nuns").

    Args:
        sentence: the sentence.
        named: its words of harm.
        language: whose words to use.
    """
    result: list[Link] = []
    if _AMONG.isdisjoint(sentence.lower):
        return result
    for k, word in enumerate(sentence.lower):
        if word not in _AMONG:
            continue
        near = [trigger for trigger in named if k < trigger.start <= k + 8]
        if near:
            phrases = _among_phrases(sentence, k, near[0])
            made = make_links(sentence, near[0], phrases, "part", language)
            result.extend(replace(link, part_of=True) for link in made)
    return result


_AMONG = frozenset(["among", "amongst"])


def _among_phrases(sentence: Sentence, k: int, trigger: Trigger) -> list[Phrase]:
    """Return the phrases that a group of people harmed is said to hold, on either side of "be"."""
    if sentence.word(k - 1) in BE:
        return subject_before(sentence, verb_group(sentence, k))
    named = sentence.ends.get(k)
    if named is not None and named.quantity is not None and sentence.word(named.start - 2) == "there":
        return [named]
    j = trigger.end
    while j < len(sentence) and sentence.lower[j] not in BE:
        if sentence.lower[j] in (".", ";") or j > trigger.end + 8:
            return []
        j += 1
    while j + 1 < len(sentence) and sentence.lower[j + 1] in ("also", "reportedly"):
        j += 1
    return object_after(sentence, j) if j < len(sentence) else []


TAKERS: dict[Frame, Callable[[Sentence, Trigger, str], list[Link]]] = {
    Frame.OBJECT: victims_of_object,
    Frame.OBJECT_OF_PEOPLE: victims_of_seizing,
    Frame.SUBJECT: victims_as_subject,
    Frame.ADJECTIVE: victims_in_state,
    Frame.UNIT: victims_counted_in_harms,
    Frame.ACT: victims_of_act,
    Frame.TOLL: victims_of_toll,
    Frame.STATE: victims_in_idiom_of_state,
    Frame.SOUGHT: victims_sought,
    Frame.OBJECT_OF_KIN: victims_lost_as_kin,
}
"""For each frame, the function that finds the victims."""
