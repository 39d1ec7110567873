"""The newest claim of each line: what stands for the line in a range and in a dispute."""

from __future__ import annotations

from collections.abc import Iterable

from tollbook.reconcile.entries import Entry


def newest(entries: Iterable[Entry]) -> list[Entry]:
    """Return, of each line, the newest claim that may support a figure; origins before their relays."""
    best: dict[int, Entry] = {}
    for entry in entries:
        held = best.get(entry.line)
        if held is None or _newer(entry, held):
            best[entry.line] = entry
    return [best[line] for line in sorted(best)]


def _newer(entry: Entry, held: Entry) -> bool:
    """Return whether a claim takes the place of another of its line.

    A relay of the same number does not take the place of its origin's own words, nor of who passed it on first.
    """
    if entry.same_figure(held) and entry.own != held.own:
        return entry.own
    if entry.repeats is not None and entry.day <= held.day:
        return False
    if entry.dated != held.dated:
        return entry.dated
    if entry.day != held.day:
        return entry.day > held.day
    if entry.own != held.own:
        return entry.own
    return (entry.view.key, -entry.claim.start) > (held.view.key, -held.claim.start)
