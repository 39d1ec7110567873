"""Documents: the list, one with its text and its claims both ways linked, whole documents to sweep, spans, marking a missed claim."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice
from typing import Any

from starlette.responses import Response

from tollbook.errors import UsageError
from tollbook.export.page_views import document_view
from tollbook.ledger import LedgerReader
from tollbook.model.document import Span
from tollbook.model.reading import Reading
from tollbook.model.record import RecordedDocument
from tollbook.model.team import Right
from tollbook.model.vocabulary import ReadStatus
from tollbook.model.words import HARM_WORDS, day_words
from tollbook.pipeline.marking import document_text, found_span, mark_claim, moved_span
from tollbook.pipeline.reviewing import document_named, parsed_changes
from tollbook.web.cards import card_view, neighbourhood
from tollbook.web.guard import SOURCE_POLICY
from tollbook.web.routes import Route
from tollbook.web.visit import Visit

DOCUMENTS_A_PAGE = 50
MARKABLE = ("low", "high", "harm", "victims", "place", "when", "claimant", "scope")


def documents(visit: Visit) -> Response:
    """Return a page of the documents, in the order in which they were added."""
    page = max(1, int(visit.asked("page", "1")) if visit.asked("page", "1").isdigit() else 1)
    first = (page - 1) * DOCUMENTS_A_PAGE
    with visit.desk.reading() as ledger:
        found = list(
            islice(
                ledger.documents(source=visit.asked("source") or None), first, first + DOCUMENTS_A_PAGE + 1
            )
        )
        rows = [document_row(visit, ledger, each) for each in found[:DOCUMENTS_A_PAGE]]
    return visit.page(
        "app-documents.html.j2",
        documents=rows,
        previous=page - 1 if page > 1 else None,
        next=page + 1 if len(found) > DOCUMENTS_A_PAGE else None,
    )


def document_row(visit: Visit, ledger: LedgerReader, recorded: RecordedDocument) -> dict[str, Any]:
    """Return a document as a row of a list; the name it came under is restricted."""
    read = recorded.document
    claims = sum(1 for _ in ledger.claims_of(recorded.id))
    unread = recorded.status is ReadStatus.NOT_READ
    return {
        "id": recorded.id,
        "href": f"documents/{recorded.id}",
        "title": read.title or (read.id if visit.may(Right.RESTRICTED) else recorded.id),
        "language": read.language,
        "publisher": read.publisher or "not known",
        "published": day_words(read.published_at) if read.published_at else None,
        "status": f"not read: {recorded.reason}" if unread else f"{claims:,} claims",
    }


def document(visit: Visit) -> Response:
    """Return a document: its text with its claims marked, or, without the right to it, the claims' counts alone."""
    with visit.desk.reading() as ledger:
        around = neighbourhood(ledger, document_named(ledger, visit.part("document")))
    recorded = around.document
    claims = tuple(each.claim for each in around.claims if each.claim is not None)
    if not visit.may(Right.RESTRICTED):
        return visit.page(
            "app-document-restricted.html.j2",
            document=recorded,
            claims=[card_view(around, each, visit.who) for each in around.claims],
        )
    reading = Reading(
        document=recorded.document, status=recorded.status, reason=recorded.reason, claims=claims
    )
    return visit.page(
        "app-document.html.j2",
        document=recorded,
        view=document_view(reading, 1),
        ids=[each.id for each in around.claims],
        capture=capture_facts(recorded),
        harms=[(str(harm), words) for harm, words in HARM_WORDS.items()],
    )


def capture_facts(recorded: RecordedDocument) -> tuple[tuple[str, str], ...]:
    """Return the facts about the bytes of a document and how they came, as pairs of a label and words."""
    pairs = [
        ("SHA-256 of the bytes", recorded.capture),
        ("Added", recorded.at.isoformat(sep=" ", timespec="seconds")),
        ("Added by", recorded.actor),
    ]
    pairs += [
        (name.replace("_", " "), str(value))
        for name, value in sorted(recorded.origin.items())
        if isinstance(value, str | int)
    ]
    return tuple(pairs)


def sweep(visit: Visit) -> Response:
    """Return all claims of a document as cards, for whoever reads it from beginning to end."""
    with visit.desk.reading() as ledger:
        around = neighbourhood(ledger, document_named(ledger, visit.part("document")))
    return visit.page(
        "app-sweep.html.j2",
        document=around.document,
        views=[card_view(around, each, visit.who) for each in around.claims],
    )


def sweeps(visit: Visit) -> Response:
    """Return the documents that have claims nobody decided about."""
    with visit.desk.reading() as ledger:
        rows = [document_row(visit, ledger, each) for each in islice(ledger.documents(), DOCUMENTS_A_PAGE)]
    return visit.page("app-sweeps.html.j2", documents=[{**row, "href": f"sweep/{row['id']}"} for row in rows])


def span(visit: Visit) -> Response:
    """Return a span of a document with one edge moved by a word, as data."""
    start, end, by = (_whole(visit.asked(name)) for name in ("start", "end", "by"))
    with visit.desk.reading() as ledger:
        text = document_text(ledger, document_named(ledger, visit.part("document")))
    moved = moved_span(text, Span(start, end), visit.asked("edge"), by)
    return visit.data({"start": moved.start, "end": moved.end, "words": text[moved.start : moved.end]})


def find(visit: Visit) -> Response:
    """Return where selected words stand in a document, as data."""
    with visit.desk.reading() as ledger:
        text = document_text(ledger, document_named(ledger, visit.part("document")))
    found = found_span(text, visit.request.query_params.get("words", ""), _whole(visit.asked("near", "0")))
    return visit.data({"start": found.start, "end": found.end, "words": text[found.start : found.end]})


def mark(visit: Visit) -> Response:
    """Record a claim that the reader missed."""
    form: Mapping[str, Any] = visit.form
    given = {name: form[name] for name in MARKABLE if str(form.get(name, "")).strip()}
    fields = parsed_changes(f"{name}={value}" for name, value in given.items())
    with visit.desk.writing(visit.name) as ledger:
        name = document_named(ledger, visit.part("document"))
        text = document_text(ledger, name)
        place = found_span(text, str(form.get("words", "")), _whole(str(form.get("near", "0")) or "0"))
        claim = mark_claim(ledger, name, place, fields)
    return visit.data({"claim": claim}) if visit.wants_json else visit.onward(f"/claims/{claim}")


def source_bytes(visit: Visit) -> Response:
    """Return the bytes of a document as received, to be shown in a frame where nothing runs."""
    with visit.desk.reading() as ledger:
        recorded = ledger.document(document_named(ledger, visit.part("document")))
    data = visit.desk.folder.store.read(recorded.capture)
    kind = recorded.document.media_type
    shown = kind if kind in {"text/html", "text/plain", "application/pdf"} else "application/octet-stream"
    headers = {"content-security-policy": SOURCE_POLICY, "x-frame-options": "SAMEORIGIN"}
    if shown not in {"text/html", "text/plain"}:
        headers["content-disposition"] = f'attachment; filename="{recorded.id}"'
    return Response(data, media_type=shown, headers=headers)


def _whole(words: str) -> int:
    digits = words.removeprefix("-")
    if not (digits.isascii() and digits.isdigit()):
        raise UsageError(f"Cannot take {words!r} as a place in the text: a whole number was expected.")
    return int(words)


ROUTES = (
    Route("GET", "/documents", Right.READ, documents),
    Route("GET", "/documents/{document}.html", Right.READ, document),
    Route("GET", "/documents/{document}", Right.READ, document),
    Route("GET", "/documents/{document}/span", Right.RESTRICTED, span),
    Route("GET", "/documents/{document}/find", Right.RESTRICTED, find),
    Route("GET", "/documents/{document}/source", Right.RESTRICTED, source_bytes),
    Route("POST", "/documents/{document}/mark", Right.CODE, mark),
    Route("GET", "/sweep", Right.CODE, sweeps),
    Route("GET", "/sweep/{document}", Right.CODE, sweep),
)
