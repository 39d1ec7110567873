"""`tollbook estimate`: overlapping lists in, estimates of those on no list out, side by side."""

from __future__ import annotations

import hashlib
import sys
import time
from pathlib import Path

import click

from tollbook.cli.exits import ExitCode
from tollbook.cli.output import STDOUT, result_stream, write_bytes_result
from tollbook.cli.progress import PATIENCE_SECONDS
from tollbook.errors import InputError, UsageError
from tollbook.estimate.datasets import datasets, load
from tollbook.estimate.tables import histories_from_csv
from tollbook.model.display import shown
from tollbook.model.estimate import Estimate
from tollbook.model.estimation import METHOD_WORDS, Estimation, EstimationPlan
from tollbook.model.histories import CaptureHistories

_DEFAULTS = EstimationPlan()
_CLEAR_LINE = "\r\x1b[2K"


def _names(_: click.Context, __: click.Parameter, value: str | None) -> tuple[str, ...]:
    return tuple(name.strip() for name in value.split(",") if name.strip()) if value else ()


@click.command("estimate")
@click.argument("file", metavar="[FILE|-]", required=False)
@click.option(
    "--dataset",
    metavar="NAME",
    help="A published table that ships with Tollbook, instead of a file; 'list' names them.",
)
@click.option(
    "--method", "-m", "methods", multiple=True, type=click.Choice(list(METHOD_WORDS)),
    help="Use this method; may be given several times. Left out: those that fit the number of lists.",
)  # fmt: skip
@click.option(
    "--by",
    callback=_names,
    metavar="COLUMNS",
    help="Estimate in strata by these columns, such as age_band,sex.",
)
@click.option(
    "--lists",
    callback=_names,
    metavar="COLUMNS",
    help="Columns that are lists; told by their 0 and 1 if left out.",
)
@click.option("--count", metavar="COLUMN", help="Column that counts people; told by its name if left out.")
@click.option(
    "--seed",
    type=click.IntRange(min=0),
    default=_DEFAULTS.seed,
    show_default=True,
    help="Of all random numbers.",
)
@click.option(
    "--draws",
    type=click.IntRange(min=100),
    default=_DEFAULTS.draws,
    show_default=True,
    help="Kept for each method.",
)
@click.option(
    "--level", type=click.FloatRange(0, 1, min_open=True, max_open=True), default=_DEFAULTS.level, show_default=True,
    help="Of the intervals.",
)  # fmt: skip
@click.option("--no-checks", is_flag=True, help="Leave out the checks of lists and links.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON instead of a table.")
@click.option("--output", "-o", metavar="FILE", help="Write the result file, which --check runs again.")
@click.option("--report", metavar="FILE", help="Write a page with charts (needs the extra chart).")
@click.option("--chains", metavar="FILE", help="Write the draws of the latent classes as netCDF, for ArviZ.")
@click.option(
    "--check", "check", metavar="RESULT", help="Run a result file again and tell whether it is reproduced."
)
@click.option(
    "--width", type=click.IntRange(min=40), help="Columns of the table; those of the terminal if left out."
)
@click.option("--quiet", "-q", is_flag=True, help="No progress.")
def estimate_command(  # noqa: PLR0913 - one argument for each option, as click hands them over
    *,
    file: str | None,
    dataset: str | None,
    methods: tuple[str, ...],
    by: tuple[str, ...],
    lists: tuple[str, ...],
    count: str | None,
    seed: int,
    draws: int,
    level: float,
    no_checks: bool,
    as_json: bool,
    output: str | None,
    report: str | None,
    chains: str | None,
    check: str | None,
    width: int | None,
    quiet: bool,
) -> int:
    """Estimate how many people are on no list, from the overlap of lists.

    FILE is a CSV table: one column of 0 and 1 for each list, and either one row for each person or a column
    that counts them. Other columns are covariates. Several methods stand side by side, each with
    what it assumes; where an assumption fails there is a reason instead of a number.

    \b
    Examples:
      tollbook estimate lists.csv
      tollbook estimate lists.csv --by age_band,sex --report page.html --output result.json
      tollbook estimate --dataset kosovo-1999 --method graphs --method latent
      tollbook estimate --check result.json
    """
    from tollbook.pipeline.estimates import estimate_total

    told = None if quiet else _Progress()
    if dataset == "list":
        _list_datasets()
        return ExitCode.DONE
    _one_input(file, dataset, check)
    if check is not None:
        return _checked(check, told)
    name, digest, histories = _table(file, dataset, lists, count)
    plan = EstimationPlan(methods=methods, by=by, seed=seed, draws=draws, level=level, checks=not no_checks)
    found = estimate_total(histories, plan, name=name, sha256=digest, told=told)
    if told:
        told.done()
    _write(found, output, report, chains)
    _show(found, as_json=as_json, width=width)
    return (
        ExitCode.DONE if any(isinstance(each, Estimate) for each in found.outcomes) else ExitCode.SOME_FAILED
    )


class _Progress:
    """Tells on standard error which method is at work, to a person who waits."""

    def __init__(self) -> None:
        self._begun, self._drawn = time.monotonic(), False

    def __call__(self, what: str, share: float) -> None:
        """Draw the line anew."""
        if not sys.stderr.isatty() or time.monotonic() - self._begun < PATIENCE_SECONDS:
            return
        done = f" {share:.0%}" if share else ""
        sys.stderr.write(f"{_CLEAR_LINE}{what}{done}")
        sys.stderr.flush()
        self._drawn = True

    def done(self) -> None:
        """Take the line away."""
        if self._drawn:
            sys.stderr.write(_CLEAR_LINE)
            sys.stderr.flush()


def _one_input(*given: str | None) -> None:
    if sum(each is not None for each in given) != 1:
        raise UsageError(
            "Cannot estimate: give one of a table (FILE), --dataset NAME or --check RESULT. "
            "tollbook estimate --help shows examples."
        )


def _list_datasets() -> None:
    for each in datasets().values():
        click.echo(f"{each.name}: {each.title}. {each.lists} lists, {each.people:,} people. {each.citation}")


def _table(
    file: str | None, dataset: str | None, lists: tuple[str, ...], count: str | None
) -> tuple[str, str | None, CaptureHistories]:
    if dataset is not None:
        return dataset, datasets()[dataset].sha256 if dataset in datasets() else None, load(dataset)
    content = _content(file or STDOUT)
    name = "standard input" if file == STDOUT else Path(file or "").name
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(shown(name), "it is not UTF-8 text", "Save the table as CSV in UTF-8.") from error
    histories = histories_from_csv(text, name=shown(name), lists=lists or None, count=count)
    return name, hashlib.sha256(content).hexdigest(), histories


def _content(path: str) -> bytes:
    if path == STDOUT:
        return sys.stdin.buffer.read()
    try:
        return Path(path).read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise InputError(shown(path), reason, "Name a file that exists and may be read.") from error


def _checked(path: str, told: _Progress | None) -> int:
    from tollbook.pipeline.estimate_results import differences

    try:
        text = _content(path).decode("utf-8")
    except UnicodeDecodeError as error:
        raise InputError(shown(path), "it is not UTF-8 text", "Give a result file.") from error
    found = differences(text, shown(path), told=told)
    if told:
        told.done()
    if not found:
        click.echo(f"{shown(path)} is reproduced: every number is the same.")
        return ExitCode.DONE
    click.echo(f"{shown(path)} is not reproduced: {len(found)} values differ.")
    for line in found[:20]:
        click.echo(f"  {shown(line)}")
    return ExitCode.SOME_FAILED


def _write(found: Estimation, output: str | None, report: str | None, chains: str | None) -> None:
    if output is not None:
        from tollbook.pipeline.estimate_results import result_text

        with result_stream(output) as stream:
            stream.write(result_text(found))
    if report is not None:
        from tollbook.pipeline.estimate_pages import write_report

        with result_stream(report) as stream:
            write_report(found, stream)
    if chains is not None:
        from tollbook.estimate.inference_data import netcdf_bytes

        write_bytes_result(chains, netcdf_bytes(_with_chains(found)))


def _with_chains(found: Estimation) -> Estimate:
    for outcome in found.outcomes:
        if isinstance(outcome, Estimate) and outcome.method == "latent":
            return outcome
    raise UsageError(
        "Cannot write chains: there is no estimate by latent classes. Ask for one with --method latent."
    )


def _show(found: Estimation, *, as_json: bool, width: int | None) -> None:
    with result_stream(STDOUT) as stream:
        if as_json:
            from tollbook.pipeline.estimate_results import result_text

            stream.write(result_text(found))
        else:
            from tollbook.export.estimate_terminal import write_estimation

            write_estimation(found, stream, width=width)
