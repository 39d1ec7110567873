from __future__ import annotations

import io
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from tollbook.chart.theme import DARK, LIGHT
from tollbook.export.estimate_page import write_estimate_page
from tollbook.export.estimate_terminal import write_estimation
from tollbook.export.estimate_words import counted_line, interval_words, method_row, refusal_words, span_line
from tollbook.export.templates import shipped
from tollbook.model import (
    CaptureHistories,
    Caution,
    Doubt,
    Estimate,
    Ground,
    HistoryCount,
    Interval,
    NotEstimable,
    Refusal,
    StratumEstimate,
)
from tollbook.model.chart import Chart, Drawing
from tollbook.model.estimation import Estimation, EstimationPlan

HOSTILE = "<script>alert(1)</script>\u202eقائمة"
INTERVAL = Interval(low=510.4, high=900.6, level=0.95, kind="posterior")
GRAPHS = Estimate(
    method="graphs",
    observed=1,
    total=640.0,
    interval=INTERVAL,
    assumption="Lists <depend> in pairs.",
    cautions=(Caution(doubt=Doubt.PRIOR_MATTERS, text="The prior matters."),),
    strata=(
        StratumEstimate(label=HOSTILE, observed=1, total=None),
        StratumEstimate(label="y", observed=0, total=9.0, interval=INTERVAL),
    ),
)
CHAO = replace(GRAPHS, method="chao", total=500.0, cautions=(), strata=())
REFUSED = NotEstimable(
    method="latent",
    observed=1,
    refusals=tuple(
        Refusal(ground=Ground.NOT_CONVERGED, reason=f"reason {n}", subject=f"part {n}") for n in range(5)
    ),
    assumption="Kinds.",
)
ESTIMATION = Estimation(
    name=HOSTILE,
    sha256="0" * 64,
    histories=CaptureHistories(
        lists=(HOSTILE, "B"), cells=(HistoryCount(history=3, count=1),), notes=("list X holds nobody",)
    ),
    plan=EstimationPlan(methods=("graphs", "chao", "latent"), by=("half",)),
    outcomes=(GRAPHS, CHAO, REFUSED),
    cautions=(Caution(doubt=Doubt.SPARSE_OVERLAP, text="Few people."),),
    list_checks=(),
    what_ifs=(),
    interactions={},
    checked_by=None,
    versions={"tollbook": "1.0"},
)
CHART = Chart(
    name="overlap",
    title="How the lists overlap",
    wide={},
    narrow={},
    alternative=f"One of {HOSTILE}.",
    columns=("List", "People"),
    rows=((HOSTILE, 1_234), ("B", None)),
    note="A note.",
)
DRAWING = Drawing(chart=CHART, wide='<svg id="w"></svg>', narrow='<svg id="n"></svg>')


class Tags(HTMLParser):
    """Collects the tags and the text of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - the parser calls it so
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


def page(estimation: Estimation = ESTIMATION) -> str:
    stream = io.StringIO()
    write_estimate_page(estimation, [DRAWING], stream)
    return stream.getvalue()


def test_names_of_others_stay_text_and_steer_nothing() -> None:
    parsed = Tags()
    parsed.feed(page())
    assert "script" not in parsed.tags
    assert "\u202e" not in page()
    assert "<script>alert(1)</script>\\u202eقائمة" in parsed.text


def test_what_was_counted_comes_before_anything_estimated() -> None:
    parsed = Tags()
    parsed.feed(page().partition("</style>")[2])
    text = " ".join(parsed.text.split())
    places = [
        text.index(each) for each in ("people counted, on at least one list", "Estimated", "640", "Warnings")
    ]
    assert places == sorted(places)
    assert "not the true toll" in text


def test_both_pictures_their_words_and_their_numbers_are_there() -> None:
    text = page()
    assert '<div class="wide"><svg id="w"></svg></div>' in text
    assert '<div class="narrow"><svg id="n"></svg></div>' in text
    assert "<bdi>1,234</bdi>" in text
    assert "<bdi>not known</bdi>" in text


def test_a_method_without_a_number_says_why_in_its_row() -> None:
    text = page()
    reason = "no estimate: part 0: reason 0; part 1: reason 1; part 2: reason 2; and 2 more"
    assert f'colspan="3"><bdi>{reason}</bdi>' in text
    assert method_row(REFUSED).refused
    assert "" == refusal_words(CHAO)


def test_what_is_needed_to_run_it_again_is_there() -> None:
    text = page()
    command = "tollbook estimate FILE --method graphs --method chao --method latent --by half --seed 20250301 --draws 4000 --level 0.95"
    assert command in text
    assert "0" * 64 in text


def test_the_page_asks_for_nothing() -> None:
    assert [] == re.findall(r'(?:src|href)="(?!#)', page())
    assert "default-src 'none'" in page()


def test_charts_have_the_colours_of_their_theme_in_light_and_dark() -> None:
    style = shipped("estimate.css")
    light, dark = style.split("@media (prefers-color-scheme: dark)")
    for names, part in ((LIGHT, light), (DARK, dark.partition("}")[0])):
        assert [] == [name for name, colour in names.items() if f"--chart-{name}: {colour};" not in part]


def test_lower_bounds_and_open_ends_are_told_as_such() -> None:
    assert "at least 500" == method_row(CHAO).total
    assert "480 or more" == interval_words(Interval(low=480.0, high=float("inf"), level=0.95, kind="made"))
    assert "510 to 901" == interval_words(INTERVAL)
    assert "" == interval_words(None)


@pytest.mark.parametrize(
    ("outcomes", "line"),
    [
        ((REFUSED,), "No method gives an estimate for this table; what was counted stands."),
        ((CHAO,), "Only a lower bound can be given: at least 500 in all."),
        ((GRAPHS, CHAO), "One method: 640 in all, intervals from 510 to 901."),
        (
            (GRAPHS, replace(GRAPHS, total=700.0, interval=replace(INTERVAL, high=float("inf")))),
            "2 methods: from 640 to 700 in all, intervals from 510 to no upper end.",
        ),
    ],
)
def test_methods_are_summed_up_by_their_range(outcomes: tuple[Estimate, ...], line: str) -> None:
    assert line == span_line(replace(ESTIMATION, outcomes=outcomes))


def test_one_person_is_one_person() -> None:
    assert counted_line(ESTIMATION).startswith("1 person on at least one of 2 lists (")


def test_the_terminal_shows_the_same_and_no_control_characters() -> None:
    stream = io.StringIO()
    write_estimation(ESTIMATION, stream, width=200)
    text = " ".join(stream.getvalue().split())
    assert "\u202e" not in text
    for each in (
        "Note: list X holds nobody",
        "no estimate",
        "All methods: Few people.",
        "Strata",
        "y 0 counted, 9 in all",
    ):
        assert each in text
