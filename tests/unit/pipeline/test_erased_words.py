from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tollbook.errors import InputError
from tollbook.extract import GrammarReader
from tollbook.ledger import Ledger
from tollbook.model import Claim, Document, Reading
from tollbook.model.entry import REDACTED
from tollbook.model.manifest import Stated
from tollbook.pipeline import rereading
from tollbook.pipeline.adding import AddStatus, add_documents
from tollbook.pipeline.cases import CaseFolder
from tollbook.pipeline.reading import Outcome, read_captured
from tollbook.pipeline.redacting import redact_thing
from tollbook.pipeline.rereading import reread_documents
from tollbook.pipeline.verifying import verify_case

WHY = {"reason": "the family asked", "authority": "editor on duty"}


class Newer(GrammarReader):
    """The reader of a later version, which finds the same."""

    name = "newer 2"

    def claims(self, document: Document) -> tuple[Claim, ...]:
        return tuple(replace(each, reader="") for each in super().claims(document))


def claimants(ledger: Ledger) -> list[str | None]:
    return [each.claim.claimant for each in ledger.claims() if each.claim]


def test_a_field_that_was_erased_is_not_read_again_however_often(
    case: CaseFolder, case_ledger: Ledger, told: list[str]
) -> None:
    first = case_ledger.claims_of(told[0])[0]
    redact_thing(case, case_ledger, first.id, fields=["claimant"], **WHY)
    before = claimants(case_ledger)
    assert REDACTED == before[0]
    for number in (2, 3):
        reader = Newer()
        reader.name = f"newer {number}"
        results = list(reread_documents(case, case_ledger, reader=reader))
        assert [True] * 3 == [each.recorded for each in results]
        assert before == claimants(case_ledger)
    assert () == verify_case(case).troubles


def test_a_field_stays_erased_where_its_claim_stands_elsewhere_in_a_newer_text(
    case: CaseFolder, case_ledger: Ledger, told: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    claim = case_ledger.claims_of(told[1])[0]
    redact_thing(case, case_ledger, claim.id, fields=["claimant"], **WHY)

    def read(captured: object, settings: object, reader: Newer, stated: Stated) -> Outcome:
        outcome = read_captured(captured, settings, reader, stated)  # type: ignore[arg-type]
        assert isinstance(outcome, Reading)
        document = replace(
            outcome.document, text=f"Odra.\n{outcome.document.text}", extractor="extractor 2", places=()
        )
        return replace(
            outcome,
            document=document,
            claims=tuple(replace(each, reader="newer 2") for each in reader.claims(document)),
        )

    monkeypatch.setattr(rereading, "read_captured", read)
    list(reread_documents(case, case_ledger, [told[1]], reader=Newer()))
    (now,) = case_ledger.claims_of(told[1])
    assert now.claim is not None
    assert (True, REDACTED, "Two") == (now.id != claim.id, now.claim.claimant, now.claim.count)


def test_a_title_that_was_erased_stays_erased(case: CaseFolder, case_ledger: Ledger, tmp_path: Path) -> None:
    page = (
        "<html><head><title>Quintavius speaks</title></head><body><p>"
        + "Two people died in Kesh on Monday. " * 9
    )
    (tmp_path / "page.html").write_text(page)
    (added,) = add_documents(case, case_ledger, [tmp_path / "page.html"])
    document = str(added.document)
    redact_thing(case, case_ledger, document, fields=["title"], **WHY)
    for _ in range(2):
        list(reread_documents(case, case_ledger, reader=Newer()))
        assert case_ledger.document(document).document.title in (None, REDACTED)


def test_a_document_with_a_claim_that_was_erased_stays_as_it_is(
    case: CaseFolder, case_ledger: Ledger, told: list[str]
) -> None:
    redact_thing(case, case_ledger, case_ledger.claims_of(told[1])[0].id, **WHY)
    before = case_ledger.claims_of(told[1])
    results = {each.document: each for each in reread_documents(case, case_ledger, reader=Newer())}
    assert (False, None) == (results[told[1]].recorded, results[told[1]].error)
    assert before == case_ledger.claims_of(told[1])


def test_a_document_that_was_erased_is_passed_over_and_not_taken_back(
    case: CaseFolder, case_ledger: Ledger, told: list[str], tmp_path: Path
) -> None:
    redact_thing(case, case_ledger, told[2], **WHY)
    assert told[:2] == [each.document for each in reread_documents(case, case_ledger, reader=Newer())]
    (again,) = add_documents(case, case_ledger, [tmp_path / "in" / "three.txt"])
    assert (AddStatus.REDACTED, told[2]) == (again.status, again.document)
    assert not case.store.has(case_ledger.document(told[2]).capture)


def test_what_cannot_be_read_is_no_reading(case: CaseFolder, case_ledger: Ledger, told: list[str]) -> None:
    case.store.remove(case_ledger.document(told[0]).capture)
    failed = next(iter(reread_documents(case, case_ledger, reader=Newer())))
    assert isinstance(failed.error, InputError)
