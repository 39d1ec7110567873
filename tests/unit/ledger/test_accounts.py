from __future__ import annotations

import stat
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tollbook.errors import LedgerError, UsageError
from tollbook.ledger.accounts import AccountStore, accounts_path
from tollbook.model.team import Account, Role

NOW = datetime(2026, 6, 1, tzinfo=UTC)
BEN = Account(name="Ben", role=Role.CODER)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[AccountStore]:
    made = AccountStore(tmp_path / "keys" / "case.team.db")
    yield made
    made.close()


def test_the_accounts_of_a_case_lie_beside_its_key() -> None:
    assert Path("keys/abc.team.db") == accounts_path(Path("keys"), "abc")


def test_only_the_owner_may_read_the_file(store: AccountStore, tmp_path: Path) -> None:
    assert store.accounts() == ()
    assert 0o600 == stat.S_IMODE((tmp_path / "keys" / "case.team.db").stat().st_mode)


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "keys").write_text("a file", encoding="utf-8")
    with pytest.raises(
        LedgerError, match=r"^Cannot keep accounts in .*: .* Name another folder with TOLLBOOK_KEYS\.$"
    ):
        AccountStore(tmp_path / "keys" / "case.team.db")


def test_accounts_are_found_whatever_the_case_of_the_letters(store: AccountStore) -> None:
    store.add(BEN, "hash")
    assert BEN == store.account(" BEN ")
    assert "hash" == store.password("ben")
    assert (None, None) == (store.account("Cleo"), store.password("Cleo"))


def test_no_token_lies_in_the_file(store: AccountStore, tmp_path: Path) -> None:
    store.add(BEN, "hash")
    store.open_session("secret-session", "Ben", NOW + timedelta(hours=1))
    store.invite(
        "secret-invitation", Role.VIEWER, restricted=False, by="Ana", expires=NOW + timedelta(days=1)
    )
    store.close()
    held = b"".join(path.read_bytes() for path in (tmp_path / "keys").iterdir())
    assert b"secret-" not in held
    assert b"Ben" in held


def test_a_session_ends_at_its_time(store: AccountStore) -> None:
    store.add(BEN, "hash")
    store.open_session("token", "Ben", NOW + timedelta(hours=1))
    assert BEN == store.session("token", NOW)
    assert store.session("token", NOW + timedelta(hours=1)) is None
    assert store.session("other", NOW) is None


def test_a_new_password_ends_all_sessions(store: AccountStore) -> None:
    store.add(BEN, "hash")
    store.open_session("token", "Ben", NOW + timedelta(hours=1))
    store.change(BEN, "another hash")
    assert store.session("token", NOW) is None
    assert "another hash" == store.password("Ben")


def test_an_invitation_that_two_use_at_once_admits_one(store: AccountStore) -> None:
    store.invite("token", Role.CODER, restricted=True, by="Ana", expires=NOW + timedelta(days=1))
    assert (Role.CODER, True) == store.invited("token", NOW)
    store.accept("token", BEN, "hash")
    with pytest.raises(
        UsageError, match=r"^Cannot use this invitation: it was used already\. Ask for another\.$"
    ):
        store.accept("token", Account(name="Cleo", role=Role.CODER), "hash")
    assert (BEN,) == store.accounts()


def test_an_account_keeps_its_lock(store: AccountStore) -> None:
    locked = Account(name="Ben", role=Role.CODER, failures=2, locked_until=NOW)
    store.add(locked, "hash")
    assert locked == store.account("Ben")


def test_what_is_asked_for_waits_until_a_second_person_decides(store: AccountStore) -> None:
    number = store.ask("publish", {"note": "yes"}, by="Ana", at=NOW)
    (waiting,) = store.approvals()
    assert (number, None, {"note": "yes"}) == (waiting.id, waiting.decided_by, waiting.details)
    with pytest.raises(
        UsageError,
        match=r"^Cannot decide about request 1: whoever asked for it cannot agree to it\. A second person must\.$",
    ):
        store.decide(number, by="ana", agreed=True)
    decided = store.decide(number, by="Ben", agreed=False)
    assert ("Ben", False) == (decided.decided_by, decided.agreed)
    with pytest.raises(
        UsageError,
        match=r"^Cannot decide about request 1: it does not wait for anybody\. See the list of requests\.$",
    ):
        store.decide(number, by="Cleo", agreed=True)
