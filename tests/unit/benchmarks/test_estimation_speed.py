from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

Script = Callable[[str], ModuleType]


def test_the_kept_figures_are_of_every_line_and_within_its_aim(script: Script, project_root: Path) -> None:
    speed = script("estimation_speed")
    kept = json.loads((project_root / "benchmarks/results/estimation_speed.json").read_text("utf-8"))
    names = [*(line.name for line in speed.lines()), *speed.COLD]
    assert set(names) <= {row["name"] for row in kept["lines"]}
    slow = [row["name"] for row in kept["lines"] if row["aim"] and row["cpu_seconds"] > row["aim"]]
    large = [
        row["name"]
        for row in kept["lines"]
        if row["aim_mebibytes"] and row["mebibytes"] > row["aim_mebibytes"]
    ]
    assert ([], []) == (slow, large)


def test_a_line_is_measured_and_shown(script: Script) -> None:
    speed = script("estimation_speed")
    line = speed.Line(name="nothing", run=lambda: None, aim=1.0, peer="R 2", aim_mebibytes=None)
    row = speed.measured(line)
    assert row["cpu_seconds"] < 1.0
    assert speed.table([row]).splitlines()[-1].startswith("| nothing | 0.0 | 1.0 | R 2 |")
