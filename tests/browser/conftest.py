"""A browser without a screen, and pages made by the command line from examples and from hostile documents."""

from __future__ import annotations

import json
import random
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
import uvicorn
from argon2 import PasswordHasher
from starlette.applications import Starlette

from tollbook.cli.main import run
from tollbook.ledger.accounts import AccountStore
from tollbook.model.team import Role
from tollbook.pipeline.adding import add_documents
from tollbook.pipeline.cases import CaseFolder, new_case, open_case, writing_ledger
from tollbook.web.admission import LocalAdmission, TeamAdmission
from tollbook.web.desk import Desk
from tollbook.web.options import ServeOptions
from tollbook.web.server import bound, local_application, team_application

if TYPE_CHECKING:
    from playwright.sync_api import Browser

CHROMIUM_PATHS = ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

ATTACK = "</style></script><script>document.title='run'</script><img src=x onerror=\"document.title='run'\"><svg onload=\"document.title='run'\">"
HOSTILE = (
    {
        "id": f"../{ATTACK}",
        "title": ATTACK,
        "publisher": ATTACK,
        "url": "javascript:document.title='run'",
        "language": "en",
        "text": f"At least 12 people were killed in Kesh, police said. {ATTACK} Four others {ATTACK} were wounded.",
    },
    {
        "id": "endless",
        "language": "en",
        "title": "x" * 400,
        "text": "In Kesh 31 people were killed, "
        + "y" * 500
        + " said. No injuries or deaths were reported in Odra-Vel.",
    },
)
RIGHT_TO_LEFT = (
    {
        "id": "rtl",
        "language": "en",
        "title": "أخبار كيش",
        "text": "أخبار كيش\n\nقالت السلطات: At least 12 people were killed in Kesh on Tuesday, police said. انتهى الخبر.",
    },
    {
        "id": "unread",
        "language": "ar",
        "title": "كيش",
        "text": "قتل اثنا عشر شخصا في كيش يوم الثلاثاء، بحسب الشرطة.",
    },
)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Return Chromium; skip where it is not installed."""
    found = [path for path in CHROMIUM_PATHS if Path(path).exists()]
    if not found:
        pytest.skip(f"Chromium is not on this machine (looked at {', '.join(CHROMIUM_PATHS)})")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=found[0], args=list(ARGUMENTS))
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory, project_root: Path) -> dict[str, str]:
    """Return the addresses of the pages: of the examples, of hostile and of right-to-left documents."""
    folder = tmp_path_factory.mktemp("pages")
    inputs = {"examples": project_root / "examples" / "arvenia"}
    for name, records in (("hostile", HOSTILE), ("right-to-left", RIGHT_TO_LEFT)):
        inputs[name] = folder / f"{name}.jsonl"
        inputs[name].write_text("".join(json.dumps(each) + "\n" for each in records), encoding="utf-8")
    for name, path in inputs.items():
        assert (
            run(["read", str(path), "--format", "html", "--quiet", "--output", str(folder / f"{name}.html")])
            == 0
        )
    return {name: (folder / f"{name}.html").as_uri() for name in inputs}


TOKEN = "local-token"
PASSWORD = "four words go together"
FAST = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
PEOPLE = {"First": Role.CODER, "Second": Role.REVIEWER, "Third": Role.KEEPER}


@dataclass
class Served:
    """An application that answers.

    Attributes:
        address: where.
        folder: its case.
        enter: the address that signs the one person in; empty for a team.
    """

    address: str
    folder: CaseFolder
    enter: str = ""


def made_case(path: Path, documents: dict[str, str], *, two_person: bool = False) -> CaseFolder:
    """Return a case with documents, by name and text."""
    environment = {"TOLLBOOK_KEYS": str(path / "keys")}
    made = new_case(
        path / "case",
        actor="Ana",
        environment=environment,
        randomness=random.Random(5).randbytes,
        name="Arvenia",
    )
    if two_person:
        toml = path / "case" / "case.toml"
        toml.write_text(toml.read_text(encoding="utf-8") + "\n[web]\ntwo_person = true\n", encoding="utf-8")
    inputs = []
    for name, text in documents.items():
        (path / name).write_text(text, encoding="utf-8")
        inputs.append(path / name)
    with writing_ledger(made, actor="Ana", environment=environment) as ledger:
        assert all(each.error is None for each in add_documents(made, ledger, inputs))
    return open_case(made.path)


@contextmanager
def serving(folder: CaseFolder, keys: Path, *, team: bool = False, port: int = 0) -> Iterator[Served]:
    """Serve a case until the block ends."""
    environment = {"TOLLBOOK_KEYS": str(keys)}
    options = ServeOptions(port=port, team=team)
    listening = bound(options)
    taken = listening.getsockname()[1]
    desk = Desk(folder, environment=environment, clock=lambda: datetime.now(UTC), team=team)
    app = _team(desk, keys, options, taken) if team else _local(desk, options, taken)
    with _running(app, listening):
        address = f"http://127.0.0.1:{taken}"
        yield Served(address, folder, "" if team else f"{address}/enter?token={TOKEN}")
    desk.close()


def _local(desk: Desk, options: ServeOptions, port: int) -> Starlette:
    return local_application(desk, LocalAdmission(token=TOKEN, name="Ana"), options, port)


def _team(desk: Desk, keys: Path, options: ServeOptions, port: int) -> Starlette:
    store = AccountStore(keys / "team.db")
    admission = TeamAdmission(
        store, clock=lambda: datetime.now(UTC), randomness=random.Random(3).randbytes, hasher=FAST
    )
    for name, role in PEOPLE.items():
        if store.account(name) is None:
            admission.add(name, role, PASSWORD, restricted=True)
    return team_application(desk, admission, options, port)


@contextmanager
def _running(app: Starlette, listening: socket.socket) -> Iterator[None]:
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", ws="none", lifespan="off"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.should_exit = True
        thread.join(timeout=10)
        listening.close()


class House(NamedTuple):
    """What tests of the application are built with.

    Attributes:
        made_case: makes a case with documents, by name and text.
        serving: serves a case until the block ends.
        password: of everybody in a team.
    """

    made_case: Callable[..., CaseFolder]
    serving: Callable[..., AbstractContextManager[Served]]
    password: str


@pytest.fixture(scope="session")
def house() -> House:
    """Return the makers of cases and of applications over them."""
    return House(made_case, serving, PASSWORD)


@pytest.fixture(scope="session")
def example_site(project_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Path]:
    """Return the maker of the report of the example case, made once."""
    made: list[Path] = []

    def make() -> Path:
        if not made:
            path = tmp_path_factory.mktemp("example")
            made.append(_example_site(project_root / "examples" / "case", path))
        return made[0]

    return make


def _example_site(example: Path, path: Path) -> Path:
    """Return the folder of the report, made by the commands that a user gives."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TOLLBOOK_KEYS", str(path / "keys"))
        patch.setenv("TOLLBOOK_USER", "test")
        case = path / "case"
        assert 0 == run(["new", str(case), "--name", "Arvenia, spring 2026"])
        template = (case / "case.toml").read_text(encoding="utf-8").partition("[scope]")[0]
        settings = (example / "settings.toml").read_text(encoding="utf-8")
        (case / "case.toml").write_text(template + settings, encoding="utf-8")
        assert 0 == run(["add", "--case", str(case), "--manifest", str(example / "manifest.csv"), "--quiet"])
        assert 0 == run(["report", str(path / "site"), "--case", str(case)])
    return path / "site"
