"""The data behind the pages: figures as JSON and CSV, what changed as CSV. Unknown is empty, never 0."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Sequence
from dataclasses import fields
from io import StringIO
from typing import Any

from tollbook.export.site_figures import figure_row
from tollbook.export.site_index import SiteIndex
from tollbook.export.spreadsheet import cell
from tollbook.model.chart import Chart
from tollbook.model.reconciliation import Figure

_FIGURE_COLUMNS = (
    "id", "title", "harm", "group", "as_of", "low", "high", "best", "kind", "inclusion", "measure", "grade", "flags",
    "rule", "rule_version", "sentence", "basis",
)  # fmt: skip


def figure_json(index: SiteIndex, figure: Figure) -> str:
    """Return a figure with all its fields, its claims with the addresses of their words, and the ledger's root."""
    values = {each.name: _plain(getattr(figure, each.name)) for each in fields(figure)}
    used = [{"claim": claim, "words": index.mark(claim)} for claim in figure.claims_used]
    whole = {
        **values,
        "claims_used": used,
        "claims_left_out": dict(figure.claims_left_out),
        "ledger_root": index.report.ledger.root,
    }
    return json.dumps(whole, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def _plain(value: object) -> Any:  # noqa: ANN401 - whatever JSON holds
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if value is None or isinstance(value, int):
        return value
    return str(value)


def figures_csv(index: SiteIndex) -> str:
    """Return every figure as a row."""
    rows = []
    for figure in index.report.record.figures:
        row = figure_row(index, figure)
        flags = " ".join(figure.flags)
        values = {**{each.name: getattr(figure, each.name) for each in fields(figure)}, "flags": flags}
        rows.append([values.get(name, row.get(name)) for name in _FIGURE_COLUMNS])
    return _csv(_FIGURE_COLUMNS, rows)


def changes_csv(index: SiteIndex) -> str:
    """Return each figure that changed, with its bounds before and after."""
    columns = ("figure", "low_before", "high_before", "low_after", "high_after", "reasons")
    rows = [
        [
            figure_row(index, change.figure)["title"],
            *(bound for each in (change.before, change.after) for bound in (_bounds(each))),
            "; ".join(change.reasons),
        ]
        for change in index.report.changes
    ]
    return _csv(columns, rows)


def chart_csv(chart: Chart) -> str:
    """Return the data of a chart, as the table beside it shows them."""
    return _csv(chart.columns, chart.rows)


def _bounds(figure: Figure | None) -> tuple[int | None, int | None]:
    return (None, None) if figure is None else (figure.low, figure.high)


def _csv(columns: Sequence[str], rows: Iterable[Sequence[str | float | None]]) -> str:
    stream = StringIO()
    table = csv.writer(stream, lineterminator="\n")
    table.writerow(columns)
    table.writerows([[cell(value) for value in row] for row in rows])
    return stream.getvalue()
