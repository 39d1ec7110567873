from __future__ import annotations

import dataclasses

import pytest

from tollbook.model import Estimate, Ground, Interval, NotEstimable, Refusal


def test_an_estimate_says_how_many_are_on_no_list() -> None:
    estimate = Estimate(
        method="graphs",
        observed=412,
        total=850.0,
        interval=Interval(low=690, high=1130, level=0.95, kind="posterior"),
        assumption="the lists overlap by chance within each clique",
    )
    assert 438.0 == estimate.unlisted


def test_values_cannot_be_changed() -> None:
    refusal = Refusal(ground=Ground.TOO_FEW_LISTS, reason="two lists")
    outcome = NotEstimable(method="graphs", observed=9, refusals=(refusal,), assumption="independence")
    with pytest.raises(dataclasses.FrozenInstanceError):
        outcome.observed = 10  # type: ignore[misc]  # that it cannot is the test
