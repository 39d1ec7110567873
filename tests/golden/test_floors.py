"""The reader does not fall below what it once reached; see benchmarks/floors.toml."""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

BENCHMARKS = str(Path(__file__).parents[2] / "benchmarks")
OURS = ("documents", "passages")


@pytest.fixture(scope="module")
def floors() -> ModuleType:
    """Return the script that measures what has a floor."""
    if BENCHMARKS not in sys.path:
        sys.path.append(BENCHMARKS)
    return import_module("floors")


@pytest.fixture
def below(floors: ModuleType) -> Callable[[str], list[str]]:
    """Return a function that says which measures of a set lie below their floors."""
    return lambda name: list(floors.below(floors.measured(name), floors.floors()[name]))


@pytest.mark.parametrize("name", OURS)
def test_on_our_own_texts_no_measure_is_below_its_floor(name: str, below: Callable[[str], list[str]]) -> None:
    assert [] == below(name)


@pytest.mark.bench
def test_on_the_articles_kept_for_measuring_no_measure_is_below_its_floor(
    bench_data: Path, below: Callable[[str], list[str]]
) -> None:
    assert [] == below("gold-dev")


def test_every_floor_has_a_reason(floors: ModuleType) -> None:
    assert {"documents", "passages", "gold-dev"} == set(floors.floors())
    assert [] == [name for name, each in floors.floors().items() if not each["reason"].strip()]
