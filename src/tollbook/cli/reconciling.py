"""`tollbook reconcile` and the verbs that show its parts: figures, series, lines, disputes, check, audit."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any, TextIO, TypeVar

import click

from tollbook.cli.case_options import case_option
from tollbook.cli.exits import ExitCode
from tollbook.cli.output import STDOUT, result_stream
from tollbook.export.reconciliation import COLUMNS, PARTS, TABLE_COLUMNS, reconciliation_row, write_rows
from tollbook.export.reconciliation_table import write_table
from tollbook.model.display import shown
from tollbook.model.reconciliation import Reconciliation
from tollbook.model.words import counted
from tollbook.pipeline.auditing import audit, parsed_swap
from tollbook.pipeline.reconciling import case_input, reconcile_case

F = TypeVar("F", bound=Callable[..., Any])

HERE = "."
FORMATS = ("table", "csv", "json")


def case_options(verb: F) -> F:
    """Add the options by which a case is found, and from which record and which day it is reconciled."""
    options = (
        click.argument("folder", metavar="[CASE]", required=False),
        case_option,
        click.option(
            "--claims",
            metavar="FILE",
            help="Start from these claims (JSON of `tollbook reconcile`) and read nothing.",
        ),
        click.option(
            "--as-of",
            type=click.DateTime(["%Y-%m-%d"]),
            metavar="DATE",
            help="What was known on this day: later documents are left out.",
        ),
        click.option(
            "--ledger-at",
            type=click.IntRange(min=1),
            metavar="ENTRY",
            help="The record of a kept case as it stood after this entry.",
        ),
    )
    for option in reversed(options):
        verb = option(verb)
    return verb


def table_options(verb: F) -> F:
    """Add the options that say in which form a table is printed, and where to."""
    options = (
        click.option("--format", "form", type=click.Choice(FORMATS), default="table", show_default=True),
        click.option("--json", "form", flag_value="json", help="The same as --format json."),
        click.option(
            "--output", "-o", metavar="FILE", default=STDOUT, help="Write here; standard output if left out."
        ),
    )
    for option in reversed(options):
        verb = option(verb)
    return verb


@click.command("reconcile")
@case_options
@click.option(
    "--json", "as_json", is_flag=True, help="One JSON document: claims, lines, disputes, series, figures."
)
@click.option(
    "--output", "-o", metavar="FILE", default=STDOUT, help="Write here; standard output if left out."
)
def reconcile_command(
    *,
    folder: str | None,
    case_folder: str | None,
    claims: str | None,
    as_of: datetime | None,
    ledger_at: int | None,
    as_json: bool,
    output: str,
) -> int:
    """Turn the claims of a case into lines, disputes, series and figures.

    CASE is a folder whose case.toml lists documents, or the folder of a kept case;
    the folder one is in if left out. Each figure names its rule and its claims.

    \b
    Examples:
      tollbook reconcile examples/ferry
      tollbook reconcile examples/ferry --json -o ferry.json
      tollbook reconcile examples/ferry --claims ferry.json --as-of 2031-05-05
    """
    record = _record(folder or case_folder, claims, as_of, ledger_at)
    with result_stream(output) as stream:
        if as_json:
            _write_json(record, stream)
        else:
            _write_sentences(record, stream)
    return ExitCode.DONE


def _record(
    folder: str | None, claims: str | None, as_of: datetime | None, ledger_at: int | None
) -> Reconciliation:

    day = None if as_of is None else as_of.date()
    return reconcile_case(folder or HERE, claims=claims, as_of=day, ledger_at=ledger_at)


def _write_json(record: Reconciliation, stream: TextIO) -> None:

    json.dump(reconciliation_row(record), stream, ensure_ascii=False, indent=1)
    stream.write("\n")


def _write_sentences(record: Reconciliation, stream: TextIO) -> None:

    for figure in record.figures:
        flags = f", {', '.join(figure.flags)}" if figure.flags else ""
        stream.write(f"{shown(figure.sentence)} [{figure.grade}{flags}; {figure.rule}]\n")
    parts = (
        counted(len(record.claims), "claim"),
        counted(len(record.lines), "line"),
        counted(len(record.disputes), "dispute"),
        f"{len(record.series)} series",
        counted(len(record.findings), "finding"),
    )
    stream.write(f"{', '.join(parts)}; rules version {record.rule_version}.\n")


def _part_verb(name: str, text: str, findings: ExitCode = ExitCode.DONE) -> click.Command:
    """Return the verb that shows one part of a reconciliation."""

    @click.command(name, help=text)
    @case_options
    @table_options
    @wraps(_shown)
    def verb(**options: Any) -> int:  # noqa: ANN401 - the options as click hands them over
        return findings if _shown(name, **options) else ExitCode.DONE

    return verb


def _shown(  # noqa: PLR0913 - one argument for each option, as click hands them over
    name: str,
    *,
    folder: str | None,
    case_folder: str | None,
    claims: str | None,
    as_of: datetime | None,
    ledger_at: int | None,
    form: str,
    output: str,
) -> int:
    """Write one part of a reconciliation, and return how many rows it has."""
    rows = PARTS[name](_record(folder or case_folder, claims, as_of, ledger_at))
    with result_stream(output) as stream:
        _write_rows(name, rows, form, stream)
    return len(rows)


def _write_rows(name: str, rows: list[dict[str, Any]], form: str, stream: TextIO) -> None:

    if form == "json":
        json.dump(rows, stream, ensure_ascii=False, indent=1)
        stream.write("\n")
    elif form == "csv":
        write_rows(rows, COLUMNS[name], stream)
    else:
        write_table(rows, TABLE_COLUMNS[name], stream)


figures_command = _part_verb(
    "figures",
    """Show the figures of a case: range, grade, flags, and the sentence that says it.

    \b
    Examples:
      tollbook figures examples/ferry
      tollbook figures examples/ferry --format csv -o figures.csv
      tollbook figures examples/ferry --as-of 2031-05-05
    """,
)
series_command = _part_verb(
    "series",
    """Show the running totals of a case, point by point, with phases; derived points say so.

    \b
    Example:
      tollbook series examples/ferry --json
    """,
)
lines_command = _part_verb(
    "lines",
    """Show the lines of evidence of a case: which claims go back to one origin, and why.

    \b
    Example:
      tollbook lines examples/ferry --format csv
    """,
)
disputes_command = _part_verb(
    "disputes",
    """Show the disputes of a case: what is contested, by whom, and where it stands.

    \b
    Example:
      tollbook disputes examples/ferry
    """,
)
check_command = _part_verb(
    "check",
    """Look for what cannot be right: figures not in their source, slips, dates, totals. Exit code 1 on findings.

    \b
    Example:
      tollbook check examples/ferry
    """,
    ExitCode.SOME_FAILED,
)


@click.command("audit")
@case_options
@click.option(
    "--swap",
    "swaps",
    multiple=True,
    required=True,
    metavar='"A=B"',
    help="Exchange these names, each for the other; may be repeated.",
)
@click.option("--json", "as_json", is_flag=True, help="The differences as JSON.")
def audit_command(
    *,
    folder: str | None,
    case_folder: str | None,
    claims: str | None,
    as_of: datetime | None,
    ledger_at: int | None,
    swaps: tuple[str, ...],
    as_json: bool,
) -> int:
    """Reconcile a case with names exchanged, and show every difference that is not the exchange.

    None is the expected result. Exit code 1 when there is one.

    \b
    Example:
      tollbook audit examples/ferry --swap "Harbour=Castle"
    """
    pairs = parsed_swap(swaps)
    given = case_input(folder or case_folder or HERE, claims=claims, ledger_at=ledger_at)
    found = audit(given.known_on(None if as_of is None else as_of.date()), pairs)
    if as_json:
        rows = [{"part": each.part, "only": each.only, "what": json.loads(each.what)} for each in found]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
    else:
        for each in found:
            click.echo(f"{each.part}, only {each.only}: {shown(each.what)}")
        click.echo(f"{len(found)} differences besides the exchange of {', '.join(map(shown, swaps))}.")
    return ExitCode.SOME_FAILED if found else ExitCode.DONE
