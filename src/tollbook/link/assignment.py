"""Links from chances: one partner at most where lists are clean, whole groups where they are not.

The best links are found exactly, group by group of records that hang together, not greedily; where two choices are equally
good, the links say so.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from tollbook.link.training import Numbers, Places

THRESHOLD = 0.45
"""Pairs at least this likely are linked: links then lose about as many true pairs as they hold false ones."""

_TIE = 1e-9


def components(left: Places, right: Places) -> Places:
    """Return for each pair the number of the group of records that it belongs to, `(pairs,)`.

    Args:
        left: record of each pair.
        right: the other; numbers run through all lists.
    """
    if not len(left):
        return np.zeros(0, dtype=np.int64)
    records, numbers = np.unique(np.concatenate([left, right]), return_inverse=True)
    one, other = numbers[: len(left)], numbers[len(left) :]
    graph = coo_matrix((np.ones(len(left)), (one, other)), shape=(len(records), len(records)))
    _, group = connected_components(graph, directed=False)
    return np.asarray(group[one], dtype=np.int64)


def one_to_one_links(left: Places, right: Places, chance: Numbers, threshold: float = THRESHOLD) -> Places:
    """Return the places of the pairs that are linked, each record in one link at most.

    The links are those of the greatest sum of `chance - threshold`: of all ways to link, the one
    that is expected to get most right at this threshold.

    Args:
        left: record of each pair.
        right: the other.
        chance: that they are one person.
        threshold: pairs less likely than this are never linked.
    """
    places = np.flatnonzero(chance >= threshold)
    group = components(left[places], right[places])
    chosen = [_best(left, right, chance - threshold, each) for each in grouped(places, group)]
    return np.sort(np.concatenate(chosen)) if chosen else np.zeros(0, dtype=np.int64)


def grouped(places: Places, group: Places) -> list[Places]:
    """Return the places of each group.

    Args:
        places: of pairs.
        group: number of each one's group.
    """
    if not len(places):
        return []
    order = np.argsort(group, kind="stable")
    ends = np.flatnonzero(np.diff(group[order])) + 1
    return np.split(places[order], ends)


def _best(left: Places, right: Places, gain: Numbers, places: Places) -> Places:
    if len(places) == 1:
        return places
    rows, row = np.unique(left[places], return_inverse=True)
    columns, column = np.unique(right[places], return_inverse=True)
    gains = np.zeros((len(rows), len(columns)))
    gains[row, column] = gain[places]
    owner = np.full(gains.shape, -1, dtype=np.int64)
    owner[row, column] = places
    chosen = owner[linear_sum_assignment(-gains)]
    return chosen[chosen >= 0]


def tied(left: Places, right: Places, chance: Numbers, links: Places) -> NDArray[np.bool_]:
    """Return for each link whether a record of it has another pair that is just as likely.

    Args:
        left: record of each pair.
        right: the other.
        chance: of each pair.
        links: places of the linked pairs.
    """
    rivals = np.zeros(len(chance), dtype=bool)
    linked = chance[links]
    for side in (left, right):
        best = dict(zip(side[links].tolist(), linked.tolist(), strict=True))
        least = np.array([best.get(record, np.inf) for record in side.tolist()])
        close = np.abs(chance - least) < _TIE
        close[links] = False
        rivals[links] |= np.isin(side[links], side[close])
    return np.asarray(rivals[links])


def clusters(
    records: int, left: Places, right: Places, log_odds: Numbers, lists: Places, clean: NDArray[np.bool_]
) -> Places:
    """Return for each record the number of its person, `(records,)`: whole groups, so that links are transitive.

    Groups grow from the likeliest pair down. Two groups become one when the pairs between them speak for it
    taken together, pairs that were never brought together speaking against it, and when no clean list would have two
    records in the new one.

    Args:
        records: how many there are.
        left: record of each pair.
        right: the other.
        log_odds: evidence of each pair in nats, above 0 for a match.
        lists: number of each record's list, `(records,)`.
        clean: whether each list is clean.
    """
    person = np.arange(records)
    members: dict[int, list[int]] = {}
    known: dict[tuple[int, int], float] = {}
    for one, other, odds in zip(left.tolist(), right.tolist(), log_odds.tolist(), strict=True):
        known[one, other] = odds
    for place in np.argsort(-log_odds, kind="stable").tolist():
        if log_odds[place] <= 0:
            break
        one, other = int(person[left[place]]), int(person[right[place]])
        if one == other:
            continue
        groups = members.get(one, [one]), members.get(other, [other])
        if _may_join(groups, lists, clean) and _together(groups, known) > 0:
            members[one] = groups[0] + groups[1]
            members.pop(other, None)
            person[groups[1]] = one
    return person


_UNSEEN_NATS = -2.0
"""What a pair that no rule brought together says against its groups being one person."""


def _together(groups: tuple[list[int], list[int]], known: dict[tuple[int, int], float]) -> float:
    return sum(
        known.get((one, other), known.get((other, one), _UNSEEN_NATS))
        for one in groups[0]
        for other in groups[1]
    )


def _may_join(groups: tuple[list[int], list[int]], lists: Places, clean: NDArray[np.bool_]) -> bool:
    both = [int(lists[record]) for group in groups for record in group]
    single = [each for each in both if clean[each]]
    return len(set(single)) == len(single)
