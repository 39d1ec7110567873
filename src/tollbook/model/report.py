"""What a report site is made from: a reconciled case, its documents and sources, its charts, and facts about its ledger."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from tollbook.model.chart import Drawing
from tollbook.model.charting import FigureChange, RangeStep
from tollbook.model.document import Document
from tollbook.model.reconciliation import Reconciliation
from tollbook.model.review import ReviewDecision
from tollbook.model.source import Source
from tollbook.model.vocabulary import ReadStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportDocument:
    """One document as the site shows it.

    Attributes:
        document: as read; its `id` is that of the reconciliation.
        status: whether its claims were looked for.
        reason: why not; None when they were.
        source: id of its source; None when unknown.
        capture: facts about the bytes and how they came, as pairs of a label and words.
        withheld: whether its text is not for those the site is made for; then the words of the counts stand alone.
    """

    document: Document
    status: ReadStatus = ReadStatus.READ
    reason: str | None = None
    source: str | None = None
    capture: tuple[tuple[str, str], ...] = ()
    withheld: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerFacts:
    """Where the record stood when the site was made.

    Attributes:
        entries: how many entries it has.
        root: root of the tree over them, in hex; empty where the site was made without a ledger.
        checked: what the last verification found, in words.
        signatures: how its checkpoints are signed, in words.
        redactions: what was erased and why: pairs of a day and words.
    """

    entries: int = 0
    root: str = ""
    checked: str = "not verified"
    signatures: str = "unsigned"
    redactions: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyTreatment:
    """How the claims about one party were treated: a row of the neutrality table.

    Attributes:
        party: its name.
        read: claims whose claimant, doer or victims name it.
        accepted: of these, accepted by a reviewer, changed or not.
        rejected: of these, rejected.
        hedged: of these, not stated as certain.
        waiting: of these, not decided.
        review_hours: median hours from reading to decision; None when nothing was decided.
        grades: pairs of a grade and how many figures that use such a claim have it.
    """

    party: str
    read: int
    accepted: int
    rejected: int
    hedged: int
    waiting: int
    review_hours: float | None = None
    grades: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """All that the site shows.

    Attributes:
        title: of the case.
        made: when the site is made.
        version: of the program.
        record: the reconciled case.
        documents: by id of the reconciliation's documents.
        sources: as described in the case.
        publishers: id of a source by each name under which it publishes.
        unquoted: ids of claims whose sentence is not for those the site is made for.
        states: decision about each claim by its id; a claim that is not in it is unreviewed.
        histories: for each figure by its id, its range as it was known from each day on.
        charts: for each event by its id, its drawings; under the empty id those of the whole case.
        changes: what changed since the day before the newest document.
        scope: what is counted, as pairs of a label and words.
        not_counted: what is not counted, one sentence each.
        method: the five parts of the method, as pairs of a heading and paragraphs.
        ledger: where the record stood.
        treatment: the neutrality table.
        contact: where corrections are welcome; None when the keeper named none.
        citation: how the keeper wants to be named; None for the title.
        licence: under which the record is published; None when unknown.
        package: file name of the data package; None when none is made.
        direction: `ltr` or `rtl`: how the interface runs.
    """

    title: str
    made: datetime
    version: str
    record: Reconciliation
    documents: Mapping[str, ReportDocument]
    sources: tuple[Source, ...] = ()
    publishers: Mapping[str, str] = field(default_factory=dict)
    unquoted: frozenset[str] = frozenset()
    states: Mapping[str, ReviewDecision] = field(default_factory=dict)
    histories: Mapping[str, tuple[RangeStep, ...]] = field(default_factory=dict)
    charts: Mapping[str, tuple[Drawing, ...]] = field(default_factory=dict)
    changes: tuple[FigureChange, ...] = ()
    scope: tuple[tuple[str, str], ...] = ()
    not_counted: tuple[str, ...] = ()
    method: tuple[tuple[str, tuple[str, ...]], ...] = ()
    ledger: LedgerFacts = LedgerFacts()
    treatment: tuple[PartyTreatment, ...] = ()
    contact: str | None = None
    citation: str | None = None
    licence: str | None = None
    package: str | None = None
    direction: str = "ltr"
