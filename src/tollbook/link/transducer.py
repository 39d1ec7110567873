"""How likely two spellings are one name: the best alignment of their sounds, in many pairs at once.

Each alignment pairs a sound with a sound, or with nothing; what each pairing is worth was learned
from pairs of spellings (`training/train_names.py`), in nats of evidence against two names that have nothing to
do with each other. One table for each pair of scripts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Counts = NDArray[np.int64]
Codes = NDArray[np.int16]

_CHUNK = 4096
"""Pairs aligned together: enough that NumPy's overhead is small, few enough to stay in the cache."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alphabet:
    """The symbols of one side; any other symbol is one more, at place 0."""

    symbols: str

    def encoded(self, words: Sequence[str], width: int) -> Codes:
        """Return words as rows of places in the alphabet, filled with 0 to a width.

        Args:
            words: of symbols.
            width: columns of the result, `(len(words), width)`; no word is longer.
        """
        text = "".join([word.ljust(width, "\0") for word in words])
        points = np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32)
        return np.asarray(self._table()[np.minimum(points, _LAST_POINT)].reshape(len(words), width))

    def _table(self) -> Codes:
        table = np.zeros(_LAST_POINT + 1, dtype=np.int16)
        for place, symbol in enumerate(self.symbols, start=1):
            table[ord(symbol)] = place
        return table


_LAST_POINT = 0x700


@dataclass(frozen=True, slots=True, kw_only=True)
class Transducer:
    """What pairings of symbols are worth, in nats.

    Attributes:
        left: symbols of one side.
        right: symbols of the other.
        paired: shape `(1 + len(left), 1 + len(right))`.
        dropped: of a left symbol without partner, `(1 + len(left),)`.
        added: of a right symbol without partner, `(1 + len(right),)`.
    """

    left: Alphabet
    right: Alphabet
    paired: Floats
    dropped: Floats
    added: Floats

    def evidence(self, left: Sequence[str], right: Sequence[str]) -> Floats:
        """Return the evidence of each pair's best alignment, in nats, `(len(left),)`.

        Args:
            left: words of the left alphabet.
            right: as many of the right one.
        """
        lengths = np.array([list(map(len, left)), list(map(len, right))], dtype=np.int64).T
        result = np.zeros(len(left), dtype=np.float32)
        order = np.lexsort((lengths[:, 1], lengths[:, 0]))
        for start in range(0, len(order), _CHUNK):
            chosen = order[start : start + _CHUNK]
            widths = lengths[chosen].max(axis=0)
            codes_left = self.left.encoded([left[place] for place in chosen], int(widths[0]))
            codes_right = self.right.encoded([right[place] for place in chosen], int(widths[1]))
            result[chosen] = self._aligned(codes_left, codes_right, lengths[chosen])
        return result

    def _aligned(self, left: Codes, right: Codes, lengths: Counts) -> Floats:
        """Return the evidence of pairs of coded words: a cell of the alignment at a time, for all pairs.

        What runs over the pairs is the last axis, so that each step is one pass over memory in order.
        """
        count, width = right.shape
        rows = np.arange(count)
        right = np.ascontiguousarray(right.T, dtype=np.int32)
        gains, flat = self.added[right], self.paired.ravel()
        row = np.zeros((width + 1, count), dtype=np.float32)
        np.cumsum(gains, axis=0, out=row[1:])
        result = row[lengths[:, 1], rows]
        for place in range(left.shape[1]):
            symbol = left[:, place].astype(np.int32)
            met = flat[symbol * self.paired.shape[1] + right]
            met += row[:-1]
            row += self.dropped[symbol]
            np.maximum(row[1:], met, out=row[1:])
            for column in range(width):
                np.maximum(row[column + 1], row[column] + gains[column], out=row[column + 1])
            result = np.where(lengths[:, 0] == place + 1, row[lengths[:, 1], rows], result)
        return np.asarray(result)
