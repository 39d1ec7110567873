"""How far two names can be one person's, as one number: a small model over several ways to compare.

No single measure is best where the order of parts is known and where it is free, within a script and
across two. The model weighs the alignment of sounds (`transducer`), the best pairing of parts, the ends of the
names and plain string measures; `training/train_names.py` fits it and says how it was tested.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pkgutil import get_data
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process
from rapidfuzz.distance import Indel, JaroWinkler, Levenshtein

from tollbook.link.folding import Script
from tollbook.link.parts import NameParts, parts_of
from tollbook.link.romanising import HEBREW_AS_ARABIC, romanised, sounds
from tollbook.link.transducer import Alphabet, Transducer

Numbers = NDArray[np.float64]
Parts = list[tuple[str, ...]]

MOST_PARTS = 5
"""Parts of a name that are compared with each other; later ones count in the whole alone."""

MATCH_SCORE = 0.45
"""At this score and above, two names are more likely than not one person's spelling among look-alikes;
the best single threshold in cross-validation."""

TABLES = ("arabic-latin", "cyrillic-latin", "latin-latin", "arabic-arabic")
"""Pairs of scripts that have a table of their own; Hebrew is read as Arabic, the rest as Latin."""

_LETTERS_OF = {Script.ARABIC: "arabic", Script.HEBREW: "arabic", Script.CYRILLIC: "cyrillic"}
_CHUNK = 16384
"""Pairs compared at once; more would cost memory and no less time."""

_SOFT = str.maketrans("", "", "aeiouyhw")
_NOT_PAIRED = -9.0
_CLIP = 2.0
_WEAK = 0.2


class _Pair(NamedTuple):
    """Two names ready to be compared: the side in another script first."""

    table: int
    left: tuple[str, ...]
    right: tuple[str, ...]
    latin_left: tuple[str, ...]
    latin_right: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NameModel:
    """The fitted model.

    Attributes:
        transducers: one for each of `TABLES`.
        mean: of each feature, `(features,)`.
        scale: its standard deviation, `(features,)`.
        inner: weights of the hidden units, `(features, units)`.
        inner_bias: `(units,)`.
        outer: `(units,)`.
        outer_bias: one number.
    """

    transducers: tuple[Transducer, ...]
    mean: Numbers
    scale: Numbers
    inner: Numbers
    inner_bias: Numbers
    outer: Numbers
    outer_bias: float

    def scores(self, features: Numbers) -> Numbers:
        """Return the score of each row of features, `(rows,)`, from 0 to 1."""
        hidden = np.tanh((features - self.mean) / self.scale @ self.inner + self.inner_bias)
        return np.asarray(1.0 / (1.0 + np.exp(-(hidden @ self.outer + self.outer_bias))))


def name_pair_scores(left: Sequence[str], right: Sequence[str]) -> Numbers:
    """Return for each pair of names how far they can be one person's, from 0 to 1, `(len(left),)`.

    The score is a comparison of spellings alone: namesakes score high, and a name that was not given 0. `MATCH_SCORE` is the threshold that
    serves best where nothing else is known. The scripts may differ; the order of the pair does not matter
    between two scripts, and hardly within one.

    Args:
        left: names as printed.
        right: as many names.

    Raises:
        ValueError: when there are not as many on one side as on the other.

    References:
        Jaro-Winkler: Winkler 1990. Alignment of sounds: Ristad and Yianilos 1998, stochastic edit distance.

    Example:
        >>> same, other = name_pair_scores(["Amira Solen", "Amira Solen"], ["SOLEN, Ameera", "Tarek Vela"])
        >>> bool(same > MATCH_SCORE > other)
        True
    """
    if len(left) != len(right):
        raise ValueError(
            f"Cannot compare {len(left)} names with {len(right)}: one of each side makes a pair. Pass lists of one length."
        )
    if not left:
        return np.zeros(0)
    model = name_model()
    starts = range(0, len(left), _CHUNK)
    ends = [(left[start : start + _CHUNK], right[start : start + _CHUNK]) for start in starts]
    scores = np.concatenate([model.scores(features_of(*chunk, model.transducers)) for chunk in ends])
    said = [bool(parts_of(one).keys and parts_of(other).keys) for one, other in zip(left, right, strict=True)]
    return np.where(said, scores, 0.0)


def name_pair_score(left: str, right: str) -> float:
    """Return how far two names can be one person's, from 0 to 1; see `name_pair_scores`.

    Args:
        left: a name as printed.
        right: another.
    """
    return float(name_pair_scores([left], [right])[0])


@cache
def name_model() -> NameModel:
    """Return the model that ships with the package."""
    stored: dict[str, Any] = json.loads(get_data("tollbook.link", "data/names.json") or b"")
    arrays = {name: np.array(stored[name]) for name in ("mean", "scale", "inner", "inner_bias", "outer")}
    tables = tuple(_transducer(stored["tables"][name]) for name in TABLES)
    return NameModel(transducers=tables, outer_bias=stored["outer_bias"], **arrays)


def _transducer(stored: dict[str, Any]) -> Transducer:
    paired, dropped, added = (
        np.array(stored[name], dtype=np.float32) for name in ("paired", "dropped", "added")
    )
    left, right = Alphabet(symbols=stored["left"]), Alphabet(symbols=stored["right"])
    return Transducer(left=left, right=right, paired=paired, dropped=dropped, added=added)


def table_of(left: Script, right: Script) -> tuple[int, bool]:
    """Return which of `TABLES` compares two scripts, and whether the sides change places.

    Args:
        left: script of one name.
        right: of the other.
    """
    first, second = _LETTERS_OF.get(left, "latin"), _LETTERS_OF.get(right, "latin")
    swapped = first == "latin" != second
    if swapped:
        first, second = second, first
    name = f"{first}-{second}"
    return (TABLES.index(name), swapped) if name in TABLES else (TABLES.index("latin-latin"), swapped)


def letters(parts: NameParts, table: int, *, right: bool) -> tuple[str, ...]:
    """Return the parts of a name in the symbols of a table.

    Args:
        parts: of the name.
        table: place in `TABLES`.
        right: whether the name is on the right side.
    """
    side = TABLES[table].split("-")[right]
    if side == "latin":
        return tuple(sounds(romanised(key)) for key in parts.keys)
    if side == "arabic":
        return tuple(key.translate(HEBREW_AS_ARABIC) for key in parts.keys)
    return parts.keys


def features_of(left: Sequence[str], right: Sequence[str], tables: Sequence[Transducer]) -> Numbers:
    """Return what the model weighs of each pair of names, `(len(left), features)`.

    Args:
        left: names as printed.
        right: as many.
        tables: one for each of `TABLES`.
    """
    pairs = [_pair(parts_of(a), parts_of(b)) for a, b in zip(left, right, strict=True)]
    kinds = np.array([pair.table for pair in pairs])
    sides = [pair.left for pair in pairs], [pair.right for pair in pairs]
    letters_left, letters_right = (
        np.array([sum(len(part) for part in parts) for parts in side]) for side in sides
    )
    counts = [np.array([min(len(parts), MOST_PARTS) for parts in side]) for side in sides]
    total = np.maximum(letters_left + letters_right, 1)
    whole, paired = _alignments(*sides, kinds, tables)
    columns = [
        np.clip(whole / total, -_CLIP, _CLIP),
        np.clip(whole, -30, 60) / 30,
        *_string_measures([pair.latin_left for pair in pairs], [pair.latin_right for pair in pairs]),
        *_pairings(paired, counts[0], counts[1]),
        total / 30,
        np.abs(letters_left - letters_right) / total,
        np.minimum(letters_left, letters_right) / 10,
        *(kinds == table for table in range(len(TABLES))),
    ]
    return np.column_stack(columns).astype(np.float64)


def _pair(left: NameParts, right: NameParts) -> _Pair:
    table, swapped = table_of(left.script, right.script)
    if swapped:
        left, right = right, left
    return _Pair(
        table,
        letters(left, table, right=False),
        letters(right, table, right=True),
        tuple(map(romanised, left.keys)),
        tuple(map(romanised, right.keys)),
    )


def _alignments(
    lefts: Parts, rights: Parts, kinds: NDArray[np.int64], tables: Sequence[Transducer]
) -> tuple[Numbers, Numbers]:
    """Return the evidence of whole names, and for each symbol that of each part with each, `(pairs, 5, 5)`."""
    whole = np.zeros(len(lefts))
    paired = np.full((len(lefts), MOST_PARTS, MOST_PARTS), _NOT_PAIRED)
    for table, transducer in enumerate(tables):
        chosen = np.flatnonzero(kinds == table)
        if chosen.size:
            left, right = ([side[place] for place in chosen.tolist()] for side in (lefts, rights))
            whole[chosen] = transducer.evidence(list(map("".join, left)), list(map("".join, right)))
            paired[chosen] = _parts_with_parts(left, right, transducer)
    return whole, paired


def _parts_with_parts(lefts: Parts, rights: Parts, transducer: Transducer) -> Numbers:
    """Return the evidence of parts with parts, `(pairs, 5, 5)`; each two spellings are aligned once."""
    (words_left, left_ids), (words_right, right_ids) = _numbered(lefts), _numbered(rights)
    both = left_ids[:, :, None] * len(words_right) + right_ids[:, None, :]
    there = (left_ids >= 0)[:, :, None] & (right_ids >= 0)[:, None, :]
    met, places = np.unique(both[there], return_inverse=True)
    one = [words_left[place] for place in (met // max(len(words_right), 1)).tolist()]
    other = [words_right[place] for place in (met % max(len(words_right), 1)).tolist()]
    lengths = np.array([len(left) + len(right) for left, right in zip(one, other, strict=True)])
    cells = np.full(there.shape, _NOT_PAIRED)
    cells[there] = (transducer.evidence(one, other) / np.maximum(lengths, 1))[places]
    return cells


def _numbered(rows: Parts) -> tuple[list[str], NDArray[np.int64]]:
    """Return the different words of the first five parts, and each row's by their number, -1 where there are no more."""
    seen: dict[str, int] = {}
    numbers = np.full((len(rows), MOST_PARTS), -1, dtype=np.int64)
    for place, row in enumerate(rows):
        for column, word in enumerate(row[:MOST_PARTS]):
            numbers[place, column] = seen.setdefault(word, len(seen))
    return list(seen), numbers


def _string_measures(lefts: Parts, rights: Parts) -> list[Numbers]:
    """Return plain measures of the Latin spellings, each `(pairs,)`."""
    left, right = (["".join(parts) for parts in side] for side in (lefts, rights))
    spaced = [[" ".join(parts) for parts in side] for side in (lefts, rights)]
    sorted_parts = [[" ".join(sorted(parts)) for parts in side] for side in (lefts, rights)]
    hard = [[each.translate(_SOFT) for each in side] for side in (left, right)]
    measures = [
        process.cpdist(left, right, scorer=JaroWinkler.similarity),
        process.cpdist(left, right, scorer=Levenshtein.normalized_similarity),
        process.cpdist(*sorted_parts, scorer=Indel.normalized_similarity),
        process.cpdist(*hard, scorer=Indel.normalized_similarity),
        process.cpdist(*spaced, scorer=fuzz.partial_ratio) / 100,
    ]
    return [np.asarray(measure, dtype=np.float64) for measure in measures]


def _pairings(paired: Numbers, lefts: NDArray[np.int64], rights: NDArray[np.int64]) -> list[Numbers]:
    """Return what the best pairing of parts shows, and what stands at the ends, each `(pairs,)`."""
    rows = np.arange(len(paired))
    fewer, more = np.minimum(lefts, rights), np.maximum(lefts, rights)
    chosen, in_order = _best_first(paired, fewer)
    there = ~np.isnan(chosen)
    values = np.where(there, chosen, 0.0)
    least = np.where(there, chosen, np.inf).min(axis=1)
    last_left, last_right = np.maximum(lefts - 1, 0), np.maximum(rights - 1, 0)
    crossed = np.maximum(paired[rows, 0, last_right], paired[rows, last_left, 0])
    columns = [
        values.sum(axis=1) / np.maximum(fewer, 1),
        np.where(fewer > 0, least, 0.0),
        values[:, 0],
        np.where(fewer > 1, values[:, 1], values[:, 0]),
        np.clip(values, -1, _CLIP).sum(axis=1) / 4,
        (there & (values < _WEAK)).sum(axis=1) / 3,
        in_order / np.maximum(fewer, 1),
        paired[:, 0, 0],
        paired[rows, last_left, last_right],
        crossed,
        np.where(fewer > 1, paired[:, 1, 1], 0.0),
        more / 3,
        fewer / 3,
        (more - fewer) / 2,
        more == 1,
        fewer == 1,
    ]
    return [np.clip(np.asarray(column, dtype=np.float64), -_CLIP, 3.0) for column in columns]


def _best_first(paired: Numbers, fewer: NDArray[np.int64]) -> tuple[Numbers, Numbers]:
    """Return the evidence of parts paired greedily, best first, `(pairs, 5)`, and how many kept their place."""
    left = paired.copy()
    rows = np.arange(len(paired))
    chosen = np.full((len(paired), MOST_PARTS), np.nan)
    in_order = np.zeros(len(paired))
    for step in range(MOST_PARTS):
        flat = left.reshape(len(left), -1)
        best = flat.argmax(axis=1)
        row, column = best // MOST_PARTS, best % MOST_PARTS
        going = step < fewer
        chosen[going, step] = np.clip(flat[rows, best], -_CLIP, _CLIP)[going]
        in_order += going & (row == column)
        left[rows, row, :] = _NOT_PAIRED
        left[rows, :, column] = _NOT_PAIRED
    return chosen, in_order
