"""Measures what estimates take, in CPU seconds on one core, beside what other programs took.

    python benchmarks/estimation_speed.py
    python benchmarks/estimation_speed.py --output benchmarks/results/estimation_speed.json

Kernels are compiled and warm unless a line says cold: then a process of its own starts with an empty cache, and its
whole CPU time counts. Memory is what NumPy and Python held at most during the call (tracemalloc). The figures of
other programs are CPU seconds on a like core (R 4.2.2; dga 2.0.2, MultipleSystemsEstimation 1.2.0).
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from tollbook.estimate.datasets import load
from tollbook.estimate.decomposable import decomposable_graphs
from tollbook.estimate.graphs import GraphSettings, average_graphs
from tollbook.estimate.loglinear import select_models
from tollbook.estimate.loglinear_settings import LoglinearSettings
from tollbook.estimate.tables import histories_from_counts
from tollbook.model import CaptureHistories
from tollbook.version import VERSION

RUNS = 5
MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing that is measured.

    Attributes:
        name: what is done.
        run: does it.
        aim: CPU seconds that it may take; None where there is no aim.
        peer: what another program took; empty where none can do it.
        aim_mebibytes: memory that it may take; None where there is no aim.
    """

    name: str
    run: Callable[[], object]
    aim: float | None
    peer: str
    aim_mebibytes: float | None = None


def graphs(name: str, cap: int) -> Callable[[], object]:
    """Return the average over graphs of a published table up to so many missing."""
    table = load(name)
    return lambda: average_graphs(table, GraphSettings(cap=cap))


def seven_lists() -> CaptureHistories:
    """Return invented counts on seven lists, by a fixed rule."""
    random = np.random.default_rng(7)
    chances = np.array([0.3, 0.25, 0.2, 0.2, 0.15, 0.1, 0.1])
    people = random.random((6000, 7)) < chances
    histories, counts = np.unique(people @ (1 << np.arange(7)), return_counts=True)
    return histories_from_counts(
        [f"list {place}" for place in range(7)],
        {int(history): int(count) for history, count in zip(histories, counts, strict=True) if history},
    )


def lines() -> list[Line]:
    """Return what is measured, in the order of the table."""
    kosovo, orleans, wide = load("kosovo-1999"), load("new-orleans-5lists-n185"), seven_lists()
    stepwise = LoglinearSettings(models="stepwise")
    return [
        Line(
            name="Kosovo, 61 graphs x 20,000",
            run=graphs("kosovo-1999", 20_000),
            aim=0.02,
            peer="dga 0.056",
        ),
        Line(
            name="United Kingdom, 822 graphs x 50,000",
            run=graphs("uk-2013-5lists", 50_000),
            aim=0.2,
            peer="dga 4.7",
        ),
        Line(
            name="Netherlands, 822 graphs x 200,000",
            run=graphs("netherlands-2010-2015-5lists", 200_000),
            aim=1.0,
            peer="dga 17.7-26.6, 1.3 GB",
            aim_mebibytes=100,
        ),
        Line(
            name="United Kingdom, six lists, 18,154 graphs x 50,000",
            run=graphs("uk-2013-6lists", 50_000),
            aim=10.0,
            peer="",
        ),
        Line(
            name="invented, seven lists, 617,675 graphs x 50,000",
            run=lambda: average_graphs(wide, GraphSettings(cap=50_000)),
            aim=None,
            peer="",
        ),
        Line(
            name="617,675 graphs on seven lists found",
            run=lambda: (decomposable_graphs.cache_clear(), decomposable_graphs(7)),
            aim=None,
            peer="",
        ),
        Line(
            name="Kosovo, all 113 models, 1,000 BCa replicates",
            run=lambda: select_models(kosovo),
            aim=2.0,
            peer="MSE 19.7",
        ),
        Line(
            name="Kosovo, average of all 113 models, 1,000 BCa replicates",
            run=lambda: select_models(kosovo, LoglinearSettings(average=True)),
            aim=None,
            peer="",
        ),
        Line(
            name="New Orleans, five lists, stepwise, 1,000 BCa replicates",
            run=lambda: select_models(orleans, stepwise),
            aim=4.0,
            peer="MSE 33.8",
        ),
        Line(
            name="United Kingdom, all 6,893 models, 1,000 BCa replicates among the best 120",
            run=lambda: select_models(load("uk-2013-5lists")),
            aim=None,
            peer="",
        ),
    ]


COLD = {
    "Kosovo graphs, cold": "from tollbook.estimate.graphs import average_graphs as run",
    "Kosovo log-linear with 1,000 replicates, cold": "from tollbook.estimate.loglinear import select_models as run",
}
COLD_AIM = 5.0


def measured(line: Line) -> dict[str, Any]:
    """Return CPU seconds (median of some runs) and memory of a line that was run once before."""
    line.run()
    seconds = []
    for _ in range(RUNS):
        started = time.process_time()
        line.run()
        seconds.append(time.process_time() - started)
    tracemalloc.start()
    line.run()
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return {
        "name": line.name,
        "cpu_seconds": round(statistics.median(seconds), 4),
        "aim": line.aim,
        "peer": line.peer,
        "mebibytes": round(peak / MEBIBYTE, 1),
        "aim_mebibytes": line.aim_mebibytes,
    }


def cold(name: str, statement: str) -> dict[str, Any]:
    """Return the CPU seconds of a process that imports, compiles and estimates with an empty cache."""
    script = f"{statement}; from tollbook.estimate.datasets import load; run(load('kosovo-1999'))"
    with tempfile.TemporaryDirectory() as cache:
        environment = {**os.environ, "NUMBA_CACHE_DIR": cache}
        process = subprocess.Popen([sys.executable, "-c", script], env=environment)
        _, status, used = os.wait4(process.pid, 0)
    assert os.waitstatus_to_exitcode(status) == 0
    return {
        "name": name,
        "cpu_seconds": round(used.ru_utime + used.ru_stime, 2),
        "aim": COLD_AIM,
        "peer": "",
        "mebibytes": None,
        "aim_mebibytes": None,
    }


def table(rows: list[dict[str, Any]]) -> str:
    """Return the rows as a Markdown table."""
    shown = ["| what | CPU s | aim | others | MiB |", "| --- | --- | --- | --- | --- |"]
    shown += [
        f"| {row['name']} | {row['cpu_seconds']} | {row['aim'] or ''} | {row['peer']} | {row['mebibytes'] or ''} |"
        for row in rows
    ]
    return "\n".join(shown)


def main(arguments: list[str] | None = None) -> int:
    """Measure, print, and write the figures where asked; return 1 when an aim is missed."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--output", type=Path)
    options = parser.parse_args(arguments)
    rows = [measured(line) for line in lines()] + [cold(name, statement) for name, statement in COLD.items()]
    print(table(rows))
    if options.output:
        report = {
            "version": VERSION,
            "python": platform.python_version(),
            "machine": platform.machine(),
            "lines": rows,
        }
        options.output.write_text(f"{json.dumps(report, indent=1)}\n", encoding="utf-8")
    missed = [
        row["name"]
        for row in rows
        if (row["aim"] and row["cpu_seconds"] > row["aim"])
        or (row["aim_mebibytes"] and row["mebibytes"] > row["aim_mebibytes"])
    ]
    for name in missed:
        print(f"missed: {name}", file=sys.stderr)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
