"""Estimates in words: the same for the terminal, the page and the alternatives of charts.

Counted and estimated are told apart in every sentence, and no estimate is called the truth.
"""

from __future__ import annotations

from typing import NamedTuple

from tollbook.model.display import shown
from tollbook.model.estimate import Estimate, Interval, Outcome, WhatIf
from tollbook.model.estimation import METHOD_WORDS, Estimation
from tollbook.model.words import counted

NOT_THE_TOLL = (
    "An estimate is what a model makes of the overlap of lists. It is not a count, and not the true toll: another model that "
    "fits as well can say something else. The number of people on the lists is counted; whatever goes beyond it is estimated."
)
"""Stands beside every set of estimates."""


class MethodRow(NamedTuple):
    """One method in the table.

    Attributes:
        method: short name.
        name: in words.
        unlisted: people on no list, in words; why there is no number where there is none.
        total: people in all, in words; empty where there is no number.
        interval: for the total, in words; empty where there is none.
        refused: whether there is no number.
    """

    method: str
    name: str
    unlisted: str
    total: str
    interval: str
    refused: bool


def method_row(outcome: Outcome) -> MethodRow:
    """Return a method's result in words."""
    name = METHOD_WORDS.get(outcome.method, outcome.method)
    if isinstance(outcome, Estimate):
        least = "at least " if outcome.method == "chao" else ""
        return MethodRow(
            outcome.method,
            name,
            f"{least}{outcome.unlisted:,.0f}",
            f"{least}{outcome.total:,.0f}",
            interval_words(outcome.interval),
            refused=False,
        )
    return MethodRow(outcome.method, name, f"no estimate: {refusal_words(outcome)}", "", "", refused=True)


def refusal_words(outcome: Outcome) -> str:
    """Return why there is no number, in one line; empty where nothing was refused."""
    found = [
        f"{shown(each.subject)}: {each.reason}" if each.subject else each.reason
        for each in outcome.refusals[:3]
    ]
    more = len(outcome.refusals) - len(found)
    return "; ".join(found) + (f"; and {more} more" if more > 0 else "")


def interval_words(interval: Interval | None) -> str:
    """Return the ends of an interval; an open end in words."""
    if interval is None:
        return ""
    if interval.high == float("inf"):
        return f"{interval.low:,.0f} or more"
    return f"{interval.low:,.0f} to {interval.high:,.0f}"


def level_words(level: float) -> str:
    """Return the nominal coverage as a percentage.

    Example:
        >>> level_words(0.95)
        '95 %'
    """
    return f"{100 * level:g} %"


def counted_line(estimation: Estimation) -> str:
    """Return what was counted: people, lists and their sizes."""
    histories = estimation.histories
    sizes = ", ".join(
        f"{shown(name)} {size:,}" for name, size in zip(histories.lists, histories.list_sizes, strict=True)
    )
    return (
        f"{counted(histories.observed, 'person') if histories.observed == 1 else f'{histories.observed:,} people'} "
        f"on at least one of {counted(len(histories.lists), 'list')} ({sizes})."
    )


def span_line(estimation: Estimation) -> str:
    """Return the range over methods in one sentence, so that none is quoted alone."""
    found = [outcome for outcome in estimation.outcomes if isinstance(outcome, Estimate)]
    if not found:
        return "No method gives an estimate for this table; what was counted stands."
    whole = [each for each in found if each.method != "chao"]
    if not whole:
        return f"Only a lower bound can be given: at least {found[0].total:,.0f} in all."
    ends = [(each.interval.low, each.interval.high) for each in whole if each.interval is not None]
    totals = [each.total for each in whole]
    line = f"{counted(len(whole), 'method')}: from {min(totals):,.0f} to {max(totals):,.0f} in all"
    if len(whole) == 1:
        line = f"One method: {totals[0]:,.0f} in all"
    if ends:
        high = max(high for _, high in ends)
        reach = f"{high:,.0f}" if high != float("inf") else "no upper end"
        line += f", intervals from {min(low for low, _ in ends):,.0f} to {reach}"
    return f"{line}."


def what_if_words(each: WhatIf) -> str:
    """Return what was changed in a scenario.

    Example:
        >>> from tollbook.model.estimate import NotEstimable
        >>> nothing = NotEstimable(method="graphs", observed=1, refusals=(), assumption="")
        >>> what_if_words(WhatIf(kind="missed links", value=0.05, outcome=nothing))
        '5 % of links missed'
    """
    if not each.value:
        return "links as they are"
    share = f"{100 * each.value:g} %"
    return f"{share} of links missed" if each.kind == "missed links" else f"{share} of links false"
