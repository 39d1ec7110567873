"""`tollbook documents`, `claims` and `show`: what stands in a case."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from datetime import datetime
from pathlib import PurePath
from typing import Any

import click

from tollbook.cli.case_options import (
    case_option,
    chosen_case,
    json_option,
    print_facts,
    print_json,
    print_json_list,
    print_table,
)
from tollbook.cli.output import STDOUT, result_stream
from tollbook.export.fields import CLAIMS
from tollbook.export.spreadsheet import cell
from tollbook.export.wording import circumstances, number_words, remarks, speakers
from tollbook.model.display import shown
from tollbook.model.record import ClaimFilter
from tollbook.model.review import ReviewDecision
from tollbook.model.vocabulary import Harm
from tollbook.model.words import HARM_WORDS, counted
from tollbook.pipeline.cases import reading_ledger
from tollbook.pipeline.describing import source_called
from tollbook.pipeline.listing import FoundClaim, Shown, document_rows, found_claims, show
from tollbook.pipeline.reviewing import document_named

_TABLE_ROWS = 50
"""Rows of a table unless more are asked for: what a person looks through."""

_DOCUMENT_COLUMNS = ("id", "published", "publisher", "language", "claims", "status", "title")
_LEFT_OUT = ("text",)
"""What a list of documents leaves out; `show` has it."""


@click.command("documents")
@case_option
@click.option("--source", metavar="NAME|ID", help="Those of one source alone.")
@click.option(
    "--limit", type=click.IntRange(min=1), help=f"The most to list; {_TABLE_ROWS} in a table if left out."
)
@json_option
def documents_command(
    *, case_folder: str | None, source: str | None, limit: int | None, as_json: bool
) -> None:
    """List the documents of a case.

    \b
    Examples:
      tollbook documents
      tollbook documents --source "Arvenia Wire" --json
    """
    with reading_ledger(chosen_case(case_folder)) as ledger:
        of_source = source_called(ledger, source).id if source else None
        if as_json:
            rows = document_rows(ledger, source=of_source, limit=limit)
            print_json_list(
                {name: value for name, value in row.items() if name not in _LEFT_OUT} for row in rows
            )
            return
        most = limit or _TABLE_ROWS
        rows = document_rows(ledger, source=of_source, limit=most)
        print_table(_DOCUMENT_COLUMNS, map(_document_cells, rows), right=("claims",))
        there = ledger.counts()["documents"]
        if of_source is None and there > most:
            click.echo(f"{most:,} of {counted(there, 'document')}; --limit shows more.")


@click.command("claims")
@case_option
@click.option("--harm", type=click.Choice([str(each) for each in Harm]), help="What was suffered.")
@click.option("--place", metavar="WORDS", help="Words of the place, or part of them.")
@click.option(
    "--from", "date_from", type=click.DateTime(["%Y-%m-%d"]), help="Claims of harm on this day or later."
)
@click.option(
    "--to", "date_to", type=click.DateTime(["%Y-%m-%d"]), help="Claims of harm on this day or earlier."
)
@click.option("--date", type=click.DateTime(["%Y-%m-%d"]), help="Claims of harm on this day.")
@click.option("--claimant", metavar="WORDS", help="Words for who says it, or part of them.")
@click.option("--source", metavar="NAME|ID", help="Name or id of a source, or part of the name.")
@click.option("--document", metavar="ID", help="Claims of one document.")
@click.option("--state", type=click.Choice([str(each) for each in ReviewDecision]), help="What was decided.")
@click.option("--in-scope", is_flag=True, help="Those alone that case.toml counts: its harms, its period.")
@click.option("--superseded", is_flag=True, help="Also those that a newer reading no longer finds.")
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    help=f"The most to list; {_TABLE_ROWS} in a table, all as CSV or JSON, if left out.",
)
@click.option(
    "--offset", type=click.IntRange(min=0), default=0, help="How many to leave out at the beginning."
)
@click.option("--csv", "as_csv", is_flag=True, help="Print the results as CSV.")
@click.option(
    "--output", "-o", metavar="FILE", default=STDOUT, help="Write CSV here; standard output if left out."
)
@json_option
def claims_command(  # noqa: PLR0913 - one argument for each option, as click hands them over
    *,
    case_folder: str | None,
    date: datetime | None,
    date_from: datetime | None,
    date_to: datetime | None,
    document: str | None,
    in_scope: bool,
    limit: int | None,
    offset: int,
    as_csv: bool,
    output: str,
    as_json: bool,
    **wanted: Any,  # noqa: ANN401 - what to look for: words, and whether superseded
) -> None:
    """List the claims of a case.

    This is the view of whoever keeps the case, with everything in it. What others may have
    is what `tollbook export` writes.

    \b
    Examples:
      tollbook claims --harm killed --place Kesh
      tollbook claims --state unreviewed --from 2026-03-01 --to 2026-03-31
      tollbook claims --source "Arvenia Wire" --csv -o wire.csv
    """
    folder = chosen_case(case_folder)
    scope = folder.case if in_scope else None
    with reading_ledger(folder) as ledger:
        asked = ClaimFilter(
            **wanted,
            date_from=_day(date or date_from),
            date_to=_day(date or date_to),
            document=document_named(ledger, document) if document else None,
        )
        if as_csv or as_json:
            rows = (each.row for each in found_claims(ledger, asked, limit=limit, offset=offset, scope=scope))
            if as_json:
                print_json_list(rows)
            else:
                _write_csv(rows, output)
            return
        most = limit or _TABLE_ROWS
        found = found_claims(ledger, asked, limit=most, offset=offset, scope=scope)
        cells = [_claim_cells(each) for each in found]
        print_table(("id", "number", "in these words", "who, where, when", "state"), cells)
        click.echo(_listed(len(cells), ledger.count_claims(asked), in_scope=in_scope))


def _listed(number: int, there: int, *, in_scope: bool) -> str:
    """Return how many claims a table shows, and of how many."""
    if in_scope:
        return f"{counted(number, 'claim')} in the scope of the case."
    return f"{number:,} of {counted(there, 'claim')}." if number < there else f"{counted(there, 'claim')}."


@click.command("show")
@click.argument("name", metavar="ID")
@case_option
@json_option
def show_command(*, name: str, case_folder: str | None, as_json: bool) -> None:
    """Show a claim, a document or a source: what it says, its evidence, its history.

    The id may be shortened to a beginning that no other has.

    \b
    Examples:
      tollbook show c8x2k
      tollbook show d2kczy --json
    """
    with reading_ledger(chosen_case(case_folder)) as ledger:
        found = show(ledger, name)
    if as_json:
        print_json(
            {
                "kind": found.kind,
                **found.facts,
                "places": list(found.places),
                "claims": list(found.claims),
                "history": list(found.history),
            }
        )
        return
    print_facts([("kind", found.kind), *_facts(found)])
    if found.claims:
        click.echo()
        rows = [[row["id"], row["count"], row["harm"], row["state"], row["sentence"]] for row in found.claims]
        print_table(("id", "count", "harm", "state", "in these words"), rows)
    if found.history:
        click.echo("\nhistory")
    for each in found.history:
        click.echo(f"  {each['entry']:>6}  {each['at']}  {shown(each['actor'])}  {shown(each['what'])}")


def _facts(found: Shown) -> Iterable[tuple[str, object]]:
    for name, value in found.facts.items():
        if name == "text":
            yield "text", f"{len(value):,} characters"
        elif isinstance(value, list | dict):
            yield name, _structure(value)
        else:
            yield name, value
    yield "place in source", "; ".join(found.places)


def _structure(value: list[Any] | dict[str, Any]) -> str:
    """Return a list or an object in one line; a line for each where there are several parts to it."""
    if isinstance(value, dict):
        return "; ".join(
            f"{name} {_structure(each) if isinstance(each, list) else each}" for name, each in value.items()
        )
    if all(isinstance(each, str) for each in value):
        return ", ".join(value)
    return "\n".join(_structure(each) if isinstance(each, list | dict) else str(each) for each in value)


def _document_cells(row: dict[str, Any]) -> tuple[object, ...]:
    return (
        row["id"],
        row["published_at"],
        row["publisher"],
        row["language"],
        row["claims"],
        row["status"],
        row["title"] or PurePath(row["name"]).name,
    )


def _claim_cells(found: FoundClaim) -> tuple[object, ...]:
    claim, row = found.claim.claim, found.row
    if claim is None:
        return (found.claim.id, "[redacted]", None, None, found.claim.state)
    said = [f"{label} {words}" for label, words in (*speakers(claim), *circumstances(claim))]
    state = str(found.claim.state).replace("_", " ")
    return (
        found.claim.id,
        f"{number_words(claim)} {HARM_WORDS[claim.harm]}",
        row["sentence"],
        " · ".join([*said, *remarks(claim)]),
        state if found.claim.current else f"{state}, superseded",
    )


def _write_csv(rows: Iterable[dict[str, Any]], output: str) -> None:
    with result_stream(output) as stream:
        table = csv.writer(stream, lineterminator="\n")
        table.writerow([field.name for field in CLAIMS])
        for row in rows:
            table.writerow([cell(row[field.name]) for field in CLAIMS])


def _day(moment: datetime | None) -> Any:  # noqa: ANN401 - a day or None
    return None if moment is None else moment.date()
