"""The page of an estimation: charts are made and drawn here, and laid out by `export`."""

from __future__ import annotations

from typing import TextIO

from tollbook.chart.estimates import estimate_charts
from tollbook.chart.render import drawing
from tollbook.export.estimate_page import write_estimate_page
from tollbook.model.estimation import Estimation


def write_report(estimation: Estimation, stream: TextIO) -> None:
    """Write the page of an estimation, complete in itself: no script, no request."""
    drawings = tuple(drawing(chart) for chart in estimate_charts(estimation))
    write_estimate_page(estimation, drawings, stream)
