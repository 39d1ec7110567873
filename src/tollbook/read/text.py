"""Plain text: stored as it came."""

from __future__ import annotations

from tollbook.model.capture import Capture
from tollbook.read.decode import decoded
from tollbook.read.parts import Parts, program
from tollbook.read.sniff import Format, looks_binary, unsupported


def text_parts(capture: Capture) -> Parts:
    """Return the parts of a plain text.

    Raises:
        UnsupportedInput: when the bytes are no text after all.
    """
    text, notes = decoded(capture.data)
    if looks_binary(text):
        raise unsupported(capture, "binary data of no known kind")
    return Parts(media_type=Format.TEXT, text=text, extractor=program(), notes=notes)
