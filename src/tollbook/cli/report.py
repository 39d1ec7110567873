"""`tollbook report` and `tollbook chart`: a case as a site that can be published, and single pictures of it."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import PurePath

import click

from tollbook.chart.interaction import interaction_script
from tollbook.chart.render import png_file, svg_file
from tollbook.cli.case_options import case_option, chosen_case, print_json
from tollbook.cli.output import STDOUT, binary_file, result_stream
from tollbook.cli.site_folder import write_site
from tollbook.errors import UsageError
from tollbook.export.gate import DEFAULT_PROFILE, PROFILES
from tollbook.export.site import CHART_SCRIPT, SiteFile, site_files
from tollbook.export.site_data import chart_csv
from tollbook.model.chart import Chart
from tollbook.model.words import counted
from tollbook.pipeline.cases import CaseFolder, reading_ledger
from tollbook.pipeline.drawing import KINDS, ChartWish, case_chart
from tollbook.pipeline.exporting import export_package
from tollbook.pipeline.reporting import ReportOptions, case_report
from tollbook.version import VERSION

PACKAGE = "data/package.zip"
_DAY = click.DateTime(["%Y-%m-%d"])


@click.command("report")
@click.argument("out", metavar="OUT")
@case_option
@click.option(
    "--profile",
    type=click.Choice(list(PROFILES)),
    default=DEFAULT_PROFILE,
    show_default=True,
    help="Whom it is made for.",
)
@click.option(
    "--as-of", type=_DAY, metavar="DATE", help="What was known on this day: later documents are left out."
)
@click.option(
    "--ledger-at",
    type=click.IntRange(min=1),
    metavar="ENTRY",
    help="The record as it stood after this entry.",
)
@click.option(
    "--no-pictures", is_flag=True, help="Draw no pictures beforehand; the page's script draws them."
)
@click.option("--json", "as_json", is_flag=True, help="Print what was written as JSON.")
def report_command(
    *,
    out: str,
    case_folder: str | None,
    profile: str,
    as_of: datetime | None,
    ledger_at: int | None,
    no_pictures: bool,
    as_json: bool,
) -> None:
    """Write a case as a site: pages that open from the file system, without a server.

    A page for the case, and one for each figure, event, source and document; disputes,
    corrections, the method, an audit, a search, and the data to download. Every figure
    leads to the sentences that say it. Fields about people pass the same gate as any
    export: the public profile shows no sentence and no text unless case.toml says so.

    \b
    Examples:
      tollbook report site/
      tollbook report site/ --profile team --as-of 2026-05-01
    """
    folder = chosen_case(case_folder)
    options = ReportOptions(
        made=datetime.now(UTC),
        version=VERSION,
        profile=profile,
        as_of=as_of.date() if as_of else None,
        ledger_at=ledger_at,
        package=PACKAGE,
        pictures=not no_pictures,
    )
    report = case_report(folder, options)
    written = write_site(out, _files(folder, options, site_files(report)))
    if as_json:
        print_json(
            {
                "folder": out,
                "files": written,
                "figures": len(report.record.figures),
                "documents": len(report.documents),
            }
        )
        return
    figures = counted(len(report.record.figures), "figure")
    click.echo(
        f"Wrote {counted(written, 'file')} with {figures} from {counted(len(report.documents), 'document')}."
    )
    click.echo(f"Open {PurePath(out) / 'index.html'}")


def _files(
    folder: CaseFolder, options: ReportOptions, pages: Iterator[SiteFile]
) -> Iterator[SiteFile | tuple[str, bytes]]:
    yield from pages
    yield CHART_SCRIPT, interaction_script().encode("utf-8")
    package = io.BytesIO()
    with reading_ledger(folder) as ledger:
        export_package(folder, ledger, package, options.profile)
    yield PACKAGE, package.getvalue()


@click.command("chart")
@click.argument("kind", type=click.Choice(KINDS))
@case_option
@click.option(
    "--output",
    "-o",
    default=STDOUT,
    metavar="FILE",
    help="FILE.svg, FILE.png, FILE.json (Vega-Lite) or FILE.csv (its data); the specification to standard output if left out.",
)
@click.option(
    "--event",
    metavar="WORDS",
    help="Which event, by its id or part of its name; the one with the most claims if left out.",
)
@click.option("--harm", default="killed", show_default=True, metavar="HARM", help="Which harm.")
@click.option("--group", default="all", show_default=True, metavar="WORDS", help="Who is counted.")
@click.option("--from", "first", type=_DAY, metavar="DATE", help="For changes: the first day.")
@click.option(
    "--to", "second", type=_DAY, metavar="DATE", help="For changes: the second day; the newest if left out."
)
@click.option("--narrow", is_flag=True, help="For a phone.")
@click.option("--dark", is_flag=True, help="On a dark ground.")
def chart_command(  # noqa: PLR0913 - one argument for each option, as click hands them over
    *,
    kind: str,
    case_folder: str | None,
    output: str,
    event: str | None,
    harm: str,
    group: str,
    first: datetime | None,
    second: datetime | None,
    narrow: bool,
    dark: bool,
) -> None:
    """Draw one chart of a case.

    timeline: who said what, and when. ranges: the range for each event. origins: who
    repeats whom. changes: what changed between two days. Each is one Vega-Lite
    specification; its data and its words go with it.

    \b
    Examples:
      tollbook chart timeline -o killed.svg
      tollbook chart timeline --event Kesh --harm injured -o injured.png --dark
      tollbook chart changes --from 2026-03-04 --to 2026-03-09 -o changes.csv
    """
    wish = ChartWish(
        kind=kind,
        event=event,
        harm=harm,
        group=group,
        first=first.date() if first else None,
        second=second.date() if second else None,
    )
    _write(case_chart(chosen_case(case_folder), wish), output, narrow=narrow, dark=dark)


def _write(chart: Chart, output: str, *, narrow: bool, dark: bool) -> None:
    specification = chart.narrow if narrow else chart.wide
    ending = PurePath(output).suffix.lower()
    if ending == ".png":
        with binary_file(output) as stream:
            stream.write(png_file(specification, dark=dark))
        return
    texts = {
        ".svg": lambda: svg_file(specification, chart.alternative, dark=dark),
        ".csv": lambda: chart_csv(chart),
        ".json": lambda: json.dumps(specification, ensure_ascii=False, indent=2) + "\n",
    }
    if output != STDOUT and ending not in texts:
        raise UsageError(f"Cannot draw to {output}: the name must end in .svg, .png, .json or .csv.")
    with result_stream(output) as stream:
        stream.write(texts[ending if output != STDOUT else ".json"]())
