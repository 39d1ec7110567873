"""Facts that a speech only mentions on the way: "condemned the bombing that killed 12" asserts no number."""

from __future__ import annotations

from tollbook.extract.arguments import verb_group
from tollbook.extract.sentence import Sentence
from tollbook.extract.speaker_kinds import Attribution
from tollbook.extract.speech import Act
from tollbook.extract.triggers import Frame
from tollbook.extract.view import Found

_EVENT_PREPOSITIONS = frozenset(
    [
        "about",
        "after",
        "avenge",
        "avenging",
        "condemn",
        "condemned",
        "condemning",
        "following",
        "for",
        "in",
        "into",
        "mourn",
        "mourned",
        "mourning",
        "of",
        "on",
        "over",
        "to",
    ]
)
_DEFINITE = frozenset(["the", "that", "this", "those", "these", "its", "their", "his", "her"])
_LONGEST_RELATIVE = 14
_LOOKING_INTO = frozenset(
    ["investigate", "investigates", "investigated", "investigating", "probing", "examining", "checking"]
)


def only_mentions(found: Found, attribution: Attribution) -> bool:
    """Tell whether a speaker only refers to a harm that the text takes as known.

    Args:
        found: a claim that the attribution covers.
        attribution: what covers it.
    """
    sentence, trigger = found.sentence, found.link.trigger
    if attribution.backward:
        return False
    if "involved" in sentence.lower[max(attribution.verb, trigger.start - 4) : trigger.start]:
        return True
    if attribution.act is not Act.ACCUSE and _LOOKING_INTO & set(
        sentence.lower[attribution.verb + 1 : found.link.count.start]
    ):
        return True
    if attribution.act is Act.ACCUSE or trigger.start <= attribution.verb + 1:
        return False
    if trigger.frame is Frame.ACT:
        return _hangs_on_event(found)
    return _in_relative_clause(found, attribution.verb + 1)


def _in_relative_clause(found: Found, begin: int) -> bool:
    """Tell whether the harm stands in a relative clause on something known ("the blasts that killed 12")."""
    sentence = found.sentence
    end = verb_group(sentence, found.link.trigger.start).start
    for k in range(end - 1, max(begin, end - _LONGEST_RELATIVE), -1):
        word = sentence.lower[k]
        if word in ("that", "which") and _is_definite(
            sentence, k - 1 if sentence.lower[k - 1] == "in" else k
        ):
            return k == end - 1 or sentence.lower[k - 1] == "in" or sentence.lower[end - 1] == "and"
        if word in (",", ";", '"'):
            return False
    return False


def _is_definite(sentence: Sentence, end: int) -> bool:
    """Tell whether the phrase that ends at token `end` speaks of something known."""
    phrase = sentence.ends.get(end)
    if phrase is None:
        return False
    return phrase.possessor is not None or sentence.lower[phrase.start] in _DEFINITE


def _hangs_on_event(found: Found) -> bool:
    """Tell whether a noun of harm hangs on a preposition ("questions about the death of")."""
    sentence = found.sentence
    phrase = sentence.phrase_over(found.link.trigger.start)
    return phrase is not None and sentence.word(phrase.start - 1) in _EVENT_PREPOSITIONS
