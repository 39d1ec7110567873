"""What reconciliation makes of a case: events, lines of evidence, disputes, series, figures, findings.

Every value says by which rule it came about. Ids of claims and documents are those of the
input; the other ids are made from what the value holds, so that the same record gives the
same ids in whatever order it was read.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tollbook.model.evidence import CaseClaim, CaseDocument, CaseFacts
from tollbook.model.terms import (
    Check,
    DisputeKind,
    DisputeState,
    FigureFlag,
    FigureKind,
    Grade,
    Inclusion,
    LineReason,
    Measure,
    PointFlag,
    PointOrigin,
)
from tollbook.model.vocabulary import Harm

ALL = "all"
"""The group of a claim that speaks of everybody harmed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedClaim:
    """A claim with what reconciliation found out about it.

    Attributes:
        source: the claim as it was read.
        event: id of the event it is about.
        line: id of its line of evidence.
        group: who is counted: `all`, a term of the field, or the document's words.
        as_of: the day up to which it counts; None when it names none.
        period_hours: length of the reporting period of a "new" figure; None for a total.
        measure: stock or flow, for harms that have both.
        inclusion: which deaths it holds.
        claimant: who stands behind it, resolved across spellings.
        flags: `not_in_source`, `typo_suspected`, `withdrawn`, `estimate`, `sum_by_relayer` and the like.
    """

    source: CaseClaim
    event: str
    line: str
    group: str
    as_of: date | None = None
    period_hours: int | None = None
    measure: Measure | None = None
    inclusion: Inclusion = Inclusion.UNSTATED
    claimant: str = ""
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One incident, or the conflict or disaster that a counter is about."""

    id: str
    type: str
    label: str
    place: str | None = None
    from_day: date | None = None
    to_day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Join:
    """One step by which a claim came into its line.

    Attributes:
        claim: the claim that was joined.
        to: the claim or the maker that it was joined to.
        reason: what kind of tie.
        words: the tie in words that a person can check.
    """

    claim: str
    to: str
    reason: LineReason
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Claims that go back to one origin. Ten papers that quote one ministry are one line.

    Attributes:
        id: made from its claims.
        origin: who the line starts with.
        event: id of its event.
        claims: ids, in the order of the documents.
        reasons: the kinds of ties that hold it together.
        joins: each tie, in words.
        note: one sentence about it.
    """

    id: str
    origin: str
    event: str
    claims: tuple[str, ...]
    reasons: tuple[LineReason, ...] = ()
    joins: tuple[Join, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """A record that claims contradict one another, or that somebody rejects one.

    Attributes:
        id: made from its kind and claims.
        kind: what is contested.
        state: open, settled or withdrawn.
        event: id of its event.
        parties: who stands on either side.
        claims: the newest claims of either side, and the rejections.
        opened: day of the first contradicting word; None when unknown.
        note: why it was opened, and how it ended.
        rule: the rule that opened it.
    """

    id: str
    kind: DisputeKind
    state: DisputeState
    event: str
    parties: tuple[str, ...]
    claims: tuple[str, ...]
    opened: date | None = None
    note: str = ""
    rule: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One value of a series.

    Attributes:
        as_of: the day up to which it counts.
        low: smallest number, or None when open downwards.
        high: largest number, or None when open upwards.
        origin: stated by a source, or computed by us.
        phase: from 1; None when the value is none of the claimant's own.
        flags: what must be known of it.
        claims: ids of the claims behind it.
        period_hours: hours since the point before, where a bulletin says so.
        retroactive: of these, people who were harmed earlier and are counted now.
        new_in_period: what is new since the point before, without those.
        note: one sentence, where one is needed.
    """

    as_of: date
    low: int | None
    high: int | None
    origin: PointOrigin = PointOrigin.REPORTED
    phase: int | None = 1
    flags: tuple[PointFlag, ...] = ()
    claims: tuple[str, ...] = ()
    period_hours: int | None = None
    retroactive: int | None = None
    new_in_period: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """One claimant's running total of one harm and group over one territory, with its phases.

    Attributes:
        id: made from claimant, harm, group, territory.
        event: id of its event.
        claimant: whose counter it is.
        harm: what is counted.
        group: who is counted.
        measure: stock or flow, for harms that have both.
        territory: the area it covers, in the claimant's words.
        start: the day it counts from; None when it names none.
        points: by as-of day.
    """

    id: str
    event: str
    claimant: str
    harm: Harm
    group: str
    points: tuple[Point, ...]
    measure: Measure | None = None
    territory: str | None = None
    start: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """What the record supports about one question: a range, how well it is supported, and why.

    Attributes:
        id: made from its event, harm, group, kind, inclusion, measure and day.
        event: id of its event.
        harm: what was suffered.
        group: who is counted.
        as_of: day of the newest claim used.
        kind: documented, claimed or estimated.
        inclusion: which deaths it holds.
        measure: stock or flow, for harms that have both.
        low: lowest of the claims used; None when all are open downwards.
        high: highest; None when open upwards.
        best: only where the named rule gives one; None otherwise.
        grade: how well supported.
        flags: what stands beside the grade.
        sentence: the figure in one neutral sentence.
        claims_used: ids.
        claims_left_out: pairs of an id and the reason.
        rule: name of the rule, such as `range/1`.
        rule_version: version of the set of rules.
    """

    id: str
    event: str
    harm: Harm
    group: str
    as_of: date
    low: int | None
    high: int | None
    sentence: str
    claims_used: tuple[str, ...]
    claims_left_out: tuple[tuple[str, str], ...] = ()
    best: int | None = None
    kind: FigureKind = FigureKind.CLAIMED
    inclusion: Inclusion = Inclusion.UNSTATED
    measure: Measure | None = None
    grade: Grade = Grade.G0
    flags: tuple[FigureFlag, ...] = ()
    rule: str = ""
    rule_version: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something that a check found and a person should look at.

    Attributes:
        check: which check.
        claims: ids of the claims concerned.
        words: what was found, in one sentence.
    """

    check: Check
    claims: tuple[str, ...]
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconciliation:
    """All that follows from a case's documents and claims by one version of the rules.

    Attributes:
        facts: what the keeper laid down.
        documents: in the order of their ids.
        claims: in the order of their documents and places.
        events: by id.
        lines: by event and first claim.
        disputes: by event and kind.
        series: by event, claimant and harm.
        figures: by event, harm, group and day.
        findings: what the checks found.
        rule_version: version of the set of rules.
    """

    facts: CaseFacts
    documents: tuple[CaseDocument, ...]
    claims: tuple[PlacedClaim, ...]
    events: tuple[Event, ...] = ()
    lines: tuple[Line, ...] = ()
    disputes: tuple[Dispute, ...] = ()
    series: tuple[Series, ...] = ()
    figures: tuple[Figure, ...] = ()
    findings: tuple[Finding, ...] = ()
    rule_version: int = 1
