"""Captures of one open stream: the whole of it, or its records when it is a JSONL corpus or a web archive.

Both are told by their content. A corpus has as its first line that is not blank a JSON
object with a "text". Neither is ever held in memory: at most one record is.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, BinaryIO

from tollbook.capture.warc import GZIP, LOOK_BYTES, Rejoined, archive_captures, opens_archive
from tollbook.errors import InputError, InputTooLarge
from tollbook.model.capture import STDIN_NAME, Capture, Route, place_name
from tollbook.model.limits import size_words

if TYPE_CHECKING:
    from collections.abc import Iterator

_UTF8_BOM = b"\xef\xbb\xbf"
_CORPUS_SUFFIXES = (".jsonl", ".ndjson")
_SKIP_BYTES = 1024 * 1024
_LINE_BREAK_BYTES = 2  # carriage return and line feed


def stream_captures(name: str, stream: BinaryIO, limit_bytes: int) -> Iterator[Capture | InputError]:
    """Return the one capture of a stream, or one for each record of a corpus.

    Args:
        name: the path, or `-`.
        stream: read once, forwards only, so that a pipe will do.
        limit_bytes: the most bytes of the whole, or of one record.
    """
    head, blank_lines = _first_line(stream, limit_bytes)
    if head.startswith(GZIP):
        head += stream.read(LOOK_BYTES)
    if opens_archive(head):
        yield from archive_captures(name, Rejoined(head, stream), limit_bytes)
        return
    if _opens_corpus(name, head):
        yield from _records(name, stream, limit_bytes, head.lstrip().removeprefix(_UTF8_BOM), blank_lines + 1)
        return
    data = head + stream.read(max(0, limit_bytes + 1 - len(head)))
    if len(data) > limit_bytes:
        yield _too_large(place_name(name), "it", limit_bytes)
    else:
        yield Capture(name=name, data=data, route=Route.STDIN if name == STDIN_NAME else Route.FILE)


def _first_line(stream: BinaryIO, limit_bytes: int) -> tuple[bytes, int]:
    """Return the bytes up to the end of the first line that is not blank, and the blank lines before."""
    head, blank_lines = b"", 0
    while len(head) <= limit_bytes:
        line = stream.readline(limit_bytes + _LINE_BREAK_BYTES - len(head))
        head += line
        if not line or line.strip():
            break
        blank_lines += 1
    return head, blank_lines


def _opens_corpus(name: str, head: bytes) -> bool:
    line = head.strip().removeprefix(_UTF8_BOM).lstrip()
    if not line.startswith(b"{"):
        return False
    if name.lower().endswith(_CORPUS_SUFFIXES):
        return True
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):  # not JSON, not UTF-8, or nested beyond reason
        return False
    return isinstance(record, dict) and "text" in record


def _records(
    name: str, stream: BinaryIO, limit_bytes: int, first: bytes, first_number: int
) -> Iterator[Capture | InputError]:
    line, number = first, first_number
    while line:
        if len(line.removesuffix(b"\n").removesuffix(b"\r")) > limit_bytes:
            yield _too_large(place_name(name, number), "the record", limit_bytes)
            _skip_line(line, stream)
        elif line.strip():
            yield Capture(name=name, data=line.strip(), line=number, route=Route.CORPUS)
        line, number = stream.readline(limit_bytes + _LINE_BREAK_BYTES), number + 1


def _skip_line(begun: bytes, stream: BinaryIO) -> None:
    """Read to the end of a line of which the beginning has been read."""
    line = begun
    while line and not line.endswith(b"\n"):
        line = stream.readline(_SKIP_BYTES)


def _too_large(place: str, what: str, limit_bytes: int) -> InputTooLarge:
    return InputTooLarge(
        place,
        f"{what} is larger than the limit of {size_words(limit_bytes)}",
        "Raise the limit with --max-size if there is memory for it.",
    )
