"""Scores reconciliation by the scorer of the folder that TOLLBOOK_BENCH_DATA names, on its cases and on our own.

    python benchmarks/reconcile_quality.py                            # a table
    python benchmarks/reconcile_quality.py --output benchmarks/results/reconcile-quality.json

Two ways: from given claims (reconciliation alone; their event, group, flags, as_of, period_hours and measure are ignored),
and end to end from the documents with the built-in reader.
"""

from __future__ import annotations

import argparse
import json
import runpy
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from corpora import FOLDER, bench_data

from tollbook.export.reconciliation import reconciliation_row
from tollbook.pipeline.reconciling import reconcile_case

GOLDEN = FOLDER.parent / "tests" / "golden" / "reconcile"


def own_cases(folder: Path) -> Path:
    """Return a folder of our own golden cases, written as the scorer reads them."""
    notation = runpy.run_path(str(GOLDEN / "notation.py"))
    for path in sorted(GOLDEN.glob("*.toml")):
        notation["write"](path, folder / path.stem)
    return folder


def scores(scorer: Path, cases: Path, *, given: bool, scratch: Path) -> dict[str, Any]:
    """Return the scorer's summary, all cases together and one by one."""
    scratch.mkdir()
    for expected in sorted(cases.glob("*/expected.json")):
        record = reconcile_case(expected.parent, claims=expected if given else None)
        text = json.dumps(reconciliation_row(record), ensure_ascii=False)
        (scratch / f"{expected.parent.name}.json").write_text(text, encoding="utf-8")
    command = [sys.executable, str(scorer), str(cases), str(scratch), "--json"]
    found = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    return {"total": plain(found["total"]), "twins": found["twins"]} | {
        "by_case": {name: plain(each) for name, each in found["by_case"].items()}
    }


def plain(summary: dict[str, Any]) -> dict[str, Any]:
    """Return the figures of a summary that a table shows."""
    parts = {part: summary[part]["f1"] for part in ("claims", "lines", "disputes", "points", "flags")}
    figures = {name: summary["figures"][name] for name in ("low", "high", "grade", "flags", "as_of", "all")}
    states = {name: summary[name] for name in ("dispute_state", "dispute_parties", "sentences", "overall")}
    return parts | {f"figures_{name}": value for name, value in figures.items()} | states


def main() -> None:
    """Score, print and keep."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--output", type=Path)
    arguments = parser.parse_args()
    folder = bench_data()
    if folder is None:
        sys.exit("TOLLBOOK_BENCH_DATA names no folder: the scorer lies there.")
    scorer = folder / "bench" / "score_reconcile.py"
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        sets = {"given cases": folder / "data" / "reconcile", "own cases": own_cases(scratch / "own")}
        result = {
            f"{label}, {'given claims' if given else 'end to end'}": scores(
                scorer, cases, given=given, scratch=scratch / f"{label}-{given}"
            )
            for label, cases in sets.items()
            for given in (True, False)
        }
    if arguments.output:
        arguments.output.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    for label, held in result.items():
        print(label)
        for case, row in {**held["by_case"], "all": held["total"]}.items():
            print(f"  {case:26}", "  ".join(f"{name} {value:.2f}" for name, value in row.items()))


if __name__ == "__main__":
    main()
