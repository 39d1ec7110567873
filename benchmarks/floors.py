"""The measures below which the reader must not fall, and how to raise them.

    python benchmarks/floors.py            # measure, and print what each floor is
    python benchmarks/floors.py --raise    # raise each floor to 0.01 under what is measured; none is ever lowered

Floors live in `floors.toml`; `tests/golden/test_floors.py` fails when one is not reached. To lower one, edit the file and
say why in its `reason`.
"""

from __future__ import annotations

import argparse
import re
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpora import OWN_SETS, Readings, bench_sets
from score import score

if TYPE_CHECKING:
    from collections.abc import Iterator

FLOORS = Path(__file__).with_name("floors.toml")
MARGIN = 0.01
"""How far a floor lies under what was measured: a change of three or four claims."""

Floors = dict[str, dict[str, Any]]


def measured(name: str) -> dict[str, float]:
    """Return the measures of a set that have floors.

    Args:
        name: of the set, such as `documents` or `gold-dev`.
    """
    annotated = next(each for each in (*OWN_SETS, *bench_sets()) if each.name == name)
    report = score(annotated.claims(), Readings().claims(annotated))
    return {
        "core_precision": report["core"]["precision"],
        "core_f1": report["core"]["f1"],
        "full_f1": report["full"]["f1"],
    }


def floors() -> Floors:
    """Return the floors by set: measures, and the reason for them."""
    return tomllib.loads(FLOORS.read_text(encoding="utf-8"))


def below(measures: dict[str, float], floor: dict[str, Any]) -> list[str]:
    """Return, in words, each measure that lies below its floor."""
    return [
        f"{name} is {value:.4f}, and its floor is {floor[name]:.4f}"
        for name, value in measures.items()
        if value < floor[name]
    ]


def raised(text: str, measures: dict[str, dict[str, float]]) -> str:
    """Return the text of the floors with each raised to a little under its measure, never lowered.

    Args:
        text: of `floors.toml`.
        measures: by set and name.
    """
    lines, name = [], ""
    for line in text.splitlines():
        table = re.fullmatch(r"\[(.+)\]", line)
        name = table[1] if table else name
        floor = re.fullmatch(r"(\w+) = ([\d.]+)", line)
        value = measures.get(name, {}).get(floor[1]) if floor else None
        if floor is None or value is None:
            lines.append(line)
        else:
            lines.append(f"{floor[1]} = {max(float(floor[2]), value - MARGIN):.3f}")
    return "\n".join(lines) + "\n"


def lines_of(measures: dict[str, dict[str, float]]) -> Iterator[str]:
    """Return measures and floors as lines for people."""
    for name, values in measures.items():
        for each, value in values.items():
            yield f"{name:12} {each:15} measured {value:.4f}  floor {floors()[name][each]:.3f}"


def main(arguments: list[str] | None = None) -> int:
    """Print the floors; return 1 when one is not reached."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--raise", action="store_true", dest="raising")
    options = parser.parse_args(arguments)
    here = {each.name for each in (*OWN_SETS, *bench_sets())}
    measures = {name: measured(name) for name in floors() if name in here}
    if options.raising:
        FLOORS.write_text(raised(FLOORS.read_text(encoding="utf-8"), measures), encoding="utf-8")
    print("\n".join(lines_of(measures)))
    return int(any(below(values, floors()[name]) for name, values in measures.items()))


if __name__ == "__main__":
    sys.exit(main())
