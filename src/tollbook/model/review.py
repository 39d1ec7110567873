"""What people decide about claims."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any


class ReviewDecision(StrEnum):
    """What a person found. `CANNOT_VERIFY` is a result; `UNREVIEWED` is the lack of one."""

    UNREVIEWED = "unreviewed"
    ACCEPTED = "accepted"
    ACCEPTED_CHANGED = "accepted_changed"
    REJECTED = "rejected"
    ON_HOLD = "on_hold"
    CANNOT_VERIFY = "cannot_verify"


class RejectionReason(StrEnum):
    """Why a claim was rejected."""

    NOT_A_CASUALTY = "not_a_casualty"
    WRONG_SPAN = "wrong_span"
    WRONG_NUMBER = "wrong_number"
    WRONG_HARM = "wrong_harm"
    DUPLICATE_MENTION = "duplicate_mention"
    NOT_IN_THE_SOURCE = "not_in_the_source"
    OTHER = "other"


CHANGEABLE_FIELDS = (
    "low", "high", "harm", "victims", "place", "when", "date_from", "date_to", "claimant", "via", "by",
    "disputed_by", "scope", "stance", "modality", "part_of",
)  # fmt: skip
"""Fields of a claim that a review may change; where it stands and what words state it are the document's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """One decision of a person about one claim.

    Attributes:
        claim: id of the claim.
        decision: what was decided; `UNREVIEWED` takes an earlier decision back.
        reason: why it was rejected; None for every other decision.
        changed: for `ACCEPTED_CHANGED`, the new value of each field that was changed, as plain data
            (a day as `2024-05-01`).
        note: in the reviewer's words.
        reviewer: who decided; filled in from the entry that records it.
        at: when; likewise.
        seq: number of that entry; likewise, 0 before it is recorded.
        carried_from: number of the entry of the decision that this one carries over, for a claim that
            a newer reader finds at another place; None for a decision of its own.
        undone: whether it was undone later.
    """

    claim: str
    decision: ReviewDecision
    reason: RejectionReason | None = None
    changed: Mapping[str, Any] = field(default_factory=dict)
    note: str | None = None
    reviewer: str = ""
    at: datetime | None = None
    seq: int = 0
    carried_from: int | None = None
    undone: bool = False

    def __post_init__(self) -> None:
        """Refuse a decision whose parts do not go together."""
        if (self.decision is ReviewDecision.REJECTED) != (self.reason is not None):
            raise ValueError(f"Review of {self.claim}: a reason goes with a rejection, and only with one.")
        if (self.decision is ReviewDecision.ACCEPTED_CHANGED) != bool(self.changed):
            raise ValueError(
                f"Review of {self.claim}: changed fields go with accepted_changed, and only with it."
            )
        unknown = sorted(set(self.changed) - set(CHANGEABLE_FIELDS))
        if unknown:
            raise ValueError(
                f"Review of {self.claim}: {', '.join(unknown)} cannot be changed; "
                f"these can: {', '.join(CHANGEABLE_FIELDS)}."
            )
