from __future__ import annotations

from hashlib import sha256
from importlib.resources import files
from typing import Any

import pytest

HTMX_2_0_11 = "d6fdc75f204e6bdefa99b69bf1e6d4ac69b8a364f77929f45c13476b4000f717"


def test_the_library_that_ships_is_the_one_that_was_decided_on_with_its_licence() -> None:
    vendor = files("tollbook.web").joinpath("data", "vendor")
    assert HTMX_2_0_11 == sha256(vendor.joinpath("htmx.min.js").read_bytes()).hexdigest()
    assert "Zero-Clause BSD" in vendor.joinpath("LICENSE-htmx").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("app.css", "text/css; charset=utf-8"),
        ("app.js", "text/javascript; charset=utf-8"),
        ("review.js", "text/javascript; charset=utf-8"),
        ("settings.js", "text/javascript; charset=utf-8"),
        ("document.js", "text/javascript; charset=utf-8"),
        ("htmx.js", "text/javascript; charset=utf-8"),
        ("charts.js", "text/javascript; charset=utf-8"),
    ],
)
def test_every_asset_is_served_as_what_it_is(browser: Any, name: str, kind: str) -> None:
    answer = browser.client.get(f"/assets/{name}")
    assert (200, kind) == (answer.status_code, answer.headers["content-type"])
    again = browser.client.get(f"/assets/{name}", headers={"if-none-match": answer.headers["etag"]})
    assert (304, b"") == (again.status_code, again.content)


@pytest.mark.parametrize("name", ["nothing.js", "..%2f..%2fapp.js", "vendor", "app-base.html.j2"])
def test_nothing_else_is_served(browser: Any, name: str) -> None:
    answer = browser.client.get(f"/assets/{name}", headers={"accept": "application/json"})
    assert answer.status_code in {400, 404}
