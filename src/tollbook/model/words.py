"""The words that every part of Tollbook uses for the same thing: harms, days, ranges, numbers of things.

The same for every party, every outlet and every format.
"""

from __future__ import annotations

from datetime import date

from tollbook.model.terms import PointFlag
from tollbook.model.vocabulary import Harm

HARM_WORDS = {
    Harm.KILLED: "killed",
    Harm.INJURED: "injured",
    Harm.MISSING: "missing",
    Harm.DISPLACED: "displaced",
    Harm.DETAINED: "detained",
    Harm.ABDUCTED: "abducted",
    Harm.CASUALTIES: "killed or injured",
}
"""How each harm is named; `casualties` by what it holds, since the bare word is often read as deaths."""

FLAG_WORDS = {
    PointFlag.REVISION: "revised",
    PointFlag.RETROACTIVE: "holds people counted late",
    PointFlag.RESTART: "counter restarts",
    PointFlag.REDEFINED: "definition changes",
    PointFlag.NOT_IN_SOURCE: "not in the source it cites",
    PointFlag.LOOKS_EXTRAPOLATED: "on a straight line between its neighbours",
    PointFlag.TYPO_SUSPECTED: "a digit may have slipped",
    PointFlag.WITHDRAWN: "withdrawn",
}
"""What each flag of a point means, in a reader's words."""

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip


def range_words(low: int | None, high: int | None) -> str:
    """Return a range in words, with its open side told; an unknown bound is never shown as a number.

    Example:
        >>> range_words(12, None), range_words(5, 14), range_words(7, 7)
        ('12 or more', '5 to 14', '7')
    """
    if low is None:
        return "number not stated" if high is None else f"{high:,} or fewer"
    if high is None:
        return f"{low:,} or more"
    return f"{low:,}" if low == high else f"{low:,} to {high:,}"


def day_words(day: date) -> str:
    """Return a day in words, the same whatever the locale of the machine."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def counted(number: int, noun: str) -> str:
    """Return a number with its noun, in the plural where it needs one."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
