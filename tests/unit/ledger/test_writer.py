from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tollbook.errors import ForeignLedger, LedgerError, UnknownFormat, UnknownId, UsageError
from tollbook.ledger import Ledger, LedgerReader, review_draft, source_draft, undo_draft
from tollbook.model.entry import Draft, EntryKind, Receipt
from tollbook.model.record import ClaimFilter
from tollbook.model.review import RejectionReason, Review, ReviewDecision
from tollbook.model.source import Source


def state_of(ledger: Ledger, claim: str) -> tuple[str, int | None]:
    found = ledger.claim(claim)
    assert found.claim is not None
    return str(found.state), found.claim.low


def test_a_document_is_recorded_once(ledger: Ledger, draft_of: Callable[..., Draft]) -> None:
    draft = draft_of(ledger)
    first, second = ledger.append([draft, draft])
    assert Receipt(seq=2, subject=draft.fields["document"]) == first
    assert Receipt(seq=None, subject=draft.fields["document"]) == second
    assert (None,) == tuple(receipt.seq for receipt in ledger.append([draft]))
    assert 2 == ledger.size()


def test_claims_are_found_by_what_they_say(ledger: Ledger, draft_of: Callable[..., Draft]) -> None:
    source = Source(id=ledger.source_id("Coast Daily"), names=(("en", "Coast Daily"),))
    drafts = [draft_of(ledger, 1), draft_of(ledger, 2, source=source.id)]
    ledger.append([source_draft(source), *drafts])
    wanted = {
        ClaimFilter(harm="killed"): 2,
        ClaimFilter(place="KES"): 2,
        ClaimFilter(place="%"): 0,
        ClaimFilter(claimant="police", harm="injured"): 0,
        ClaimFilter(source="coast"): 2,
        ClaimFilter(source=source.id, harm="killed"): 1,
        ClaimFilter(document=drafts[0].fields["document"]): 2,
        ClaimFilter(state="accepted"): 0,
        ClaimFilter(): 4,
    }
    assert wanted == {each: ledger.count_claims(each) for each in wanted}
    assert wanted == {each: len(list(ledger.claims(each))) for each in wanted}


def test_the_newest_decision_holds_and_can_be_undone(ledger: Ledger, draft_of: Callable[..., Draft]) -> None:
    draft = draft_of(ledger)
    ledger.append([draft])
    claim = draft.fields["claims/0/id"]
    changed = Review(claim=claim, decision=ReviewDecision.ACCEPTED_CHANGED, changed={"low": 13, "high": None})
    rejected = Review(
        claim=claim, decision=ReviewDecision.REJECTED, reason=RejectionReason.WRONG_NUMBER, note="misread"
    )
    ledger.append([review_draft(changed)])
    assert ("accepted_changed", 13) == state_of(ledger, claim)
    ledger.append([review_draft(rejected)])
    assert ("rejected", 12) == state_of(ledger, claim)
    ledger.append([undo_draft(4, "by mistake")])
    assert ("accepted_changed", 13) == state_of(ledger, claim)
    ledger.append([undo_draft(5)])
    assert ("rejected", 12) == state_of(ledger, claim)


def test_what_cannot_be_undone_is_refused_and_nothing_is_recorded(
    ledger: Ledger, draft_of: Callable[..., Draft]
) -> None:
    ledger.append([draft_of(ledger)])
    with pytest.raises(UsageError) as told:
        ledger.append([undo_draft(2)])
    assert (
        "Cannot undo entry 2: it is of the kind document_added, and only reviews, descriptions and undoings can be "
        "undone. Use tollbook redact to erase something."
    ) == str(told.value)
    assert 2 == ledger.size()


def test_a_review_of_an_unknown_claim_is_refused(ledger: Ledger) -> None:
    with pytest.raises(UnknownId) as told:
        ledger.append([review_draft(Review(claim="c0", decision=ReviewDecision.ON_HOLD))])
    assert "Cannot record a review of c0: the case has no such claim. See tollbook claims." == str(told.value)
    assert 1 == ledger.size()


def test_a_ledger_is_made_once(ledger: Ledger, tmp_path: Path) -> None:
    with pytest.raises(LedgerError) as told:
        Ledger.create(tmp_path / "ledger.db", case="other", actor="Ana")
    expected = f"Cannot make a ledger at {tmp_path}/ledger.db: there is one already. Use it, or choose another place."
    assert expected == str(told.value)


def test_the_ledger_of_another_case_is_refused(ledger: Ledger, tmp_path: Path) -> None:
    with pytest.raises(ForeignLedger) as told:
        LedgerReader(tmp_path / "ledger.db", case="kesh")
    assert (
        f"Cannot open the ledger {tmp_path}/ledger.db: it belongs to case arvenia-2024, and case.toml names kesh. "
        "Put the two files of one case together."
    ) == str(told.value)


def test_a_newer_format_is_refused(ledger: Ledger, tmp_path: Path) -> None:
    with ledger._database.writing() as connection:
        connection.exec_driver_sql("UPDATE meta SET value = '99' WHERE name = 'format'")
    with pytest.raises(UnknownFormat) as told:
        LedgerReader(tmp_path / "ledger.db")
    assert (
        f"Cannot open the ledger {tmp_path}/ledger.db: it has format 99, and this version of Tollbook knows formats "
        "up to 1. Install a newer version."
    ) == str(told.value)


def test_an_id_is_told_by_its_beginning(ledger: Ledger, draft_of: Callable[..., Draft]) -> None:
    draft = draft_of(ledger)
    ledger.append([draft])
    document = draft.fields["document"]
    assert document == ledger.resolve(document[:6].upper())
    with pytest.raises(UnknownId) as told:
        ledger.resolve("dzz")
    assert (
        "Cannot find 'dzz': no document, claim or source of the case has an id that begins so. "
        "Ids are listed by tollbook documents, claims and sources."
    ) == str(told.value)


def test_the_replayed_record_is_the_live_one(ledger: Ledger, draft_of: Callable[..., Draft]) -> None:
    drafts = [draft_of(ledger, number) for number in range(5)]
    ledger.append(drafts)
    claim = drafts[1].fields["claims/1/id"]
    ledger.append([review_draft(Review(claim=claim, decision=ReviewDecision.ACCEPTED))])
    record = ledger.record()
    assert tuple(ledger.claims()) == record.claims
    assert tuple(ledger.documents()) == record.documents
    assert tuple(ledger.reviews()) == record.reviews
    assert EntryKind.CASE_OPENED is ledger.entry(1).kind
