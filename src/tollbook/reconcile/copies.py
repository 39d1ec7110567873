"""Which documents were made from one another: texts that share many word triples.

Candidates come out of an index of MinHash bands, so that the work grows with the number of
documents and not with that of their pairs. Whether a candidate is a copy is then counted
from the triples themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rensa import RMinHash

from tollbook.reconcile.lexicon import rules
from tollbook.reconcile.views import View

_WORDS = re.compile(r"\w+")
_PERMUTATIONS, _ROWS = 96, 2
"""48 bands of 2 rows: a pair at the threshold of 0.25 shares a band with a chance of 0.95."""

_SEED = 20231


def near_copies(views: Sequence[View]) -> Iterator[tuple[int, int, float]]:
    """Return pairs of numbers of documents, the earlier first, of which one was made from the other, and what they share.

    Each document is compared with the first of each band that it falls into: of a hundred
    copies of one text, each is found through the first, never each through each.

    Args:
        views: documents in the order of their publication.
    """
    shingles = [_shingles(view.document.text) for view in views]
    bands: dict[tuple[int, int, int], int] = {}
    threshold = rules().near_copy_jaccard
    for number, own in enumerate(shingles):
        if not own:
            continue
        firsts = set()
        for band, rows in enumerate(_bands(own)):
            firsts.add(bands.setdefault((band, *rows), number))
        shares = [
            (_jaccard(shingles[first], own), first)
            for first in sorted(firsts - {number})
            if views[first].publisher != views[number].publisher
        ]
        share, first = max(shares, key=lambda each: (each[0], -each[1]), default=(0.0, 0))
        if share >= threshold:
            yield first, number, share


def _shingles(text: str) -> frozenset[str]:
    words = _WORDS.findall(text.lower())
    return frozenset(map(" ".join, zip(words, words[1:], words[2:], strict=False)))


def _bands(shingles: frozenset[str]) -> Iterator[tuple[int, int]]:
    sketch = RMinHash(num_perm=_PERMUTATIONS, seed=_SEED)
    sketch.update(list(shingles))
    digest = sketch.digest()
    return ((digest[start], digest[start + 1]) for start in range(0, _PERMUTATIONS, _ROWS))


def _jaccard(one: frozenset[str], other: frozenset[str]) -> float:
    common = len(one & other)
    return common / (len(one) + len(other) - common)
