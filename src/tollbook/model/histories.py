"""Capture histories: how many people were found on which of the lists, and nobody's name.

A history is a whole number whose bit *j* says whether the person is on list *j* (the first
list is bit 0). The history 0, "on no list", is what is estimated and never given.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryCount:
    """How many people share one capture history and the same covariates.

    Attributes:
        history: bits of the lists they are on; never 0.
        count: how many; at least 1.
        covariates: their values in the order of `CaptureHistories.covariates`; None where not known.
    """

    history: int
    count: int
    covariates: tuple[str | None, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CaptureHistories:
    """Counts of people by the lists they are on, and by covariates if any are kept.

    Attributes:
        lists: names of the lists as given, in the order given; at least two.
        cells: counts, each pair of history and covariates once, in the order of history, then covariates.
        covariates: names of what else is known of the people (sex, age band, month); mostly none.
        notes: what was left out when the table was read, in words ("list X holds nobody and is left out").
    """

    lists: tuple[str, ...]
    cells: tuple[HistoryCount, ...]
    covariates: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def observed(self) -> int:
        """Return how many people are on at least one list."""
        return sum(cell.count for cell in self.cells)

    @property
    def counts(self) -> dict[int, int]:
        """Return the count of each history that somebody has, covariates added up, by history."""
        totals: dict[int, int] = {}
        for cell in self.cells:
            totals[cell.history] = totals.get(cell.history, 0) + cell.count
        return dict(sorted(totals.items()))

    @property
    def list_sizes(self) -> tuple[int, ...]:
        """Return how many people each list holds, in the order of the lists."""
        return tuple(
            sum(cell.count for cell in self.cells if cell.history >> place & 1)
            for place in range(len(self.lists))
        )
