"""Who repeats whom: each line of evidence with its documents on a time axis, and a stroke for each relay or copy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from tollbook.chart.theme import INK, MUTED, NARROW, RULE, SERIES, WIDE, themed
from tollbook.model.chart import Cell, Chart
from tollbook.model.evidence import CaseDocument
from tollbook.model.reconciliation import Line, Reconciliation
from tollbook.model.terms import LineReason
from tollbook.model.words import counted, day_words

Spec = dict[str, Any]

REASON_WORDS = {
    LineReason.OWN: "speaks for itself",
    LineReason.RELAY: "passes it on",
    LineReason.SAME_CLAIMANT: "same claimant",
    LineReason.NEAR_COPY: "nearly the same text",
}

_ROW_HEIGHT, _NARROW_ROW_HEIGHT = 24, 42
_LABEL_PIXELS = 210
_NOTE = (
    "Each row is a document, at the day it was published; rows under one heading are one line of evidence. A filled mark "
    "starts the line, an open mark repeats it, and a stroke runs from what was repeated. However often a line is repeated, "
    "it counts once."
)


class _Row(NamedTuple):
    """One row of the diagram: the heading of a line, or one of its documents."""

    key: str
    label: str
    day: date | None
    line: str
    starts: bool
    why: str


def origins(record: Reconciliation, event: str) -> Chart | None:
    """Return the diagram of an event's lines of evidence; None when no document of it has a day.

    Args:
        record: the case as reconciled.
        event: id of the event.
    """
    documents = {document.id: document for document in record.documents}
    homes = {placed.source.id: placed.source.document for placed in record.claims}
    lines = [line for line in record.lines if line.event == event]
    rows = [row for line in lines for row in _rows(line, documents, homes)]
    days = [row.day for row in rows if row.day is not None]
    if not days:
        return None
    strokes = [stroke for line in lines for stroke in _strokes(line, rows, homes)]
    label = next((each.label for each in record.events if each.id == event), event)
    return Chart(
        name="origins",
        title=f"Who repeats whom: {label}",
        wide=_specification(rows, strokes, days, WIDE),
        narrow=_specification(rows, strokes, days, NARROW),
        alternative=_alternative(lines, rows),
        columns=("Line of evidence", "Published by", "Day", "How it came in"),
        rows=tuple(_cells(row) for row in rows if row.day is not None),
        note=_NOTE,
    )


def _rows(line: Line, documents: Mapping[str, CaseDocument], homes: Mapping[str, str]) -> list[_Row]:
    """Return the heading of a line and its documents by day; each document stands once."""
    held = dict.fromkeys(homes[claim] for claim in line.claims if claim in homes)
    joined = {homes.get(join.claim, ""): join.words for join in line.joins}
    dated = sorted(
        (published.date(), key)
        for key in held
        if key in documents and (published := documents[key].published_at) is not None
    )
    if not dated:
        return []
    heading = _Row(f"{line.id} ", line.origin, None, line.origin, starts=False, why="")
    return [
        heading,
        *(
            _Row(
                f"{line.id} {key}",
                documents[key].publisher or key,
                day,
                line.origin,
                starts=place == 0,
                why=joined.get(key)
                or REASON_WORDS[LineReason.OWN if place == 0 else LineReason.SAME_CLAIMANT],
            )
            for place, (day, key) in enumerate(dated)
        ),
    ]


def _strokes(line: Line, rows: Sequence[_Row], homes: Mapping[str, str]) -> list[Spec]:
    """Return a stroke for each tie between two documents of a line; ties to the line's start where no document is named."""
    own = {
        row.key.removeprefix(f"{line.id} "): row
        for row in rows
        if row.key.startswith(f"{line.id} ") and row.day
    }
    first = next(iter(own.values()), None)
    found = {}
    for join in line.joins:
        end = own.get(homes.get(join.claim, ""))
        start = own.get(homes.get(join.to, "")) or first
        if end and start and end.key != start.key:
            found[start.key, end.key] = {
                "from": start.key,
                "to": end.key,
                "day": _iso(start.day),
                "until": _iso(end.day),
                "words": join.words,
                "reason": REASON_WORDS[join.reason],
            }
    return list(found.values())


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _specification(rows: Sequence[_Row], strokes: list[Spec], days: Sequence[date], width: int) -> Spec:
    keys = [row.key for row in rows]
    narrow = width == NARROW
    values = [{**row._asdict(), "day": _iso(row.day)} for row in rows]
    y = {"field": "key", "type": "nominal", "sort": keys, "axis": None, "scale": {"domain": keys}}
    domain = [(min(days) - timedelta(days=1)).isoformat(), (max(days) + timedelta(days=1)).isoformat()]
    x = {
        "field": "day",
        "type": "temporal",
        "scale": {"type": "utc", "domain": domain},
        "axis": {
            "title": None,
            "format": "%-d %b %Y",
            "tickCount": 3 if narrow else 5,
            "grid": True,
            "gridColor": RULE,
        },
    }
    plot = width - 20 if narrow else width - _LABEL_PIXELS
    names = _names(values, y, offset=0 if narrow else -_LABEL_PIXELS)
    return themed(
        {
            "width": plot,
            "height": {"step": _NARROW_ROW_HEIGHT if narrow else _ROW_HEIGHT},
            "layer": [*names, *_ties(strokes, x, y), *_nodes(values, x, y)],
        }
    )


def _names(values: list[Spec], y: Spec, *, offset: int) -> list[Spec]:
    """Return the names at the left: of lines in full ink, of documents below them indented."""
    layers = []
    for test, indent, style in (
        ("datum.day === null", 0, {"fontWeight": 600, "color": INK}),
        ("datum.day !== null", 14, {"color": MUTED}),
    ):
        mark = {
            "type": "text",
            "align": "left",
            "limit": _LABEL_PIXELS - 20,
            "dy": 0 if offset else -14,
            **style,
        }
        layers.append(
            {
                "data": {"values": values},
                "transform": [{"filter": test}],
                "mark": mark,
                "encoding": {"x": {"value": offset + indent}, "y": y, "text": {"field": "label"}},
            }
        )
    return layers


def _ties(strokes: list[Spec], x: Spec, y: Spec) -> list[Spec]:
    if not strokes:
        return []
    stroke = {
        "data": {"values": strokes},
        "mark": {"type": "rule", "color": MUTED, "strokeWidth": 1.2},
        "encoding": {
            "x": x,
            "x2": {"field": "until"},
            "y": {**y, "field": "from"},
            "y2": {"field": "to"},
            "tooltip": [{"field": "words", "title": "why"}],
        },
    }
    return [stroke]


def _nodes(values: list[Spec], x: Spec, y: Spec) -> list[Spec]:
    told = [
        {"field": "label", "title": "published by"},
        {"field": "line"},
        {"field": "why", "title": "how it came in"},
    ]
    return [
        {
            "data": {"values": values},
            "transform": [{"filter": f"datum.day !== null && datum.starts === {str(starts).lower()}"}],
            "mark": {
                "type": "point",
                "shape": "circle",
                "filled": starts,
                "size": 70,
                "color": SERIES[0],
                "strokeWidth": 1.8,
            },
            "encoding": {"x": x, "y": y, "tooltip": told},
        }
        for starts in (True, False)
    ]


def _alternative(lines: Sequence[Line], rows: Sequence[_Row]) -> str:
    told = [f"{counted(len(lines), 'line')} of evidence."]
    for line in lines:
        held = [row for row in rows if row.key.startswith(f"{line.id} ") and row.day is not None]
        if held:
            first = next(row for row in held if row.starts)
            since = day_words(first.day) if first.day else ""
            told.append(f"{line.origin}: {counted(len(held), 'document')}, first {first.label} on {since}.")
    return " ".join(told)


def _cells(row: _Row) -> tuple[Cell, ...]:
    return (row.line, row.label, _iso(row.day), row.why)
