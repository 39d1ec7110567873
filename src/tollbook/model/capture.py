"""The bytes of one input as they came in, before anybody has looked at them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from tollbook.model.display import shown

STDIN_NAME = "-"


class Route(StrEnum):
    """How bytes came in."""

    FILE = "file"
    STDIN = "stdin"
    CORPUS = "corpus"
    WARC = "warc"
    FETCH = "fetch"


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """One request over the network and the head of its answer, as in a web archive.

    Attributes:
        address: what was asked for.
        remote: numeric address and port that the connection was made to; None when an archive does not say.
        request: first line and headers that were sent, in lines; empty when an archive has none.
        response: first line and headers that came back, in lines, without cookies.
    """

    address: str
    remote: str | None
    request: str
    response: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """One input: a file, standard input, a page of the web, or one record of a JSONL corpus or a web archive.

    Attributes:
        name: the path as the user gave it; `-` for standard input; the address of what comes from the web.
        data: the bytes, unchanged; of a corpus record, its line without the line break.
        media_type: what whoever handed it over says it is, or None; content decides.
        line: line of the record in its corpus, from 1; None when this is no record.
        archive: the web archive it stood in and the number of its record there, in words; else None.
        route: how it came in.
        address: where it was fetched from, by us or by whoever made a web archive; else None.
        fetched_at: when that was; else None.
        exchanges: requests and answers on the way to it, redirects among them.
    """

    name: str
    data: bytes
    media_type: str | None = None
    line: int | None = None
    archive: str | None = None
    route: Route = Route.FILE
    address: str | None = None
    fetched_at: datetime | None = None
    exchanges: tuple[Exchange, ...] = ()

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
