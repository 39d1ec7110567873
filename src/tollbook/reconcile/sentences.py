"""A figure in one neutral sentence: the range, the day, who said what, and who disputes it.

The same words for every party. A party's own words for people are not repeated here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from tollbook.model.reconciliation import ALL, Dispute, Event, Figure
from tollbook.model.terms import (
    DisputeKind,
    DisputeState,
    FigureKind,
    Inclusion,
    Measure,
)
from tollbook.model.vocabulary import Harm
from tollbook.reconcile.entries import Entry

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip
_WERE = {
    Harm.KILLED: "killed",
    Harm.INJURED: "injured",
    Harm.MISSING: "missing",
    Harm.DISPLACED: "displaced",
    Harm.DETAINED: "detained",
    Harm.ABDUCTED: "abducted",
    Harm.CASUALTIES: "killed or injured, the two not told apart",
}
_LOADED = re.compile(
    r"\b(?:claimed|confirmed|neutrali[sz]ed|martyr\w*|eliminated|terrorists?|regime)\b",
    re.IGNORECASE,
)
_DENIED = {
    DisputeKind.VALUE: "disputes the number",
    DisputeKind.EXISTENCE: "denies that it happened",
    DisputeKind.ATTRIBUTION: "denies that it did it",
    DisputeKind.STATUS: "disputes who the people were",
    DisputeKind.DEFINITION: "disputes what is counted",
    DisputeKind.DATE_PLACE: "disputes the day or the place",
}


def sentence_of(
    figure: Figure,
    used: Sequence[Entry],
    event: Event,
    disputes: Sequence[Dispute],
    because: str,
) -> str:
    """Return a figure in one sentence.

    Args:
        figure: with all but its sentence.
        used: the claims in it.
        event: what it is about.
        disputes: those of the event.
        because: for a sum, the words that allow it.
    """
    amount, verb = range_words(figure.low, figure.high), _verb(figure)
    parts = [f"{amount} {verb}{_where(event)} {_day(figure)}, {_sources(figure, used, because)}"]
    parts += _against(figure, disputes)
    words = "; ".join(parts)
    return f"{words[0].upper()}{words[1:]}."


def range_words(low: int | None, high: int | None) -> str:
    """Return a range in words, an open side as such.

    Example:
        >>> range_words(9, 23), range_words(21, None), range_words(None, 50), range_words(7, 7)
        ('between 9 and 23', 'at least 21', 'at most 50', '7')
    """
    if low is None and high is None:
        return "a number that nobody states of"
    if high is None:
        return f"at least {low:,}"
    if low is None:
        return f"at most {high:,}"
    return f"{low:,}" if low == high else f"between {low:,} and {high:,}"


def day_words(day: date) -> str:
    """Return a day in words, the same whatever the locale of the machine."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _verb(figure: Figure) -> str:
    one = figure.low == figure.high == 1
    people = f"{_people(figure.group, one=one)}"
    if figure.inclusion is Inclusion.EXCESS:
        return "excess deaths were estimated"
    harm = _WERE[figure.harm]
    if figure.measure is Measure.FLOW and figure.harm is not Harm.CASUALTIES:
        harm = f"newly {harm}"
    means = " by violence" if figure.inclusion is Inclusion.DIRECT else ""
    means = " by indirect causes" if figure.inclusion is Inclusion.INDIRECT else means
    return f"{people} {'was' if one else 'were'} {harm}{means}"


def _people(group: str, *, one: bool) -> str:
    people = "person" if one else "people"
    if group == ALL:
        return people
    if group.startswith("armed_forces of "):
        return f"{'member' if one else 'members'} of the armed forces of {group.removeprefix('armed_forces of ')}"
    if _LOADED.search(group):
        return f"{people} of a group that a source names in its own words"
    return f"{people} ({group})"


def _where(event: Event) -> str:
    return f" ({event.place})" if event.place and not _LOADED.search(event.place) else ""


def _day(figure: Figure) -> str:
    if figure.as_of == date.max:
        return "on a day that nobody tells"
    day = day_words(figure.as_of)
    return f"on {day}" if figure.measure is Measure.STOCK else f"up to {day}"


def _sources(figure: Figure, used: Sequence[Entry], because: str) -> str:
    said: dict[str, str] = {}
    for entry in used:
        if entry.own or entry.root not in said:
            said[entry.root] = range_words(*entry.bounds)
    names = list(said)
    verb = "estimated" if figure.kind is FigureKind.ESTIMATED else "reported"
    if because:
        numbers = " and ".join(dict.fromkeys(range_words(*entry.bounds) for entry in used))
        return f"a sum derived from what {_joined(names)} {verb} ({numbers})"
    if len(names) == 1:
        return f"{names[0]} {verb}"
    return "according to " + _joined([f"{name} ({number})" for name, number in said.items()])


def _joined(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _against(figure: Figure, disputes: Sequence[Dispute]) -> list[str]:
    """Return who disputes the figure: every open dispute that touches it, in the same form for all."""
    used = set(figure.claims_used)
    found = []
    for dispute in disputes:
        if dispute.state is DisputeState.OPEN and used & set(dispute.claims):
            verb = _DENIED[dispute.kind]
            if dispute.kind is DisputeKind.VALUE:
                found.append(f"{_joined(dispute.parties)} contradict one another on the number")
            elif dispute.kind is DisputeKind.ATTRIBUTION:
                found.append(f"{_joined(dispute.parties)} contradict one another on who did it")
            else:
                found.append(f"{dispute.parties[-1]} {verb}")
    return found
