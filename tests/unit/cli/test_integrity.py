from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tollbook.cli.exits import ExitCode

Run = Callable[..., str]
Rows = Callable[..., Any]


def test_a_whole_case_is_told_in_words_and_numbers(filled: Path, run: Run) -> None:
    told = run("verify")
    assert told.endswith("The case is whole.\n")
    assert "captures     2 have the bytes that were received\n" in told
    assert told == run("verify", str(filled)) == run("verify", "--case", str(filled))


def test_what_is_wrong_is_told_with_its_place_and_the_exit_code(filled: Path, run: Run, rows: Rows) -> None:
    (capture,) = {each["sha256"] for each in rows("documents")[:1]}
    (filled / "captures" / capture[:2] / capture).unlink()
    told = run("verify", code=ExitCode.SOME_FAILED)
    assert f"Wrong: capture {capture}: the bytes of document " in told
    assert told.endswith("1 thing is wrong.\n")
    found = rows("verify", code=ExitCode.SOME_FAILED)
    assert (False, [f"capture {capture}"]) == (found["sound"], [each["place"] for each in found["troubles"]])


def test_a_checkpoint_kept_elsewhere_tells_that_the_end_was_cut_off(
    filled: Path, run: Run, tmp_path: Path
) -> None:
    kept = tmp_path / "kept.json"
    kept.write_text(run("log", "--checkpoint"))
    assert "2 hold" in run("verify", "--chain", "--checkpoint", str(kept)).replace("3 hold", "2 hold")
    with closing(sqlite3.connect(filled / "ledger.db")) as connection:
        connection.executescript(
            "DROP TRIGGER entries_are_not_deleted; DELETE FROM entries WHERE seq = (SELECT max(seq) FROM entries)"
        )
    told = run("verify", "--checkpoint", str(kept), code=ExitCode.SOME_FAILED)
    assert "kept elsewhere: the ledger ends after " in told


def test_derived_tables_that_were_changed_are_made_anew(filled: Path, run: Run, rows: Rows) -> None:
    with closing(sqlite3.connect(filled / "ledger.db")) as connection, connection:
        connection.execute("UPDATE claims SET harm = 'missing'")
    told = run("verify", code=ExitCode.SOME_FAILED)
    assert "Wrong: table claims, row " in told
    assert "tollbook verify --rebuild makes it anew" in told
    assert run("verify", "--rebuild").endswith("The case is whole.\n")
    assert {"killed", "injured"} == {each["harm"] for each in rows("claims")}


def test_nothing_is_derived_from_damaged_entries_nor_added_to_them(
    filled: Path, run: Run, rows: Rows
) -> None:
    claim = rows("claims")[0]["id"]
    with closing(sqlite3.connect(filled / "ledger.db")) as connection:
        connection.executescript(
            "DROP TRIGGER entries_are_not_deleted; DELETE FROM entries WHERE seq = (SELECT max(seq) FROM entries)"
        )
        last = connection.execute("SELECT max(seq) FROM entries").fetchone()[0]
    assert (
        f"Cannot make the tables anew: the entries are not sound (the end of the ledger: {last} entries were found, and "
        f"{last + 1} were recorded). Take the ledger from a copy of the case.\n"
    ) == run("verify", "--rebuild", code=ExitCode.FAILED, error=True)
    assert (
        f"Cannot add to the ledger {filled}/ledger.db: it ends with entry {last}, and {last + 1} entries were recorded. "
        "Nothing was recorded. See tollbook verify, and take the ledger from a copy of the case.\n"
    ) == run("review", claim, "--accept", code=ExitCode.FAILED, error=True)


def test_the_log_is_listed_for_people_and_for_programs(filled: Path, run: Run, rows: Rows) -> None:
    told = run("log")
    assert "opened the case" in told
    listed = rows("log")
    assert [*range(1, len(listed) + 1)] == [row["seq"] for row in listed]
    document = rows("documents")[0]["id"]
    assert [document in row["what"] for row in rows("log", document)] == [True]


def test_growth_since_a_checkpoint_is_proved(filled: Path, run: Run, rows: Rows, tmp_path: Path) -> None:
    kept = tmp_path / "kept.json"
    kept.write_text(run("log", "--checkpoint"))
    run("review", rows("claims")[0]["id"], "--accept")
    proof = json.loads(run("log", "--since", str(kept)))
    assert proof["earlier"] == json.loads(kept.read_text())
    assert proof["later"]["size"] == proof["earlier"]["size"] + 1
    assert proof["proof"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "Cannot read the checkpoint kept.json: No such file or directory. Check the path.\n"),
        (
            b"{}",
            (
                "Cannot use kept.json as a checkpoint: at is None, and str is expected. "
                "A file that tollbook log --checkpoint wrote is expected.\n"
            ),
        ),
    ],
)
def test_a_file_that_is_no_checkpoint_is_told(
    filled: Path, run: Run, content: bytes | None, message: str
) -> None:
    if content is not None:
        Path("kept.json").write_bytes(content)
    assert message == run("verify", "--checkpoint", "kept.json", code=ExitCode.USAGE, error=True)


def test_words_are_erased_and_the_reason_stays(filled: Path, run: Run, rows: Rows) -> None:
    why = ("--reason", "asked for", "--authority", "editor")
    document = next(each["id"] for each in rows("documents") if each["publisher"] == "Arvenia Wire")
    told = run("redact", document[:8], "--words", "regional  hospital", *why)
    assert told.startswith("Erased ")
    assert "Copies of the case's folder, exports and evidence files made before may still hold it.\n" in told
    assert "regional hospital" not in run("show", document)
    assert "Erased: " in run("verify")
    done = rows("redact", rows("claims")[0]["id"], "--field", "place", *why)
    assert (1, []) == (done["fields"], done["captures"])
    assert "Nothing was to be finished.\n" == run("redact", "--finish")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (
            ["--words", "x"],
            "Cannot redact: --reason and --authority are needed; they stay when the words are gone.\n",
        ),
        (
            ["--reason", "r", "--authority", "a"],
            "Cannot redact: name a document, a claim, a source or an entry, or give --words.\n",
        ),
    ],
)
def test_a_redaction_that_says_too_little_is_refused(
    filled: Path, run: Run, words: list[str], message: str
) -> None:
    assert message == run("redact", *words, code=ExitCode.USAGE, error=True)


def test_other_places_are_named(filled: Path, run: Run, rows: Rows) -> None:
    document = next(each["id"] for each in rows("documents") if each["publisher"] == "Arvenia Wire")
    told = run("redact", document, "--words", "were", "--reason", "r", "--authority", "a")
    assert "The words still stand in: d" in told


def test_evidence_is_written_where_it_was_asked_for(filled: Path, run: Run, rows: Rows) -> None:
    claim = rows("claims")[0]["id"]
    assert run("evidence", claim[:8]).startswith(f"Packed {claim} into evidence-{claim}.zip; check it with: ")
    assert Path(f"evidence-{claim}.zip").is_file()
    told = rows("evidence", claim, "--digest-only", "-o", "e.zip")
    assert ("e.zip", "only the digest was asked for") == (told["file"], told["withheld"])
    assert (
        "Cannot write nowhere/e.zip: No such file or directory. Name a file in a folder that exists and may be written to.\n"
        == run("evidence", claim, "-o", "nowhere/e.zip", code=ExitCode.FAILED, error=True)
    )
