from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tollbook.cli.exits import ExitCode
from tollbook.cli.main import run
from tollbook.cli.site_folder import write_site
from tollbook.errors import OutputError, UsageError
from tollbook.export.site import SiteFile

TEXT = (
    "At least 12 people were killed when shells hit the market in Kesh on 3 March 2026, the regional hospital said. "
    "Ana Perin, a trader, said three people died in front of her shop.\n"
)
NOTICE = "The regional hospital said on 6 March 2026 that 14 people were killed when shells hit the market in Kesh on 3 March 2026.\n"


@pytest.fixture
def case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    """Return a case with two documents, made by the commands that a user gives."""
    monkeypatch.setenv("TOLLBOOK_KEYS", str(tmp_path / "keys"))
    monkeypatch.setenv("TOLLBOOK_USER", "Ana")
    folder = tmp_path / "case"
    assert 0 == run(["new", str(folder), "--name", "Arvenia"])
    for name, text, day in (("wire.txt", TEXT, "2026-03-04"), ("notice.txt", NOTICE, "2026-03-06")):
        (tmp_path / name).write_text(text, encoding="utf-8")
        assert 0 == run(
            [
                "add",
                "--case",
                str(folder),
                str(tmp_path / name),
                "--date",
                day,
                "--publisher",
                name[:-4],
                "--quiet",
            ]
        )
    capsys.readouterr()
    return folder


@pytest.fixture
def site(case: Path, tmp_path: Path) -> Callable[..., Path]:
    """Return the maker of a report; `site("--profile", "team")` is for those who work on the case."""

    def make(*options: str) -> Path:
        out = tmp_path / "site"
        assert ExitCode.DONE == run(["report", str(out), "--case", str(case), *options])
        return out

    return make


def whole(folder: Path) -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.html")))


def test_a_report_is_a_folder_of_pages_with_its_data(site: Callable[..., Path]) -> None:
    made = site()
    assert {
        "index.html",
        "sources.html",
        "documents.html",
        "disputes.html",
        "corrections.html",
        "method.html",
        "audit.html",
        "search.html",
    } <= {path.name for path in made.iterdir()}
    assert (made / "data" / "package.zip").read_bytes().startswith(b"PK")
    assert (made / "assets" / "charts.js").stat().st_size > 500_000


def test_the_public_sees_no_sentence_no_text_and_no_name_of_a_person(site: Callable[..., Path]) -> None:
    pages = whole(site())
    assert "in front of her shop" not in pages
    assert "when shells hit the market" not in pages
    assert "Ana Perin" not in pages
    assert "[withheld]" in pages


def test_those_who_work_on_the_case_see_the_words(site: Callable[..., Path]) -> None:
    pages = whole(site("--profile", "team"))
    assert "in front of her shop" in pages
    assert "Ana Perin" in pages


def test_a_report_as_of_a_day_knows_nothing_later(site: Callable[..., Path]) -> None:
    pages = whole(site("--profile", "team", "--as-of", "2026-03-04"))
    assert '<b class="mark h-killed">14</b>' not in pages


def test_what_was_written_is_told_as_json(
    case: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert 0 == run(["report", str(tmp_path / "site"), "--case", str(case), "--json", "--no-pictures"])
    told = json.loads(capsys.readouterr().out)
    assert (str(tmp_path / "site"), 2) == (told["folder"], told["documents"])
    assert told["files"] == sum(1 for path in (tmp_path / "site").rglob("*") if path.is_file())


def test_a_newer_report_takes_the_place_of_an_older_one(site: Callable[..., Path]) -> None:
    (site() / "left-over.html").write_text("old", encoding="utf-8")
    assert not (site() / "left-over.html").exists()


def test_a_folder_with_something_else_in_it_is_left_alone(
    case: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("dear", encoding="utf-8")
    assert ExitCode.USAGE == run(["report", str(tmp_path / "mine"), "--case", str(case), "--no-pictures"])
    expected = "something else is there. Name a new folder, or that of an earlier report."
    assert expected in " ".join(capsys.readouterr().err.split())
    assert ["letter.txt"] == [path.name for path in (tmp_path / "mine").iterdir()]


def test_after_an_error_the_older_report_is_as_it_was(tmp_path: Path) -> None:
    def broken() -> object:
        yield SiteFile("index.html", "new")
        raise UsageError("Cannot go on.")

    write_site(str(tmp_path / "site"), [SiteFile("assets/site.css", ""), SiteFile("index.html", "old")])
    with pytest.raises(UsageError, match=r"^Cannot go on\.$"):
        write_site(str(tmp_path / "site"), broken())  # type: ignore[arg-type]  # a generator of files
    assert "old" == (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
    assert ["site"] == [path.name for path in tmp_path.iterdir()]


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(
        OutputError, match=r"^Cannot write the report to .*: .*\. Name a folder that may be written to\.$"
    ):
        write_site(str(tmp_path / "file" / "site"), [SiteFile("index.html", "")])


@pytest.mark.parametrize("kind", ["timeline", "origins", "changes"])
@pytest.mark.parametrize(("ending", "begins"), [("svg", "<svg"), ("json", "{"), ("csv", "")])
def test_a_chart_is_drawn_in_every_form(
    case: Path, tmp_path: Path, kind: str, ending: str, begins: str
) -> None:
    out = tmp_path / f"chart.{ending}"
    assert 0 == run(["chart", kind, "--case", str(case), "-o", str(out)])
    text = out.read_text(encoding="utf-8")
    assert text.startswith(begins)
    assert text.strip()


def test_a_chart_is_drawn_as_an_image(case: Path, tmp_path: Path) -> None:
    out = tmp_path / "chart.png"
    assert 0 == run(["chart", "timeline", "--case", str(case), "-o", str(out), "--narrow", "--dark"])
    assert out.read_bytes().startswith(b"\x89PNG")


def test_without_a_file_the_specification_is_printed(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert 0 == run(["chart", "timeline", "--case", str(case)])
    assert "vconcat" in json.loads(capsys.readouterr().out)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (
            ["timeline", "-o", "chart.gif"],
            "Cannot draw to chart.gif: the name must end in .svg, .png, .json or .csv.",
        ),
        (["timeline", "--harm", "hurt"], "Cannot draw hurt: harms are killed, injured, missing"),
        (
            ["timeline", "--harm", "missing"],
            "Cannot draw timeline: the case has nothing of it to show. See tollbook figures.",
        ),
        (["origins", "--event", "nowhere"], "Cannot tell which event is meant by nowhere:"),
    ],
)
def test_what_cannot_be_drawn_is_told(
    case: Path, words: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ExitCode.USAGE == run(["chart", *words, "--case", str(case)])
    assert message in " ".join(capsys.readouterr().err.split())


def test_an_empty_case_has_no_event_to_draw(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TOLLBOOK_KEYS", str(tmp_path / "keys"))
    assert 0 == run(["new", str(tmp_path / "case")])
    assert ExitCode.USAGE == run(["chart", "timeline", "--case", str(tmp_path / "case")])
    assert "Cannot draw an event: the case has none yet. Add documents with tollbook add." in " ".join(
        capsys.readouterr().err.split()
    )
