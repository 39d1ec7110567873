"""Finding the passages of an article again in the page that it was taken from.

The extractor of articles says what belongs to the article, and not where it stood.
Its passages are looked for in the page by their letters alone, in order, so that
blanks, inline markup and joined lines make no difference.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_NO_LETTERS = re.compile(r"[\W_]+")
_FEWEST_LETTERS = 16  # of a passage that is looked for inside others; shorter ones must be a whole run
_END_LETTERS = 40  # of the beginning or end by which a passage with something cut out of it is found


class PageText:
    """The runs of a page, made to be searched from the last place found on."""

    __slots__ = ("_cursor", "_joined", "_keys", "_starts", "_whole")

    def __init__(self, runs: Sequence[str]) -> None:
        """Prepare the runs of the page, in order."""
        self._keys = [_key(run) for run in runs]
        self._joined = "".join(self._keys)
        self._starts = list(accumulate((len(key) for key in self._keys), initial=0))
        self._whole: dict[str, list[int]] = defaultdict(list)
        for index, key in enumerate(self._keys):
            self._whole[key].append(index)
        self._cursor = 0

    def find(self, passage: str) -> range | None:
        """Return the indices of the runs that a passage spans, or None when it is not in the page."""
        key = _key(passage)
        if not key:
            return None
        found = self._whole_run(key) or self._inside(key) or self._by_its_ends(key)
        if found:
            self._cursor = found.start
        return found

    def _whole_run(self, key: str) -> range | None:
        indices = self._whole.get(key)
        if not indices:
            return None
        after = bisect_right(indices, self._cursor - 1)
        index = indices[after] if after < len(indices) else indices[0]
        return range(index, index + 1)

    def _inside(self, key: str) -> range | None:
        if len(key) < _FEWEST_LETTERS:
            return None
        at = self._joined.find(key, self._starts[self._cursor])
        if at < 0:
            at = self._joined.find(key)
        return None if at < 0 else range(self._run_at(at), self._run_at(at + len(key) - 1) + 1)

    def _by_its_ends(self, key: str) -> range | None:
        if len(key) <= _END_LETTERS:
            return None
        return self._inside(key[:_END_LETTERS]) or self._inside(key[-_END_LETTERS:])

    def _run_at(self, position: int) -> int:
        """Return the index of the run that holds a letter; empty runs hold none."""
        return bisect_right(self._starts, position) - 1


def _key(text: str) -> str:
    """Return the letters and digits of a text, or all its signs where it has none."""
    return _NO_LETTERS.sub("", text) or "".join(text.split())
