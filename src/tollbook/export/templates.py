"""The templates of every page, which escape whatever is put into them, and the files that ship with them."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from tollbook.model.display import shown, shown_lines

if TYPE_CHECKING:
    from jinja2 import Environment


@cache
def page_templates() -> Environment:
    """Return the templates of the pages; a name that a template does not know is an error.

    Two filters show text of a document safely: `shown` on one line, `shown_lines` with its line breaks.
    """
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    templates = Environment(
        autoescape=True,
        loader=FunctionLoader(shipped),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    templates.filters |= {"shown": shown, "shown_lines": shown_lines}
    return templates


def shipped(name: str) -> str:
    """Return the text of a file that ships with the pages: a template, a style sheet, a script."""
    return files("tollbook.export").joinpath("data", name).read_text(encoding="utf-8")
