"""What follows from the claims of one event, step by step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tollbook.model.reconciliation import (
    Dispute,
    Event,
    Figure,
    Finding,
    Line,
    PlacedClaim,
    Series,
)
from tollbook.reconcile.checks import findings_of
from tollbook.reconcile.collected import mark_collection
from tollbook.reconcile.disputes import found_disputes
from tollbook.reconcile.docket import Docket
from tollbook.reconcile.drafts import Record, incidents_of
from tollbook.reconcile.echoes import fill_echoes
from tollbook.reconcile.entries import Entry
from tollbook.reconcile.figures import found_figures
from tollbook.reconcile.lines import made_lines
from tollbook.reconcile.names import NameBook
from tollbook.reconcile.series import found_counters
from tollbook.reconcile.territories import mark_territories
from tollbook.reconcile.testimony import testimony
from tollbook.reconcile.views import View
from tollbook.reconcile.withdrawals import mark_withdrawals


@dataclass(frozen=True, slots=True, kw_only=True)
class EventPart:
    """What came of one event, echoes among its claims."""

    lines: tuple[Line, ...]
    disputes: tuple[Dispute, ...]
    series: tuple[Series, ...]
    figures: tuple[Figure, ...]
    findings: tuple[Finding, ...]
    claims: tuple[PlacedClaim, ...]


def event_part(event: Event, entries: list[Entry], silent: Sequence[View], names: NameBook) -> EventPart:
    """Return what follows from the claims of one event.

    Args:
        event: the event.
        entries: its claims without echoes, by publication.
        silent: documents about it in a party's own voice that state no figure.
        names: the names of the case.
    """
    mark_collection(entries)
    lines = made_lines(entries, names)
    origins = {number: line.origin for number, line in enumerate(lines)}
    mark_withdrawals(entries, origins)
    mark_territories(entries, origins, names)
    told = testimony(entries, silent, names)
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
        claims=_placed_claims(entries, lines),
    )


def _placed_claims(entries: list[Entry], lines: Sequence[Line]) -> tuple[PlacedClaim, ...]:
    """Return the claims and their echoes, by document and place in the text."""
    line_ids = {claim: line.id for line in lines for claim in line.claims}
    every = [each for entry in entries for each in (entry, *entry.echoes)]
    fill_echoes(every)
    every.sort(key=lambda each: (each.view.document.id, each.claim.start, each.id))
    return tuple(_placed(entry, line_ids) for entry in every)


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
