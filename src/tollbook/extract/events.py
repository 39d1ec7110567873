"""Which sentences of a document tell of the same event, and the words that tell events.

Many documents join several unrelated reports. A place or a time stated in one sentence holds for a claim
in another only while the report goes on: until a sentence turns to something else by its opening words,
or names another country, shares no name with what came before, and does not point back to it.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from tollbook.extract.lexicon import load
from tollbook.extract.verbs import forms_of
from tollbook.extract.view import DocumentView
from tollbook.model import Harm

_NAME = re.compile(r"[A-Z][^\W\d_]+(?:['\u2019-][^\W\d_]+)*")
_ASCII_NAME = re.compile(r"[A-Z][A-Za-z]+(?:['-][A-Za-z]+)*")
"""The same where a text holds nothing but ASCII, at half the time."""
LEAD = 2
"""How many sentences open a report and tell its event."""
_STEM = 3
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
_NO_NAMES = frozenset(
    [
        "the",
        "a",
        "an",
        "in",
        "on",
        "at",
        "of",
        "and",
        "but",
        "for",
        "from",
        "with",
        "mr",
        "mrs",
        "ms",
        "dr",
        "u.s",
        "un",
    ]
)
"""Words at the start of sentences that tell nothing of the subject."""
_SOMEWHERE = re.compile(
    r"(?:\w+\s+)?(?:officials|authorities|police|witnesses|residents)\s+in\s+[A-Z]", re.IGNORECASE
)
"""Those who speak, with a place of their own: they open a report as well as they go on with one."""

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
    return frozenset(word.lower() for word in words if len(word) > _STEM) - _NO_NATIONS


def report_of(view: DocumentView, number: int) -> range:
    """Return the numbers of the sentences that go on one report with sentence `number`, itself among them."""
    known = view.cache.get("reports")
    reports: list[range] = known if isinstance(known, list) else _reports(view)
    return reports[number]


def _reports(view: DocumentView) -> list[range]:
    """Return, for each sentence, the numbers of those of its report, worked out once."""
    words = event_words(view.language)
    starts, names = [0], set[str]()
    for number, span in enumerate(view.spans):
        text = view.document.text[span.start : span.end]
        here = _names(text)
        if number and _begins(text, here, names, words):
            starts.append(number)
            names = set()
        names |= here
    stretches = [range(first, after) for first, after in pairwise([*starts, len(view.spans)])]
    reports = [stretch for stretch in stretches for _ in stretch]
    view.cache["reports"] = reports
    return reports


def _names(text: str) -> set[str]:
    """Return the capitalised words in a sentence that may tell its subject, in lower case."""
    return set(map(str.lower, (_ASCII_NAME if text.isascii() else _NAME).findall(text)))


def _begins(text: str, here: set[str], names: set[str], words: EventWords) -> bool:
    """Tell whether a sentence begins another report than the one that named `names`."""
    if words.turns.match(text):
        return True
    first = text.split(None, 1)[0].strip("\"'\u201c\u2018(,").lower()
    if (first in words.anaphors and not _SOMEWHERE.match(text)) or text.isupper():
        return False
    if not here & words.geography or not names & words.geography:
        return False
    return not {name[:_STEM] for name in here} & {name[:_STEM] for name in names if name not in _NO_NAMES}


def share_event(first: Harm, second: Harm) -> bool:
    """Tell whether two harms can come from one event."""
    return first == second or (first in BODILY and second in BODILY)
