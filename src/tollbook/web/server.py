"""The application put together and served: for one person on this machine, or for a team."""

from __future__ import annotations

import socket
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

import uvicorn
from starlette.applications import Starlette

from tollbook.errors import OutputError
from tollbook.ledger import keys_folder
from tollbook.ledger.accounts import AccountStore, accounts_path
from tollbook.pipeline.cases import CaseFolder
from tollbook.web import assets, claims, documents, figures, history, home, review, search, settings, sources
from tollbook.web.admission import LocalAdmission, TeamAdmission
from tollbook.web.application import application
from tollbook.web.desk import Desk
from tollbook.web.guard import Gate
from tollbook.web.options import ServeOptions
from tollbook.web.routes import Route
from tollbook.web.second_person import carried
from tollbook.web.team import TeamDoor, local_routes

_PAGES = (
    *home.ROUTES, *review.ROUTES, *documents.ROUTES, *claims.ROUTES, *sources.ROUTES, *figures.ROUTES,
    *search.ROUTES, *history.ROUTES, *settings.ROUTES, *assets.ROUTES,
)  # fmt: skip
_TOKEN_BYTES = 24
_BACKLOG = 128
_PRIVATE = 0o600


def page_routes() -> tuple[Route, ...]:
    """Return the routes that both modes have."""
    return _PAGES


def local_application(desk: Desk, admission: LocalAdmission, options: ServeOptions, port: int) -> Starlette:
    """Return the application for one person.

    Args:
        desk: the case.
        admission: knows the token.
        options: how it is served.
        port: that it listens on.
    """
    gate = Gate(options.hosts(port), options.origins(port))
    return application(desk, admission, (*_PAGES, *local_routes(admission)), gate=gate)


def team_application(desk: Desk, admission: TeamAdmission, options: ServeOptions, port: int) -> Starlette:
    """Return the application for a team.

    Args:
        desk: the case.
        admission: keeps the accounts.
        options: how it is served.
        port: that it listens on.
    """
    gate = Gate(options.hosts(port), options.origins(port))
    door = TeamDoor(admission, carried())
    return application(desk, admission, (*_PAGES, *door.routes()), gate=gate)


def team_admission(
    folder: CaseFolder,
    environment: Mapping[str, str],
    *,
    clock: Callable[[], datetime],
    randomness: Callable[[int], bytes],
) -> TeamAdmission:
    """Return what admits the people of a case's team.

    Args:
        folder: the case.
        environment: says where keys are kept.
        clock: the moment, in UTC.
        randomness: returns so many bytes that nobody can guess.
    """
    store = AccountStore(accounts_path(keys_folder(environment), folder.case.id))
    return TeamAdmission(store, clock=clock, randomness=randomness)


def local_token(
    folder: CaseFolder, environment: Mapping[str, str], randomness: Callable[[int], bytes]
) -> str:
    """Return the token of the local mode; it stays the same for a case, so that a restart signs nobody out.

    It lies beside the signing key, readable to its owner alone.
    """
    path = Path(keys_folder(environment)) / f"{folder.case.id}.token"
    try:
        if path.exists():
            return path.read_text(encoding="ascii").strip()
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=_PRIVATE)
        path.write_text(randomness(_TOKEN_BYTES).hex(), encoding="ascii")
        return path.read_text(encoding="ascii").strip()
    except OSError as error:
        raise OutputError(
            f"Cannot keep a token in {path}: {error.strerror}. Name another folder with TOLLBOOK_KEYS."
        ) from error


def bound(options: ServeOptions) -> socket.socket:
    """Return a socket that listens where the options say.

    Raises:
        OutputError: when the port is taken or may not be used.
    """
    family = socket.AF_INET6 if ":" in options.host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((options.host.strip("[]"), options.port))
        listening.listen(_BACKLOG)  # now, so that nobody else can take the port before it is served
    except OSError as error:
        listening.close()
        raise OutputError(
            f"Cannot listen on {options.host}, port {options.port}: {error.strerror}. Choose another with --port, or 0 for any."
        ) from error
    return listening


def serve(app: Starlette, options: ServeOptions, listening: socket.socket) -> None:
    """Serve until the process is told to end."""
    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        server_header=False,
        date_header=False,
        ssl_certfile=options.certificate,
        ssl_keyfile=options.key,
        proxy_headers=options.proxy,
        h11_max_incomplete_event_size=65_536,
        timeout_graceful_shutdown=3,
    )
    uvicorn.Server(config).run(sockets=[listening])
