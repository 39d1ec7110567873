"""What was read, counted as it goes by, and written in the format that was asked for."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TextIO

from tollbook.errors import InputError
from tollbook.export.json_lines import write_json_lines
from tollbook.export.page import write_page
from tollbook.export.spreadsheet import write_spreadsheet
from tollbook.model.display import shown
from tollbook.model.reading import Reading
from tollbook.model.vocabulary import ReadStatus
from tollbook.model.words import counted
from tollbook.pipeline.reading import DocumentFailure, Outcome


@dataclass(slots=True)
class Tally:
    """How much was read so far; it grows while the readings go by.

    Attributes:
        documents: documents, the unread among them.
        claims: claims in them.
        unread: documents in a language that the reader does not read.
        failed: inputs that gave no document.
        defects: those of the failed that a defect of ours brought down.
    """

    documents: int = 0
    claims: int = 0
    unread: int = 0
    failed: int = 0
    defects: int = 0

    def add(self, outcome: Outcome) -> None:
        """Count one outcome."""
        if isinstance(outcome, InputError):
            self.failed += 1
            self.defects += isinstance(outcome, DocumentFailure)
            return
        self.documents += 1
        self.claims += len(outcome.claims)
        self.unread += outcome.status is ReadStatus.NOT_READ

    def summary(self) -> str:
        """Return the tally in one line."""
        parts = [counted(self.claims, "claim"), f"{counted(self.documents, 'document')}"]
        line = " in ".join(parts)
        if self.unread:
            line += f"; {counted(self.unread, 'document')} not read, in a language that has no reader yet"
        if self.failed:
            line += f"; {counted(self.failed, 'input')} failed"
        return f"{line}."


def told(
    outcomes: Iterable[Outcome],
    tally: Tally,
    complain: Callable[[str], object],
    *,
    quiet: bool,
    debug: bool = False,
) -> Iterator[Reading]:
    """Return the readings, after each outcome was counted and each failure told.

    Args:
        outcomes: what came of each input.
        tally: counts them.
        complain: takes one message.
        quiet: whether to leave out what is no failure.
        debug: whether to show where a defect of ours happened.
    """
    for outcome in outcomes:
        tally.add(outcome)
        if isinstance(outcome, InputError):
            if isinstance(outcome, DocumentFailure) and debug:
                complain(outcome.trace)
            complain(str(outcome))
            continue
        if outcome.status is ReadStatus.NOT_READ and not quiet:
            complain(f"Not read: {shown(outcome.document.id)} ({outcome.reason}).")
        yield outcome


def write_results(
    form: str, readings: Iterable[Reading], stream: TextIO, tally: Tally, width: int | None
) -> None:
    """Write the readings in one of the formats.

    Args:
        form: `table`, `jsonl`, `csv` or `html`.
        readings: taken one at a time.
        stream: open for writing.
        tally: what the readings were counted in, for the last line of a table.
        width: columns of a table; None for those of the terminal.
    """
    match form:
        case "jsonl":
            write_json_lines(readings, stream)
        case "csv":
            write_spreadsheet(readings, stream)
        case "html":
            with tempfile.TemporaryFile("w+", encoding="utf-8", newline="") as spool:
                write_page(readings, stream, spool, summary=tally.summary)
        case _:
            from tollbook.export.terminal import write_terminal

            write_terminal(readings, stream, width=width, summary=tally.summary)
