"""The words that tell events and reports apart, and which harms one event does together."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from tollbook.extract.lexicon import load
from tollbook.extract.verbs import forms_of
from tollbook.model.vocabulary import Harm

STEM = 3
"""Letters that a country and the word for its people share at least ("Spain", "Spanish")."""
_NO_NATIONS = frozenset(
    [
        "western",
        "eastern",
        "northern",
        "southern",
        "islamic",
        "jewish",
        "muslim",
        "christian",
        "orthodox",
        "latin",
        "arctic",
    ]
)
"""Words of the list of peoples that tell no country."""

BODILY = frozenset({Harm.KILLED, Harm.INJURED, Harm.CASUALTIES, Harm.MISSING})
"""Harms that one attack or accident does together."""


class EventWords(NamedTuple):
    """Words that tell events and reports apart.

    Attributes:
        turns: finds the opening of a sentence that turns to another event.
        anaphors: first words that point back.
        said: every form of verbs of speech and aftermath.
        events: nouns for events that harm.
        arrests: those that lead to arrests and kidnappings.
        captures: those of them that kill nobody by themselves.
        speakers: nouns for those who speak.
        happen: every form of verbs that tell of an event that harms.
        lasting: nouns for harm that goes on for long, a disease or a war.
        geography: words for countries and their peoples.
    """

    turns: re.Pattern[str]
    anaphors: frozenset[str]
    said: frozenset[str]
    events: frozenset[str]
    arrests: frozenset[str]
    captures: frozenset[str]
    speakers: frozenset[str]
    happen: frozenset[str]
    lasting: frozenset[str]
    geography: frozenset[str]


@cache
def event_words(language: str) -> EventWords:
    """Return the words that tell events and reports apart in a language."""
    data = load(language, "events")
    turns = "|".join(re.escape(turn) for turn in sorted(data["turns"], key=len, reverse=True))
    nouns = "|".join(data["events"])
    return EventWords(
        re.compile(
            rf"\W*(?:(?:{turns})(?!\w)|(?:another|a\s+second)\s+(?:\w+\s+){{0,2}}(?:{nouns})\b"
            r"|(?:In|Near|(?:North|South|East|West)(?:east|west)?\s+of)\s+(?:\w+\s+){0,5}?(?-i:[A-Z])[\w-]+(?:\s(?-i:[A-Z])[\w-]+)*(?:,\s|\s(?:on\s)?\w+day,))",
            re.IGNORECASE,
        ),
        frozenset(data["anaphors"]),
        _every_form(data["said"]),
        frozenset(data["events"]),
        frozenset(data["arrests"]),
        frozenset(data["captures"]),
        frozenset(data["speakers"]),
        _every_form(data["happen"]),
        frozenset(data["lasting"]),
        _geography(language),
    )


def _every_form(verbs: list[str]) -> frozenset[str]:
    """Return every form of some verbs."""
    return frozenset(form for verb in verbs for form in forms_of(verb)[1])


def _geography(language: str) -> frozenset[str]:
    """Return the words for countries and their peoples, in lower case."""
    nations = load(language, "nations")
    demonyms: dict[str, str] = nations["demonyms"]
    words = [*nations["countries"], *nations["adjectives"], *demonyms, *demonyms.values()]
    return frozenset(word.lower() for word in words if len(word) > STEM) - _NO_NATIONS


def share_event(first: Harm, second: Harm) -> bool:
    """Tell whether two harms can come from one event."""
    return first == second or (first in BODILY and second in BODILY)
