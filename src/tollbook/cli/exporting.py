"""`tollbook export`: a case as tables for others."""

from __future__ import annotations

import os
import sys

import click

from tollbook.cli.case_options import case_option, chosen_case, json_option, print_json
from tollbook.cli.output import STDOUT, binary_file, result_stream
from tollbook.errors import UsageError
from tollbook.export.gate import DEFAULT_PROFILE, PROFILES
from tollbook.model.display import shown
from tollbook.pipeline.cases import reading_ledger
from tollbook.pipeline.exporting import TABLE_NAMES, export_package, export_table


@click.command("export")
@click.argument("target", metavar="FILE", default=STDOUT)
@case_option
@click.option(
    "--table",
    type=click.Choice(TABLE_NAMES),
    help="One table as CSV; without it, a data package with all of them.",
)
@click.option(
    "--profile",
    type=click.Choice(list(PROFILES)),
    default=DEFAULT_PROFILE,
    show_default=True,
    help="What goes out: public fields alone; also restricted ones, for those who work on the case; everything.",
)
@json_option
def export_command(
    *, target: str, case_folder: str | None, table: str | None, profile: str, as_json: bool
) -> None:
    """Write a case for others: a data package, or one of its tables as CSV.

    A data package is a zip with CSV tables, their schemas, sources, licence, how to cite it,
    and the root of the ledger. Every field has a class, and only public ones go out
    unless another profile is asked for. Words that seem to name people who live, minors and
    witnesses are held back, as is all that is about sexual violence.

    \b
    Examples:
      tollbook export arvenia.zip
      tollbook export claims.csv --table claims
      tollbook export team.zip --profile team
    """
    if table is None and target == STDOUT and sys.stdout.isatty():
        raise UsageError("Cannot write a data package to the terminal: name a file, or a table with --table.")
    folder = chosen_case(case_folder)
    with reading_ledger(folder) as ledger:
        if table is not None:
            with result_stream(target) as text:
                left_out = {table: export_table(folder, ledger, text, table, profile)}
        else:
            with binary_file(target) as stream:
                left_out = export_package(folder, ledger, stream, profile)
    if target == STDOUT:
        return
    if as_json:
        print_json({"file": os.path.abspath(target), "profile": profile, "left_out": left_out})  # noqa: PTH100 - a path as one names it
        return
    gone = ", ".join(f"{number:,} {name}" for name, number in left_out.items() if number)
    click.echo(
        f"Wrote {shown(target)} for the profile {profile}" + (f"; held back: {gone}." if gone else ".")
    )
