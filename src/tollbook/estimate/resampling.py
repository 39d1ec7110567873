"""Tables like the observed one: drawn anew, and with one person left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


def resampled(counts: NDArray[np.float64], replicates: int, seed: int) -> NDArray[np.float64]:
    """Return tables of as many people, each drawn anew from the observed ones; shape (replicates, len(counts))."""
    people = int(counts.sum())
    drawn = np.random.default_rng(seed).multinomial(people, counts / people, size=replicates)
    return drawn.astype(np.float64)


def left_out(counts: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the table without one person of each history that somebody has, and how many have it."""
    places = np.flatnonzero(counts)
    tables = np.repeat(counts[None, :], len(places), axis=0)
    tables[np.arange(len(places)), places] -= 1
    return tables, counts[places]
