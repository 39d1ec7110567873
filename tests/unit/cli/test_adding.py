from __future__ import annotations

import io
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tollbook.cli import adding
from tollbook.cli.exits import ExitCode
from tollbook.errors import InputError
from tollbook.extract import GrammarReader
from tollbook.pipeline import reading
from tollbook.pipeline.adding import Added, AddStatus
from tollbook.pipeline.reading import DocumentFailure

Run = Callable[..., str]
Rows = Callable[..., Any]


def test_what_was_added_is_told_in_one_line(filled: Path, run: Run) -> None:
    documents = filled.parent / "in"
    (documents / "three.txt").write_text("Three people were killed in Torv.\n")
    assert "1 document added with 1 claim; 2 there already.\n" == run(
        "add", *(str(documents / f"{name}.txt") for name in ("one", "two", "three"))
    )


def test_failures_are_named_and_the_exit_code_says_so(filled: Path, run: Run, tmp_path: Path) -> None:
    (tmp_path / "three.txt").write_text("Three people were killed in Torv.\n")
    words = ["add", str(tmp_path / "none.txt"), str(tmp_path / "three.txt"), "--quiet"]
    assert f"Cannot read {tmp_path}/none.txt: there is no such file or folder. Check the path.\n" == run(
        *words, code=ExitCode.SOME_FAILED, error=True
    )
    assert "0 documents added with 0 claims; 1 there already; 1 failed.\n" == run(
        *words[:-1], code=ExitCode.SOME_FAILED
    )


def test_what_came_of_each_input_as_json(filled: Path, rows: Rows) -> None:
    (told,) = rows("add", str(filled.parent / "in" / "one.txt"))
    assert told.pop("document").startswith("d")
    assert {
        "input": f"{filled.parent}/in/one.txt",
        "status": "there",
        "claims": 0,
        "unread": None,
        "error": None,
    } == told


def test_standard_input_is_added(here: Path, rows: Rows, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"Two people were killed in Kesh.\n")))
    (told,) = rows("add", "-", "--publisher", "Arvenia Wire", "--date", "2026-03-04", "--language", "en")
    assert ("standard input", "added") == (told["input"], told["status"])
    (document,) = rows("documents")
    assert ("Arvenia Wire", "2026-03-04", "stdin") == (
        document["publisher"],
        document["published_at"],
        document["how"],
    )


def test_nothing_to_add_is_wrong_usage(here: Path, run: Run) -> None:
    assert "Cannot add nothing: name files, folders, - or addresses, or a manifest.\n" == run(
        "add", code=ExitCode.USAGE, error=True
    )


def test_an_address_needs_the_option_and_only_then_is_the_web_reached(
    here: Path, run: Run, rows: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "nothing is fetched unless asked for" in run(
        "add", "https://wire.example/a", code=ExitCode.USAGE, error=True
    )
    (told,) = rows("add", "http://127.0.0.1:9/a", "--fetch", code=ExitCode.SOME_FAILED)
    assert "which is the machine itself" in told["error"]


def test_what_a_person_must_know_of_an_input_is_told(
    here: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    results = [
        Added(name="a.txt", status=AddStatus.REDACTED, document="d1"),
        Added(name="b.txt", status=AddStatus.ADDED, document="d2", unread="language fr"),
        Added(name="c.txt", status=AddStatus.RESTORED, document="d3"),
        Added(name="d.txt", status=AddStatus.FAILED, error=InputError("d.txt", "it is odd", "Mend it.")),
    ]
    monkeypatch.setattr(adding, "add_documents", lambda *_, **__: iter(results))
    told = run("add", "x", code=ExitCode.SOME_FAILED, error=True)
    assert (
        "Not taken back: a.txt was redacted; its document is d1.\n"
        "Not read: b.txt (language fr); its bytes are kept.\n"
        "Cannot read d.txt: it is odd. Mend it.\n" == told
    )
    assert "1 document added with 0 claims; 1 restored; 1 redacted and not taken back; 1 failed.\n" == run(
        "add", "x", code=ExitCode.SOME_FAILED
    )


def test_a_defect_of_ours_has_its_own_exit_code(
    here: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    failure = DocumentFailure("d.txt", "it brought the reader down", "Report it.", "Traceback: here")
    results = [Added(name="d.txt", status=AddStatus.FAILED, error=failure)]
    monkeypatch.setattr(adding, "add_documents", lambda *_, **__: iter(results))
    assert "Traceback" not in run("add", "x", code=ExitCode.DEFECT, error=True)
    monkeypatch.setenv("TOLLBOOK_DEBUG", "1")
    assert "Traceback: here" in run("add", "x", code=ExitCode.DEFECT, error=True)


def test_all_cores_are_used_when_asked(here: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def remember(*_: object, settings: Any, **__: object) -> Any:
        asked.append(settings.jobs)
        return iter([])

    monkeypatch.setattr(adding, "add_documents", remember)
    monkeypatch.setattr("os.cpu_count", lambda: 7)
    for jobs in (["--jobs", "0"], ["--jobs", "3"], []):
        run("add", "x", *jobs)
    assert [7, 3, 1] == asked


def test_a_case_is_read_again(filled: Path, run: Run, rows: Rows) -> None:
    assert (
        "2 documents read again: 0 claims gained, 0 lost, 0 changed; 0 decisions carried, 0 kept as decided.\n"
        == run("reread")
    )
    first = rows("documents")[0]["id"]
    told = rows("reread", first[:7], "--jobs", "1")
    assert [
        {
            "document": first,
            "gained": [],
            "lost": [],
            "changed": [],
            "carried": [],
            "kept": [],
            "recorded": False,
        }
    ] == told


def test_what_a_newer_reader_changes_is_told_claim_by_claim(
    filled: Path, run: Run, rows: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    claims = {each["count"]: each["id"] for each in rows("claims")}
    run("review", claims["four"], "--accept")

    class Newer(GrammarReader):
        name = "newer 2"

        def claims(self, document: Any) -> Any:
            found = super().claims(document)
            return tuple(
                replace(each, low=13, high=13, reader="") for each in found if each.count == "At least 12"
            )

    monkeypatch.setattr(reading, "_grammar", Newer)
    told = run("reread")
    assert (
        f"  changed {claims['At least 12']}  12 or more killed (At least 12) -> 13 killed (At least 12)\n"
        in told
    )
    assert f"  kept    {claims['four']}  4 killed (four), as decided\n" in told
    assert f"  lost    {claims['31']}  31 injured (31)\n" in told
    assert told.endswith("0 claims gained, 1 lost, 1 changed; 0 decisions carried, 1 kept as decided.\n")
    monkeypatch.undo()


def test_a_document_that_cannot_be_read_again_is_named(filled: Path, run: Run) -> None:
    for path in (filled / "captures").rglob("*"):
        if path.is_file():
            path.unlink()
            break
    told = run("reread", "--quiet", code=ExitCode.SOME_FAILED, error=True)
    assert "its capture cannot be had" in told
