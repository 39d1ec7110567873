"""Whatever is changed in a case, at any byte of ledger, captures or checkpoints, is found with its place."""

# ruff: noqa: S608 - the names of tables and columns are our own
from __future__ import annotations

import os
import random
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from tollbook.errors import LedgerError, TollbookError
from tollbook.ledger import document_draft, review_draft, source_draft, undo_draft
from tollbook.model import Claim, Reading
from tollbook.model.checkpoint import Checkpoint
from tollbook.model.entry import Draft, EntryKind
from tollbook.model.review import Review, ReviewDecision
from tollbook.model.source import Source
from tollbook.pipeline.cases import CaseFolder, new_case, open_case, writing_ledger
from tollbook.pipeline.redacting import redact_words
from tollbook.pipeline.verifying import verify_case

IS_SOAK = os.environ.get("TOLLBOOK_HYPOTHESIS_PROFILE") == "soak"
MUTATIONS = 2400 if IS_SOAK else 120
DOCUMENTS = 60
PLACES = {
    "entries": "entry {}",
    "checkpoints": "checkpoint of {} entries",
    "head": "the end of the ledger",
    "meta": "",
}

Row = dict[str, Any]


@pytest.fixture(scope="module")
def tampered(
    tmp_path_factory: pytest.TempPathFactory,
    make_claim: Callable[..., Claim],
    make_reading: Callable[..., Reading],
) -> tuple[CaseFolder, Checkpoint]:
    """Return a case of some 200 entries whose database no longer refuses changes, and a checkpoint kept elsewhere."""
    folder = tmp_path_factory.mktemp("tampered")
    environment = {"TOLLBOOK_KEYS": str(folder / "keys")}
    case = new_case(
        folder / "case", actor="Ana", environment=environment, randomness=random.Random(5).randbytes
    )
    with writing_ledger(case, actor="Ana", environment=environment) as ledger:
        source = Source(id=ledger.source_id("Coast Daily"), names=(("en", "Coast Daily"),))
        ledger.append([source_draft(source)])
        for number in range(DOCUMENTS):
            text = f"At least {number + 2} people were killed in Kesh{number % 7}, Ana Solen{number % 5} said. Three were hurt."
            claims = (
                make_claim(
                    text,
                    f"At least {number + 2}",
                    place=f"Kesh{number % 7}",
                    claimant=f"Ana Solen{number % 5}",
                ),
                make_claim(text, "Three", number=3, harm="injured"),
            )
            capture = case.store.keep(text.encode()).digest
            document = ledger.document_id(capture)
            ids = ledger.claim_ids(document, claims)
            reading = make_reading(text, *claims, id=f"{number}.txt", sha256=capture)
            made = document_draft(
                reading, document=document, capture=capture, claim_ids=ids, source=source.id
            )
            notes = [Draft(kind=EntryKind.NOTED, fields={"note": f"looked at {number}"})]
            decided = [review_draft(Review(claim=ids[0], decision=ReviewDecision.ACCEPTED, note="seen"))]
            receipts = ledger.append([made, *decided, *(notes if number % 2 else [])])
            if number % 9 == 0 and receipts[1].seq:
                ledger.append([undo_draft(receipts[1].seq)])
            if number % 20 == 0:
                ledger.checkpoint()
        redact_words(case, ledger, "Ana Solen3", reason="asked", authority="the family", everywhere=True)
        kept = ledger.checkpoint()
        with ledger._database.writing() as connection:
            ledger._database.unguard(connection)
        assert 160 < ledger.size() < 240
    return case, kept


def database(case: CaseFolder) -> sqlite3.Connection:
    return sqlite3.connect(case.path / "ledger.db", isolation_level=None)


def tables(connection: sqlite3.Connection) -> dict[str, list[Row]]:
    """Return the rows of every table, each with its `rowid`."""
    connection.row_factory = sqlite3.Row
    query = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    names = [row["name"] for row in connection.execute(query)]
    return {
        name: [dict(row) for row in connection.execute(f"SELECT rowid AS row_id, * FROM {name}")]
        for name in names
    }


def changed_bytes(data: bytes, chance: random.Random, alphabet: bytes) -> bytes:
    """Return the bytes after one was changed, taken away, put in, swapped with its neighbour, or all after it cut off."""
    at = chance.randrange(max(len(data), 1))
    match chance.randrange(5):
        case 0:
            return data[:at] + bytes([chance.choice(alphabet)]) + data[at + 1 :]
        case 1:
            return data[:at] + data[at + 1 :]
        case 2:
            return data[:at] + bytes([chance.choice(alphabet)]) + data[at:]
        case 3:
            return data[:at] + data[at + 1 : at + 2] + data[at : at + 1] + data[at + 2 :]
        case _:
            return data[:at]


def changed_value(value: object, chance: random.Random) -> object:
    if value is None:
        return b"{}"
    if isinstance(value, int):
        return value + chance.choice([-2, -1, 1, 2, 1000])
    if isinstance(value, str):
        return changed_bytes(value.encode(), chance, bytes(range(32, 127))).decode("utf-8", "ignore")
    assert isinstance(value, bytes)
    return changed_bytes(value, chance, bytes(range(256)))


@contextmanager
def one_value_changed(case: CaseFolder, table: str, row: Row, column: str, value: object) -> Iterator[bool]:
    """Change a value for the length of a `with` block; False when the database cannot hold it."""
    statement = f"UPDATE {table} SET {column} = ? WHERE rowid = ?"
    moved = value if _is_row_number(table, column) and isinstance(value, int) else row["row_id"]
    with closing(database(case)) as connection:
        try:
            connection.execute(statement, (value, row["row_id"]))
        except sqlite3.IntegrityError:
            yield False
            return
    try:
        yield True
    finally:
        with closing(database(case)) as connection:
            connection.execute(
                statement, (row[column], moved if _is_row_number(table, column) else row["row_id"])
            )


def _is_row_number(table: str, column: str) -> bool:
    """Return whether a column is the number of the row itself."""
    first = {"entries": "seq", "checkpoints": "size", "head": "row", "phrases": "number", "documents": "seq"}
    first |= {
        "readings": "seq",
        "descriptions": "seq",
        "reviews": "seq",
        "claims": "number",
        "undoings": "seq",
    }
    return first.get(table) == column


def found(case: CaseFolder, kept: Checkpoint) -> list[str]:
    """Return the places of what is wrong; opening the case can already tell."""
    try:
        return [each.place for each in verify_case(case, elsewhere=[kept]).troubles]
    except LedgerError as error:
        return [f"refused: {error}"]


def test_the_case_is_whole_before(tampered: tuple[CaseFolder, Checkpoint]) -> None:
    case, kept = tampered
    assert () == verify_case(case, elsewhere=[kept]).troubles


def test_every_changed_value_is_found_with_its_place(tampered: tuple[CaseFolder, Checkpoint]) -> None:
    case, kept = tampered
    chance = random.Random(11)
    with closing(database(case)) as connection:
        rows = tables(connection)
    missed = []
    tried = 0
    weights = {name: 6 if name in {"entries", "checkpoints"} else 1 for name in rows if rows[name]}
    while tried < MUTATIONS:
        table = chance.choices(list(weights), list(weights.values()))[0]
        row = chance.choice(rows[table])
        column = chance.choice([name for name in row if name != "row_id"])
        value = changed_value(row[column], chance)
        if value == row[column] or (table == "head" and column == "row"):
            continue
        with one_value_changed(case, table, row, column, value) as is_done:
            if not is_done:
                continue
            tried += 1
            places = found(case, kept)
        expected = PLACES.get(table, f"table {table}")
        named = [value if name == column == "size" else row[name] for name in ("seq", "size") if name in row]
        wanted = expected.format(*named) if "{}" in expected else expected
        if not any(
            place.startswith((wanted, "refused")) or _tells_of_phrase(table, place) for place in places
        ):
            missed.append((table, row["row_id"], column, row[column], value, places[:3]))
    assert [] == missed, missed
    assert [] == found(case, kept)


def _tells_of_phrase(table: str, place: str) -> bool:
    """Return whether a phrase is told by the claims that say it: they are compared by their words."""
    return table == "phrases" and place.startswith("table claims")


def test_every_changed_byte_of_a_capture_is_found(tampered: tuple[CaseFolder, Checkpoint]) -> None:
    case, kept = tampered
    chance = random.Random(12)
    digests = list(case.store.digests())
    for _ in range(MUTATIONS // 8):
        path = case.store.path(chance.choice(digests))
        data = path.read_bytes()
        changed = changed_bytes(data, chance, bytes(range(256)))
        if changed == data:
            continue
        path.chmod(0o644)
        path.write_bytes(changed)
        assert [f"capture {path.name}"] == found(case, kept)
        path.write_bytes(data)
    path.unlink()
    assert [f"capture {path.name}"] == found(case, kept)
    path.write_bytes(data)


@pytest.mark.parametrize("seed", range(6 if not IS_SOAK else 60))
def test_rows_deleted_swapped_doubled_or_cut_off_are_found(
    tampered: tuple[CaseFolder, Checkpoint], seed: int, tmp_path: Path
) -> None:
    case, kept = tampered
    copy = tmp_path / "case"
    shutil.copytree(case.path, copy)
    chance = random.Random(seed)
    at = chance.randrange(2, kept.size - 1)
    statements, place = {
        0: ([f"DELETE FROM entries WHERE seq = {at}"], f"entry {at}"),
        1: (
            [
                f"UPDATE entries SET seq = -1 WHERE seq = {at}",
                f"UPDATE entries SET seq = {at} WHERE seq = {at + 1}",
                f"UPDATE entries SET seq = {at + 1} WHERE seq = -1",
            ],
            f"entry {at}",
        ),
        2: (
            [
                "CREATE TABLE one AS SELECT * FROM entries",
                f"UPDATE one SET seq = {kept.size + 1} WHERE seq = {at}",
                f"INSERT INTO entries SELECT * FROM one WHERE seq = {kept.size + 1}",
                "DROP TABLE one",
            ],
            f"entry {kept.size + 1}",
        ),
        3: ([f"DELETE FROM entries WHERE seq > {at}"], "the end of the ledger"),
        4: (
            [f"DELETE FROM entries WHERE seq > {at}", f"DELETE FROM checkpoints WHERE size > {at}"],
            f"checkpoint of {kept.size} entries kept elsewhere",
        ),
        5: (
            [f"UPDATE entries SET body = (SELECT body FROM entries WHERE seq = {at + 1}) WHERE seq = {at}"],
            f"entry {at}",
        ),
    }[seed % 6]
    with closing(database(CaseFolder(path=copy, case=case.case))) as connection:
        for statement in statements:
            connection.execute(statement)
    assert place in found(open_case(copy), kept)


@pytest.mark.parametrize("seed", range(8 if not IS_SOAK else 300))
def test_a_file_of_which_any_byte_was_changed_reads_as_before_or_is_told(
    tampered: tuple[CaseFolder, Checkpoint], seed: int, tmp_path: Path
) -> None:
    case, kept = tampered
    copy = tmp_path / "case"
    shutil.copytree(case.path, copy)
    chance = random.Random(seed)
    path = copy / "ledger.db"
    data = bytearray(path.read_bytes())
    data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    path.write_bytes(data)
    try:
        places = [each.place for each in verify_case(open_case(copy), elsewhere=[kept]).troubles]
    except TollbookError as error:
        places = [str(error)]
    if not places:  # a byte that nothing is read from: a free page, a counter, an index that was not asked
        with closing(database(case)) as before, closing(sqlite3.connect(path)) as after:
            assert tables(before) == tables(after)
