"""Style sheets and scripts, shipped with the package and served from memory. Nothing comes from elsewhere."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from importlib.resources import files

from starlette.responses import Response

from tollbook.chart.interaction import interaction_script
from tollbook.errors import UsageError
from tollbook.export.templates import shipped
from tollbook.model.display import shown
from tollbook.web.routes import Route
from tollbook.web.visit import Visit

_STYLE, _SCRIPT = "text/css; charset=utf-8", "text/javascript; charset=utf-8"
_OWN_SCRIPTS = ("app.js", "review.js", "settings.js", "document.js")
HTMX = "vendor/htmx.min.js"


def asset(visit: Visit) -> Response:
    """Return a style sheet or a script; the browser asks again each time and is told when it is the same."""
    name = visit.part("name")
    kind = _STYLE if name.endswith(".css") else _SCRIPT
    text = _text(name)
    tag = f'"{sha256(text.encode()).hexdigest()[:20]}"'
    headers = {"etag": tag, "cache-control": "no-cache"}
    if visit.request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    return Response(text, media_type=kind, headers=headers)


@cache
def _text(name: str) -> str:
    if name == "app.css":
        return shipped("page.css") + shipped("site.css") + _own("app.css")
    if name == "htmx.js":
        return _own(HTMX)
    if name == "charts.js":
        return interaction_script()
    if name in _OWN_SCRIPTS:
        return _own(name)
    raise UsageError(f"Cannot find {shown(name)}: there is no such style sheet or script.")


def _own(name: str) -> str:
    return files("tollbook.web").joinpath("data", *name.split("/")).read_text(encoding="utf-8")


ROUTES = (Route("GET", "/assets/{name}", None, asset),)
