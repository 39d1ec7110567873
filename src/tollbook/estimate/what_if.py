"""What the estimate would be if what cannot be checked were otherwise: links missed or false, the highest interaction."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from tollbook.errors import UsageError
from tollbook.estimate.strata import pooled
from tollbook.model.estimate import Outcome, WhatIf
from tollbook.model.histories import CaptureHistories, HistoryCount

LINK_SHARES = (0.01, 0.02, 0.05, 0.1)
"""Shares of records in doubt that are tried, in both directions, the same for every conflict."""

MOST_WRONG = 0.3
"""Beyond this share the records left could not be joined or parted as described."""

FACTORS = (0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 4.0)
"""Odds ratios among all lists that are tried; 1 is what the models assume."""


def with_missed_links(histories: CaptureHistories, share: float) -> CaptureHistories:
    """Return the counts as they would be if a share of those on one list only were on another one too.

    Each of them is joined to somebody who is not on that list, anybody being as likely; the number of
    people falls by one for each.

    Args:
        histories: covariates are added up.
        share: of the people on exactly one list, from 0 to `MOST_WRONG`.

    Raises:
        UsageError: when the share is out of its range.
    """
    _check(share)
    counts = {history: float(count) for history, count in histories.counts.items()}
    moved = dict(counts)
    for history, count in counts.items():
        others = {other: size for other, size in counts.items() if not other & history}
        if history.bit_count() > 1 or not others:
            continue
        joined = share * count
        moved[history] = moved[history] - joined
        for other, size in others.items():
            part = joined * size / sum(others.values())
            moved[other] = moved.get(other, 0.0) - part
            moved[other | history] = moved.get(other | history, 0.0) + part
    return _whole(histories, moved)


def with_false_links(histories: CaptureHistories, share: float) -> CaptureHistories:
    """Return the counts as they would be if a share of those on several lists were one person more.

    Each of them is parted in two: one is left on one of the lists, any of them being as likely, the
    other on the rest; the number of people rises by one for each.

    Args:
        histories: covariates are added up.
        share: of the people on two lists or more, from 0 to `MOST_WRONG`.

    Raises:
        UsageError: when the share is out of its range.
    """
    _check(share)
    counts = {history: float(count) for history, count in histories.counts.items()}
    moved = dict(counts)
    for history, count in counts.items():
        bits = [1 << place for place in range(len(histories.lists)) if history >> place & 1]
        if len(bits) == 1:
            continue
        moved[history] -= share * count
        for bit in bits:
            part = share * count / len(bits)
            for piece in (bit, history ^ bit):
                moved[piece] = moved.get(piece, 0.0) + part
    return _whole(histories, moved)


def link_sensitivity(
    histories: CaptureHistories,
    method: Callable[[CaptureHistories], Outcome],
    shares: Sequence[float] = LINK_SHARES,
) -> tuple[WhatIf, ...]:
    """Return what the method says under each share of missed and of false links, from most missed to most false."""
    plain = pooled(histories)
    missed = [("missed", share, with_missed_links(plain, share)) for share in sorted(shares, reverse=True)]
    false = [("false", share, with_false_links(plain, share)) for share in sorted(shares)]
    return tuple(
        WhatIf(kind=f"{kind} links", value=share, outcome=method(changed))
        for kind, share, changed in [*missed, ("no wrong", 0.0, plain), *false]
    )


def interaction_totals(
    observed: int, total: float, factors: Sequence[float] = FACTORS
) -> tuple[tuple[float, float], ...]:
    """Return the total for each odds ratio among all lists at once.

    Only the people on no list could tell that ratio, so that every value fits the counts equally well: it multiplies
    how many they are and leaves all else as it was.

    Args:
        observed: people on at least one list.
        total: the estimate with a ratio of 1.
        factors: ratios, above 0.

    References:
        Link 2003, Biometrics 59:1123-1130. Aleshin-Guendel, Sadinle & Wakefield 2021, arXiv:2101.09304, section 3.
    """
    return tuple((factor, observed + factor * (total - observed)) for factor in factors)


def _check(share: float) -> None:
    if not 0.0 <= share <= MOST_WRONG:
        raise UsageError(f"Cannot change links: the share is {share}, expected 0 to {MOST_WRONG}.")


def _whole(histories: CaptureHistories, counts: dict[int, float]) -> CaptureHistories:
    """Return the counts as whole numbers with the same sum, rounded by the largest remainders."""
    order = sorted(counts)
    values = np.maximum(np.array([counts[history] for history in order]), 0.0)
    floors = np.floor(values + 1e-9).astype(np.int64)
    lacking = round(float(values.sum())) - int(floors.sum())
    for place in np.argsort(-(values - floors), kind="stable")[: max(lacking, 0)]:
        floors[place] += 1
    cells = tuple(
        HistoryCount(history=history, count=int(count))
        for history, count in zip(order, floors, strict=True)
        if count > 0
    )
    return CaptureHistories(lists=histories.lists, cells=cells, notes=histories.notes)
