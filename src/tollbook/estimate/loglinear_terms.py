"""Hierarchical log-linear models: which sets of lists have a parameter of their own.

A model is hierarchical when with a set of lists it holds all smaller sets within it. It is called by
its largest sets, as in `[123,14,34]`: lists 1, 2 and 3 interact all together, 1 and 4, and 3 and 4 in pairs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from tollbook.errors import UsageError
from tollbook.model.display import shown

if TYPE_CHECKING:
    from numpy.typing import NDArray

_ONE_DIGIT = 9

Terms = tuple[int, ...]
"""Bit sets of lists, ascending; the first is 0, the intercept."""


@cache
def hierarchical_models(lists: int, order: int) -> tuple[Terms, ...]:
    """Return all hierarchical models with all main effects and interactions of at most `order` lists.

    Three lists have 8 to order 2, four have 113 to order 3, five 6,893 to order 4. The smallest come first.
    """
    bottom = (0, *(1 << place for place in range(lists)))
    models = sorted(_widened(bottom, lists, 2, order), key=lambda terms: (len(terms), terms))
    return tuple(models)


def _widened(terms: Terms, lists: int, size: int, order: int) -> Iterator[Terms]:
    """Yield the model, and all that hold more sets of `size` lists and up to `order`, each once."""
    yield terms
    if size > order:
        return
    held = set(terms)
    possible = [
        group
        for group in map(_bits, combinations(range(lists), size))
        if all(group ^ 1 << place in held for place in range(lists) if group >> place & 1)
    ]
    for number in range(1, len(possible) + 1):
        for chosen in combinations(possible, number):
            yield from _widened(tuple(sorted((*terms, *chosen))), lists, size + 1, order)


def model_count(lists: int, order: int, most: int) -> int:
    """Return how many hierarchical models there are, counting no further than just beyond `most`."""
    bottom = (0, *(1 << place for place in range(lists)))
    number = 0
    for number, _ in enumerate(_widened(bottom, lists, 2, order), start=1):
        if number > most:
            break
    return number


def pairs(lists: int) -> Terms:
    """Return the sets of two lists, ascending."""
    return tuple(sorted(_bits(pair) for pair in combinations(range(lists), 2)))


def label(terms: Iterable[int]) -> str:
    """Return what a model is called by: its largest sets, the longest first.

    Example:
        >>> label((0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 12))
        '[123,14,34]'
    """
    groups = [int(term) for term in terms if term > 0]
    largest = [group for group in groups if not any(group & other == group != other for other in groups)]
    names = [_members(group) for group in largest]
    names.sort(key=lambda members: (-len(members), members))
    separator = "." if any(place > _ONE_DIGIT for members in names for place in members) else ""
    return f"[{','.join(separator.join(map(str, members)) for members in names)}]"


def parse_label(text: str, lists: int) -> Terms:
    """Return the terms of a model that is called by its largest sets; lists not named have a main effect.

    Raises:
        UsageError: when the text names no hierarchical model on so many lists.
    """
    inner = text.strip().removeprefix("[").removesuffix("]")
    terms = {0, *(1 << place for place in range(lists))}
    for name in inner.split(","):
        parts = name.split(".") if "." in name else list(name.strip())
        numbers = [int(part) for part in parts if part.isascii() and part.isdigit()]
        if len(numbers) != len(parts) or not numbers or not all(1 <= each <= lists for each in numbers):
            raise UsageError(
                f'Cannot fit the model "{shown(text)}": expected sets of list numbers from 1 to {lists}, '
                "as in [123,14]; from ten lists on with dots, as in [1.2.10,4]."
            )
        places = {number - 1 for number in numbers}
        terms |= {_bits(group) for size in range(2, len(places) + 1) for group in combinations(places, size)}
    return tuple(sorted(terms))


def as_array(models: Sequence[Sequence[int]]) -> NDArray[np.int64]:
    """Return models as rows of terms, each ended by -1."""
    width = max(map(len, models)) + 1
    rows = np.full((len(models), width), -1, dtype=np.int64)
    for row, terms in zip(rows, models, strict=True):
        row[: len(terms)] = terms
    return rows


def held_within(models: Sequence[Sequence[int]], cells: int) -> NDArray[np.bool_]:
    """Return whether the second model holds all terms of the first; shape (models, models); `cells` is 2**lists."""
    has = np.zeros((len(models), cells), dtype=np.float32)
    for row, terms in zip(has, models, strict=True):
        row[list(terms)] = 1.0
    within: NDArray[np.bool_] = has @ has.T == has.sum(axis=1)[:, None]
    return within


def _bits(group: Iterable[int]) -> int:
    return sum(1 << place for place in group)


def _members(group: int) -> tuple[int, ...]:
    return tuple(place + 1 for place in range(group.bit_length()) if group >> place & 1)
