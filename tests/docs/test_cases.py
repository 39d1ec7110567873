"""The commands of the page about cases, run in their order beside a copy of the examples."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from pathlib import Path

import click
import pytest

from tollbook.capture.manifest import COLUMNS
from tollbook.cli import main as cli
from tollbook.cli.exits import ExitCode
from tollbook.cli.main import VERBS
from tollbook.export.fields import TABLES
from tollbook.export.gate import PROFILES
from tollbook.model.exposure import Exposure
from tollbook.model.review import RejectionReason
from tollbook.model.vocabulary import SourceType

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "cases.md").read_text(encoding="utf-8")
STEPS = [
    line.removeprefix("$ tollbook ")
    for block in re.findall(r"```console\n(.*?)```", PAGE, re.DOTALL)
    for line in block.replace("\\\n", " ").splitlines()
    if line.startswith("$ tollbook ")
]
VERBS_OF_CASES = (
    "new",
    "status",
    "add",
    "sources",
    "documents",
    "claims",
    "show",
    "review",
    "undo",
    "reread",
)
ID = re.compile(r"^([cd])(?=.*\d)[0-9a-z]{5}$")


def page(name: str) -> str:
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


def test_every_verb_of_a_case_is_run_on_the_page() -> None:
    assert set(VERBS_OF_CASES) <= {step.split()[0] for step in STEPS} <= set(VERBS)


def test_the_commands_of_the_page_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TOLLBOOK_KEYS", str(tmp_path / "keys"))
    monkeypatch.setenv("TOLLBOOK_USER", "Ana Recorder")
    monkeypatch.delenv("TOLLBOOK_CASE", raising=False)
    for step in STEPS:
        words = [_with_an_id_of_this_case(word, capsys) for word in shlex.split(step)]
        code = cli.run(words)
        assert ExitCode.DONE == code, (step, capsys.readouterr().err)
    assert (tmp_path / "wire.csv").is_file()


def _with_an_id_of_this_case(word: str, capsys: pytest.CaptureFixture[str]) -> str:
    """Return the word; an id as the page shows it becomes that of the first claim or the last document here."""
    found = ID.match(word)
    if found is None:
        return word
    capsys.readouterr()
    listing = "claims" if found[1] == "c" else "documents"
    assert ExitCode.DONE == cli.run([listing, "--case", "arvenia", "--json"])
    return str(json.loads(capsys.readouterr().out)[-1 if listing == "documents" else 0]["id"])


@pytest.mark.parametrize("verb", VERBS_OF_CASES)
def test_every_option_of_every_verb_is_explained(verb: str) -> None:
    command = cli.tollbook.get_command(click.Context(cli.tollbook), verb)
    assert command is not None
    commands = [command, *(command.commands.values() if isinstance(command, click.Group) else ())]
    options = {
        max(each.opts, key=len) for one in commands for each in one.params if isinstance(each, click.Option)
    }
    shown = PAGE + page("formats.md") + page("export.md") + page("ledger.md")
    assert set() == {option for option in options - {"--help", "--limit"} if option not in shown}


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ([str(each) for each in SourceType], "`{}`"),
        ([each.replace("_", " ") for each in RejectionReason], "{}"),
        (list(COLUMNS), "`{}`"),
    ],
)
def test_every_word_that_one_may_use_is_explained(words: list[str], wanted: str) -> None:
    text = " ".join(PAGE.split())
    assert [] == [word for word in words if wanted.format(word) not in text]


@pytest.mark.parametrize("table", sorted(TABLES))
def test_every_exported_field_is_explained_with_its_class(table: str) -> None:
    lines = page("export.md").partition(f"\n## {table}\n")[2].partition("\n## ")[0].splitlines()
    expected = [f"| `{each.name}` | {each.exposure} | {each.description} |" for each in TABLES[table]]
    assert expected == [line for line in lines if line.startswith("| `")]


def test_every_profile_is_explained() -> None:
    for profile, classes in PROFILES.items():
        ordered = [str(each) for each in Exposure if each in classes]
        assert f"| `{profile}` | {', '.join(ordered)} |" in page("export.md")
