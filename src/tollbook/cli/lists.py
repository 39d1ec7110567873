"""`tollbook lists`: what a list of people says, what changed between versions, who stands on it twice."""

from __future__ import annotations

from collections import Counter
from typing import Any

import click

from tollbook.cli.case_options import json_option, print_facts, print_json, print_table
from tollbook.cli.exits import ExitCode
from tollbook.cli.list_options import column_option, day_first_option, names_option, person_words, tables_of
from tollbook.link.linking import linkage_of
from tollbook.link.releases import Change, RecordChange, changes
from tollbook.model.linkage import LinkedPair
from tollbook.model.person_table import PersonTable
from tollbook.pipeline.person_lists import link_tables, record_id

HIGH, POSSIBLE = 0.9, 0.3
"""Bounds of the tiers of duplicates."""


@click.group("lists")
def lists_command() -> None:
    """Read lists of people, compare versions, find duplicates.

    \b
    Examples:
      tollbook lists show ministry-5.csv
      tollbook lists diff ministry-4.csv ministry-5.csv
      tollbook lists duplicates ministry-5.csv --show-names
    """


@lists_command.command("show")
@click.argument("path", metavar="FILE")
@column_option
@day_first_option
@json_option
def show_list(*, path: str, columns: tuple[str, ...], day_first: bool | None, as_json: bool) -> ExitCode:
    """Tell how a list is read: its columns, how many records, what stands out. No row is printed.

    \b
    Example:
      tollbook lists show ministry-5.csv --column name="Full name"
    """
    (table,) = tables_of((path,), columns, day_first=day_first)
    facts = _facts(table)
    if as_json:
        print_json(facts)
    else:
        print_facts(
            [
                ("records", facts["records"]),
                ("sha256", facts["sha256"]),
                *((f"column of {field}", heading) for field, heading in table.columns),
            ]
        )
        print_table(["flag", "records"], facts["flags"].items(), right=["records"])
        for note in table.notes:
            click.echo(note, err=True)
    return ExitCode.SOME_FAILED if facts["flags"] else ExitCode.DONE


def _facts(table: PersonTable) -> dict[str, Any]:
    flags = Counter(str(flag) for record in table.records for flag in record.flags)
    return {
        "name": table.name, "sha256": table.sha256, "records": len(table.records), "columns": dict(table.columns),
        "flags": dict(sorted(flags.items())), "notes": list(table.notes),
    }  # fmt: skip


@lists_command.command("diff")
@click.argument("paths", metavar="FILE FILE...", nargs=-1, required=True)
@column_option
@day_first_option
@names_option
@json_option
def diff_lists(
    *,
    paths: tuple[str, ...],
    columns: tuple[str, ...],
    day_first: bool | None,
    show_names: bool,
    as_json: bool,
) -> ExitCode:
    """Tell what became of the records of a list from version to version: added, removed, changed, same, back again.

    \b
    Example:
      tollbook lists diff ministry-4.csv ministry-5.csv ministry-6.csv --json
    """
    if len(paths) < 2:  # noqa: PLR2004 - a version is compared with the next
        raise click.UsageError("Two versions or more are needed, in order of publication.")
    found = changes(tables_of(paths, columns, day_first=day_first))
    if as_json:
        print_json(
            [_change_row(each, show_names=show_names) for each in found if each.change is not Change.SAME]
        )
        return ExitCode.DONE
    counts = Counter((each.version, each.change) for each in found)
    versions = list(dict.fromkeys(each.version for each in found))
    print_table(
        ["version", *Change],
        [[version, *(counts[version, change] for change in Change)] for version in versions],
        right=list(Change),
    )
    if show_names:
        print_table(
            ["change", "before", "after", "differs in"],
            [
                [each.change, person_words(each.before), person_words(each.after), ", ".join(each.fields)]
                for each in found
                if each.change is not Change.SAME
            ],
        )
    return ExitCode.DONE


def _change_row(each: RecordChange, *, show_names: bool) -> dict[str, Any]:
    row: dict[str, Any] = {
        "version": each.version, "change": each.change, "fields": list(each.fields),
        "row_before": each.before.row if each.before else None, "row_after": each.after.row if each.after else None,
    }  # fmt: skip
    return row | (
        {"before": person_words(each.before), "after": person_words(each.after)} if show_names else {}
    )


@lists_command.command("duplicates")
@click.argument("path", metavar="FILE")
@column_option
@day_first_option
@names_option
@json_option
def duplicate_people(
    *, path: str, columns: tuple[str, ...], day_first: bool | None, show_names: bool, as_json: bool
) -> ExitCode:
    """Find people who may stand on a list twice, in tiers: exact, high, possible. Exit code 1 when there are some.

    \b
    Example:
      tollbook lists duplicates ministry-5.csv
    """
    (table,) = tables_of((path,), columns, day_first=day_first)
    linkage = linkage_of(link_tables({"list": table}), draws=0)
    values = {record_id(record): dict(record.values) for record in table.records}
    words = {record_id(record): person_words(record) for record in table.records}
    found = [(_tier(pair, values), pair) for pair in linkage.pairs]
    kept = sorted(((tier, pair) for tier, pair in found if tier), key=lambda each: TIERS.index(each[0]))
    rows = [
        [
            tier,
            pair.left.id,
            pair.right.id,
            f"{pair.probability:.3f}",
            *([words[pair.left.id], words[pair.right.id]] if show_names else []),
        ]
        for tier, pair in kept
    ]
    headings = ["tier", "first", "second", "probability", *(["who", "and who"] if show_names else [])]
    if as_json:
        print_json([dict(zip(headings, row, strict=True)) for row in rows])
    else:
        print_table(headings, rows, right=["probability"])
        click.echo(linkage.notes[0] if linkage.notes else "", err=True)
    return ExitCode.SOME_FAILED if rows else ExitCode.DONE


TIERS = ("exact", "high", "possible")


def _tier(pair: LinkedPair, values: dict[str, dict[str, Any]]) -> str:
    if values[pair.left.id] == values[pair.right.id]:
        return "exact"
    if pair.probability >= HIGH:
        return "high"
    return "possible" if pair.probability >= POSSIBLE else ""
