"""`tollbook review` and `tollbook undo`: decisions of people about claims."""

from __future__ import annotations

from typing import Any

import click

from tollbook.cli.case_options import (
    case_option,
    chosen_case,
    json_option,
    print_json,
    print_json_list,
    writable,
)
from tollbook.errors import UsageError
from tollbook.export.wording import number_words
from tollbook.model.display import shown
from tollbook.model.record import RecordedClaim
from tollbook.model.review import ReviewDecision
from tollbook.model.words import HARM_WORDS
from tollbook.pipeline.listing import found_claim
from tollbook.pipeline.reviewing import parsed_changes, parsed_reason, review_claims, undo


@click.command("review")
@click.argument("claims", metavar="ID...", nargs=-1, required=True)
@case_option
@click.option("--accept", is_flag=True, help="The document says so.")
@click.option(
    "--change",
    "changes",
    multiple=True,
    metavar="FIELD=VALUE",
    help="The document says so, but for this field.",
)
@click.option(
    "--reject",
    "rejection",
    metavar="REASON",
    help="It does not: not a casualty, wrong span, wrong number, wrong harm, duplicate mention, not in the source, other.",
)
@click.option("--hold", is_flag=True, help="Somebody must look at it again.")
@click.option("--cannot-verify", is_flag=True, help="Looked at, and it cannot be told.")
@click.option("--note", metavar="WORDS", help="Why, in your words.")
@json_option
def review_command(  # noqa: PLR0913 - one argument for each option, as click hands them over
    *,
    claims: tuple[str, ...],
    case_folder: str | None,
    accept: bool,
    changes: tuple[str, ...],
    rejection: str | None,
    hold: bool,
    cannot_verify: bool,
    note: str | None,
    as_json: bool,
) -> None:
    """Decide about claims: each decision is an entry of the ledger, and can be undone.

    Several ids get the same decision, all of them or none. An id may be shortened to a
    beginning that no other has.

    \b
    Examples:
      tollbook review c8x2k --accept
      tollbook review c8x2k --change low=14 --change high=14 --note "14 in the table"
      tollbook review c8x2k c77qa --reject "duplicate mention"
      tollbook review c8x2k --cannot-verify --note "the hospital has closed"
    """
    decision = _decision(
        accept=accept, changes=changes, rejection=rejection, hold=hold, cannot_verify=cannot_verify
    )
    with writable(chosen_case(case_folder)) as ledger:
        reviewed = review_claims(
            ledger,
            claims,
            decision,
            reason=parsed_reason(rejection) if rejection is not None else None,
            changes=parsed_changes(changes),
            note=note,
        )
        if as_json:
            print_json_list(found_claim(ledger, each.id).row for each in reviewed)
            return
    for each in reviewed:
        click.echo(f"{each.id}: {str(each.state).replace('_', ' ')}. {_said(each)}")


@click.command("undo")
@click.argument("entry", metavar="[ENTRY]", type=click.IntRange(min=1), required=False)
@case_option
@click.option("--note", metavar="WORDS", help="Why, in your words.")
@json_option
def undo_command(*, entry: int | None, case_folder: str | None, note: str | None, as_json: bool) -> None:
    """Take a decision back: your newest one, or the entry with a number.

    The entry stays in the ledger, with the one that takes it back. An undoing can be undone.

    \b
    Examples:
      tollbook undo
      tollbook undo 412 --note "wrong claim"
    """
    with writable(chosen_case(case_folder)) as ledger:
        undone = undo(ledger, entry, note)
    subject = undone.fields.get("claim") or undone.fields.get("source") or undone.fields.get("document")
    if as_json:
        print_json({"undone": undone.seq, "kind": str(undone.kind), "about": subject})
        return
    about = f" about {subject}" if subject else ""
    click.echo(f"Undone: entry {undone.seq}, {str(undone.kind).replace('_', ' ')}{about}.")


def _decision(**chosen: Any) -> ReviewDecision:  # noqa: ANN401 - flags, words and lists of words
    decisions = {
        "accept": ReviewDecision.ACCEPTED,
        "changes": ReviewDecision.ACCEPTED_CHANGED,
        "rejection": ReviewDecision.REJECTED,
        "hold": ReviewDecision.ON_HOLD,
        "cannot_verify": ReviewDecision.CANNOT_VERIFY,
    }
    given = [decisions[name] for name, value in chosen.items() if value not in (None, False, ())]
    if set(given) == {ReviewDecision.ACCEPTED, ReviewDecision.ACCEPTED_CHANGED}:
        return ReviewDecision.ACCEPTED_CHANGED
    if len(given) != 1:
        raise UsageError(
            "Cannot decide: exactly one of --accept, --change, --reject, --hold and --cannot-verify is needed."
        )
    return given[0]


def _said(recorded: RecordedClaim) -> str:
    claim = recorded.claim
    return "" if claim is None else shown(f"{number_words(claim)} {HARM_WORDS[claim.harm]} ({claim.count})")
