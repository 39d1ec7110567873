"""How well a figure is supported: the highest grade that a claim in it reaches, by one rule for everybody."""

from __future__ import annotations

from collections.abc import Sequence

from tollbook.model.terms import Grade
from tollbook.model.vocabulary import SourceType
from tollbook.reconcile.entries import Entry
from tollbook.reconcile.numbers import agree
from tollbook.reconcile.testimony import Testimony


def grade_of(used: Sequence[Entry], told: Testimony, *, added: bool) -> Grade:
    """Return the grade of a figure.

    Args:
        used: the claims in it.
        told: who is accused, and who accepts.
        added: whether it is a sum of ours: the parts of a sum do not support one another.
    """
    if any(_is_accepted(entry, told) for entry in used):
        return Grade.G4
    if any(_is_from_record(entry) for entry in used) and not added:
        return Grade.G3
    if not added and _two_lines_agree(used):
        return Grade.G2
    return Grade.G1 if used else Grade.G0


def _is_accepted(entry: Entry, told: Testimony) -> bool:
    """Return whether a party that another says did it states the number itself and accepts that it did it.

    Its word on its own losses, or on opposing fighters, accepts nothing.
    """
    accepted = told.accepted.get(entry.root)
    if accepted is None or entry.root not in told.accused() or entry.group.startswith("armed_forces"):
        return False
    return accepted.key <= entry.view.key


def _is_from_record(entry: Entry) -> bool:
    """Return whether the keeper's own primary record states the number."""
    kept = entry.view.document.source_type is SourceType.PRIMARY_RECORD
    return kept and entry.own and not entry.beside and not entry.estimate


def _two_lines_agree(used: Sequence[Entry]) -> bool:
    for number, entry in enumerate(used):
        for other in used[number + 1 :]:
            if (
                entry.line != other.line
                and agree(entry.bounds, other.bounds)
                and not _leans_on(entry, other)
                and not _leans_on(other, entry)
            ):
                return True
    return False


def _leans_on(entry: Entry, other: Entry) -> bool:
    """Return whether a claim's document used the list of the other's maker: it is no support for it then."""
    name = other.view.publisher
    used = entry.view.said("uses_list") - entry.view.said("independent")
    return any(name in entry.view.sentence(number) for number in used)
