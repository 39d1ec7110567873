"""`tollbook read`: documents in, casualty claims out."""

from __future__ import annotations

import os
import sys
from datetime import datetime
from functools import partial

import click

from tollbook.cli.exits import DEBUG_VARIABLE, ExitCode
from tollbook.cli.output import STDOUT, result_stream
from tollbook.cli.parameters import ByteSize, LanguageCode
from tollbook.cli.progress import with_progress
from tollbook.cli.results import Tally, told, write_results
from tollbook.errors import TollbookError
from tollbook.model.limits import DEFAULT_INPUT_BYTES, size_words
from tollbook.pipeline.reading import read_corpus
from tollbook.settings import CorpusSettings

_NOTHING_READ = "Nothing could be read."
_NOTHING_WRITTEN = "Nothing could be read, and nothing was written."

FORMATS = ("table", "jsonl", "csv", "html")


@click.command("read")
@click.argument("paths", metavar="PATH|-...", nargs=-1, required=True)
@click.option(
    "--date", type=click.DateTime(["%Y-%m-%d"]), help="Day of publication, where a document names none."
)
@click.option(
    "--language", type=LanguageCode(), help="Language of the documents; told by their text if left out."
)
@click.option("--publisher", metavar="NAME", help="Who published the documents, where they do not say.")
@click.option("--format", "form", type=click.Choice(FORMATS), default="table", show_default=True)
@click.option(
    "--output", "-o", metavar="FILE", default=STDOUT, help="Write here; standard output if left out."
)
@click.option(
    "--min-confidence",
    type=click.FloatRange(0, 1),
    default=0.0,
    show_default=True,
    help="Leave out claims below this.",
)
@click.option(
    "--jobs",
    "-j",
    type=click.IntRange(min=0),
    default=1,
    show_default=True,
    help="Processes that read; 0 is one for each core.",
)
@click.option(
    "--max-size",
    type=ByteSize(),
    default=DEFAULT_INPUT_BYTES,
    help=f"Largest input, such as 200MB; {size_words(DEFAULT_INPUT_BYTES)} if left out.",
)
@click.option(
    "--width", type=click.IntRange(min=40), help="Columns of the table; those of the terminal if left out."
)
@click.option("--quiet", "-q", is_flag=True, help="No progress and no summary; errors are still told.")
def read_command(  # noqa: PLR0913 - one argument for each option, as click hands them over
    *,
    paths: tuple[str, ...],
    date: datetime | None,
    language: str | None,
    publisher: str | None,
    form: str,
    output: str,
    min_confidence: float,
    jobs: int,
    max_size: int,
    width: int | None,
    quiet: bool,
) -> int:
    """Read documents into casualty claims.

    Takes HTML, plain text, PDF, DOCX, JSONL corpora and web archives (WARC): files, folders
    (with all below them), or - for standard input. What a file is is told by its content.

    \b
    Examples:
      tollbook read article.html
      tollbook read bulletins/ --format html --output claims.html
      tollbook read corpus.jsonl --format jsonl --jobs 4 > claims.jsonl
      curl -s https://example.org/report | tollbook read - --date 2025-03-04
    """
    settings = CorpusSettings(
        date=date.date() if date else None,
        language=language,
        publisher=publisher,
        max_bytes=max_size,
        min_confidence=min_confidence,
        jobs=jobs or os.cpu_count() or 1,
    )
    tally = Tally()
    outcomes = read_corpus(paths, settings, stdin=sys.stdin.buffer)
    if not quiet:
        outcomes = with_progress(outcomes, shown_elsewhere=form == "table" and output == STDOUT)
    complain = partial(click.echo, err=True)
    with result_stream(output) as stream:
        write_results(
            form,
            told(
                outcomes, tally, complain, quiet=quiet or form == "table", debug=DEBUG_VARIABLE in os.environ
            ),
            stream,
            tally,
            width,
        )
        if tally.documents == 0:
            raise TollbookError(_NOTHING_READ if output == STDOUT else _NOTHING_WRITTEN)
    if not quiet and form != "table":
        complain(tally.summary())
    return _exit_code(tally)


def _exit_code(tally: Tally) -> ExitCode:
    if tally.defects:
        return ExitCode.DEFECT
    return ExitCode.SOME_FAILED if tally.failed else ExitCode.DONE
