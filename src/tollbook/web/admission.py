"""Who a visitor is: the one person of the local mode, or somebody of the team who signed in."""

from __future__ import annotations

import hmac
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Protocol

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from tollbook.errors import UsageError
from tollbook.ledger.accounts import AccountStore
from tollbook.model.display import shown
from tollbook.model.team import Account, Role

SESSION_HOURS = 12
INVITATION_DAYS = 7
SHORTEST_PASSWORD = 12
WRONG_BEFORE_LOCK = 5
LOCK_MINUTES = 15
_TOKEN_BYTES = 32

REFUSED = (
    "Name or password is wrong, or the account is locked for some minutes. Ask a keeper if this goes on."
)
"""One answer whatever was wrong, so that nobody learns which names exist."""


class Admission(Protocol):
    """What tells who a session token belongs to."""

    def account(self, token: str) -> Account | None:
        """Return whose session it is; None when it is nobody's."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalAdmission:
    """One person on this machine, who has the token that was printed at the start.

    Attributes:
        token: the secret.
        name: of the person, for the ledger.
    """

    token: str
    name: str

    def account(self, token: str) -> Account | None:
        """Return the person when the token is the right one."""
        if not hmac.compare_digest(token.encode(), self.token.encode()):
            return None
        return Account(name=self.name, role=Role.KEEPER, restricted=True)


class TeamAdmission:
    """A team with accounts: passwords by argon2, sessions kept on this side, locks against guessing.

    Args:
        store: keeps the accounts.
        clock: the moment, in UTC.
        randomness: returns so many bytes that nobody can guess.
        hasher: hashes passwords; the default's cost is that of the library.
    """

    def __init__(
        self,
        store: AccountStore,
        *,
        clock: Callable[[], datetime],
        randomness: Callable[[int], bytes],
        hasher: PasswordHasher | None = None,
    ) -> None:
        self.store = store
        self._clock, self._randomness = clock, randomness
        self._hasher = hasher or PasswordHasher()
        self._nobody = self._hasher.hash(randomness(_TOKEN_BYTES).hex())

    def account(self, token: str) -> Account | None:
        """Return whose session it is; None when it is nobody's, or ran out."""
        return self.store.session(token, self._clock())

    def sign_in(self, name: str, password: str) -> str | None:
        """Return a token for a new session; None when it is refused.

        A name that does not exist takes as long as one that does.
        """
        account = self.store.account(name)
        right = self._matches(self.store.password(name) or self._nobody, password)
        if account is None or account.disabled or self._locked(account):
            return None
        if not right:
            self.store.change(self._failed(account))
            return None
        self.store.change(replace(account, failures=0, locked_until=None))
        token = self._token()
        self.store.open_session(token, account.name, self._clock() + timedelta(hours=SESSION_HOURS))
        return token

    def sign_out(self, token: str) -> None:
        """Forget a session."""
        self.store.close_session(token)

    def invite(self, role: Role, *, restricted: bool, by: str) -> str:
        """Return the token of a new invitation; it can be used once, within some days."""
        token = self._token()
        expires = self._clock() + timedelta(days=INVITATION_DAYS)
        self.store.invite(token, role, restricted=restricted, by=by, expires=expires)
        return token

    def accept(self, token: str, name: str, password: str) -> Account:
        """Return the new account of whoever was invited.

        Raises:
            UsageError: when the invitation is none, the name is empty or taken, or the password too short.
        """
        invited = self.store.invited(token, self._clock())
        if invited is None:
            raise UsageError(
                "Cannot use this invitation: it is not known, was used, or ran out. Ask for another."
            )
        role, restricted = invited
        account = Account(name=_checked_name(name), role=role, restricted=restricted)
        self.store.accept(token, account, self._hasher.hash(_checked_password(password)))
        return account

    def add(self, name: str, role: Role, password: str, *, restricted: bool = False) -> Account:
        """Return a new account, for the first keeper of a team.

        Raises:
            UsageError: when the name is empty or taken, or the password too short.
        """
        account = Account(name=_checked_name(name), role=role, restricted=restricted)
        self.store.add(account, self._hasher.hash(_checked_password(password)))
        return account

    def _matches(self, known: str, password: str) -> bool:
        try:
            return self._hasher.verify(known, password)
        except (VerificationError, InvalidHashError):
            return False

    def _locked(self, account: Account) -> bool:
        return account.locked_until is not None and account.locked_until > self._clock()

    def _failed(self, account: Account) -> Account:
        failures = account.failures + 1
        if failures < WRONG_BEFORE_LOCK:
            return replace(account, failures=failures)
        return replace(account, failures=0, locked_until=self._clock() + timedelta(minutes=LOCK_MINUTES))

    def _token(self) -> str:
        return self._randomness(_TOKEN_BYTES).hex()


def csrf_token(session: str) -> str:
    """Return what a form of this session carries, so that no other site can have made it."""
    return sha256(b"tollbook form " + session.encode()).hexdigest()


def _checked_name(name: str) -> str:
    cleaned = " ".join(name.split())
    if not cleaned or not cleaned.isprintable():
        raise UsageError(
            "Cannot make an account without a name: letters and spaces are needed, as it will stand in the ledger."
        )
    return cleaned


def _checked_password(password: str) -> str:
    if len(password) < SHORTEST_PASSWORD:
        raise UsageError(
            f"Cannot take this password: {shown(str(len(password)))} characters are too few; {SHORTEST_PASSWORD} are needed. "
            "Several words together are easy to remember."
        )
    return password
