from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tollbook.model.evidence import CaseClaim, CaseDocument
from tollbook.model.reconciliation import Figure, Reconciliation
from tollbook.model.vocabulary import SourceType
from tollbook.pipeline.auditing import audit
from tollbook.pipeline.reconciling import CaseInput, reconciled
from tollbook.reconcile.incremental import Desk

Cases = dict[str, tuple[Path, CaseInput, dict[str, Any]]]
NAMES = sorted(path.stem for path in (Path(__file__).parents[1] / "golden" / "reconcile").glob("*.toml"))
FEW = settings(max_examples=6)


def key(figure: Figure) -> tuple[object, ...]:
    return figure.event, figure.harm, figure.group, figure.kind, figure.inclusion, figure.measure, figure.rule


def essence(record: Reconciliation) -> list[tuple[object, ...]]:
    """Return what a copy must not change: ranges, grades, flags."""
    told = (
        (*map(str, key(each)), each.low, each.high, str(each.grade), each.flags) for each in record.figures
    )
    return sorted(told, key=str)


def copied(given: CaseInput, number: int, publisher: str, hours: int) -> CaseInput:
    """Return a case with a copy of one of its documents, printed later by somebody who only passes things on."""
    document = given.documents[number % len(given.documents)]
    moment = document.published_at
    copy = replace(
        document,
        id="Z9",
        publisher=publisher,
        source_type=SourceType.MEDIA_RELAY,
        published_at=moment and moment + timedelta(hours=hours),
    )
    claims = [
        CaseClaim(id=f"Z9-{place}", document="Z9", claim=claim.claim)
        for place, claim in enumerate(claim for claim in given.claims if claim.document == document.id)
    ]
    return replace(given, documents=(*given.documents, copy), claims=(*given.claims, *claims))


@pytest.mark.parametrize("name", NAMES)
@FEW
@given(number=st.integers(0, 20), hours=st.integers(1, 200))
def test_a_copy_changes_no_figure_and_no_grade(
    name: str, golden_cases: Cases, number: int, hours: int
) -> None:
    straight = golden_cases[name][1]
    more = reconciled(copied(straight, number, "The Copyist", hours))
    assert essence(reconciled(straight)) == essence(more)


@pytest.mark.parametrize("name", NAMES)
@FEW
@given(seed=st.integers(0, 10**6))
def test_the_order_of_documents_and_claims_does_not_matter(name: str, golden_cases: Cases, seed: int) -> None:
    straight = golden_cases[name][1]
    chance = random.Random(seed)
    documents, claims = list(straight.documents), list(straight.claims)
    chance.shuffle(documents)
    chance.shuffle(claims)
    mixed = replace(straight, documents=tuple(documents), claims=tuple(claims))
    assert reconciled(straight) == reconciled(mixed)


@pytest.mark.parametrize("name", NAMES)
@FEW
@given(number=st.integers(0, 20))
def test_a_document_more_narrows_no_range_without_a_reason(
    name: str, golden_cases: Cases, number: int
) -> None:
    whole = golden_cases[name][1]
    document = whole.documents[number % len(whole.documents)]
    before = reconciled(without(whole, document))
    after = reconciled(whole)
    told = {key(figure): figure for figure in after.figures}
    for figure in before.figures:
        later = told.get(key(figure))
        if later is not None and narrowed(figure, later):
            left_out = dict(later.claims_left_out)
            assert all(claim in left_out for claim in set(figure.claims_used) - set(later.claims_used))
            assert set(figure.claims_used) != set(later.claims_used)


def without(case: CaseInput, document: CaseDocument) -> CaseInput:
    return replace(
        case,
        documents=tuple(each for each in case.documents if each is not document),
        claims=tuple(claim for claim in case.claims if claim.document != document.id),
    )


def narrowed(before: Figure, after: Figure) -> bool:
    lower = after.high is not None and (before.high is None or after.high < before.high)
    higher = before.low is not None and after.low is not None and after.low > before.low
    return lower or higher


@FEW
@given(first=st.text("BCDFGHK", min_size=3, max_size=6), other=st.text("LMNPRST", min_size=3, max_size=9))
def test_invented_names_of_any_length_are_treated_alike(golden_cases: Cases, first: str, other: str) -> None:
    case = golden_cases["bridge-strike"][1]
    renamed = replace(
        case,
        facts=replace(
            case.facts,
            parties=tuple(
                party.replace("Calder", first.title()).replace("Eastern", other.title())
                for party in case.facts.parties
            ),
        ),
    )
    assert [] == audit(renamed, [(first.title(), other.title())])


@pytest.mark.parametrize("name", NAMES)
@FEW
@given(number=st.integers(0, 20))
def test_a_document_added_to_the_desk_gives_what_everything_anew_would_give(
    name: str, golden_cases: Cases, number: int
) -> None:
    whole = golden_cases[name][1]
    document = whole.documents[number % len(whole.documents)]
    rest = without(whole, document)
    desk = Desk(rest.facts, rest.documents, rest.claims)
    held = [claim for claim in whole.claims if claim.document == document.id]
    assert reconciled(whole) == desk.with_document(document, held)
