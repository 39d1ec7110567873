"""From the documents and claims of a case to its lines, disputes, series and figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tollbook.model.evidence import CaseClaim, CaseDocument, CaseFacts
from tollbook.model.reconciliation import (
    Dispute,
    Event,
    Figure,
    Finding,
    Line,
    PlacedClaim,
    Reconciliation,
    Series,
)
from tollbook.reconcile.annotate import annotated, name_book
from tollbook.reconcile.checks import findings_of
from tollbook.reconcile.collected import mark_collection
from tollbook.reconcile.disputes import found_disputes
from tollbook.reconcile.docket import Docket
from tollbook.reconcile.drafts import Record, incidents_of
from tollbook.reconcile.echoes import fill_echoes, without_echoes
from tollbook.reconcile.entries import Entry
from tollbook.reconcile.events import assign_events
from tollbook.reconcile.figures import found_figures
from tollbook.reconcile.lexicon import rules
from tollbook.reconcile.lines import made_lines
from tollbook.reconcile.names import NameBook
from tollbook.reconcile.series import found_counters
from tollbook.reconcile.territories import mark_territories
from tollbook.reconcile.testimony import testimony
from tollbook.reconcile.views import View
from tollbook.reconcile.withdrawals import mark_withdrawals


def reconcile(
    facts: CaseFacts, documents: Iterable[CaseDocument], claims: Iterable[CaseClaim]
) -> Reconciliation:
    """Return what follows from the documents and claims of a case.

    The order of documents and claims does not matter, and nothing is changed.

    Args:
        facts: what the keeper of the case laid down.
        documents: those of the case; ids are unique.
        claims: those read in them; ids are unique, and each names its document.
    """
    held = sorted(documents, key=lambda each: each.id)
    taken = list(claims)
    names = name_book(facts, held, taken)
    entries = _entries(held, taken, names)
    sound = without_echoes(entries)
    events = {event.id: event for event in assign_events(sound, facts.title)}
    by_event: dict[str, list[Entry]] = defaultdict(list)
    for entry in sorted(sound, key=lambda each: each.key):
        by_event[entry.event].append(entry)
    parts = [_of_event(events[event], by_event[event], names) for event in sorted(by_event)]
    fill_echoes(entries)
    line_ids = {claim: line for part in parts for claim, line in part.line_ids.items()}
    return Reconciliation(
        facts=facts,
        documents=tuple(held),
        claims=tuple(_placed(entry, line_ids) for entry in entries),
        events=tuple(events[event] for event in sorted(events)),
        lines=tuple(line for part in parts for line in part.lines),
        disputes=tuple(dispute for part in parts for dispute in part.disputes),
        series=tuple(series for part in parts for series in part.series),
        figures=tuple(figure for part in parts for figure in part.figures),
        findings=tuple(finding for part in parts for finding in part.findings),
        rule_version=rules().version,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class EventPart:
    """What came of one event; `line_ids` gives the line of each claim by the claim's id."""

    lines: tuple[Line, ...]
    disputes: tuple[Dispute, ...]
    series: tuple[Series, ...]
    figures: tuple[Figure, ...]
    findings: tuple[Finding, ...]
    line_ids: Mapping[str, str]


def _entries(documents: Sequence[CaseDocument], claims: Sequence[CaseClaim], names: NameBook) -> list[Entry]:
    by_document: dict[str, list[CaseClaim]] = defaultdict(list)
    for claim in claims:
        by_document[claim.document].append(claim)
    entries: list[Entry] = []
    for document in documents:
        if document.id in by_document:
            view = View(document, document.publisher)
            entries += annotated(view, by_document[document.id], names)
    return entries


def _of_event(event: Event, entries: list[Entry], names: NameBook) -> EventPart:
    mark_collection(entries)
    lines = made_lines(entries, names)
    origins = {number: line.origin for number, line in enumerate(lines)}
    mark_withdrawals(entries, origins)
    mark_territories(entries, origins, names)
    told = testimony(entries, names)
    counters = found_counters(entries, origins)
    disputes = found_disputes(Docket(entries=entries, origins=origins, told=told, names=names))
    record = Record(
        event=event,
        entries=entries,
        origins=origins,
        counters=counters,
        disputes=disputes,
        told=told,
        incidents=incidents_of(entries, origins, counters),
    )
    return EventPart(
        lines=tuple(lines),
        disputes=tuple(disputes),
        series=tuple(counter.series for counter in counters),
        figures=tuple(found_figures(record)),
        findings=tuple(findings_of(entries, [counter.series for counter in counters])),
        line_ids={claim: line.id for line in lines for claim in line.claims},
    )


def _placed(entry: Entry, line_ids: Mapping[str, str]) -> PlacedClaim:
    return PlacedClaim(
        source=entry.source,
        event=entry.event,
        line=line_ids[entry.id],
        group=entry.group,
        as_of=entry.as_of,
        period_hours=entry.period,
        measure=entry.measure,
        inclusion=entry.inclusion,
        claimant=entry.root,
        flags=tuple(sorted(entry.flags)),
    )
