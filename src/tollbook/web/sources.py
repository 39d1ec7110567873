"""Sources: who published the documents, in the same terms for every party."""

from __future__ import annotations

from typing import Any

from starlette.responses import Response

from tollbook.export.site_words import SOURCE_TYPE_WORDS
from tollbook.ledger import LedgerReader
from tollbook.model.source import Source
from tollbook.model.team import Right
from tollbook.model.vocabulary import SourceType
from tollbook.pipeline.describing import describe_source, source_called
from tollbook.web.documents import document_row
from tollbook.web.routes import Route
from tollbook.web.visit import Visit

DOCUMENTS_SHOWN = 50


def sources(visit: Visit) -> Response:
    """Return the sources by name."""
    with visit.desk.reading() as ledger:
        rows = [_row(each) for each in ledger.sources()]
    return visit.page(
        "app-sources.html.j2", sources=sorted(rows, key=lambda row: (row["name"].casefold(), row["id"]))
    )


def _row(source: Source) -> dict[str, Any]:
    return {
        "id": source.id,
        "name": source.name,
        "type": SOURCE_TYPE_WORDS[source.type],
        "method": source.method,
    }


def source(visit: Visit) -> Response:
    """Return one source: what it is, how it counts, what it published."""
    with visit.desk.reading() as ledger:
        found = source_called(ledger, visit.part("source"))
        documents = _documents(visit, ledger, found)
    return visit.page(
        "app-source.html.j2",
        source=found,
        type=SOURCE_TYPE_WORDS[found.type],
        documents=documents,
        types=[(str(kind), words) for kind, words in SOURCE_TYPE_WORDS.items()],
    )


def _documents(visit: Visit, ledger: LedgerReader, found: Source) -> list[dict[str, Any]]:
    rows = []
    for recorded in ledger.documents(source=found.id):
        rows.append(document_row(visit, ledger, recorded))
        if len(rows) == DOCUMENTS_SHOWN:
            break
    return rows


def describe(visit: Visit) -> Response:
    """Record what a keeper says of a source."""
    changes: dict[str, Any] = {
        name: visit.sent(name) or None for name in ("relation", "country", "method") if name in visit.form
    }
    if visit.sent("type"):
        changes["type"] = SourceType(visit.sent("type"))
    with visit.desk.writing(visit.name) as ledger:
        described = describe_source(ledger, visit.part("source"), changes)
    return visit.onward(f"/sources/{described.id}")


ROUTES = (
    Route("GET", "/sources", Right.READ, sources),
    Route("GET", "/sources/{source}", Right.READ, source),
    Route("POST", "/sources/{source}", Right.KEEP, describe),
)
