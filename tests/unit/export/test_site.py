"""The report site as files: complete, linked, escaped, the same whoever the parties are."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from html.parser import HTMLParser
from typing import Any
from urllib.parse import unquote, urldefrag

import pytest

from tollbook.export.site import site_files
from tollbook.model import Document, ReadStatus, Span
from tollbook.model.chart import Chart, Drawing
from tollbook.model.charting import FigureChange, RangeStep
from tollbook.model.reconciliation import Figure, Reconciliation
from tollbook.model.report import LedgerFacts, PartyTreatment, Report, ReportDocument
from tollbook.model.review import ReviewDecision
from tollbook.model.source import Source

TEXT = "Police said 12 people were killed at the market in Kesh."
HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>\u202e"


class Page(HTMLParser):
    """What a test looks at in a page: ids, links, elements, and what is visible."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: list[str] = []
        self.handlers: list[str] = []
        self.words = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, value in attrs:
            if name == "id":
                self.ids.append(value or "")
            if name in {"href", "src"} and tag != "image":
                self.links.append(value or "")
            if name.startswith("on"):
                self.handlers.append(name)

    def handle_data(self, data: str) -> None:
        self.words += data


def report_document(name: str, **changes: Any) -> ReportDocument:
    document = Document(
        id=name,
        sha256="0" * 64,
        media_type="text/plain",
        text=TEXT,
        extractor="test 1",
        language="en",
        title=f"Title of {name}",
    )
    return ReportDocument(document=replace(document, **changes), capture=(("Received", "4 March 2026"),))


def spoken(record: Reconciliation) -> Reconciliation:
    """Return the case with every claim standing where the text says twelve."""
    at = TEXT.index("12")
    claims = (
        replace(
            placed,
            source=replace(
                placed.source,
                claim=replace(
                    placed.source.claim, start=at, end=at + 2, count="12", sentence=Span(0, len(TEXT))
                ),
            ),
        )
        for placed in record.claims
    )
    return replace(record, claims=tuple(claims))


@pytest.fixture
def report(record: Reconciliation) -> Report:
    return Report(
        title="Arvenia, March",
        made=datetime(2026, 6, 1, tzinfo=UTC),
        version="1",
        record=spoken(record),
        documents={document.id: report_document(document.id) for document in record.documents},
        sources=(
            Source(
                id="s1", names=(("en", "Arvenia Wire"), ("fr", "Le Fil")), method="Reporters on the spot."
            ),
        ),
        publishers={"Arvenia Wire": "s1"},
        states={"C1": ReviewDecision.ACCEPTED},
        histories={
            "F1": (
                RangeStep(day=date(2026, 3, 4), low=5, high=None),
                RangeStep(day=date(2026, 3, 6), low=5, high=14),
            )
        },
        scope=(("Harms", "killed"),),
        not_counted=("People whose bodies were not recovered.",),
        method=(("Sources", ("What was read.",)), ("Quality control", ("Two reviewers.",))),
        ledger=LedgerFacts(entries=12, root="ab" * 32, checked="passed on 1 June 2026"),
        treatment=(
            PartyTreatment(party="the government", read=2, accepted=1, rejected=0, hedged=0, waiting=1),
        ),
        contact="desk@register.example",
        licence="CC BY 4.0",
        package="data/package.zip",
    )


def files(report: Report) -> dict[str, str]:
    made = list(site_files(report))
    assert len(made) == len({each.path for each in made}), "a file is made twice"
    return {each.path: each.text for each in made}


def pages(report: Report) -> dict[str, Page]:
    return {path: Page(text) for path, text in files(report).items() if path.endswith(".html")}


def test_every_link_leads_to_a_page_and_to_a_place_on_it(report: Report) -> None:
    made = files(report)
    found = pages(report)
    broken = []
    for path, page in found.items():
        for link in page.links:
            address, place = urldefrag(link)
            target = (
                posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(address)))
                if address
                else path
            )
            if "://" in link or target in {"data/package.zip", "assets/charts.js"}:
                continue
            if target not in made or (place and target in found and place not in found[target].ids):
                broken.append((path, link))
    assert [] == broken


def test_ids_stand_once_on_a_page(report: Report) -> None:
    twice = [
        (path, name)
        for path, page in pages(report).items()
        for name in set(page.ids)
        if page.ids.count(name) > 1 and not name.startswith("claim-")
    ]
    assert [] == twice


def test_from_the_first_page_the_words_of_a_figure_are_two_clicks_away(report: Report) -> None:
    found = pages(report)
    assert "figures/F1.html" in found["index.html"].links
    assert "../documents/D1.html#m1-1" in found["figures/F1.html"].links
    assert "m1-1" in found["documents/D1.html"].ids


def test_the_first_page_says_what_the_figures_rest_on_and_what_is_not_counted(report: Report) -> None:
    words = " ".join(pages(report)["index.html"].words.split())
    assert "8 claims in 4 documents, 2 lines of evidence; 1 open dispute." in words
    assert "Between 5 and 14 people were killed." in words
    assert "People whose bodies were not recovered." in words


def test_a_figure_page_shows_each_line_once_with_its_repetitions_under_it(report: Report) -> None:
    words = " ".join(pages(report)["figures/F1.html"].words.split())
    assert 1 == words.count("One line of evidence: Kesh Regional Hospital")
    assert (
        "2 documents; however often it is repeated, it counts once." in words
        or "3 documents; however often" in words
    )
    assert "Disputed: how many" in words


def test_a_figure_page_tells_what_was_known_when_and_how_to_cite_it(report: Report) -> None:
    words = " ".join(pages(report)["figures/F1.html"].words.split())
    assert re.search(r"4 March 2026\s?5 or more\s?6 March 2026\s?5 to 14", words)
    assert f"ledger root {'ab' * 32}" in words
    assert "@misc{F1," in words


def test_the_latest_version_of_a_figure_has_an_address_of_its_own(report: Report) -> None:
    (path,) = (path for path in files(report) if path.startswith("latest/"))
    assert 'url=../figures/F1.html"' in files(report)[path]


def test_a_source_page_names_it_in_its_languages_and_says_how_it_counts(report: Report) -> None:
    words = pages(report)["sources/s1.html"].words
    assert "Le Fil" in words
    assert "Reporters on the spot." in words


def test_a_document_that_was_not_read_says_so(report: Report) -> None:
    unread = replace(report.documents["D4"], status=ReadStatus.NOT_READ, reason="language ar")
    shown = pages(replace(report, documents={**report.documents, "D4": unread}))
    assert "not read: language ar" in shown["documents.html"].words


def test_a_text_that_is_withheld_stands_on_no_page(report: Report) -> None:
    withheld = {name: replace(each, withheld=True) for name, each in report.documents.items()}
    shown = files(replace(report, documents=withheld))
    assert [] == [path for path, text in shown.items() if "people were killed at the market" in text]
    assert "The text of this document is not published here" in shown["documents/D1.html"]
    assert 'href="../documents/D1.html"' in shown["figures/F1.html"]


def test_the_audit_page_gives_the_root_and_the_treatment_of_each_party(report: Report) -> None:
    words = pages(report)["audit.html"].words
    assert "ab" * 32 in words
    assert "the government" in words


def test_the_search_index_holds_every_kind_of_page_and_ends_no_script(report: Report) -> None:
    hostile = replace(report, documents={**report.documents, "D1": report_document("D1", title=HOSTILE)})
    text = files(hostile)["assets/search-index.js"]
    assert "<" not in text
    rows = json.loads(text.removeprefix("window.tollbookPages = ").removesuffix(";\n"))
    assert {"figure", "event", "source", "document", "claim"} == {row[0] for row in rows}


def test_figures_come_as_data_with_unknown_bounds_empty(
    report: Report, figure: Callable[..., Figure]
) -> None:
    open_one = replace(report.record, figures=(figure(high=None, claims_left_out=(("C6", "out of scope"),)),))
    made = files(replace(report, record=open_one))
    assert None is json.loads(made["data/figures/F1.json"])["high"]
    assert {"C6": "out of scope"} == json.loads(made["data/figures/F1.json"])["claims_left_out"]
    header, row = made["data/figures.csv"].splitlines()
    assert "" == dict(zip(header.split(","), row.split(","), strict=False))["high"]


def test_what_changed_comes_as_data(report: Report, figure: Callable[..., Figure]) -> None:
    change = FigureChange(
        before=figure(low=12, high=None), after=figure(), label="Kesh market", reasons=("=1+1",)
    )
    rows = files(replace(report, changes=(change,)))["data/changes.csv"].splitlines()
    assert "People killed: Kesh market,12,,5,14,'=1+1" == rows[1]


def test_whatever_strangers_wrote_is_shown_and_never_runs(
    report: Report, figure: Callable[..., Figure]
) -> None:
    record = report.record
    hostile = replace(
        record,
        events=tuple(replace(event, label=HOSTILE) for event in record.events),
        documents=tuple(replace(each, publisher=HOSTILE) for each in record.documents),
        lines=tuple(replace(line, origin=HOSTILE, note=HOSTILE) for line in record.lines),
        disputes=tuple(replace(each, parties=(HOSTILE, HOSTILE), note=HOSTILE) for each in record.disputes),
        figures=(figure(sentence=HOSTILE, group=HOSTILE),),
    )
    shown = replace(
        report,
        title=HOSTILE,
        record=hostile,
        documents={
            name: report_document(name, title=HOSTILE, publisher=HOSTILE) for name in report.documents
        },
        sources=(Source(id="s1", names=(("en", HOSTILE),), method=HOSTILE),),
        contact=HOSTILE,
        licence=HOSTILE,
        not_counted=(HOSTILE,),
    )
    plain, strange = pages(report), pages(shown)
    for path, page in strange.items():
        assert [] == page.handlers, path
        assert "img" not in page.tags, path
        assert page.tags.count("script") == (
            plain[path].tags.count("script") if path in plain else page.tags.count("script")
        ), path
        assert "\u202e" not in page.words, path


def test_charts_stand_on_their_pages_with_a_table_and_their_specification(report: Report) -> None:
    chart = Chart(
        name="timeline-killed",
        title="Who said what",
        wide={"mark": "</script>"},
        narrow={},
        alternative="Two claims.",
        columns=("Day", "Number"),
        rows=(("2026-03-04", None), ("2026-03-05", 1200)),
    )
    drawn = Drawing(chart=chart, wide="<svg></svg>", narrow="<svg></svg>")
    text = files(replace(report, charts={"market": (drawn,)}))["events/market.html"]
    assert "<td>1,200</td>" in text
    assert '<span class="unknown">not known</span>' in text
    assert r'{"mark": "\u003c/script\u003e"}' in text


def test_the_same_report_gives_the_same_bytes(report: Report) -> None:
    assert files(report) == files(report)


def test_parties_are_shown_alike_whichever_is_which(report: Report) -> None:
    one, other = "the government", "the mayor"

    def swapped(text: str) -> str:
        return text.replace(one, "\0").replace(other, one).replace("\0", other)

    record = report.record
    twin = replace(
        report,
        record=replace(
            record,
            lines=tuple(replace(line, origin=swapped(line.origin)) for line in record.lines),
            disputes=tuple(
                replace(each, parties=tuple(map(swapped, each.parties))) for each in record.disputes
            ),
        ),
        treatment=tuple(replace(row, party=swapped(row.party)) for row in report.treatment),
    )
    assert {path: swapped(text) for path, text in files(report).items()} == files(twin)
