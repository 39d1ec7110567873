"""`tollbook evidence`: one claim or document, packed so that anybody can check it on any machine."""

from __future__ import annotations

import io
import os
from contextlib import suppress
from pathlib import Path

import click

from tollbook.cli.case_options import case_option, chosen_case, json_option, print_json, writable
from tollbook.errors import OutputError
from tollbook.export.evidence_archive import write_evidence
from tollbook.model.display import shown
from tollbook.pipeline.evidence import gather_evidence


@click.command("evidence")
@click.argument("name", metavar="ID")
@case_option
@click.option(
    "--output", "-o", metavar="FILE", help="Write here; evidence-ID.zip in the current folder if left out."
)
@click.option(
    "--digest-only", is_flag=True, help="Leave out the source and its text; only its digest goes with it."
)
@click.option(
    "--people", is_flag=True, help="Show who decided, their notes, and the name that the document came under."
)
@json_option
def evidence_command(
    *, name: str, case_folder: str | None, output: str | None, digest_only: bool, people: bool, as_json: bool
) -> None:
    """Pack a claim or a document with its source, its history and the proof that it was recorded.

    The archive stands alone: the bytes of the source (only their digest where it is restricted),
    the text, the claim's place in it, every decision, the proof that its entries belong to
    the signed checkpoint, a page to print, and verify.py, which checks it all with nothing but Python.

    \b
    Examples:
      tollbook evidence c7k3m9q2xwt5
      tollbook evidence d4h8 --digest-only --output kesh-market.zip
    """
    folder = chosen_case(case_folder)
    with writable(folder) as ledger:
        pack = gather_evidence(folder, ledger, name, digest_only=digest_only, people=people)
    archive = io.BytesIO()
    write_evidence(pack, archive)
    target = Path(output or f"evidence-{pack.subject}.zip")
    _write(target, archive.getvalue())
    if as_json:
        print_json(
            {
                "subject": pack.subject,
                "file": str(target),
                "root": pack.checkpoint.root,
                "withheld": pack.withheld,
            }
        )
        return
    click.echo(
        f"Packed {shown(pack.subject)} into {shown(str(target))}; check it with: python3 verify.py, in the unpacked archive."
    )
    if pack.withheld:
        click.echo(f"The source is not in it: {pack.withheld}.")


def _write(target: Path, data: bytes) -> None:
    """Write a file that is whole or not there at all."""
    part = target.with_name(f".tollbook-{os.getpid()}.part")
    try:
        part.write_bytes(data)
        part.replace(target)
    except OSError as error:
        raise OutputError(
            f"Cannot write {shown(str(target))}: {error.strerror or error}. "
            "Name a file in a folder that exists and may be written to."
        ) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
