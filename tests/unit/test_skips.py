"""In CI a test that is skipped unawares would be a check that nobody makes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

SUITE = """
import pytest

def test_plain():
    pytest.skip("no browser here")

@pytest.mark.may_skip
def test_declared():
    pytest.skip("not on this system")

def test_without_data(bench_data):
    pass
"""


@pytest.fixture
def suite(tmp_path: Path, project_root: Path) -> Path:
    conftest = (project_root / "tests" / "conftest.py").read_text(encoding="utf-8")
    (tmp_path / "conftest.py").write_text(conftest, encoding="utf-8")
    (tmp_path / "test_suite.py").write_text(SUITE, encoding="utf-8")
    return tmp_path


def outcome(suite: Path, **environment: str) -> str:
    """Return the last line of a run of the suite."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("TOLLBOOK", "PYTEST"))}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(suite)]
    done = subprocess.run(
        command, cwd=suite, env={**kept, **environment}, capture_output=True, text=True, check=False
    )
    return done.stdout.splitlines()[-1].partition(" in ")[0]


def test_at_home_a_skip_is_a_skip(suite: Path) -> None:
    assert "3 skipped" == outcome(suite)


def test_in_ci_an_undeclared_skip_is_a_failure(suite: Path) -> None:
    assert "1 failed, 2 skipped" == outcome(suite, TOLLBOOK_CI="1")


def test_in_ci_a_skip_for_want_of_data_that_is_there_is_a_failure(suite: Path) -> None:
    assert "1 failed, 1 skipped, 1 error" == outcome(suite, TOLLBOOK_CI="1", TOLLBOOK_BENCH_DATA=str(suite))
