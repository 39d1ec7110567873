"""A kept case as a report: its record reconciled, drawn, and cut to what those it is made for may see."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from tollbook.capture.case_folder import CaseFolder
from tollbook.chart.changes import changes as changes_chart
from tollbook.chart.marks import Question
from tollbook.chart.origins import origins
from tollbook.chart.range_bars import range_bars
from tollbook.chart.render import drawing
from tollbook.chart.timeline import timeline
from tollbook.export.gate import DEFAULT_PROFILE, Gate
from tollbook.export.site_index import SiteIndex
from tollbook.export.site_names import question_stem
from tollbook.ledger import LedgerReader
from tollbook.ledger.replay import replay
from tollbook.model.case import Case
from tollbook.model.chart import Chart, Drawing
from tollbook.model.charting import FigureChange, RangeStep
from tollbook.model.reconciliation import ALL, Event, Figure, Reconciliation
from tollbook.model.record import Record
from tollbook.model.report import LedgerFacts, Report
from tollbook.model.words import HARM_WORDS, counted, day_words
from tollbook.pipeline.cases import reading_ledger
from tollbook.pipeline.reconciling import CaseInput, reconciled, record_input
from tollbook.pipeline.report_gate import (
    cut,
    held_back,
    report_document,
    shown_sources,
    unquoted,
    without_names,
)
from tollbook.pipeline.report_words import method_words, not_counted_words, party_treatment, scope_words
from tollbook.reconcile.lexicon import rules

DRAWN_EVENTS = 40
"""Events of which pictures are made beforehand, those with the most claims first; the others are drawn by the page's script."""

HISTORY_DAYS = 60
"""Days of publication of one event that are looked at for what was known when."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportOptions:
    """What a report is made for.

    Attributes:
        made: the moment.
        version: of the program.
        profile: who it is for: `public`, `team` or `full`.
        as_of: what was known on this day; None for everything.
        ledger_at: the record as it stood after this entry; None for now.
        package: file name of the data package beside the pages; None for none.
        pictures: whether charts are drawn beforehand.
    """

    made: datetime
    version: str
    profile: str = DEFAULT_PROFILE
    as_of: date | None = None
    ledger_at: int | None = None
    package: str | None = None
    pictures: bool = True


def case_report(folder: CaseFolder, options: ReportOptions) -> Report:
    """Return the report of a case.

    Args:
        folder: the case.
        options: whom it is for, and what of the record it shows.

    Raises:
        UsageError: when there is no such profile.
    """
    with reading_ledger(folder) as ledger:
        at = options.ledger_at
        record = ledger.record() if at is None else replay(ledger.entries(1, at))
        facts = _ledger_facts(ledger, record)
    return report_of(folder.case, record, facts, options)


def report_of(case: Case, record: Record, facts: LedgerFacts, options: ReportOptions) -> Report:
    """Return the report of a record.

    Args:
        case: what its case.toml says.
        record: all that its ledger says.
        facts: where the ledger stands.
        options: whom it is for.
    """
    gate = Gate(options.profile, case, record.sources)
    given = record_input(record, case).known_on(options.as_of)
    whole = reconciled(given)
    held = held_back(record, gate)
    histories = range_histories(given, whole)
    hidden = {each.id for each in record.sources if gate.hides_name(each)}
    documents = {each.id: report_document(each, gate, hidden) for each in record.documents}
    changed = _changes(given, whole)
    report = Report(
        title=case.name,
        made=options.made,
        version=options.version,
        record=cut(without_names(whole, record, gate), held),
        unquoted=unquoted(held),
        documents=documents,
        sources=shown_sources(record, gate),
        publishers={name: source.id for source in record.sources for _, name in source.names},
        states={claim.id: claim.state for claim in record.claims},
        histories=histories,
        changes=changed,
        scope=scope_words(case),
        not_counted=tuple(not_counted_words(record, whole)),
        method=tuple(method_words(case, record, rules().words.items())),
        ledger=facts,
        treatment=tuple(party_treatment(party, record, whole) for party in case.parties),
        contact=_contact(case),
        citation=case.citation,
        licence=case.licence,
        package=options.package,
    )
    return replace(report, charts=_charts(report)) if options.pictures else report


def _contact(case: Case) -> str | None:
    said = case.further.get("report", {})
    contact = said.get("contact") if isinstance(said, Mapping) else None
    return str(contact) if contact else None


def _ledger_facts(ledger: LedgerReader, record: Record) -> LedgerFacts:
    found = ledger.verify(deep=False)
    checkpoints = ledger.checkpoints()
    signed = sum(each.signature is not None for each in checkpoints)
    troubles = f"{counted(len(found.troubles), 'trouble')} found" if found.troubles else "no trouble found"
    return LedgerFacts(
        entries=ledger.size(),
        root=ledger.root(),
        checked=f"the chain was checked when this site was made: {troubles}",
        signatures=f"{signed} of {counted(len(checkpoints), 'checkpoint')} signed"
        if checkpoints
        else "no checkpoints",
        redactions=tuple(
            (day_words(each.at.date()), f"{each.reason} ({each.authority})") for each in record.redactions
        ),
    )


# what was known when


def range_histories(
    given: CaseInput, whole: Reconciliation, events: Collection[str] | None = None
) -> dict[str, tuple[RangeStep, ...]]:
    """Return, for each figure by its id, its range as it was known from each day of publication on.

    Args:
        given: what was reconciled.
        whole: what came of it.
        events: ids of the events whose figures are asked for; None for all.
    """
    claims_of: dict[str, set[str]] = defaultdict(set)
    for placed in whole.claims:
        claims_of[placed.event].add(placed.source.id)
    figures_of: dict[str, list[Figure]] = defaultdict(list)
    for figure in whole.figures:
        if events is None or figure.event in events:
            figures_of[figure.event].append(figure)
    return {
        figure: steps
        for event, figures in figures_of.items()
        for figure, steps in _event_histories(_about(given, claims_of[event]), figures)
    }


def _about(given: CaseInput, claims: set[str]) -> CaseInput:
    """Return the documents and claims about one event."""
    kept = tuple(claim for claim in given.claims if claim.id in claims)
    documents = {claim.document for claim in kept}
    return CaseInput(
        facts=given.facts,
        documents=tuple(each for each in given.documents if each.id in documents),
        claims=kept,
    )


def _event_histories(
    given: CaseInput, figures: Sequence[Figure]
) -> Iterable[tuple[str, tuple[RangeStep, ...]]]:
    days = sorted({each.published_at.date() for each in given.documents if each.published_at})
    if not 1 < len(days) <= HISTORY_DAYS:
        return
    steps: dict[tuple[str, ...], list[RangeStep]] = defaultdict(list)
    for day in days:
        for figure in reconciled(given, as_of=day).figures:
            before = steps[_question(figure)]
            if not before or (before[-1].low, before[-1].high) != (figure.low, figure.high):
                before.append(RangeStep(day=day, low=figure.low, high=figure.high))
    for figure in figures:
        yield figure.id, tuple(steps.get(_question(figure), ()))


def _question(figure: Figure) -> tuple[str, ...]:
    return (figure.harm, figure.group, figure.kind, figure.inclusion, figure.measure or "")


def _changes(given: CaseInput, whole: Reconciliation) -> tuple[FigureChange, ...]:
    """Return the figures as they were before the newest day of publication, and as they are."""
    days = sorted({each.published_at.date() for each in given.documents if each.published_at})
    if len(days) <= 1:
        return ()
    return figure_changes(reconciled(given, as_of=days[-1] - timedelta(days=1)), whole)


def figure_changes(before: Reconciliation, after: Reconciliation) -> tuple[FigureChange, ...]:
    """Return every question with its figure in two reconciliations of one case, and why it moved.

    Args:
        before: the earlier one.
        after: the later one.
    """
    older = {question_stem(figure): figure for figure in before.figures}
    newer = {question_stem(figure): figure for figure in after.figures}
    labels = {event.id: event.label for event in (*before.events, *after.events)}
    known = {placed.source.id for placed in before.claims}
    return tuple(
        FigureChange(
            before=older.get(stem),
            after=newer.get(stem),
            label=labels[(newer.get(stem) or older[stem]).event],
            reasons=_reasons(newer.get(stem), known),
        )
        for stem in sorted(older | newer)
    )


def _reasons(after: Figure | None, known: set[str]) -> tuple[str, ...]:
    if after is None:
        return ("its claims now belong to another figure",)
    fresh = [claim for claim in after.claims_used if claim not in known]
    told = [f"{counted(len(fresh), 'new claim')}: {', '.join(fresh[:5])}"] if fresh else []
    return (*told, *(f"{claim} left out: {reason}" for claim, reason in after.claims_left_out[:5]))


# pictures


def _charts(report: Report) -> dict[str, tuple[Drawing, ...]]:
    index = SiteIndex(report)
    events = sorted(
        report.record.events, key=lambda event: (-len(index.claims_of_event.get(event.id, ())), event.id)
    )
    charts = {
        event.id: tuple(map(drawing, event_charts(report, event, index))) for event in events[:DRAWN_EVENTS]
    }
    bars = [range_bars(report.record, harm) for harm in HARM_WORDS]
    return {
        **charts,
        "": tuple(drawing(chart) for chart in bars if chart is not None and len(chart.rows) > 1),
    }


def event_charts(report: Report, event: Event, index: SiteIndex | None = None) -> list[Chart]:
    """Return the charts of an event: a timeline for each harm that several claims speak of, and who repeats whom.

    Args:
        report: it is part of.
        event: which.
        index: over the report; None to make one.
    """
    index = index or SiteIndex(report)
    bands = {
        _question(figure)[:2]: report.histories.get(figure.id, ())
        for figure in index.figures_of_event.get(event.id, ())
    }

    def link(claim: str) -> str | None:
        address = index.mark(claim)
        return f"../{address}" if address else None

    found = (
        timeline(report.record, Question(event.id, harm, ALL), band=bands.get((harm, ALL), ()), link=link)
        for harm in HARM_WORDS
    )
    charts = [chart for chart in found if chart is not None and len(chart.rows) > 1]
    who = origins(report.record, event.id)
    return [*charts, who] if who is not None and len(who.rows) > 1 else charts


def changes_between(given: CaseInput, first: date, second: date) -> Chart | None:
    """Return the chart of what changed between two days; None when nothing did."""
    moved = figure_changes(reconciled(given, as_of=first), reconciled(given, as_of=second))
    return changes_chart(moved, first, second)
