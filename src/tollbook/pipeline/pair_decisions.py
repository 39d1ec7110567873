"""Verdicts on pairs of records as lines of JSON: ids and verdicts, no names."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from tollbook.errors import InvalidList
from tollbook.model.linkage import PairDecision, RecordKey, Verdict


def decision_line(decision: PairDecision) -> str:
    """Return a verdict as one line.

    Args:
        decision: the verdict.
    """
    row: dict[str, Any] = {
        "left": list(decision.left), "right": list(decision.right), "verdict": decision.verdict,
        "reviewer": decision.reviewer, "decided_at": decision.decided_at.isoformat() if decision.decided_at else None,
        "stands_for": decision.stands_for, "note": decision.note,
    }  # fmt: skip
    return json.dumps(row, ensure_ascii=False)


def decisions_of(text: str, *, name: str) -> tuple[PairDecision, ...]:
    """Return the verdicts in a text, the last of each reviewer on each pair.

    Args:
        text: a verdict a line.
        name: what to call it in errors.

    Raises:
        InvalidList: when lines are no verdicts; all of them are told.
    """
    found: dict[tuple[object, str], PairDecision] = {}
    faults = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            decision = _decision(json.loads(line))
        except (ValueError, KeyError, TypeError):
            faults.append(f"line {number} is no verdict on two records")
            continue
        found[decision.records, decision.reviewer] = decision
    if faults:
        raise InvalidList(
            name, "; ".join(faults), "Give the file that tollbook link review wrote.", tuple(faults)
        )
    return tuple(found.values())


def _decision(row: dict[str, Any]) -> PairDecision:
    decided = row.get("decided_at")
    return PairDecision(
        left=RecordKey(*row["left"]), right=RecordKey(*row["right"]), verdict=Verdict(row["verdict"]),
        reviewer=str(row["reviewer"]), decided_at=datetime.fromisoformat(decided) if decided else None,
        stands_for=row.get("stands_for"), note=str(row.get("note") or ""),
    )  # fmt: skip


def decided_by(decisions: Iterable[PairDecision], reviewer: str) -> frozenset[tuple[RecordKey, RecordKey]]:
    """Return the pairs that a reviewer has decided already.

    Args:
        decisions: all verdicts.
        reviewer: who asks.
    """
    return frozenset(each.records for each in decisions if each.reviewer == reviewer)
