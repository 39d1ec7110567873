"""Measures quality and speed, prints all tables, keeps the figures and writes them into README and docs (`make benchmark`).

python benchmarks/run_all.py             # some ten minutes; installs other programs into a scratch environment
python benchmarks/run_all.py --quick     # five copies of the text in place of fifty, no other programs
"""

from __future__ import annotations

import argparse
import json
import sys

import compare
import floors
import quality
import readme_figures
import speed
from corpora import RESULTS


def main(arguments: list[str] | None = None) -> int:
    """Run everything; return the highest exit status."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true")
    options = parser.parse_args(arguments)
    RESULTS.mkdir(exist_ok=True)
    extent = ["--copies", "5", "--runs", "3"] if options.quick else ["--peers"]
    statuses = [
        quality.main(["--output", str(RESULTS / "quality.json")]),
        speed.main([*extent, "--output", str(RESULTS / "speed.json")]),
    ]
    table = compare.compared([])
    (RESULTS / "compare.json").write_text(f"{json.dumps(table, indent=1)}\n", encoding="utf-8")
    print("\n".join(compare.lines_of(table)))
    statuses += [floors.main([]), readme_figures.main([])]
    return max(statuses)


if __name__ == "__main__":
    sys.exit(main())
