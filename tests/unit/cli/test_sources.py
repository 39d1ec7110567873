from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from tollbook.cli.exits import ExitCode

Run = Callable[..., str]
Rows = Callable[..., Any]


def test_sources_are_listed(filled: Path, run: Run, rows: Rows) -> None:
    assert [("Arvenia Wire", "media_own", 1), ("=Coast Daily", "unknown", 1)] == [
        (each["name"], each["type"], each["documents"]) for each in rows("sources")
    ]
    assert rows("sources") == rows("sources", "list")
    assert "Arvenia Wire" in run("sources")


def test_a_source_is_described(filled: Path, run: Run, rows: Rows) -> None:
    words = (
        "--type", "party_authority", "--name", "fr=Agence d'Arvénie", "--relation", "of the Government",
        "--country", "Arvenia", "--method", "counts by residence", "--exclusion", "soldiers",
        "--definition", "2026-03-10=by place of death",
    )  # fmt: skip
    told = run("sources", "describe", "arvenia wire", *words)
    source = rows("sources")[0]
    assert f"Described Arvenia Wire ({source['id']}): party_authority.\n" == told
    assert {
        "id": source["id"],
        "name": "Arvenia Wire",
        "names": [["", "Arvenia Wire"], ["fr", "Agence d'Arvénie"]],
        "type": "party_authority",
        "relation": "of the Government",
        "country": "Arvenia",
        "method": "counts by residence",
        "exclusions": ["soldiers"],
        "definitions": [["2026-03-10", "by place of death"]],
        "documents": 1,
    } == source
    assert source == rows("sources", "describe", source["id"], "--country", "Arvenia")


def test_a_source_that_publishes_nothing_yet_can_be_described(filled: Path, rows: Rows) -> None:
    told = rows("sources", "describe", "Relief Office", "--type", "ngo_recorder")
    assert ("Relief Office", 0) == (told["name"], told["documents"])


def test_a_description_that_says_nothing_is_wrong_usage(filled: Path, run: Run) -> None:
    told = run("sources", "describe", "Arvenia Wire", code=ExitCode.USAGE, error=True)
    assert (
        "Cannot describe Arvenia Wire: nothing was said of it. See tollbook sources describe --help.\n"
        == told
    )


def test_a_type_that_is_none_is_wrong_usage(filled: Path, run: Run) -> None:
    told = run("sources", "describe", "Arvenia Wire", "--type", "enemy", code=ExitCode.USAGE, error=True)
    assert "'enemy' is not one of 'primary_record', 'witness_family'" in told
