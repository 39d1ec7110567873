from __future__ import annotations

import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from tollbook.errors import ForeignLedger, LedgerError, UsageError
from tollbook.ledger import Ledger
from tollbook.model.entry import EntryKind
from tollbook.pipeline.adding import add_documents
from tollbook.pipeline.cases import (
    CaseFolder,
    case_above,
    case_status,
    new_case,
    open_case,
    reading_ledger,
    writing_ledger,
)

NOTE = b"At least 12 people were killed in Kesh on Tuesday, the regional hospital said.\n"


def add(case: CaseFolder, ledger: Ledger, tmp_path: Path, name: str = "note.txt", data: bytes = NOTE) -> str:
    (tmp_path / name).write_bytes(data)
    (added,) = add_documents(case, ledger, [tmp_path / name])
    assert added.document is not None
    return added.document


def test_a_new_case_has_a_ledger_that_begins_with_its_opening_and_a_key_of_its_owner_alone(
    case: CaseFolder, tmp_path: Path
) -> None:
    with reading_ledger(case) as ledger:
        (entry,) = ledger.entries()
        assert (EntryKind.CASE_OPENED, "Ana Recorder", case.case.id) == (entry.kind, entry.actor, ledger.case)
        assert ledger.public_key() is not None
    (key,) = (tmp_path / "keys").iterdir()
    assert (f"{case.case.id}.key", 0o600) == (key.name, stat.S_IMODE(key.stat().st_mode))
    assert {"case.toml", "captures", "ledger.db"} <= {path.name for path in case.path.iterdir()}
    assert "case" == case.case.name


def test_a_case_without_a_key_works_unsigned(
    new_case: Callable[..., CaseFolder], tmp_path: Path, case_environment: dict[str, str]
) -> None:
    case = new_case("plain", signed=False, name="Arvenia")
    assert not (tmp_path / "keys").exists()
    with writing_ledger(case, actor="Ana Recorder", environment=case_environment) as ledger:
        add(case, ledger, tmp_path)
    status = case_status(case)
    assert ("Arvenia", False, status.counts["entries"]) == (
        status.case.name,
        status.signed,
        status.checkpoint_size,
    )


def test_a_case_whose_key_cannot_be_kept_is_not_made(tmp_path: Path) -> None:
    (tmp_path / "keys").write_text("a file in the way")
    with pytest.raises(LedgerError, match=r"^Cannot keep a signing key in .* or make the case unsigned\.$"):
        new_case(
            tmp_path / "case",
            actor="Ana",
            environment={"TOLLBOOK_KEYS": str(tmp_path / "keys")},
            randomness=bytes,
        )
    assert not (tmp_path / "case").exists()


def test_a_case_can_name_another_database_for_its_ledger(tmp_path: Path) -> None:
    with pytest.raises((LedgerError, ModuleNotFoundError)):
        new_case(
            tmp_path / "case",
            actor="Ana",
            environment={"TOLLBOOK_KEYS": str(tmp_path / "keys")},
            randomness=bytes,
            ledger="postgresql://nobody@127.0.0.1:1/none",
        )
    assert not (tmp_path / "case").exists()


def test_a_case_is_opened_by_its_folder_and_from_any_folder_below(case: CaseFolder) -> None:
    assert case == open_case(case.path) == case_above(case.path / "captures")


def test_a_ledger_of_another_case_is_refused(new_case: Callable[..., CaseFolder], tmp_path: Path) -> None:
    one = new_case("one")
    other = new_case("other", randomness=lambda size: b"\xee" * size)
    (one.path / "ledger.db").write_bytes((other.path / "ledger.db").read_bytes())
    with pytest.raises(ForeignLedger):
        reading_ledger(one)


def test_a_case_that_lost_its_ledger_says_so(case: CaseFolder) -> None:
    (case.path / "ledger.db").unlink()
    with pytest.raises(LedgerError, match="there is no such file"):
        reading_ledger(case)


def test_nothing_is_due_in_a_new_case_but_a_checkpoint(case: CaseFolder) -> None:
    status = case_status(case)
    assert ("1 entries since the last checkpoint",) == status.due
    assert (0, None, False) == (status.checkpoint_size, status.checkpoint_at, status.signed)


def test_what_is_due_is_told(case: CaseFolder, case_ledger: Ledger, tmp_path: Path) -> None:
    (tmp_path / "w.html").write_text(
        "<html><head><meta property='og:site_name' content='Arvenia Wire'></head><body><p>"
        + "Two people were killed in Kesh on Tuesday, police said. " * 4
        + "</p></body></html>"
    )
    results = list(add_documents(case, case_ledger, [tmp_path / "w.html"]))
    claims = results[0].claims
    (digest,) = case.store.digests()
    case.store.remove(digest)
    assert (
        f"{claims} claims to review",
        "1 sources to describe: Arvenia Wire",
        "1 captures missing: add the same files again",
    ) == case_status(case).due
    assert (digest,) == case_status(case).missing


def test_a_place_without_a_case_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"^Cannot open the case .*: there is no case\.toml in it"):
        open_case(tmp_path)
    with pytest.raises(UsageError, match=r"^Cannot find a case: "):
        case_above(tmp_path)
