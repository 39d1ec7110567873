"""The application: routes behind the guard, each behind its right, errors as pages."""

from __future__ import annotations

import hmac
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route as Way

from tollbook.errors import TollbookError, UsageError
from tollbook.web.admission import Admission, csrf_token
from tollbook.web.desk import Desk
from tollbook.web.guard import SAFE_METHODS, Gate, Guard
from tollbook.web.routes import Route, Routes
from tollbook.web.visit import Visit, sent_form

SESSION_COOKIE = "tollbook-session"
FORM_TOKEN = "csrf"  # noqa: S105 - the name of a field
TOKEN_HEADER = "x-tollbook-token"  # noqa: S105 - the name of a header

Answer = Callable[[Request], Awaitable[Response]]


def application(
    desk: Desk,
    admission: Admission,
    routes: Routes,
    *,
    gate: Gate,
) -> Starlette:
    """Return the application.

    Args:
        desk: the case.
        admission: tells who a visitor is.
        routes: all ways in.
        gate: under which names it is reached, and from which pages it may be changed.
    """
    ways = [Way(route.path, _answer(route, desk, admission), methods=[route.method]) for route in routes]
    return Starlette(
        routes=ways, middleware=[Middleware(Guard, gate=gate)], exception_handlers={Exception: _defect}
    )


def _answer(route: Route, desk: Desk, admission: Admission) -> Answer:
    async def answer(request: Request) -> Response:
        session = request.cookies.get(SESSION_COOKIE, "")
        account = await run_in_threadpool(admission.account, session) if session else None
        visit = Visit(request=request, desk=desk, account=account, session=session if account else "")
        try:
            return await _admitted(route, visit)
        except UsageError as error:
            return _told(visit, str(error), 400)
        except TollbookError as error:
            return _told(visit, str(error), 409)

    return answer


async def _admitted(route: Route, visit: Visit) -> Response:
    """Return the answer of a route to a visitor who may have it, or why not."""
    if route.right is not None and visit.account is None:
        return _told(visit, "Sign in first.", 401)
    if route.right is not None and not visit.may(route.right):
        return _told(visit, "Your role does not allow this. A keeper can change it.", 403)
    if visit.request.method in SAFE_METHODS:
        return await run_in_threadpool(route.answer, visit)
    form = await sent_form(visit.request)
    if visit.session and not _is_own(visit, form.get(FORM_TOKEN)):
        return _told(visit, "This form is out of date. Load the page again and send it once more.", 403)
    return await run_in_threadpool(route.answer, _with_form(visit, form))


def _with_form(visit: Visit, form: Mapping[str, Any]) -> Visit:
    return replace(visit, form=form)


def _is_own(visit: Visit, token: object) -> bool:
    given = visit.request.headers.get(TOKEN_HEADER) or (token if isinstance(token, str) else "")
    return hmac.compare_digest(given.encode(), csrf_token(visit.session).encode())


def _told(visit: Visit, message: str, status: int) -> Response:
    """Return a message as data to a script, as a page to a person."""
    if visit.wants_json:
        return visit.data({"error": message}, status)
    return visit.page("app-message.html.j2", status=status, message=message, code=status)


async def _defect(_: Request, error: Exception) -> Response:
    """Return what a visitor is told of a defect; who keeps the server finds it in the log, a stranger learns nothing."""
    name = type(error).__name__
    return PlainTextResponse(
        f"Tollbook met a defect of its own ({name}). Nothing was lost.\n", status_code=500
    )
