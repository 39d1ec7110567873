"""Look-ups over a report, made once: which claim stands where, which figures and disputes it is in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from tollbook.export.site_names import document_path
from tollbook.model.claim import Claim
from tollbook.model.reading import Reading
from tollbook.model.reconciliation import Dispute, Event, Figure, Line, PlacedClaim, Series
from tollbook.model.report import Report


@dataclass(frozen=True)
class SiteIndex:
    """A report with its look-ups.

    Attributes:
        report: what is looked up in.
    """

    report: Report

    @cached_property
    def claims(self) -> Mapping[str, PlacedClaim]:
        """Return the claims by id."""
        return {placed.source.id: placed for placed in self.report.record.claims}

    @cached_property
    def events(self) -> Mapping[str, Event]:
        """Return the events by id."""
        return {event.id: event for event in self.report.record.events}

    @cached_property
    def publishers(self) -> Mapping[str, str]:
        """Return who published each document, by its id; empty where nobody is known."""
        return {document.id: document.publisher for document in self.report.record.documents}

    @cached_property
    def by_document(self) -> Mapping[str, tuple[PlacedClaim, ...]]:
        """Return the claims of each document in the order of the text."""
        found: dict[str, list[PlacedClaim]] = defaultdict(list)
        for placed in self.report.record.claims:
            found[placed.source.document].append(placed)
        return {document: tuple(sorted(each, key=_place)) for document, each in found.items()}

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """Return the number of each claim on the page of its document, from 1."""
        return {
            placed.source.id: number
            for claims in self.by_document.values()
            for number, placed in enumerate(claims, start=1)
        }

    @cached_property
    def claims_of_event(self) -> Mapping[str, tuple[PlacedClaim, ...]]:
        """Return the claims about each event."""
        found: dict[str, list[PlacedClaim]] = defaultdict(list)
        for placed in self.report.record.claims:
            found[placed.event].append(placed)
        return {event: tuple(each) for event, each in found.items()}

    @cached_property
    def lines_of_claim(self) -> Mapping[str, Line]:
        """Return the line of evidence that each claim stands in."""
        return {claim: line for line in self.report.record.lines for claim in line.claims}

    @cached_property
    def figures_of_event(self) -> Mapping[str, tuple[Figure, ...]]:
        """Return the figures of each event."""
        found: dict[str, list[Figure]] = defaultdict(list)
        for figure in self.report.record.figures:
            found[figure.event].append(figure)
        return {event: tuple(each) for event, each in found.items()}

    @cached_property
    def disputes_of_claim(self) -> Mapping[str, tuple[Dispute, ...]]:
        """Return the disputes that touch each claim."""
        found: dict[str, list[Dispute]] = defaultdict(list)
        for dispute in self.report.record.disputes:
            for claim in dispute.claims:
                found[claim].append(dispute)
        return {claim: tuple(each) for claim, each in found.items()}

    @cached_property
    def series_of_event(self) -> Mapping[str, tuple[Series, ...]]:
        """Return the series of each event."""
        found: dict[str, list[Series]] = defaultdict(list)
        for series in self.report.record.series:
            found[series.event].append(series)
        return {event: tuple(each) for event, each in found.items()}

    def label(self, event: str) -> str:
        """Return an event in words."""
        return self.events[event].label if event in self.events else event

    def disputes(self, figure: Figure) -> tuple[Dispute, ...]:
        """Return the disputes that touch a claim which a figure uses, each once."""
        touching = (
            dispute for claim in figure.claims_used for dispute in self.disputes_of_claim.get(claim, ())
        )
        return tuple({dispute.id: dispute for dispute in touching}.values())

    def mark(self, claim: str) -> str | None:
        """Return the address of the words that say a claim; None when its document is not on the site."""
        placed = self.claims.get(claim)
        if placed is None or placed.source.document not in self.report.documents:
            return None
        if self.report.documents[placed.source.document].withheld:
            return document_path(placed.source.document)
        return f"{document_path(placed.source.document)}#m1-{self.numbers[claim]}"

    def may_quote(self, claim: str) -> bool:
        """Return whether the sentence of a claim may be shown."""
        held = self.report.documents.get(self.claims[claim].source.document)
        return held is not None and not held.withheld and claim not in self.report.unquoted

    def reading(self, document: str) -> Reading:
        """Return a document of the site with its claims."""
        held = self.report.documents[document]
        if held.withheld:
            empty = replace(held.document, text="", furniture=(), places=())
            return Reading(document=empty, status=held.status, reason=held.reason)
        claims: tuple[Claim, ...] = tuple(
            placed.source.claim for placed in self.by_document.get(document, ())
        )
        return Reading(document=held.document, status=held.status, reason=held.reason, claims=claims)


def _place(placed: PlacedClaim) -> tuple[int, int, str]:
    claim = placed.source.claim
    return claim.start, -claim.end, placed.source.id
