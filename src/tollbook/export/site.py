"""The report as a static site: pages that open from the file system, link to one another, and ask nothing of the network.

Pages are made one at a time, so that a site of thousands of them needs little memory.
Whoever calls writes them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from tollbook.export.site_data import changes_csv, figure_json, figures_csv
from tollbook.export.site_figures import figure_row, figure_view
from tollbook.export.site_index import SiteIndex
from tollbook.export.site_names import document_path, event_path, figure_path, latest_path
from tollbook.export.site_views import (
    case_view,
    corrections_view,
    disputes_view,
    document_page_view,
    document_row,
    event_view,
    search_rows,
    source_views,
)
from tollbook.export.templates import page_templates, shipped
from tollbook.model.report import Report

View = Mapping[str, Any]

CHART_SCRIPT = "assets/charts.js"
"""Where whoever writes the site puts the script that makes charts answer; the pages work without it."""


class SiteFile(NamedTuple):
    """One file of the site: where it lies below the site's folder, with slashes, and its text."""

    path: str
    text: str


def site_files(report: Report) -> Iterator[SiteFile]:
    """Return the files of the site, one at a time, each made when it is asked for.

    The same report gives the same bytes. Paths are stable: a page keeps its address when
    the site is made again.

    Args:
        report: what to show.
    """
    index = SiteIndex(report)
    sources = source_views(index)
    yield from _assets(index, sources)
    yield from _single_pages(index, sources)
    for figure in report.record.figures:
        row = {"figure": figure_view(index, figure), "drawings": ()}
        yield _page(index, figure_path(figure), "site-figure.html.j2", **row)
        yield _page(index, latest_path(figure), "site-latest.html.j2", figure=figure_row(index, figure))
        yield SiteFile(f"data/{figure_path(figure).removesuffix('.html')}.json", figure_json(index, figure))
    for event in report.record.events:
        yield _page(index, event_path(event.id), "site-event.html.j2", event=event_view(index, event))
    for source in sources:
        yield _page(index, source["href"], "site-source.html.j2", source=source)
    for document in report.documents:
        shown = document_page_view(index, document)
        yield _page(
            index, document_path(document), "site-document.html.j2", document=shown, view=shown["view"]
        )


def _assets(index: SiteIndex, sources: list[dict[str, Any]]) -> Iterator[SiteFile]:
    yield SiteFile("assets/site.css", shipped("page.css") + shipped("site.css"))
    yield SiteFile("assets/search.js", shipped("site-search.js"))
    rows = json.dumps(search_rows(index, sources), ensure_ascii=False, separators=(",", ":"))
    yield SiteFile("assets/search-index.js", f"window.tollbookPages = {_in_script(rows)};\n")
    yield SiteFile("data/figures.csv", figures_csv(index))
    yield SiteFile("data/changes.csv", changes_csv(index))


def _in_script(text: str) -> str:
    """Return JSON that no script can be ended by, and that old line rules of the language cannot break."""
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _single_pages(index: SiteIndex, sources: list[dict[str, Any]]) -> Iterator[SiteFile]:
    report = index.report
    documents = [document_row(index, document) for document in report.documents]
    yield _page(index, "index.html", "site-index.html.j2", case=case_view(index))
    yield _page(index, "sources.html", "site-sources.html.j2", sources=sources)
    yield _page(index, "documents.html", "site-documents.html.j2", documents=documents)
    yield _page(index, "disputes.html", "site-disputes.html.j2", disputes=disputes_view(index))
    yield _page(index, "corrections.html", "site-corrections.html.j2", corrections=corrections_view(index))
    yield _page(index, "method.html", "site-method.html.j2", method=report.method)
    yield _page(index, "audit.html", "site-audit.html.j2", treatment=report.treatment, ledger=report.ledger)
    yield _page(index, "search.html", "site-search.html.j2", pages=search_rows(index, sources))


def _page(index: SiteIndex, path: str, template: str, **view: Any) -> SiteFile:  # noqa: ANN401 - whatever the template shows
    report = index.report
    page = page_templates().get_template(template)
    root = "../" * path.count("/")
    shared = {
        "root": root,
        "path": path,
        "title": report.title,
        "made": report.made,
        "version": report.version,
        "licence": report.licence,
        "package": report.package,
        "direction": report.direction,
        "ledger_root": report.ledger.root,
        "has_charts": bool(report.charts),
        "chart_script": CHART_SCRIPT,
    }
    return SiteFile(path, page.render(**{**shared, **view}))
