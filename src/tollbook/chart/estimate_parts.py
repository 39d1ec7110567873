"""What charts of estimates are put together from: axes, ends of intervals, the line of what was counted."""

from __future__ import annotations

from typing import Any

from tollbook.chart.theme import INK, NARROW, WIDE, count_axis, zero_based
from tollbook.model.chart import Cell
from tollbook.model.display import shown
from tollbook.model.estimate import Estimate, Outcome

Specification = dict[str, Any]
Rows = tuple[tuple[Cell, ...], ...]

ROW = 24
"""Height of one row of marks."""

_CUT = {WIDE: 24, NARROW: 12}  # characters of a name beside an axis


def interval_ends(estimate: Estimate) -> tuple[int | None, int | None]:
    """Return the ends of an interval as whole numbers; None for an end that is open, or for none."""
    if estimate.interval is None:
        return None, None
    high = estimate.interval.high
    return round(estimate.interval.low), None if high == float("inf") else round(high)


def rounded_total(outcome: Outcome) -> int | None:
    """Return the estimate as a whole number; None where there is none."""
    return round(outcome.total) if isinstance(outcome, Estimate) else None


def people_axis(field: str, title: str, **axis: Any) -> Specification:  # noqa: ANN401 - whatever Vega-Lite allows
    """Return the encoding of numbers of people along the horizontal, from zero."""
    return {"field": field, "type": "quantitative", "scale": zero_based(), "axis": count_axis(title, **axis)}


def counted_rule(observed: int) -> Specification:
    """Return the dashed line at what was counted."""
    return {
        "data": {"values": [{"counted": observed}]},
        "mark": {"type": "rule", "color": INK, "strokeWidth": 2, "strokeDash": [4, 3]},
        "encoding": {"x": {"field": "counted", "type": "quantitative"}},
    }


def cut_name(name: str, width: int) -> str:
    """Return a name that may be shown, cut to what has room beside an axis."""
    told, most = shown(name), _CUT[width]
    return told if len(told) <= most else f"{told[: most - 1]}…"
