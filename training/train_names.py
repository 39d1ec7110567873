"""Fits the model that compares names, and says how good it is on groups that it has not seen.

    python training/train_names.py NAME_PAIRS_CSV              # cross-validates, then writes the model
    python training/train_names.py NAME_PAIRS_CSV --check      # cross-validates alone

NAME_PAIRS_CSV has the columns name_a, name_b, match, group, source. First the tables of the transducers are
counted from the best alignments of the positive pairs (some rounds of hard expectation maximisation, started
from letters that are romanised alike), then a network of one hidden layer is fitted to all pairs by L-BFGS.
Whole groups (a person, a family, a token) are left out in turn, of both steps. Writes
`src/tollbook/link/data/names.json`: numbers for pairs of letters, no names.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
import zlib
from collections import defaultdict
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from tollbook.link.name_scores import TABLES, NameModel, features_of, letters, table_of
from tollbook.link.parts import parts_of
from tollbook.link.romanising import SOUNDS, romanised, sounds
from tollbook.link.transducer import Alphabet, Transducer

MODEL = Path(__file__).parents[1] / "src/tollbook/link/data/names.json"
FOLDS, ROUNDS, UNITS, STEPS = 5, 4, 24, 300
PENALTY = 3e-4
"""Ridge penalty on the weights of the network."""
SMOOTHING = 0.05
ALPHABETS = {
    "arabic": "ابتثجحخدذرزسشصضطظعغفقكلمنهويپچژگٹ",
    "cyrillic": "абвгдежзиклмнопрстуфхцчшщъыьэюяєіґјљњћђџѓќѕәғқңөұүһ",
    "latin": SOUNDS.replace(" ", ""),
}
VOWELS = frozenset("aeiouyw")
DIGITS = 3

Row = dict[str, str]
Numbers = NDArray[np.float64]
Coded = list[tuple[list[int], list[int]]]


def best_alignment(
    left: list[int], right: list[int], paired: list[list[float]], dropped: list[float], added: list[float]
) -> tuple[float, list[tuple[int, int]]]:
    """Return the evidence of the best alignment of two coded words, and its pairings; 0 is nothing."""
    rows, columns = len(left) + 1, len(right) + 1
    score = [[0.0] * columns for _ in range(rows)]
    step = [[0] * columns for _ in range(rows)]
    for column in range(1, columns):
        score[0][column], step[0][column] = score[0][column - 1] + added[right[column - 1]], 2
    for row in range(1, rows):
        symbol = left[row - 1]
        score[row][0], step[row][0] = score[row - 1][0] + dropped[symbol], 1
        for column in range(1, columns):
            choices = (
                score[row - 1][column - 1] + paired[symbol][right[column - 1]],
                score[row - 1][column] + dropped[symbol],
                score[row][column - 1] + added[right[column - 1]],
            )
            best = max(choices)
            score[row][column], step[row][column] = best, choices.index(best)
    return score[-1][-1], _walked(left, right, step)


def _walked(left: list[int], right: list[int], step: list[list[int]]) -> list[tuple[int, int]]:
    row, column = len(left), len(right)
    result = []
    while row or column:
        kind = step[row][column]
        row, column = row - (kind != 2), column - (kind != 1)  # noqa: PLR2004 - 2 adds a right symbol
        result.append((left[row] if kind != 2 else 0, right[column] if kind != 1 else 0))  # noqa: PLR2004
    return result


def first_guess(left: str, right: str) -> Numbers:
    """Return evidence to begin with: letters romanised alike go together, vowels may."""
    table = np.full((len(left) + 1, len(right) + 1), -1.0)
    sound = [
        [sounds(romanised(each)) if side is not SOUNDS else each for each in side] for side in (left, right)
    ]
    for row, one in enumerate(sound[0], start=1):
        for column, other in enumerate(sound[1], start=1):
            near = 0.0 if one in VOWELS and other in VOWELS else -2.0
            table[row, column] = 2.0 if one == other else near
    return table


def counted(data: Coded, paired: Numbers, dropped: Numbers, added: Numbers) -> Numbers:
    """Return how often each pairing stands in the best alignments that speak for a match."""
    tables = paired.tolist(), dropped.tolist(), added.tolist()
    counts = np.zeros(paired.shape)
    for left, right in data:
        evidence, pairings = best_alignment(left, right, *tables)
        for pairing in pairings if evidence > 0 else ():
            counts[pairing] += 1
    return counts


def fit_transducer(words: list[tuple[str, str]], table: str) -> Transducer:
    """Return the transducer of one pair of scripts.

    Args:
        words: parts of names that are one part in two spellings.
        table: its name in `TABLES`.
    """
    left, right = (Alphabet(symbols=ALPHABETS[side]) for side in table.split("-"))
    places = [{symbol: place for place, symbol in enumerate(side.symbols, start=1)} for side in (left, right)]
    data = [
        tuple([at.get(symbol, 0) for symbol in word] for at, word in zip(places, pair, strict=True))
        for pair in words
    ]
    shares = [
        np.bincount([symbol for pair in data for symbol in pair[side]], minlength=len(at) + 1) + 1.0
        for side, at in enumerate(places)
    ]
    share_left, share_right = (share / share.sum() for share in shares)
    paired = first_guess(left.symbols, right.symbols)
    dropped, added = np.full(len(share_left), -1.0), np.full(len(share_right), -0.8)
    prior = SMOOTHING * np.outer(
        np.r_[1, share_left[1:] * len(share_left)], np.r_[1, share_right[1:] * len(share_right)]
    )
    for _ in range(ROUNDS):
        joint = counted(data, paired, dropped, added) + prior  # type: ignore[arg-type]
        joint[0, 0] = 1e-12
        joint /= joint.sum()
        paired = np.clip(np.log(joint / np.outer(share_left, share_right)), -6, 6)
        dropped, added = (
            np.clip(np.log(each), -5, 1) for each in (joint[:, 0] / share_left, joint[0] / share_right)
        )
        paired[0, :], paired[:, 0], dropped[0], added[0] = -2, -2, -1, -1
    return Transducer(
        left=left, right=right, paired=_kept(paired), dropped=_kept(dropped), added=_kept(added)
    )


def _kept(numbers: Numbers) -> NDArray[np.float32]:
    return np.round(numbers, DIGITS).astype(np.float32)


def fit_transducers(rows: list[Row]) -> tuple[Transducer, ...]:
    """Return a transducer for each of `TABLES`, from pairs that have as many parts on both sides."""
    words: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for row in rows:
        sides = parts_of(row["name_a"]), parts_of(row["name_b"])
        table, swapped = table_of(sides[0].script, sides[1].script)
        one, other = sides[::-1] if swapped else sides
        if row["match"] == "1" and len(one.keys) == len(other.keys):
            spelt = letters(one, table, right=False), letters(other, table, right=True)
            words[table] += zip(*spelt, strict=True)
    return tuple(fit_transducer(words[table], name) for table, name in enumerate(TABLES))


def fit_network(features: Numbers, truth: Numbers) -> dict[str, Any]:
    """Return the weights that fit the pairs best under the penalty."""
    mean, scale = features.mean(axis=0), features.std(axis=0) + 1e-6
    given, width = (features - mean) / scale, features.shape[1]
    chance = np.random.default_rng(0)
    inner = width * UNITS
    start = np.r_[
        chance.normal(0, width**-0.5, inner), np.zeros(UNITS), chance.normal(0, UNITS**-0.5, UNITS), 0.0
    ]

    def loss(weights: Numbers) -> tuple[float, Numbers]:
        first, bias, second, last = np.split(weights, [inner, inner + UNITS, inner + 2 * UNITS])
        first = first.reshape(width, UNITS)
        hidden = np.tanh(given @ first + bias)
        out = hidden @ second + last
        error = (1 / (1 + np.exp(-out)) - truth) / len(truth)
        back = np.outer(error, second) * (1 - hidden**2)
        value = np.mean(np.logaddexp(0, out) - truth * out) + PENALTY / 2 * (
            np.sum(first**2) + np.sum(second**2)
        )
        slopes = (
            (given.T @ back + PENALTY * first).ravel(),
            back.sum(axis=0),
            hidden.T @ error + PENALTY * second,
        )
        return float(value), np.r_[*slopes, error.sum()]

    best = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": STEPS}).x
    first, bias, second, last = np.split(best, [inner, inner + UNITS, inner + 2 * UNITS])
    return {
        "mean": mean, "scale": scale, "inner": first.reshape(width, UNITS), "inner_bias": bias, "outer": second,
        "outer_bias": float(last[0]),
    }  # fmt: skip


def fit(rows: list[Row]) -> NameModel:
    """Return the model of some pairs."""
    tables = fit_transducers(rows)
    features = features_of([row["name_a"] for row in rows], [row["name_b"] for row in rows], tables)
    return NameModel(
        transducers=tables, **fit_network(features, np.array([float(row["match"]) for row in rows]))
    )


def best_f1(scores: Numbers, truth: Numbers) -> tuple[float, float]:
    """Return the best F1 over all thresholds, and the threshold."""
    order = np.argsort(-scores)
    found = np.cumsum(truth[order])
    values = 2 * found / (np.arange(1, len(truth) + 1) + truth.sum())
    return float(values.max()), float(scores[order[values.argmax()]])


def cross_validated(rows: list[Row]) -> Numbers:
    """Return the score of each pair by a model that has not seen its group."""
    fold = np.array([zlib.crc32(row["group"].encode()) % FOLDS for row in rows])
    scores = np.zeros(len(rows))
    for left_out in range(FOLDS):
        model = fit([row for row, its in zip(rows, fold, strict=True) if its != left_out])
        unseen = [row for row, its in zip(rows, fold, strict=True) if its == left_out]
        names = [row["name_a"] for row in unseen], [row["name_b"] for row in unseen]
        scores[fold == left_out] = model.scores(features_of(*names, model.transducers))
    return scores


def stored(model: NameModel) -> str:
    """Return the model as JSON, a table a line."""
    tables = {
        name: {"left": each.left.symbols, "right": each.right.symbols}
        | {field: _rounded(getattr(each, field)) for field in ("paired", "dropped", "added")}
        for name, each in zip(TABLES, model.transducers, strict=True)
    }
    fields = ("mean", "scale", "inner", "inner_bias", "outer", "outer_bias")
    plain = {field: _rounded(getattr(model, field), DIGITS + 1) for field in fields}
    lines = [f"{json.dumps(name)}: {json.dumps(value, ensure_ascii=False)}" for name, value in plain.items()]
    inner = ",\n".join(
        f"{json.dumps(name)}: {json.dumps(value, ensure_ascii=False)}" for name, value in tables.items()
    )
    return "{\n" + ",\n".join([*lines, f'"tables": {{\n{inner}\n}}']) + "\n}\n"


def _rounded(numbers: Any, digits: int = DIGITS) -> Any:  # noqa: ANN401 - arrays of any shape, and single numbers
    return np.round(np.asarray(numbers, dtype=np.float64), digits).tolist()


def main(arguments: list[str] | None = None) -> int:
    """Cross-validate, print F1 by source, and write the model."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("pairs", type=Path)
    parser.add_argument("--check", action="store_true", help="write nothing")
    options = parser.parse_args(arguments)
    with options.pairs.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    truth = np.array([float(row["match"]) for row in rows])
    sources = np.array([row["source"] for row in rows])
    scores = cross_validated(rows)
    for source in sorted(set(sources)):
        here = sources == source
        print(f"{source:14} {here.sum():6} pairs  best F1 {best_f1(scores[here], truth[here])[0]:.3f}")
    print("all, one threshold: F1 {:.4f} at {:.3f}".format(*best_f1(scores, truth)))
    if not options.check:
        MODEL.write_text(stored(fit(rows)), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
