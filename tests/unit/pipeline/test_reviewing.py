from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tollbook.errors import UnknownId, UsageError
from tollbook.ledger import Ledger
from tollbook.model.entry import EntryKind
from tollbook.model.review import CHANGEABLE_FIELDS, RejectionReason, ReviewDecision
from tollbook.model.vocabulary import Harm
from tollbook.pipeline.adding import add_documents
from tollbook.pipeline.cases import CaseFolder, writing_ledger
from tollbook.pipeline.reviewing import (
    claim_named,
    document_named,
    parsed_changes,
    parsed_reason,
    review_claims,
    undo,
)

TEXT = "At least 12 people were killed and 30 injured in Kesh on Tuesday, the regional hospital said.\n"


@pytest.fixture
def claims(case: CaseFolder, case_ledger: Ledger, tmp_path: Path) -> list[str]:
    (tmp_path / "note.txt").write_text(TEXT)
    list(add_documents(case, case_ledger, [tmp_path / "note.txt"]))
    return [each.id for each in case_ledger.claims()]


def usage(call: Callable[[], object]) -> str:
    with pytest.raises(UsageError) as caught:
        call()
    return str(caught.value)


def test_a_decision_holds_and_is_the_reviewers(case_ledger: Ledger, claims: list[str]) -> None:
    (reviewed,) = review_claims(case_ledger, [claims[0][:6]], ReviewDecision.ACCEPTED, note="seen")
    assert (claims[0], ReviewDecision.ACCEPTED) == (reviewed.id, reviewed.state)
    assert reviewed.review is not None
    assert ("Ana Recorder", "seen") == (reviewed.review.reviewer, reviewed.review.note)


def test_several_claims_get_one_decision_or_none(case_ledger: Ledger, claims: list[str]) -> None:
    size = case_ledger.size()
    with pytest.raises(UnknownId):
        review_claims(case_ledger, [claims[0], "c0nothing"], ReviewDecision.ON_HOLD)
    assert size == case_ledger.size()
    reviewed = review_claims(case_ledger, [*claims, claims[0]], ReviewDecision.ON_HOLD)
    assert [(each, ReviewDecision.ON_HOLD) for each in claims] == [(each.id, each.state) for each in reviewed]
    assert size + len(claims) == case_ledger.size()


def test_a_change_holds_beside_what_was_read(case_ledger: Ledger, claims: list[str]) -> None:
    changes = parsed_changes(["low=14", "high=14", "claimant=", "harm=injured", "date_from=2026-03-03"])
    (reviewed,) = review_claims(case_ledger, [claims[0]], ReviewDecision.ACCEPTED_CHANGED, changes=changes)
    assert reviewed.read is not None
    assert reviewed.claim is not None
    assert (12, None, "the regional hospital") == (
        reviewed.read.low,
        reviewed.read.high,
        reviewed.read.claimant,
    )
    assert (14, 14, None, Harm.INJURED) == (
        reviewed.claim.low,
        reviewed.claim.high,
        reviewed.claim.claimant,
        reviewed.claim.harm,
    )


def test_a_change_that_makes_no_sense_for_a_claim_is_refused(case_ledger: Ledger, claims: list[str]) -> None:
    size = case_ledger.size()
    told = usage(
        lambda: review_claims(case_ledger, [claims[0]], ReviewDecision.ACCEPTED_CHANGED, changes={"high": 3})
    )
    assert f"Cannot change claim {claims[0]} so: Claim 'At least 12': low 12 is above high 3." == told
    assert size == case_ledger.size()


def test_the_newest_decision_of_the_same_person_is_undone(
    case: CaseFolder, case_ledger: Ledger, claims: list[str], case_environment: dict[str, str]
) -> None:
    review_claims(case_ledger, [claims[0]], ReviewDecision.ACCEPTED)
    review_claims(case_ledger, [claims[1]], ReviewDecision.ON_HOLD)
    with writing_ledger(case, actor="Tomas", environment=case_environment) as other:
        review_claims(other, [claims[0]], ReviewDecision.CANNOT_VERIFY)
    assert claims[1] == undo(case_ledger, note="too soon").fields["claim"]
    assert [ReviewDecision.CANNOT_VERIFY, ReviewDecision.UNREVIEWED] == [
        each.state for each in case_ledger.claims()
    ]
    assert claims[0] == undo(case_ledger).fields["claim"]
    assert (
        "Cannot undo: Ana Recorder has made no decision that still holds. Name an entry by its number; see tollbook log."
        == usage(lambda: undo(case_ledger))
    )


def test_an_entry_is_undone_by_its_number_and_an_undoing_too(case_ledger: Ledger, claims: list[str]) -> None:
    review_claims(case_ledger, [claims[0]], ReviewDecision.ACCEPTED)
    number = case_ledger.size()
    undo(case_ledger, number)
    assert EntryKind.UNDONE is undo(case_ledger, case_ledger.size()).kind
    assert ReviewDecision.ACCEPTED is case_ledger.claim(claims[0]).state


def test_what_cannot_be_undone_is_told(case_ledger: Ledger, claims: list[str]) -> None:
    assert usage(lambda: undo(case_ledger, 1)).startswith("Cannot undo entry 1: ")
    with pytest.raises(UnknownId):
        undo(case_ledger, 99)


def test_an_id_of_something_else_is_told(case_ledger: Ledger, claims: list[str]) -> None:
    document = case_ledger.claim(claims[0]).document
    assert (
        f"Cannot take {document[:6]} as a claim: {document} is a document. Ids of claims begin with c; see tollbook claims."
        == usage(lambda: claim_named(case_ledger, document[:6]))
    )
    assert (
        f"Cannot take {claims[0]} as a document: {claims[0]} is a claim. Ids of documents begin with d; see tollbook documents."
        == usage(lambda: document_named(case_ledger, claims[0]))
    )


@pytest.mark.parametrize(
    ("change", "value"),
    [
        ("low=1,400", {"low": 1400}),
        ("low=none", {"low": None}),
        ("high=", {"high": None}),
        ("part_of=yes", {"part_of": True}),
        ("part_of=false", {"part_of": False}),
        ("modality=HEDGED", {"modality": "hedged"}),
        ("scope=incident", {"scope": "incident"}),
        ("stance=disputes", {"stance": "disputes"}),
        ("date_to=2026-03-04", {"date_to": "2026-03-04"}),
        ("date_to=null", {"date_to": None}),
        ("place= Kesh = old town ", {"place": "Kesh = old town"}),
        ("by=none", {"by": None}),
    ],
)
def test_a_change_becomes_plain_data(change: str, value: dict[str, object]) -> None:
    assert value == parsed_changes([change])


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            "low",
            f"Cannot change 'low': FIELD=VALUE was expected, with a field of {', '.join(CHANGEABLE_FIELDS)}.",
        ),
        (
            "count=three",
            f"Cannot change 'count=three': FIELD=VALUE was expected, with a field of {', '.join(CHANGEABLE_FIELDS)}.",
        ),
        ("low=many", "Cannot set low to 'many': a whole number, or none was expected."),
        ("low=-1", "Cannot set low to '-1': a whole number, or none was expected."),
        ("part_of=perhaps", "Cannot set part_of to 'perhaps': true or false was expected."),
        ("part_of=", "Cannot set part_of to '': true or false was expected."),
        (
            "date_from=Tuesday",
            "Cannot set date_from to 'Tuesday': a day such as 2026-03-04, or none was expected.",
        ),
        ("harm=", f"Cannot set harm to '': one of {', '.join(Harm)} was expected."),
        ("harm=dead", f"Cannot set harm to 'dead': one of {', '.join(Harm)} was expected."),
    ],
)
def test_a_change_that_is_none_is_told(change: str, message: str) -> None:
    assert message == usage(lambda: parsed_changes([change]))


@pytest.mark.parametrize("words", ["not in the source", "not_in_the_source", "Not-in-the-source"])
def test_a_reason_is_named_with_spaces_or_without(words: str) -> None:
    assert RejectionReason.NOT_IN_THE_SOURCE is parsed_reason(words)


def test_a_reason_that_is_none_is_told() -> None:
    assert (
        "Cannot reject for 'ugly': reasons are not a casualty, wrong span, wrong number, wrong harm, "
        "duplicate mention, not in the source, other." == usage(lambda: parsed_reason("ugly"))
    )
