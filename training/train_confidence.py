"""Fits the weights by which the reader says how sure it is of a claim.

    python training/train_confidence.py TEXTS_FOLDER

TEXTS_FOLDER holds `articles-open.jsonl`, `gold-train.jsonl` and `gold-train-incidents.jsonl`. The reader
reads the texts; a claim of it is right when a gold claim of the same harm overlaps it and says the same
bounds. A logistic regression (ridge penalty, batch gradient descent, no randomness) then maps how each
claim was found to the chance that it is right. Prints the calibration by five-fold cross-validation
over documents, and writes `src/tollbook/extract/data/en/confidence.json`.
"""

from __future__ import annotations

import json
import math
import sys
from pathlib import Path
from typing import Any

from tollbook.extract.confidence import features
from tollbook.extract.reader import view_of
from tollbook.model import Document

MODEL = Path(__file__).parents[1] / "src/tollbook/extract/data/en/confidence.json"
PENALTY = 2.0
"""Ridge penalty, chosen by the cross-validated log loss among 0.5, 1, 2, 4, 8."""
STEPS, RATE, FOLDS, BINS = 400, 1.0, 5, 10
LEAST_WEIGHT = 0.0005
"""Weights are kept to three digits; those that round to nothing are left out."""

Example = tuple[list[str], bool]


def examples_of(text: str, gold: list[dict[str, Any]]) -> list[Example]:
    """Return, for each claim that the reader makes in a text, its features and whether it is right."""
    document = Document(id="", sha256="", media_type="text/plain", text=text, extractor="", language="en")
    left = list(gold)
    result = []
    for found in view_of(document).found:
        count = found.link.count
        right = next(
            (
                claim
                for claim in left
                if claim["harm"] == found.link.harm
                and (claim["low"], claim["high"]) == (count.low, count.high)
                and min(claim["end"], found.end) > max(claim["start"], found.start)
            ),
            None,
        )
        if right is not None:
            left.remove(right)
        result.append((features(found), right is not None))
    return result


def fit(examples: list[Example]) -> dict[str, float]:
    """Return the weights that fit the examples best under the penalty."""
    names = sorted({name for row, _ in examples for name in row})
    weights = dict.fromkeys(names, 0.0)
    for _ in range(STEPS):
        slope = {name: PENALTY * weight * (name != "always") for name, weight in weights.items()}
        for row, right in examples:
            error = chance(weights, row) - right
            for name in row:
                slope[name] += error
        for name in names:
            weights[name] -= RATE * slope[name] / len(examples) * 10
    return weights


def chance(weights: dict[str, float], row: list[str]) -> float:
    """Return the chance that the weights give a claim."""
    return 1.0 / (1.0 + math.exp(-sum(weights.get(name, 0.0) for name in row)))


def calibration_error(pairs: list[tuple[float, bool]]) -> float:
    """Return the mean gap between stated chance and share of right claims, over ten bins."""
    total = 0.0
    for number in range(BINS):
        inside = [pair for pair in pairs if min(int(pair[0] * BINS), BINS - 1) == number]
        total += abs(sum(stated for stated, _ in inside) - sum(right for _, right in inside))
    return total / len(pairs)


def main(folder: Path) -> None:
    """Fit, cross-validate, print and write."""
    texts = {row["id"]: row["text"] for row in lines(folder / "articles-open.jsonl")}
    documents = [
        examples_of(row.get("text") or texts[row["id"]], row["claims"])
        for name in ("gold-train.jsonl", "gold-train-incidents.jsonl")
        for row in lines(folder / name)
    ]
    pairs: list[tuple[float, bool]] = []
    for fold in range(FOLDS):
        weights = fit([example for i, rows in enumerate(documents) if i % FOLDS != fold for example in rows])
        held_out = [example for i, rows in enumerate(documents) if i % FOLDS == fold for example in rows]
        pairs.extend((chance(weights, row), right) for row, right in held_out)
    loss = -sum(math.log(max(1e-9, stated if right else 1 - stated)) for stated, right in pairs) / len(pairs)
    report = {
        "claims": len(pairs),
        "share_right": round(sum(right for _, right in pairs) / len(pairs), 4),
        "cross_validated_calibration_error": round(calibration_error(pairs), 4),
        "cross_validated_log_loss": round(loss, 4),
    }
    sys.stdout.write(json.dumps(report, indent=1) + "\n")
    weights = fit([example for rows in documents for example in rows])
    kept = {name: round(weight, 3) for name, weight in sorted(weights.items()) if abs(weight) >= LEAST_WEIGHT}
    MODEL.write_text(
        json.dumps({"made_by": "training/train_confidence.py", **report, "weights": kept}, indent=1) + "\n"
    )


def lines(path: Path) -> list[dict[str, Any]]:
    """Return the objects of a JSONL file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
