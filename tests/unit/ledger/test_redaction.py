from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tollbook.errors import UnknownId, UsageError
from tollbook.ledger import Ledger, reading_draft, review_draft
from tollbook.ledger.redaction import fields_holding, fields_of_reading, words_pattern, working_copy
from tollbook.model import Claim, Reading
from tollbook.model.entry import REDACTED, Draft, Erasure
from tollbook.model.record import RecordedClaim, RecordedDocument
from tollbook.model.review import Review, ReviewDecision

SECRET = "Quintavius Solen"
TEXT = f"Police said {SECRET} and two others were killed in Kesh. {SECRET} was 40."


@pytest.fixture
def held(
    ledger: Ledger,
    make_claim: Callable[..., Claim],
    make_reading: Callable[..., Reading],
    draft_of: Callable[..., Draft],
) -> str:
    """Return the id of a document that holds the words, after it was recorded with a review that repeats them."""
    from hashlib import sha256

    from tollbook.ledger import document_draft

    claims = (
        make_claim(TEXT, SECRET, number=1, claimant="Police"),
        make_claim(
            TEXT,
            "two",
            number=2,
            place="Kesh",
            spans=(("place", (TEXT.index("Kesh"), TEXT.index("Kesh") + 4)),),
        ),
    )
    capture = sha256(TEXT.encode()).hexdigest()
    document = ledger.document_id(capture)
    draft = document_draft(
        make_reading(TEXT, *claims, title=f"{SECRET} killed"),
        document=document,
        capture=capture,
        claim_ids=ledger.claim_ids(document, claims),
    )
    ledger.append([draft])
    claim = draft.fields["claims/0/id"]
    ledger.append(
        [review_draft(Review(claim=claim, decision=ReviewDecision.ACCEPTED, note=f"{SECRET} is named"))]
    )
    return document


def redact(ledger: Ledger, document: str) -> None:
    """Erase the words as the pipeline does."""
    pattern = words_pattern(SECRET)
    claims = ledger.claims_of(document)
    copy = working_copy(ledger.document(document), claims, pattern)
    draft = reading_draft(copy, document=document, claim_ids=[claim.id for claim in claims], redacts=True)
    erasures = [
        Erasure(seq=entry.seq, field=name)
        for entry in ledger.entries()
        for name in {
            *fields_holding(entry, pattern),
            *(fields_of_reading(entry) if "text" in entry.fields else ()),
        }
    ]
    capture = ledger.document(document).capture
    ledger.redact(erasures, reason="asked for", authority="the family", captures=[capture], copies=[draft])


def test_erased_words_are_nowhere_in_the_files_and_everything_else_verifies(
    ledger: Ledger, held: str, tmp_path: Path
) -> None:
    ledger.checkpoint()
    assert any(b"Quintavius" in path.read_bytes() for path in tmp_path.iterdir())
    redact(ledger, held)
    assert ledger.erasure_is_due()
    ledger.finish_erasure()
    assert not ledger.erasure_is_due()
    assert [] == [
        path.name for path in tmp_path.iterdir() if re.search(b"(?i)quintavius|solen", path.read_bytes())
    ]
    found = ledger.verify()
    assert () == found.troubles
    assert ("asked for", "the family") == (found.redactions[0].reason, found.redactions[0].authority)


def test_what_is_left_reads_as_before_but_for_the_erased_words(ledger: Ledger, held: str) -> None:
    ids = [claim.id for claim in ledger.claims_of(held)]
    redact(ledger, held)
    document, claims = ledger.document(held), ledger.claims_of(held)
    assert (
        f"Police said {REDACTED} and two others were killed in Kesh. {REDACTED} was 40."
        == document.document.text
    )
    assert f"{REDACTED} killed" == document.document.title
    assert document.redacted
    assert ids == [claim.id for claim in claims]
    assert [REDACTED, "two"] == [claim.claim.count for claim in claims if claim.claim]
    for claim in claims:
        assert claim.claim is not None
        assert document.document.text[claim.claim.start : claim.claim.end] == claim.claim.count
    assert "Kesh" == claims[1].claim.place if claims[1].claim else None
    assert (ReviewDecision.ACCEPTED, REDACTED) == (
        claims[0].state,
        claims[0].review and claims[0].review.note,
    )


def test_the_replayed_record_is_the_live_one_after_an_erasure(ledger: Ledger, held: str) -> None:
    redact(ledger, held)
    record = ledger.record()
    assert tuple(ledger.documents()) == record.documents
    assert tuple(ledger.claims()) == tuple(claim for claim in record.claims if claim.current)
    assert tuple(ledger.reviews()) == record.reviews


def test_a_field_alone_can_be_erased(ledger: Ledger, held: str) -> None:
    ledger.redact([Erasure(seq=2, field="claims/0/claimant")], reason="a witness", authority="editor")
    claim = ledger.claims_of(held)[0]
    assert REDACTED == (claim.claim and claim.claim.claimant)
    assert ("claimant",) == claim.erased
    assert () == ledger.verify().troubles


def test_an_erasure_without_its_record_is_found(ledger: Ledger, held: str) -> None:
    with ledger._database.writing() as connection:
        ledger._database.unguard(connection)
        ledger._erase(connection, 2, ["title"])
        ledger._database.guard(connection)
    assert [("entry 2", "its field title was erased, and no redaction tells of it")] == [
        (each.place, each.words) for each in ledger.verify().troubles
    ]


def test_what_the_record_is_put_together_by_cannot_be_erased(ledger: Ledger, held: str) -> None:
    with pytest.raises(UsageError) as told:
        ledger.redact([Erasure(seq=2, field="capture")], reason="r", authority="a")
    assert (
        "Cannot redact the field capture of entry 2: the record is put together by it, and it holds no words of a "
        "source. Name a field that holds words; tollbook log shows them."
    ) == str(told.value)


def test_an_entry_that_is_not_there_cannot_be_redacted(ledger: Ledger) -> None:
    with pytest.raises(UnknownId) as told:
        ledger.redact([Erasure(seq=9, field="text")], reason="r", authority="a")
    assert "Cannot redact entry 9: the ledger has none with this number. See tollbook log." == str(told.value)
    assert 1 == ledger.size()


def test_no_words_are_refused() -> None:
    with pytest.raises(UsageError) as told:
        words_pattern("  ")
    assert (
        "Cannot redact: no words were given. Write the words to erase, such as --words 'Ana Solen'."
        == str(told.value)
    )


def test_entries_cannot_be_changed_by_other_programs(ledger: Ledger) -> None:
    from tollbook.errors import LedgerError

    for statement in ("UPDATE entries SET kind = 'noted'", "DELETE FROM entries"):
        with pytest.raises(LedgerError, match="entries are never"), ledger._database.writing() as connection:
            connection.exec_driver_sql(statement)


def test_a_working_copy_keeps_no_trace_of_the_length_of_what_was_erased(
    make_claim: Callable[..., Claim], make_reading: Callable[..., Reading]
) -> None:
    from datetime import UTC, datetime

    copies = []
    for name in ("Ana Solen", "Maximiliana Solen of Odra-Vel"):
        text = f"{name} and two others died in Kesh."
        reading = make_reading(text)
        claims = [make_claim(text, name, number=1), make_claim(text, "two", number=2)]
        held = [
            RecordedClaim(id=f"c{n}", document="d", seq=2, index=n, read=claim, claim=claim)
            for n, claim in enumerate(claims)
        ]
        document = RecordedDocument(
            id="d", document=reading.document, capture="0" * 64, seq=2, at=datetime.now(UTC), actor="Ana"
        )
        copies.append(working_copy(document, held, words_pattern(name)))
    assert copies[0] == copies[1]
