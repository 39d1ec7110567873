"""No request that another site or another name caused comes through, and every answer carries its policy."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from starlette.testclient import TestClient

from tollbook.model.team import Role

ADDRESS = "http://127.0.0.1:8641"


@pytest.fixture
def client(browser: object) -> TestClient:
    found = getattr(browser, "client", None)
    assert isinstance(found, TestClient)
    return found


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1", "127.0.0.1:80", "localhost.evil.example:8641", ""]
)
def test_a_request_under_another_name_is_refused(client: TestClient, host: str) -> None:
    answer = client.get("/", headers={"host": host})
    assert (421, "This address is not served under that name.\n") == (answer.status_code, answer.text)


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "http://127.0.0.1:9999", "https://127.0.0.1:8641"]
)
def test_a_change_that_another_site_asks_for_is_refused(client: TestClient, origin: str) -> None:
    answer = client.post("/undo", json={}, headers={"origin": origin})
    assert (403, "This request came from another site.\n") == (answer.status_code, answer.text)


def test_a_change_without_an_origin_is_refused_unless_the_browser_vouches_for_it(client: TestClient) -> None:
    assert 403 == client.post("/undo", json={}).status_code
    vouched = client.post("/undo", json={}, headers={"sec-fetch-site": "same-origin"})
    assert "came from another site" not in vouched.text


def test_a_change_without_the_token_of_the_session_is_refused(client: TestClient) -> None:
    answer = client.post("/undo", json={}, headers={"origin": ADDRESS, "accept": "application/json"})
    expected = "This form is out of date. Load the page again and send it once more."
    assert (403, {"error": expected}) == (answer.status_code, answer.json())


def test_without_the_cookie_nothing_is_shown(client: TestClient) -> None:
    client.cookies.clear()
    answer = client.get("/")
    assert 401 == answer.status_code
    assert "Arvenia Wire" not in answer.text


def test_every_answer_forbids_inline_scripts_other_sites_and_frames(client: TestClient) -> None:
    for path in ("/", "/review", "/assets/app.js", "/nowhere", "/enter?token=wrong"):
        headers = client.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "script-src 'self';" in policy
        assert "frame-ancestors 'none'" in policy
        assert ("nosniff", "same-origin") == (headers["x-content-type-options"], headers["referrer-policy"])


def test_pages_are_kept_by_no_cache(client: TestClient) -> None:
    assert "no-store" == client.get("/").headers["cache-control"]


def test_the_session_cookie_is_out_of_reach_of_scripts_and_of_other_sites(client: TestClient) -> None:
    client.cookies.clear()
    cookie = client.get("/enter?token=local-token", follow_redirects=False).headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert "Secure" not in cookie


def test_a_wrong_local_token_opens_nothing(client: TestClient) -> None:
    client.cookies.clear()
    answer = client.get("/enter?token=wrong", follow_redirects=False)
    assert 400 == answer.status_code
    assert "set-cookie" not in answer.headers


def test_a_source_is_sent_into_a_sandbox(client: TestClient, desk: object, claim_ids: dict[str, str]) -> None:
    page = client.get("/documents").text
    document = page.split('href="/documents/')[1].split('"')[0]
    answer = client.get(f"/documents/{document}/source")
    assert answer.headers["content-security-policy"].startswith("sandbox; default-src 'none'")
    assert claim_ids
    assert desk


def test_a_form_that_is_too_large_is_refused(client: TestClient, browser: Callable[..., object]) -> None:
    token = getattr(browser, "token", "")
    answer = client.post(
        "/undo", content=b"x" * 1_000_001, headers={"origin": ADDRESS, "x-tollbook-token": token}
    )
    assert 400 == answer.status_code
    assert "it is larger than 1,000,000 bytes" in answer.text


def test_what_is_no_object_is_refused(client: TestClient, browser: Callable[..., object]) -> None:
    token = getattr(browser, "token", "")
    headers = {
        "origin": ADDRESS,
        "x-tollbook-token": token,
        "content-type": "application/json",
        "accept": "application/json",
    }
    answer = client.post("/undo", content=b"[1]", headers=headers)
    assert {"error": "Cannot take what was sent: a JSON object was expected."} == answer.json()


def test_roles_are_all_there() -> None:
    assert {"viewer", "coder", "reviewer", "publisher", "keeper"} == set(Role)
