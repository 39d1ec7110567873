"""Tables like the observed one: drawn anew, and with one person left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


def resampled(
    counts: NDArray[np.float64], replicates: int, seed: int, *, missing: float = 0.0
) -> NDArray[np.float64]:
    """Return tables drawn anew from the observed shares; shape (replicates, len(counts)), the first column 0.

    Args:
        counts: people by history; shape (2**lists,), the first 0.
        replicates: how many tables.
        seed: of the random numbers.
        missing: how many people on no list are drawn among the others. With 0 each table holds as many
            people as were observed; with an estimate of them, how many are observed varies too.
    """
    everybody = counts.copy()
    everybody[0] = missing
    shares = everybody / everybody.sum()
    drawn = np.random.default_rng(seed).multinomial(round(float(everybody.sum())), shares, size=replicates)
    tables = drawn.astype(np.float64)
    tables[:, 0] = 0.0
    return tables


def left_out(counts: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the table without one person of each history that somebody has, and how many have it."""
    places = np.flatnonzero(counts)
    tables = np.repeat(counts[None, :], len(places), axis=0)
    tables[np.arange(len(places)), places] -= 1
    return tables, counts[places]
