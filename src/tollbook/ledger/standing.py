"""Where a claim stands: which reading of it holds, what was decided, and whether it is still there.

Both the tables and the replay of the ledger ask here, so that there is one rule:

* The newest decision that was not undone holds; `unreviewed` takes decisions back.
* A claim that was decided about keeps what it said when that was first decided; a newer reading changes
  only claims that nobody decided about.
* What was left when words were erased takes the place of everything before it.
* A claim that the newest reading no longer finds is superseded, unless somebody decided about it or it was added
  by hand, in a reading that replaces nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tollbook.model.review import ReviewDecision


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrence:
    """A claim in one reading.

    Attributes:
        seq: number of the entry of the reading.
        index: place of the claim in it.
        replaces: whether that reading replaced those before it.
        redacts: whether it is the working copy that was left of them when words were erased.
    """

    seq: int
    index: int
    replaces: bool
    redacts: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A decision about a claim that was not undone: the number of its entry, and what it was."""

    seq: int
    decision: ReviewDecision


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a claim stands now.

    Attributes:
        occurrence: the reading that holds.
        review: number of the entry of the decision that holds; None when there is none.
        state: that decision.
        current: False when it is superseded.
    """

    occurrence: Occurrence
    review: int | None
    state: ReviewDecision
    current: bool


def standing(
    occurrences: Sequence[Occurrence], decisions: Sequence[Decision], newest_reading: int
) -> Standing:
    """Return where a claim stands.

    Args:
        occurrences: the readings that hold it, oldest first; at least one.
        decisions: those that were not undone, oldest first.
        newest_reading: number of the newest entry that replaced readings of its document.
    """
    held = _held(decisions)
    by_hand = [each for each in occurrences if not each.replaces]
    left = max((each.seq for each in occurrences if each.redacts), default=0)
    there = [each for each in occurrences if each.seq >= left]
    if held:
        before = [each for each in there if each.seq < held[0].seq]
        newest = held[-1]
        return Standing(
            occurrence=before[-1] if before else there[0],
            review=newest.seq,
            state=newest.decision,
            current=True,
        )
    last = ([each for each in by_hand if each.seq >= left] or there)[-1]
    return Standing(
        occurrence=last,
        review=None,
        state=ReviewDecision.UNREVIEWED,
        current=bool(by_hand) or last.seq >= newest_reading,
    )


def _held(decisions: Sequence[Decision]) -> list[Decision]:
    """Return the decisions since the last one that took all back."""
    held: list[Decision] = []
    for each in decisions:
        held = [] if each.decision is ReviewDecision.UNREVIEWED else [*held, each]
    return held
