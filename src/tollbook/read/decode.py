"""Bytes of a text to characters.

UTF-8 unless a byte order mark or the bytes themselves say otherwise. Nothing is thrown
away in silence: what could not be decoded stands in the text as U+FFFD, with a note.
"""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

# Longest first: the mark of UTF-32 begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_VALID_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
# Dashes, quotation marks, ellipsis, bullet, euro and hard space of Windows-1252: alone among
# ASCII they say Western text from an office program, too little for a statistical guess.
_OFFICE_PUNCTUATION = frozenset(b"\x80\x85\x91\x92\x93\x94\x95\x96\x97\xa0\xa3\xa7\xa9\xb0")
_GUESS_BYTES = 256 * 1024
_WIDE_SAMPLE_BYTES = 1024
_WIDE_SHARE = 0.4


class Decoded(NamedTuple):
    """Text, and what had to be done to get it."""

    text: str
    notes: tuple[str, ...]


def decoded(data: bytes) -> Decoded:
    """Return the text that the bytes spell; a byte order mark is no part of it."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decoded_as(data[len(mark) :], encoding)
    try:
        return Decoded(data.decode("utf-8"), ()) if not _wide(data) else _decoded_as(data, _wide(data))
    except UnicodeDecodeError:
        return _decoded_as(data, _likely_encoding(data))


def _decoded_as(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, errors="replace")
    notes = [] if encoding == "utf-8" else [f"Decoded as {encoding}."]
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        notes.append(f"Bytes that are not {encoding} were replaced by U+FFFD.")
    return Decoded(text, tuple(notes))


def _wide(data: bytes) -> str:
    """Return the UTF-16 that bytes without a mark are written in, or nothing."""
    sample = data[:_WIDE_SAMPLE_BYTES]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if odd > _WIDE_SHARE * len(sample) / 2 and even == 0:
        return "utf-16-le"
    return "utf-16-be" if even > _WIDE_SHARE * len(sample) / 2 and odd == 0 else ""


def _likely_encoding(data: bytes) -> str:
    """Return UTF-8 for text with a few bad bytes, else the encoding that the bytes look like."""
    valid = sum(len(found[0]) for found in _VALID_SEQUENCE.finditer(data))
    high = sum(1 for byte in data if byte >= 0x80)  # noqa: PLR2004 - the first byte beyond ASCII
    if valid * 2 > high:
        return "utf-8"
    if _OFFICE_PUNCTUATION.issuperset(byte for byte in data if byte >= 0x80):  # noqa: PLR2004
        return "cp1252"
    return _guessed_encoding(data)


def _guessed_encoding(data: bytes) -> str:
    from charset_normalizer import from_bytes  # slow to import, seldom needed

    guess = from_bytes(data[:_GUESS_BYTES]).best()
    return guess.encoding.replace("_", "-") if guess else "cp1252"
