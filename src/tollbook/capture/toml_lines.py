"""Where the keys of a TOML file stand, so that a message can name the line.

The reader of TOML in the standard library says nothing of lines once a file is well formed.
This looks at headers and keys alone and leaves values to it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from typing import Any

KeyPath = tuple[str | int, ...]
"""A key below its tables; a table of an array by its number, from 0."""

_HEADER = re.compile(r"\s*(\[\[?)([^\]]+)\]")
_KEY = re.compile(r"""\s*((?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"|'[^']*'))*)\s*=""")
_PART = re.compile(r"""[\w-]+|"[^"]*"|'[^']*'""")
_SYNTAX = re.compile(r"(?P<what>.*?) \(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)")


def syntax_fault(error: tomllib.TOMLDecodeError, text: str) -> tuple[int, str]:
    """Return line and fault of a text that is no TOML.

    Args:
        error: what the reader of TOML said.
        text: what it was given.
    """
    found = _SYNTAX.fullmatch(str(error))
    last = text.count("\n") + 1
    if found is None:
        return last, str(error)
    return int(found["line"] or last), found["what"]


def lines_of_keys(text: str) -> dict[KeyPath, int]:
    r"""Return the line, from 1, of each table and key of a TOML text.

    Example:
        >>> lines_of_keys('name = "Kesh"\n[[parties]]\nname = "Front"\n')
        {('name',): 1, ('parties', 0): 2, ('parties', 0, 'name'): 3}
    """
    lines: dict[KeyPath, int] = {}
    counts: dict[KeyPath, int] = {}
    table: KeyPath = ()
    for number, line in _lines_outside_strings(text):
        header, key = _HEADER.match(line), _KEY.match(line)
        if header:
            table = _table(header, counts)
            lines.setdefault(table, number)
        elif key:
            lines.setdefault(table + _parts(key[1]), number)
    return lines


def line_of(path: KeyPath, lines: dict[KeyPath, int]) -> int:
    """Return the line of a key, or of the nearest table above it that has one; 1 when none has."""
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path, 1)


def flattened(value: dict[str, Any], path: KeyPath = ()) -> Iterator[tuple[KeyPath, Any]]:
    """Return each key of nested tables with what it holds, tables before what is in them."""
    for key, inner in value.items():
        yield (*path, key), inner
        if isinstance(inner, dict):
            yield from flattened(inner, (*path, key))


def _table(header: re.Match[str], counts: dict[KeyPath, int]) -> KeyPath:
    """Return the path of the table that a header opens, with the numbers of the arrays it lies in."""
    path: KeyPath = ()
    parts = _parts(header[2])
    for part in parts[:-1]:
        path = (*path, part)
        if path in counts:
            path = (*path, counts[path])
    path = (*path, parts[-1])
    if header[1] == "[[":
        counts[path] = counts.get(path, -1) + 1
        return (*path, counts[path])
    return path


def _parts(words: str) -> KeyPath:
    return tuple(part.strip("\"'") for part in _PART.findall(words))


def _lines_outside_strings(text: str) -> Iterator[tuple[int, str]]:
    """Return the lines that do not lie in a string of several lines."""
    inside: str | None = None
    for number, line in enumerate(text.split("\n"), start=1):
        if inside is None:
            yield number, line
        for mark in re.findall(r'"""|\'\'\'', line):
            inside = mark if inside is None else (None if mark == inside else inside)
