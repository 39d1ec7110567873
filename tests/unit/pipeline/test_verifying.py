from __future__ import annotations

import json
from pathlib import Path

import pytest

from tollbook.capture.store import sha256
from tollbook.errors import UsageError
from tollbook.ledger import Ledger, checkpoint_row
from tollbook.model.verification import Verification
from tollbook.pipeline import rereading, verifying
from tollbook.pipeline.adding import add_documents
from tollbook.pipeline.cases import CaseFolder
from tollbook.pipeline.verifying import checkpoint_from, verify_case


def troubles(found: Verification) -> list[tuple[str, str]]:
    return [(each.place, each.words) for each in found.troubles]


def test_a_whole_case_is_found_whole(case: CaseFolder, told: list[str]) -> None:
    found = verify_case(case, extract=True)
    assert ((), ()) == (found.troubles, found.notes)
    assert (3, True) == (found.captures, found.is_sound)
    assert found.spans is not None
    assert found.spans > 8
    assert found.signed == found.checkpoints == 2


def test_the_chain_alone_can_be_looked_at(case: CaseFolder, told: list[str]) -> None:
    found = verify_case(case, chain_only=True)
    assert (True, None, None) == (found.is_sound, found.captures, found.spans)


def test_a_missing_a_changed_and_a_strange_capture_are_told(
    case: CaseFolder, case_ledger: Ledger, told: list[str], tmp_path: Path
) -> None:
    first, second = (case_ledger.document(name).capture for name in told[:2])
    case.store.remove(first)
    path = case.store.path(second)
    path.chmod(0o644)
    path.write_bytes(b"another text")
    stranger = case.store.keep(b"nobody's").digest
    found = verify_case(case)
    assert [
        (
            f"capture {second}",
            "its bytes have the digest e1e0e9f7a0b5e9c9: they are not those that were received as document "
            f"{told[1]}".replace("e1e0e9f7a0b5e9c9", sha256(b"another text")),
        ),
        (
            f"capture {first}",
            f"the bytes of document {told[0]} are missing; add the same file again to restore them",
        ),
    ] == troubles(found)
    assert [f"capture {stranger}"] == [each.place for each in found.notes]
    list(add_documents(case, case_ledger, [tmp_path / "in" / "one.txt", tmp_path / "in" / "two.txt"]))
    assert verify_case(case).is_sound


def test_a_capture_that_cannot_be_read_is_told(
    case: CaseFolder, case_ledger: Ledger, told: list[str]
) -> None:
    path = case.store.path(case_ledger.document(told[0]).capture)
    path.unlink()
    path.mkdir()
    ((place, words),) = troubles(verify_case(case))
    assert f"capture {path.name}" == place
    assert words.startswith("it cannot be read: ")


def test_words_that_do_not_stand_where_a_claim_says_are_told(
    case: CaseFolder, case_ledger: Ledger, told: list[str]
) -> None:
    from tollbook.model.entry import Draft, EntryKind

    added = case_ledger.entry(case_ledger.document(told[0]).seq).fields
    forged = dict(added) | {"replaces": True, "text": added["text"].replace("At least 12", "At least 90")}
    fields = {name: value for name, value in forged.items() if name not in {"capture", "actor"}}
    case_ledger.append([Draft(kind=EntryKind.READING_ADDED, fields=fields)])
    ((place, words),) = troubles(verify_case(case))
    assert f"claim {added['claims/0/id']}" == place
    assert (
        f'its count is "At least 12" at 0-11 of the text of document {told[0]}, and "At least 90" stands there'
        == words
    )


def test_a_text_that_is_read_otherwise_today_is_noted(
    case: CaseFolder, case_ledger: Ledger, told: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from dataclasses import replace

    as_it_was = rereading.read_again

    def read_again(*given: object) -> object:
        outcome = as_it_was(*given)  # type: ignore[arg-type]
        return replace(outcome, document=replace(outcome.document, text="another"))  # type: ignore[type-var, union-attr]

    monkeypatch.setattr(verifying, "read_again", read_again)
    found = verify_case(case, extract=True)
    assert found.is_sound
    assert [f"document {name}" for name in told] == [each.place for each in found.notes]
    assert found.notes[0].words.endswith(
        "did; its claims stand in the text that was stored. tollbook reread takes the new text."
    )


def test_a_cut_off_end_is_found_against_a_checkpoint_kept_elsewhere(
    case: CaseFolder, case_ledger: Ledger, told: list[str]
) -> None:
    kept = checkpoint_from(json.dumps(checkpoint_row(case_ledger.checkpoint())), "kept.json")
    database = case_ledger._database
    with database.writing() as connection:
        database.unguard(connection)
        connection.exec_driver_sql("DELETE FROM entries WHERE seq = (SELECT max(seq) FROM entries)")
        database.guard(connection)
    size = kept.size
    assert {
        ("the end of the ledger", f"{size - 1} entries were found, and {size} were recorded"),
        (f"checkpoint of {size} entries", f"the ledger ends after {size - 1} entries: its end was cut off"),
        (
            f"checkpoint of {size} entries kept elsewhere",
            f"the ledger ends after {size - 1} entries: its end was cut off",
        ),
    } <= set(troubles(verify_case(case, elsewhere=[kept])))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{", "Expecting property name enclosed in double quotes: line 1 column 2 (char 1)"),
        ("[]", "'list' object has no attribute 'get'"),
        ("{}", "at is None, and str is expected"),
    ],
)
def test_what_is_no_checkpoint_is_refused(text: str, reason: str) -> None:
    with pytest.raises(UsageError) as told:
        checkpoint_from(text, "kept.json")
    assert (
        f"Cannot use kept.json as a checkpoint: {reason}. A file that tollbook log --checkpoint wrote is expected."
        == str(told.value)
    )
