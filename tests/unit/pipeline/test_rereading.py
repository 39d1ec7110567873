from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tollbook.ledger import Ledger, reading_draft
from tollbook.model import Claim, Document, Harm, Qualifier, Reading, ReadStatus, Scope, Span
from tollbook.model.manifest import Stated
from tollbook.model.review import RejectionReason, Review, ReviewDecision
from tollbook.pipeline import rereading
from tollbook.pipeline.adding import add_documents
from tollbook.pipeline.cases import CaseFolder
from tollbook.pipeline.reading import Outcome, read_captured
from tollbook.pipeline.rereading import Reread, reread_documents
from tollbook.pipeline.reviewing import review_claims

TEXT = "Two people died in Kesh. Nine were hurt. Four are missing.\n"
NUMBERS = {"Two": 2, "Nine": 9, "Four": 4}


class WordReader:
    """A reader that finds the words it is told to find, each with the sentence around it."""

    def __init__(self, version: int, **harms: Harm) -> None:
        self.name = f"words {version}"
        self.harms = harms

    def languages(self) -> frozenset[str]:
        return frozenset({"en"})

    def claims(self, document: Document) -> tuple[Claim, ...]:
        found = []
        for match in re.finditer("|".join(self.harms), document.text):
            before = document.text.rfind(".", 0, match.start()) + 1
            end = document.text.find(".", match.end()) + 1
            start = before + len(document.text[before:end]) - len(document.text[before:end].lstrip())
            number = NUMBERS[match[0]]
            found.append(
                Claim(
                    start=match.start(),
                    end=match.end(),
                    count=match[0],
                    low=number,
                    high=number,
                    qualifier=Qualifier.EXACT,
                    harm=self.harms[match[0]],
                    scope=Scope.INCIDENT,
                    sentence=Span(start, end),
                )
            )
        return tuple(found)


OLD = WordReader(1, Two=Harm.KILLED, Nine=Harm.INJURED)
NEW = WordReader(2, Two=Harm.KILLED, Four=Harm.MISSING)


@pytest.fixture
def document(case: CaseFolder, case_ledger: Ledger, tmp_path: Path) -> str:
    (tmp_path / "note.txt").write_text(TEXT)
    (added,) = add_documents(case, case_ledger, [tmp_path / "note.txt"], reader=OLD)
    return str(added.document)


def ids(ledger: Ledger) -> dict[str, str]:
    return {each.claim.count: each.id for each in ledger.claims() if each.claim}


def again(case: CaseFolder, ledger: Ledger, reader: WordReader) -> Reread:
    (result,) = reread_documents(case, ledger, reader=reader)
    return result


def counts(ledger: Ledger) -> list[tuple[str, str]]:
    return [(each.claim.count, str(each.state)) for each in ledger.claims() if each.claim]


def test_new_claims_replace_those_that_nobody_decided_about(
    case: CaseFolder, case_ledger: Ledger, document: str
) -> None:
    before = ids(case_ledger)
    result = again(case, case_ledger, NEW)
    assert (["Four"], ["Nine"], 0) == (
        [claim.count for _, claim in result.gained],
        [each.read.count for each in result.lost if each.read],
        len(result.changed),
    )
    assert [("Two", "unreviewed"), ("Four", "unreviewed")] == counts(case_ledger)
    assert before["Two"] == ids(case_ledger)["Two"]
    assert "words 2" == case_ledger.document(document).reader


def test_a_claim_that_is_read_otherwise_is_told_as_it_was_and_is(
    case: CaseFolder, case_ledger: Ledger, document: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(NUMBERS, "Nine", 99)
    result = again(case, case_ledger, WordReader(2, Two=Harm.KILLED, Nine=Harm.INJURED))
    ((before, now),) = result.changed
    assert before.read is not None
    assert ((9, 99), ()) == ((before.read.low, now.low), result.gained + result.lost)


def test_a_decision_stays_with_a_claim_that_is_still_found(
    case: CaseFolder, case_ledger: Ledger, document: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    review_claims(case_ledger, [ids(case_ledger)["Two"]], ReviewDecision.ACCEPTED)
    monkeypatch.setitem(NUMBERS, "Two", 22)
    result = again(case, case_ledger, NEW)
    assert ((), ()) == (result.changed, result.kept)
    kept = case_ledger.claim(ids(case_ledger)["Two"])
    assert kept.claim is not None
    assert (ReviewDecision.ACCEPTED, 2) == (kept.state, kept.claim.low)


def test_a_claim_that_is_no_longer_found_stays_as_it_was_decided(
    case: CaseFolder, case_ledger: Ledger, document: str
) -> None:
    nine = ids(case_ledger)["Nine"]
    review_claims(case_ledger, [nine], ReviewDecision.ACCEPTED, note="seen")
    result = again(case, case_ledger, NEW)
    assert ([nine], ()) == ([each.id for each in result.kept], result.lost)
    assert [("Two", "unreviewed"), ("Nine", "accepted"), ("Four", "unreviewed")] == counts(case_ledger)


def moved_text(monkeypatch: pytest.MonkeyPatch, new_text: str) -> None:
    """Make the next reading take another text out of the same bytes, as a newer extractor would."""

    def read(captured: object, settings: object, reader: WordReader, stated: Stated) -> Outcome:
        outcome = read_captured(captured, settings, reader, stated)  # type: ignore[arg-type]
        assert isinstance(outcome, Reading)
        document = replace(outcome.document, text=new_text, extractor="extractor 2", places=(), furniture=())
        return replace(
            outcome,
            document=document,
            claims=tuple(replace(each, reader=reader.name) for each in reader.claims(document)),
        )

    monkeypatch.setattr(rereading, "read_captured", read)


def test_a_decision_is_carried_to_where_the_words_stand_in_a_new_text(
    case: CaseFolder, case_ledger: Ledger, document: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    two = ids(case_ledger)["Two"]
    review_claims(case_ledger, [two], ReviewDecision.REJECTED, reason=RejectionReason.OTHER, note="a film")
    number = case_ledger.size()
    moved_text(monkeypatch, f"Home | News\n{TEXT}")
    result = again(case, case_ledger, WordReader(1, Two=Harm.KILLED, Nine=Harm.INJURED))
    now = ids(case_ledger)
    assert ((two, now["Two"]),) == result.carried
    assert two != now["Two"]
    carried = case_ledger.claim(now["Two"])
    assert carried.review is not None
    assert (ReviewDecision.REJECTED, "a film", number) == (
        carried.state,
        carried.review.note,
        carried.review.carried_from,
    )
    assert [("Two", "rejected"), ("Nine", "unreviewed")] == counts(case_ledger)


def test_a_decision_about_words_that_a_new_text_lacks_stays_with_the_old_text(
    case: CaseFolder, case_ledger: Ledger, document: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    review_claims(case_ledger, [ids(case_ledger)["Two"]], ReviewDecision.ACCEPTED)
    moved_text(monkeypatch, "Nine were hurt. Four are missing.\n")
    result = again(case, case_ledger, OLD)
    assert (["Two"], ()) == ([each.read.count for each in result.kept if each.read], result.carried)
    assert ("Two", "accepted") in counts(case_ledger)


def test_every_decision_survives_any_number_of_rereadings(
    case: CaseFolder, case_ledger: Ledger, document: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ids(case_ledger).values():
        review_claims(case_ledger, [name], ReviewDecision.ON_HOLD)
    for number, text in enumerate(("A. ", "", "Longer. ", "Home. ")):
        monkeypatch.undo()
        moved_text(monkeypatch, f"{text}{TEXT}")
        again(
            case, case_ledger, WordReader(number + 2, Two=Harm.KILLED, Nine=Harm.INJURED, Four=Harm.MISSING)
        )
        assert {("Two", "on_hold"), ("Nine", "on_hold"), ("Four", "unreviewed")} == set(counts(case_ledger))
        assert 3 == len(counts(case_ledger))


def test_a_claim_that_a_person_added_stays(
    case: CaseFolder, case_ledger: Ledger, document: str, make_claim: Callable[..., Claim]
) -> None:
    recorded = case_ledger.document(document)
    by_hand = make_claim(TEXT, "Four", number=4, harm=Harm.MISSING, reader="Ana Recorder")
    reading = Reading(document=recorded.document, status=ReadStatus.READ, claims=(by_hand,))
    draft = reading_draft(
        reading, document=document, claim_ids=case_ledger.claim_ids(document, (by_hand,)), replaces=False
    )
    case_ledger.append([draft])
    result = again(case, case_ledger, WordReader(3, Two=Harm.KILLED))
    assert ["Nine"] == [each.read.count for each in result.lost if each.read]
    assert {"Two", "Four"} == set(ids(case_ledger))


def test_a_reading_that_says_the_same_leaves_no_entry(
    case: CaseFolder, case_ledger: Ledger, document: str
) -> None:
    size = case_ledger.size()
    result = again(case, case_ledger, OLD)
    assert (False, size) == (result.recorded, case_ledger.size())


def test_a_newer_reader_that_finds_the_same_is_recorded(
    case: CaseFolder, case_ledger: Ledger, document: str
) -> None:
    result = again(case, case_ledger, WordReader(2, Two=Harm.KILLED, Nine=Harm.INJURED))
    assert (True, (), (), ()) == (result.recorded, result.gained, result.lost, result.changed)
    assert "words 2" == case_ledger.document(document).reader


def test_what_was_said_of_a_document_when_it_was_added_holds_again(
    case: CaseFolder, case_ledger: Ledger, tmp_path: Path
) -> None:
    (tmp_path / "fr.txt").write_text("Two people died in Kesh on Tuesday.\n")
    (tmp_path / "m.csv").write_text(
        "file,publisher,published_at,language,address,title\nfr.txt,Arvenia Wire,2026-03-04,en,https://wire.example/a,T\n"
    )
    (added,) = add_documents(case, case_ledger, [], manifest=tmp_path / "m.csv", reader=OLD)
    before = case_ledger.document(str(added.document)).document
    list(reread_documents(case, case_ledger, reader=NEW))
    assert before == case_ledger.document(str(added.document)).document


def test_a_document_without_its_bytes_stays_as_it_was_and_the_others_are_read(
    case: CaseFolder, case_ledger: Ledger, document: str, tmp_path: Path
) -> None:
    (tmp_path / "other.txt").write_text("Two people died in Torv.\n")
    list(add_documents(case, case_ledger, [tmp_path / "other.txt"], reader=OLD))
    case.store.remove(case_ledger.document(document).capture)
    failed, read = reread_documents(case, case_ledger, reader=NEW)
    assert str(failed.error).startswith(
        f"Cannot read {document}: its capture cannot be had (Cannot read the capture"
    )
    assert (True, "words 1") == (read.recorded, case_ledger.document(document).reader)


def test_some_documents_alone_are_read_again(case: CaseFolder, case_ledger: Ledger, document: str) -> None:
    assert [document] == [
        each.document for each in reread_documents(case, case_ledger, [document], reader=OLD)
    ]
    assert [] == list(reread_documents(case, case_ledger, [], reader=OLD))


def test_a_decision_is_carried_with_what_it_changed(
    case: CaseFolder, case_ledger: Ledger, document: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    two = ids(case_ledger)["Two"]
    review_claims(case_ledger, [two], ReviewDecision.ACCEPTED_CHANGED, changes={"low": 1})
    moved_text(monkeypatch, f"Home.\n{TEXT}")
    again(case, case_ledger, OLD)
    (recorded,) = [each for each in case_ledger.claims() if each.claim and each.claim.count == "Two"]
    assert recorded.claim is not None
    assert isinstance(recorded.review, Review)
    assert (1, {"low": 1}) == (recorded.claim.low, recorded.review.changed)
