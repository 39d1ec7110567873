"""`tollbook sources`: who published, and what kind of source each is."""

from __future__ import annotations

from typing import Any

import click

from tollbook.cli.case_options import (
    case_option,
    chosen_case,
    json_option,
    print_json,
    print_json_list,
    print_table,
    writable,
)
from tollbook.export.case_rows import source_row
from tollbook.model.display import shown
from tollbook.model.vocabulary import SourceType
from tollbook.pipeline.cases import reading_ledger
from tollbook.pipeline.describing import defined, describe_source, named
from tollbook.pipeline.listing import source_rows


@click.group("sources", invoke_without_command=True)
@case_option
@json_option
@click.pass_context
def sources_command(context: click.Context, *, case_folder: str | None, as_json: bool) -> None:
    """List the sources of a case, or describe one.

    \b
    Examples:
      tollbook sources
      tollbook sources --json
      tollbook sources describe "Arvenia Wire" --type media_own
    """
    context.obj = case_folder
    if context.invoked_subcommand is None:
        _list(case_folder, as_json=as_json)


@sources_command.command("list")
@json_option
@click.pass_obj
def list_command(case_folder: str | None, *, as_json: bool) -> None:
    """List the sources: names, type, relation to the parties, documents.

    \b
    Example:
      tollbook sources list --json
    """
    _list(case_folder, as_json=as_json)


@sources_command.command("describe")
@click.argument("name", metavar="NAME|ID")
@click.option(
    "--name",
    "names",
    multiple=True,
    metavar="[LANGUAGE=]NAME",
    help="Another name, with its language: ar=NAME.",
)
@click.option(
    "--type", "kind", type=click.Choice([str(each) for each in SourceType]), help="What kind of source it is."
)
@click.option("--relation", metavar="WORDS", help="Its relation to the parties.")
@click.option("--country", metavar="WORDS", help="Where it is.")
@click.option("--method", metavar="WORDS", help="How it counts and what it takes in.")
@click.option(
    "--exclusion", "exclusions", multiple=True, metavar="WORDS", help="What it says that it leaves out."
)
@click.option(
    "--definition", "definitions", multiple=True, metavar="DAY=WORDS", help="What it defined anew, and when."
)
@json_option
@click.pass_obj
def describe_command(  # noqa: PLR0913 - one argument for each option, as click hands them over
    case_folder: str | None,
    *,
    name: str,
    names: tuple[str, ...],
    kind: str | None,
    relation: str | None,
    country: str | None,
    method: str | None,
    exclusions: tuple[str, ...],
    definitions: tuple[str, ...],
    as_json: bool,
) -> None:
    """Describe a source, in the same words for every party.

    \b
    Examples:
      tollbook sources describe "Ministry of Health" --type party_authority --relation "of the Government"
      tollbook sources describe "Arvenia Wire" --name "fr=Agence d'Arvenie" --method "own reporters and statements"
    """
    given: dict[str, Any] = {
        "names": named(names),
        "type": kind and SourceType(kind),
        "relation": relation,
        "country": country,
        "method": method,
        "exclusions": exclusions,
        "definitions": defined(definitions),
    }
    changes = {field: value for field, value in given.items() if value}
    with writable(chosen_case(case_folder)) as ledger:
        source = describe_source(ledger, name, changes)
        row = source_row(source, ledger.count_documents(source.id))
    if as_json:
        print_json(row)
        return
    click.echo(f"Described {shown(source.name)} ({source.id}): {source.type}.")


def _list(case_folder: str | None, *, as_json: bool) -> None:
    with reading_ledger(chosen_case(case_folder)) as ledger:
        rows = list(source_rows(ledger))
    if as_json:
        print_json_list(rows)
        return
    columns = ("id", "name", "type", "relation", "documents")
    print_table(columns, ([row[column] for column in columns] for row in rows), right=("documents",))
