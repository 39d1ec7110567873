"""What each page of the site shows, as plain values already in words; nothing is escaped yet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from tollbook.export.page_views import document_view
from tollbook.export.site_claims import claim_view
from tollbook.export.site_figures import dispute_view, figure_row
from tollbook.export.site_index import SiteIndex
from tollbook.export.site_names import document_path, event_path, source_path
from tollbook.export.site_words import DISPUTE_STATE_WORDS, SOURCE_TYPE_WORDS, group_words
from tollbook.model.reconciliation import Event, PlacedClaim, Point, Series
from tollbook.model.source import Source
from tollbook.model.terms import DisputeState, FigureKind, PointFlag, PointOrigin
from tollbook.model.vocabulary import ReadStatus, SourceType, Stance
from tollbook.model.words import FLAG_WORDS, HARM_WORDS, counted, day_words, range_words

View = dict[str, Any]

_KIND_ORDER = (FigureKind.DOCUMENTED, FigureKind.CLAIMED, FigureKind.ESTIMATED)


def case_view(index: SiteIndex) -> View:
    """Return what the first page shows: the figures in words, by event; what is counted, and what is not."""
    record = index.report.record
    days = [document.published_at for document in record.documents if document.published_at]
    lines = counted(len(record.lines), "line")
    told = f"{counted(len(record.claims), 'claim')} in {counted(len(record.documents), 'document')}, {lines} of evidence"
    return {
        "summary": told,
        "open_disputes": sum(dispute.state is DisputeState.OPEN for dispute in record.disputes),
        "newest": day_words(max(days).date()) if days else None,
        "events": [event_row(index, event) for event in _with_figures(index)],
        "scope": index.report.scope,
        "not_counted": index.report.not_counted,
        "findings": [finding.words for finding in record.findings],
        "drawings": index.report.charts.get("", ()),
        "kinds": Counter(str(figure.kind) for figure in record.figures),
    }


def _with_figures(index: SiteIndex) -> list[Event]:
    return [event for event in index.report.record.events if event.id in index.figures_of_event]


def event_row(index: SiteIndex, event: Event) -> View:
    """Return an event with its figures, the documented before the claimed before the estimated."""
    figures = sorted(
        index.figures_of_event.get(event.id, ()), key=lambda figure: _KIND_ORDER.index(figure.kind)
    )
    return {
        "id": event.id,
        "href": event_path(event.id),
        "label": event.label,
        "place": event.place,
        "days": _days(event),
        "figures": [figure_row(index, figure) for figure in figures],
    }


def _days(event: Event) -> str | None:
    days = [day_words(day) for day in (event.from_day, event.to_day) if day is not None]
    return " to ".join(dict.fromkeys(days)) or None


def event_view(index: SiteIndex, event: Event) -> View:
    """Return what the page of an event shows: figures, charts, counters with their points, disputes."""
    return {
        **event_row(index, event),
        "drawings": index.report.charts.get(event.id, ()),
        "series": [_series_view(index, series) for series in index.series_of_event.get(event.id, ())],
        "disputes": [
            dispute_view(index, dispute)
            for dispute in index.report.record.disputes
            if dispute.event == event.id
        ],
    }


def _series_view(index: SiteIndex, series: Series) -> View:
    """Return a counter with its points; those we computed are told as such."""
    return {
        "claimant": series.claimant,
        "harm": HARM_WORDS[series.harm],
        "group": group_words(series.group),
        "territory": series.territory,
        "start": day_words(series.start) if series.start else None,
        "points": [_point_view(index, point) for point in series.points],
    }


def _point_view(index: SiteIndex, point: Point) -> View:
    told = [FLAG_WORDS[flag] for flag in point.flags]
    told += [f"{point.retroactive:,} of them counted late"] if point.retroactive else []
    told += [f"{point.new_in_period:,} new"] if point.new_in_period is not None else []
    told += [point.note] if point.note else []
    return {
        "day": day_words(point.as_of),
        "range": range_words(point.low, point.high),
        "derived": point.origin is PointOrigin.DERIVED,
        "phase": point.phase,
        "words": "; ".join(told),
        "claims": [{"id": claim, "href": index.mark(claim)} for claim in point.claims],
    }


def source_views(index: SiteIndex) -> list[View]:
    """Return the sources that published a document of the case, by name: the described ones and the others."""
    report = index.report
    described = {source.id: source for source in report.sources}
    by_source: dict[str, list[str]] = {}
    for document in report.record.documents:
        held = report.documents.get(document.id)
        key = (
            (held.source if held else None) or report.publishers.get(document.publisher) or document.publisher
        )
        by_source.setdefault(key or "not known", []).append(document.id)
    views = [source_view(index, key, described.get(key), documents) for key, documents in by_source.items()]
    return sorted(views, key=lambda view: (view["name"].casefold(), view["id"]))


def source_view(index: SiteIndex, key: str, source: Source | None, documents: Sequence[str]) -> View:
    """Return what the page of a source shows: how it counts, what it published, how its figures fared."""
    claims = [placed for document in documents for placed in index.by_document.get(document, ())]
    kinds = {each.source_type for each in index.report.record.documents if each.id in set(documents)}
    return {
        "id": key,
        "href": source_path(key),
        "name": source.name if source else key,
        "names": source.names if source else (),
        "type": _type_words(source, kinds),
        "facts": _source_facts(source),
        "exclusions": source.exclusions if source else (),
        "definitions": source.definitions if source else (),
        "documents": [document_row(index, document) for document in documents],
        "claims": [claim_view(index, placed) for placed in claims],
        "record": _dispute_record(index, claims),
    }


def _type_words(source: Source | None, kinds: set[SourceType]) -> str:
    known = {source.type} if source and source.type is not SourceType.UNKNOWN else kinds
    return (
        "; ".join(sorted(SOURCE_TYPE_WORDS[kind] for kind in known)) or SOURCE_TYPE_WORDS[SourceType.UNKNOWN]
    )


def _source_facts(source: Source | None) -> tuple[tuple[str, str], ...]:
    if source is None:
        return ()
    pairs = (
        ("Relation to the parties", source.relation),
        ("Country", source.country),
        ("How it counts", source.method),
    )
    return tuple((label, words) for label, words in pairs if words)


def _dispute_record(index: SiteIndex, claims: Sequence[PlacedClaim]) -> tuple[tuple[str, str], ...]:
    """Return how often figures of a source were disputed, revised and passed on; counts, no judgement."""
    relayed = sum(placed.source.claim.via is not None for placed in claims)
    revised = sum(placed.source.claim.stance is Stance.REVISES for placed in claims)
    contested = [placed for placed in claims if placed.source.id in index.disputes_of_claim]
    withdrawn = sum("withdrawn" in placed.flags for placed in claims)
    return (
        ("Claims", f"{len(claims):,}"),
        ("In a dispute", f"{len(contested):,}"),
        ("Replacing an earlier figure", f"{revised:,}"),
        ("Withdrawn", f"{withdrawn:,}"),
        ("Passed on from others", f"{relayed:,}"),
    )


def document_row(index: SiteIndex, document: str) -> View:
    """Return a document as one row of a list."""
    held = index.report.documents.get(document)
    read = held.document if held else None
    claims = len(index.by_document.get(document, ()))
    unread = held is not None and held.status is ReadStatus.NOT_READ
    return {
        "id": document,
        "href": document_path(document) if held else None,
        "title": (read.title if read else None) or document,
        "language": read.language if read else None,
        "publisher": index.publishers.get(document) or (read.publisher if read else None) or "not known",
        "published": day_words(read.published_at) if read and read.published_at else None,
        "status": f"not read: {held.reason}" if held and unread else counted(claims, "claim"),
    }


def document_page_view(index: SiteIndex, document: str) -> View:
    """Return what the page of a document shows: its text with its claims marked, and the facts about its capture."""
    held = index.report.documents[document]
    return {
        **document_row(index, document),
        "view": document_view(index.reading(document), 1),
        "capture": held.capture,
        "withheld": held.withheld,
        "claims": _withheld_claims(index, document) if held.withheld else [],
        "used_in": _used_in(index, document),
    }


def _withheld_claims(index: SiteIndex, document: str) -> list[View]:
    return [claim_view(index, placed) for placed in index.by_document.get(document, ())]


def _used_in(index: SiteIndex, document: str) -> list[View]:
    own = {placed.source.id for placed in index.by_document.get(document, ())}
    events = {placed.event for placed in index.by_document.get(document, ())}
    figures = (figure for event in sorted(events) for figure in index.figures_of_event.get(event, ()))
    return [figure_row(index, figure) for figure in figures if own & set(figure.claims_used)]


def disputes_view(index: SiteIndex) -> list[View]:
    """Return the disputes, the open ones first, each with the words of every side."""
    order = list(DISPUTE_STATE_WORDS)
    disputes = sorted(
        index.report.record.disputes,
        key=lambda dispute: (order.index(dispute.state), dispute.event, dispute.id),
    )
    return [dispute_view(index, dispute) for dispute in disputes]


def corrections_view(index: SiteIndex) -> View:
    """Return what was corrected: figures that sources replaced or withdrew, what changed in this record, what was erased."""
    record = index.report.record
    flags = {PointFlag.REVISION, PointFlag.WITHDRAWN, PointFlag.TYPO_SUSPECTED, PointFlag.NOT_IN_SOURCE}
    points = [
        {
            "day": day_words(point.as_of),
            "claimant": series.claimant,
            "harm": HARM_WORDS[series.harm],
            "range": range_words(point.low, point.high),
            "why": ", ".join(FLAG_WORDS[flag] for flag in point.flags if flag in flags),
            "note": point.note,
        }
        for series in record.series
        for point in series.points
        if flags & set(point.flags)
    ]
    replaced = [
        claim_view(index, placed) for placed in record.claims if placed.source.claim.stance is Stance.REVISES
    ]
    return {
        "points": points,
        "replaced": replaced,
        "redactions": index.report.ledger.redactions,
        "contact": index.report.contact,
    }


def search_rows(index: SiteIndex, sources: Iterable[View]) -> list[tuple[str, str, str, str]]:
    """Return a row for each page: its kind, its title, its address, further words to find it by."""
    report = index.report
    rows = [
        ("figure", row["title"], row["href"], f"{row['range']} {row['sentence']}")
        for row in (figure_row(index, figure) for figure in report.record.figures)
    ]
    rows += [
        ("event", event.label, event_path(event.id), event.place or "") for event in _with_figures(index)
    ]
    rows += [("source", view["name"], view["href"], view["type"]) for view in sources]
    rows += [
        ("document", row["title"], row["href"], f"{row['publisher']} {row['published'] or ''}")
        for row in (document_row(index, document) for document in report.documents)
    ]
    rows += [
        (
            "claim",
            f"{view['number_words']} {view['harm_words']}",
            view["href"],
            "".join(view["quotation"]) + f" {view['publisher']}",
        )
        for view in (claim_view(index, placed) for placed in report.record.claims)
        if view["href"]
    ]
    return rows
