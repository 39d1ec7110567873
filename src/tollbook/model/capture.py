"""The bytes of one input as they came in, before anybody has looked at them."""

from __future__ import annotations

from dataclasses import dataclass

from tollbook.model.display import shown

STDIN_NAME = "-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """One input: a file, standard input, or one record of a JSONL corpus.

    Attributes:
        name: the path as the user gave it; `-` for standard input.
        data: the bytes, unchanged; of a corpus record, its line without the line break.
        media_type: what whoever handed it over says it is, or None; content decides.
        line: line of the record in its corpus, from 1; None when this is no record.
    """

    name: str
    data: bytes
    media_type: str | None = None
    line: int | None = None

    @property
    def where(self) -> str:
        """Return how to name this input in a message, safe to show."""
        return place_name(self.name, self.line)


def place_name(name: str, line: int | None = None) -> str:
    r"""Return how to name an input, or a line of it, in a message: safe to show.

    Example:
        >>> place_name("reports.jsonl", 17)
        'reports.jsonl, line 17'
        >>> place_name("-")
        'standard input'
    """
    place = "standard input" if name == STDIN_NAME else shown(name)
    return place if line is None else f"{place}, line {line}"
