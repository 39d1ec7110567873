from __future__ import annotations

from collections.abc import Callable
from types import ModuleType

Script = Callable[[str], ModuleType]
FLOORS = '[few]\nreason = "first"\ncore_f1 = 0.800\nfull_f1 = 0.700\n'


def test_a_floor_is_raised_to_a_little_under_its_measure_and_never_lowered(script: Script) -> None:
    raised = script("floors").raised(FLOORS, {"few": {"core_f1": 0.9, "full_f1": 0.6}})
    assert '[few]\nreason = "first"\ncore_f1 = 0.890\nfull_f1 = 0.700\n' == raised


def test_what_lies_below_its_floor_is_named(script: Script) -> None:
    below = script("floors").below({"core_f1": 0.7, "full_f1": 0.7}, {"core_f1": 0.8, "full_f1": 0.7})
    assert ["core_f1 is 0.7000, and its floor is 0.8000"] == below
