"""Every route with every role: who may not, gets a refusal; who may, gets something else. A new route is tried by itself."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from tollbook.model.team import RIGHTS, Right, Role
from tollbook.web.admission import TeamAdmission
from tollbook.web.routes import Route
from tollbook.web.server import page_routes
from tollbook.web.team import TeamDoor

VISITORS: tuple[tuple[Role | None, bool], ...] = (
    (None, False),
    *((role, restricted) for role in Role for restricted in (False, True)),
)
REFUSALS = {401, 403}


def rights_of(role: Role | None, *, restricted: bool) -> frozenset[Right]:
    if role is None:
        return frozenset()
    return RIGHTS[role] | ({Right.RESTRICTED} if restricted else frozenset())


@pytest.fixture
def routes(admission: TeamAdmission) -> tuple[Route, ...]:
    return (*page_routes(), *TeamDoor(admission, {}).routes())


def filled(path: str, claim_ids: dict[str, str]) -> str:
    """Return a path with ids where it has names of parts; those of claims are real ones."""
    parts = {"claim": next(iter(claim_ids.values())), "entry": "1", "name": "app.css", "request": "1"}
    return re.sub(r"\{(\w+)\}", lambda found: parts.get(found[1], "nothing"), path)


@pytest.mark.parametrize(("role", "restricted"), VISITORS)
def test_a_route_answers_those_who_have_its_right_and_refuses_all_others(
    team: Callable[..., Any],
    routes: tuple[Route, ...],
    claim_ids: dict[str, str],
    role: Role | None,
    restricted: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    wrong = []
    for route in routes:
        visitor = team(role, restricted=restricted)
        address = filled(route.path, claim_ids)
        status = visitor.get(address)[0] if route.method == "GET" else visitor.post(address, {})[0]
        admitted = route.right is None or route.right in rights_of(role, restricted=restricted)
        if (status in REFUSALS) is admitted and not _own_refusal(route, status):
            wrong.append((route.method, route.path, status))
    assert [] == wrong


def _own_refusal(route: Route, status: int) -> bool:
    """Tell whether a page refuses by itself: signing in with a wrong password."""
    return route.path == "/sign-in" and route.method == "POST" and status == 401


def test_every_route_that_changes_something_asks_for_a_right_but_those_of_signing_in(
    routes: tuple[Route, ...],
) -> None:
    open_ones = {route.path for route in routes if route.method == "POST" and route.right is None}
    assert {"/sign-in", "/invitation"} == open_ones


def test_a_viewer_may_change_nothing(routes: tuple[Route, ...]) -> None:
    may = rights_of(Role.VIEWER, restricted=True)
    changing = {route.path for route in routes if route.method == "POST" and route.right in may}
    assert {"/sign-out"} == changing


@pytest.mark.parametrize("role", list(Role))
def test_without_the_right_to_them_no_restricted_field_is_sent_nor_its_length(
    team: Callable[..., Any], claim_ids: dict[str, str], role: Role
) -> None:
    visitor = team(role, restricted=False)
    document = re.findall(r'href="/documents/(d[a-z0-9]+)"', visitor.get("/documents")[1])[0]
    pages = [
        "/",
        "/review",
        "/documents",
        f"/documents/{document}",
        "/claims",
        "/log",
        "/log/2",
        "/search?q=market",
        "/sources",
    ]
    pages += [f"/claims/{claim}" for claim in claim_ids.values()]
    for page in pages:
        words = visitor.get(page)[1]
        assert "when shells hit the market" not in words, page
        assert "It rained on Wednesday" not in words, page
        assert "market.txt" not in words, page
        assert "Ana" not in words, page


def test_with_the_right_to_them_the_text_is_shown(team: Callable[..., Any]) -> None:
    visitor = team(Role.VIEWER, restricted=True)
    document = re.findall(r'href="/documents/(d[a-z0-9]+)"', visitor.get("/documents")[1])[0]
    assert "It rained on Wednesday" in visitor.get(f"/documents/{document}")[1]
