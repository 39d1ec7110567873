"""What changed between two days: for each figure the range as it was known then, and as it is known now."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from tollbook.chart.theme import INK, MUTED, NARROW, SERIES, WIDE, count_axis, themed, zero_based
from tollbook.model.chart import Cell, Chart
from tollbook.model.charting import FigureChange
from tollbook.model.reconciliation import ALL, Figure
from tollbook.model.words import HARM_WORDS, counted, day_words, range_words

Spec = dict[str, Any]

ABSENT = "no figure"
_ROW_HEIGHT = 46
_NOTE = (
    "Two bars for each question: the upper one is what the record supported on the first day, the lower one on the second. "
    "Questions whose figure did not move are left out."
)


def changes(moved: Sequence[FigureChange], first: date, second: date) -> Chart | None:
    """Return the figures that differ between two days; None when none does.

    Args:
        moved: every question with its figure on both days.
        first: the earlier day.
        second: the later day.
    """
    shown = [change for change in moved if _bounds(change.before) != _bounds(change.after)]
    if not shown:
        return None
    days = (day_words(first), day_words(second))
    return Chart(
        name="changes",
        title=f"What changed between {days[0]} and {days[1]}",
        wide=_specification(shown, days, WIDE),
        narrow=_specification(shown, days, NARROW),
        alternative=_alternative(shown, days),
        columns=("Figure", f"On {days[0]}", f"On {days[1]}", "Why"),
        rows=tuple(_cells(change) for change in shown),
        note=_NOTE,
    )


def _bounds(figure: Figure | None) -> tuple[int | None, int | None] | None:
    return None if figure is None else (figure.low, figure.high)


def question_words(change: FigureChange) -> str:
    """Return what a figure is about, in words: harm, group, event."""
    figure = change.figure
    who = "people" if figure.group == ALL else figure.group
    return f"{who} {HARM_WORDS[figure.harm]}, {change.label}"


def _words(figure: Figure | None) -> str:
    return ABSENT if figure is None else range_words(figure.low, figure.high)


def _specification(shown: Sequence[FigureChange], days: tuple[str, str], width: int) -> Spec:
    rows = [row for number, change in enumerate(shown) for row in _bars(number, change, days)]
    y = {"field": "row", "type": "ordinal", "axis": None, "sort": None}
    return themed(
        {
            "width": width,
            "height": {"step": _ROW_HEIGHT},
            "data": {"values": rows},
            "encoding": {"y": y},
            "layer": _layers(days, width),
        }
    )


def _bars(number: int, change: FigureChange, days: tuple[str, str]) -> list[Spec]:
    rows = []
    for day, figure in zip(days, (change.before, change.after), strict=True):
        low, high = _bounds(figure) or (None, None)
        rows.append(
            {
                "row": number,
                "label": question_words(change),
                "day": day,
                "low": low if low is not None else high and 0,
                "high": high if high is not None else low,
                "open": figure is not None and high is None,
                "words": _words(figure),
                "first": day == days[0],
            }
        )
    return rows


def _layers(days: tuple[str, str], width: int) -> list[Spec]:
    colour = {
        "field": "day",
        "type": "nominal",
        "sort": None,
        "scale": {"domain": list(days), "range": [MUTED, SERIES[0]]},
        "legend": {"title": None},
    }
    name = {
        "transform": [{"filter": "datum.first"}],
        "mark": {"type": "text", "align": "left", "dy": -14, "limit": width, "color": INK},
        "encoding": {"x": {"value": 0}, "text": {"field": "label"}},
    }
    return [name, *(_bar(colour, test, shift) for test, shift in (("datum.first", -1), ("!datum.first", 9)))]


def _bar(colour: Spec, test: str, shift: int) -> Spec:
    place: Spec = {
        "field": "low",
        "type": "quantitative",
        "scale": zero_based(),
        "axis": count_axis("people", grid=True),
    }
    told: list[Spec] = [{"field": "label"}, {"field": "day"}, {"field": "words", "title": "range"}]
    known: list[Spec] = [{"filter": f"{test} && datum.high !== null"}]
    rule: Spec = {
        "mark": {"type": "rule", "strokeWidth": 5, "yOffset": shift},
        "encoding": {"x": place, "x2": {"field": "high"}, "color": colour, "tooltip": told},
    }
    ends: list[Spec] = [
        {
            "mark": {"type": "point", "filled": True, "size": 50, "yOffset": shift, "shape": "circle"},
            "encoding": {"x": {**place, "field": field}, "color": colour, "tooltip": told},
        }
        for field in ("low", "high")
    ]
    arrow = {
        "transform": [{"filter": "datum.open"}],
        "mark": {"type": "text", "text": "▶", "align": "left", "dx": 8, "yOffset": shift, "fontSize": 11},
        "encoding": {"x": place, "color": colour},
    }
    return {"transform": known, "layer": [rule, *ends, arrow]}


def _alternative(shown: Sequence[FigureChange], days: tuple[str, str]) -> str:
    told = [
        f"{question_words(change)}: {_words(change.before)} on {days[0]}, {_words(change.after)} on {days[1]}."
        for change in shown
    ]
    return f"{counted(len(shown), 'figure')} changed. {' '.join(told)}"


def _cells(change: FigureChange) -> tuple[Cell, ...]:
    return (question_words(change), _words(change.before), _words(change.after), "; ".join(change.reasons))
