"""What stands before every page: the Host and Origin of a request are checked, and each answer carries its policy."""

from __future__ import annotations

from typing import NamedTuple

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

SAFE_METHODS = frozenset({"GET", "HEAD"})
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "connect-src 'self'; font-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
SOURCE_POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:"
"""For bytes of a source shown in a frame: nothing runs, nothing is fetched, no form is sent."""

HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), interest-cohort=()",
    "x-frame-options": "DENY",
}


class Gate(NamedTuple):
    """Under which names the application is reached, and from which pages it may be changed.

    Attributes:
        hosts: what the Host header may be.
        origins: what the Origin header of a request that changes something may be.
    """

    hosts: frozenset[str]
    origins: frozenset[str]


class Guard:
    """Middleware that lets no request in that another site or another name could have caused.

    Args:
        app: what is guarded.
        gate: under which names, and from which pages.
    """

    def __init__(self, app: ASGIApp, *, gate: Gate) -> None:
        self._app, self._gate = app, gate

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse, or hand on and put the policy on the answer."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        refusal = self._refusal(scope["method"], Headers(scope=scope))
        answer = refusal or self._app
        await answer(scope, receive, _with_policy(send))

    def _refusal(self, method: str, headers: Headers) -> PlainTextResponse | None:
        host = headers.get("host", "").lower()
        if host not in self._gate.hosts:
            return PlainTextResponse("This address is not served under that name.\n", status_code=421)
        if method in SAFE_METHODS:
            return None
        origin = headers.get("origin", "").lower()
        same = origin in self._gate.origins or (not origin and headers.get("sec-fetch-site") == "same-origin")
        return None if same else PlainTextResponse("This request came from another site.\n", status_code=403)


def _with_policy(send: Send) -> Send:
    async def guarded(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
            headers.setdefault("cache-control", "no-store")
        await send(message)

    return guarded
