"""The accounts of a team, its invitations, its sessions, and what waits for a second person.

They lie beside the signing key, outside the case folder: a copy of a case holds no password.
Only digests of tokens are kept, so that who reads the file cannot sign in with it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Integer,
    MetaData,
    Row,
    String,
    Table,
    create_engine,
    delete,
    event,
    exc,
    insert,
    select,
    update,
)
from sqlalchemy.engine import URL
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

from tollbook.errors import LedgerError, UsageError
from tollbook.model.display import shown
from tollbook.model.team import Account, Approval, Role

_WAIT_SECONDS = 30
_PRIVATE = 0o600

_metadata = MetaData()
_accounts = Table(
    "accounts",
    _metadata,
    Column("key", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("role", String, nullable=False),
    Column("restricted", Boolean, nullable=False),
    Column("disabled", Boolean, nullable=False),
    Column("password", String, nullable=False),
    Column("failures", Integer, nullable=False),
    Column("locked_until", String),
)
_invitations = Table(
    "invitations",
    _metadata,
    Column("token", String, primary_key=True),
    Column("role", String, nullable=False),
    Column("restricted", Boolean, nullable=False),
    Column("by", String, nullable=False),
    Column("expires", String, nullable=False),
)
_sessions = Table(
    "sessions",
    _metadata,
    Column("token", String, primary_key=True),
    Column("account", String, nullable=False, index=True),
    Column("expires", String, nullable=False),
)
_approvals = Table(
    "approvals",
    _metadata,
    Column("id", Integer, primary_key=True),
    Column("action", String, nullable=False),
    Column("asked_by", String, nullable=False),
    Column("asked_at", String, nullable=False),
    Column("details", String, nullable=False),
    Column("decided_by", String),
    Column("agreed", Boolean),
)


def accounts_path(keys: Path, case: str) -> Path:
    """Return where the accounts of a case lie, beside its signing key.

    Args:
        keys: the folder of keys.
        case: id of the case.
    """
    return keys / f"{case}.team.db"


class AccountStore:
    """The accounts of one case. Use it in as many threads as you like.

    Args:
        path: of the file; made when it is not there, readable to its owner alone.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch(mode=_PRIVATE)
        except OSError as error:
            raise LedgerError(
                f"Cannot keep accounts in {shown(str(path))}: {error.strerror}. Name another folder with TOLLBOOK_KEYS."
            ) from error
        self._engine = create_engine(
            URL.create("sqlite", database=str(path)), connect_args={"timeout": _WAIT_SECONDS}
        )
        event.listen(self._engine, "connect", _prepare)
        with self._connection() as connection:
            _metadata.create_all(connection)

    def close(self) -> None:
        """Give the connections back."""
        self._engine.dispose()

    # accounts

    def accounts(self) -> tuple[Account, ...]:
        """Return all accounts by name."""
        with self._connection() as connection:
            rows = connection.execute(select(_accounts).order_by(_accounts.c.key)).all()
        return tuple(map(_account, rows))

    def account(self, name: str) -> Account | None:
        """Return the account of that name, whatever the case of its letters; None when there is none."""
        with self._connection() as connection:
            row = connection.execute(select(_accounts).where(_accounts.c.key == _key(name))).one_or_none()
        return _account(row) if row else None

    def password(self, name: str) -> str | None:
        """Return the hash of somebody's password; None when there is no such account."""
        query = select(_accounts.c.password).where(_accounts.c.key == _key(name))
        with self._connection() as connection:
            found = connection.execute(query).scalar_one_or_none()
        return None if found is None else str(found)

    def add(self, account: Account, password: str) -> None:
        """Add an account with the hash of its password.

        Raises:
            UsageError: when the name is taken.
        """
        row = {**_account_row(account), "password": password}
        try:
            with self._connection() as connection:
                connection.execute(insert(_accounts), row)
        except exc.IntegrityError as error:
            raise UsageError(
                f"Cannot add the account {shown(account.name)}: the name is taken. Choose another."
            ) from error

    def change(self, account: Account, password: str | None = None) -> None:
        """Store an account as it is now, and a new password's hash where one is given.

        Whoever was signed in with it is signed out when the account is disabled or its password changes.
        """
        row = _account_row(account) | ({"password": password} if password else {})
        with self._connection() as connection:
            connection.execute(update(_accounts).where(_accounts.c.key == _key(account.name)).values(**row))
            if account.disabled or password:
                connection.execute(delete(_sessions).where(_sessions.c.account == _key(account.name)))

    # invitations

    def invite(self, token: str, role: Role, *, restricted: bool, by: str, expires: datetime) -> None:
        """Keep an invitation under the digest of its token."""
        row = {
            "token": _digest(token),
            "role": role,
            "restricted": restricted,
            "by": by,
            "expires": expires.isoformat(),
        }
        with self._connection() as connection:
            connection.execute(insert(_invitations), row)

    def invited(self, token: str, now: datetime) -> tuple[Role, bool] | None:
        """Return the role that an invitation gives, and whether with restricted fields; None when it is none or ran out."""
        query = select(_invitations).where(_invitations.c.token == _digest(token))
        with self._connection() as connection:
            row = connection.execute(query).one_or_none()
        if row is None or datetime.fromisoformat(row.expires) <= now:
            return None
        return Role(row.role), bool(row.restricted)

    def accept(self, token: str, account: Account, password: str) -> None:
        """Add the account that an invitation was for; the invitation is used up with it.

        Raises:
            UsageError: when the name is taken, or somebody else used the invitation meanwhile.
        """
        row = {**_account_row(account), "password": password}
        try:
            with self._connection() as connection:
                used = connection.execute(delete(_invitations).where(_invitations.c.token == _digest(token)))
                if used.rowcount != 1:
                    raise UsageError("Cannot use this invitation: it was used already. Ask for another.")
                connection.execute(insert(_accounts), row)
        except exc.IntegrityError as error:
            raise UsageError(
                f"Cannot add the account {shown(account.name)}: the name is taken. Choose another."
            ) from error

    # sessions

    def open_session(self, token: str, name: str, expires: datetime) -> None:
        """Keep a session under the digest of its token."""
        row = {"token": _digest(token), "account": _key(name), "expires": expires.isoformat()}
        with self._connection() as connection:
            connection.execute(insert(_sessions), row)

    def session(self, token: str, now: datetime) -> Account | None:
        """Return whose session a token opens; None when it is none, ran out, or the account is disabled."""
        query = (
            select(_accounts, _sessions.c.expires)
            .join(_sessions, _sessions.c.account == _accounts.c.key)
            .where(_sessions.c.token == _digest(token))
        )
        with self._connection() as connection:
            row = connection.execute(query).one_or_none()
        if row is None or row.disabled or datetime.fromisoformat(row.expires) <= now:
            return None
        return _account(row)

    def close_session(self, token: str) -> None:
        """Forget a session."""
        with self._connection() as connection:
            connection.execute(delete(_sessions).where(_sessions.c.token == _digest(token)))

    # what needs a second person

    def ask(self, action: str, details: dict[str, object], *, by: str, at: datetime) -> int:
        """Return the number under which an action waits for a second person."""
        row = {"action": action, "asked_by": by, "asked_at": at.isoformat(), "details": json.dumps(details)}
        with self._connection() as connection:
            key = connection.execute(insert(_approvals), row).inserted_primary_key
        return int(key[0]) if key else 0

    def approvals(self) -> tuple[Approval, ...]:
        """Return all that was asked for, the newest first."""
        with self._connection() as connection:
            rows = connection.execute(select(_approvals).order_by(_approvals.c.id.desc())).all()
        return tuple(map(_approval, rows))

    def decide(self, approval: int, *, by: str, agreed: bool) -> Approval:
        """Return what was asked for, after a second person agreed or refused.

        Raises:
            UsageError: when there is no such thing, it was decided already, or the same person asked for it.
        """
        waiting = _approvals.c.id == approval
        with self._connection() as connection:
            row = connection.execute(select(_approvals).where(waiting)).one_or_none()
            if row is None or row.decided_by is not None:
                raise UsageError(
                    f"Cannot decide about request {approval}: it does not wait for anybody. See the list of requests."
                )
            if _key(row.asked_by) == _key(by):
                raise UsageError(
                    f"Cannot decide about request {approval}: whoever asked for it cannot agree to it. A second person must."
                )
            connection.execute(update(_approvals).where(waiting).values(decided_by=by, agreed=agreed))
            return _approval(connection.execute(select(_approvals).where(waiting)).one())

    @contextmanager
    def _connection(self) -> Iterator[Connection]:
        with self._engine.begin() as connection:
            yield connection


def _prepare(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA secure_delete = ON")
    cursor.close()


def _key(name: str) -> str:
    return name.strip().casefold()


def _digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def _account(row: Row[Any]) -> Account:
    locked = datetime.fromisoformat(row.locked_until) if row.locked_until else None
    return Account(
        name=row.name,
        role=Role(row.role),
        restricted=bool(row.restricted),
        disabled=bool(row.disabled),
        failures=row.failures,
        locked_until=locked.astimezone(UTC) if locked else None,
    )


def _account_row(account: Account) -> dict[str, object]:
    return {
        "key": _key(account.name),
        "name": account.name.strip(),
        "role": account.role,
        "restricted": account.restricted,
        "disabled": account.disabled,
        "failures": account.failures,
        "locked_until": account.locked_until.isoformat() if account.locked_until else None,
    }


def _approval(row: Row[Any]) -> Approval:
    return Approval(
        id=row.id,
        action=row.action,
        asked_by=row.asked_by,
        asked_at=datetime.fromisoformat(row.asked_at),
        details=json.loads(row.details),
        decided_by=row.decided_by,
        agreed=None if row.agreed is None else bool(row.agreed),
    )
