"""Estimates as one HTML page that stands alone: what was counted first, then methods, doubts and charts.

No script, no request; every text of others escaped. Pictures come as SVG that takes the page's
colours; beside each stands its table, and its words for those who cannot see it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, TextIO

from tollbook.export.estimate_words import (
    NOT_THE_TOLL,
    counted_line,
    level_words,
    method_row,
    refusal_words,
    span_line,
)
from tollbook.export.templates import page_templates, shipped
from tollbook.model.chart import Cell, Drawing
from tollbook.model.estimate import Estimate
from tollbook.model.estimation import METHOD_WORDS, Estimation
from tollbook.version import VERSION


def write_estimate_page(estimation: Estimation, drawings: Sequence[Drawing], stream: TextIO) -> None:
    """Write the page.

    Args:
        estimation: what to show.
        drawings: its charts, in their order.
        stream: where the page goes.
    """
    template = page_templates().get_template("estimate.html.j2")
    stream.writelines(template.generate(**_view(estimation, drawings)))


def _view(estimation: Estimation, drawings: Sequence[Drawing]) -> dict[str, Any]:
    histories, plan = estimation.histories, estimation.plan
    return {
        "style": shipped("page.css") + shipped("estimate.css"),
        "title": f"Estimate from {len(histories.lists)} lists: {estimation.name}",
        "observed": f"{histories.observed:,}",
        "counted": counted_line(estimation),
        "span": span_line(estimation),
        "warning": NOT_THE_TOLL,
        "notes": histories.notes,
        "level": level_words(plan.level),
        "rows": [method_row(outcome) for outcome in estimation.outcomes],
        "cautions": list(_cautions(estimation)),
        "assumptions": [(METHOD_WORDS[each.method], each.assumption) for each in estimation.outcomes],
        "strata": list(_strata(estimation)),
        "drawings": [_drawn(each) for each in drawings],
        "facts": list(_facts(estimation)),
        "version": VERSION,
    }


def _cautions(estimation: Estimation) -> Iterator[tuple[str, str]]:
    for outcome in estimation.outcomes:
        if not isinstance(outcome, Estimate):
            yield METHOD_WORDS[outcome.method], f"No estimate: {refusal_words(outcome)}."
    yield from (("All methods", caution.text) for caution in estimation.cautions)
    for outcome in estimation.outcomes:
        if isinstance(outcome, Estimate):
            yield from ((METHOD_WORDS[outcome.method], caution.text) for caution in outcome.cautions)


def _strata(estimation: Estimation) -> Iterator[tuple[str, list[tuple[str, str, str, str]]]]:
    for outcome in estimation.outcomes:
        if isinstance(outcome, Estimate) and len(outcome.strata) > 1:
            rows = [
                (
                    part.label,
                    f"{part.observed:,.0f}",
                    "no estimate" if part.total is None else f"{part.total:,.0f}",
                    "" if part.interval is None else f"{part.interval.low:,.0f} to {part.interval.high:,.0f}",
                )
                for part in outcome.strata
            ]
            yield METHOD_WORDS[outcome.method], rows


def _drawn(drawing: Drawing) -> dict[str, Any]:
    chart = drawing.chart
    return {
        "name": chart.name,
        "title": chart.title,
        "wide": drawing.wide,
        "narrow": drawing.narrow,
        "note": chart.note,
        "alternative": chart.alternative,
        "columns": chart.columns,
        "rows": [[_cell(cell) for cell in row] for row in chart.rows],
        "numeric": [
            all(not isinstance(row[place], str) for row in chart.rows) for place in range(len(chart.columns))
        ],
    }


def _cell(cell: Cell) -> str:
    if cell is None:
        return "not known"
    if isinstance(cell, int):
        return f"{cell:,}"
    return f"{cell:g}" if isinstance(cell, float) else cell


def _facts(estimation: Estimation) -> Iterator[tuple[str, str]]:
    plan = estimation.plan
    yield "table", estimation.name
    yield "SHA-256 of the table", estimation.sha256
    yield "methods", ", ".join(plan.methods)
    if plan.by:
        yield "strata by", ", ".join(plan.by)
    yield "seed", str(plan.seed)
    yield "draws", f"{plan.draws:,}"
    yield "programs", ", ".join(f"{name} {number}" for name, number in estimation.versions.items())
    parts = ["tollbook estimate", "FILE", *(f"--method {each}" for each in plan.methods)]
    parts += [f"--by {','.join(plan.by)}"] if plan.by else []
    yield (
        "run again with",
        " ".join([*parts, f"--seed {plan.seed}", f"--draws {plan.draws}", f"--level {plan.level:g}"]),
    )
