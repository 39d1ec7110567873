"""Who works on a case together: accounts, roles, and what each of them may do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType


class Role(StrEnum):
    """What somebody is in a team."""

    VIEWER = "viewer"
    CODER = "coder"
    REVIEWER = "reviewer"
    PUBLISHER = "publisher"
    KEEPER = "keeper"


class Right(StrEnum):
    """What a page or an action asks for.

    `RESTRICTED` comes with no role: it is given to a person by name.
    """

    READ = "read"
    CODE = "code"
    REVIEW = "review"
    PUBLISH = "publish"
    KEEP = "keep"
    RESTRICTED = "restricted"


RIGHTS = MappingProxyType(
    {
        Role.VIEWER: frozenset({Right.READ}),
        Role.CODER: frozenset({Right.READ, Right.CODE}),
        Role.REVIEWER: frozenset({Right.READ, Right.CODE, Right.REVIEW}),
        Role.PUBLISHER: frozenset({Right.READ, Right.PUBLISH}),
        Role.KEEPER: frozenset({Right.READ, Right.CODE, Right.REVIEW, Right.PUBLISH, Right.KEEP}),
    }
)
"""What each role may do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Somebody who may sign in.

    Attributes:
        name: as it stands in the ledger with each decision; unique, whatever the case of its letters.
        role: what the person is in the team.
        restricted: whether restricted fields may be seen.
        disabled: whether signing in is refused.
        failures: wrong passwords since the last right one.
        locked_until: signing in is refused until then; None when it is not.
    """

    name: str
    role: Role
    restricted: bool = False
    disabled: bool = False
    failures: int = 0
    locked_until: datetime | None = None

    @property
    def rights(self) -> frozenset[Right]:
        """Return all that the person may do."""
        return RIGHTS[self.role] | ({Right.RESTRICTED} if self.restricted else frozenset())


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """Something that needs a second person: asked for by one, done when another agrees.

    Attributes:
        id: its number.
        action: `redact` or `publish`.
        asked_by: who asked.
        asked_at: when.
        details: what is to be done, as plain data.
        decided_by: who agreed or refused; None while it waits.
        agreed: True or False once it was decided.
    """

    id: int
    action: str
    asked_by: str
    asked_at: datetime
    details: dict[str, object]
    decided_by: str | None = None
    agreed: bool | None = None
