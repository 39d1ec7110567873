from __future__ import annotations

from dataclasses import replace

from tollbook.ledger import Ledger
from tollbook.model import Claim, Document, Harm
from tollbook.model.record import ClaimFilter
from tollbook.model.review import ReviewDecision
from tollbook.pipeline.cases import CaseFolder
from tollbook.pipeline.listing import document_rows, found_claim, found_claims, show, source_rows
from tollbook.pipeline.redacting import redact_thing
from tollbook.pipeline.rereading import reread_documents
from tollbook.pipeline.reviewing import review_claims


class Nothing:
    """A reader of a later version that finds nothing."""

    name = "nothing 2"

    def languages(self) -> frozenset[str]:
        return frozenset({"en"})

    def claims(self, document: Document) -> tuple[Claim, ...]:
        del document
        return ()


def test_claims_come_with_the_sentence_that_says_them(case_ledger: Ledger, told: list[str]) -> None:
    found = list(found_claims(case_ledger, ClaimFilter(document=told[1])))
    assert ["Two people died in Odra on Monday, Quintavius Solen said."] == [
        each.row["sentence"] for each in found
    ]


def test_claims_are_left_out_before_and_after(case_ledger: Ledger, told: list[str]) -> None:
    every = [each.claim.id for each in found_claims(case_ledger)]
    assert every[1:3] == [each.claim.id for each in found_claims(case_ledger, limit=2, offset=1)]


def test_claims_that_a_case_does_not_count_are_left_out_before_the_limit(
    case: CaseFolder, case_ledger: Ledger, told: list[str]
) -> None:
    injured = replace(case.case, harms=(Harm.INJURED,))
    counts = [each.row["count"] for each in found_claims(case_ledger, scope=injured)]
    assert ["Three", "31"] == counts
    assert ["31"] == [
        each.row["count"] for each in found_claims(case_ledger, scope=injured, limit=1, offset=1)
    ]


def test_a_claim_that_is_kept_as_decided_keeps_the_words_of_its_own_text(
    case: CaseFolder, case_ledger: Ledger, told: list[str]
) -> None:
    before = found_claim(case_ledger, case_ledger.claims_of(told[0])[0].id)
    assert ReviewDecision.ACCEPTED is before.claim.state
    list(reread_documents(case, case_ledger, reader=Nothing()))
    (after,) = found_claims(case_ledger)
    assert (before.claim.id, before.row["sentence"]) == (after.claim.id, after.row["sentence"])


def test_documents_and_sources_are_counted(case_ledger: Ledger, told: list[str]) -> None:
    assert [(told[0], 2), (told[1], 1)] == [
        (row["id"], row["claims"]) for row in document_rows(case_ledger, limit=2)
    ]
    assert [] == list(source_rows(case_ledger))


def test_what_was_done_to_a_document_is_shown(case: CaseFolder, case_ledger: Ledger, told: list[str]) -> None:
    list(reread_documents(case, case_ledger, [told[2]], reader=Nothing()))
    redact_thing(case, case_ledger, told[2], reason="the family asked", authority="editor on duty")
    history = [each["what"] for each in show(case_ledger, told[2]).history]
    assert ["added", "read again", "redacted: the family asked"] == history


def test_a_claim_of_which_words_were_erased_is_shown_without_them(
    case: CaseFolder, case_ledger: Ledger, told: list[str]
) -> None:
    claim = case_ledger.claims_of(told[2])[0].id
    redact_thing(case, case_ledger, claim, reason="the family asked", authority="editor on duty")
    found = show(case_ledger, claim)
    assert ("claim", None) == (found.kind, found.facts["sentence"])


def test_the_history_of_a_claim_has_every_decision(case_ledger: Ledger, told: list[str]) -> None:
    claim = case_ledger.claims_of(told[0])[0].id
    review_claims(
        case_ledger, [claim], ReviewDecision.ACCEPTED_CHANGED, changes={"low": None, "place": "Odra"}
    )
    words = [each["what"] for each in show(case_ledger, claim[:6]).history]
    assert [
        "added",
        "accepted; Quintavius Solen was called",
        "accepted changed; low = unknown, place = Odra",
    ] == words


def test_documents_are_found_together_and_their_claims_counted_without_the_superseded(
    case: CaseFolder, case_ledger: Ledger, told: list[str]
) -> None:
    found = case_ledger.documents_named([told[1], "d0nothing", told[0], told[1]])
    assert {name: case_ledger.document(name) for name in told[:2]} == found
    assert {told[0]: 2, told[1]: 1, told[2]: 1} == case_ledger.claim_counts()
    list(reread_documents(case, case_ledger, reader=Nothing()))
    assert {told[0]: 1} == case_ledger.claim_counts()
