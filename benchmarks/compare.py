"""Measures a reader on the open test set, beside the baselines and Tollbook: one command for any reader.

    python benchmarks/compare.py PREDICTIONS.jsonl...     # claims made elsewhere, by a program in any language
    python benchmarks/compare.py module:ReaderClass...    # a class with the three members of tollbook.Reader
    python benchmarks/compare.py                          # the baselines and Tollbook alone

PREDICTIONS.jsonl holds one object a line, `{"id": ..., "claims": [...]}`, for the documents of
`benchmarks/testset/documents.jsonl`, of `passages.jsonl`, or of both (the ids differ). A set for which it has no
id at all is left out. What is measured: docs/benchmark/README.md.
"""

from __future__ import annotations

import argparse
import json
import sys
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpora import OWN_SETS, Readings, bench_sets, reader_of
from score import Claims, Mismatch, load, score

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpora import AnnotatedSet

BUILT_IN = f"tollbook {metadata.version('tollbook')}"
BASELINES = {"every number": "baselines:EveryNumber", "regular expression": "baselines:RegularExpression"}
COLUMNS = ("claimant", "scope", "stance", "modality", "victims", "place", "when", "by")

Table = dict[str, dict[str, dict[str, Any]]]
"""Reports by set and by reader."""


def read_by(address: str | None) -> dict[str, Claims]:
    """Return the claims that a reader makes, by set.

    Args:
        address: `module:Class`; None for the built-in reader.
    """
    readings = Readings(None if address is None else reader_of(address))
    return {each.name: readings.claims(each) for each in _sets()}


def predicted_in(path: Path) -> dict[str, Claims]:
    """Return the claims of a file, by each set that it has documents of."""
    claims = load(path)
    return {each.name: claims for each in _sets() if claims.keys() & each.claims().keys()}


def _sets() -> tuple[AnnotatedSet, ...]:
    return (*OWN_SETS, *(each for each in bench_sets() if each.name == "gold-dev"))


def compared(entries: list[str]) -> Table:
    """Return the reports of the baselines, of Tollbook and of the entries, by set and name.

    Args:
        entries: paths of predictions, and `module:Class` addresses.
    """
    claims = {name: read_by(address) for name, address in BASELINES.items()} | {BUILT_IN: read_by(None)}
    for entry in entries:
        path = Path(entry)
        claims[path.stem if path.exists() else entry] = (
            predicted_in(path) if path.exists() else read_by(entry)
        )
    return {
        each.name: {
            name: score(each.claims(), by_set[each.name])
            for name, by_set in claims.items()
            if each.name in by_set
        }
        for each in _sets()
    }


def lines_of(table: Table) -> Iterator[str]:
    """Return the reports as tables in Markdown."""
    for title, reports in table.items():
        facts = next(iter(reports.values()))
        yield f"**{title}**: {facts['documents']} texts, {facts['gold']} claims"
        yield ""
        yield f"| reader | core P | core R | core F1 | full F1 | {' | '.join(COLUMNS)} |"
        yield f"|---|{'---|' * (4 + len(COLUMNS))}"
        for name, report in reports.items():
            core = report["core"]
            shares = (report["fields"].get(column) for column in COLUMNS)
            cells = [core["precision"], core["recall"], core["f1"], report["full"]["f1"], *shares]
            yield f"| {name} | {' | '.join('' if cell is None else f'{cell:.3f}' for cell in cells)} |"
        yield ""


def main(arguments: list[str] | None = None) -> int:
    """Print the tables and return 0; 2 when an entry cannot be measured."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("entries", nargs="*", metavar="PREDICTIONS.jsonl|module:Class")
    parser.add_argument("--json", action="store_true", help="print all measures as JSON")
    options = parser.parse_args(arguments)
    wrong = [entry for entry in options.entries if ":" not in entry and not Path(entry).exists()]
    if wrong:
        parser.error(f"{wrong[0]} is no file, and no module:Class either")
    try:
        table = compared(options.entries)
    except (Mismatch, ImportError, AttributeError) as error:
        print(error, file=sys.stderr)
        return 2
    print(json.dumps(table) if options.json else "\n".join(lines_of(table)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
