"""Parts of a reconciliation as tables for people, made safe to show."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, TextIO

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from tollbook.export.reconciliation import cell
from tollbook.model.display import shown

_NUMBERS = frozenset({"low", "high", "phase"})
_FILE_COLUMNS = 160
"""Width of a table that goes to a file or a pipe."""


def write_table(rows: Iterable[dict[str, Any]], columns: Sequence[str], stream: TextIO) -> None:
    """Write rows as a table; an unknown value is an empty cell."""
    table = Table(box=SIMPLE_HEAD, padding=(0, 1), pad_edge=False)
    for column in columns:
        table.add_column(column, justify="right" if column in _NUMBERS else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text(_words(row.get(column))) for column in columns))
    width = None if stream.isatty() else _FILE_COLUMNS
    Console(file=stream, width=width, highlight=False).print(table)


def _words(value: object) -> str:
    return f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else shown(cell(value))
