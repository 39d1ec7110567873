"""The decomposable graphs on a few lists: which lists depend on one another directly.

A graph is decomposable (chordal) when its lists can be taken away one after the other, each time
one whose neighbours are all joined to one another. The likelihood of such a graph is a product over
its cliques divided by a product over its separators, and those come out of the same order:
each list taken away gives the set of itself and its neighbours above the line and the set of its
neighbours below it, and what stands on both sides cancels.

References:
    Madigan & York 1997, Biometrika 84:19-31, section 3; Lauritzen 1996, Graphical Models, chapter 2.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from numba import njit

if TYPE_CHECKING:
    from numpy.typing import NDArray

MOST_LISTS = 7
"""There are 617,675 decomposable graphs on seven lists and 30,888,596 on eight."""

_LABELS_WITH_COMMAS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class DecomposableGraphs:
    """All decomposable graphs on some lists, in a fixed order.

    Attributes:
        lists: how many lists.
        edges: shape (graphs,); bit `i * (i - 1) / 2 + j` says whether lists i and j < i are joined.
        sets: shape (graphs, 2 * lists); bit sets of lists whose marginal tables enter the likelihood.
        signs: same shape; 1 for a clique, minus the number of times for a separator, 0 where nothing is.
    """

    lists: int
    edges: NDArray[np.int32]
    sets: NDArray[np.uint8]
    signs: NDArray[np.int8]

    def __len__(self) -> int:
        """Return how many graphs there are."""
        return len(self.edges)

    def label(self, graph: int) -> str:
        """Return the cliques of a graph by list numbers from 1, as `[123][34]`."""
        cliques = self.sets[graph][self.signs[graph] > 0]
        return "".join(sorted(f"[{_members(int(clique))}]" for clique in cliques))

    def edge_counts(self) -> NDArray[np.int64]:
        """Return how many pairs of lists each graph joins; shape (graphs,)."""
        bits = self.edges[:, None] >> np.arange(self.lists * (self.lists - 1) // 2) & 1
        counts: NDArray[np.int64] = bits.sum(axis=1, dtype=np.int64)
        return counts


def _members(group: int) -> str:
    return "".join(str(place + 1) for place in range(group.bit_length()) if group >> place & 1)


@cache
def decomposable_graphs(lists: int) -> DecomposableGraphs:
    """Return all decomposable graphs on 1 to 7 lists: 8 on three, 61, 822, 18,154, 617,675 on seven.

    A graph that is decomposable stays so when a list is taken away; so those on one list more
    are found among the known ones with one list joined to each set of the others.
    """
    edges = np.zeros(1, dtype=np.int32)
    for size in range(2, lists + 1):
        shift = (size - 1) * (size - 2) // 2
        joins = np.arange(1 << (size - 1), dtype=np.int32) << shift
        candidates = (edges[:, None] | joins).ravel()
        edges = candidates[_are_decomposable(candidates, size)]
    sets, signs = _terms(edges, lists)
    return DecomposableGraphs(lists=lists, edges=edges, sets=sets, signs=signs)


@njit(cache=True)
def _neighbours(edges: int, lists: int, adjacent: NDArray[np.int64]) -> None:  # pragma: no cover - compiled
    adjacent[:] = 0
    bit = 0
    for one in range(1, lists):
        for other in range(one):
            if edges >> bit & 1:
                adjacent[one] |= 1 << other
                adjacent[other] |= 1 << one
            bit += 1


@njit(cache=True)
def _next_list(adjacent: NDArray[np.int64], left: int, lists: int) -> int:  # pragma: no cover - compiled
    """Return a list whose neighbours among those left are all joined to one another; -1 if there is none."""
    for place in range(lists):
        if not left >> place & 1:
            continue
        around = adjacent[place] & left
        joined = True
        for other in range(lists):
            if around >> other & 1 and around & ~(adjacent[other] | 1 << other):
                joined = False
                break
        if joined:
            return place
    return -1


@njit(cache=True)
def _are_decomposable(
    candidates: NDArray[np.int32], lists: int
) -> NDArray[np.bool_]:  # pragma: no cover - compiled
    found = np.zeros(len(candidates), dtype=np.bool_)
    adjacent = np.zeros(lists, dtype=np.int64)
    for graph in range(len(candidates)):
        _neighbours(candidates[graph], lists, adjacent)
        left = (1 << lists) - 1
        while left:
            place = _next_list(adjacent, left, lists)
            if place < 0:
                break
            left &= ~(1 << place)
        found[graph] = left == 0
    return found


@njit(cache=True)
def _terms(
    edges: NDArray[np.int32], lists: int
) -> tuple[NDArray[np.uint8], NDArray[np.int8]]:  # pragma: no cover - compiled
    sets = np.zeros((len(edges), 2 * lists), dtype=np.uint8)
    signs = np.zeros((len(edges), 2 * lists), dtype=np.int8)
    adjacent = np.zeros(lists, dtype=np.int64)
    total = np.zeros(1 << lists, dtype=np.int64)
    for graph in range(len(edges)):
        _neighbours(edges[graph], lists, adjacent)
        total[:] = 0
        left = (1 << lists) - 1
        while left:
            place = _next_list(adjacent, left, lists)
            around = adjacent[place] & left
            total[around | 1 << place] += 1
            total[around] -= 1
            left &= ~(1 << place)
        used = 0
        for group in range(1, 1 << lists):
            if total[group]:
                sets[graph, used] = group
                signs[graph, used] = total[group]
                used += 1
    return sets, signs
