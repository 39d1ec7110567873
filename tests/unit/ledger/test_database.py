from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Connection, event

from tollbook.errors import LedgerBusy, LedgerError, UnknownId, UsageError
from tollbook.ledger import Ledger, LedgerReader, address_of, database
from tollbook.model.entry import Draft, EntryKind

NOTE = Draft(kind=EntryKind.NOTED, fields={"note": "x" * 5000})


def test_the_ledger_lies_in_the_folder_or_at_the_address_of_the_case() -> None:
    assert Path("case/ledger.db") == address_of(Path("case"), None)
    assert "postgresql://ana@host/kesh" == address_of(Path("case"), "postgres://ana@host/kesh")
    with pytest.raises(UsageError) as told:
        address_of(Path("case"), "mysql://host/kesh")
    assert (
        "Cannot use mysql://host/kesh as the ledger of case: an address such as postgresql://user@host/database is "
        "expected. Leave it out to keep the ledger in the folder."
    ) == str(told.value)


def test_a_ledger_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(LedgerError) as told:
        LedgerReader(tmp_path / "ledger.db")
    assert (
        f"Cannot open the ledger {tmp_path}/ledger.db: there is no such file. Restore it from a copy of the case, or make "
        "a new case with tollbook new."
    ) == str(told.value)


def test_a_file_that_is_no_ledger_is_told(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    path.write_bytes(b"no database at all, but long enough to be looked at" * 100)
    with pytest.raises(LedgerError) as told:
        LedgerReader(path)
    assert (
        f"Cannot read {path}: the database says: file is not a database. The file is damaged or is something else: take it "
        "from a copy of the case."
    ) == str(told.value)


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        (
            "DELETE FROM meta WHERE name = 'case'",
            (
                "Cannot open the ledger {}: it does not say its case. It is no ledger, or is damaged: take it from a copy of the "
                "case."
            ),
        ),
        (
            "UPDATE meta SET value = 'x' WHERE name = 'format'",
            (
                "Cannot open the ledger {}: its format is 'x', and a number from 1 is expected. It is damaged: take it from a "
                "copy of the case."
            ),
        ),
        (
            "UPDATE meta SET value = 'x' WHERE name = 'secret'",
            (
                "Cannot use the ledger {}: the secret of its ids is no hexadecimal number. It is damaged: take it from a copy of "
                "the case."
            ),
        ),
    ],
)
def test_a_ledger_that_does_not_say_what_it_is_is_told(
    ledger: Ledger, tmp_path: Path, statement: str, words: str
) -> None:
    with ledger._database.writing() as connection:
        connection.exec_driver_sql(statement)
    with (
        pytest.raises(LedgerError) as told,
        LedgerReader(tmp_path / "ledger.db", case="arvenia-2024") as reader,
    ):
        reader.document_id("00")
    assert words.format(tmp_path / "ledger.db") == str(told.value)


def test_a_full_disk_is_told_and_nothing_is_recorded(ledger: Ledger) -> None:
    with ledger._database.reading() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    root = ledger.root()

    def limit(connection: Connection) -> None:
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")

    event.listen(ledger._database._engine, "begin", limit)
    with pytest.raises(LedgerError) as told:
        ledger.append([NOTE] * 20)
    assert (
        f"Cannot write {ledger._database.name}: the database says: database or disk is full. Nothing was recorded. Make "
        "room on the disk and run the command again."
    ) == str(told.value)
    assert (1, root, ()) == (ledger.size(), ledger.root(), ledger.verify().troubles)


_AS_NOBODY = """
import os, sys
from tollbook.errors import LedgerError
from tollbook.ledger import Ledger, LedgerReader
from tollbook.model.entry import Draft, EntryKind
with LedgerReader(sys.argv[2]) as warm:  # what is imported late must be, while this process may still read it
    warm.verify()
if os.getuid() == 0:
    os.setuid(65534)
with LedgerReader(sys.argv[1]) as reader:
    print(reader.size(), len(reader.verify().troubles))
try:
    with Ledger(sys.argv[1], actor="Ben") as ledger:
        ledger.append([Draft(kind=EntryKind.NOTED, fields={})])
except LedgerError as error:
    print(error)
"""


def test_a_folder_that_may_only_be_read_is_read_and_nothing_is_recorded(
    ledger: Ledger, tmp_path: Path
) -> None:
    path = tmp_path / "ledger.db"
    ledger.append([NOTE])
    ledger.close()
    copy = tmp_path / "copy.db"
    shutil.copy(path, copy)
    for above in (tmp_path, *tmp_path.parents[:3]):
        above.chmod(0o755)
    path.chmod(0o444)
    tmp_path.chmod(0o555)
    command = [sys.executable, "-c", _AS_NOBODY, str(path), str(copy)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    tmp_path.chmod(0o755)
    assert ("2 0", "") == (done.stdout.partition("\n")[0], done.stderr)
    assert (
        f"Cannot use {path}: the database says: attempt to write a readonly database. Nothing was recorded. Give "
        "yourself the right to write to the folder, or work on a copy."
    ) == done.stdout.strip().partition("\n")[2]


def test_a_writer_that_holds_the_ledger_for_too_long_is_told(
    ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "ledger.db"
    monkeypatch.setattr(database, "WAIT_SECONDS", 0)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with Ledger(path, actor="Ben") as second, pytest.raises(LedgerBusy) as told:
            second.append([NOTE])
    assert (
        f"Cannot write {path}: another process has held it for 0 seconds. Wait for it to end, or end it, and run the "
        "command again."
    ) == str(told.value)


def test_an_erasure_that_somebody_reads_against_is_told_and_stays_due(
    ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tollbook.model.entry import Erasure

    monkeypatch.setattr(database, "WAIT_SECONDS", 0)
    ledger.append([NOTE])
    with closing(sqlite3.connect(tmp_path / "ledger.db", isolation_level=None)) as other:
        other.execute("BEGIN")
        other.execute("SELECT * FROM entries").fetchall()
        with Ledger(tmp_path / "ledger.db", actor="Ben") as second:
            second.redact([Erasure(seq=2, field="note")], reason="r", authority="a")
            with pytest.raises(LedgerBusy, match=r"another process is reading it|has held it for"):
                second.finish_erasure()
            assert second.erasure_is_due()
    ledger.finish_erasure()
    assert not ledger.erasure_is_due()


def test_a_clock_that_runs_backwards_is_noted_and_the_order_stays(tmp_path: Path) -> None:
    moments = iter([datetime(2024, 5, 2, tzinfo=UTC), datetime(2024, 5, 1, tzinfo=UTC)])
    with Ledger.create(
        tmp_path / "ledger.db", case="kesh", actor="Ana", clock=lambda: next(moments)
    ) as ledger:
        ledger.append([NOTE])
        found = ledger.verify()
    assert () == found.troubles
    ((place, words),) = [(each.place, each.words) for each in found.notes]
    assert "entry 2" == place
    assert (
        "the clock ran backwards: it says 2024-05-01T00:00:00.000000Z, and the entry before it 2024-05-02T00:00:00.000000Z"
        == words
    )


@pytest.mark.parametrize(
    ("ask", "message"),
    [
        (
            lambda it: it.entry(9),
            "Cannot find entry 9: the ledger has none with this number. See tollbook log.",
        ),
        (
            lambda it: it.header(9),
            "Cannot find entry 9: the ledger has none with this number. See tollbook log.",
        ),
        (
            lambda it: it.sealed(9),
            "Cannot find entry 9: the ledger has none with this number. See tollbook log.",
        ),
        (
            lambda it: it.document("d9"),
            "Cannot find document 'd9': the case has none with this id. See tollbook documents.",
        ),
        (
            lambda it: it.claim("c9"),
            "Cannot find claim 'c9': the case has none with this id. See tollbook claims.",
        ),
        (
            lambda it: it.source("s9"),
            "Cannot find source 's9': the case has none with this id. See tollbook sources.",
        ),
    ],
)
def test_what_is_not_there_is_told(ledger: Ledger, ask: Callable[[Ledger], object], message: str) -> None:
    with pytest.raises(UnknownId) as told:
        ask(ledger)
    assert message == str(told.value)
