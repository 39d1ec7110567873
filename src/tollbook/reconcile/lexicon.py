"""The words and the rules of reconciliation, read once from the data files beside the code."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pkgutil import get_data
from typing import Any

LANGUAGE = "en"
"""The language whose cues are known; documents in others are reconciled by their claims and aliases alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """One version of the rules, as `data/rules.toml` states them.

    Attributes:
        version: raised whenever a number or a rule changes.
        tolerance_share: share of the larger number within which two agree.
        tolerance_persons: number of people within which two agree.
        near_copy_jaccard: share of word triples in common that makes a near-copy.
        restart_share: a total below this share of the one before starts a phase.
        line_tolerance_share: share of a value that it may lie beside a straight line.
        magnitude_factor: factor to its neighbours at which a value is looked at.
        words: for each rule's name, what it says.
    """

    version: int
    tolerance_share: float
    tolerance_persons: int
    near_copy_jaccard: float
    restart_share: float
    line_tolerance_share: float
    magnitude_factor: float
    words: dict[str, str]


@cache
def rules() -> Rules:
    """Return the rules in force."""
    table = _stored("rules")
    return Rules(version=table["version"], words=table["rules"], **table["numbers"])


@cache
def lexicon(section: str) -> dict[str, Any]:
    """Return one section of the words of `LANGUAGE`."""
    section_words: dict[str, Any] = _stored(LANGUAGE)[section]
    return section_words


@cache
def words_of(section: str, name: str) -> frozenset[str]:
    """Return a list of words of a section as a set."""
    return frozenset(lexicon(section)[name].split())


@cache
def cue(kind: str) -> re.Pattern[str]:
    """Return the pattern that finds one kind of cue."""
    return re.compile("|".join(lexicon("cues")[kind]), re.IGNORECASE)


@cache
def _hints(kind: str) -> tuple[str, ...]:
    return tuple(lexicon("hints")[kind])


def may_say(kind: str, lowered: str) -> bool:
    """Return whether a text in small letters holds a piece of a word without which a cue cannot be in it."""
    hints = _hints(kind)
    for hint in hints:
        if hint in lowered:
            return True
    return not hints


def says(kind: str, text: str) -> bool:
    """Return whether a cue of a kind stands in a text."""
    return may_say(kind, text.lower()) and cue(kind).search(text) is not None


@cache
def _stored(name: str) -> dict[str, Any]:
    return tomllib.loads((get_data("tollbook.reconcile", f"data/{name}.toml") or b"").decode("utf-8"))
