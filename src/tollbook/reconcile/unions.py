"""Sets that grow together: the ties between claims, and between documents."""

from __future__ import annotations

from collections import defaultdict


class UnionFind:
    """Numbers from 0 that are tied into groups; the smallest of a group stands for it, whatever the order of ties."""

    def __init__(self, size: int) -> None:
        self._above = list(range(size))

    def top(self, index: int) -> int:
        """Return the number that stands for the group of another."""
        above = self._above
        while above[index] != index:
            above[index] = above[above[index]]
            index = above[index]
        return index

    def tie(self, one: int, other: int) -> bool:
        """Tie two groups, and return whether they were apart before."""
        one, other = self.top(one), self.top(other)
        if one == other:
            return False
        self._above[max(one, other)] = min(one, other)
        return True

    def groups(self) -> list[list[int]]:
        """Return the groups, each in order, by their first numbers."""
        found: dict[int, list[int]] = defaultdict(list)
        for index in range(len(self._above)):
            found[self.top(index)].append(index)
        return [found[top] for top in sorted(found)]
