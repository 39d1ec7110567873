"""The contested timeline: every claim a mark, a step line for each counter, the range by the rule behind them.

Totals, figures of a reporting period, and estimates stand in panels of their own: they
are different things and are never read against one axis as if they were one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from tollbook.chart.marks import (
    Link,
    Mark,
    Question,
    claimants,
    marks,
    series_of,
    steps,
    turns,
)
from tollbook.chart.theme import BAND, INK, MUTED, NARROW, WIDE, count_axis, series_style, themed, zero_based
from tollbook.model.chart import Cell, Chart
from tollbook.model.charting import RangeStep
from tollbook.model.reconciliation import ALL, Reconciliation
from tollbook.model.words import HARM_WORDS, counted, day_words

Spec = dict[str, Any]

_PANEL_HEIGHT, _SMALL_HEIGHT = 260, 110
_NAMES_IN_A_ROW = 3  # on a wide screen; on a phone one stands below the other
_STEP_ASIDE = 0.022  # of the width: marks of one day and number touch, and none hides another
_NOTE = (
    "Each mark is one claim, at the day up to which it counts. Lines are steps: nothing is interpolated. "
    "Dotted lines are computed by us. An open mark is not stated as certain, a cross is a figure its speaker rejects, "
    "a ring marks an open dispute, an arrow an open bound. The band is the range by the rule, as it was known on each day."
)


class _Sheet(NamedTuple):
    """All that the panels are drawn from."""

    marks: tuple[Mark, ...]
    steps: list[Spec]
    turns: list[Spec]
    band: list[Spec]
    names: tuple[str, ...]
    days: tuple[str, str]
    noun: str


def timeline(
    record: Reconciliation,
    question: Question,
    *,
    band: Sequence[RangeStep] = (),
    link: Link = lambda _: None,
) -> Chart | None:
    """Return the timeline of one question; None when no claim of it has a day and a number.

    Args:
        record: the case as reconciled.
        question: which event, harm and group.
        band: the range of the figure as it was known from each day on, in order.
        link: gives each claim its address.
    """
    found = marks(record, question, link)
    if not found:
        return None
    sheet = _sheet(found, record, question, band)
    label = next((event.label for event in record.events if event.id == question.event), question.event)
    who = "" if question.group == ALL else f" ({question.group})"
    return Chart(
        name=f"timeline-{question.harm}",
        title=f"Who said what, and when: people {sheet.noun}{who}, {label}",
        wide=_specification(sheet, WIDE),
        narrow=_specification(sheet, NARROW),
        alternative=_alternative(sheet, label),
        columns=("Day", "Who says it", "Number", "Claim"),
        rows=tuple(_row(mark) for mark in found),
        note=_NOTE,
    )


def _sheet(
    found: tuple[Mark, ...], record: Reconciliation, question: Question, band: Sequence[RangeStep]
) -> _Sheet:
    series = series_of(record, question)
    days = [mark.day for mark in found] + [step.day for step in band]
    days += [point.as_of for each in series for point in each.points]
    last = max(days)
    return _Sheet(
        marks=found,
        steps=steps(series),
        turns=turns(series),
        band=_band_rows(band, last.isoformat()),
        names=claimants(found, series),
        days=((min(days) - timedelta(days=1)).isoformat(), (last + timedelta(days=1)).isoformat()),
        noun=HARM_WORDS[question.harm],
    )


def _band_rows(band: Sequence[RangeStep], last: str) -> list[Spec]:
    """Return the band with its last step drawn out to the last day; open bounds end it at the known one."""
    rows = [
        {
            "day": step.day.isoformat(),
            "low": step.low or 0,
            "high": step.high if step.high is not None else step.low,
        }
        for step in band
        if step.low is not None or step.high is not None
    ]
    return [*rows, {**rows[-1], "day": last}] if rows else []


def _specification(sheet: _Sheet, width: int) -> Spec:
    panels = []
    estimates = [mark for mark in sheet.marks if mark.estimate]
    parts = [mark for mark in sheet.marks if not mark.estimate and (mark.hours is not None or mark.part)]
    wholes = [mark for mark in sheet.marks if mark not in estimates and mark not in parts]
    if wholes:
        title = f"people {sheet.noun}" + (", totals" if parts or estimates else "")
        panels.append(_panel(wholes, sheet, width, title, full=True))
    if parts:
        panels.append(_panel(parts, sheet, width, "new in a reporting period, or a part of a total"))
    if estimates:
        panels.append(_panel(estimates, sheet, width, "estimated, the uncounted included"))
    return themed(
        {"vconcat": panels, "spacing": 18, "resolve": {"scale": {"color": "shared", "shape": "shared"}}}
    )


def _panel(shown: Sequence[Mark], sheet: _Sheet, width: int, title: str, *, full: bool = False) -> Spec:
    rows = _side_by_side([_values(mark) for mark in shown], sheet.days)
    layers = [*_behind(sheet, width)] if full else []
    layers += [_ranges(), *_points(rows, sheet.names, _room(width))]
    return {
        "width": width,
        "height": _PANEL_HEIGHT if full else _SMALL_HEIGHT,
        "title": {"text": title, "fontWeight": "normal", "fontSize": 12},
        "data": {"values": rows},
        "encoding": {"x": _days(sheet, width, "at"), "y": _numbers("value")},
        "layer": layers,
    }


def _side_by_side(rows: list[Spec], days: tuple[str, str]) -> list[Spec]:
    """Return the rows with the place of each mark: those of one day and number stand next to one another."""
    span = date.fromisoformat(days[1]) - date.fromisoformat(days[0])
    taken: Counter[tuple[str, int]] = Counter()
    for row in rows:
        spot = (row["day"], row["value"])
        at = datetime.fromisoformat(row["day"]) + taken[spot] * span * _STEP_ASIDE
        row["at"] = at.isoformat(timespec="minutes") + "Z"
        taken[spot] += 1
    return rows


def _values(mark: Mark) -> Spec:
    return {
        "day": mark.day.isoformat(),
        "claimant": mark.claimant,
        "value": mark.value,
        "low": mark.low if mark.low is not None else mark.value,
        "high": mark.high if mark.high is not None else mark.value,
        "open": "up" if mark.high is None else "down" if mark.low is None else "no",
        "form": "rejected" if mark.rejected else "hedged" if mark.hedged else "stated",
        "disputed": mark.disputed,
        "words": mark.words,
        "claim": mark.claim,
        "told": f"{mark.claimant}, {mark.words}, {day_words(mark.day)}",
        **({"href": mark.link} if mark.link else {}),
    }


def _days(sheet: _Sheet, width: int, field: str = "day") -> Spec:
    return {
        "field": field,
        "type": "temporal",
        "scale": {"type": "utc", "domain": list(sheet.days)},
        "axis": {"title": None, "format": "%-d %b %Y", "tickCount": 6 if width == WIDE else 3, "grid": False},
    }


def _numbers(field: str) -> Spec:
    return {
        "field": field,
        "type": "quantitative",
        "scale": zero_based(),
        "axis": {**count_axis(""), "title": None, "grid": True},
    }


def _behind(sheet: _Sheet, width: int) -> list[Spec]:
    """Return what lies behind the marks: the band, the turns of counters, the step lines."""
    x = _days(sheet, width)
    layers = [_band(sheet.band, x)] if sheet.band else []
    layers += _turn_marks(sheet.turns, x, named=width == WIDE) if sheet.turns else []
    for derived in (False, True):
        rows = [row for row in sheet.steps if row["derived"] is derived]
        if rows:
            layers.append(_lines(rows, sheet.names, x, _room(width), dashed=derived))
    return layers


def _band(rows: list[Spec], x: Spec) -> Spec:
    return {
        "data": {"values": rows},
        "mark": {"type": "area", "interpolate": "step-after", "color": BAND, "line": False},
        "encoding": {"x": x, "y": _numbers("low"), "y2": {"field": "high"}},
    }


def _turn_marks(rows: list[Spec], x: Spec, *, named: bool) -> list[Spec]:
    """Return a rule where a counter restarts or is redefined, with words where there is room for them."""
    rule: Spec = {
        "mark": {"type": "rule", "color": MUTED, "strokeDash": [4, 3]},
        "encoding": {"x": x, "y": {"value": 0}, "y2": {"value": _PANEL_HEIGHT}},
    }
    text: Spec = {
        "mark": {
            "type": "text",
            "align": "right",
            "baseline": "top",
            "dx": -4,
            "color": MUTED,
            "fontSize": 11,
        },
        "encoding": {"x": x, "y": {"value": 2}, "text": {"field": "what"}},
    }
    layers = [rule, text] if named else [rule]
    return [{"data": {"values": rows}, **layer} for layer in layers]


def _lines(rows: list[Spec], names: Sequence[str], x: Spec, room: int, *, dashed: bool) -> Spec:
    return {
        "data": {"values": rows},
        "mark": {
            "type": "line",
            "interpolate": "step-after",
            "strokeWidth": 1.6,
            "strokeDash": [2, 3] if dashed else [1, 0],
        },
        "encoding": {
            "x": x,
            "y": _numbers("value"),
            "color": _colours(names, room),
            "detail": {"field": "stretch"},
        },
    }


def _room(width: int) -> int:
    return _NAMES_IN_A_ROW if width == WIDE else 1


def _colours(names: Sequence[str], room: int) -> Spec:
    styles = [series_style(order) for order in range(len(names))]
    return {
        "field": "claimant",
        "type": "nominal",
        "scale": {"domain": list(names), "range": [style.colour for style in styles]},
        "legend": {"title": None, "columns": 1 if len(names) > room else 0},
    }


def _shapes(names: Sequence[str], room: int) -> Spec:
    styles = [series_style(order) for order in range(len(names))]
    return {
        **_colours(names, room),
        "scale": {"domain": list(names), "range": [style.shape for style in styles]},
    }


def _ranges() -> Spec:
    return {
        "mark": {"type": "rule", "color": INK, "strokeWidth": 1.2},
        "encoding": {"y": _numbers("low"), "y2": {"field": "high"}},
    }


def _open_ends() -> Spec:
    arrow = {"condition": {"test": "datum.open === 'up'", "value": "▲"}, "value": "▼"}
    return {
        "transform": [{"filter": "datum.open !== 'no'"}],
        "mark": {"type": "text", "color": INK, "fontSize": 9, "dx": 9},
        "encoding": {"text": arrow},
    }


def _points(rows: Sequence[Spec], names: Sequence[str], room: int) -> list[Spec]:
    """Return the layers of points; one that would hold nothing is left out, since it would upset the scales."""
    own = _look(names, room, linked=any("href" in row for row in rows))
    cross = {**own, "shape": {"value": "M-0.5,-0.5L0.5,0.5M-0.5,0.5L0.5,-0.5"}}
    layers = (
        (any(row["open"] != "no" for row in rows), _open_ends()),
        (_holds(rows, "stated"), _form("stated", {"filled": True, "size": 64}, own)),
        (_holds(rows, "hedged"), _form("hedged", {"filled": False, "size": 64, "strokeWidth": 1.8}, own)),
        (
            _holds(rows, "rejected"),
            _form("rejected", {"filled": False, "size": 90, "strokeWidth": 1.8}, cross),
        ),
        (any(row["disputed"] for row in rows), _rings()),
    )
    return [layer for present, layer in layers if present]


def _holds(rows: Sequence[Spec], form: str) -> bool:
    return any(row["form"] == form for row in rows)


def _rings() -> Spec:
    mark = {
        "type": "point",
        "shape": "circle",
        "filled": False,
        "size": 230,
        "color": INK,
        "strokeWidth": 1.2,
    }
    return {"transform": [{"filter": "datum.disputed"}], "mark": mark}


def _look(names: Sequence[str], room: int, *, linked: bool) -> Spec:
    told = [
        {"field": "claimant", "title": "who says it"},
        {"field": "words", "title": "number"},
        {"field": "day", "type": "temporal", "title": "as of", "format": "%-d %B %Y"},
    ]
    own: Spec = {
        "color": _colours(names, room),
        "shape": _shapes(names, room),
        "tooltip": told,
        "description": {"field": "told"},
    }
    if linked:
        own["href"] = {"field": "href"}
    return own


def _form(form: str, mark: Spec, encoding: Spec) -> Spec:
    return {
        "transform": [{"filter": f"datum.form === '{form}'"}],
        "mark": {"type": "point", **mark},
        "encoding": encoding,
    }


def _alternative(sheet: _Sheet, label: str) -> str:
    """Return what the picture shows, made from the same marks."""
    first, last = sheet.marks[0].day, max(mark.day for mark in sheet.marks)
    values = [mark.value for mark in sheet.marks if not mark.rejected] or [mark.value for mark in sheet.marks]
    whole = (
        f"{counted(len(sheet.marks), 'claim')} about people {sheet.noun}, {label}, by {counted(len(sheet.names), 'claimant')}, "
        f"from {day_words(first)} to {day_words(last)}; the numbers stated run from {min(values):,} to {max(values):,}."
    )
    told = [whole]
    disputed = sum(mark.disputed for mark in sheet.marks)
    if disputed:
        told.append(f"An open dispute touches {counted(disputed, 'claim')}.")
    told += [f"On {turn['day']} the {turn['what']} ({turn['claimant']})." for turn in sheet.turns]
    return " ".join(told)


def _row(mark: Mark) -> tuple[Cell, ...]:
    return (mark.day.isoformat(), mark.claimant, mark.words, mark.claim)
