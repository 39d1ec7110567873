"""Estimates for a person at a terminal: what was counted, then the methods side by side, then what to doubt.

Needs rich, which takes time to import: import this module late.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TextIO

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from tollbook.export.estimate_words import (
    NOT_THE_TOLL,
    counted_line,
    level_words,
    method_row,
    refusal_words,
    span_line,
    what_if_words,
)
from tollbook.model.display import shown
from tollbook.model.estimate import Estimate
from tollbook.model.estimation import METHOD_WORDS, Estimation

_HEADING = "bold"
_QUIET = "dim"


def write_estimation(estimation: Estimation, stream: TextIO, *, width: int | None = None) -> None:
    """Write the methods side by side, with what was counted first.

    Args:
        estimation: what to show.
        stream: a terminal or a file.
        width: columns; None for those of the terminal, or 80.
    """
    console = Console(file=stream, width=width, markup=False, highlight=False, emoji=False)
    console.print(Text("Counted: ", style=_HEADING) + Text(counted_line(estimation)))
    for note in estimation.histories.notes:
        console.print(Text(f"Note: {shown(note)}", style=_QUIET))
    console.print(_methods(estimation))
    console.print(Text("Estimated: ", style=_HEADING) + Text(span_line(estimation)))
    _write_list(console, "What each method assumes", list(_assumptions(estimation)))
    _write_list(console, "Warnings", list(_warnings(estimation)))
    _write_list(console, "Strata", list(_strata(estimation)))
    _write_list(console, "If links between lists were wrong", list(_what_ifs(estimation)))
    console.print(Padding(Text(NOT_THE_TOLL, style=_QUIET), (1, 0, 0, 0)))


def _methods(estimation: Estimation) -> Table:
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    table.add_column("Method")
    table.add_column("On no list", justify="right")
    table.add_column("In all", justify="right")
    table.add_column(f"{level_words(estimation.plan.level)} interval", justify="right")
    for row in map(method_row, estimation.outcomes):
        if row.refused:
            table.add_row(row.name, "no estimate", "", "")
        else:
            table.add_row(row.name, row.unlisted, Text(row.total, style=_HEADING), row.interval)
    return table


def _write_list(console: Console, heading: str, lines: list[str]) -> None:
    if not lines:
        return
    console.print(Padding(Text(heading, style=_HEADING), (1, 0, 0, 0)))
    for line in lines:
        console.print(Padding(Text(f"- {line}"), (0, 0, 0, 1)))


def _assumptions(estimation: Estimation) -> Iterator[str]:
    for outcome in estimation.outcomes:
        yield f"{METHOD_WORDS[outcome.method]}: {outcome.assumption}"


def _warnings(estimation: Estimation) -> Iterator[str]:
    for outcome in estimation.outcomes:
        if not isinstance(outcome, Estimate):
            yield f"{METHOD_WORDS[outcome.method]}: no estimate, because {refusal_words(outcome)}."
    yield from (f"All methods: {caution.text}" for caution in estimation.cautions)
    for outcome in estimation.outcomes:
        if isinstance(outcome, Estimate):
            yield from (f"{METHOD_WORDS[outcome.method]}: {caution.text}" for caution in outcome.cautions)


def _strata(estimation: Estimation) -> Iterator[str]:
    for outcome in estimation.outcomes:
        if isinstance(outcome, Estimate) and outcome.strata and outcome.strata[0].label != "all":
            parts = "; ".join(
                f"{shown(part.label)} {part.observed:,.0f} counted, "
                + ("no estimate" if part.total is None else f"{part.total:,.0f} in all")
                for part in outcome.strata
            )
            yield f"{METHOD_WORDS[outcome.method]}: {parts}"


def _what_ifs(estimation: Estimation) -> Iterator[str]:
    for each in estimation.what_ifs:
        outcome = each.outcome
        said = f"{outcome.total:,.0f}" if isinstance(outcome, Estimate) else "no estimate"
        yield f"{what_if_words(each)}: {outcome.observed:,} counted, {said} in all"
