"""Writes measured figures between their markers in README.md and docs, from `benchmarks/results/*.json`.

    python benchmarks/readme_figures.py            # fill in
    python benchmarks/readme_figures.py --check    # exit status 1 when a page says something else

A place for figures begins with the comment `figures: NAME` and ends with `end of figures`. Names are the
functions in FIGURES. Where a result has not been measured, the place says so.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import compare
import speed
from commands import tollbook_command

ROOT = Path(__file__).parents[1]
RESULTS = ROOT / "benchmarks" / "results"
PAGES = ("README.md", "docs/benchmark/README.md", "docs/reader.md")
EXAMPLE = Path("examples/arvenia/02-coast-daily-market.html")
_COLUMNS = 80
_PLACE = re.compile(r"(<!-- figures: (?P<name>[\w-]+) -->\n)(.*?)(<!-- end of figures -->)", re.DOTALL)
_SETS = {
    "gold-dev": ("gold", "news articles, kept for measuring"),
    "gold-train": ("gold", "news articles, studied"),
    "gold-train-incidents": ("gold", "short incident texts, studied"),
    "documents": ("testset", "our own invented documents"),
    "passages": ("testset", "our own passages with what is rare"),
}

Report = dict[str, Any]


def result(name: str) -> Report:
    """Return a result; empty when it was not measured."""
    path = RESULTS / f"{name}.json"
    found: Report = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return found


def quality() -> Iterator[str]:
    """Return core and full measures of each set as a table."""
    measured = result("quality")
    yield "| text | claims | core precision | core recall | core F1 | full F1 |"
    yield "|---|---|---|---|---|---|"
    for name, (part, title) in _SETS.items():
        report = measured.get(part, {}).get(name)
        if report:
            core = report["core"]
            cells = (core["precision"], core["recall"], core["f1"], report["full"]["f1"])
            yield f"| {name}: {title} | {report['gold']} | {' | '.join(f'{cell:.3f}' for cell in cells)} |"


def fields() -> Iterator[str]:
    """Return the share of fields that are right in claims whose core is right."""
    measured = result("quality")
    sets = {name: measured.get(part, {}).get(name) for name, (part, _) in _SETS.items()}
    kept = {name: report["fields"] for name, report in sets.items() if report}
    yield f"| field | {' | '.join(kept)} |"
    yield f"|---|{'---|' * len(kept)}"
    for field in next(iter(kept.values()), {}):
        yield f"| {field} | {' | '.join(f'{report[field]:.3f}' for report in kept.values())} |"


def rare() -> Iterator[str]:
    """Return F1 of what is rare."""
    yield "| value | annotated | read | right | F1 |"
    yield "|---|---|---|---|---|"
    for name, each in result("quality").get("rare", {}).get("total", {}).items():
        yield f"| {name} | {each['gold']} | {each['predicted']} | {each['right']} | {each['f1']:.3f} |"


def rare_in_words() -> Iterator[str]:
    """Return F1 of what is rare, in one line."""
    values = result("quality").get("rare", {}).get("total", {})
    yield ", ".join(f"`{name}` {each['f1']:.2f} ({each['gold']} annotated)" for name, each in values.items())


def calibration() -> Iterator[str]:
    """Return the bins of stated confidence."""
    yield "| text | confidence | mean stated | share right | claims |"
    yield "|---|---|---|---|---|"
    for name, table in result("quality").get("calibration", {}).items():
        for row in table["bins"]:
            span = f"{row['from']:.1f} to {row['to']:.1f}"
            yield f"| {name} | {span} | {row['stated']:.2f} | {row['right']:.2f} | {row['claims']} |"
        yield f"| {name} | all: error {table['error']:.3f} | | | {table['claims']} |"


def harmless() -> Iterator[str]:
    """Return how many claims are made of text that is not about harm."""
    each = result("quality").get("harmless")
    if each:
        yield (
            f"In {each['sentences']:,} sentences of a treebank that is not about harm, Tollbook makes {each['claims']} "
            f"claims; {each['right']} of them are right, {each['false']} are false and {each['unjudged']} have not been "
            f"judged: {each['false_per_1000_sentences']} that are not right per 1,000 sentences."
        )


def swiftness() -> Iterator[str]:
    """Return the table of speed and memory."""
    measured = result("speed")
    if measured:
        yield from speed.own_lines(measured)


def peers() -> Iterator[str]:
    """Return the rates of other programs beside ours."""
    measured = result("speed")
    if measured:
        yield from speed.peer_lines(measured)


def comparison() -> Iterator[str]:
    """Return the tables that compare readers."""
    yield from compare.lines_of(result("compare"))


def output() -> Iterator[str]:
    """Return what the command prints of one example, as it is printed now."""
    done = subprocess.run(
        [*tollbook_command(), "read", str(EXAMPLE), "--width", str(_COLUMNS)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "NO_COLOR": "1"},
    )
    yield "```text"
    yield from (line.rstrip() for line in done.stdout.splitlines())
    yield "```"


FIGURES: dict[str, Callable[[], Iterator[str]]] = {
    "output": output,
    "quality": quality,
    "fields": fields,
    "rare": rare,
    "rare-in-words": rare_in_words,
    "calibration": calibration,
    "harmless": harmless,
    "speed": swiftness,
    "peers": peers,
    "comparison": comparison,
}


def filled(text: str) -> str:
    """Return the text of a page with every place for figures filled in."""

    def block(place: re.Match[str]) -> str:
        lines = "\n".join(FIGURES[place["name"]]()).strip()
        return f"{place[1]}\n{lines or 'Not measured yet.'}\n\n{place[4]}"

    return _PLACE.sub(block, text)


def main(arguments: list[str] | None = None) -> int:
    """Fill in the pages, or say which of them differ."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--check", action="store_true", help="write nothing")
    options = parser.parse_args(arguments)
    different = 0
    for page in (ROOT / name for name in PAGES):
        text = page.read_text(encoding="utf-8")
        if filled(text) != text:
            different += 1
            print(f"{page.relative_to(ROOT)}: {'differs' if options.check else 'filled in'}")
            if not options.check:
                page.write_text(filled(text), encoding="utf-8")
    return int(options.check and different > 0)


if __name__ == "__main__":
    sys.exit(main())
