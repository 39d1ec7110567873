"""A case that is nothing but a folder: `case.toml` with its list of documents, and the documents beside it.

No ledger, no store: what was read is reconciled and forgotten. A kept case is another thing (`case_folder`).
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any

from tollbook.errors import InputError
from tollbook.model.capture import Capture, place_name
from tollbook.model.limits import DEFAULT_INPUT_BYTES

CASE_FILE = "case.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainCase:
    """A folder of documents with what its keeper says of them.

    Attributes:
        name: the folder's path as given.
        table: `case.toml` as it stands.
        captures: for each document in its order, its row in `case.toml` and its bytes.
    """

    name: str
    table: Mapping[str, Any]
    captures: tuple[tuple[Mapping[str, Any], Capture], ...]


def lists_documents(folder: str | PurePath) -> bool:
    """Return whether a folder is such a case: its `case.toml` lists documents."""
    try:
        return isinstance(_table(Path(folder)).get("documents"), list)
    except InputError:
        return False


def plain_case(folder: str | PurePath, limit_bytes: int = DEFAULT_INPUT_BYTES) -> PlainCase:
    """Return such a case with the bytes of its documents.

    Args:
        folder: where `case.toml` lies.
        limit_bytes: the most bytes of one document.

    Raises:
        InputError: when a file is missing, too large, or says what makes no sense.
    """
    path = Path(folder)
    table = _table(path)
    rows = table.get("documents")
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise InputError(
            place_name(str(path / CASE_FILE)),
            "it lists no documents; [[documents]] with id, file and publisher were expected",
            "List them, or give the folder of a kept case.",
        )
    captures = tuple(
        (row, _capture(path, row, number, limit_bytes)) for number, row in enumerate(rows, start=1)
    )
    return PlainCase(name=str(folder), table=table, captures=captures)


def read_file(path: str | PurePath, limit_bytes: int = DEFAULT_INPUT_BYTES) -> bytes:
    """Return the bytes of a file.

    Raises:
        InputError: when it cannot be read, or is too large.
    """
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        raise InputError(
            place_name(str(path)), f"the system says: {error.strerror or error}", "Check the path."
        ) from error
    if len(data) > limit_bytes:
        raise InputError(
            place_name(str(path)),
            f"it has {len(data):,} bytes, and {limit_bytes:,} are the most",
            "Divide it.",
        )
    return data


def _table(path: Path) -> dict[str, Any]:
    name = place_name(str(path / CASE_FILE))
    try:
        return tomllib.loads(read_file(path / CASE_FILE).decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InputError(name, f"it is no TOML in UTF-8 ({error})", "Correct it.") from error


def _capture(path: Path, row: Mapping[str, Any], number: int, limit_bytes: int) -> Capture:
    file = row.get("file")
    if not isinstance(file, str) or not isinstance(row.get("id"), str):
        raise InputError(
            place_name(str(path / CASE_FILE)),
            f"document {number} has no id or no file",
            "Give it both, as text.",
        )
    inside = (path / file).resolve()
    if not inside.is_relative_to(path.resolve()):
        raise InputError(
            place_name(str(path / CASE_FILE)),
            f"the file of {row['id']} lies outside the folder ({file})",
            "Put it into the folder.",
        )
    return Capture(name=str(path / file), data=read_file(path / file, limit_bytes))
