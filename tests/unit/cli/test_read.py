from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tollbook.cli.exits import ExitCode
from tollbook.cli.main import run

TEXT = "At least 12 people were killed in Kesh on Tuesday, the regional hospital said.\n"
ARABIC = "قالت وزارة الصحة إن اثني عشر شخصا قتلوا في القصف يوم الثلاثاء في مدينة كيش شمال البلاد.\n"

Output = pytest.CaptureFixture[str]


@pytest.fixture
def note(tmp_path: Path) -> Path:
    path = tmp_path / "note.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder of good files, among them one that is empty."""
    folder = tmp_path / "bulletins"
    (folder / "below").mkdir(parents=True)
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    (folder / "b.txt").write_bytes(b"")
    (folder / "below" / "c.txt").write_text(TEXT, encoding="utf-8")
    return folder


@pytest.fixture
def on_stdin(monkeypatch: pytest.MonkeyPatch) -> Callable[[bytes], None]:
    def feed(data: bytes) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))

    return feed


def objects(written: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in written.splitlines()]


def test_a_table_is_what_one_gets_without_asking(note: Path, capsys: Output) -> None:
    assert ExitCode.DONE == run(["read", str(note), "--width", "80"])
    told = capsys.readouterr()
    assert "[At least 12] people were killed in Kesh" in told.out
    assert told.out.endswith("1 claim in 1 document.\n")
    assert "" == told.err


def test_json_lines_hold_the_text_unchanged_and_the_count_where_they_say(note: Path, capsys: Output) -> None:
    assert ExitCode.DONE == run(["read", str(note), "--format", "jsonl"])
    (line,) = objects(capsys.readouterr().out)
    (claim,) = line["claims"]
    assert (str(note), TEXT, "read") == (line["id"], line["text"], line["status"])
    assert "At least 12" == line["text"][claim["start"] : claim["end"]] == claim["count"]


def test_csv_has_a_row_for_each_claim(note: Path, capsys: Output) -> None:
    assert ExitCode.DONE == run(["read", str(note), "--format", "csv"])
    (row,) = csv.DictReader(io.StringIO(capsys.readouterr().out))
    assert ("At least 12", "12", "", "killed") == (row["count"], row["low"], row["high"], row["harm"])


def test_html_is_one_page(note: Path, capsys: Output) -> None:
    assert ExitCode.DONE == run(["read", str(note), "--format", "html"])
    written = capsys.readouterr().out
    assert written.startswith("<!doctype html>")
    assert written.endswith("</html>\n")
    assert "1 claim in 1 document." in written


def test_standard_input_is_read_where_a_dash_stands(
    on_stdin: Callable[[bytes], None], capsys: Output
) -> None:
    on_stdin(TEXT.encode())
    assert ExitCode.DONE == run(["read", "-", "--format", "jsonl", "--quiet"])
    (line,) = objects(capsys.readouterr().out)
    assert ("-", 1) == (line["id"], len(line["claims"]))


def test_in_a_folder_one_bad_file_never_stops_the_rest(folder: Path, capsys: Output) -> None:
    assert ExitCode.SOME_FAILED == run(["read", str(folder), "--format", "jsonl", "--quiet"])
    told = capsys.readouterr()
    assert [str(folder / "a.txt"), str(folder / "below" / "c.txt")] == [
        line["id"] for line in objects(told.out)
    ]
    assert told.err.startswith(f"Cannot read {folder / 'b.txt'}: ")
    assert 1 == len(told.err.splitlines())


def test_the_summary_tells_what_failed(folder: Path, capsys: Output) -> None:
    run(["read", str(folder), "--format", "csv"])
    assert "2 claims in 2 documents; 1 input failed." == capsys.readouterr().err.splitlines()[-1]


def test_where_nothing_could_be_read_it_is_a_failure(tmp_path: Path, capsys: Output) -> None:
    missing = tmp_path / "none.txt"
    assert ExitCode.FAILED == run(["read", str(missing)])
    expected = (
        f"Cannot read {missing}: there is no such file or folder. Check the path.\nNothing could be read.\n"
    )
    assert expected == capsys.readouterr().err


def test_where_nothing_could_be_read_the_output_file_stays_as_it_was(tmp_path: Path, capsys: Output) -> None:
    target = tmp_path / "claims.jsonl"
    target.write_text("older\n", encoding="utf-8")
    assert ExitCode.FAILED == run(
        ["read", str(tmp_path / "none.txt"), "--format", "jsonl", "--output", str(target)]
    )
    assert "older\n" == target.read_text(encoding="utf-8")
    assert "Nothing could be read, and nothing was written." == capsys.readouterr().err.splitlines()[-1]


def test_a_language_without_a_reader_is_told_and_no_failure(tmp_path: Path, capsys: Output) -> None:
    path = tmp_path / "ar.txt"
    path.write_text(ARABIC, encoding="utf-8")
    assert ExitCode.DONE == run(["read", str(path), "--format", "jsonl"])
    told = capsys.readouterr()
    (line,) = objects(told.out)
    assert ("not read: language ar", []) == (line["status"], line["claims"])
    assert told.err.startswith(f"Not read: {path} (language ar).\n")


def test_the_language_can_be_said(note: Path, capsys: Output) -> None:
    run(["read", str(note), "--language", "FR", "--format", "jsonl", "--quiet"])
    (line,) = objects(capsys.readouterr().out)
    assert ("fr", "not read: language fr") == (line["language"], line["status"])


def test_day_and_publisher_can_be_said(note: Path, capsys: Output) -> None:
    run(["read", str(note), "--date", "2025-03-05", "--publisher", "Arvenia Wire", "--format", "jsonl", "-q"])
    (line,) = objects(capsys.readouterr().out)
    assert ("2025-03-05", "Arvenia Wire") == (line["published_at"], line["publisher"])


def test_claims_below_the_lowest_confidence_are_left_out(note: Path, capsys: Output) -> None:
    run(["read", str(note), "--min-confidence", "1", "--format", "jsonl", "-q"])
    (line,) = objects(capsys.readouterr().out)
    assert [] == [claim for claim in line["claims"] if claim["confidence"] < 1]


def test_an_input_over_the_limit_is_named_with_what_to_do(note: Path, capsys: Output) -> None:
    assert ExitCode.FAILED == run(["read", str(note), "--max-size", "10"])
    assert "--max-size" in capsys.readouterr().err


def test_a_result_is_written_whole_to_a_file_and_nothing_is_left_beside_it(
    note: Path, tmp_path: Path
) -> None:
    target = tmp_path / "out" / "claims.jsonl"
    target.parent.mkdir()
    assert ExitCode.DONE == run(["read", str(note), "--format", "jsonl", "--quiet", "--output", str(target)])
    assert [target] == list(target.parent.iterdir())
    assert 1 == len(objects(target.read_text(encoding="utf-8")))


def test_an_output_that_cannot_be_written_is_told_with_code_3(
    note: Path, tmp_path: Path, capsys: Output
) -> None:
    target = tmp_path / "nowhere" / "claims.jsonl"
    assert ExitCode.FAILED == run(["read", str(note), "--output", str(target)])
    expected = f"Cannot write {target}: No such file or directory. Name a file in a folder that exists and may be written to.\n"
    assert expected == capsys.readouterr().err


def test_quiet_leaves_only_errors(folder: Path, capsys: Output) -> None:
    run(["read", str(folder / "a.txt"), "--format", "csv", "--quiet"])
    assert "" == capsys.readouterr().err


@pytest.mark.parametrize("form", ["table", "jsonl", "csv", "html"])
def test_output_is_the_same_byte_for_byte_with_one_job_and_with_two(
    form: str, tmp_path: Path, folder: Path
) -> None:
    corpus = tmp_path / "corpus.jsonl"
    corpus.write_text(
        "".join(
            json.dumps({"id": f"r{n}", "text": f"{TEXT} Later {n} more died."}) + "\n" for n in range(40)
        ),
        encoding="utf-8",
    )
    written = []
    for jobs in ("1", "2"):
        target = tmp_path / f"out-{jobs}"
        run(["read", str(corpus), str(folder), "--format", form, "-q", "--jobs", jobs, "-o", str(target)])
        written.append(target.read_bytes())
    assert written[0] == written[1]


def test_zero_jobs_is_one_for_each_core(note: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: 1)
    assert ExitCode.DONE == run(["read", str(note), "--jobs", "0", "--quiet"])


def test_text_that_no_terminal_can_show_is_written_all_the_same(tmp_path: Path) -> None:
    path = tmp_path / "zażółć.txt"
    path.write_text(TEXT.replace("Kesh", "Kešh — 東京"), encoding="utf-8")
    command = [sys.executable, "-m", "tollbook", "read", str(path), "--format", "csv"]
    environment = {"PYTHONIOENCODING": "ascii", "PATH": ""}
    done = subprocess.run(command, capture_output=True, check=False, env=environment)
    assert 0 == done.returncode
    assert "Kešh — 東京" in done.stdout.decode("utf-8")


def test_a_defect_in_one_document_gives_code_4_and_the_rest_is_read(
    folder: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tollbook.extract import GrammarReader

    whole = GrammarReader.claims

    def broken(self: GrammarReader, document: Any) -> Any:
        if document.id.endswith("a.txt"):
            raise RuntimeError("no such word")
        return whole(self, document)

    monkeypatch.setattr(GrammarReader, "claims", broken)
    assert ExitCode.DEFECT == run(["read", str(folder), "--format", "jsonl", "--quiet"])
    told = capsys.readouterr()
    assert [str(folder / "below" / "c.txt")] == [line["id"] for line in objects(told.out)]
    assert "This is a defect of Tollbook: please report it" in told.err


def test_output_can_be_scored_as_it_is(bench_data: Path, tmp_path: Path) -> None:
    articles = (bench_data / "data/reading/articles-open.jsonl").read_text(encoding="utf-8").splitlines()[:20]
    corpus = tmp_path / "articles.jsonl"
    corpus.write_text("\n".join(articles), encoding="utf-8")
    target = tmp_path / "claims.jsonl"
    assert ExitCode.DONE == run(["read", str(corpus), "--format", "jsonl", "-q", "-o", str(target)])
    scorer = [sys.executable, str(bench_data / "bench/score_claims.py"), str(target), str(target), "--json"]
    scored = json.loads(subprocess.run(scorer, capture_output=True, text=True, check=True).stdout)
    assert (20, 1.0) == (scored["documents"], scored["core"]["f1"])
