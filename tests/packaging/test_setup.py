from __future__ import annotations

import re
import stat
import subprocess
import tomllib
from itertools import chain
from pathlib import Path

from tollbook.version import VERSION


def test_the_lock_file_pins_every_direct_dependency(project_root: Path) -> None:
    project = tomllib.loads((project_root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = [*project["dependencies"], *chain(*project["optional-dependencies"].values())]
    names = {re.split(r"[<>=\[ ]", each)[0].lower() for each in asked} - {project["name"]}
    lock = (project_root / "requirements.lock").read_text(encoding="utf-8")
    pinned = set(re.findall(r"^([a-z0-9.-]+)(?:\[[^]]*\])?==", lock, re.MULTILINE))
    assert set() == names - pinned


def test_the_lock_file_names_no_address_and_no_folder_of_a_machine(project_root: Path) -> None:
    lock = (project_root / "requirements.lock").read_text(encoding="utf-8")
    assert [] == re.findall(r"^(?:--|file:|.*://).*", lock, re.MULTILINE)


def test_every_exemption_from_a_rule_has_a_reason(project_root: Path) -> None:
    text = (project_root / "pyproject.toml").read_text(encoding="utf-8")
    rules = re.findall(r'^ {4}"[A-Z]+\d+",?(.*)$', text, re.MULTILINE)
    assert rules
    assert [] == [rest for rest in rules if not re.match(r"\s+# \S+", rest)]


def test_the_version_stands_in_one_place_and_the_citation_agrees(project_root: Path) -> None:
    citation = (project_root / "CITATION.cff").read_text(encoding="utf-8")
    assert [VERSION] == re.findall(r"^version: (.+)$", citation, re.MULTILINE)


def test_every_chore_is_told_by_make(project_root: Path) -> None:
    makefile = (project_root / "Makefile").read_text(encoding="utf-8")
    chores = {"demo", "test", "lint", "types", "docs", "benchmark", "soak", "screenshots", "lock", "clean"}
    assert chores <= set(re.findall(r"^([a-z]+):.*##", makefile, re.MULTILINE))


def test_ci_runs_every_check_and_its_scripts_are_sound(project_root: Path) -> None:
    script = project_root / ".ci" / "run"
    steps = set(re.findall(r"^step make (\w+)", script.read_text(encoding="utf-8"), re.MULTILINE))
    assert {"test", "lint", "types", "architecture", "docs"} == steps
    for each in (script, project_root / ".ci" / "make-venv"):
        assert each.stat().st_mode & stat.S_IXUSR
        subprocess.run(["bash", "-n", str(each)], check=True)


def test_without_a_python_that_fits_the_setup_says_what_to_do(project_root: Path, tmp_path: Path) -> None:
    environment = {"PATH": "/usr/bin:/bin", "PYTHON": "no-such-python"}
    command = ["bash", str(project_root / ".ci" / "make-venv"), str(tmp_path / "venv")]
    done = subprocess.run(command, env=environment, check=False, capture_output=True, text=True)
    expected = (
        f"Cannot make {tmp_path / 'venv'}: no Python 3.11 or newer with its venv module was found (tried: no-such-python). "
        "Install one (on Debian: python3 and python3-venv) or name it: make PYTHON=/path/to/python3.12 test\n"
    )
    assert (1, expected) == (done.returncode, done.stderr)
