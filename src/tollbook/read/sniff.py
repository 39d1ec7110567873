"""What the bytes of an input are, told from the bytes themselves.

The name of a file is never asked: a PDF called `report.txt` is a PDF.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from enum import StrEnum

from tollbook.errors import DamagedInput, EmptyInput, EncryptedInput, InputError, UnsupportedInput
from tollbook.model.capture import Capture

READABLE = "Tollbook reads HTML, plain text, PDF, DOCX, JSONL corpora and web archives"


class Format(StrEnum):
    """The formats that are read, by their media types."""

    TEXT = "text/plain"
    HTML = "text/html"
    PDF = "application/pdf"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    RECORD = "application/jsonl"


# The magic numbers of what people keep beside documents, from each format's own specification.
_OTHER_FORMATS = (
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90\x00", "a program"),
    (b"OggS", "an Ogg recording"),
    (b"ID3", "an MP3 recording"),
    (b"fLaC", "a FLAC recording"),
    (b"\x1aE\xdf\xa3", "a Matroska or WebM video"),
    (b"wOFF", "a font"),
    (b"wOF2", "a font"),
    (b"PAR1", "a Parquet table"),
    (b"%!PS", "a PostScript file"),
    (b"{\\rtf", "an RTF document"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a document of an old Office format"),
)
_HEAD_BYTES = 4096
_PDF_HEAD_BYTES = 1024  # ISO 32000-1, appendix H.3.4.1: the header may stand anywhere in the first 1,024
# "EncryptedPackage" in UTF-16: the stream that holds an Office document with a password ([MS-OFFCRYPTO] 2.3.1)
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_MARKUP_START = re.compile(
    r"(?:\s|<\?xml[^>]*>|<!--.*?-->)*"
    r"<(?:!doctype\s+html|(?:html|head|body|title|meta|div|p|article|main|section|header|h[1-6]|table|ul|ol|span"
    r"|b|i|a|em|strong|br|blockquote|font|center|script|style|link|nav|form|pre|img)[\s/>])",
    re.IGNORECASE | re.DOTALL,
)
_MARK_LETTERS = "\xef\xbb\xbf\xff\xfe"  # byte order marks, read as Latin-1
_XML_START = re.compile(r"\s*<\?xml\s")
_MOST_CONTROLS = 0.05  # of the characters; text has none but breaks and tabs, random bytes have one in nine


def detect_format(capture: Capture) -> Format:
    """Return what the bytes of a capture are.

    Raises:
        EmptyInput: when there are no bytes, or only blanks.
        UnsupportedInput: when they are something that is not read here.
        EncryptedInput: when they are an Office document with a password.
        DamagedInput: when they begin as a zip archive and are none.
    """
    data = capture.data
    if not data.strip():
        raise EmptyInput(capture.where, "it is empty", "Check that it is the file you meant.")
    if capture.line is not None:
        return Format.RECORD
    if b"%PDF-" in data[:_PDF_HEAD_BYTES]:
        return Format.PDF
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_format(capture)
    _refuse_other_formats(capture)
    return _text_format(capture)


def looks_binary(text: str) -> bool:
    """Return whether decoded bytes can be no text: a NUL, or many control characters."""
    head = text[:_HEAD_BYTES]
    controls = sum(1 for letter in head if letter < " " and letter not in "\t\n\r\f\v\b\x1b")
    return "\x00" in text or controls > _MOST_CONTROLS * len(head)


def unsupported(capture: Capture, found: str) -> UnsupportedInput:
    """Return the error for a format that no reader here takes."""
    return UnsupportedInput(capture.where, f"it is {found}", f"{READABLE}; convert it to one of them.")


def _refuse_other_formats(capture: Capture) -> None:
    data = capture.data
    for magic, kind in _OTHER_FORMATS:
        if data.startswith(magic):
            raise _ole_error(capture) if _ENCRYPTED_PACKAGE in data else unsupported(capture, kind)
    if data[4:8] == b"ftyp":
        raise unsupported(capture, "an MP4 video or HEIF image")
    if data[:4] == b"RIFF" and data[8:12] in (b"WEBP", b"WAVE", b"AVI "):
        raise unsupported(capture, "a RIFF image, sound or video")
    if data[257:262] == b"ustar":
        raise unsupported(capture, "a tar archive")


def _ole_error(capture: Capture) -> InputError:
    return EncryptedInput(
        capture.where,
        "it is an Office document with a password",
        "Save a copy without a password and read that.",
    )


def _zip_format(capture: Capture) -> Format:
    try:
        with zipfile.ZipFile(io.BytesIO(capture.data)) as archive:
            names = frozenset(archive.namelist())
    # ValueError and the others: what zipfile lets through for a directory with impossible fields
    except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError, EOFError, OSError) as error:
        raise DamagedInput(
            capture.where,
            f"it begins as a zip archive and cannot be opened ({error})",
            "Fetch or copy it again.",
        ) from error
    if "word/document.xml" in names:
        return Format.DOCX
    if "xl/workbook.xml" in names:
        raise unsupported(capture, "a spreadsheet (XLSX)")
    if "ppt/presentation.xml" in names:
        raise unsupported(capture, "a presentation (PPTX)")
    raise unsupported(capture, "a zip archive without a Word document in it")


def _text_format(capture: Capture) -> Format:
    # NULs are the upper halves of ASCII in UTF-16; the rest of this looks at ASCII only
    head = capture.data[:_HEAD_BYTES].replace(b"\x00", b"").decode("latin-1").lstrip(_MARK_LETTERS)
    if _MARKUP_START.match(head) or capture.media_type in ("text/html", "application/xhtml+xml"):
        return Format.HTML
    if _XML_START.match(head):
        return _xml_format(capture, head)
    if head.lstrip()[:1] in ("{", "["):
        return _json_format(capture)
    return Format.TEXT


def _xml_format(capture: Capture, head: str) -> Format:
    if "<html" in head.lower():
        return Format.HTML
    raise unsupported(capture, "an XML file that is no web page")


def _json_format(capture: Capture) -> Format:
    """Return RECORD for one JSON object with a text; what only begins like JSON is text."""
    try:
        value = json.loads(capture.data)
    except (ValueError, RecursionError):
        return Format.TEXT
    if isinstance(value, dict) and "text" in value:
        return Format.RECORD
    raise unsupported(capture, 'JSON without a "text"')
