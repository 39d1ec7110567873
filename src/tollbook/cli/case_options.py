"""What all verbs of a case share: which case is meant, who acts, and how results are printed."""

from __future__ import annotations

import getpass
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

import click

from tollbook.errors import UsageError
from tollbook.ledger import Ledger
from tollbook.model.display import shown
from tollbook.pipeline.cases import CaseFolder, case_above, open_case, writing_ledger

CASE_VARIABLE = "TOLLBOOK_CASE"
USER_VARIABLE = "TOLLBOOK_USER"
"""When this is set in the environment, it names whoever acts; else the name one is logged in with does."""

F = TypeVar("F", bound=Callable[..., Any])

case_option = click.option(
    "--case",
    "case_folder",
    envvar=CASE_VARIABLE,
    metavar="DIR",
    help=f"Folder of the case; {CASE_VARIABLE} or the folder one is in, or one above it, if left out.",
)
"""Which case a verb works on."""

json_option = click.option("--json", "as_json", is_flag=True, help="Print the results as JSON.")
"""Results for programs."""


def chosen_case(folder: str | None) -> CaseFolder:
    """Return the case that was named, or the one that the current folder lies in.

    Args:
        folder: as given by the option or the environment; None or empty when it was not.
    """
    return open_case(folder) if folder else case_above(os.curdir)


def acting() -> str:
    """Return the name of the person who acts.

    Raises:
        UsageError: when nobody can be told.
    """
    name = os.environ.get(USER_VARIABLE, "").strip()
    if name:
        return name
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        raise UsageError(f"Cannot tell who you are: set {USER_VARIABLE} to your name.") from None


@contextmanager
def writable(folder: CaseFolder) -> Iterator[Ledger]:
    """Return the ledger of a case, open for what the person at the keyboard does."""
    with writing_ledger(folder, actor=acting(), environment=os.environ) as ledger:
        yield ledger


def print_json(value: Any) -> None:  # noqa: ANN401 - plain data
    """Write plain data to standard output as JSON, in UTF-8, for people and programs."""
    _utf8()
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def print_json_list(rows: Iterable[dict[str, Any]]) -> None:
    """Write rows to standard output as one JSON list, a row at a time, so that there may be any number."""
    _utf8()
    lead = "["
    for row in rows:
        click.echo(f"{lead}\n{json.dumps(row, ensure_ascii=False)}", nl=False)
        lead = ","
    click.echo("[]" if lead == "[" else "\n]")


def print_table(
    columns: Sequence[str], rows: Iterable[Sequence[object]], *, right: Sequence[str] = ()
) -> None:
    """Write rows as a table, made safe to show; an unknown value is an empty cell.

    Args:
        columns: their headings.
        rows: a value for each column.
        right: columns that are set to the right: numbers.
    """
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE_HEAD, padding=(0, 1), pad_edge=False)
    for column in columns:
        table.add_column(
            column,
            justify="right" if column in right else "left",
            overflow="fold",
            no_wrap=column == "id",
        )
    for row in rows:
        table.add_row(*(Text("" if value is None else shown(str(value))) for value in row))
    Console(width=None if sys.stdout.isatty() else _FILE_COLUMNS, highlight=False).print(table)


def print_facts(pairs: Iterable[tuple[str, object]]) -> None:
    """Write facts, one a line, without those that are unknown."""
    told = [(label, value) for label, value in pairs if value not in (None, "")]
    width = max((len(label) for label, _ in told), default=0)
    for label, value in told:
        lines = shown(str(value)) if "\n" not in str(value) else _indented(str(value), width + 2)
        click.echo(f"{label:<{width}}  {lines}")


def _indented(text: str, by: int) -> str:
    return ("\n" + " " * by).join(shown(line) for line in text.split("\n"))


def _utf8() -> None:
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")


_FILE_COLUMNS = 160
"""Width of a table that goes to a file or a pipe."""
