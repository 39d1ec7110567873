from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from tollbook.errors import UsageError
from tollbook.ledger import Ledger
from tollbook.model.entry import REDACTED
from tollbook.pipeline import redacting
from tollbook.pipeline.adding import add_documents
from tollbook.pipeline.cases import CaseFolder
from tollbook.pipeline.redacting import finish_redaction, redact_thing, redact_words
from tollbook.pipeline.verifying import verify_case

WHY: dict[str, Any] = {"reason": "the family asked", "authority": "editor on duty"}
WORDS = "quintavius solen"


def files_that_hold(folder: Path, pattern: str) -> list[str]:
    """Return the files of a case that hold words anywhere in their bytes."""
    found = [
        path
        for path in folder.rglob("*")
        if path.is_file() and re.search(pattern.encode(), path.read_bytes())
    ]
    return sorted(path.name for path in found)


def test_words_erased_everywhere_are_nowhere_in_the_folder(
    case: CaseFolder, case_ledger: Ledger, told: list[str]
) -> None:
    captures = [case_ledger.document(name).capture for name in told]
    assert {*captures[:2]} <= set(files_that_hold(case.path, "(?i)quintavius|solen"))
    done = redact_words(case, case_ledger, WORDS, everywhere=True, **WHY)
    assert [] == files_that_hold(case.path, "(?i)quintavius|solen")
    assert (told[:2], captures[:2]) == (list(done.documents), list(done.captures))
    assert () == done.elsewhere
    found = verify_case(case, extract=True)
    assert ((), 1) == (found.troubles, found.captures)
    assert [("the family asked", "editor on duty")] == [
        (each.reason, each.authority) for each in found.redactions
    ]
    assert [captures[2]] == list(case.store.digests())


def test_what_is_left_of_a_document_can_still_be_worked_with(
    case: CaseFolder, case_ledger: Ledger, told: list[str], tmp_path: Path
) -> None:
    before = {claim.id: claim.claim for claim in case_ledger.claims_of(told[0])}
    redact_words(case, case_ledger, WORDS, document=told[0], **WHY)
    document = case_ledger.document(told[0])
    assert f"killed in Kesh on Tuesday, {REDACTED} said." in document.document.text
    after = {claim.id: claim.claim for claim in case_ledger.claims_of(told[0])}
    assert list(before) == list(after)
    for name, claim in after.items():
        was = before[name]
        assert claim is not None
        assert was is not None
        assert (was.low, was.harm, was.place) == (claim.low, claim.harm, claim.place)
        assert document.document.text[claim.start : claim.end] == claim.count
    assert [REDACTED] == [claim.claimant for claim in after.values() if claim and claim.claimant]
    again = list(add_documents(case, case_ledger, [tmp_path / "in" / "one.txt"]))
    assert ["redacted"] == [str(each.status) for each in again]
    assert [] == [digest for digest in case.store.digests() if digest == document.capture]


def test_other_places_that_hold_the_words_are_listed(
    case: CaseFolder, case_ledger: Ledger, told: list[str]
) -> None:
    done = redact_words(case, case_ledger, WORDS, document=told[1], **WHY)
    assert ((told[1],), (told[0],)) == (done.documents, done.elsewhere)
    assert "Solen" in case_ledger.document(told[0]).document.text


def test_files_that_are_no_part_of_the_record_are_listed_and_left_alone(
    case: CaseFolder, case_ledger: Ledger, told: list[str]
) -> None:
    notes = case.path / "notes" / "people.txt"
    notes.parent.mkdir()
    notes.write_text("ask Quintavius Solen")
    done = redact_words(case, case_ledger, WORDS, everywhere=True, **WHY)
    assert ("file notes/people.txt",) == done.elsewhere
    assert ["people.txt"] == files_that_hold(case.path, "(?i)quintavius")


def test_words_in_several_documents_need_a_choice(
    case: CaseFolder, case_ledger: Ledger, told: list[str]
) -> None:
    with pytest.raises(UsageError) as refused:
        redact_words(case, case_ledger, WORDS, **WHY)
    assert (
        f"Cannot tell where to erase: the words stand in 2 places ({told[0]}, {told[1]} ...). "
        "Name one document, or erase them everywhere with --everywhere."
    ) == str(refused.value)


def test_words_that_stand_nowhere_are_told(case: CaseFolder, case_ledger: Ledger, told: list[str]) -> None:
    for document, place in ((None, "the case"), (told[2], f"document {told[2]}")):
        with pytest.raises(UsageError) as refused:
            redact_words(case, case_ledger, "Maximilian", document=document, **WHY)
        assert f"Cannot redact: the words stand nowhere in {place}. Check how they are written there." == str(
            refused.value
        )


def test_a_reason_must_not_repeat_the_words(case: CaseFolder, case_ledger: Ledger, told: list[str]) -> None:
    with pytest.raises(UsageError) as refused:
        redact_words(case, case_ledger, "Solen", reason="Solen asked", authority="x")
    assert (
        "Cannot redact: reason or authority repeat the words, and they stay. Say it in other words."
        == str(refused.value)
    )


def test_words_that_stand_in_the_bytes_alone_are_found(
    case: CaseFolder, case_ledger: Ledger, tmp_path: Path
) -> None:
    page = tmp_path / "page.html"
    page.write_text(
        "<html><head><meta name='keeper' content='Quintavius Solen'></head><body><p>At least 12 people were killed in "
        "Kesh on Tuesday, police said. Nobody else was hurt in the market of the town.</p></body></html>"
    )
    (added,) = add_documents(case, case_ledger, [page])
    done = redact_words(case, case_ledger, WORDS, **WHY)
    assert (added.document,) == done.documents
    assert [] == files_that_hold(case.path, "(?i)quintavius")
    assert "At least 12" in case_ledger.document(str(added.document)).document.text


def test_an_interrupted_erasure_is_finished_by_the_next(
    case: CaseFolder, case_ledger: Ledger, told: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(redacting, "finish_redaction", lambda *_: False)
        redact_words(case, case_ledger, WORDS, everywhere=True, **WHY)
    found = verify_case(case)
    captures = [case_ledger.document(name).capture for name in told[:2]]
    assert sorted(f"capture {digest}" for digest in captures) == [each.place for each in found.troubles[:2]]
    assert "the ledger" == found.troubles[2].place
    assert "an erasure was interrupted" in found.troubles[2].words
    done = redact_words(case, case_ledger, WORDS, everywhere=True, **WHY)
    assert (None, True) == (done.seq, done.finished)
    assert [] == files_that_hold(case.path, "(?i)quintavius|solen")
    assert verify_case(case).is_sound
    assert not finish_redaction(case, case_ledger)


def test_a_document_goes_as_a_whole(case: CaseFolder, case_ledger: Ledger, told: list[str]) -> None:
    done = redact_thing(case, case_ledger, told[0][:8], **WHY)
    assert (case_ledger.document(told[0]).capture,) == done.captures
    assert [] == files_that_hold(case.path, "Tuesday")
    assert REDACTED == case_ledger.document(told[0]).document.text
    assert [None, None] == [claim.read for claim in case_ledger.claims_of(told[0])]
    assert verify_case(case).is_sound
    assert tuple(case_ledger.claims()) == case_ledger.record().claims


def test_one_field_of_a_claim_goes_alone(case: CaseFolder, case_ledger: Ledger, told: list[str]) -> None:
    claim = case_ledger.claims_of(told[0])[0]
    done = redact_thing(case, case_ledger, claim.id, fields=["claimant"], **WHY)
    assert (1, ()) == (done.fields, done.captures)
    left = case_ledger.claim(claim.id)
    assert left.claim is not None
    assert (REDACTED, "Kesh") == (left.claim.claimant, left.claim.place)
    assert verify_case(case).is_sound


def test_all_words_of_a_claim_go_and_its_figure_stays(
    case: CaseFolder, case_ledger: Ledger, told: list[str]
) -> None:
    claim = case_ledger.claims_of(told[0])[0]
    redact_thing(case, case_ledger, claim.id, **WHY)
    left = case_ledger.claim(claim.id)
    assert left.claim is not None
    assert (REDACTED, 12, REDACTED) == (left.claim.count, left.claim.low, left.review and left.review.note)


def test_a_field_of_an_entry_goes(case: CaseFolder, case_ledger: Ledger, told: list[str]) -> None:
    seq = next(iter(case_ledger.reviews())).seq
    redact_thing(case, case_ledger, str(seq), fields=["note", "actor"], **WHY)
    entry = case_ledger.entry(seq)
    assert (REDACTED, ("actor", "note")) == (entry.actor, entry.erased)
    assert verify_case(case).is_sound


def test_what_has_nothing_to_erase_is_told(case: CaseFolder, case_ledger: Ledger, told: list[str]) -> None:
    with pytest.raises(UsageError) as refused:
        redact_thing(case, case_ledger, told[0], fields=["colour"], **WHY)
    assert (
        f"Cannot redact {told[0]}: it has no colour that could be erased. See tollbook show {told[0]}."
        == str(refused.value)
    )
