"""Capture histories taken apart and put together: by covariates, without a list, in another order."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from tollbook.errors import UsageError
from tollbook.model.display import shown
from tollbook.model.histories import CaptureHistories, HistoryCount

Values = tuple[str | None, ...]


def split(histories: CaptureHistories, by: Sequence[str]) -> dict[Values, CaptureHistories]:
    """Return the histories of each stratum by the values of the named covariates, in the order of the values.

    Covariates that are not named stay with the people of the stratum. People whose value is not
    known form strata of their own (None sorts last).

    Raises:
        UsageError: when a name is no covariate of the table.
    """
    places = [_place(histories, name) for name in by]
    strata: defaultdict[Values, list[HistoryCount]] = defaultdict(list)
    for cell in histories.cells:
        strata[tuple(cell.covariates[place] for place in places)].append(cell)
    keys = sorted(strata, key=lambda values: tuple((value is None, value or "") for value in values))
    return {key: _with_cells(histories, strata[key]) for key in keys}


def pooled(histories: CaptureHistories) -> CaptureHistories:
    """Return the same counts without covariates."""
    cells = [HistoryCount(history=history, count=count) for history, count in histories.counts.items()]
    return CaptureHistories(lists=histories.lists, cells=tuple(cells), notes=histories.notes)


def without_list(histories: CaptureHistories, place: int) -> CaptureHistories:
    """Return the histories as if one list (by its place, from 0) had not been made; who was on it alone is gone."""
    kept = [each for each in range(len(histories.lists)) if each != place]
    return reordered(histories, kept)


def reordered(histories: CaptureHistories, places: Sequence[int]) -> CaptureHistories:
    """Return the histories with the lists at these places, in this order; lists not named are left out."""
    counts: Counter[tuple[int, Values]] = Counter()
    for cell in histories.cells:
        history = sum((cell.history >> place & 1) << bit for bit, place in enumerate(places))
        if history:
            counts[history, cell.covariates] += cell.count
    cells = [
        HistoryCount(history=history, count=count, covariates=values)
        for (history, values), count in counts.items()
    ]
    return CaptureHistories(
        lists=tuple(histories.lists[place] for place in places),
        cells=_sorted(cells),
        covariates=histories.covariates,
        notes=histories.notes,
    )


def _with_cells(histories: CaptureHistories, cells: list[HistoryCount]) -> CaptureHistories:
    return CaptureHistories(
        lists=histories.lists, cells=_sorted(cells), covariates=histories.covariates, notes=histories.notes
    )


def _sorted(cells: Iterable[HistoryCount]) -> tuple[HistoryCount, ...]:
    return tuple(
        sorted(
            cells,
            key=lambda cell: (cell.history, tuple((value is None, value or "") for value in cell.covariates)),
        )
    )


def _place(histories: CaptureHistories, name: str) -> int:
    if name not in histories.covariates:
        known = ", ".join(map(shown, histories.covariates)) or "none"
        raise UsageError(f'Cannot take strata by "{shown(name)}": the table has these covariates: {known}.')
    return histories.covariates.index(name)
