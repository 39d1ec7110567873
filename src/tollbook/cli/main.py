"""The command `tollbook`: its verbs, and the one place where errors become messages and exit codes."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Sequence
from importlib import import_module
from typing import NamedTuple

import click

from tollbook.cli.exits import DEBUG_VARIABLE, ExitCode
from tollbook.errors import MissingExtra, TollbookError, UsageError
from tollbook.version import VERSION

_INTERRUPTED, _PIPE_CLOSED = 130, 141  # what shells report for SIGINT and SIGPIPE


class Verb(NamedTuple):
    """Where a verb lives, and its help in one line, so that listing verbs imports none of them."""

    module: str
    help: str


VERBS = {
    "lists": Verb("tollbook.cli.lists", "Read lists of people, compare versions, find duplicates."),
    "link": Verb("tollbook.cli.link", "Link lists of people across spellings and scripts."),
    "add": Verb("tollbook.cli.adding", "Add documents to a case."),
    "audit": Verb("tollbook.cli.reconciling", "Exchange names in a case and show what else changes."),
    "check": Verb("tollbook.cli.reconciling", "Look for figures that cannot be right."),
    "claims": Verb("tollbook.cli.listing", "List the claims of a case."),
    "disputes": Verb("tollbook.cli.reconciling", "Show what is contested, by whom, and where it stands."),
    "documents": Verb("tollbook.cli.listing", "List the documents of a case."),
    "estimate": Verb("tollbook.cli.estimate", "Estimate those on no list, from the overlap of lists."),
    "evidence": Verb("tollbook.cli.evidence", "Pack a claim or a document so that anybody can check it."),
    "export": Verb("tollbook.cli.exporting", "Write a case for others: a data package, or tables."),
    "figures": Verb("tollbook.cli.reconciling", "Show the figures of a case: range, grade, sentence."),
    "lines": Verb("tollbook.cli.reconciling", "Show which claims go back to one origin, and why."),
    "log": Verb("tollbook.cli.integrity", "List what happened in a case; print a checkpoint."),
    "new": Verb("tollbook.cli.cases", "Make a case."),
    "read": Verb("tollbook.cli.read", "Read documents into casualty claims."),
    "reconcile": Verb(
        "tollbook.cli.reconciling", "Turn a case's claims into lines, disputes, series, figures."
    ),
    "redact": Verb("tollbook.cli.redacting", "Erase words, a field or a document for good."),
    "reread": Verb("tollbook.cli.adding", "Read the documents of a case again, with this version's reader."),
    "review": Verb("tollbook.cli.reviewing", "Decide about claims."),
    "serve": Verb("tollbook.cli.serve", "Open a case in the browser."),
    "chart": Verb("tollbook.cli.report", "Draw one chart of a case."),
    "report": Verb("tollbook.cli.report", "Write a case as a site: pages that open from the file system."),
    "schema": Verb("tollbook.cli.schema", "Print the JSON Schema of the JSONL output."),
    "series": Verb("tollbook.cli.reconciling", "Show the running totals of a case, with phases."),
    "show": Verb("tollbook.cli.listing", "Show a claim, a document or a source with its history."),
    "sources": Verb("tollbook.cli.sources", "List the sources of a case, or describe one."),
    "status": Verb("tollbook.cli.cases", "Tell what stands in a case, and what is due."),
    "undo": Verb("tollbook.cli.reviewing", "Take a decision back."),
    "verify": Verb("tollbook.cli.integrity", "Check that a case is whole."),
}


EXTRAS = {
    "arviz_base": "estimate",
    "numba": "estimate",
    "numpy": "estimate",
    "scipy": "estimate",
    "duckdb": "link",
    "openpyxl": "link",
    "pdfplumber": "link",
    "pyarrow": "link",
    "rapidfuzz": "link",
    "splink": "link",
    "psycopg": "postgres",
    "vl_convert": "chart",
    "argon2": "web",
    "babel": "web",
    "starlette": "web",
    "uvicorn": "web",
}
"""Libraries that the core installation lacks, and the extra that brings each."""


class VerbGroup(click.Group):
    """A group whose verbs are imported when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the verbs by name."""
        return sorted(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        """Return a verb's command; None when there is no such verb."""
        if cmd_name not in VERBS:
            return None
        command = getattr(import_module(VERBS[cmd_name].module), f"{cmd_name}_command")
        return command if isinstance(command, click.Command) else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the verbs with their one line of help."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, VERBS[name].help) for name in self.list_commands(ctx)])


@click.command(
    cls=VerbGroup,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Exit codes: 0 done; 1 done, but some inputs could not be read; 2 wrong usage; 3 could not be done; 4 a defect of Tollbook.",
)
@click.version_option(VERSION, prog_name="tollbook")
def tollbook() -> None:
    """Read documents into traceable casualty claims.

    Every figure comes with the exact words that say it, who said it, about whom,
    where, when, and who disputes it.

    \b
    Examples:
      tollbook read article.html
      tollbook read bulletins/ --format html --output claims.html
      tollbook read corpus.jsonl --format jsonl --jobs 4 > claims.jsonl
    """


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit with its code.

    Args:
        arguments: the words after the program's name; None for those of this process.
    """
    sys.exit(run(sys.argv[1:] if arguments is None else arguments))


def run(arguments: Sequence[str]) -> int:
    """Return the exit code of a command line, after its errors have been told on standard error."""
    try:
        code = _invoked(list(arguments))
        sys.stdout.flush()  # a closed pipe must show here, not while the interpreter ends
    except click.exceptions.Exit as done:
        code = done.exit_code
    except click.ClickException as error:
        error.show(sys.stderr)
        code = ExitCode.USAGE
    except (KeyboardInterrupt, click.Abort):
        code = _told("Interrupted.", _INTERRUPTED)
    except BrokenPipeError:
        _drop_stdout()
        code = _PIPE_CLOSED
    except TollbookError as error:
        code = _told(str(error), ExitCode.USAGE if isinstance(error, UsageError) else ExitCode.FAILED, error)
    except Exception as error:  # noqa: BLE001 - the edge: whatever got here is a defect, and a person must be told
        raise SystemExit(_unforeseen(error)) from None
    return code


def _invoked(arguments: list[str]) -> int:
    with tollbook.make_context("tollbook", arguments) as context:
        result = tollbook.invoke(context)
    return result if isinstance(result, int) else ExitCode.DONE


def _told(message: str, code: int, error: BaseException | None = None) -> int:
    """Return the code, after the message was written to standard error."""
    if error is not None and os.environ.get(DEBUG_VARIABLE):
        click.echo("".join(traceback.format_exception(error)), err=True, nl=False)
    click.echo(message, err=True)
    return code


def _unforeseen(error: Exception) -> int:
    """Return the code of an error nobody raised on purpose: an extra is not installed, or we have a defect."""
    library = (error.name or "").partition(".")[0] if isinstance(error, ModuleNotFoundError) else ""
    if library in EXTRAS:
        return _told(str(MissingExtra(library, EXTRAS[library])), ExitCode.FAILED, error)
    return _told(_defect(error), ExitCode.DEFECT, error)


def _defect(error: Exception) -> str:
    return (
        f"Tollbook met a defect of its own: {type(error).__name__}: {error}. Please report it with the command and, "
        f"if you may, the document; {DEBUG_VARIABLE}=1 shows where it happened. (Tollbook {VERSION})"
    )


def _drop_stdout() -> None:
    """Point standard output nowhere, so that nothing more is written to the closed pipe at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
