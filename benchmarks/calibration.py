"""Whether the stated confidence is what it says: of claims stated at 0.8, four in five should be right at their core."""

from __future__ import annotations

import importlib.util
import io
import json
import tempfile
from contextlib import redirect_stdout
from pathlib import Path
from typing import TYPE_CHECKING, Any

from score import matched, same_bounds

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from score import Claims

BINS = 10
TRAINER = Path(__file__).parents[1] / "training" / "train_confidence.py"

Judged = tuple[float, bool]
"""The confidence of a claim, and whether it is right."""


def judged(gold: Claims, predicted: Claims) -> list[Judged]:
    """Return, for each claim read, its confidence and whether it is right at its core.

    Args:
        gold: annotated claims, by document.
        predicted: claims read, by document.
    """
    pairs: list[Judged] = []
    for name, claims in gold.items():
        made = predicted.get(name, [])
        right = {id(other) for one, other in matched(claims, made) if same_bounds(one, other)}
        pairs.extend((float(claim["confidence"]), id(claim) in right) for claim in made)
    return pairs


def calibration(pairs: Iterable[Judged]) -> dict[str, Any]:
    """Return the table of ten equal bins and the expected calibration error.

    The error is the mean gap between stated confidence and share of right claims, over bins, weighted by their
    claims (Naeini, Cooper and Hauskrecht 2015).

    Args:
        pairs: confidence, and whether the claim is right.
    """
    bins: list[list[Judged]] = [[] for _ in range(BINS)]
    for pair in pairs:
        bins[min(int(pair[0] * BINS), BINS - 1)].append(pair)
    total = sum(map(len, bins))
    rows = [_row(number, inside) for number, inside in enumerate(bins) if inside]
    gaps = sum(abs(row["stated"] - row["right"]) * row["claims"] for row in rows)
    return {"claims": total, "error": round(gaps / total, 4) if total else None, "bins": rows}


def _row(number: int, inside: list[Judged]) -> dict[str, Any]:
    """Return one bin that is not empty."""
    return {
        "from": number / BINS,
        "to": (number + 1) / BINS,
        "stated": round(sum(stated for stated, _ in inside) / len(inside), 4),
        "right": round(sum(right for _, right in inside) / len(inside), 4),
        "claims": len(inside),
    }


def lines_of(measured: dict[str, dict[str, Any]]) -> Iterator[str]:
    """Return the tables as lines for people, one table a set."""
    for name, table in measured.items():
        yield f"{name}: {table['claims']} claims, expected calibration error {table['error']}"
        yield f"  {'confidence':12} {'mean':>6} {'right':>6} {'claims':>7}"
        for row in table["bins"]:
            span = f"{row['from']:.1f} to {row['to']:.1f}"
            yield f"  {span:12} {row['stated']:6.3f} {row['right']:6.3f} {row['claims']:7}"


def cross_validated(folder: Path) -> dict[str, Any] | None:
    """Return what the trainer of the confidence model prints of its five folds; None when it is not there.

    The model it makes is thrown away; the one that ships stays as it is.

    Args:
        folder: annotated texts for training.
    """
    if not TRAINER.exists():
        return None
    spec = importlib.util.spec_from_file_location("train_confidence", TRAINER)
    if spec is None or spec.loader is None:
        return None
    trainer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(trainer)
    with tempfile.TemporaryDirectory() as scratch, redirect_stdout(io.StringIO()) as printed:
        vars(trainer)["MODEL"] = Path(scratch) / "confidence.json"
        trainer.main(folder)
    measured: dict[str, Any] = json.loads(printed.getvalue())
    return measured
