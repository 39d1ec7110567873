"""A small reconciled case of our own for charts and pages: a market that was shelled, and a counter that restarts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from tollbook.model import Claim, Harm, Modality, Qualifier, Scope, Stance
from tollbook.model.evidence import CaseClaim, CaseDocument, CaseFacts
from tollbook.model.reconciliation import (
    Dispute,
    Event,
    Figure,
    Join,
    Line,
    PlacedClaim,
    Point,
    Reconciliation,
    Series,
)
from tollbook.model.terms import DisputeKind, DisputeState, LineReason, PointFlag, PointOrigin

Placed = Callable[..., PlacedClaim]


def placed_claim(
    name: str, document: str, low: int | None, high: int | None, claimant: str, **fields: Any
) -> PlacedClaim:
    said = {"stance": Stance.ASSERTS, "modality": Modality.STATED, "harm": Harm.KILLED, "part_of": False}
    words = {key: fields.pop(key, value) for key, value in said.items()}
    claim = Claim(
        start=0,
        end=2,
        count="12",
        low=low,
        high=high,
        qualifier=Qualifier.EXACT,
        scope=Scope.INCIDENT,
        **words,
    )
    plain = {"event": "market", "line": "L1", "group": "all", "claimant": claimant}
    return PlacedClaim(source=CaseClaim(id=name, document=document, claim=claim), **{**plain, **fields})


def case_document(name: str, publisher: str, day: date | None) -> CaseDocument:
    at = None if day is None else datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    return CaseDocument(id=name, publisher=publisher, published_at=at)


def day(number: int) -> date:
    return date(2026, 3, number)


@pytest.fixture
def make_placed() -> Placed:
    """Return a maker of claims that reconciliation has placed."""
    return placed_claim


@pytest.fixture
def record() -> Reconciliation:
    """Return the case."""
    return Reconciliation(
        facts=CaseFacts(id="kesh"),
        documents=(
            case_document("D1", "Arvenia Wire", day(4)),
            case_document("D2", "Coast Daily", day(5)),
            case_document("D3", "Kesh Regional Hospital", day(6)),
            case_document("D4", "Undated Leaflet", None),
        ),
        claims=(
            placed_claim("C1", "D1", 12, None, "Kesh Regional Hospital"),
            placed_claim("C2", "D2", 12, None, "Kesh Regional Hospital", line="L1"),
            placed_claim("C3", "D1", 5, 5, "the government", line="L2"),
            placed_claim("C4", "D3", 14, 14, "Kesh Regional Hospital"),
            placed_claim("C5", "D2", 14, 14, "the government", line="L2", stance=Stance.DISPUTES),
            placed_claim("C6", "D4", 40, 40, "a leaflet", line="L3"),
            placed_claim("C7", "D3", None, 60, "the mayor", line="L4", modality=Modality.HEDGED),
            placed_claim("C8", "D3", 31, 31, "Kesh Regional Hospital", harm=Harm.INJURED),
        ),
        events=(Event(id="market", type="shelling", label="Kesh market"),),
        lines=(
            Line(
                id="L1",
                origin="Kesh Regional Hospital",
                event="market",
                claims=("C1", "C2", "C4"),
                reasons=(LineReason.RELAY,),
                joins=(
                    Join(
                        claim="C2", to="C1", reason=LineReason.RELAY, words="Coast Daily cites Arvenia Wire"
                    ),
                ),
            ),
            Line(id="L2", origin="the government", event="market", claims=("C3", "C5")),
        ),
        disputes=(
            Dispute(
                id="X1",
                kind=DisputeKind.VALUE,
                state=DisputeState.OPEN,
                event="market",
                parties=("Kesh Regional Hospital", "the government"),
                claims=("C3", "C4", "C5"),
            ),
        ),
        figures=(make_figure(),),
    )


def make_figure(**fields: Any) -> Figure:
    plain: dict[str, Any] = {
        "id": "F1",
        "event": "market",
        "harm": Harm.KILLED,
        "group": "all",
        "as_of": day(6),
        "low": 5,
        "high": 14,
        "sentence": "Between 5 and 14 people were killed.",
        "claims_used": ("C3", "C4"),
    }
    return Figure(**{**plain, **fields})


@pytest.fixture
def figure() -> Callable[..., Figure]:
    """Return a maker of figures about the market."""
    return make_figure


@pytest.fixture
def counter() -> Series:
    """Return a counter with a derived point, a withdrawn one of somebody else, and a second phase."""
    return Series(
        id="S1",
        event="market",
        claimant="Kesh Regional Hospital",
        harm=Harm.KILLED,
        group="all",
        points=(
            Point(as_of=day(4), low=100, high=100),
            Point(as_of=day(5), low=109, high=109, origin=PointOrigin.DERIVED),
            Point(as_of=day(7), low=130, high=130),
            Point(as_of=day(8), low=135, high=135, phase=None, flags=(PointFlag.NOT_IN_SOURCE,)),
            Point(as_of=day(20), low=26, high=26, phase=2, flags=(PointFlag.RESTART,)),
        ),
    )
