from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring

from tollbook.chart.estimate_doubts import interactions_chart, links_chart, lists_chart
from tollbook.chart.estimates import (
    densities_chart,
    estimate_charts,
    intervals_chart,
    models_chart,
    overlap_chart,
)
from tollbook.chart.render import drawing
from tollbook.model import (
    CaptureHistories,
    Density,
    Estimate,
    Ground,
    HistoryCount,
    Interval,
    ListCheck,
    ModelWeight,
    NotEstimable,
    Refusal,
    WhatIf,
)
from tollbook.model.chart import Chart
from tollbook.model.estimation import Estimation, EstimationPlan

HOSTILE = "<b>\u202eقائمة"
COUNTS = {1: 120, 2: 90, 3: 40, 4: 60, 5: 25, 6: 18, 7: 9}
TABLE = CaptureHistories(
    lists=("Ministry", HOSTILE, "Families"),
    cells=tuple(HistoryCount(history=history, count=count) for history, count in COUNTS.items()),
)
GRAPHS = Estimate(
    method="graphs",
    observed=362,
    total=640.0,
    interval=Interval(low=510.0, high=900.0, level=0.95, kind="posterior"),
    assumption="None.",
    models=(
        ModelWeight(model="[12][3]", total=630.0, weight=0.7),
        ModelWeight(model="[12][23]", total=700.0, weight=0.3),
    ),
    density=Density(totals=(500.0, 600.0, 700.0), heights=(0.001, 0.006, 0.002)),
)
OPEN = replace(
    GRAPHS,
    method="loglinear",
    total=700.0,
    interval=Interval(low=480.0, high=float("inf"), level=0.95, kind="BCa bootstrap"),
    models=(),
    density=None,
)
REFUSED = NotEstimable(
    method="latent",
    observed=362,
    refusals=(Refusal(ground=Ground.NOT_CONVERGED, reason="R-hat is 1.2"),),
    assumption="None.",
)
ESTIMATION = Estimation(
    name="lists.csv",
    sha256="0" * 64,
    histories=TABLE,
    plan=EstimationPlan(methods=("graphs", "loglinear", "latent")),
    outcomes=(GRAPHS, OPEN, REFUSED),
    cautions=(),
    list_checks=(
        ListCheck(name=HOSTILE, size=157, outcome=GRAPHS),
        ListCheck(name="Families", size=112, outcome=REFUSED),
    ),
    what_ifs=(
        WhatIf(kind="missed links", value=0.05, outcome=replace(GRAPHS, observed=350, total=560.0)),
        WhatIf(kind="no wrong links", value=0.0, outcome=GRAPHS),
        WhatIf(kind="false links", value=0.05, outcome=REFUSED),
    ),
    interactions={"graphs": ((0.5, 501.0), (1.0, 640.0), (2.0, 918.0))},
    checked_by="graphs",
    versions={"tollbook": "1.0"},
)
CHARTS = estimate_charts(ESTIMATION)


def scales(specification: Any) -> Iterator[dict[str, Any]]:
    """Return every encoding of a specification that is of numbers of people."""
    if isinstance(specification, dict):
        if specification.get("type") == "quantitative" and specification.get("field") in {
            "people", "total", "low", "high", "size",
        }:  # fmt: skip
            yield specification
        for value in specification.values():
            yield from scales(value)
    elif isinstance(specification, list):
        for value in specification:
            yield from scales(value)


def test_every_part_of_an_estimation_has_its_chart() -> None:
    names = ["overlap", "methods", "densities", "models-graphs", "links", "interactions", "lists"]
    assert names == [chart.name for chart in CHARTS]


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.name)
def test_beside_every_chart_stand_its_words_and_its_numbers(chart: Chart) -> None:
    assert len(chart.alternative) > 40
    assert chart.rows
    assert {len(chart.columns)} == {len(row) for row in chart.rows}
    assert "\u202e" not in chart.alternative + json.dumps(chart.rows, ensure_ascii=False)


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.name)
def test_numbers_of_people_are_drawn_from_zero(chart: Chart) -> None:
    for specification in (chart.wide, chart.narrow):
        assert [] == [each for each in scales(specification) if not each.get("scale", {}).get("zero")]


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.name)
def test_charts_can_be_drawn_in_colours_of_the_theme_alone(chart: Chart) -> None:
    drawn = drawing(chart)
    for svg in (drawn.wide, drawn.narrow):
        root: Element = fromstring(svg)
        assert float(root.get("width") or 0) > 100
        paints = {
            each.attrib[key] for each in root.iter() for key in ("fill", "stroke") if key in each.attrib
        }
        strange = {
            paint for paint in paints - {"none", "transparent"} if not re.match(r"var\(--chart-", paint)
        }
        assert set() == strange
        assert "<b>" not in svg


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.name)
def test_a_narrow_chart_fits_a_phone_and_a_wide_one_a_desk(chart: Chart) -> None:
    drawn = drawing(chart)
    widths = [float(fromstring(svg).get("width") or 0) for svg in (drawn.narrow, drawn.wide)]
    assert widths[0] <= 330
    assert 330 < widths[1] <= 760


def test_the_overlap_counts_everybody_once_the_largest_first() -> None:
    chart = overlap_chart(TABLE)
    assert 362 == sum(int(str(row[1])) for row in chart.rows)
    assert ("Ministry only", 120) == chart.rows[0]
    assert chart.alternative.startswith(
        "7 combinations of 3 lists hold 362 people. The largest is Ministry only: 120."
    )
    assert "270 people are on one list only." in chart.alternative


def test_what_was_counted_stands_beside_what_is_estimated() -> None:
    chart = intervals_chart(ESTIMATION)
    assert ("Counted, on at least one list", 362, None, None) == chart.rows[0]
    assert ("Log-linear model, best by BIC", 700, 480, None) == chart.rows[2]
    assert chart.alternative.startswith("362 people were counted.")
    assert "triangle-right" in json.dumps(chart.wide)


def test_models_come_with_their_weight_and_what_each_says() -> None:
    chart = models_chart(GRAPHS)
    assert chart is not None
    assert (("[12][3]", 630, 0.7), ("[12][23]", 700, 0.3)) == chart.rows
    assert "Of 2 models, [12][3] has most weight, 70%, and says 630." in chart.alternative


def test_scenarios_without_a_number_are_gaps_and_not_zeros() -> None:
    chart = links_chart(ESTIMATION.what_ifs)
    assert chart is not None
    assert (("5 % missed", 350, 560), ("as they are", 362, 640), ("5 % false", 362, None)) == chart.rows


def test_a_list_without_an_estimate_is_told_as_such() -> None:
    chart = lists_chart(ESTIMATION.list_checks)
    assert chart is not None
    assert ("Families", 112, None, None, None) == chart.rows[1]
    assert "Families holds 112, no estimate" in chart.alternative


def test_what_an_estimation_lacks_has_no_chart() -> None:
    bare = replace(ESTIMATION, outcomes=(REFUSED,), list_checks=(), what_ifs=(), interactions={})
    assert ["overlap"] == [chart.name for chart in estimate_charts(bare)]
    assert None is densities_chart(bare) is interactions_chart(bare) is models_chart(OPEN)


def test_the_interaction_that_nothing_can_tell_is_drawn_for_every_ratio() -> None:
    chart = interactions_chart(ESTIMATION)
    assert chart is not None
    assert [(0.5, 501), (1.0, 640), (2.0, 918)] == [row[1:] for row in chart.rows]
