from __future__ import annotations

from dataclasses import replace

import pytest

from tollbook.errors import UsageError
from tollbook.ledger import Ledger, undo_draft
from tollbook.ledger.merkle import is_consistent
from tollbook.model.record import ClaimFilter
from tollbook.pipeline.cases import CaseFolder, reading_ledger
from tollbook.pipeline.history import consistency_row, log_rows, newest_checkpoint
from tollbook.pipeline.redacting import redact_words


def test_the_log_tells_what_happened(case: CaseFolder, case_ledger: Ledger, told: list[str]) -> None:
    review = next(iter(case_ledger.reviews()))
    case_ledger.append([undo_draft(review.seq, "too early")])
    redact_words(case, case_ledger, "Torv", reason="r", authority="a")
    words = [row["what"] for row in log_rows(case_ledger)]
    assert "opened the case" == words[0]
    assert f"added document {told[0]} with 2 claims" in words
    assert f"reviewed claim {review.claim}: accepted" in words
    assert f"undid entry {review.seq}" in words
    assert words[-2].startswith(f"read document {told[2]} again: 1 claim")
    assert words[-1].endswith("and 1 capture: r (a)")
    assert ["too early"] == [row["note"] for row in log_rows(case_ledger) if row["kind"] == "undone"]


def test_the_log_of_a_document_is_that_of_its_claims_too(case_ledger: Ledger, told: list[str]) -> None:
    kinds = [row["kind"] for row in log_rows(case_ledger, about=told[0][:8])]
    assert ["document_added", "claim_reviewed"] == kinds
    claim = next(iter(case_ledger.claims(ClaimFilter(document=told[1]))))
    assert ["document_added"] == [row["kind"] for row in log_rows(case_ledger, about=claim.id)]
    assert [] == list(log_rows(case_ledger, about=claim.id, last=2))
    assert [2] == [row["seq"] for row in log_rows(case_ledger, first=2, last=2)]


def test_the_ledger_is_shown_to_have_grown_out_of_an_earlier_one(
    case_ledger: Ledger, told: list[str]
) -> None:
    earlier = case_ledger.checkpoints()[0]
    row = consistency_row(case_ledger, earlier)
    proof = [bytes.fromhex(step) for step in row["proof"]]
    first, second = row["earlier"], row["later"]
    roots = bytes.fromhex(first["root"]), bytes.fromhex(second["root"])
    assert is_consistent(first["size"], second["size"], *roots, proof)


def test_a_checkpoint_of_another_case_or_of_more_entries_proves_nothing(
    case_ledger: Ledger, told: list[str]
) -> None:
    newest = case_ledger.checkpoint()
    with pytest.raises(UsageError) as refused:
        consistency_row(case_ledger, replace(newest, case="other"))
    assert f"Cannot prove anything about a checkpoint of case other: this is case {newest.case}." == str(
        refused.value
    )
    with pytest.raises(UsageError) as refused:
        consistency_row(case_ledger, replace(newest, size=99))
    assert (
        f"Cannot prove that the ledger grew out of a checkpoint of 99 entries: the newest one here covers {newest.size}. "
        "If entries are missing, tollbook verify --checkpoint tells where."
    ) == str(refused.value)


def test_a_case_without_a_checkpoint_has_none_to_print(case: CaseFolder, case_ledger: Ledger) -> None:
    with reading_ledger(case) as reader, pytest.raises(UsageError) as refused:
        newest_checkpoint(reader)
    assert "Cannot print a checkpoint: the case has none yet. It gets one when something is added." == str(
        refused.value
    )
    assert 1 == newest_checkpoint(case_ledger).size
