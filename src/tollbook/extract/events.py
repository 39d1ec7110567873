"""Which sentences of a document tell of the same event.

Many documents join several unrelated reports. A place or a time stated in one sentence holds for a claim
in another only while the report goes on: until a sentence turns to something else by its opening words,
or names another country, shares no name with what came before, and does not point back to it.
"""

from __future__ import annotations

import re
from itertools import pairwise

from tollbook.extract.event_words import STEM, EventWords, event_words
from tollbook.extract.view import DocumentView

_NAME = re.compile(r"[A-Z][^\W\d_]+(?:['\u2019-][^\W\d_]+)*")
_ASCII_NAME = re.compile(r"[A-Z][A-Za-z]+(?:['-][A-Za-z]+)*")
"""The same where a text holds nothing but ASCII, at half the time."""
LEAD = 2
"""How many sentences open a report and tell its event."""
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
    return not {name[:STEM] for name in here} & {name[:STEM] for name in names if name not in _NO_NAMES}
