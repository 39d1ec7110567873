"""A reconciliation as plain data and as tables: the one shape that JSON, CSV and other programs share."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any, TextIO

from tollbook.export.row import claim_row
from tollbook.export.spreadsheet import defused
from tollbook.model.reconciliation import (
    Dispute,
    Figure,
    Finding,
    Line,
    PlacedClaim,
    Point,
    Reconciliation,
    Series,
)

Row = dict[str, Any]


def reconciliation_row(record: Reconciliation) -> Row:
    """Return a reconciliation as one document: documents with their claims, events, lines, disputes, series, figures."""
    held: dict[str, list[PlacedClaim]] = defaultdict(list)
    for placed in record.claims:
        held[placed.source.document].append(placed)
    return {
        "case": record.facts.id,
        "rules": record.rule_version,
        "documents": [
            {"id": document.id, "claims": [placed_row(each) for each in held[document.id]]}
            for document in record.documents
        ],
        "events": [
            {
                "id": event.id,
                "type": event.type,
                "label": event.label,
                "from": _day(event.from_day),
                "to": _day(event.to_day),
                "place": event.place,
            }
            for event in record.events
        ],
        "lines": [line_row(line) for line in record.lines],
        "disputes": [dispute_row(dispute) for dispute in record.disputes],
        "series": [series_row(series) for series in record.series],
        "figures": [figure_row(figure) for figure in record.figures],
        "findings": [finding_row(finding) for finding in record.findings],
    }


def placed_row(placed: PlacedClaim) -> Row:
    """Return a claim with what reconciliation found out about it."""
    found = {
        "event": placed.event,
        "line": placed.line,
        "group": placed.group,
        "as_of": _day(placed.as_of),
        "period_hours": placed.period_hours,
        "measure": placed.measure and str(placed.measure),
        "inclusion": str(placed.inclusion),
        "speaker": placed.claimant,
        "flags": list(placed.flags),
    }
    return {"id": placed.source.id, **claim_row(placed.source.claim), **found}


def line_row(line: Line) -> Row:
    """Return a line of evidence, with each tie in words."""
    return {
        "id": line.id,
        "origin": line.origin,
        "event": line.event,
        "claims": list(line.claims),
        "reasons": [str(reason) for reason in line.reasons],
        "joins": [
            {"claim": join.claim, "to": join.to, "reason": str(join.reason), "words": join.words}
            for join in line.joins
        ],
        "note": line.note,
    }


def dispute_row(dispute: Dispute) -> Row:
    """Return a dispute."""
    return {
        "id": dispute.id,
        "kind": str(dispute.kind),
        "state": str(dispute.state),
        "event": dispute.event,
        "parties": list(dispute.parties),
        "claims": list(dispute.claims),
        "opened": _day(dispute.opened),
        "note": dispute.note,
        "rule": dispute.rule,
    }


def series_row(series: Series) -> Row:
    """Return a series with its points."""
    return {
        "id": series.id,
        "claimant": series.claimant,
        "harm": str(series.harm),
        "group": series.group,
        "measure": series.measure and str(series.measure),
        "territory": series.territory,
        "start": _day(series.start),
        "event": series.event,
        "points": [point_row(point) for point in series.points],
    }


def point_row(point: Point) -> Row:
    """Return a point of a series; a derived one says so."""
    return {
        "as_of": point.as_of.isoformat(),
        "low": point.low,
        "high": point.high,
        "origin": str(point.origin),
        "phase": point.phase,
        "flags": [str(flag) for flag in point.flags],
        "claims": list(point.claims),
        "period_hours": point.period_hours,
        "retroactive": point.retroactive,
        "new_in_period": point.new_in_period,
        "note": point.note,
    }


def figure_row(figure: Figure) -> Row:
    """Return a figure."""
    return {
        "id": figure.id,
        "event": figure.event,
        "harm": str(figure.harm),
        "group": figure.group,
        "as_of": figure.as_of.isoformat(),
        "kind": str(figure.kind),
        "inclusion": str(figure.inclusion),
        "measure": figure.measure and str(figure.measure),
        "low": figure.low,
        "high": figure.high,
        "best": figure.best,
        "grade": str(figure.grade),
        "flags": [str(flag) for flag in figure.flags],
        "sentence": figure.sentence,
        "claims_used": list(figure.claims_used),
        "claims_left_out": dict(figure.claims_left_out),
        "rule": figure.rule,
        "rule_version": figure.rule_version,
    }


def finding_row(finding: Finding) -> Row:
    """Return a finding of a check."""
    return {"check": str(finding.check), "claims": list(finding.claims), "words": finding.words}


def point_rows(record: Reconciliation) -> list[Row]:
    """Return the points of all series, each with the head of its series, for a table."""
    rows = []
    for series in record.series:
        head = series_row(series)
        head.pop("points")
        name = head.pop("id")
        rows += [{"series": name, **head, **point_row(point)} for point in series.points]
    return rows


PARTS: dict[str, Callable[[Reconciliation], list[Row]]] = {
    "figures": lambda record: [figure_row(each) for each in record.figures],
    "series": point_rows,
    "lines": lambda record: [line_row(each) for each in record.lines],
    "disputes": lambda record: [dispute_row(each) for each in record.disputes],
    "check": lambda record: [finding_row(each) for each in record.findings],
}
"""The rows of each verb."""

COLUMNS = {
    "figures": (
        "id", "event", "harm", "group", "as_of", "kind", "inclusion", "measure", "low", "high", "best", "grade",
        "flags", "sentence", "claims_used", "claims_left_out", "rule", "rule_version",
    ),
    "series": (
        "series", "claimant", "harm", "group", "measure", "territory", "start", "event", "as_of", "low", "high",
        "origin", "phase", "flags", "claims", "period_hours", "retroactive", "new_in_period", "note",
    ),
    "lines": ("id", "origin", "event", "claims", "reasons", "joins", "note"),
    "disputes": ("id", "kind", "state", "event", "parties", "claims", "opened", "note", "rule"),
    "check": ("check", "claims", "words"),
}  # fmt: skip
"""The columns of each verb's CSV."""

TABLE_COLUMNS = {
    "figures": ("harm", "group", "as_of", "low", "high", "grade", "flags", "sentence"),
    "series": ("claimant", "harm", "group", "as_of", "low", "high", "origin", "phase", "flags"),
    "lines": ("origin", "event", "claims", "reasons", "note"),
    "disputes": ("kind", "state", "parties", "claims", "note"),
    "check": ("check", "claims", "words"),
}
"""What a person sees at once; the rest is in JSON and CSV."""


def cell(value: object) -> str:
    """Return a value as a cell: unknown is empty, a list is told with semicolons.

    Example:
        >>> cell(None), cell(["D1-1", "D2-1"]), cell({"D1-1": "relay of D2-1"})
        ('', 'D1-1; D2-1', 'D1-1: relay of D2-1')
    """
    if value is None:
        return ""
    if isinstance(value, dict):
        return "; ".join(f"{key}: {words}" for key, words in value.items())
    if isinstance(value, list):
        return "; ".join(str(each["words"] if isinstance(each, dict) else each) for each in value)
    return str(value)


def write_rows(rows: Iterable[Row], columns: Sequence[str], stream: TextIO) -> None:
    """Write rows as CSV with a header; cells that would compute are defused."""
    table = csv.writer(stream, lineterminator="\n")
    table.writerow(columns)
    for row in rows:
        table.writerow([defused(cell(row.get(column))) for column in columns])


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
