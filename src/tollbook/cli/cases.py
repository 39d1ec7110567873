"""`tollbook new` and `tollbook status`: a case made, and what stands in one."""

from __future__ import annotations

import os
from typing import Any

import click

from tollbook.cli.case_options import acting, case_option, chosen_case, json_option, print_facts, print_json
from tollbook.model.display import shown
from tollbook.model.review import ReviewDecision
from tollbook.model.words import counted
from tollbook.pipeline.cases import Status, case_status, new_case


@click.command("new")
@click.argument("folder", metavar="DIR", type=click.Path())
@click.option("--name", metavar="NAME", help="What people call the case; the name of the folder if left out.")
@click.option(
    "--ledger",
    metavar="ADDRESS",
    help="PostgreSQL database for the ledger of a team: postgresql://user@host/database. A file in the folder if left out.",
)
@click.option("--unsigned", is_flag=True, help="Make no key; checkpoints are then not signed.")
@json_option
def new_command(*, folder: str, name: str | None, ledger: str | None, unsigned: bool, as_json: bool) -> None:
    """Make a case: a folder for sources, what is read in them, and every decision.

    The folder holds case.toml (what the case is about: harms, places, period, parties;
    every setting there is stands in it, with a comment), captures/ (the sources as
    received) and ledger.db (the record that nothing is lost from). The key that signs
    checkpoints is kept outside, in your settings or in TOLLBOOK_KEYS.

    \b
    Examples:
      tollbook new arvenia --name "Arvenia, March 2026"
      tollbook new arvenia --ledger postgresql://recorder@db.example/arvenia
    """
    made = new_case(
        folder,
        actor=acting(),
        environment=os.environ,
        randomness=os.urandom,
        name=name,
        ledger=ledger,
        signed=not unsigned,
    )
    if as_json:
        print_json(
            {"case": made.case.id, "name": made.case.name, "folder": str(made.path), "signed": not unsigned}
        )
        return
    click.echo(f"Made the case {shown(made.case.name)} in {shown(str(made.path))}.")
    click.echo(
        f"Say in {shown(str(made.path / 'case.toml'))} what it is about; then add documents: tollbook add FILE ..."
    )


@click.command("status")
@case_option
@json_option
def status_command(*, case_folder: str | None, as_json: bool) -> None:
    """Tell what stands in a case, and what is due.

    \b
    Examples:
      tollbook status
      tollbook status --case arvenia --json
    """
    status = case_status(chosen_case(case_folder))
    if as_json:
        print_json(_row(status))
        return
    print_facts(_facts(status))
    click.echo()
    for words in status.due:
        click.echo(f"Due: {shown(words)}")
    if not status.due:
        click.echo("Nothing is due.")


def _facts(status: Status) -> list[tuple[str, object]]:
    counts = status.counts
    states = ", ".join(
        f"{counts[f'claims/{state}']:,} {state.replace('_', ' ')}"
        for state in ReviewDecision
        if counts[f"claims/{state}"]
    )
    kind = "signed" if status.signed else "unsigned"
    checkpoint = (
        f"{counted(status.checkpoint_size, 'entry').replace('entrys', 'entries')}, {kind}, {status.checkpoint_at:%Y-%m-%d %H:%M} UTC"
        if status.checkpoint_at
        else "none"
    )
    return [
        ("case", status.case.name),
        ("folder", status.folder),
        ("documents", f"{counts['documents']:,} from {counted(counts['sources'], 'source')}"),
        ("claims", f"{counts['claims']:,}" + (f" ({states})" if states else "")),
        ("decisions", f"{counts['reviews']:,}"),
        ("redactions", f"{status.redactions:,}"),
        ("ledger", f"{counts['entries']:,} entries, root {status.root[:16]}"),
        ("checkpoint", checkpoint),
    ]


def _row(status: Status) -> dict[str, Any]:
    return {
        "case": status.case.id,
        "name": status.case.name,
        "folder": status.folder,
        "counts": {name: count for name, count in status.counts.items() if "/" not in name},
        "states": {str(state): status.counts[f"claims/{state}"] for state in ReviewDecision},
        "undescribed_sources": list(status.undescribed),
        "missing_captures": list(status.missing),
        "redactions": status.redactions,
        "root": status.root,
        "checkpoint": {
            "size": status.checkpoint_size,
            "at": status.checkpoint_at and status.checkpoint_at.isoformat(timespec="seconds"),
            "signed": status.signed,
        },
        "due": list(status.due),
    }
