"""Pages from templates: those of the application, over those that the report site has."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import ChoiceLoader, Environment, FunctionLoader

from tollbook.export.templates import page_templates
from tollbook.web.translation import gettext, ngettext


@cache
def _templates() -> Environment:
    shared = page_templates()
    templates = shared.overlay(
        loader=ChoiceLoader([FunctionLoader(_own), shared.loader or FunctionLoader(_own)])
    )
    templates.globals = {**shared.globals, "_": gettext, "ngettext": ngettext}
    return templates


def render(template: str, shown: Mapping[str, Any]) -> str:
    """Return a page; whatever is put into it is escaped.

    Args:
        template: its name.
        shown: what it shows, by name.
    """
    return _templates().get_template(template).render(**shown)


def _own(name: str) -> str | None:
    found = files("tollbook.web").joinpath("data", name)
    return found.read_text(encoding="utf-8") if found.is_file() else None
