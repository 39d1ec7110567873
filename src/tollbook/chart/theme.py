"""What all charts share: colours for light and dark, shapes, dashes, type, and the form of axes.

A specification is written in the light colours. Each of them has a name, so that a drawing
can be given the colours of a dark page, or the variables of whatever page it stands on.

Series take their colour, shape and dash by their order, never by who they are. No colour
speaks alone: in grey the series are told apart by shape, dash, position and label.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
WIDE, NARROW = 640, 270
"""Width in pixels of what is plotted, without axis labels, on a desktop and on a phone."""

LIGHT: Mapping[str, str] = MappingProxyType(
    {
        "ground": "#ffffff",
        "ink": "#1c1b19",
        "muted": "#5d584e",
        "rule": "#dcd6ca",
        "band": "#e8e2d5",
        "series-1": "#1b3f7a",
        "series-2": "#c0701a",
        "series-3": "#1f7a6b",
        "series-4": "#8378c4",
        "series-5": "#6b4a1f",
        "series-6": "#5b5b5b",
    }
)
"""Colours on white. Those of series differ in lightness, and stand out from the ground by 3 to 1 and more."""

DARK: Mapping[str, str] = MappingProxyType(
    {
        "ground": "#1d1c1a",
        "ink": "#ece8df",
        "muted": "#b3ac9d",
        "rule": "#3b3832",
        "band": "#35322b",
        "series-1": "#a9c8ff",
        "series-2": "#e08a3c",
        "series-3": "#58c4b0",
        "series-4": "#9a8fe0",
        "series-5": "#d8c08a",
        "series-6": "#b0aca4",
    }
)
"""The same names on a dark ground."""

GROUND, INK, MUTED, RULE, BAND = (LIGHT[name] for name in ("ground", "ink", "muted", "rule", "band"))
SERIES = tuple(LIGHT[f"series-{number}"] for number in range(1, 7))
SHAPES = ("circle", "square", "triangle-up", "diamond", "cross", "triangle-down")
DASHES = ((1, 0), (7, 3), (2, 2), (9, 3, 2, 3), (14, 4), (5, 2, 1, 2))


class SeriesStyle(NamedTuple):
    """How one series looks."""

    colour: str
    shape: str
    dash: tuple[int, ...]


def series_style(order: int) -> SeriesStyle:
    """Return the look of a series by its order, 0 for the first; from the seventh on colours come again with other shapes."""
    turn, place = divmod(order, len(SERIES))
    other = (place + turn) % len(SERIES)
    return SeriesStyle(SERIES[place], SHAPES[other], DASHES[other])


def themed(specification: Mapping[str, Any]) -> dict[str, Any]:
    """Return a specification with the schema it follows and the look that all charts share."""
    return {"$schema": SCHEMA, "background": None, **specification, "config": _config()}


def count_axis(title: str, **changes: Any) -> dict[str, Any]:  # noqa: ANN401 - whatever Vega-Lite allows
    """Return an axis for numbers of people: whole, with thousands set off, few ticks."""
    return {"title": title, "format": ",.0f", "tickCount": 5, **changes}


def zero_based() -> dict[str, Any]:
    """Return the scale of counts, which begins at zero so that lengths can be compared."""
    return {"zero": True, "nice": True}


def _config() -> dict[str, Any]:
    return {
        "font": "sans-serif",
        "padding": {"left": 10, "right": 12, "top": 4, "bottom": 2},
        "view": {"stroke": None},
        "axis": _axis(),
        "axisY": {"grid": False},
        "legend": _legend(),
        "header": {"labelColor": INK, "titleColor": MUTED, "labelFontSize": 12, "labelFontWeight": "normal"},
        "title": {"color": INK, "subtitleColor": MUTED, "anchor": "start", "fontSize": 13, "fontWeight": 600},
        "bar": {"color": SERIES[0]},
        "rule": {"color": INK},
        "line": {"color": SERIES[0], "strokeWidth": 2},
        "area": {"color": SERIES[0]},
        "point": {"color": SERIES[0], "filled": True, "opacity": 1, "size": 60},
        "text": {"color": INK, "fontSize": 12},
        "range": {"category": list(SERIES), "symbol": list(SHAPES)},
    }


def _axis() -> dict[str, Any]:
    return {
        "labelColor": MUTED,
        "titleColor": MUTED,
        "labelFontSize": 12,
        "titleFontSize": 12,
        "titleFontWeight": "normal",
        "gridColor": RULE,
        "domainColor": MUTED,
        "tickColor": MUTED,
        "labelLimit": 260,
        "titleLimit": 420,
    }


def _legend() -> dict[str, Any]:
    return {
        "labelColor": INK,
        "titleColor": MUTED,
        "labelFontSize": 12,
        "titleFontSize": 12,
        "titleFontWeight": "normal",
        "symbolStrokeColor": INK,
        "symbolStrokeWidth": 0,
        "symbolFillColor": MUTED,
        "orient": "top",
        "labelLimit": 240,
    }
