"""Covariates that are not known for everybody, filled in many times over, so that the doubt stays in the result.

Leaving out the people of whom something is not known is no neutral choice: a record that was
matched gets what the other list knows, so that what is missing is missing among those on one
list alone. Values are therefore drawn within the capture history.

What is drawn is a share for each value among people of the same history and the same known
covariates. Its prior is the share over all histories, and how firmly that prior is held is told
by the table itself: as firmly as the histories resemble one another (empirical Bayes).

References:
    Rubin 1987, Multiple Imputation for Nonresponse in Surveys, section 3.2 (proper imputation).
    Dirichlet-multinomial likelihood: Mosimann 1962, Biometrika 49:65-82, equation 13.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln

from tollbook.errors import UsageError
from tollbook.model.display import shown
from tollbook.model.histories import CaptureHistories, HistoryCount

Counts = NDArray[np.int64]
Reals = NDArray[np.float64]

_FIRMNESS = np.geomspace(0.5, 50_000.0, 121)
"""Prior counts that are tried; the likelihood is flat between neighbours."""


class CovariateTable(NamedTuple):
    """Counts as an array, and those of people of whom something is not known.

    Attributes:
        values: of each covariate, in order.
        histories: the histories that somebody has, ascending.
        known: counts with all covariates known, shape `(histories, values of the first, ...)`.
        unknown: for each kind of gap: place of the history, places of the values (None for what is
            not known), number of people.
    """

    values: tuple[tuple[str, ...], ...]
    histories: tuple[int, ...]
    known: Counts
    unknown: tuple[tuple[int, tuple[int | None, ...], int], ...]

    @property
    def missing(self) -> int:
        """Return how many people something is not known of."""
        return sum(count for *_, count in self.unknown)


def covariate_table(histories: CaptureHistories, by: Sequence[str]) -> CovariateTable:
    """Return the counts by history and the named covariates; other covariates are added up.

    Raises:
        UsageError: when a name is no covariate of the table, or nobody has a known value.
    """
    for name in by:
        if name not in histories.covariates:
            known = ", ".join(map(shown, histories.covariates)) or "none"
            raise UsageError(f'Cannot group by "{shown(name)}": the table has these covariates: {known}.')
    places = [histories.covariates.index(name) for name in by]
    values = tuple(
        tuple(sorted({value for cell in histories.cells if (value := cell.covariates[place]) is not None}))
        for place in places
    )
    for name, found in zip(by, values, strict=True):
        if not found:
            raise UsageError(f'Cannot group by "{shown(name)}": nobody\'s value is known.')
    return _filled(histories, places, values)


def _filled(
    histories: CaptureHistories, places: Sequence[int], values: tuple[tuple[str, ...], ...]
) -> CovariateTable:
    seen = tuple(histories.counts)
    known = np.zeros((len(seen), *map(len, values)), dtype=np.int64)
    unknown: dict[tuple[int, tuple[int | None, ...]], int] = {}
    for cell in histories.cells:
        row = seen.index(cell.history)
        given = [cell.covariates[place] for place in places]
        at = tuple(
            None if value is None else found.index(value) for value, found in zip(given, values, strict=True)
        )
        if None in at:
            unknown[row, at] = unknown.get((row, at), 0) + cell.count
        else:
            known[(row, *at)] += cell.count
    return CovariateTable(
        values, seen, known, tuple((row, at, count) for (row, at), count in unknown.items())
    )


def imputed_counts(table: CovariateTable, number: int, seed: int, *, firmness: float | None = None) -> Counts:
    """Return the counts with all gaps filled, shape `(number, *table.known.shape)`.

    Each imputation adds up to the same people with the same histories, and keeps all that is known.

    Args:
        table: as made by `covariate_table`.
        number: of imputations.
        seed: of the random numbers.
        firmness: prior counts behind the shares over all histories; None takes what the table tells.
    """
    random = np.random.default_rng(seed)
    filled = np.repeat(table.known[None], number, axis=0)
    told: dict[tuple[int | None, ...], float] = {}
    for row, at, count in table.unknown:
        rows = _donors(table, at)
        if at not in told:
            told[at] = _firmness(rows) if firmness is None else firmness
        centre = rows.sum(axis=0) / rows.sum()
        weights = random.standard_gamma(rows[row] + told[at] * centre, (number, rows.shape[1]))
        drawn = random.multinomial(count, weights / weights.sum(axis=1, keepdims=True))
        _add(filled, row, at, drawn)
    return filled


def _donors(table: CovariateTable, at: tuple[int | None, ...]) -> Reals:
    """Return the counts of those who share what is known, shape `(histories, combinations of the rest)`.

    Where nobody does, what is known is let go and everybody counts.
    """
    chosen = table.known[(slice(None), *(slice(None) if place is None else place for place in at))]
    if not chosen.sum():
        kept = tuple(axis + 1 for axis, place in enumerate(at) if place is not None)
        chosen = table.known.sum(axis=kept)
    rows: Reals = chosen.reshape(len(table.histories), -1).astype(np.float64)
    return rows if rows.sum() else np.ones_like(rows)


def _firmness(rows: Reals) -> float:
    """Return the prior count under which the shares of the histories are most likely to differ as they do."""
    used = rows[rows.sum(axis=1) > 0][:, rows.sum(axis=0) > 0]
    centre = used.sum(axis=0) / used.sum()
    sizes = used.sum(axis=1)
    prior = _FIRMNESS[:, None, None] * centre
    logs = (gammaln(_FIRMNESS)[:, None] - gammaln(_FIRMNESS[:, None] + sizes)).sum(axis=1)
    logs = logs + (gammaln(used + prior) - gammaln(prior)).sum(axis=(1, 2))
    return float(_FIRMNESS[int(np.argmax(logs))])


def _add(filled: Counts, row: int, at: tuple[int | None, ...], drawn: Counts) -> None:
    shape = filled.shape[2:]
    free = tuple(size for size, place in zip(shape, at, strict=True) if place is None)
    target = filled[(slice(None), row, *(slice(None) if place is None else place for place in at))]
    target += drawn.reshape(len(filled), *free)


def imputations(
    histories: CaptureHistories, by: Sequence[str], *, number: int, seed: int
) -> Iterator[CaptureHistories]:
    """Return the histories with the named covariates known for everybody, so many times over.

    Other covariates are added up. Where nothing is missing, all are the same.

    Raises:
        UsageError: when a name is no covariate of the table, or nobody has a known value.
    """
    table = covariate_table(histories, by)
    for counts in imputed_counts(table, number, seed):
        cells = tuple(
            HistoryCount(
                history=table.histories[row],
                count=int(counts[(row, *at)]),
                covariates=tuple(found[place] for found, place in zip(table.values, at, strict=True)),
            )
            for row, *at in np.argwhere(counts)
        )
        yield CaptureHistories(
            lists=histories.lists, cells=cells, covariates=tuple(by), notes=histories.notes
        )
