"""Readings as JSON lines: one document a line, by the schema that ships with the package."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TextIO

from tollbook.export.row import reading_row
from tollbook.model.reading import Reading

_LINE_ENDS = ("\x85", "\u2028", "\u2029")
"""Characters that JSON lets stand in a string and many programs take for the end of a line."""


def write_json_lines(readings: Iterable[Reading], stream: TextIO) -> None:
    """Write one JSON object a line, in the order of the readings."""
    stream.writelines(f"{_line(reading)}\n" for reading in readings)


def _line(reading: Reading) -> str:
    line = json.dumps(reading_row(reading), ensure_ascii=False)
    for end in _LINE_ENDS:
        line = line.replace(end, f"\\u{ord(end):04x}")
    return line
