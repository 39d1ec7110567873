"""Figures, events, disputes and timelines of the case: the pages of the report, inside the application.

They are made from the record as it stands, and made anew when something was recorded since. Who may
not see restricted fields gets pages that were made without them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from starlette.responses import Response

from tollbook.chart.render import drawing
from tollbook.errors import UnknownId
from tollbook.export.site_figures import figure_view
from tollbook.export.site_index import SiteIndex
from tollbook.export.site_names import file_stem
from tollbook.export.site_views import case_view, disputes_view, event_view
from tollbook.model.display import shown
from tollbook.model.team import Right
from tollbook.pipeline.reporting import ReportOptions, case_report, event_charts
from tollbook.version import VERSION
from tollbook.web.routes import Route
from tollbook.web.visit import Visit


def site_index(visit: Visit) -> SiteIndex:
    """Return the reconciled case, as the visitor may see it."""
    profile = "team" if visit.may(Right.RESTRICTED) else "public"

    def make() -> SiteIndex:
        options = ReportOptions(made=visit.desk.clock(), version=VERSION, profile=profile, pictures=False)
        return SiteIndex(case_report(visit.desk.folder, options))

    return visit.desk.remembered(f"report {profile}", make)


def figures(visit: Visit) -> Response:
    """Return the figures by event."""
    index = site_index(visit)
    return _site_page(visit, index, "site-index.html.j2", case=case_view(index))


def figure(visit: Visit) -> Response:
    """Return one figure: its range, who says so, who disputes it, what was left out."""
    index = site_index(visit)
    found = _found(index.report.record.figures, visit.part("figure"), lambda each: each.id)
    return _site_page(visit, index, "site-figure.html.j2", figure=figure_view(index, found))


def event(visit: Visit) -> Response:
    """Return an event: figures, the timeline that answers, disputes, counters."""
    index = site_index(visit)
    found = _found(index.report.record.events, visit.part("event"), lambda each: each.id)
    drawn = visit.desk.remembered(
        f"charts {index.report.record.rule_version} {visit.may(Right.RESTRICTED)} {found.id}",
        lambda: tuple(map(drawing, event_charts(index.report, found, index))),
    )
    return _site_page(
        visit, index, "site-event.html.j2", event={**event_view(index, found), "drawings": drawn}
    )


def disputes(visit: Visit) -> Response:
    """Return all disputes, the open ones first."""
    index = site_index(visit)
    return _site_page(visit, index, "site-disputes.html.j2", disputes=disputes_view(index))


def _found(things: Any, stem: str, name: Callable[[Any], str]) -> Any:  # noqa: ANN401 - figures and events alike
    for each in things:
        if file_stem(name(each)) == stem:
            return each
    raise UnknownId(
        f"Cannot find {shown(stem)}: the record has changed since this address was made. See the list of figures."
    )


def _site_page(visit: Visit, index: SiteIndex, template: str, **view: Any) -> Response:  # noqa: ANN401 - whatever it shows
    report = index.report
    return visit.page(
        template, title=report.title, made=report.made, version=report.version, has_charts=True, **view
    )


ROUTES: tuple[Route, ...] = (
    Route("GET", "/figures", Right.READ, figures),
    Route("GET", "/figures/{figure}.html", Right.READ, figure),
    Route("GET", "/events/{event}.html", Right.READ, event),
    Route("GET", "/disputes", Right.READ, disputes),
)
