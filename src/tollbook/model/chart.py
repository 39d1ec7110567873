"""A chart as a value: what to draw, the same in words, and the data behind it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Cell = str | int | float | None
"""One cell of a chart's table; None where nothing is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """What to draw, for a wide and for a narrow screen, and what stands in for the picture.

    Attributes:
        name: short name, unique on a page; lower-case letters and hyphens.
        title: in words, for the heading above.
        wide: Vega-Lite specification for a screen of 720 pixels and more.
        narrow: the same for a phone.
        alternative: what the picture shows, in one to three sentences made from the data.
        columns: headings of the table beside the picture.
        rows: its rows, one cell for each column.
        note: how to read the chart, and what not to read into it; None when it needs none.
    """

    name: str
    title: str
    wide: Mapping[str, Any]
    narrow: Mapping[str, Any]
    alternative: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """A chart and its pictures.

    Attributes:
        chart: what was drawn.
        wide: SVG that can stand inside an HTML page, coloured by the page's variables.
        narrow: the same for a phone.
    """

    chart: Chart
    wide: str
    narrow: str
