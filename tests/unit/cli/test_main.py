from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest

from tollbook.cli import main as cli
from tollbook.cli.exits import DEBUG_VARIABLE, ExitCode
from tollbook.errors import OutputError, UsageError
from tollbook.version import VERSION

TEXT = "At least 12 people were killed in Kesh on Tuesday, the regional hospital said.\n"


@pytest.fixture
def note(tmp_path: Path) -> Path:
    path = tmp_path / "note.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def raising(error: BaseException) -> Callable[..., object]:
    def call(*_: object, **__: object) -> object:
        raise error

    return call


def run_with(monkeypatch: pytest.MonkeyPatch, note: Path, error: BaseException) -> int:
    monkeypatch.setattr("tollbook.cli.read.read_corpus", raising(error))
    return cli.run(["read", str(note)])


def test_help_names_every_verb_with_examples_and_exit_codes(capsys: pytest.CaptureFixture[str]) -> None:
    assert ExitCode.DONE == cli.run(["--help"])
    told = capsys.readouterr().out
    assert all(f"  {name}" in told and verb.help in told for name, verb in cli.VERBS.items())
    assert "tollbook read article.html" in told
    assert "Exit codes: 0 done" in told


@pytest.mark.parametrize("verb", sorted(cli.VERBS))
def test_every_verb_has_help_with_an_example(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert ExitCode.DONE == cli.run([verb, "--help"])
    assert f"  tollbook {verb}" in capsys.readouterr().out


def test_the_one_line_of_help_is_that_of_the_verb() -> None:
    context = click.Context(cli.tollbook)
    for name, verb in cli.VERBS.items():
        command = cli.tollbook.get_command(context, name)
        assert command is not None
        assert verb.module == getattr(command.callback, "__module__", None)


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert ExitCode.DONE == cli.run(["--version"])
    assert f"tollbook, version {VERSION}\n" == capsys.readouterr().out


def test_no_words_at_all_give_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert ExitCode.USAGE == cli.run([])
    assert "Usage: tollbook" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["write"], "No such command 'write'"),
        (["read"], "Missing argument 'PATH|-...'"),
        (["read", "--colour", "a.txt"], "--colour"),
        (["read", "--format", "xml", "a.txt"], "'xml' is not one of 'table', 'jsonl', 'csv', 'html'"),
        (["read", "--date", "yesterday", "a.txt"], "'yesterday' does not match the format '%Y-%m-%d'"),
        (["read", "--min-confidence", "2", "a.txt"], "2.0 is not in the range 0<=x<=1"),
        (["read", "--jobs", "-1", "a.txt"], "-1 is not in the range x>=0"),
        (
            ["read", "--max-size", "much", "a.txt"],
            "'much' is no size above 0; write it as 200MB, 64K or a number of bytes.",
        ),
        (
            ["read", "--language", "english", "a.txt"],
            "'english' is no two-letter language code, such as en or ar.",
        ),
    ],
)
def test_wrong_usage_is_told_with_code_2(
    arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ExitCode.USAGE == cli.run(arguments)
    told = capsys.readouterr()
    assert message in " ".join(told.err.split())
    assert "" == told.out


def test_a_usage_error_of_ours_gives_code_2(
    monkeypatch: pytest.MonkeyPatch, note: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ExitCode.USAGE == run_with(monkeypatch, note, UsageError("Cannot do this. Do that."))
    assert "Cannot do this. Do that.\n" == capsys.readouterr().err


def test_what_could_not_be_done_gives_code_3(
    monkeypatch: pytest.MonkeyPatch, note: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ExitCode.FAILED == run_with(monkeypatch, note, OutputError("Cannot write it."))
    assert "Cannot write it.\n" == capsys.readouterr().err


def test_a_part_that_is_not_installed_is_named_with_how_to_install_it(
    monkeypatch: pytest.MonkeyPatch, note: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    missing = ModuleNotFoundError("No module named 'scipy'", name="scipy.stats")
    with pytest.raises(SystemExit) as left:
        run_with(monkeypatch, note, missing)
    expected = (
        "Cannot do this here: scipy is not installed. Install it with: pip install 'tollbook[estimate]'\n"
    )
    assert (ExitCode.FAILED, expected) == (left.value.code, capsys.readouterr().err)


def test_a_defect_gives_code_4_in_one_line_with_how_to_report_it(
    monkeypatch: pytest.MonkeyPatch, note: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv(DEBUG_VARIABLE, raising=False)
    with pytest.raises(SystemExit) as left:
        run_with(monkeypatch, note, KeyError("low"))
    expected = (
        "Tollbook met a defect of its own: KeyError: 'low'. Please report it with the command and, if you may, "
        f"the document; TOLLBOOK_DEBUG=1 shows where it happened. (Tollbook {VERSION})\n"
    )
    assert (ExitCode.DEFECT, expected) == (left.value.code, capsys.readouterr().err)


def test_a_defect_shows_where_it_happened_when_asked(
    monkeypatch: pytest.MonkeyPatch, note: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(DEBUG_VARIABLE, "1")
    with pytest.raises(SystemExit):
        run_with(monkeypatch, note, KeyError("low"))
    assert "Traceback (most recent call last)" in capsys.readouterr().err


@pytest.mark.parametrize("error", [KeyboardInterrupt(), click.Abort()])
def test_an_interrupt_ends_in_one_line(
    error: BaseException, monkeypatch: pytest.MonkeyPatch, note: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert 130 == run_with(monkeypatch, note, error)
    assert "Interrupted." == capsys.readouterr().err.strip()


def test_main_exits_with_the_code(note: Path) -> None:
    with pytest.raises(SystemExit) as left:
        cli.main(["read", str(note), "--quiet"])
    assert ExitCode.DONE == left.value.code


def test_the_package_runs_as_a_module(note: Path) -> None:
    command = [sys.executable, "-m", "tollbook", "read", str(note), "--format", "csv", "--quiet"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, encoding="utf-8")
    assert (0, "") == (done.returncode, done.stderr)
    assert "At least 12" in done.stdout


def test_a_reader_that_goes_away_ends_it_quietly(tmp_path: Path) -> None:
    many = tmp_path / "many.jsonl"
    many.write_text('{"text": "Twelve people were killed in Kesh, police said."}\n' * 2000, encoding="utf-8")
    command = [sys.executable, "-m", "tollbook", "read", str(many), "--format", "jsonl"]
    errors = tmp_path / "errors"  # a file and no pipe, which could fill while nobody reads it
    with errors.open("wb") as told, subprocess.Popen(command, stdout=subprocess.PIPE, stderr=told) as running:
        assert running.stdout is not None
        running.stdout.readline()
        running.stdout.close()
        running.wait()
    assert (141, "") == (running.returncode, errors.read_text(encoding="utf-8"))


def test_help_imports_nothing_heavy() -> None:
    code = "import sys, tollbook.cli.main as m; m.run(['--help']); print(*sys.modules, file=sys.stderr)"
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment
    )
    heavy = {
        "rich",
        "jinja2",
        "trafilatura",
        "lxml",
        "pypdf",
        "py3langid",
        "numpy",
        "tollbook.pipeline.reading",
        "multiprocessing",
    }
    assert set() == heavy & set(done.stderr.split())


def test_reading_a_text_imports_only_what_it_needs(note: Path) -> None:
    code = f"import sys, tollbook.cli.main as m; m.run(['read', '--format', 'jsonl', {str(note)!r}]); print(*sys.modules, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    heavy = {"rich", "jinja2", "trafilatura", "pypdf", "numpy", "multiprocessing"}
    assert set() == heavy & set(done.stderr.split())
