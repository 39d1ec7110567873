"""Readings as one HTML page that stands alone: no script, no request, everything escaped.

The text of each document, its counts marked and linked with the table of its claims, both
ways. Documents are written as they come, to a spool, so that memory does not grow with
them; the head of the page, which counts them, is put before them at the end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TextIO

from tollbook.export.page_views import OverviewRow, document_view, overview_row
from tollbook.export.templates import page_templates, shipped
from tollbook.model.reading import Reading
from tollbook.model.words import HARM_WORDS, counted
from tollbook.version import VERSION

_COPIED_AT_ONCE = 65536

OVERVIEW_ROWS = 200
"""Documents listed at the head of the page; a longer list helps nobody and would have to be kept."""


def write_page(
    readings: Iterable[Reading],
    stream: TextIO,
    spool: TextIO,
    *,
    summary: Callable[[], str] | None = None,
) -> None:
    """Write the page.

    Args:
        readings: taken one at a time.
        stream: where the page goes.
        spool: an empty temporary file, open for writing and reading.
        summary: asked for the line under the heading once all readings were written.
    """
    templates = page_templates()
    section = templates.get_template("document.html.j2")
    rows: list[OverviewRow] = []
    documents = claims = 0
    for documents, reading in enumerate(readings, start=1):
        claims += len(reading.claims)
        if len(rows) < OVERVIEW_ROWS:
            rows.append(overview_row(reading, documents))
        spool.writelines(section.generate(view=document_view(reading, documents)))
    head = templates.get_template("head.html.j2")
    line = summary() if summary else f"{counted(claims, 'claim')} in {counted(documents, 'document')}."
    stream.writelines(head.generate(**_head(rows, documents, claims, line)))
    spool.seek(0)
    stream.writelines(iter(lambda: spool.read(_COPIED_AT_ONCE), ""))
    stream.writelines(templates.get_template("foot.html.j2").generate(version=VERSION))


def _head(rows: list[OverviewRow], documents: int, claims: int, line: str) -> dict[str, Any]:
    return {
        "style": shipped("page.css"),
        "title": f"Casualty claims in {counted(documents, 'document')}",
        "summary": line,
        "rows": rows,
        "left_out": documents - len(rows),
        "any_claims": claims > 0,
        "harms": HARM_WORDS,
    }
