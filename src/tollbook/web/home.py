"""The first page: what is due, what there is, what changed."""

from __future__ import annotations

from starlette.responses import Response

from tollbook.ledger import LedgerReader
from tollbook.model.entry import Entry
from tollbook.model.review import ReviewDecision
from tollbook.model.team import Right
from tollbook.web.history import entry_row
from tollbook.web.routes import Route
from tollbook.web.visit import Visit

RECENT = 15

COUNTED = (
    ("documents", "documents"),
    ("claims", "claims"),
    ("sources", "sources"),
    ("reviews", "decisions"),
    ("entries", "entries of the ledger"),
)


def home(visit: Visit) -> Response:
    """Return what is due and what changed."""
    with visit.desk.reading() as ledger:
        counts = visit.desk.counts(ledger)
        recent = [entry_row(entry, visit) for entry in _newest(ledger)]
    waiting = (
        (counts[f"claims/{ReviewDecision.UNREVIEWED}"], "claims to review"),
        (counts[f"claims/{ReviewDecision.ON_HOLD}"], "claims on hold"),
    )
    return visit.page(
        "app-home.html.j2",
        due=[f"{number:,} {words}" for number, words in waiting if number],
        counts=[(words, counts[name]) for name, words in COUNTED],
        recent=recent,
        approvals=visit.desk.waiting(),
    )


def _newest(ledger: LedgerReader) -> list[Entry]:
    size = ledger.size()
    return list(ledger.entries(max(1, size - RECENT + 1), size))[::-1]


ROUTES = (Route("GET", "/", Right.READ, home),)
