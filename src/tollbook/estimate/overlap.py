"""Whether the lists can say anything of those on none of them: how many there are, and whether they meet."""

from __future__ import annotations

from tollbook.model.display import shown
from tollbook.model.estimate import Ground, Refusal
from tollbook.model.histories import CaptureHistories

FEWEST_LISTS = 3
"""With two lists the total rests on their independence alone, and nothing in the data speaks for it."""


def groups_of_lists(histories: CaptureHistories) -> tuple[frozenset[int], ...]:
    """Return the lists by place in groups that share people, directly or by way of others."""
    groups: list[set[int]] = [{place} for place in range(len(histories.lists))]
    for history in histories.counts:
        members = {place for place in range(len(histories.lists)) if history >> place & 1}
        met = [group for group in groups if group & members]
        groups = [group for group in groups if not group & members] + [set[int]().union(*met)]
    return tuple(frozenset(group) for group in sorted(groups, key=min))


def refusals_for(
    histories: CaptureHistories,
    *,
    fewest: int = FEWEST_LISTS,
    most: int | None = None,
    connected: bool = True,
) -> tuple[Refusal, ...]:
    """Return why no method that takes so many lists can say anything; empty when it can.

    Args:
        histories: what the lists hold.
        fewest: lists that the method needs.
        most: lists that it can take in; None for any number.
        connected: whether lists that fall into groups without anybody in common are refused.
    """
    found = []
    number = len(histories.lists)
    if number < fewest:
        found.append(
            Refusal(
                ground=Ground.TOO_FEW_LISTS,
                reason=f"there are {number} lists, and fewer than {fewest} give an assumption, not an estimate",
            )
        )
    if most is not None and number > most:
        reason = f"there are {number} lists, and this method takes {most} at most; merge or leave out lists"
        found.append(Refusal(ground=Ground.TOO_MANY_LISTS, reason=reason))
    groups = groups_of_lists(histories)
    if connected and len(groups) > 1:
        named = "; ".join(
            ", ".join(shown(histories.lists[place]) for place in sorted(group)) for group in groups
        )
        reason = f"the lists fall into {len(groups)} groups that share nobody ({named})"
        found.append(Refusal(ground=Ground.NO_OVERLAP, reason=reason))
    return tuple(found)
