"""What a claim refuses."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import FrozenInstanceError

import pytest

from tollbook.model import PHRASE_FIELDS, Claim

Make = Callable[..., Claim]
TEXT = "At least 12 people were killed."


def test_bounds_in_the_wrong_order_are_refused(make_claim: Make) -> None:
    with pytest.raises(ValueError, match="above") as refused:
        make_claim(TEXT, "At least 12", low=13, high=12)
    assert "Claim 'At least 12': low 13 is above high 12." == str(refused.value)


@pytest.mark.parametrize("confidence", [-0.1, 1.01])
def test_a_confidence_that_is_no_chance_is_refused(make_claim: Make, confidence: float) -> None:
    with pytest.raises(ValueError, match="confidence") as refused:
        make_claim(TEXT, "At least 12", confidence=confidence)
    assert f"Claim 'At least 12': confidence {confidence} is not between 0 and 1." == str(refused.value)


@pytest.mark.parametrize(("low", "high"), [(12, None), (None, 12), (None, None), (12, 12), (0, 0)])
def test_bounds_may_be_open_or_equal(make_claim: Make, low: int | None, high: int | None) -> None:
    claim = make_claim(TEXT, "At least 12", low=low, high=high)
    assert (low, high) == (claim.low, claim.high)


def test_every_phrase_field_is_a_field_of_the_claim(make_claim: Make) -> None:
    claim = make_claim(TEXT, "At least 12")
    assert [None] * len(PHRASE_FIELDS) == [getattr(claim, name) for name in PHRASE_FIELDS]


def test_a_claim_cannot_be_changed(make_claim: Make) -> None:
    claim = make_claim(TEXT, "At least 12")
    with pytest.raises(FrozenInstanceError):
        claim.low = 13  # type: ignore[misc]
