"""`tollbook add` and `tollbook reread`: documents into a case, and read anew."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

import click

from tollbook.cli.case_options import case_option, chosen_case, json_option, print_json, writable
from tollbook.cli.exits import DEBUG_VARIABLE, ExitCode
from tollbook.cli.parameters import ByteSize, LanguageCode
from tollbook.cli.progress import with_progress
from tollbook.errors import UsageError
from tollbook.export.wording import number_words
from tollbook.model.claim import Claim
from tollbook.model.display import shown
from tollbook.model.words import HARM_WORDS, counted
from tollbook.pipeline.adding import Added, AddStatus, WebAccess, add_documents, settings_of
from tollbook.pipeline.reading import DocumentFailure
from tollbook.pipeline.rereading import Reread, reread_documents
from tollbook.pipeline.reviewing import document_named


@click.command("add")
@click.argument("inputs", metavar="[PATH|ADDRESS|-]...", nargs=-1)
@case_option
@click.option(
    "--manifest",
    metavar="FILE",
    help="CSV or TOML that says of each document: publisher, source_type, published_at, language, address, title, licence, sensitivity.",
)
@click.option(
    "--fetch", is_flag=True, help="Fetch addresses of the web; nothing is ever fetched without this."
)
@click.option(
    "--date", type=click.DateTime(["%Y-%m-%d"]), help="Day of publication, where a document names none."
)
@click.option(
    "--language", type=LanguageCode(), help="Language of the documents; told by their text if left out."
)
@click.option("--publisher", metavar="NAME", help="Who published the documents, where they do not say.")
@click.option("--jobs", "-j", type=click.IntRange(min=0), help="Processes that read; 0 is one for each core.")
@click.option("--max-size", type=ByteSize(), help="Largest input, such as 200MB.")
@click.option("--quiet", "-q", is_flag=True, help="No progress and no summary; errors are still told.")
@json_option
def add_command(  # noqa: PLR0913 - one argument for each option, as click hands them over
    *,
    inputs: tuple[str, ...],
    case_folder: str | None,
    manifest: str | None,
    fetch: bool,
    date: datetime | None,
    language: str | None,
    publisher: str | None,
    jobs: int | None,
    max_size: int | None,
    quiet: bool,
    as_json: bool,
) -> int:
    """Add documents to a case: keep their bytes, read them, record the claims.

    Takes files, folders (with all below them), - for standard input, JSONL corpora and web
    archives (WARC, WARC.gz) record by record, and, with --fetch, addresses of the web. With
    a manifest alone, the documents are those that it names. What is in the case already is
    not added twice, so that an interrupted run is simply run again. One bad file never
    stops the others; the exit code is then 1.

    \b
    Examples:
      tollbook add bulletins/
      tollbook add --manifest sources.csv --jobs 4
      tollbook add https://example.org/report --fetch
      tollbook add crawl.warc.gz archive.jsonl
    """
    if not inputs and manifest is None:
        raise UsageError("Cannot add nothing: name files, folders, - or addresses, or a manifest.")
    folder = chosen_case(case_folder)
    settings = settings_of(
        folder.case,
        date=date and date.date(),
        language=language,
        publisher=publisher,
        jobs=(os.cpu_count() or 1) if jobs == 0 else jobs,
        max_bytes=max_size,
    )
    with writable(folder) as ledger:
        results = add_documents(
            folder,
            ledger,
            inputs,
            settings=settings,
            manifest=manifest,
            access=WebAccess() if fetch else None,
            stdin=sys.stdin.buffer,
        )
        if not quiet:
            results = with_progress(results, shown_elsewhere=False)
        return _told_added(results, quiet=quiet, as_json=as_json)


@click.command("reread")
@click.argument("documents", metavar="[ID]...", nargs=-1)
@case_option
@click.option("--jobs", "-j", type=click.IntRange(min=0), help="Processes that read; 0 is one for each core.")
@click.option("--quiet", "-q", is_flag=True, help="No progress; only the summary.")
@json_option
def reread_command(
    *, documents: tuple[str, ...], case_folder: str | None, jobs: int | None, quiet: bool, as_json: bool
) -> int:
    """Read the documents of a case again, with the reader of this version.

    New claims replace those that nobody decided about. A decision of a person is never lost:
    it goes with the words it was made about, and a claim that is no longer found stays as it
    was decided. Prints what was gained, lost and changed.

    \b
    Examples:
      tollbook reread
      tollbook reread d2kczy --json
    """
    folder = chosen_case(case_folder)
    workers = (os.cpu_count() or 1) if jobs == 0 else (jobs or folder.case.defaults.jobs)
    with writable(folder) as ledger:
        names = [document_named(ledger, each) for each in documents] if documents else None
        results = reread_documents(folder, ledger, names, jobs=workers)
        if not quiet:
            results = with_progress(results, shown_elsewhere=False)
        return _told_reread(results, quiet=quiet, as_json=as_json)


def _told_added(results: Iterable[Added], *, quiet: bool, as_json: bool) -> int:
    """Return the exit code, after each failure, and then the sum of all, was told."""
    counts: Counter[str] = Counter()
    rows: list[dict[str, Any]] = []
    for each in results:
        counts[each.status] += 1
        counts["claims"] += each.claims
        counts["defects"] += isinstance(each.error, DocumentFailure)
        if as_json:
            rows.append(_added_row(each))
        for words in _remarks(each, quiet=quiet):
            click.echo(words, err=True)
    if as_json:
        print_json(rows)
    elif not quiet:
        click.echo(_sum(counts))
    return _exit_code(counts[AddStatus.FAILED], counts["defects"])


def _remarks(added: Added, *, quiet: bool) -> Iterator[str]:
    """Return what a person must know of one input."""
    if isinstance(added.error, DocumentFailure) and DEBUG_VARIABLE in os.environ:
        yield added.error.trace
    if added.error is not None:
        yield str(added.error)
    elif added.status is AddStatus.REDACTED:
        yield f"Not taken back: {added.name} was redacted; its document is {added.document}."
    elif added.unread is not None and not quiet:
        yield f"Not read: {added.name} ({added.unread}); its bytes are kept."


def _sum(counts: Counter[str]) -> str:
    told = [f"{counted(counts[AddStatus.ADDED], 'document')} added with {counted(counts['claims'], 'claim')}"]
    others = (
        (AddStatus.THERE, "there already"),
        (AddStatus.RESTORED, "restored"),
        (AddStatus.REDACTED, "redacted and not taken back"),
        (AddStatus.FAILED, "failed"),
    )
    told += [f"{counts[status]:,} {words}" for status, words in others if counts[status]]
    return "; ".join(told) + "."


def _added_row(added: Added) -> dict[str, Any]:
    return {
        "input": added.name,
        "status": str(added.status),
        "document": added.document,
        "claims": added.claims,
        "unread": added.unread,
        "error": None if added.error is None else str(added.error),
    }


def _told_reread(results: Iterable[Reread], *, quiet: bool, as_json: bool) -> int:
    counts: Counter[str] = Counter()
    rows: list[dict[str, Any]] = []
    for each in results:
        counts.update(_change_counts(each))
        if each.error is not None:
            click.echo(str(each.error), err=True)
        elif as_json:
            rows.append(_reread_row(each))
        elif not quiet:
            for line in _change_lines(each):
                click.echo(line)
    if as_json:
        print_json(rows)
    else:
        click.echo(
            f"{counted(counts['documents'], 'document')} read again: {counts['gained']:,} claims gained, {counts['lost']:,} lost, "
            f"{counts['changed']:,} changed; {counted(counts['carried'], 'decision')} carried, {counts['kept']:,} kept as decided."
        )
    return _exit_code(counts["failed"], 0)


def _change_counts(reread: Reread) -> dict[str, int]:
    kinds = ("gained", "lost", "changed", "carried", "kept")
    return {
        "documents": 1,
        "failed": int(reread.error is not None),
        **{kind: len(getattr(reread, kind)) for kind in kinds},
    }


def _change_lines(reread: Reread) -> Iterator[str]:
    """Return what is different in a document, a claim a line; nothing when nothing is."""
    lines = [f"  gained  {name}  {_said(claim)}" for name, claim in reread.gained]
    lines += [f"  lost    {each.id}  {_said(each.read)}" for each in reread.lost]
    lines += [f"  changed {each.id}  {_said(each.read)} -> {_said(now)}" for each, now in reread.changed]
    lines += [f"  carried {old} -> {now}" for old, now in reread.carried]
    lines += [f"  kept    {each.id}  {_said(each.read)}, as decided" for each in reread.kept]
    if lines:
        yield f"{reread.document}  {shown(reread.name)}"
        yield from lines


def _said(claim: Claim | None) -> str:
    return (
        "[redacted]"
        if claim is None
        else shown(f"{number_words(claim)} {HARM_WORDS[claim.harm]} ({claim.count})")
    )


def _reread_row(reread: Reread) -> dict[str, Any]:
    return {
        "document": reread.document,
        "gained": [name for name, _ in reread.gained],
        "lost": [each.id for each in reread.lost],
        "changed": [each.id for each, _ in reread.changed],
        "carried": [list(pair) for pair in reread.carried],
        "kept": [each.id for each in reread.kept],
        "recorded": reread.recorded,
    }


def _exit_code(failed: int, defects: int) -> int:
    if defects:
        return ExitCode.DEFECT
    return ExitCode.SOME_FAILED if failed else ExitCode.DONE
