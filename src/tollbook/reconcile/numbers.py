"""When two numbers agree, when they contradict, and when they do neither (case rule 6)."""

from __future__ import annotations

from tollbook.reconcile.lexicon import rules

Bounds = tuple[int | None, int | None]


def gap(one: Bounds, other: Bounds) -> int:
    """Return how far two ranges lie apart, 0 when they overlap; open bounds stay open.

    Example:
        >>> gap((21, None), (9, 9)), gap((20, 25), (23, 23))
        (12, 0)
    """
    low = max(one[0] if one[0] is not None else -1, other[0] if other[0] is not None else -1)
    highs = [each for each in (one[1], other[1]) if each is not None]
    return max(0, low - min(highs)) if highs else 0


def nearest_gap(one: Bounds, other: Bounds) -> tuple[int, int]:
    """Return the smallest difference of two stated bounds, and the larger of the two numbers."""
    pairs = [(abs(a - b), max(a, b)) for a in one if a is not None for b in other if b is not None]
    return min(pairs, default=(0, 0))


def tolerance(larger: int) -> float:
    """Return by how many people two numbers may differ and still agree (case rule 6)."""
    return max(float(rules().tolerance_persons), rules().tolerance_share * larger)


def agree(one: Bounds, other: Bounds) -> bool:
    """Return whether two claims agree: the nearest of their stated numbers differ by little.

    Example:
        >>> agree((22, 22), (23, 23)), agree((9, 9), (21, None))
        (True, False)
    """
    difference, larger = nearest_gap(one, other)
    return difference <= tolerance(larger)


def contradict(one: Bounds, other: Bounds) -> bool:
    """Return whether two claims contradict: their ranges do not overlap, and the gap is above the tolerance."""
    return gap(one, other) > 0 and not agree(one, other)
