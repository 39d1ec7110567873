"""Lists of people linked: pairs of records, what people decided about them, and draws of the whole linkage."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple


class Verdict(StrEnum):
    """What a person decided about two records."""

    MATCH = "match"
    NO_MATCH = "no_match"
    UNSURE = "unsure"


class RecordKey(NamedTuple):
    """One record of one list.

    Attributes:
        list_name: of the list; its versions share it, so that decisions live on in the next release.
        id: of the record within the list.
    """

    list_name: str
    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PairDecision:
    """A verdict on two records.

    Attributes:
        left: one record.
        right: the other.
        verdict: what was decided; unsure stays a doubt in everything that follows.
        reviewer: who decided.
        decided_at: when; None where that was not kept.
        stands_for: how many pairs of its stratum of score it stands for; None for a pair that nobody drew.
        note: why, in the reviewer's words.
    """

    left: RecordKey
    right: RecordKey
    verdict: Verdict
    reviewer: str
    decided_at: datetime | None = None
    stands_for: float | None = None
    note: str = ""

    def __post_init__(self) -> None:
        """Refuse a record paired with itself."""
        if self.left == self.right:
            raise ValueError(
                f"Cannot decide on {self.left.id} of {self.left.list_name} and itself: two records are needed."
            )

    @property
    def records(self) -> tuple[RecordKey, RecordKey]:
        """Return both records, in one order whichever was left."""
        return (self.left, self.right) if self.left <= self.right else (self.right, self.left)


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedPair:
    """Two records that may be one person.

    Attributes:
        left: record of the earlier list.
        right: record of the later one.
        probability: that they are one person, 0 to 1.
        linked: whether they are linked in the best linkage.
        tied: whether another pair of one of the records is exactly as likely.
        decided: what people decided, where they did and agree.
    """

    left: RecordKey
    right: RecordKey
    probability: float
    linked: bool
    tied: bool = False
    decided: Verdict | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OverlapInterval:
    """How many people two lists have in common.

    Attributes:
        lists: their names.
        low: lower bound at the level.
        middle: median.
        high: upper bound.
        level: such as 0.95.
    """

    lists: tuple[str, str]
    low: int
    middle: int
    high: int
    level: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Linkage:
    """What came of linking lists.

    Attributes:
        lists: their names, in order.
        sizes: records of each.
        clean: whether each was declared clean.
        pairs: candidate pairs worth keeping, likeliest first.
        candidates: how many pairs were looked at.
        expected_matches: sum of the probabilities.
        blocking_recall: share of true pairs that the rules bring together, lower and upper bound of what is likely.
        rules: the blocking rules, by their keys.
        reviewed: how many verdicts the probabilities rest on; with none they are a guess.
        overlaps: of each two lists, from the draws.
        seed: of the draws.
        settings: everything that it takes to do the same again, the model as Splink writes it among it.
        notes: what a reader must know.
    """

    lists: tuple[str, ...]
    sizes: tuple[int, ...]
    clean: tuple[bool, ...]
    pairs: tuple[LinkedPair, ...]
    candidates: int
    expected_matches: float
    blocking_recall: tuple[float, float]
    rules: tuple[str, ...]
    reviewed: int = 0
    overlaps: tuple[OverlapInterval, ...] = ()
    seed: int = 0
    settings: dict[str, object] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
