from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tollbook.model.claim import Claim
from tollbook.model.evidence import CaseClaim, CaseDocument, CaseFacts
from tollbook.model.reconciliation import Finding
from tollbook.model.terms import Check
from tollbook.model.vocabulary import Harm, Qualifier, Scope, SourceType
from tollbook.reconcile.reconciler import reconcile

DAY = datetime(2030, 5, 20, 12, tzinfo=UTC)


def found(*told: tuple[str, int, dict[str, Any]], day: datetime = DAY) -> list[tuple[Check, str]]:
    """Return the findings for one bulletin: each claim is a sentence, its number and its other fields."""
    text, claims = "", []
    for number, (sentence, value, fields) in enumerate(told):
        count = f"{value:,}"
        start = len(text) + sentence.index(count)
        text += f"{sentence} "
        plain = {
            "harm": Harm.KILLED,
            "scope": Scope.CUMULATIVE,
            "qualifier": Qualifier.EXACT,
            "place": "Kesh",
        }
        claim = Claim(
            start=start, end=start + len(count), count=count, low=value, high=value, **{**plain, **fields}
        )
        claims.append(CaseClaim(id=f"C{number}", document="D1", claim=claim))
    document = CaseDocument(
        id="D1", publisher="Kesh Office", source_type=SourceType.PARTY_AUTHORITY, published_at=day, text=text
    )
    return [(each.check, each.words) for each in reconcile(CaseFacts(id="case"), [document], claims).findings]


def test_a_sound_bulletin_gives_no_findings() -> None:
    assert [] == found(
        ("120 people were killed.", 120, {}),
        ("Of these 30 were children.", 30, {"part_of": True, "victims": "children"}),
    )


def test_a_part_above_its_whole_is_found() -> None:
    told = found(
        ("120 people were killed.", 120, {}),
        ("Of these 130 were children.", 130, {"part_of": True, "victims": "children"}),
    )
    assert [(Check.IMPOSSIBLE_TOTAL, "130 is told as a part, and the whole is 120.")] == told


def test_more_killed_than_killed_and_injured_together_is_found() -> None:
    told = found(("50 casualties.", 50, {"harm": Harm.CASUALTIES}), ("60 people were killed.", 60, {}))
    assert [
        (Check.KILLED_AGAINST_CASUALTIES, "60 killed are more than the 50 killed and injured together.")
    ] == told


def test_a_day_after_publication_is_found() -> None:
    later = (DAY + timedelta(days=9)).date()
    told = found(("120 people were killed.", 120, {"date_from": later, "date_to": later}))
    assert [(Check.IMPOSSIBLE_DATES, "120: it tells of 2030-05-29, and was published on 2030-05-20.")] == told


@pytest.mark.parametrize(("age", "finding"), [(97, False), (240, True)])
def test_an_age_that_nobody_reaches_is_found(age: int, finding: bool) -> None:  # noqa: FBT001 - an expected value
    told = found((f"1 woman, {age} years old, was killed.", 1, {}))
    assert finding == ((Check.IMPOSSIBLE_AGE, f"An age of {age} years is told: {age} years old.") in told)


def test_a_total_far_from_its_neighbours_is_found() -> None:
    documents, claims = [], []
    for number, value in enumerate((1000, 10500, 1100, 1150)):
        text = f"{value:,} people have been killed in Kesh since 1 May."
        documents.append(
            CaseDocument(
                id=f"D{number}",
                publisher="Kesh Office",
                source_type=SourceType.PARTY_AUTHORITY,
                published_at=DAY + timedelta(days=number),
                text=text,
            )
        )
        claim = Claim(
            start=0, end=len(f"{value:,}"), count=f"{value:,}", low=value, high=value, qualifier=Qualifier.EXACT,
            harm=Harm.KILLED, scope=Scope.CUMULATIVE, place="Kesh", when="since 1 May",
        )  # fmt: skip
        claims.append(CaseClaim(id=f"C{number}", document=f"D{number}", claim=claim))
    record = reconcile(CaseFacts(id="case"), documents, claims)
    assert (
        Finding(
            check=Check.ORDER_OF_MAGNITUDE,
            claims=("C1",),
            words="10,500 on 2030-05-21 stands between 1,000 and 1,100.",
        )
        in record.findings
    )


def undated(name: str, publisher: str, value: int, day: datetime | None) -> tuple[CaseDocument, CaseClaim]:
    text = f"{value} people were killed in Kesh."
    claim = Claim(
        start=0, end=len(str(value)), count=str(value), low=value, high=value, qualifier=Qualifier.EXACT,
        harm=Harm.KILLED, scope=Scope.INCIDENT, place="Kesh",
    )  # fmt: skip
    document = CaseDocument(
        id=name, publisher=publisher, source_type=SourceType.MEDIA_OWN, published_at=day, text=text
    )
    return document, CaseClaim(id=f"{name}-1", document=name, claim=claim)


def test_documents_without_a_publisher_are_not_taken_for_one_and_a_day_that_nobody_tells_is_no_day() -> None:
    pairs = [undated("D1", "", 12, None), undated("D2", "", 15, DAY)]
    record = reconcile(CaseFacts(id="case"), [each[0] for each in pairs], [each[1] for each in pairs])
    assert ["the publisher of D1", "the publisher of D2"] == sorted(line.origin for line in record.lines)
    assert {""} == {document.publisher for document in record.documents}
    assert [(12, 15, DAY.date())] == [(each.low, each.high, each.as_of) for each in record.figures]


def test_an_undated_claim_does_not_take_the_place_of_a_dated_one() -> None:
    pairs = [undated("D1", "Radio Kesh", 12, None), undated("D2", "Radio Kesh", 15, DAY)]
    record = reconcile(CaseFacts(id="case"), [each[0] for each in pairs], [each[1] for each in pairs])
    assert [(15, 15)] == [(each.low, each.high) for each in record.figures]
    alone = reconcile(CaseFacts(id="case"), [pairs[0][0]], [pairs[0][1]])
    assert "on a day that nobody tells" in alone.figures[0].sentence
