"""A manifest: a CSV or TOML file that says of each document who published it, when, where and in which language."""

from __future__ import annotations

import csv
import difflib
import io
import os
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from operator import itemgetter
from pathlib import Path
from typing import Any, TypeVar

from tollbook.capture.toml_lines import line_of, lines_of_keys, syntax_fault
from tollbook.capture.web_address import FetchRefused, looks_like_address, web_address
from tollbook.errors import ManifestError
from tollbook.model.capture import Capture
from tollbook.model.display import shown
from tollbook.model.exposure import Exposure
from tollbook.model.manifest import ManifestRow, Stated
from tollbook.model.vocabulary import SourceType

COLUMNS = (
    "file", "address", "publisher", "source_type", "published_at", "language", "title", "licence", "sensitivity",
)  # fmt: skip
_IGNORED = ("id", "note")
"""Columns that people keep for themselves."""

_MOST_BYTES = 64 * 1024 * 1024
Fault = tuple[int, str]
Row = tuple[int, Mapping[str, Any]]
Kind = TypeVar("Kind", bound=StrEnum)


class Manifest:
    """The rows of a manifest, found by the document they speak of.

    Args:
        rows: as read.
    """

    def __init__(self, rows: Sequence[ManifestRow]) -> None:
        """Index the rows by file and by address."""
        self.rows = tuple(rows)
        self._by_file = {_whole(row.file): row.stated for row in rows if row.file is not None}
        self._by_address = {row.stated.address: row.stated for row in rows if row.stated.address}

    def stated(self, capture: Capture) -> Stated | None:
        """Return what is said of a capture: by its file first, then by its address; None when nothing is."""
        if capture.address is not None and capture.address in self._by_address:
            return self._by_address[capture.address]
        return self._by_file.get(_whole(capture.name))

    def files(self) -> list[str]:
        """Return the paths that it names, in its order."""
        return [row.file for row in self.rows if row.file is not None]

    def addresses(self) -> list[str]:
        """Return the addresses of documents that it names no file for, in its order."""
        return [row.stated.address for row in self.rows if row.file is None and row.stated.address]


def read_manifest(path: str | Path) -> Manifest:
    """Return a manifest; paths in it start from the folder it lies in.

    Raises:
        ManifestError: when it cannot be read, or rows make no sense; all faults at once, with their lines.
    """
    file, name = Path(path), shown(str(path))
    text = _text(file, name)
    is_toml = file.suffix.lower() == ".toml" or text.lstrip().startswith("[[")
    rows, faults = _toml_rows(text) if is_toml else _csv_rows(text)
    read: list[ManifestRow] = []
    seen: dict[str, int] = {}
    for line, fields in rows:
        try:
            row = _row(fields, file.parent)
            _check_new(row, line, seen)
            read.append(row)
        except _Faulty as faulty:
            faults += [(line, what) for what in faulty.faults]
    if not rows and not faults:
        faults = [(1, "it names no documents; a header and a row for each was expected")]
    if faults:
        raise ManifestError(name, sorted(faults, key=itemgetter(0)))
    return Manifest(read)


class _Faulty(ValueError):
    def __init__(self, faults: list[str]) -> None:
        super().__init__("; ".join(faults))
        self.faults = faults


def _text(file: Path, name: str) -> str:
    try:
        data = file.read_bytes()
    except OSError as error:
        raise ManifestError(name, [(1, f"the system says: {error.strerror or error}")]) from error
    if len(data) > _MOST_BYTES:
        raise ManifestError(name, [(1, "it has over 64 MiB; split it")])
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise ManifestError(
            name, [(line, "the bytes are not UTF-8; save it as UTF-8 (CSV UTF-8 in Excel)")]
        ) from error


def _toml_rows(text: str) -> tuple[list[Row], list[Fault]]:
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return [], [syntax_fault(error, text)]
    lines = lines_of_keys(text)
    documents = table.get("documents", [])
    if not isinstance(documents, list) or not all(isinstance(each, dict) for each in documents):
        return [], [(line_of(("documents",), lines), '"documents" must be tables: [[documents]]')]
    rows = [(line_of(("documents", number), lines), each) for number, each in enumerate(documents)]
    return rows, [(line, what) for line, each in rows for what in _unknown(each)]


def _csv_rows(text: str) -> tuple[list[Row], list[Fault]]:
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[Row] = []
    try:
        header = [name.strip().lower().replace(" ", "_") for name in next(reader, [])]
        faults = [(1, what) for what in _unknown(header)]
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) > len(header):
                faults.append(
                    (reader.line_num, f"it has {len(cells)} cells, and the header has {len(header)}")
                )
                continue
            rows.append((reader.line_num, dict(zip(header, cells, strict=False))))
    except csv.Error as error:
        return [], [(reader.line_num, f"it is no sound CSV ({error})")]
    return rows, faults


def _unknown(names: Iterable[str]) -> Iterator[str]:
    for name in names:
        if name not in COLUMNS and name not in _IGNORED:
            near = difflib.get_close_matches(name, COLUMNS, n=1, cutoff=0.6)
            meant = f'did you mean "{near[0]}"?' if near else f"columns are {', '.join(COLUMNS)}"
            yield f'there is no column "{shown(name)}"; {meant}'


def _row(fields: Mapping[str, Any], folder: Path) -> ManifestRow:
    faults: list[str] = []
    values: dict[str, Any] = {}
    for column, value in fields.items():
        if column in _READ and value not in (None, ""):
            try:
                values[column] = _READ[column](value)
            except ValueError as error:
                faults.append(f'"{column}" {error}')
    if "file" not in values and "address" not in values and not faults:
        faults.append('"file" and "address" are both empty, and one of them was expected')
    if faults:
        raise _Faulty(faults)
    file = values.pop("file", None)
    moment = values.pop("published_at", None)
    if moment is not None:
        values["published_at"], values["published_time"] = moment
    return ManifestRow(
        file=None if file is None else os.path.normpath(folder / file), stated=Stated(**values)
    )


def _check_new(row: ManifestRow, line: int, seen: dict[str, int]) -> None:
    key = _whole(row.file) if row.file is not None else str(row.stated.address)
    if key in seen:
        raise _Faulty([f"it speaks of the same document as line {seen[key]}"])
    seen[key] = line


def _words(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError(f"is {value}, and words were expected")  # noqa: TRY004 - a fault of the file, not of the caller
    return value.strip()


def _file(value: object) -> str:
    words = _words(value)
    if looks_like_address(words):
        raise ValueError("holds an address; it belongs in the column address")
    return words


def _address(value: object) -> str:
    try:
        return web_address(_words(value)).text
    except FetchRefused as refused:
        raise ValueError(f"is no address of the web: {refused.reason}") from refused


def _one_of(vocabulary: type[Kind]) -> Callable[[object], Kind]:
    def read(value: object) -> Kind:
        words = _words(value)
        if words not in tuple(vocabulary):
            raise ValueError(f'holds "{shown(words)}", and one of {", ".join(vocabulary)} was expected')
        return vocabulary(words)

    return read


def _language(value: object) -> str:
    words = _words(value).lower()
    if not re.fullmatch("[a-z]{2}", words):
        raise ValueError(f'holds "{shown(words)}", and a two-letter code such as en was expected')
    return words


def _published(value: object) -> tuple[date, str | None]:
    """Return the day, and the moment as stated where it is finer."""
    if isinstance(value, datetime):
        return value.date(), value.isoformat()
    if isinstance(value, date):
        return value, None
    words = _words(value)
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", words):
            return date.fromisoformat(words), None
        return datetime.fromisoformat(words).date(), words
    except ValueError:
        raise ValueError(f'holds "{shown(words)}", and a day such as 2026-03-04 was expected') from None


def _whole(path: str) -> str:
    return os.path.realpath(path)


_READ: dict[str, Callable[[object], Any]] = {
    "file": _file,
    "address": _address,
    "publisher": _words,
    "source_type": _one_of(SourceType),
    "published_at": _published,
    "language": _language,
    "title": _words,
    "licence": _words,
    "sensitivity": _one_of(Exposure),
}
