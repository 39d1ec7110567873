from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Connection

from tollbook.errors import LedgerError
from tollbook.ledger import Ledger, LedgerReader, migrations, tables
from tollbook.ledger.migrations import migrate
from tollbook.model.entry import Draft
from tollbook.model.record import ClaimFilter

FORMAT_1 = Path(__file__).parents[2] / "golden" / "ledger-format-1.sql"


def test_a_ledger_of_an_older_format_is_brought_to_the_newest_when_it_is_opened(
    ledger: Ledger, draft_of: Callable[..., Draft], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger.append([draft_of(ledger)])

    def second(connection: Connection) -> None:
        connection.exec_driver_sql("ALTER TABLE documents ADD COLUMN shelf TEXT")

    monkeypatch.setattr(tables, "FORMAT", 3)
    monkeypatch.setattr(migrations, "STEPS", {1: second, 2: lambda _: None})
    with LedgerReader(tmp_path / "ledger.db") as reader:
        assert ("3", 2) == (reader._meta("format"), reader.size())
        assert 2 == reader.count_claims()
    with closing(sqlite3.connect(tmp_path / "ledger.db")) as connection:
        assert "shelf" in [column[1] for column in connection.execute("PRAGMA table_info(documents)")]


def test_a_migration_that_fails_changes_nothing(
    ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(connection: Connection) -> None:
        connection.exec_driver_sql("ALTER TABLE documents ADD COLUMN shelf TEXT")
        connection.exec_driver_sql("ALTER TABLE nowhere ADD COLUMN shelf TEXT")

    with monkeypatch.context() as patched:
        patched.setattr(tables, "FORMAT", 2)
        patched.setattr(migrations, "STEPS", {1: broken})
        with pytest.raises(LedgerError, match="no such table: nowhere"):
            LedgerReader(tmp_path / "ledger.db")
    with LedgerReader(tmp_path / "ledger.db") as reader:
        assert "1" == reader._meta("format")


def test_a_ledger_of_the_newest_format_is_left_as_it_is(ledger: Ledger) -> None:
    with ledger._database.writing() as connection:
        assert [] == migrate(connection, tables.FORMAT)


def test_a_ledger_made_by_the_first_version_opens_and_holds(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(FORMAT_1.read_text(encoding="utf-8"))
    with LedgerReader(path, case="arvenia-2024") as reader:
        found = reader.verify()
        assert () == found.troubles
        assert (1, 1) == (found.checkpoints, found.signed)
        assert 1 == reader.count_claims(ClaimFilter(place="kesh", state="accepted"))
        assert tuple(reader.claims()) == reader.record().claims
    with Ledger(path, actor="Ben") as ledger:
        assert ledger.checkpoint().size == ledger.size()
