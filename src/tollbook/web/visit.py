"""One request with everything a page needs: who asks, what was sent, the case, and how to answer."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from tollbook.errors import UsageError
from tollbook.model.team import Account, Right
from tollbook.web.admission import csrf_token
from tollbook.web.desk import Desk
from tollbook.web.pages import render
from tollbook.web.script_words import script_words

MOST_FORM_BYTES = 1_000_000
"""The largest form or JSON body of a request; documents come by another way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One request.

    Attributes:
        request: as it came.
        desk: the case.
        account: who asks; None before signing in.
        session: token of the session; empty before signing in.
        form: what was sent, by name; empty for a request that sends nothing.
    """

    request: Request
    desk: Desk
    account: Account | None
    session: str = ""
    form: Mapping[str, Any] = field(default_factory=dict)

    @property
    def who(self) -> Account:
        """Return who asks.

        Raises:
            UsageError: when nobody is signed in; no page behind a right is reached so.
        """
        if self.account is None:
            raise UsageError("Cannot do this without signing in.")
        return self.account

    @property
    def name(self) -> str:
        """Return the name that stands in the ledger with what the visitor does."""
        return self.who.name

    @property
    def wants_json(self) -> bool:
        """Return whether a script asks, which takes plain data for an answer."""
        return "application/json" in self.request.headers.get("accept", "")

    @property
    def wants_part(self) -> bool:
        """Return whether only a part of the page is asked for, to be put into the one that is shown."""
        return self.request.headers.get("hx-request") == "true"

    def may(self, right: Right) -> bool:
        """Return whether the visitor has a right."""
        return self.account is not None and right in self.account.rights

    def asked(self, name: str, default: str = "") -> str:
        """Return a parameter of the address, trimmed."""
        return self.request.query_params.get(name, default).strip()

    def sent(self, name: str, default: str = "") -> str:
        """Return a field of the form as text, trimmed."""
        value = self.form.get(name, default)
        return value.strip() if isinstance(value, str) else default

    def part(self, name: str) -> str:
        """Return a part of the path."""
        return str(self.request.path_params.get(name, ""))

    def page(self, template: str, *, status: int = 200, **shown: Any) -> Response:  # noqa: ANN401 - whatever the template shows
        """Return a page, made from a template.

        Args:
            template: its name.
            status: of the answer.
            shown: what the template shows.
        """
        shared = {
            "visit": self,
            "path": self.request.url.path,
            "case_name": self.desk.folder.case.name,
            "csrf": csrf_token(self.session) if self.session else "",
            "rights": sorted(self.account.rights) if self.account else [],
            "account": self.account,
            "part_only": self.wants_part,
            "team": self.desk.team,
            "root": "/",
            "script_words": script_words(),
        }
        return HTMLResponse(render(template, {**shared, **shown}), status_code=status)

    def data(self, value: Any, status: int = 200) -> Response:  # noqa: ANN401 - whatever JSON holds
        """Return plain data."""
        return JSONResponse(value, status_code=status)

    def onward(self, address: str) -> Response:
        """Return the way to another page of this application, after something was done."""
        safe = address if address.startswith("/") and not address.startswith(("//", "/\\")) else "/"
        return RedirectResponse(safe, status_code=303)


Handler = Callable[[Visit], Response]
"""What answers a visit. It runs in a thread and may wait for the database."""


async def sent_form(request: Request) -> Mapping[str, Any]:
    """Return what a request sends: the fields of a form, or the object of a JSON body.

    Raises:
        UsageError: when it is too large, or no object.
    """
    kind = request.headers.get("content-type", "")
    body = await _limited_body(request)
    if kind.startswith("application/json"):
        return _json_object(body)
    async with request.form(max_files=0, max_fields=200, max_part_size=MOST_FORM_BYTES) as form:
        return {name: value for name, value in form.multi_items() if isinstance(value, str)}


async def _limited_body(request: Request) -> bytes:
    declared = request.headers.get("content-length", "0")
    if not declared.isdigit() or int(declared) > MOST_FORM_BYTES:
        raise UsageError(f"Cannot take this form: it is larger than {MOST_FORM_BYTES:,} bytes.")
    return await request.body()


def _json_object(body: bytes) -> Mapping[str, Any]:
    try:
        value = json.loads(body)
    except ValueError:
        value = None
    if not isinstance(value, dict):
        raise UsageError("Cannot take what was sent: a JSON object was expected.")
    return value
