"""A case for the verbs: the folder one stands in, with two documents from two sources."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tollbook.cli import main as cli
from tollbook.cli.exits import ExitCode

ONE = "At least 12 people, including four children, were killed in Kesh on Tuesday, the regional hospital said.\n"
TWO = "Police said that 31 people were injured in Torv on Monday.\n"

Run = Callable[..., str]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of a new case, which is the current one; Ana Recorder acts."""
    monkeypatch.setenv("TOLLBOOK_KEYS", str(tmp_path / "keys"))
    monkeypatch.setenv("TOLLBOOK_USER", "Ana Recorder")
    monkeypatch.delenv("TOLLBOOK_CASE", raising=False)
    assert ExitCode.DONE == cli.run(["new", str(tmp_path / "case"), "--name", "Arvenia, March 2026"])
    monkeypatch.chdir(tmp_path / "case")
    return tmp_path / "case"


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Return a runner of one command line, which returns its output and asserts its exit code."""

    def ran(*words: str, code: int = ExitCode.DONE, error: bool = False) -> str:
        capsys.readouterr()
        assert code == cli.run(list(words))
        told = capsys.readouterr()
        return told.err if error else told.out

    return ran


@pytest.fixture
def rows(run: Run) -> Callable[..., Any]:
    """Return a runner of one command line with `--json`, which returns what it printed."""
    return lambda *words, code=ExitCode.DONE: json.loads(run(*words, "--json", code=code))


@pytest.fixture
def filled(here: Path, run: Run) -> Path:
    """Return the case with two documents, each from a source of its own."""
    documents = here.parent / "in"
    documents.mkdir()
    (documents / "one.txt").write_text(ONE)
    (documents / "two.txt").write_text(TWO)
    (documents / "m.csv").write_text(
        "file,publisher,source_type,published_at\none.txt,Arvenia Wire,media_own,2026-03-04\ntwo.txt,=Coast Daily,,2026-03-10\n"
    )
    run("add", "--manifest", str(documents / "m.csv"))
    return here
