"""A small case of our own behind the application, for one person and for a team."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from starlette.testclient import TestClient

from tollbook.ledger.accounts import AccountStore
from tollbook.model.team import Role
from tollbook.pipeline.adding import add_documents
from tollbook.pipeline.cases import CaseFolder, new_case, reading_ledger, writing_ledger
from tollbook.web.admission import LocalAdmission, TeamAdmission, csrf_token
from tollbook.web.desk import Desk
from tollbook.web.options import ServeOptions
from tollbook.web.server import local_application, team_application

PORT = 8641
ADDRESS = f"http://127.0.0.1:{PORT}"
TOKEN = "local-token"
PASSWORD = "four words go together"
MARKET = (
    "At least 12 people, including four children, were killed when shells hit the market in Kesh on Tuesday, the regional "
    "hospital said. The government denied that 12 people died and put the dead at five.\n\nIt rained on Wednesday.\n"
)
FLOOD = "The flood of the Odra-Vel killed nine people in Torv, the Ministry of Civil Protection said on 9 March 2026.\n"

# Hashing that costs next to nothing: tests sign in often, and nobody attacks them.
FAST = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = datetime(2026, 6, 1, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def pass_minutes(self, minutes: float) -> None:
        self.now += timedelta(minutes=minutes)


@dataclass
class Browser:
    """Somebody's browser at the application."""

    client: TestClient
    session: str

    @property
    def token(self) -> str:
        return csrf_token(self.session)

    def get(self, path: str, **headers: str) -> tuple[int, str]:
        answer = self.client.get(path, headers=headers, follow_redirects=False)
        return answer.status_code, answer.text

    def post(self, path: str, body: dict[str, object], **headers: str) -> tuple[int, dict[str, object]]:
        sent = {"origin": ADDRESS, "accept": "application/json", "x-tollbook-token": self.token, **headers}
        answer = self.client.post(path, json=body, headers=sent, follow_redirects=False)
        kind = answer.headers.get("content-type", "")
        return answer.status_code, answer.json() if kind.startswith("application/json") else {}

    def form(self, path: str, **fields: str) -> tuple[int, str]:
        answer = self.client.post(
            path, data={"csrf": self.token, **fields}, headers={"origin": ADDRESS}, follow_redirects=False
        )
        return answer.status_code, answer.headers.get("location") or answer.text


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    return {"TOLLBOOK_KEYS": str(tmp_path / "keys")}


@pytest.fixture
def folder(tmp_path: Path, environment: dict[str, str]) -> CaseFolder:
    """Return a case with two documents."""
    made = new_case(
        tmp_path / "case",
        actor="Ana",
        environment=environment,
        randomness=random.Random(5).randbytes,
        name="Arvenia, March",
    )
    for name, text in (("market.txt", MARKET), ("flood.txt", FLOOD)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    with writing_ledger(made, actor="Ana", environment=environment) as ledger:
        inputs = [tmp_path / "market.txt", tmp_path / "flood.txt"]
        assert ["added", "added"] == [each.status for each in add_documents(made, ledger, inputs)]
    return made


@pytest.fixture
def claim_ids(folder: CaseFolder) -> dict[str, str]:
    """Return the id of each claim by the words of its count."""
    with reading_ledger(folder) as ledger:
        return {each.claim.count: each.id for each in ledger.claims() if each.claim}


@pytest.fixture
def desk(folder: CaseFolder, environment: dict[str, str], clock: Clock) -> Iterator[Desk]:
    made = Desk(folder, environment=environment, clock=clock)
    yield made
    made.close()


@pytest.fixture
def browser(desk: Desk) -> Browser:
    """Return the browser of the one person of the local mode."""
    app = local_application(desk, LocalAdmission(token=TOKEN, name="Ana"), ServeOptions(), PORT)
    client = TestClient(app, base_url=ADDRESS)
    client.cookies.set("tollbook-session", TOKEN)
    return Browser(client, TOKEN)


@pytest.fixture
def admission(tmp_path: Path, clock: Clock) -> Iterator[TeamAdmission]:
    store = AccountStore(tmp_path / "keys" / "team.db")
    yield TeamAdmission(store, clock=clock, randomness=random.Random(9).randbytes, hasher=FAST)
    store.close()


@pytest.fixture
def team(
    folder: CaseFolder, environment: dict[str, str], clock: Clock, admission: TeamAdmission
) -> Iterator[Callable[..., Browser]]:
    """Return a maker of browsers: `team(Role.CODER)` is signed in as a coder, `team(None)` as nobody."""
    desk = Desk(folder, environment=environment, clock=clock, team=True)
    app = team_application(desk, admission, ServeOptions(team=True), PORT)

    def browse(role: Role | None, *, name: str = "", restricted: bool = False) -> Browser:
        client = TestClient(app, base_url=ADDRESS)
        if role is None:
            return Browser(client, "")
        person = name or f"{role} {'with' if restricted else 'without'}"
        if admission.store.account(person) is None:
            admission.add(person, role, PASSWORD, restricted=restricted)
        session = admission.sign_in(person, PASSWORD) or ""
        client.cookies.set("tollbook-session", session)
        return Browser(client, session)

    yield browse
    desk.close()
