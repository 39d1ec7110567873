"""Figures that their maker has taken back, and what that means for whoever repeated them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from tollbook.reconcile.entries import Entry

WITHDRAWN = "withdrawn"


def mark_withdrawals(entries: Sequence[Entry], origins: dict[int, str]) -> None:
    """Flag the figures that a maker rejects in its own line, and the rejection itself.

    Args:
        entries: the claims of one event, with their lines.
        origins: for each line, the root of its maker.
    """
    stated: dict[tuple[int, str], list[Entry]] = defaultdict(list)
    for entry in entries:
        if not entry.rejects:
            stated[entry.line, str(entry.harm)].append(entry)
    for rejection in entries:
        if not rejection.rejects:
            continue
        own = [each for each in stated[rejection.line, str(rejection.harm)] if taken_back(each, rejection)]
        if own and origins.get(rejection.line) == rejection.root:
            rejection.flags.add(WITHDRAWN)
            for entry in own:
                entry.flags.add(WITHDRAWN)
        elif rejection.view.said(WITHDRAWN):
            printed = [each for each in entries if _printed_by_the_same(each, rejection)]
            if printed:
                rejection.flags.add(WITHDRAWN)
            for entry in printed:
                entry.flags.add(WITHDRAWN)


def taken_back(entry: Entry, rejection: Entry) -> bool:
    """Return whether a rejection speaks of the figure that a claim states, said no later than it."""
    return entry.same_figure(rejection) and entry.view.key <= rejection.view.key


def _printed_by_the_same(entry: Entry, rejection: Entry) -> bool:
    same = entry.view.publisher == rejection.view.publisher
    return same and not entry.rejects and taken_back(entry, rejection)
