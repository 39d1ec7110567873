from __future__ import annotations

from dataclasses import replace
from typing import Protocol

import pytest

from tollbook.errors import UsageError
from tollbook.model.team import Right, Role
from tollbook.web.admission import (
    INVITATION_DAYS,
    LOCK_MINUTES,
    SESSION_HOURS,
    WRONG_BEFORE_LOCK,
    LocalAdmission,
    TeamAdmission,
    csrf_token,
)

PASSWORD = "four words go together"


class Clock(Protocol):
    """What these tests use of the clock."""

    def pass_minutes(self, minutes: float) -> None: ...


def test_the_local_token_admits_a_keeper_and_no_other_token_does() -> None:
    local = LocalAdmission(token="secret", name="Ana")
    account = local.account("secret")
    assert account is not None
    assert ("Ana", Role.KEEPER) == (account.name, account.role)
    assert Right.RESTRICTED in account.rights
    assert local.account("secret2") is None


def test_who_signs_in_has_a_session_until_it_runs_out(admission: TeamAdmission, clock: Clock) -> None:
    admission.add("Ben", Role.CODER, PASSWORD)
    token = admission.sign_in("ben", PASSWORD)
    assert token
    account = admission.account(token)
    assert account is not None
    assert "Ben" == account.name
    clock.pass_minutes(60 * SESSION_HOURS)
    assert admission.account(token) is None


def test_signing_out_ends_the_session(admission: TeamAdmission) -> None:
    admission.add("Ben", Role.CODER, PASSWORD)
    token = admission.sign_in("Ben", PASSWORD) or ""
    admission.sign_out(token)
    assert admission.account(token) is None


@pytest.mark.parametrize(("name", "password"), [("Ben", "wrong"), ("Nobody", PASSWORD), ("Ben", "")])
def test_a_wrong_name_or_password_is_refused_alike(
    admission: TeamAdmission, name: str, password: str
) -> None:
    admission.add("Ben", Role.CODER, PASSWORD)
    assert admission.sign_in(name, password) is None


def test_guessing_locks_the_account_for_some_minutes(admission: TeamAdmission, clock: Clock) -> None:
    admission.add("Ben", Role.CODER, PASSWORD)
    for _ in range(WRONG_BEFORE_LOCK):
        admission.sign_in("Ben", "wrong")
    assert admission.sign_in("Ben", PASSWORD) is None
    clock.pass_minutes(LOCK_MINUTES)
    assert admission.sign_in("Ben", PASSWORD)


def test_a_right_password_in_between_starts_the_count_of_wrong_ones_again(admission: TeamAdmission) -> None:
    admission.add("Ben", Role.CODER, PASSWORD)
    for _ in range(3):
        for _ in range(WRONG_BEFORE_LOCK - 1):
            admission.sign_in("Ben", "wrong")
        assert admission.sign_in("Ben", PASSWORD)


def test_a_disabled_account_is_signed_out_and_stays_out(admission: TeamAdmission) -> None:
    account = admission.add("Ben", Role.CODER, PASSWORD)
    token = admission.sign_in("Ben", PASSWORD) or ""
    admission.store.change(replace(account, disabled=True))
    assert admission.account(token) is None
    assert admission.sign_in("Ben", PASSWORD) is None


def test_an_invitation_gives_its_role_once(admission: TeamAdmission) -> None:
    token = admission.invite(Role.REVIEWER, restricted=True, by="Ana")
    account = admission.accept(token, "  Cleo   Dorn ", PASSWORD)
    assert ("Cleo Dorn", Role.REVIEWER, True) == (account.name, account.role, account.restricted)
    with pytest.raises(
        UsageError,
        match=r"^Cannot use this invitation: it is not known, was used, or ran out\. Ask for another\.$",
    ):
        admission.accept(token, "Dan", PASSWORD)


def test_an_invitation_runs_out(admission: TeamAdmission, clock: Clock) -> None:
    token = admission.invite(Role.VIEWER, restricted=False, by="Ana")
    clock.pass_minutes(60 * 24 * INVITATION_DAYS)
    with pytest.raises(UsageError, match="ran out"):
        admission.accept(token, "Dan", PASSWORD)


def test_a_name_is_taken_whatever_the_case_of_its_letters(admission: TeamAdmission) -> None:
    admission.add("Ben", Role.CODER, PASSWORD)
    with pytest.raises(
        UsageError, match=r"^Cannot add the account BEN: the name is taken\. Choose another\.$"
    ):
        admission.add("BEN", Role.VIEWER, PASSWORD)
    token = admission.invite(Role.VIEWER, restricted=False, by="Ana")
    with pytest.raises(UsageError, match=r"^Cannot add the account ben: the name is taken\."):
        admission.accept(token, "ben", PASSWORD)


@pytest.mark.parametrize("name", ["", "   ", "a\u202eb"])
def test_a_name_that_nobody_could_read_is_refused(admission: TeamAdmission, name: str) -> None:
    with pytest.raises(
        UsageError, match=r"^Cannot make an account without a name: letters and spaces are needed"
    ):
        admission.add(name, Role.CODER, PASSWORD)


def test_a_short_password_is_refused(admission: TeamAdmission) -> None:
    with pytest.raises(
        UsageError, match=r"^Cannot take this password: 5 characters are too few; 12 are needed\."
    ):
        admission.add("Ben", Role.CODER, "short")


def test_the_token_of_forms_is_that_of_the_session_and_does_not_give_it_away() -> None:
    assert csrf_token("a") != csrf_token("b")
    assert "a" * 32 not in csrf_token("a" * 32)
