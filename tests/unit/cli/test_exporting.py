from __future__ import annotations

import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tollbook.cli.exits import ExitCode

Run = Callable[..., str]
Rows = Callable[..., Any]


def test_a_package_is_written_whole_or_not_at_all(filled: Path, run: Run, tmp_path: Path) -> None:
    target = tmp_path / "out.zip"
    assert f"Wrote {target} for the profile public.\n" == run("export", str(target))
    assert zipfile.ZipFile(target).testzip() is None
    told = run("export", str(tmp_path / "none" / "out.zip"), code=ExitCode.FAILED, error=True)
    assert f"Cannot write {tmp_path}/none/out.zip: No such file or directory." in told


def test_what_was_held_back_is_told(filled: Path, run: Run, rows: Rows, tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text("Police said three women were raped and killed in Torv.\n")
    run("add", str(tmp_path / "x.txt"))
    target = str(tmp_path / "out.zip")
    assert f"Wrote {target} for the profile public; held back: 1 claims.\n" == run("export", target)
    assert {
        "file": target,
        "profile": "team",
        "left_out": {"claims": 0, "documents": 0, "sources": 0, "reviews": 0},
    } == rows("export", target, "--profile", "team")


def test_a_table_goes_to_standard_output(filled: Path, run: Run) -> None:
    lines = run("export", "--table", "sources").splitlines()
    assert lines[0].startswith("id,name,names,type,")
    assert 3 == len(lines)


def test_a_table_goes_to_a_file(filled: Path, run: Run, tmp_path: Path) -> None:
    run("export", str(tmp_path / "c.csv"), "--table", "claims", "--profile", "full")
    assert "four children" in (tmp_path / "c.csv").read_text()


def test_a_package_is_not_written_to_a_terminal(
    filled: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(sys.stdout), "isatty", lambda _: True, raising=False)
    assert "Cannot write a data package to the terminal: name a file, or a table with --table.\n" == run(
        "export", code=ExitCode.USAGE, error=True
    )


def test_a_class_for_a_field_that_is_none_is_told(filled: Path, run: Run, tmp_path: Path) -> None:
    file = filled / "case.toml"
    file.write_text(
        file.read_text().replace("[export.classes]", '[export.classes]\n"claims.sentense" = "public"')
    )
    told = run("export", str(tmp_path / "o.zip"), code=ExitCode.USAGE, error=True)
    assert "Did you mean claims.sentence?" in told
    assert not (tmp_path / "o.zip").exists()
