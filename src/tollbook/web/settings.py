"""Settings: the keys of the review queue, which are this browser's, and what the case file says."""

from __future__ import annotations

from starlette.responses import Response

from tollbook.model.team import Right
from tollbook.web.routes import Route
from tollbook.web.visit import Visit


def settings(visit: Visit) -> Response:
    """Return the settings; those of the case are changed in case.toml, which everybody can read and compare."""
    case = visit.desk.folder.case
    facts = (
        ("Harms", ", ".join(case.harms) or "all"),
        ("Places", ", ".join(case.places) or "all"),
        ("Parties", ", ".join(each.name for each in case.parties) or "none named"),
        ("Languages", ", ".join(case.languages) or "all"),
        ("Two people decide about each claim", "yes" if visit.desk.two_person else "no"),
    )
    return visit.page("app-settings.html.j2", facts=facts)


def reload(visit: Visit) -> Response:
    """Take case.toml as it is now."""
    visit.desk.reread_settings()
    return visit.onward("/settings")


ROUTES = (
    Route("GET", "/settings", Right.READ, settings),
    Route("POST", "/settings/reload", Right.KEEP, reload),
)
