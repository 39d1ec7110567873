"""Charts of what speaks against an estimate: wrong links, dependence of all lists at once, lists that are not told."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tollbook.chart.estimate_parts import (
    ROW,
    Rows,
    Specification,
    cut_name,
    interval_ends,
    people_axis,
    rounded_total,
)
from tollbook.chart.theme import (
    BAND,
    INK,
    MUTED,
    NARROW,
    SERIES,
    WIDE,
    count_axis,
    series_style,
    themed,
    zero_based,
)
from tollbook.model.chart import Chart
from tollbook.model.display import shown
from tollbook.model.estimate import Estimate, ListCheck, WhatIf
from tollbook.model.estimation import METHOD_WORDS, Estimation


def links_chart(what_ifs: Sequence[WhatIf]) -> Chart | None:
    """Return how the estimate moves as links are taken to be missed or false; None where nothing was tried."""
    if not what_ifs:
        return None
    rows: Rows = tuple(
        (_signed(each), each.outcome.observed, rounded_total(each.outcome)) for each in what_ifs
    )
    known = [(share, total) for share, _, total in rows if total is not None]
    told = "; ".join(f"{share}: {total:,}" for share, total in known)
    return Chart(
        name="links",
        title="If links between lists were wrong",
        wide=_links(what_ifs, WIDE),
        narrow=_links(what_ifs, NARROW),
        alternative=f"The estimate for each share of wrong links: {told}."
        if known
        else "No scenario gives an estimate.",
        columns=("Links", "Counted then", "Estimated then"),
        rows=rows,
        note="Missed links make the estimate too high, false links too low. Which way a linkage errs, the counts cannot tell.",
    )


def _signed(each: WhatIf) -> str:
    if not each.value:
        return "as they are"
    return f"{100 * each.value:g} % {'missed' if each.kind == 'missed links' else 'false'}"


def _links(what_ifs: Sequence[WhatIf], width: int) -> Specification:
    values = []
    for each in what_ifs:
        sign = -1 if each.kind == "missed links" else 1
        values.append({"share": sign * each.value, "people": each.outcome.observed, "what": "counted"})
        total = rounded_total(each.outcome)
        if total is not None:
            values.append({"share": sign * each.value, "people": total, "what": "estimated"})
    first, second = series_style(0), series_style(1)
    return themed(
        {
            "width": width - 60,
            "height": 220,
            "data": {"values": values},
            "encoding": {
                "x": {"field": "share", "type": "quantitative",
                      "axis": {"title": "← share of links missed · share of links false →", "format": ".0%",
                               "labelExpr": "format(abs(datum.value), '.0%')", "tickCount": 5}},
                "y": {"field": "people", "type": "quantitative", "scale": zero_based(), "axis": count_axis("People", grid=True)},
                "color": {"field": "what", "type": "nominal", "title": None, "scale": {"domain": ["estimated", "counted"], "range": [first.colour, second.colour]}},
                "shape": {"field": "what", "type": "nominal", "title": None, "scale": {"domain": ["estimated", "counted"], "range": [first.shape, second.shape]}},
                "strokeDash": {"field": "what", "type": "nominal", "title": None, "scale": {"domain": ["estimated", "counted"], "range": [first.dash, second.dash]}},
            },
            "layer": [{"mark": {"type": "line"}}, {"mark": {"type": "point", "filled": True, "size": 60}}],
        }
    )  # fmt: skip


def interactions_chart(estimation: Estimation) -> Chart | None:
    """Return the total for each odds ratio among all lists that the counts cannot tell; None without estimates."""
    if not estimation.interactions:
        return None
    rows: Rows = tuple(
        (METHOD_WORDS.get(method, method), factor, round(total))
        for method, curve in estimation.interactions.items()
        for factor, total in curve
    )
    ends = "; ".join(
        f"{METHOD_WORDS.get(method, method)} from {curve[0][1]:,.0f} to {curve[-1][1]:,.0f}"
        for method, curve in estimation.interactions.items()
    )
    factors = [factor for factor, _ in next(iter(estimation.interactions.values()))]
    return Chart(
        name="interactions",
        title="If all lists together depended on one another",
        wide=_interactions(estimation, WIDE),
        narrow=_interactions(estimation, NARROW),
        alternative=f"With an odds ratio among all lists of {factors[0]:g} to {factors[-1]:g} the methods say: {ends}.",
        columns=("Method", "Odds ratio among all lists", "In all"),
        rows=rows,
        note="Every method takes this ratio to be 1. No count can tell it: each point of a line fits the lists equally well.",
    )


def _interactions(estimation: Estimation, width: int) -> Specification:
    names = [METHOD_WORDS.get(method, method) for method in estimation.interactions]
    looks = [series_style(order) for order in range(len(names))]
    values = [
        {"method": METHOD_WORDS.get(method, method), "factor": factor, "total": total}
        for method, curve in estimation.interactions.items()
        for factor, total in curve
    ]
    legend = {"columns": 1 if width == NARROW else 2}

    def by(channel: str, picked: list[Any]) -> Specification:
        return {channel: {"field": "method", "type": "nominal", "title": None, "legend": legend, "scale": {"domain": names, "range": picked}}}  # fmt: skip

    return themed(
        {
            "width": width - 60,
            "height": 220,
            "data": {"values": values},
            "encoding": {
                "x": {"field": "factor", "type": "quantitative", "scale": {"type": "log", "base": 2, "nice": False},
                      "axis": {"title": "Odds ratio among all lists (1 is assumed)", "values": [0.25, 0.5, 1, 2, 4], "format": "~g"}},
                "y": {"field": "total", "type": "quantitative", "scale": zero_based(), "axis": count_axis("People in all", grid=True)},
                **by("color", [look.colour for look in looks]),
                **by("shape", [look.shape for look in looks]),
                **by("strokeDash", [list(look.dash) for look in looks]),
            },
            "layer": [{"mark": {"type": "line"}}, {"mark": {"type": "point", "filled": True, "size": 50}}],
        }
    )  # fmt: skip


def lists_chart(checks: Sequence[ListCheck]) -> Chart | None:
    """Return, for each list, its known size and what the method makes of it; None where no list was checked."""
    if not checks:
        return None
    rows: Rows = tuple(
        (shown(each.name), each.size, rounded_total(each.outcome), *_check_ends(each)) for each in checks
    )
    told = "; ".join(
        f"{name} holds {size:,}, " + ("no estimate" if total is None else f"estimated {total:,}")
        for name, size, total, *_ in rows
    )
    return Chart(
        name="lists",
        title="Can the method tell what is known?",
        wide=_lists(checks, WIDE),
        narrow=_lists(checks, NARROW),
        alternative=f"The known size of each list, and the estimate of it from the other lists: {told}.",
        columns=("List", "Known size", "Estimated", "From", "To"),
        rows=rows,
        note="Each list is taken as if it were everybody, and its size is estimated from the other lists. A bar that misses the "
        "known size is a sign that the method may miss the total in the same way.",
    )


def _check_ends(check: ListCheck) -> tuple[int | None, int | None]:
    return interval_ends(check.outcome) if isinstance(check.outcome, Estimate) else (None, None)


def _lists(checks: Sequence[ListCheck], width: int) -> Specification:
    values = []
    for each in checks:
        low, high = _check_ends(each)
        total = rounded_total(each.outcome)
        values.append(
            {"list": cut_name(each.name, width), "size": each.size, "total": total, "low": low, "high": high}
        )
    row = {
        "field": "list",
        "type": "nominal",
        "sort": None,
        "axis": {"title": None, "ticks": False, "domain": False},
    }
    told = {"transform": [{"filter": "isValid(datum.total)"}]}
    return themed(
        {
            "width": width - (150 if width == WIDE else 80),
            "height": max(ROW * 1.4 * len(checks), 60),
            "data": {"values": values},
            "layer": [
                {**told, "mark": {"type": "bar", "height": 8, "color": BAND, "stroke": MUTED},
                 "encoding": {"x": people_axis("low", "People on the list"), "x2": {"field": "high"}, "y": row}},
                {**told, "mark": {"type": "point", "size": 80, "color": SERIES[0]},
                 "encoding": {"x": people_axis("total", "People on the list"), "y": row}},
                {"mark": {"type": "tick", "color": INK, "thickness": 3, "size": 22},
                 "encoding": {"x": people_axis("size", "People on the list"), "y": row}},
            ],
        }
    )  # fmt: skip
