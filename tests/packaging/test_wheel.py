"""The wheel works where nothing else of ours is: a fresh environment with the core dependencies alone."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

pytestmark = [pytest.mark.packaging, pytest.mark.xdist_group("packaging")]

IMPORT_ALL = """
import importlib, json, pkgutil, tollbook
names = [m.name for m in pkgutil.walk_packages(tollbook.__path__, "tollbook.") if m.name != "tollbook.__main__"]
missing = {}
for name in names:
    try:
        importlib.import_module(name)
    except ModuleNotFoundError as error:
        missing[name] = error.name.partition(".")[0]
print(json.dumps({"names": names, "missing": missing, "home": tollbook.__file__}))
"""
OF_EXTRAS = {
    "arviz_base", "argon2", "babel", "duckdb", "multipart", "numba", "openpyxl", "pdfplumber", "psycopg", "rapidfuzz",
    "scipy", "splink", "starlette", "uvicorn", "vl_convert",
}  # fmt: skip
"""What only an extra brings; the error one gets from the command line names it."""

WITHOUT_EXTRAS = ("capture", "read", "extract", "model", "export", "ledger", "reconcile")
"""The parts of the package that work with the core dependencies alone."""


@pytest.fixture(scope="module")
def wheel(project_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [
        sys.executable,
        "-m",
        "build",
        "--wheel",
        "--no-isolation",
        "--outdir",
        str(folder),
        str(project_root),
    ]
    subprocess.run(command, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def fresh_python(wheel: Path, project_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the interpreter of a fresh environment that holds the wheel and what it asks for."""
    folder = tmp_path_factory.mktemp("fresh") / "venv"
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    python = folder / "bin" / "python"
    install = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run(
        [*install, "--constraint", str(project_root / "requirements.lock"), str(wheel)], check=True
    )
    return python


def alone(command: list[str], folder: Path) -> str:
    """Return what a command prints, run away from the project and without its settings."""
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "TOLLBOOK"))
    }
    done = subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True, text=True)
    return done.stdout


def test_the_wheel_holds_the_package_its_data_and_nothing_else(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert {
        "tollbook/py.typed",
        "tollbook/export/data/reading.schema.json",
        "tollbook/export/data/page.css",
    } <= set(names)
    assert {"tollbook"} == {name.split("/")[0] for name in names if ".dist-info/" not in name}
    assert any(name.endswith("licenses/LICENSE") for name in names)


def test_every_module_can_be_imported_with_the_core_dependencies_alone_or_needs_an_extra(
    fresh_python: Path, tmp_path: Path
) -> None:
    found = json.loads(alone([str(fresh_python), "-c", IMPORT_ALL], tmp_path))
    assert len(found["names"]) > 10
    assert str(fresh_python.parent.parent) in found["home"]
    assert set() == set(found["missing"].values()) - OF_EXTRAS
    assert [] == [name for name in found["missing"] if name.split(".")[1] in WITHOUT_EXTRAS]


def test_the_installed_command_reads_a_file(fresh_python: Path, tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text(
        "At least 12 people were killed in Kesh on Tuesday, police said.", encoding="utf-8"
    )
    command = [str(fresh_python.parent / "tollbook"), "read", "note.txt", "--format", "jsonl"]
    (claim,) = json.loads(alone(command, tmp_path))["claims"]
    assert ("At least 12", 12, None, "killed") == (claim["count"], claim["low"], claim["high"], claim["harm"])


@pytest.mark.parametrize("form", ["table", "csv", "html"])
def test_the_installed_command_writes_every_format(fresh_python: Path, tmp_path: Path, form: str) -> None:
    (tmp_path / "note.html").write_text(
        "<html><body><article><h1>Kesh</h1><p>At least 12 people were killed in Kesh on Tuesday, police said.</p>"
        "</article></body></html>",
        encoding="utf-8",
    )
    command = [str(fresh_python.parent / "tollbook"), "read", "note.html", "--format", form]
    assert "At least 12" in alone(command, tmp_path)
