from __future__ import annotations

from collections.abc import Callable
from types import ModuleType

Script = Callable[[str], ModuleType]


def test_stated_chances_that_come_true_as_often_have_no_error(script: Script) -> None:
    pairs = [(0.75, True)] * 3 + [(0.75, False)] + [(1.0, True)] * 2
    table = script("calibration").calibration(pairs)
    assert (6, 0.0, [4, 2]) == (table["claims"], table["error"], [row["claims"] for row in table["bins"]])


def test_the_error_is_the_gap_weighted_by_claims(script: Script) -> None:
    pairs = [(0.9, True), (0.9, False), (0.9, False), (0.1, False)]
    assert round((3 * (0.9 - 1 / 3) + 0.1) / 4, 4) == script("calibration").calibration(pairs)["error"]


def test_a_claim_is_right_when_its_core_is(script: Script) -> None:
    gold = {"start": 0, "end": 2, "low": 12, "high": 12, "harm": "killed"}
    read = [{**gold, "confidence": 0.9}, {**gold, "start": 5, "end": 7, "confidence": 0.4}]
    assert [(0.9, True), (0.4, False)] == script("calibration").judged({"a": [gold]}, {"a": read})
