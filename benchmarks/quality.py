"""Measures how well the reader reads, and prints the tables.

    python benchmarks/quality.py                     # everything that can be measured on this machine
    python benchmarks/quality.py --part testset      # one part; may be given again
    python benchmarks/quality.py --json --output benchmarks/results/quality.json

Parts: `testset` (the project's own texts), `calibration` (of the confidence), `rare` (disputes, revisions, hedges,
relays), and, where TOLLBOOK_BENCH_DATA names their folder, `gold` (news articles annotated by others, scored by their
own scorer), `harmless` (claims made of text that is not about harm) and `folds` (five-fold cross-validation of the
confidence model). Exit status 1 when a claim of `harmless` has not been judged, else 0.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import calibration
import harmless
import rare_fields
import score
from corpora import BENCH_VARIABLE, OWN_SETS, AnnotatedSet, Readings, bench_data, bench_sets, write_rows

Report = dict[str, Any]


def testset(readings: Readings) -> Report:
    """Return the measures of the project's own texts."""
    return {each.name: score.score(each.claims(), readings.claims(each)) for each in OWN_SETS}


def gold(readings: Readings) -> Report:
    """Return the measures of the texts that others annotated, by the scorer that comes with them."""
    return {each.name: _scored_outside(each, readings) for each in bench_sets()}


def _scored_outside(annotated: AnnotatedSet, readings: Readings) -> Report:
    """Return what the scorer of the annotators says."""
    folder = bench_data()
    assert folder is not None
    with tempfile.TemporaryDirectory() as scratch:
        predicted = Path(scratch) / "predicted.jsonl"
        write_rows(predicted, readings.claims(annotated))
        scorer = str(folder / "bench" / "score_claims.py")
        command = [sys.executable, scorer, str(annotated.gold), str(predicted), "--json"]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    report: Report = json.loads(done.stdout)
    return report


def calibrated(readings: Readings) -> Report:
    """Return how far stated confidence and share of right claims lie apart; never on what it was fitted to."""
    sets = (*OWN_SETS[:1], *(each for each in bench_sets() if each.name == "gold-dev"))
    return {
        each.name: calibration.calibration(calibration.judged(each.claims(), readings.claims(each)))
        for each in sets
    }


def rare(readings: Readings) -> Report:
    """Return F1 of each rare value: over the passages, over the reconciliation cases where they are, and over both."""
    passages = OWN_SETS[1]
    sets = {passages.name: rare_fields.score(passages.claims(), readings.claims(passages))}
    folder = bench_data()
    if folder is not None:
        cases, documents = rare_fields.reconciliation_cases(folder / "data" / "reconcile")
        sets["reconciliation cases"] = rare_fields.score(cases, rare_fields.read(documents))
    scores = {name: list(values.items()) for name, values in sets.items()}
    total: dict[str, rare_fields.Score] = {}
    for name, value in (pair for pairs in scores.values() for pair in pairs):
        total[name] = total[name] + value if name in total else value
    sets["total"] = total
    return {
        title: {
            name: {
                "gold": each.gold,
                "predicted": each.predicted,
                "right": each.right,
                "f1": round(each.f1, 4),
            }
            for name, each in values.items()
        }
        for title, values in sets.items()
    }


def without_harm(_readings: Readings) -> Report:
    """Return the claims made of text that is not about harm."""
    folder = bench_data()
    assert folder is not None
    return harmless.report(folder)


def folds(_readings: Readings) -> Report:
    """Return the five-fold cross-validation of what was fitted to annotated texts."""
    folder = bench_data()
    assert folder is not None
    return {"confidence": calibration.cross_validated(folder / "data" / "reading")}


def _score_lines(report: Report) -> Iterator[str]:
    for name, measured in report.items():
        yield f"{name}:"
        yield from (f"  {line}" for line in score.lines_of(measured))


def _rare_lines(report: Report) -> Iterator[str]:
    yield f"{'set':22} {'value':12} {'annotated':>9} {'read':>5} {'right':>5} {'F1':>6}"
    for title, values in report.items():
        for name, each in values.items():
            yield f"{title:22} {name:12} {each['gold']:9} {each['predicted']:5} {each['right']:5} {each['f1']:6.3f}"


def _fold_lines(report: Report) -> Iterator[str]:
    for name, measured in report.items():
        yield f"{name}: " + ("no trainer found" if measured is None else json.dumps(measured))


PARTS: dict[str, tuple[str, Callable[[Readings], Report], Callable[[Report], Iterable[str]]]] = {
    "testset": ("The project's own texts", testset, _score_lines),
    "gold": ("Texts annotated by others", gold, _score_lines),
    "calibration": ("Is a claim as often right as its confidence says?", calibrated, calibration.lines_of),
    "rare": ("Disputes, revisions, hedges, relays", rare, _rare_lines),
    "harmless": ("Claims made of text that is not about harm", without_harm, harmless.lines_of),
    "folds": ("Five-fold cross-validation on the training texts", folds, _fold_lines),
}
NEEDS_BENCH_DATA = frozenset({"gold", "harmless", "folds"})


def measure(parts: Iterable[str], *, jobs: int = 1) -> Report:
    """Return the report of each part that can be measured here, by name.

    Args:
        parts: names of parts.
        jobs: processes that read.
    """
    readings = Readings(jobs=jobs)
    here = bench_data() is not None
    return {part: PARTS[part][1](readings) for part in parts if here or part not in NEEDS_BENCH_DATA}


def lines_of(report: Report, wanted: Iterable[str]) -> Iterator[str]:
    """Return the tables as lines for people.

    Args:
        report: as `measure` gives it.
        wanted: the parts asked for; what could not be measured is named.
    """
    for part in wanted:
        title, _, lines = PARTS[part]
        yield f"== {title}"
        yield from (
            lines(report[part]) if part in report else [f"not measured: {BENCH_VARIABLE} names no folder"]
        )
        yield ""


def write_report(path: Path, report: Report) -> None:
    """Write the measures, without words of texts that others own."""
    kept = {
        name: harmless.without_words(part) if name == "harmless" else part for name, part in report.items()
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{json.dumps(kept, indent=1, ensure_ascii=False)}\n", encoding="utf-8")


def main(arguments: list[str] | None = None) -> int:
    """Print the tables; return 1 when a claim has not been judged."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--part", action="append", choices=PARTS, help="measure this part alone")
    parser.add_argument("--jobs", type=int, default=1, help="processes that read")
    parser.add_argument("--json", action="store_true", help="print JSON in place of tables")
    parser.add_argument("--output", type=Path, metavar="FILE", help="write the JSON here as well")
    options = parser.parse_args(arguments)
    parts = options.part or list(PARTS)
    report = measure(parts, jobs=options.jobs)
    if options.output:
        write_report(options.output, report)
    print(
        json.dumps(report, indent=1, ensure_ascii=False)
        if options.json
        else "\n".join(lines_of(report, parts))
    )
    return int(bool(report.get("harmless", {}).get("unjudged")))


if __name__ == "__main__":
    sys.exit(main())
