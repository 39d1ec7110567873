"""What the documentation shows is true: examples run, commands parse, links lead somewhere."""

from __future__ import annotations

import doctest
import re
import shlex
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import click
import pytest

from tollbook.cli.main import VERBS, tollbook

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "tollbook"
MODULES = sorted(
    ".".join(path.relative_to(ROOT / "src").with_suffix("").parts).removesuffix(".__init__")
    for path in PACKAGE.rglob("*.py")
    if path.name != "__main__.py"
)
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("examples/**/*.md")])
COMMAND = re.compile(r"^(?: {4}|\$ )?\$? *(tollbook [^#\n]*)", re.MULTILINE)
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)\s#]+)")


def commands(text: str) -> Iterator[list[str]]:
    """Return the words of each `tollbook` command in a text, without what a shell does with its output."""
    for block in re.findall(r"```\w*\n(.*?)```", text, re.DOTALL):
        for line in COMMAND.findall(block.replace("\\\n", " ")):
            yield shlex.split(re.split(r"\s[|>&]", line)[0])[1:]


@pytest.mark.parametrize("name", MODULES)
def test_examples_in_docstrings_run(name: str) -> None:
    assert 0 == doctest.testmod(import_module(name)).failed


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_python_examples_in_pages_run(page: Path) -> None:
    assert 0 == doctest.testfile(str(page), module_relative=False).failed


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_commands_in_pages_are_ones_that_exist(page: Path) -> None:
    for words in commands(page.read_text(encoding="utf-8")):
        assert_parses(words)


@pytest.mark.parametrize("verb", sorted(VERBS))
def test_commands_in_the_help_are_ones_that_exist(verb: str) -> None:
    command = tollbook.get_command(click.Context(tollbook), verb)
    assert command is not None
    shown = re.findall(rf"^\s+(?:\S.*\| )?(tollbook {verb}.*)$", command.help or "", re.MULTILINE)
    assert shown
    for line in shown:
        assert_parses(shlex.split(re.split(r"\s[|>&]", line)[0])[1:])


def assert_parses(words: list[str]) -> None:
    if {"--help", "-h", "--version"} & set(words):
        return
    command = tollbook.get_command(click.Context(tollbook), words[0])
    assert command is not None, words
    command.make_context(words[0], list(words[1:]))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    missing = [
        link for link in LINK.findall(page.read_text(encoding="utf-8")) if not (page.parent / link).exists()
    ]
    assert [] == missing


def test_every_kind_of_change_is_one_of_four() -> None:
    names = [path.name for path in (ROOT / "changelog.d").iterdir() if not path.name.startswith(".")]
    assert [] == [name for name in names if not re.fullmatch(r"\d+\.(added|changed|fixed|removed)\.md", name)]


def test_decision_records_are_numbered_and_say_what_was_decided_and_why() -> None:
    records = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    assert records
    for number, record in enumerate(records, start=1):
        text = record.read_text(encoding="utf-8")
        assert record.name.startswith(f"{number:04}-"), record.name
        assert re.findall(r"^## (\w+)", text, re.MULTILINE)[:3] == ["Decision", "Why", "Consequences"], (
            record.name
        )
