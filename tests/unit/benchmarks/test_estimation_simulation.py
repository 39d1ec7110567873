from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

Script = Callable[[str], ModuleType]


@pytest.fixture(scope="module")
def simulation(script: Script) -> ModuleType:
    """Return the script under test."""
    return script("estimation_simulation")


def test_the_page_is_that_of_the_kept_figures(simulation: ModuleType, project_root: Path) -> None:
    kept = json.loads((project_root / "benchmarks/results/estimation_simulation.json").read_text("utf-8"))
    shown = (project_root / "docs/estimation-simulation.md").read_text("utf-8")
    assert simulation.page(kept) == shown


def test_the_kept_figures_are_of_every_population(simulation: ModuleType, project_root: Path) -> None:
    kept = json.loads((project_root / "benchmarks/results/estimation_simulation.json").read_text("utf-8"))
    assert set(simulation.PEOPLE) == {row["population"] for row in kept["rows"]}
    assert set(simulation.METHODS) == {row["method"] for row in kept["rows"]}


def test_chances_of_histories_add_up_to_one(simulation: ModuleType) -> None:
    for population in simulation.PEOPLE:
        for lists in simulation.LISTS:
            assert simulation.cell_chances(population, lists).sum() == pytest.approx(1.0)


def test_only_two_pairs_of_lists_depend_on_one_another(simulation: ModuleType) -> None:
    chances = simulation.cell_chances("pairs", 4)
    log_odds = {
        (one, other): np.log(
            chances[1 << one | 1 << other] * chances[0] / (chances[1 << one] * chances[1 << other])
        )
        for one in range(4)
        for other in range(one + 1, 4)
    }
    expected = {(0, 1): 1.2, (0, 2): 0.0, (0, 3): 0.0, (1, 2): 1.2, (1, 3): 0.0, (2, 3): 0.0}
    assert log_odds == pytest.approx(expected, abs=1e-12)


def test_a_draw_is_the_same_for_every_method(simulation: ModuleType) -> None:
    assert simulation.drawn("sparse", 4, 7) == simulation.drawn("sparse", 4, 7)
    assert simulation.drawn("sparse", 4, 7) != simulation.drawn("sparse", 4, 8)


def test_refusals_are_counted_apart_from_coverage(simulation: ModuleType) -> None:
    row = simulation.outcomes(("sparse", 3, "graphs", 12))
    assert 12 == row["draws"]
    assert row["refused"] == sum(row["grounds"].values())
    assert 0 <= row["covered"] <= row["draws"] - row["refused"]


def test_figures_of_other_methods_are_kept(simulation: ModuleType, tmp_path: Path) -> None:
    path = tmp_path / "kept.json"
    first = {"population": "pairs", "lists": 3, "method": "graphs", "covered": 1}
    other = {**first, "method": "chao"}
    simulation.keep(path, [first, other])
    simulation.keep(path, [{**first, "covered": 2}])
    rows = json.loads(path.read_text("utf-8"))["rows"]
    assert [("graphs", 2), ("chao", 1)] == [(row["method"], row["covered"]) for row in rows]


def test_rows_outside_are_named(simulation: ModuleType) -> None:
    row = {
        "population": "pairs",
        "lists": 4,
        "method": "graphs",
        "holds": True,
        "draws": 400,
        "refused": 0,
        "covered": 320,
        "coverage": 0.8,
        "standard_error": 0.02,
    }
    text = simulation.verdict([row, {**row, "lists": 5, "covered": 380, "coverage": 0.95}])
    assert "1 of 2 rows lie within 93 to 97 %" in text
    assert "- graphs, pairs, 4 lists: 80.0 %, refused 0.0 %" in text
