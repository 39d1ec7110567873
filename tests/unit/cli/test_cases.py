from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tollbook.cli.exits import ExitCode

Run = Callable[..., str]
Rows = Callable[..., Any]


def test_a_new_case_says_what_to_do_next(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOLLBOOK_KEYS", str(tmp_path / "keys"))
    told = run("new", str(tmp_path / "a"))
    assert (
        f"Made the case a in {tmp_path}/a.\n"
        f"Say in {tmp_path}/a/case.toml what it is about; then add documents: tollbook add FILE ...\n" == told
    )


def test_a_new_case_as_json(tmp_path: Path, rows: Rows, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOLLBOOK_KEYS", str(tmp_path / "keys"))
    told = rows("new", str(tmp_path / "a"), "--unsigned", "--name", "Arvenia")
    assert re.fullmatch("[0-9a-f]{32}", told.pop("case"))
    assert {"name": "Arvenia", "folder": f"{tmp_path}/a", "signed": False} == told
    assert not (tmp_path / "keys").exists()


def test_a_folder_with_something_in_it_is_refused(here: Path, run: Run) -> None:
    assert "something is there already" in run("new", str(here), code=ExitCode.USAGE, error=True)


def test_the_status_says_what_is_there_and_what_is_due(filled: Path, run: Run) -> None:
    told = run("status")
    for line in (
        "case        Arvenia, March 2026",
        f"folder      {filled}",
        "documents   2 from 2 sources",
        "claims      3 (3 unreviewed)",
        "Due: 3 claims to review",
        "Due: 1 sources to describe: =Coast Daily",
    ):
        assert f"{line}\n" in told


def test_the_status_of_a_case_in_order(here: Path, run: Run, tmp_path: Path) -> None:
    (tmp_path / "none.txt").write_text(
        "Nobody counted anything in Kesh that day, said the people of the town.\n"
    )
    run("add", str(tmp_path / "none.txt"))
    assert "Nothing is due.\n" in run("status")


def test_the_status_as_json(filled: Path, rows: Rows) -> None:
    told = rows("status")
    assert (2, 3, 3, ["=Coast Daily"], True) == (
        told["counts"]["documents"],
        told["counts"]["claims"],
        told["states"]["unreviewed"],
        told["undescribed_sources"],
        told["checkpoint"]["signed"],
    )


@pytest.mark.parametrize("how", ["option", "variable", "below"])
def test_a_case_is_named_by_an_option_a_variable_or_where_one_stands(
    filled: Path, rows: Rows, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, how: str
) -> None:
    words: list[str] = []
    monkeypatch.chdir(filled / "captures" if how == "below" else tmp_path)
    if how == "option":
        words = ["--case", str(filled)]
    elif how == "variable":
        monkeypatch.setenv("TOLLBOOK_CASE", str(filled))
    assert str(filled) == rows("status", *words)["folder"]


def test_without_a_case_every_verb_says_what_to_do(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("TOLLBOOK_CASE", raising=False)
    for words in (
        ["status"],
        ["claims"],
        ["documents"],
        ["sources"],
        ["show", "c1"],
        ["undo"],
        ["add", "x"],
        ["reread"],
        ["review", "c1", "--accept"],
    ):
        told = run(*words, code=ExitCode.USAGE, error=True)
        assert told.startswith(f"Cannot find a case: there is no case.toml in {tmp_path} nor above it."), (
            words
        )


def test_a_damaged_case_file_is_told_with_its_line(here: Path, run: Run) -> None:
    (here / "case.toml").write_text("format = 1\n[scope]\nharm = []\n")
    told = run("status", code=ExitCode.FAILED, error=True)
    assert '  line 3: there is no "scope.harm"; did you mean "scope.harms"?\n' in told


def test_a_case_that_lost_its_ledger_is_told(here: Path, run: Run) -> None:
    (here / "ledger.db").unlink()
    assert "Cannot open the ledger" in run("status", code=ExitCode.FAILED, error=True)
