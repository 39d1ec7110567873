"""The manual is complete: what a user can meet is explained in docs/."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click
import pytest

import tollbook
from tollbook.cli.exits import ExitCode
from tollbook.cli.main import VERBS
from tollbook.cli.main import tollbook as command
from tollbook.export.spreadsheet import COLUMNS
from tollbook.model import Doubt, Ground, Harm, Qualifier, Scope, Stance
from tollbook.model.estimation import METHOD_WORDS

DOCS = Path(__file__).parents[2] / "docs"
SCHEMA: dict[str, Any] = json.loads(
    (DOCS.parent / "src/tollbook/export/data/reading.schema.json").read_text(encoding="utf-8")
)
README_LINES = 200


def page(name: str) -> str:
    """Return the text of a page."""
    return (DOCS / name).read_text(encoding="utf-8")


def unexplained(names: list[str], text: str) -> list[str]:
    """Return the names that a text does not show as code."""
    return [name for name in names if f"`{name}`" not in text]


def test_every_field_of_the_schema_is_explained() -> None:
    names = [*SCHEMA["properties"], *SCHEMA["$defs"]["claim"]["properties"]]
    assert [] == unexplained(names, page("formats.md"))


def test_every_column_of_the_spreadsheet_is_explained() -> None:
    assert [] == unexplained(list(COLUMNS), page("formats.md"))


@pytest.mark.parametrize("vocabulary", [Harm, Qualifier, Scope, Stance])
def test_every_value_of_a_vocabulary_is_explained(vocabulary: type[Harm]) -> None:
    assert [] == unexplained([str(value) for value in vocabulary], page("formats.md"))


def test_every_option_is_explained() -> None:
    read = command.get_command(click.Context(command), "read")
    assert read is not None
    options = [max(each.opts, key=len) for each in read.params if isinstance(each, click.Option)]
    assert [] == unexplained([option for option in options if option != "--help"], page("formats.md"))


def test_every_exit_code_is_explained() -> None:
    assert [] == [code for code in ExitCode if f"\n| {int(code)} | " not in page("formats.md")]


def test_every_verb_is_shown() -> None:
    pages = "".join(path.read_text(encoding="utf-8") for path in sorted(DOCS.glob("*.md")))
    assert [] == [verb for verb in VERBS if f"tollbook {verb}" not in pages]


def test_every_exported_member_is_explained() -> None:
    assert [] == [name for name in tollbook.__all__ if f"`tollbook.{name}" not in page("api.md")]


def test_every_page_is_in_the_index() -> None:
    pages = [path.name for path in DOCS.glob("*.md") if path.name != "index.md"]
    assert [] == [name for name in pages if f"({name})" not in page("index.md")]


def test_every_picture_is_shown_somewhere() -> None:
    shown = page("../README.md") + "".join(path.read_text(encoding="utf-8") for path in DOCS.glob("*.md"))
    assert [] == [path.name for path in DOCS.glob("images/*.png") if f"images/{path.name}" not in shown]


def test_the_readme_is_short() -> None:
    assert page("../README.md").count("\n") <= README_LINES


def test_every_option_of_an_estimate_and_every_method_is_explained() -> None:
    estimate = command.get_command(click.Context(command), "estimate")
    assert estimate is not None
    options = [max(each.opts, key=len) for each in estimate.params if isinstance(each, click.Option)]
    assert [] == unexplained([option for option in options if option != "--help"], page("estimating.md"))
    assert [] == unexplained(list(METHOD_WORDS), page("which-method.md"))


def test_every_warning_and_every_reason_for_no_estimate_is_explained() -> None:
    assert [] == unexplained([*map(str, Doubt), *map(str, Ground)], page("which-method.md"))
