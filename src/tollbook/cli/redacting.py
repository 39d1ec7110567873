"""`tollbook redact`: words, a field or a whole document erased for good, with the reason kept."""

from __future__ import annotations

import sys
from dataclasses import asdict

import click

from tollbook.cli.case_options import case_option, chosen_case, json_option, print_json, writable
from tollbook.errors import UsageError
from tollbook.model.words import counted
from tollbook.pipeline.redacting import RedactionOutcome, finish_redaction, redact_thing, redact_words

_STDIN = "-"


@click.command("redact")
@click.argument("name", metavar="[ID]", required=False)
@case_option
@click.option(
    "--words",
    metavar="TEXT|-",
    help="Words to erase; - reads them from standard input, so that no shell remembers them.",
)
@click.option(
    "--field",
    "fields",
    metavar="NAME",
    multiple=True,
    help="Erase this field alone, such as claimant or note.",
)
@click.option("--everywhere", is_flag=True, help="Erase the words wherever they stand in the case.")
@click.option("--reason", metavar="TEXT", help="Why, without repeating what is erased. It stays.")
@click.option("--authority", metavar="TEXT", help="On whose request, or by which rule. It stays.")
@click.option(
    "--finish", is_flag=True, help="Bring an interrupted erasure to its end, and erase nothing more."
)
@json_option
def redact_command(  # noqa: PLR0913 - one argument for each option, as click hands them over
    *,
    name: str | None,
    case_folder: str | None,
    words: str | None,
    fields: tuple[str, ...],
    everywhere: bool,
    reason: str | None,
    authority: str | None,
    finish: bool,
    as_json: bool,
) -> None:
    """Erase words, a field, or a whole document from a case; reason and authority stay.

    What is erased is gone from the folder: its values, the source's bytes, old pages of the
    database. Everything else still verifies. Of a source that held the words a copy
    without them is kept, with its claims. Other places that hold them are listed.

    \b
    Examples:
      tollbook redact d7k3m9q2xwt5 --words - --reason "the family asked" --authority "editor on duty"
      tollbook redact --words "Ana Solen" --everywhere --reason "a witness" --authority "safety rule 3"
      tollbook redact c4h8m2v6qz1p --field claimant --reason "a witness" --authority "safety rule 3"
    """
    folder = chosen_case(case_folder)
    with writable(folder) as ledger:
        if finish:
            outcome = RedactionOutcome(seq=None, finished=finish_redaction(folder, ledger))
        elif not (reason and authority):
            raise UsageError(
                "Cannot redact: --reason and --authority are needed; they stay when the words are gone."
            )
        elif words is not None:
            said = sys.stdin.read() if words == _STDIN else words
            document = ledger.resolve(name) if name else None
            outcome = redact_words(
                folder,
                ledger,
                said,
                reason=reason,
                authority=authority,
                document=document,
                everywhere=everywhere,
            )
        elif name:
            outcome = redact_thing(folder, ledger, name, reason=reason, authority=authority, fields=fields)
        else:
            raise UsageError(
                "Cannot redact: name a document, a claim, a source or an entry, or give --words."
            )
    if as_json:
        print_json(asdict(outcome))
    else:
        _tell(outcome)


def _tell(outcome: RedactionOutcome) -> None:
    if outcome.finished:
        click.echo("An erasure that had been interrupted was brought to its end.")
    if outcome.seq is not None:
        parts = f"{counted(outcome.fields, 'field')} and {counted(len(outcome.captures), 'capture')}"
        where = f" in {', '.join(outcome.documents)}" if outcome.documents else ""
        click.echo(f"Erased {parts}{where}; entry {outcome.seq} says why.")
    elif not outcome.finished:
        click.echo("Nothing was to be finished.")
    if outcome.elsewhere:
        click.echo(
            f"The words still stand in: {', '.join(outcome.elsewhere)}. --everywhere erases them in documents and entries."
        )
    for sentence in outcome.remains:
        click.echo(sentence)
