"""One suite for SQLite and PostgreSQL: what a ledger guarantees, it guarantees on both."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from tollbook.errors import ForeignLedger, LedgerError, UnknownId, UsageError
from tollbook.ledger import (
    Ledger,
    LedgerReader,
    Signer,
    document_draft,
    document_note_draft,
    reading_draft,
    review_draft,
    source_draft,
    undo_draft,
)
from tollbook.ledger.redaction import fields_holding, words_pattern
from tollbook.model import Claim, Reading
from tollbook.model.entry import REDACTED, Draft, EntryKind, Erasure
from tollbook.model.record import ClaimFilter
from tollbook.model.review import RejectionReason, Review, ReviewDecision
from tollbook.model.source import Source
from tollbook.model.vocabulary import SourceType

IS_SOAK = os.environ.get("TOLLBOOK_HYPOTHESIS_PROFILE") == "soak"
WRITERS, ENTRIES_EACH = 8, 1000 if IS_SOAK else 40
TEXT = "At least 12 people were killed in Kesh, Quintavius Solen said. Three were hurt in Odra."


@pytest.fixture
def ledger(address: str) -> Iterator[Ledger]:
    with Ledger.create(address, case="kesh", actor="Ana", signer=Signer(bytes(32))) as made:
        yield made


@pytest.fixture
def add(make_claim: Callable[..., Claim], make_reading: Callable[..., Reading]) -> Callable[..., Draft]:
    """Return what adds a document with two claims and returns its draft."""

    def draft(ledger: Ledger, number: int = 1, text: str = TEXT, **fields: Any) -> Draft:
        claims = (
            make_claim(text, "At least 12", place="Kesh", claimant="Quintavius Solen"),
            make_claim(text, "Three", number=3, harm="injured", place="Odra"),
        )
        capture = sha256(f"{number}".encode()).hexdigest()
        document = ledger.document_id(capture)
        made = document_draft(
            make_reading(text, *claims, id=f"{number}.txt"),
            document=document,
            capture=capture,
            claim_ids=ledger.claim_ids(document, claims),
            **fields,
        )
        ledger.append([made])
        return made

    return draft


def assert_sound_and_replayed(ledger: LedgerReader) -> None:
    assert () == ledger.verify().troubles
    record = ledger.record()
    assert tuple(ledger.documents()) == record.documents
    assert tuple(ledger.claims(ClaimFilter(superseded=True))) == record.claims
    assert ledger.sources() == record.sources
    assert tuple(ledger.reviews()) == record.reviews
    assert ledger.redactions() == record.redactions


def test_a_whole_life_of_a_case_is_replayed_to_what_the_tables_say(
    ledger: Ledger,
    add: Callable[..., Draft],
    make_claim: Callable[..., Claim],
    make_reading: Callable[..., Reading],
) -> None:
    source = Source(id=ledger.source_id("Coast Daily"), names=(("en", "Coast Daily"),))
    ledger.append([source_draft(source)])
    first, second = add(ledger, 1, source=source.id), add(ledger, 2)
    claims = [first.fields["claims/0/id"], first.fields["claims/1/id"], second.fields["claims/0/id"]]
    ledger.append(
        [
            source_draft(Source(id=source.id, names=(("en", "Coast Daily"),), type=SourceType.MEDIA_OWN)),
            review_draft(
                Review(
                    claim=claims[0], decision=ReviewDecision.ACCEPTED_CHANGED, changed={"place": "Old Kesh"}
                )
            ),
            review_draft(
                Review(claim=claims[2], decision=ReviewDecision.REJECTED, reason=RejectionReason.WRONG_SPAN)
            ),
            document_note_draft(second.fields["document"], {"sensitivity": "high"}),
            undo_draft(7, "looked again"),
        ]
    )
    document = first.fields["document"]
    found = (
        make_claim(TEXT, "12", number=12),
        make_claim(TEXT, "Three", number=3, harm="injured", place="Odra", victims=None),
    )
    again = make_reading(TEXT, *found, id="1.txt")
    ledger.append([reading_draft(again, document=document, claim_ids=ledger.claim_ids(document, found))])
    assert ["accepted_changed", "unreviewed", "unreviewed"] == [
        str(each.state) for each in ledger.claims_of(document)
    ]
    assert ["Old Kesh"] == [
        each.claim.place for each in ledger.claims(ClaimFilter(place="old")) if each.claim
    ]
    assert SourceType.MEDIA_OWN is ledger.source(source.id).type
    assert {"sensitivity": "high"} == ledger.document(second.fields["document"]).details
    assert ReviewDecision.UNREVIEWED is ledger.claim(claims[2]).state
    assert_sound_and_replayed(ledger)
    before = tuple(ledger.claims(ClaimFilter(superseded=True)))
    ledger.rebuild()
    assert before == tuple(ledger.claims(ClaimFilter(superseded=True)))
    assert_sound_and_replayed(ledger)


def test_a_reading_that_finds_less_keeps_what_people_decided_about(
    ledger: Ledger, add: Callable[..., Draft], make_reading: Callable[..., Reading]
) -> None:
    draft = add(ledger)
    decided, undecided = draft.fields["claims/0/id"], draft.fields["claims/1/id"]
    ledger.append([review_draft(Review(claim=decided, decision=ReviewDecision.ON_HOLD))])
    ledger.append([reading_draft(make_reading(TEXT), document=draft.fields["document"], claim_ids=[])])
    assert [decided] == [claim.id for claim in ledger.claims()]
    assert not ledger.claim(undecided).current
    ledger.append([undo_draft(3)])
    assert [] == list(ledger.claims())
    assert_sound_and_replayed(ledger)


def test_erased_words_are_in_no_table_and_all_else_verifies(
    ledger: Ledger, add: Callable[..., Draft]
) -> None:
    draft = add(ledger)
    claim = draft.fields["claims/1/id"]
    ledger.append(
        [review_draft(Review(claim=claim, decision=ReviewDecision.ACCEPTED, note="as Quintavius Solen says"))]
    )
    pattern = words_pattern("quintavius solen")
    erasures = [
        Erasure(seq=entry.seq, field=name)
        for entry in ledger.entries()
        for name in fields_holding(entry, pattern)
    ]
    assert [(2, "claims/0/claimant"), (2, "text"), (3, "note")] == sorted(
        (each.seq, each.field) for each in erasures
    )
    ledger.redact(erasures, reason="asked for", authority="the family", captures=[draft.fields["capture"]])
    ledger.finish_erasure()
    assert REDACTED == ledger.document(draft.fields["document"]).document.text
    assert 0 == ledger.count_claims(ClaimFilter(claimant="solen"))
    assert "asked for" == ledger.verify().redactions[0].reason
    assert_sound_and_replayed(ledger)


def test_erased_words_are_in_no_file_of_a_table(
    postgres_server: tuple[Callable[[str], str], Path], add: Callable[..., Draft]
) -> None:
    address, folder = postgres_server
    with Ledger.create(address("erasure"), case="kesh", actor="Ana") as ledger:
        add(ledger)
        pattern = words_pattern("quintavius solen")
        erasures = [Erasure(seq=2, field=name) for name in fields_holding(ledger.entry(2), pattern)]

        def files_that_hold_them() -> list[str]:
            with ledger._database._engine.execution_options(
                isolation_level="AUTOCOMMIT"
            ).connect() as connection:
                connection.exec_driver_sql("CHECKPOINT")
                query = "SELECT oid FROM pg_database WHERE datname = current_database()"
                database = str(connection.exec_driver_sql(query).scalar_one())
            files = [path for path in (folder / "base" / database).iterdir() if path.is_file()]
            return [path.name for path in files if b"Quintavius" in path.read_bytes()]

        assert files_that_hold_them()
        ledger.redact(erasures, reason="asked for", authority="the family")
        ledger.finish_erasure()
        assert [] == files_that_hold_them()


def test_checkpoints_are_signed_and_found_again(ledger: Ledger, add: Callable[..., Draft]) -> None:
    first = ledger.checkpoint()
    assert first == ledger.checkpoint()
    add(ledger)
    second = ledger.checkpoint()
    assert (first, second) == ledger.checkpoints()
    assert (1, 2) == (first.size, second.size)
    found = ledger.verify(elsewhere=[first])
    assert (3, 3, ()) == (found.checkpoints, found.signed, found.troubles)


def test_writers_at_the_same_time_lose_nothing_and_keep_one_chain(ledger: Ledger, address: str) -> None:
    script = Path(__file__).with_name("append_notes.py")
    processes = [
        subprocess.Popen(
            [sys.executable, "-W", "ignore", script, address, f"writer-{number}", str(ENTRIES_EACH)],
            stdout=subprocess.PIPE,
            text=True,
        )
        for number in range(WRITERS)
    ]
    told = [seq for process in processes for seq in process.communicate()[0].split()]
    assert [0] * WRITERS == [process.returncode for process in processes]
    assert sorted(map(int, told)) == list(range(2, WRITERS * ENTRIES_EACH + 2))
    notes = [entry.fields["note"] for entry in ledger.entries(first=2)]
    assert {
        f"writer-{writer} {number}" for writer in range(WRITERS) for number in range(ENTRIES_EACH)
    } == set(notes)
    assert () == ledger.verify(deep=False).troubles


def test_what_fails_leaves_nothing_behind(ledger: Ledger, add: Callable[..., Draft]) -> None:
    add(ledger)
    root = ledger.root()
    note = Draft(kind=EntryKind.NOTED, fields={"note": "never told"})
    for bad in (
        review_draft(Review(claim="c1", decision=ReviewDecision.ON_HOLD)),
        undo_draft(1),
        undo_draft(99),
    ):
        with pytest.raises((UnknownId, UsageError)):
            ledger.append([note, bad])
    assert (2, root) == (ledger.size(), ledger.root())
    assert_sound_and_replayed(ledger)


def test_the_database_itself_refuses_to_change_or_delete_entries(ledger: Ledger) -> None:
    for statement in ("UPDATE entries SET kind = 'noted'", "DELETE FROM entries"):
        with pytest.raises(LedgerError, match="entries are never"), ledger._database.writing() as connection:
            connection.exec_driver_sql(statement)


def test_a_ledger_is_made_once_and_belongs_to_one_case(ledger: Ledger, address: str) -> None:
    with pytest.raises(
        LedgerError, match=re.escape("there is one already. Use it, or choose another place.")
    ):
        Ledger.create(address, case="other", actor="Ana")
    with pytest.raises(ForeignLedger, match=r"it belongs to case kesh, and case.toml names other"):
        LedgerReader(address, case="other")
    with LedgerReader(address, case="kesh") as reader:
        assert 1 == reader.size()


def test_characters_that_databases_stumble_over_come_back(ledger: Ledger, add: Callable[..., Draft]) -> None:
    text = TEXT.replace("Kesh", "K\x00sh %_'\"\U0001f54a\u2028")
    ledger.append([Draft(kind=EntryKind.NOTED, fields={"note": text})])
    assert text == ledger.entry(2).fields["note"]
    add(ledger, 3)
    assert 0 == ledger.count_claims(ClaimFilter(place="%"))
    assert_sound_and_replayed(ledger)
