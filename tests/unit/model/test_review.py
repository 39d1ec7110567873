from __future__ import annotations

from typing import Any

import pytest

from tollbook.model.review import RejectionReason, Review, ReviewDecision
from tollbook.model.source import Source


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        (
            {"decision": ReviewDecision.REJECTED},
            "Review of c1: a reason goes with a rejection, and only with one.",
        ),
        (
            {"decision": ReviewDecision.ACCEPTED, "reason": RejectionReason.OTHER},
            "Review of c1: a reason goes with a rejection, and only with one.",
        ),
        (
            {"decision": ReviewDecision.ACCEPTED_CHANGED},
            "Review of c1: changed fields go with accepted_changed, and only with it.",
        ),
        (
            {"decision": ReviewDecision.ACCEPTED, "changed": {"low": 1}},
            "Review of c1: changed fields go with accepted_changed, and only with it.",
        ),
    ],
)
def test_a_decision_whose_parts_do_not_go_together_is_refused(parts: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match="Review of c1") as told:
        Review(claim="c1", **parts)
    assert message == str(told.value)


def test_where_a_claim_stands_cannot_be_changed() -> None:
    with pytest.raises(
        ValueError, match="Review of c1: count, start cannot be changed; these can: low, high, harm, "
    ):
        Review(claim="c1", decision=ReviewDecision.ACCEPTED_CHANGED, changed={"start": 1, "count": "x"})


@pytest.mark.parametrize("names", [(), (("en", ""),)])
def test_a_source_needs_a_name(names: tuple[tuple[str, str], ...]) -> None:
    with pytest.raises(ValueError, match="Source s1") as told:
        Source(id="s1", names=names)
    assert "Source s1: at least one name is needed, and none may be empty." == str(told.value)
