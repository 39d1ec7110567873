"""An index of the words of all texts of a case, beside its ledger: derived, made anew when it is missing.

It holds words, so an erasure removes it with them; the next search makes it again from what is left.
"""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from sqlite3 import Connection, DatabaseError, connect

from tollbook.errors import LedgerError
from tollbook.ledger.reader import LedgerReader
from tollbook.model.display import shown
from tollbook.model.entry import EntryKind

NAME = "search.db"
_BATCH = 500
_WAIT_SECONDS = 30

_LAYOUT = """
CREATE TABLE IF NOT EXISTS progress (row INTEGER PRIMARY KEY CHECK (row = 1), seq INTEGER NOT NULL);
INSERT OR IGNORE INTO progress VALUES (1, 0);
CREATE TABLE IF NOT EXISTS texts (number INTEGER PRIMARY KEY, document TEXT NOT NULL);
CREATE VIRTUAL TABLE IF NOT EXISTS words USING fts5(text, content='', tokenize="unicode61 remove_diacritics 2");
"""


class TextIndex:
    """The index of one case.

    Args:
        path: of its file; made when it is not there.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def documents_with(self, ledger: LedgerReader, words: str, limit: int) -> list[str]:
        """Return the ids of documents whose text holds all the words, the nearest first.

        What was recorded since the last time is taken in before.

        Args:
            ledger: of the case.
            words: in any case of letters, with or without accents; the last may be the beginning of one.
            limit: the most to return.

        Raises:
            LedgerError: when the index cannot be written.
        """
        asked = _query(words)
        if not asked:
            return []
        try:
            with closing(connect(self._path, timeout=_WAIT_SECONDS)) as index:
                index.executescript(_LAYOUT)
                _take_in(index, ledger)
                return _found(index, asked, limit)
        except DatabaseError as error:
            raise LedgerError(
                f"Cannot search with {shown(str(self._path))}: {error}. Delete the file; it is made again from the ledger."
            ) from error

    def forget(self) -> None:
        """Remove the index with all its words."""
        for ending in ("", "-wal", "-shm", "-journal"):
            self._path.with_name(f"{self._path.name}{ending}").unlink(missing_ok=True)


def _query(words: str) -> str:
    """Return the words as a question: each as it stands, the last as the beginning of one."""
    cleaned = "".join(letter if letter.isalnum() else " " for letter in words).split()
    return " ".join(f'"{word}"' for word in cleaned[:-1]) + (f' "{cleaned[-1]}" *' if cleaned else "")


def _take_in(index: Connection, ledger: LedgerReader) -> None:
    (done,) = index.execute("SELECT seq FROM progress").fetchone()
    size = ledger.size()
    while done < size:
        last = min(size, done + _BATCH)
        with index:
            for entry in ledger.entries(done + 1, last):
                if entry.kind in {EntryKind.DOCUMENT_ADDED, EntryKind.READING_ADDED}:
                    _add(index, entry.seq, entry.fields["document"], str(entry.fields.get("text", "")))
            index.execute("UPDATE progress SET seq = ?", (last,))
        done = last


def _add(index: Connection, number: int, document: str, text: str) -> None:
    index.execute("INSERT INTO texts VALUES (?, ?)", (number, document))
    index.execute("INSERT INTO words (rowid, text) VALUES (?, ?)", (number, text))


def _found(index: Connection, asked: str, limit: int) -> list[str]:
    rows = index.execute(
        "SELECT texts.document FROM words JOIN texts ON texts.number = words.rowid "
        "WHERE words MATCH ? ORDER BY rank, texts.number LIMIT ?",
        (asked, 2 * limit),
    )
    return list(dict.fromkeys(document for (document,) in rows))[:limit]
