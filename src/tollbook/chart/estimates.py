"""Charts of estimates: how lists overlap, what methods and models say, and what would change it."""

from __future__ import annotations

from collections.abc import Sequence

from tollbook.chart.estimate_doubts import interactions_chart, links_chart, lists_chart
from tollbook.chart.estimate_parts import (
    ROW,
    Rows,
    Specification,
    counted_rule,
    cut_name,
    interval_ends,
    people_axis,
)
from tollbook.chart.theme import (
    BAND,
    INK,
    MUTED,
    NARROW,
    RULE,
    SERIES,
    WIDE,
    count_axis,
    themed,
    zero_based,
)
from tollbook.model.chart import Chart
from tollbook.model.display import shown
from tollbook.model.estimate import Estimate
from tollbook.model.estimation import METHOD_LABELS, METHOD_WORDS, Estimation
from tollbook.model.histories import CaptureHistories

_MOST_HISTORIES = {WIDE: 24, NARROW: 12}
_MODELS = 10


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
    lists = [cut_name(name, width) for name in histories.lists]
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
        "height": ROW * len(lists),
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
    rows: Rows = tuple((_name(each), round(each.total), *(interval_ends(each))) for each in found)
    spans = "; ".join(
        f"{_name(each)} {each.total:,.0f}"
        + (f" ({low:,} to {high:,})" if low is not None and high is not None else "")
        for each, (low, high) in ((each, interval_ends(each)) for each in found)
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


def _intervals(found: Sequence[Estimate], observed: int, width: int) -> Specification:
    far = max(
        [each.total for each in found] + [end for each in found if (end := interval_ends(each)[1])],
        default=observed,
    )
    values = []
    for order, each in enumerate(found):
        low, high = interval_ends(each)
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
            "height": max(ROW * 1.4 * len(found), 60),
            "data": {"values": values},
            "layer": [
                {"mark": {"type": "bar", "height": 8, "color": BAND, "stroke": MUTED},
                 "encoding": {"x": people_axis("low", "People in all"), "x2": {"field": "high"}, "y": row}},
                {"mark": {"type": "point", "size": 90, "color": SERIES[0]},
                 "encoding": {"x": people_axis("total", "People in all"), "y": row}},
                {"transform": [{"filter": "datum.open"}], "mark": {"type": "point", "shape": "triangle-right", "size": 90, "color": MUTED},
                 "encoding": {"x": people_axis("high", "People in all"), "y": row}},
                counted_rule(observed),
            ],
        }
    )  # fmt: skip


def densities_chart(estimation: Estimation) -> Chart | None:
    """Return the posterior or bootstrap density of each method, one above another; None where no method has one."""
    found = [each for each in estimation.outcomes if isinstance(each, Estimate) and each.density]
    if not found:
        return None
    rows = []
    for each in found:
        assert each.density is not None  # noqa: S101 - chosen so above
        peak = max(zip(each.density.heights, each.density.totals, strict=True))[1]
        rows.append((_name(each), round(peak), *interval_ends(each)))
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
            "x": people_axis("total", "People in all"),
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
            "height": ROW * len(models),
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
