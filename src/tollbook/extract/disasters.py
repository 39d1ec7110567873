"""Disasters whose toll a document speaks of: each count of their victims is a total so far."""

from __future__ import annotations

import re

from tollbook.extract.view import DocumentView, Found
from tollbook.model import Harm


def of_disaster_told_by_toll(view: DocumentView, found: Found) -> bool:
    """Tell whether a sentence counts victims of a disaster whose toll the document speaks of.

    Args:
        view: the document.
        found: one of its claims.
    """
    if found.link.part_of or found.link.harm not in (Harm.KILLED, Harm.INJURED, Harm.MISSING):
        return False
    running = view.cache.get(_TOLL_KEY)
    if running is None:
        running = view.cache[_TOLL_KEY] = _speaks_of_toll(view.document.text.lower())
    return bool(running) and _speaks_of_disaster(found)


_TOLL_KEY = "scopes: a disaster with a toll"
_DISASTERS = (
    "earthquake|quake|tsunami|hurricane|typhoon|cyclone|storm|flood|floods|flooding|mudslides|landslides|eruption|wildfires|outbreak|epidemic"
    "|cholera|famine|collapse|monsoon|rains"
)
_DISASTER = re.compile(rf"\b(?:{_DISASTERS})\b")
_DISASTER_WORDS = frozenset(_DISASTERS.split("|"))


def _speaks_of_toll(text: str) -> bool:
    """Tell whether a text, in lower case, speaks of a disaster and of a toll."""
    return "toll" in text and _DISASTER.search(text) is not None


def _speaks_of_disaster(found: Found) -> bool:
    """Tell whether a disaster stands in the sentence, or people counted as still missing."""
    return bool(_DISASTER_WORDS & set(found.sentence.lower)) or found.link.harm is Harm.MISSING
