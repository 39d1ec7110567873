"""Range bars: one bar from low to high for each incident, open ends drawn as arrows, the grade in words beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tollbook.chart.theme import INK, MUTED, NARROW, SERIES, WIDE, count_axis, themed, zero_based
from tollbook.model.chart import Cell, Chart
from tollbook.model.reconciliation import ALL, Event, Figure, Reconciliation
from tollbook.model.terms import FigureFlag, FigureKind
from tollbook.model.vocabulary import Harm
from tollbook.model.words import HARM_WORDS, counted, range_words

Spec = dict[str, Any]

ROW_HEIGHT = 26
_LABEL_PIXELS = 300

_NOTE = (
    "A bar runs from the lowest to the highest figure that the rule lets stand; an arrow means that no highest figure is "
    "known; a dot is a single number. A ring marks an open dispute. Incidents stand in the order of their days."
)


def range_bars(record: Reconciliation, harm: Harm) -> Chart | None:
    """Return one bar for each event with a figure for everybody who suffered a harm; None when there is none.

    Estimates are left out: they are never read against counts on one axis.

    Args:
        record: the case as reconciled.
        harm: which harm.
    """
    events = {event.id: event for event in record.events}
    shown = [figure for figure in record.figures if _is_shown(figure, harm)]
    if not shown:
        return None
    shown.sort(key=lambda figure: (figure.as_of, figure.id))
    rows = [_row(figure, events.get(figure.event)) for figure in shown]
    return Chart(
        name=f"ranges-{harm}",
        title=f"People {HARM_WORDS[harm]}: the range for each event",
        wide=_specification(rows, harm, WIDE),
        narrow=_specification(rows, harm, NARROW),
        alternative=_alternative(shown, rows, harm),
        columns=("Event", "Lowest", "Highest", "In words", "Grade", "Disputed"),
        rows=tuple(_cells(row) for row in rows),
        note=_NOTE,
    )


def _is_shown(figure: Figure, harm: Harm) -> bool:
    bounded = figure.low is not None or figure.high is not None
    return (figure.harm, figure.group) == (harm, ALL) and bounded and figure.kind is not FigureKind.ESTIMATED


def _row(figure: Figure, event: Event | None) -> Spec:
    low, high = figure.low, figure.high
    return {
        "event": event.label if event else figure.event,
        "low": low if low is not None else 0,
        "high": high if high is not None else low,
        "reported_low": low,
        "reported_high": high,
        "open": high is None,
        "words": range_words(low, high),
        "grade": figure.grade.value,
        "disputed": FigureFlag.DISPUTED in figure.flags,
        "figure": figure.id,
    }


def _specification(rows: Sequence[Spec], harm: Harm, width: int) -> Spec:
    names = list(dict.fromkeys(row["event"] for row in rows))
    y = {
        "field": "figure",
        "type": "nominal",
        "sort": None,
        "axis": None if width == NARROW else _event_axis(rows),
    }
    return themed(
        {
            "width": width if width == NARROW else width - _LABEL_PIXELS // 2,
            "height": {"step": ROW_HEIGHT if width == WIDE else 2 * ROW_HEIGHT},
            "data": {"values": list(rows)},
            "encoding": {"y": y, "x": _numbers("low", f"people {HARM_WORDS[harm]}")},
            "layer": _layers(narrow=width == NARROW and bool(names)),
        }
    )


def _event_axis(rows: Sequence[Spec]) -> Spec:
    """Return an axis that names the event of each figure; two figures of one event keep a row each."""
    names = {row["figure"]: row["event"] for row in rows}
    pairs = ", ".join(f"{_quoted(figure)}: {_quoted(name)}" for figure, name in names.items())
    return {
        "title": None,
        "labelExpr": f"({{{pairs}}})[datum.value]",
        "labelLimit": _LABEL_PIXELS,
        "ticks": False,
    }


def _quoted(words: str) -> str:
    """Return words as a literal of Vega's expression language."""
    escaped = words.replace("\\", "\\\\").replace("'", "\\'").replace("\n", " ")
    return f"'{escaped}'"


def _numbers(field: str, title: str) -> Spec:
    return {
        "field": field,
        "type": "quantitative",
        "scale": zero_based(),
        "axis": count_axis(title, grid=True),
    }


def _layers(*, narrow: bool) -> list[Spec]:
    bar = {
        "mark": {"type": "rule", "strokeWidth": 6, "color": SERIES[0], "opacity": 0.55},
        "encoding": {"x2": {"field": "high"}},
    }
    ends = [_dot("low"), _dot("high", "!datum.open")]
    arrow = {
        "transform": [{"filter": "datum.open"}],
        "mark": {"type": "text", "text": "▶", "align": "left", "dx": 8, "color": INK, "fontSize": 12},
        "encoding": {"x": {"field": "low", "type": "quantitative"}},
    }
    ring = {
        "transform": [{"filter": "datum.disputed"}],
        "mark": {
            "type": "point",
            "shape": "circle",
            "filled": False,
            "size": 260,
            "color": INK,
            "strokeWidth": 1.2,
        },
        "encoding": {"x": {"field": "high", "type": "quantitative"}},
    }
    names = {
        "mark": {"type": "text", "align": "left", "dy": -14, "color": MUTED, "fontSize": 12, "limit": NARROW},
        "encoding": {"x": {"value": 0}, "text": {"field": "event"}},
    }
    return [bar, *ends, arrow, ring, *([names] if narrow else [])]


def _dot(field: str, test: str = "true") -> Spec:
    tooltip = [{"field": "event"}, {"field": "words", "title": "people"}, {"field": "grade"}]
    return {
        "transform": [{"filter": test}],
        "mark": {"type": "point", "shape": "circle", "filled": True, "size": 60, "color": SERIES[0]},
        "encoding": {"x": {"field": field, "type": "quantitative"}, "tooltip": tooltip},
    }


def _alternative(figures: Sequence[Figure], rows: Sequence[Spec], harm: Harm) -> str:
    disputed = sum(FigureFlag.DISPUTED in figure.flags for figure in figures)
    told = ", ".join(f"{row['event']}: {row['words']}" for row in rows[:6])
    more = f", and {len(rows) - 6} more" if len(rows) > 6 else ""  # noqa: PLR2004 - as many as can be listened to
    return f"{counted(len(rows), 'range')} of people {HARM_WORDS[harm]}; {told}{more}. {counted(disputed, 'range')} disputed."


def _cells(row: Spec) -> tuple[Cell, ...]:
    return (
        row["event"],
        row["reported_low"],
        row["reported_high"],
        row["words"],
        row["grade"],
        "yes" if row["disputed"] else "no",
    )
