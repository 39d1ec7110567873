"""`tollbook verify` and `tollbook log`: whether a case is whole, and what happened to it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
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
    writable,
)
from tollbook.cli.exits import ExitCode
from tollbook.errors import UsageError
from tollbook.ledger import checkpoint_row
from tollbook.model.checkpoint import Checkpoint
from tollbook.model.display import shown
from tollbook.model.verification import Trouble, Verification
from tollbook.model.words import counted
from tollbook.pipeline.cases import reading_ledger
from tollbook.pipeline.history import consistency_row, log_rows, newest_checkpoint
from tollbook.pipeline.verifying import checkpoint_from, rebuild_case, verify_case

_NOTES_SHOWN = 20
_LOG_ROWS = 50


@click.command("verify")
@click.argument("folder", metavar="[DIR]", required=False, type=click.Path())
@case_option
@click.option(
    "--checkpoint",
    "checkpoints",
    metavar="FILE",
    multiple=True,
    type=click.Path(),
    help="Compare with a checkpoint that was kept elsewhere, as tollbook log --checkpoint prints it.",
)
@click.option(
    "--chain",
    "chain_only",
    is_flag=True,
    help="Look at the chain, the tree and checkpoints alone: much faster.",
)
@click.option("--rebuild", is_flag=True, help="Make the tables that are derived from the entries anew first.")
@click.option(
    "--extract", is_flag=True, help="Read every source anew, too, and compare its text with the stored one."
)
@json_option
def verify_command(
    *,
    folder: str | None,
    case_folder: str | None,
    checkpoints: tuple[str, ...],
    chain_only: bool,
    extract: bool,
    rebuild: bool,
    as_json: bool,
) -> int:
    """Check that a case is whole: every entry, every source, the words of every claim.

    Needs nothing but the folder. Tells what is wrong and where; the exit code is 1 then.
    Whoever keeps a checkpoint elsewhere can also tell that the end was cut off.

    \b
    Examples:
      tollbook verify
      tollbook verify arvenia --checkpoint ~/arvenia-march.json
      tollbook verify --chain --json
    """
    kept = [_checkpoint(path) for path in checkpoints]
    case = chosen_case(folder or case_folder)
    if rebuild:
        with writable(case) as ledger:
            rebuild_case(ledger)
    found = verify_case(case, chain_only=chain_only, extract=extract, elsewhere=kept)
    if as_json:
        print_json(_row(found))
    else:
        _tell(found)
    return ExitCode.DONE if found.is_sound else ExitCode.SOME_FAILED


@click.command("log")
@click.argument("name", metavar="[ID]", required=False)
@case_option
@click.option("--first", type=click.IntRange(min=1), help="Number of the first entry to list.")
@click.option("--last", type=click.IntRange(min=1), help="Number of the last entry to list.")
@click.option("--checkpoint", is_flag=True, help="Print the newest checkpoint, to be kept elsewhere.")
@click.option(
    "--since",
    metavar="FILE",
    type=click.Path(),
    help="Print a proof that the ledger grew out of the one of this checkpoint.",
)
@json_option
def log_command(
    *,
    name: str | None,
    case_folder: str | None,
    first: int | None,
    last: int | None,
    checkpoint: bool,
    since: str | None,
    as_json: bool,
) -> None:
    """List what happened in a case: all of it, or what concerns one document, claim or source.

    \b
    Examples:
      tollbook log
      tollbook log c7k3m9q2xwt5
      tollbook log --checkpoint > ~/arvenia-march.json
      tollbook log --since ~/arvenia-march.json > proof.json
    """
    with reading_ledger(chosen_case(case_folder)) as ledger:
        if checkpoint:
            print_json(checkpoint_row(newest_checkpoint(ledger)))
        elif since:
            print_json(consistency_row(ledger, _checkpoint(since)))
        else:
            begin = first or (1 if as_json or name or last else max(1, ledger.size() - _LOG_ROWS + 1))
            rows = log_rows(ledger, about=name, first=begin, last=last)
            if as_json:
                print_json_list(rows)
            else:
                print_table(("entry", "when", "who", "what"), (_cells(row) for row in rows), right=("entry",))


def _cells(row: dict[str, Any]) -> Sequence[object]:
    note = f" ({row['note']})" if row["note"] else ""
    erased = f" [{counted(len(row['erased']), 'field')} erased]" if row["erased"] else ""
    return (
        row["seq"],
        row["at"].replace("T", " ").removesuffix("+00:00"),
        row["actor"],
        f"{row['what']}{note}{erased}",
    )


def _checkpoint(path: str) -> Checkpoint:
    try:
        return checkpoint_from(Path(path).read_text(encoding="utf-8"), path)
    except (OSError, UnicodeDecodeError) as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
        raise UsageError(f"Cannot read the checkpoint {shown(path)}: {reason}. Check the path.") from error


def _tell(found: Verification) -> None:
    for each in found.troubles:
        click.echo(f"Wrong: {_line(each)}")
    for each in found.notes[:_NOTES_SHOWN]:
        click.echo(f"Note: {_line(each)}")
    if len(found.notes) > _NOTES_SHOWN:
        click.echo(f"Note: {len(found.notes) - _NOTES_SHOWN:,} more; --json has them all")
    for redaction in found.redactions:
        words = f"{counted(len(redaction.fields), 'field')} and {counted(len(redaction.captures), 'capture')}"
        why = f"{shown(redaction.reason)} ({shown(redaction.authority)})"
        click.echo(f"Erased: {words}, by {shown(redaction.actor)} in entry {redaction.seq}: {why}")
    print_facts(
        [
            ("entries", f"{found.entries:,}, root {found.root}"),
            ("checkpoints", f"{found.checkpoints:,} hold, {found.signed:,} of them signed"),
            (
                "captures",
                None if found.captures is None else f"{found.captures:,} have the bytes that were received",
            ),
            ("words", None if found.spans is None else f"{found.spans:,} stand where claims say"),
        ]
    )
    wrong = "thing is" if len(found.troubles) == 1 else "things are"
    click.echo("The case is whole." if found.is_sound else f"{len(found.troubles):,} {wrong} wrong.")


def _line(trouble: Trouble) -> str:
    return f"{shown(trouble.place)}: {shown(trouble.words)}"


def _row(found: Verification) -> dict[str, Any]:
    return {
        "case": found.case,
        "sound": found.is_sound,
        "entries": found.entries,
        "root": found.root,
        "troubles": [{"place": each.place, "words": each.words} for each in found.troubles],
        "notes": [{"place": each.place, "words": each.words} for each in found.notes],
        "redactions": [
            {
                "seq": each.seq,
                "at": each.at.isoformat(timespec="seconds"),
                "actor": each.actor,
                "reason": each.reason,
                "authority": each.authority,
                "fields": [list(pair) for pair in each.fields],
                "captures": list(each.captures),
            }
            for each in found.redactions
        ],
        "checkpoints": found.checkpoints,
        "signed": found.signed,
        "captures": found.captures,
        "spans": found.spans,
    }
