"""The JSON Schema of one line of output, as shipped."""

from __future__ import annotations

from importlib.resources import files


def reading_schema() -> str:
    """Return the JSON Schema (draft 2020-12) of one reading, as text."""
    return files("tollbook.export").joinpath("data", "reading.schema.json").read_text(encoding="utf-8")
