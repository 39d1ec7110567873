from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tollbook.cli.exits import ExitCode

Run = Callable[..., str]
Rows = Callable[..., Any]


@pytest.fixture
def claim(filled: Path, rows: Rows) -> str:
    return str(rows("claims")[0]["id"])


@pytest.mark.parametrize(
    ("words", "state"),
    [
        (["--accept"], "accepted"),
        (["--change", "low=14"], "accepted changed"),
        (["--accept", "--change", "low=14"], "accepted changed"),
        (["--reject", "not in the source"], "rejected"),
        (["--hold"], "on hold"),
        (["--cannot-verify", "--note", "the hospital has closed"], "cannot verify"),
    ],
)
def test_a_claim_is_decided_about(run: Run, rows: Rows, claim: str, words: list[str], state: str) -> None:
    number = "14 or more" if "low=14" in words else "12 or more"
    assert f"{claim}: {state}. {number} killed (At least 12)\n" == run("review", claim[:7], *words)
    assert state.replace(" ", "_") == rows("claims")[0]["state"]


def test_a_decision_as_json(rows: Rows, claim: str) -> None:
    (told,) = rows("review", claim, "--reject", "wrong-number", "--note", "a date")
    assert ("rejected", "wrong_number", "a date", "Ana Recorder") == (
        told["state"],
        told["reason"],
        told["note"],
        told["reviewer"],
    )


@pytest.mark.parametrize(
    "words", [[], ["--accept", "--hold"], ["--reject", "other", "--accept"], ["--hold", "--cannot-verify"]]
)
def test_one_decision_is_needed_and_not_two(run: Run, claim: str, words: list[str]) -> None:
    assert (
        "Cannot decide: exactly one of --accept, --change, --reject, --hold and --cannot-verify is needed.\n"
        == run("review", claim, *words, code=ExitCode.USAGE, error=True)
    )


def test_a_decision_is_undone_and_the_undoing_too(run: Run, rows: Rows, claim: str) -> None:
    run("review", claim, "--accept")
    told = run("undo", "--note", "too soon")
    entry = int(told.split()[2].rstrip(","))
    assert f"Undone: entry {entry}, claim reviewed about {claim}.\n" == told
    assert "unreviewed" == rows("claims")[0]["state"]
    assert {"undone": entry + 1, "kind": "undone", "about": None} == rows("undo", str(entry + 1))
    assert "accepted" == rows("claims")[0]["state"]


def test_with_nothing_to_undo_one_is_told(run: Run, claim: str) -> None:
    assert "Cannot undo: Ana Recorder has made no decision" in run("undo", code=ExitCode.USAGE, error=True)


def test_a_document_cannot_be_decided_about(run: Run, rows: Rows, claim: str) -> None:
    document = rows("documents")[0]["id"]
    assert "is a document. Ids of claims begin with c" in run(
        "review", document, "--accept", code=ExitCode.USAGE, error=True
    )
