"""Charts of estimates: how lists overlap, what methods and models say, and what would change it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tollbook.chart.theme import (
    BAND,
    INK,
    MUTED,
    NARROW,
    RULE,
    SERIES,
    WIDE,
    count_axis,
    series_style,
    themed,
    zero_based,
)
from tollbook.model.chart import Cell, Chart
from tollbook.model.display import shown
from tollbook.model.estimate import Estimate, ListCheck, Outcome, WhatIf
from tollbook.model.estimation import METHOD_LABELS, METHOD_WORDS, Estimation
from tollbook.model.histories import CaptureHistories

_MOST_HISTORIES = {WIDE: 24, NARROW: 12}
_ROW = 24  # height of one row of marks
_MODELS = 10
_CUT = {WIDE: 24, NARROW: 12}  # characters of a name beside an axis

Specification = dict[str, Any]
Rows = tuple[tuple[Cell, ...], ...]


def overlap_chart(histories: CaptureHistories) -> Chart:
    """Return how many people share each combination of lists: bars above a grid of dots (an UpSet plot)."""
    counts = sorted(histories.counts.items(), key=lambda pair: (-pair[1], pair[0]))
    rows = tuple((_members(histories, history), count) for history, count in counts)
    most, many = rows[0]
    alone = sum(count for history, count in counts if history.bit_count() == 1)
    alternative = (
        f"{len(counts)} combinations of {len(histories.lists)} lists hold {histories.observed:,} people. The largest is {most}: "
        f"{many:,}. {alone:,} people are on one list only."
    )
    return Chart(
        name="overlap",
        title="How the lists overlap",
        wide=_upset(histories, counts, WIDE),
        narrow=_upset(histories, counts, NARROW),
        alternative=alternative,
        columns=("On these lists and no other", "People"),
        rows=rows,
        note="Each bar counts the people who are on exactly the lists dotted below it. Nobody is counted twice.",
    )


def _members(histories: CaptureHistories, history: int) -> str:
    names = [shown(name) for place, name in enumerate(histories.lists) if history >> place & 1]
    return names[0] + " only" if len(names) == 1 else " and ".join(names)


def _upset(histories: CaptureHistories, counts: Sequence[tuple[int, int]], width: int) -> Specification:
    kept = list(counts[: _MOST_HISTORIES[width]])
    lists = [_cut(name, width) for name in histories.lists]
    bars = [{"place": place, "people": count, "words": f"{count:,}"} for place, (_, count) in enumerate(kept)]
    dots = [
        {"place": place, "list": lists[number], "held": bool(history >> number & 1)}
        for place, (history, _) in enumerate(kept)
        for number in range(len(lists))
    ]
    along: Specification = {"field": "place", "type": "ordinal", "axis": None}
    size = {"width": width - 8 * max(map(len, lists))}
    top = {
        **size,
        "height": 150,
        "data": {"values": bars},
        "encoding": {
            "x": along,
            "y": {"field": "people", "type": "quantitative", "scale": zero_based(), "axis": count_axis("People", tickCount=4)},
        },
        "layer": [
            {"mark": {"type": "bar", "color": SERIES[0]}},
            {"mark": {"type": "text", "dy": -7, "fontSize": 10 if width == WIDE else 8}, "encoding": {"text": {"field": "words"}}},
        ],
    }  # fmt: skip
    grid = {
        **size,
        "height": _ROW * len(lists),
        "data": {"values": dots},
        "mark": {"type": "point", "size": 90 if width == WIDE else 50, "strokeWidth": 1},
        "encoding": {
            "x": along,
            "y": {"field": "list", "type": "nominal", "sort": lists, "axis": {"title": None, "ticks": False, "domain": False}},
            "color": {"condition": {"test": "datum.held", "value": INK}, "value": RULE},
        },
    }  # fmt: skip
    return themed({"vconcat": [top, grid], "spacing": 4})


def intervals_chart(estimation: Estimation) -> Chart:
    """Return every method's estimate and interval on one axis, beside what was counted."""
    found = [each for each in estimation.outcomes if isinstance(each, Estimate)]
    observed = estimation.histories.observed
    rows: Rows = tuple((_name(each), round(each.total), *(_ends(each))) for each in found)
    spans = "; ".join(
        f"{_name(each)} {each.total:,.0f}"
        + (f" ({low:,} to {high:,})" if low is not None and high is not None else "")
        for each, (low, high) in ((each, _ends(each)) for each in found)
    )
    return Chart(
        name="methods",
        title="What the methods say",
        wide=_intervals(found, observed, WIDE),
        narrow=_intervals(found, observed, NARROW),
        alternative=f"{observed:,} people were counted. Estimates of all: {spans}.",
        columns=("Method", "In all", "From", "To"),
        rows=(("Counted, on at least one list", observed, None, None), *rows),
        note="The line marks what was counted. Bars are intervals, points estimates; an arrow has no end that the counts can tell.",
    )


def _ends(estimate: Estimate) -> tuple[int | None, int | None]:
    if estimate.interval is None:
        return None, None
    high = estimate.interval.high
    return round(estimate.interval.low), None if high == float("inf") else round(high)


def _intervals(found: Sequence[Estimate], observed: int, width: int) -> Specification:
    far = max(
        [each.total for each in found] + [end for each in found if (end := _ends(each)[1])], default=observed
    )
    values = []
    for order, each in enumerate(found):
        low, high = _ends(each)
        values.append(
            {
                "method": _name(each) if width == WIDE else METHOD_LABELS.get(each.method, each.method),
                "total": each.total,
                "low": low if low is not None else each.total,
                "high": high if high is not None else (far if each.interval else each.total),
                "open": bool(each.interval) and high is None,
                "order": order,
            }
        )
    row = {
        "field": "method",
        "type": "nominal",
        "sort": None,
        "axis": {"title": None, "ticks": False, "domain": False},
    }
    return themed(
        {
            "width": width - (220 if width == WIDE else 70),
            "height": max(_ROW * 1.4 * len(found), 60),
            "data": {"values": values},
            "layer": [
                {"mark": {"type": "bar", "height": 8, "color": BAND, "stroke": MUTED},
                 "encoding": {"x": _people("low", "People in all"), "x2": {"field": "high"}, "y": row}},
                {"mark": {"type": "point", "size": 90, "color": SERIES[0]},
                 "encoding": {"x": _people("total", "People in all"), "y": row}},
                {"transform": [{"filter": "datum.open"}], "mark": {"type": "point", "shape": "triangle-right", "size": 90, "color": MUTED},
                 "encoding": {"x": _people("high", "People in all"), "y": row}},
                _counted_rule(observed),
            ],
        }
    )  # fmt: skip


def _people(field: str, title: str, **axis: Any) -> Specification:  # noqa: ANN401 - whatever Vega-Lite allows
    return {"field": field, "type": "quantitative", "scale": zero_based(), "axis": count_axis(title, **axis)}


def _counted_rule(observed: int) -> Specification:
    return {
        "data": {"values": [{"counted": observed}]},
        "mark": {"type": "rule", "color": INK, "strokeWidth": 2, "strokeDash": [4, 3]},
        "encoding": {"x": {"field": "counted", "type": "quantitative"}},
    }


def densities_chart(estimation: Estimation) -> Chart | None:
    """Return the posterior or bootstrap density of each method, one above another; None where no method has one."""
    found = [each for each in estimation.outcomes if isinstance(each, Estimate) and each.density]
    if not found:
        return None
    rows = []
    for each in found:
        assert each.density is not None  # noqa: S101 - chosen so above
        peak = max(zip(each.density.heights, each.density.totals, strict=True))[1]
        rows.append((_name(each), round(peak), *_ends(each)))
    peaks = "; ".join(f"{name} at {peak:,}" for name, peak, *_ in rows)
    return Chart(
        name="densities",
        title="How plausible each number is, by method",
        wide=_densities(found, WIDE),
        narrow=_densities(found, NARROW),
        alternative=f"One curve for each method. They peak at: {peaks}.",
        columns=("Method", "Most plausible", "From", "To"),
        rows=tuple(rows),
        note="Each curve is scaled to its own peak. Where curves lie apart, the choice of the method matters more than chance.",
    )


def _densities(found: Sequence[Estimate], width: int) -> Specification:
    values = []
    for each in found:
        assert each.density is not None  # noqa: S101 - chosen so before
        peak = max(each.density.heights)
        values += [
            {"method": _name(each), "total": total, "height": height / peak}
            for total, height in zip(each.density.totals, each.density.heights, strict=True)
        ]
    names = [_name(each) for each in found]
    panel = {
        "width": width - 20,
        "height": 56 if width == WIDE else 46,
        "mark": {"type": "area", "color": SERIES[0], "opacity": 0.75, "line": {"color": INK, "strokeWidth": 1}, "interpolate": "monotone"},
        "encoding": {
            "x": _people("total", "People in all"),
            "y": {"field": "height", "type": "quantitative", "axis": None},
        },
    }  # fmt: skip
    return themed(
        {
            "data": {"values": values},
            "facet": {"row": {"field": "method", "type": "nominal", "sort": names, "title": None,
                              "header": {"labelAngle": 0, "labelOrient": "top", "labelAnchor": "start", "labelPadding": 2}}},
            "spec": panel,
            "spacing": 6,
        }
    )  # fmt: skip


def models_chart(estimate: Estimate) -> Chart | None:
    """Return the models with most weight, what each says, and its weight; None where the method has no models."""
    models = sorted(estimate.models, key=lambda each: -each.weight)[:_MODELS]
    if not models:
        return None
    best = models[0]
    rows: Rows = tuple((each.model, round(each.total), round(each.weight, 4)) for each in models)
    return Chart(
        name=f"models-{estimate.method}",
        title=f"Models and their weights: {_name(estimate)}",
        wide=_models(estimate, WIDE),
        narrow=_models(estimate, NARROW),
        alternative=(
            f"Of {len(estimate.models)} models, {best.model} has most weight, {best.weight:.0%}, and says {best.total:,.0f}. "
            f"The {len(models)} shown say from {min(each.total for each in models):,.0f} to {max(each.total for each in models):,.0f}."
        ),
        columns=("Model", "In all, under this model alone", "Weight"),
        rows=rows,
        note="Numbers in brackets are lists in the order of the table; lists within one bracket may depend on one another.",
    )


def _models(estimate: Estimate, width: int) -> Specification:
    models = sorted(estimate.models, key=lambda each: -each.weight)[:_MODELS]
    values = [
        {"model": each.model, "weight": each.weight, "words": f"{each.weight:.1%}: {each.total:,.0f}"}
        for each in models
    ]
    return themed(
        {
            "width": width - (180 if width == WIDE else 90),
            "height": _ROW * len(models),
            "data": {"values": values},
            "encoding": {
                "y": {"field": "model", "type": "nominal", "sort": None, "axis": {"title": None, "ticks": False, "domain": False,
                                                                                    "labelLimit": 150 if width == WIDE else 90}},
                "x": {"field": "weight", "type": "quantitative", "scale": {"domain": [0, 1.35]},
                      "axis": {"title": "Weight, and people in all", "format": ".0%", "values": [0, 0.5, 1]}},
            },
            "layer": [
                {"mark": {"type": "bar", "color": SERIES[0], "height": 12}},
                {"mark": {"type": "text", "align": "left", "dx": 5, "fontSize": 11 if width == WIDE else 10},
                 "encoding": {"text": {"field": "words"}}},
            ],
        }
    )  # fmt: skip


def links_chart(what_ifs: Sequence[WhatIf]) -> Chart | None:
    """Return how the estimate moves as links are taken to be missed or false; None where nothing was tried."""
    if not what_ifs:
        return None
    rows: Rows = tuple((_signed(each), each.outcome.observed, _total(each.outcome)) for each in what_ifs)
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


def _total(outcome: Outcome) -> int | None:
    return round(outcome.total) if isinstance(outcome, Estimate) else None


def _links(what_ifs: Sequence[WhatIf], width: int) -> Specification:
    values = []
    for each in what_ifs:
        sign = -1 if each.kind == "missed links" else 1
        values.append({"share": sign * each.value, "people": each.outcome.observed, "what": "counted"})
        total = _total(each.outcome)
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
        (shown(each.name), each.size, _total(each.outcome), *_check_ends(each)) for each in checks
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
    return _ends(check.outcome) if isinstance(check.outcome, Estimate) else (None, None)


def _lists(checks: Sequence[ListCheck], width: int) -> Specification:
    values = []
    for each in checks:
        low, high = _check_ends(each)
        total = _total(each.outcome)
        values.append(
            {"list": _cut(each.name, width), "size": each.size, "total": total, "low": low, "high": high}
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
            "height": max(_ROW * 1.4 * len(checks), 60),
            "data": {"values": values},
            "layer": [
                {**told, "mark": {"type": "bar", "height": 8, "color": BAND, "stroke": MUTED},
                 "encoding": {"x": _people("low", "People on the list"), "x2": {"field": "high"}, "y": row}},
                {**told, "mark": {"type": "point", "size": 80, "color": SERIES[0]},
                 "encoding": {"x": _people("total", "People on the list"), "y": row}},
                {"mark": {"type": "tick", "color": INK, "thickness": 3, "size": 22},
                 "encoding": {"x": _people("size", "People on the list"), "y": row}},
            ],
        }
    )  # fmt: skip


def estimate_charts(estimation: Estimation) -> tuple[Chart, ...]:
    """Return all charts that the estimation has something for, in the order of a page."""
    models = [models_chart(each) for each in estimation.outcomes if isinstance(each, Estimate)]
    found: list[Chart | None] = [overlap_chart(estimation.histories)]
    if any(isinstance(each, Estimate) for each in estimation.outcomes):
        found.append(intervals_chart(estimation))
    found += [densities_chart(estimation), *models, links_chart(estimation.what_ifs)]
    found += [interactions_chart(estimation), lists_chart(estimation.list_checks)]
    return tuple(each for each in found if each is not None)


def _name(estimate: Estimate) -> str:
    return METHOD_WORDS.get(estimate.method, estimate.method)


def _cut(name: str, width: int) -> str:
    told, most = shown(name), _CUT[width]
    return told if len(told) <= most else f"{told[: most - 1]}…"
