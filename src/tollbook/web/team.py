"""Signing in and out, invitations, accounts, and what waits for a second person."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from starlette.responses import RedirectResponse, Response

from tollbook.errors import UsageError
from tollbook.model.display import shown
from tollbook.model.team import Account, Approval, Right, Role
from tollbook.web.admission import REFUSED, SESSION_HOURS, LocalAdmission, TeamAdmission
from tollbook.web.application import SESSION_COOKIE
from tollbook.web.routes import Route, Routes
from tollbook.web.visit import Visit

Carry = Callable[[Visit, Approval], None]
"""Does what two people agreed to."""

ACTIONS = ("redact", "publish")


def with_session(visit: Visit, token: str, onward: str = "/") -> Response:
    """Return the way on with the cookie of a new session."""
    answer = visit.onward(onward)
    answer.set_cookie(
        SESSION_COOKIE,
        token,
        max_age=SESSION_HOURS * 3600,
        httponly=True,
        samesite="strict",
        secure=visit.desk.secure,
        path="/",
    )
    return answer


def local_routes(admission: LocalAdmission) -> Routes:
    """Return the one way in of the local mode: the address that was printed at the start."""

    def enter(visit: Visit) -> Response:
        token = visit.asked("token")
        if admission.account(token) is None:
            raise UsageError(
                "Cannot let you in: this is not the address that was printed when the application was started."
            )
        return with_session(visit, token)

    return (Route("GET", "/enter", None, enter),)


class TeamDoor:
    """The pages of a team: signing in, invitations, accounts, requests.

    Args:
        admission: keeps accounts and sessions.
        carry: does what two people agreed to, by the name of the action.
    """

    def __init__(self, admission: TeamAdmission, carry: dict[str, Carry]) -> None:
        self._admission = admission
        self._carry = carry

    def routes(self) -> Routes:
        """Return the ways in of a team."""
        return (
            Route("GET", "/sign-in", None, lambda visit: visit.page("app-sign-in.html.j2", refused="")),
            Route("POST", "/sign-in", None, self.sign_in),
            Route("POST", "/sign-out", Right.READ, self.sign_out),
            Route(
                "GET",
                "/invitation",
                None,
                lambda visit: visit.page("app-invitation.html.j2", token=visit.asked("token")),
            ),
            Route("POST", "/invitation", None, self.accept),
            Route("GET", "/accounts", Right.KEEP, self.accounts),
            Route("POST", "/accounts/invite", Right.KEEP, self.invite),
            Route("POST", "/accounts/{name}", Right.KEEP, self.change),
            Route("GET", "/requests", Right.READ, self.requests),
            Route("POST", "/requests", Right.PUBLISH, self.ask),
            Route("POST", "/requests/{request}", Right.PUBLISH, self.decide),
        )

    def sign_in(self, visit: Visit) -> Response:
        """Open a session, or say that it is refused."""
        password = visit.form.get("password", "")
        token = self._admission.sign_in(visit.sent("name"), password if isinstance(password, str) else "")
        if token is None:
            return visit.page("app-sign-in.html.j2", status=401, refused=REFUSED)
        return with_session(visit, token)

    def sign_out(self, visit: Visit) -> Response:
        """Forget the session."""
        self._admission.sign_out(visit.session)
        answer = RedirectResponse("/sign-in", status_code=303)
        answer.delete_cookie(SESSION_COOKIE, path="/")
        return answer

    def accept(self, visit: Visit) -> Response:
        """Make the account of whoever was invited, and sign in."""
        password = str(visit.form.get("password", ""))
        account = self._admission.accept(visit.sent("token"), visit.sent("name"), password)
        token = self._admission.sign_in(account.name, password)
        return with_session(visit, token or "")

    def accounts(self, visit: Visit) -> Response:
        """Return all accounts."""
        return visit.page(
            "app-accounts.html.j2",
            accounts=self._admission.store.accounts(),
            roles=list(Role),
            invitation=None,
        )

    def invite(self, visit: Visit) -> Response:
        """Return the accounts with the address of a new invitation, which is shown once."""
        role = _role(visit.sent("role"))
        token = self._admission.invite(role, restricted=visit.sent("restricted") == "yes", by=visit.name)
        address = f"{visit.request.base_url}invitation?token={token}"
        return visit.page(
            "app-accounts.html.j2",
            accounts=self._admission.store.accounts(),
            roles=list(Role),
            invitation=address,
        )

    def change(self, visit: Visit) -> Response:
        """Give an account another role or right, or disable it; nobody locks the last keeper out."""
        account = self._admission.store.account(visit.part("name"))
        if account is None:
            raise UsageError(
                f"Cannot change the account {shown(visit.part('name'))}: there is none of that name."
            )
        changed = replace(
            account,
            role=_role(visit.sent("role", account.role)),
            restricted=visit.sent("restricted") == "yes",
            disabled=visit.sent("disabled") == "yes",
        )
        self._keep_a_keeper(changed)
        self._admission.store.change(changed)
        return visit.onward("/accounts")

    def _keep_a_keeper(self, changed: Account) -> None:
        others = [each for each in self._admission.store.accounts() if each.name != changed.name]
        keepers = [each for each in [*others, changed] if each.role is Role.KEEPER and not each.disabled]
        if not keepers:
            raise UsageError(
                "Cannot take the last keeper away: somebody must be able to let people in. Make another keeper first."
            )

    def requests(self, visit: Visit) -> Response:
        """Return what waits for a second person, and what was decided."""
        return visit.page("app-requests.html.j2", requests=self._admission.store.approvals(), actions=ACTIONS)

    def ask(self, visit: Visit) -> Response:
        """Ask for something that needs two people."""
        action = visit.sent("action")
        if action not in ACTIONS:
            raise UsageError(f"Cannot ask for {shown(action)!r}: {' or '.join(ACTIONS)} was expected.")
        if action == "redact" and not visit.may(Right.KEEP):
            raise UsageError("Cannot ask for an erasure: only a keeper can. Ask one.")
        details: dict[str, object] = {
            name: visit.sent(name)
            for name in ("words", "id", "reason", "authority", "note")
            if visit.sent(name)
        }
        self._admission.store.ask(action, details, by=visit.name, at=visit.desk.clock())
        return visit.onward("/requests")

    def decide(self, visit: Visit) -> Response:
        """Agree or refuse as the second person; what is agreed to is done at once."""
        number = visit.part("request")
        if not number.isdigit():
            raise UsageError(f"Cannot decide about request {shown(number)}: a number was expected.")
        agreed = visit.sent("agreed") == "yes"
        approval = self._admission.store.decide(int(number), by=visit.name, agreed=agreed)
        if agreed:
            self._carry[approval.action](visit, approval)
        return visit.onward("/requests")


def _role(words: str) -> Role:
    if words not in tuple(Role):
        raise UsageError(f"Cannot give the role {shown(words)!r}: one of {', '.join(Role)} was expected.")
    return Role(words)
