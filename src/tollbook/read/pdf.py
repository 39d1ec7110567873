"""PDF: the text of each page as pypdf finds it, lines joined to paragraphs, page by page.

Nothing in a PDF is run. A page that is a picture has no text; the reader does not guess
at it, and says that text recognition is needed.
"""

from __future__ import annotations

import io
import logging
import re
import struct
import unicodedata
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pypdf
from pypdf import errors as pypdf_errors
from pypdf.generic import ArrayObject, StreamObject

from tollbook.errors import DamagedInput, EmptyInput, EncryptedInput, InputTooLarge
from tollbook.model.capture import Capture
from tollbook.model.limits import Limits
from tollbook.read.options import ReadOptions
from tollbook.read.parts import Parts, program
from tollbook.read.pdf_lines import PrintedLine, paragraphs
from tollbook.read.sniff import Format

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from contextlib import AbstractContextManager

# What pypdf has to say about odd files goes into the notes, not onto the screen.
logging.getLogger("pypdf").addHandler(logging.NullHandler())

# pypdf trusts the structure of a file further than a damaged one deserves: where a number, a
# name or a dictionary is expected and another thing stands, it runs into Python's own errors.
# Seen on mutated files: ValueError (numbers, encodings), TypeError and AttributeError (objects of
# another kind), LookupError (missing keys and pages), ArithmeticError (matrices, font sizes),
# AssertionError, RecursionError (objects that hold one another), RuntimeError (dictionaries that
# change), OSError and EOFError (offsets outside the file), struct and zlib (broken streams),
# MemoryError (a length field of terabytes).
_DAMAGES = (
    pypdf_errors.PyPdfError, pypdf_errors.DeprecationError, ValueError, TypeError, AttributeError, LookupError,
    ArithmeticError, AssertionError, RecursionError, RuntimeError, OSError, EOFError, struct.error, zlib.error,
    MemoryError,
)  # fmt: skip
_GARBLED_SHARE = 0.3  # of the characters; whole texts have next to none
# What programs that make PDFs write when nobody gave a title.
_NO_TITLE = re.compile(
    r"\(?(?:anonymous|untitled|unspecified|document\d*)\)?$|Microsoft \w+ - ", re.IGNORECASE
)
_OCR_ADVICE = "Run it through text recognition (OCR) first, for example with OCRmyPDF, and read the result."


class _OverWork(Exception):
    """A page asks for more drawing commands than are left."""


@dataclass(slots=True)
class _Budget:
    """What may still be unpacked and carried out for one file."""

    operators: int
    content_bytes: int
    characters: int

    def spend_operator(self, *_: object) -> None:
        """Count one drawing command; the arguments are those of pypdf's visitor."""
        self.operators -= 1
        if self.operators < 0:
            raise _OverWork

    def spend_page(self, page: pypdf.PageObject) -> None:
        """Count the unpacked size of a page's commands."""
        contents: Any = page.get("/Contents")
        contents = contents.get_object() if contents is not None else None
        streams = contents if isinstance(contents, ArrayObject) else [contents]
        for stream in streams:
            found = stream.get_object() if stream is not None else None
            if isinstance(found, StreamObject):
                self.content_bytes -= len(found.get_data())
                if self.content_bytes < 0:
                    raise _OverWork

    def spend_text(self, size: int) -> None:
        """Count characters of text."""
        self.characters -= size
        if self.characters < 0:
            raise _OverWork


def pdf_parts(capture: Capture, options: ReadOptions) -> Parts:
    """Return the parts of a PDF.

    Raises:
        EncryptedInput: when it needs a password.
        EmptyInput: when no page has text that can be read.
        InputTooLarge: when it has too many pages, or asks for too much work.
        DamagedInput: when it cannot be opened, or no page of it can be read.
    """
    with _pypdf_limits(options.limits):
        reader = _opened(capture)
        page_count = _page_count(capture, reader, options.limits)
        lines, notes = _all_lines(capture, reader, page_count, options.limits)
        title = _title(reader)
    _check_words(capture, lines, page_count)
    found = paragraphs(lines, page_count)
    return Parts(
        media_type=Format.PDF,
        text=found.text,
        extractor=program("pypdf"),
        title=title,
        furniture=found.furniture,
        places=found.places,
        notes=notes,
    )


def _pypdf_limits(limits: Limits) -> AbstractContextManager[object]:
    """Return a context in which no single stream unpacks to more than one PDF may hold."""
    most = limits.pdf_content_bytes
    return pypdf.apply_configuration(
        zlib_maximum_output_length=most,
        lzw_maximum_output_length=most,
        run_length_maximum_output_length=most,
        array_based_stream_maximum_output_length=most,
    )


def _opened(capture: Capture) -> pypdf.PdfReader:
    try:
        reader = pypdf.PdfReader(io.BytesIO(capture.data))
        is_open = not reader.is_encrypted or reader.decrypt("") != pypdf.PasswordType.NOT_DECRYPTED
    except pypdf_errors.DependencyError as error:
        raise EncryptedInput(
            capture.where,
            "it is encrypted with AES, for which the package cryptography is needed",
            "Save a copy without encryption, or install cryptography.",
        ) from error
    except _DAMAGES as error:
        raise _damaged(capture, error) from error
    if not is_open:
        raise EncryptedInput(
            capture.where, "it needs a password", "Save a copy without a password and read that."
        )
    return reader


def _page_count(capture: Capture, reader: pypdf.PdfReader, limits: Limits) -> int:
    try:
        count = len(reader.pages)
    except _DAMAGES as error:
        raise _damaged(capture, error) from error
    if count > limits.pdf_pages:
        raise InputTooLarge(
            capture.where,
            f"it has {count:,} pages, over the limit of {limits.pdf_pages:,}",
            "Raise the limit with --max-size; one page is allowed for each 8 KiB of it.",
        )
    return count


def _all_lines(
    capture: Capture, reader: pypdf.PdfReader, page_count: int, limits: Limits
) -> tuple[list[PrintedLine], tuple[str, ...]]:
    """Return the lines of all pages that can be read, with a note on each that cannot."""
    budget = _Budget(limits.pdf_operators, limits.pdf_content_bytes, limits.characters)
    lines: list[PrintedLine] = []
    notes: list[str] = []
    failure: BaseException | None = None
    for index in range(page_count):
        try:
            lines += _page_lines(reader.pages[index], index + 1, budget)
        except (_OverWork, pypdf_errors.LimitReachedError) as error:
            raise _too_much(capture, index + 1) from error
        except _DAMAGES as error:
            failure = error
            notes.append(f"Page {index + 1} could not be read ({type(error).__name__}).")
    if failure is not None and not lines:
        raise _damaged(capture, failure) from failure
    return lines, tuple(notes)


def _page_lines(page: pypdf.PageObject, number: int, budget: _Budget) -> Iterator[PrintedLine]:
    budget.spend_page(page)
    collected = _Collector(number, budget)
    page.extract_text(visitor_text=collected.take, visitor_operand_before=budget.spend_operator)
    return collected.lines()


class _Collector:
    """Takes the pieces of text that pypdf hands over, with their places, and makes lines of them."""

    __slots__ = ("_budget", "_page", "_pieces")

    def __init__(self, page: int, budget: _Budget) -> None:
        self._page = page
        self._budget = budget
        self._pieces: list[tuple[str, float, float, float]] = []

    def take(self, text: str, cm: Sequence[float], tm: Sequence[float], _font: object, size: float) -> None:
        """Keep a piece with its point on the page: the text matrix within the matrix of the page."""
        if not text:
            return
        self._budget.spend_text(len(text))
        x = cm[0] * tm[4] + cm[2] * tm[5] + cm[4]
        y = cm[1] * tm[4] + cm[3] * tm[5] + cm[5]
        scale = abs(cm[3] * tm[3]) or 1.0
        self._pieces.append((text, float(x), float(y), float(size) * float(scale)))

    def lines(self) -> Iterator[PrintedLine]:
        """Return the lines: what stands between two line breaks, at the point of its first word."""
        texts: list[str] = []
        at: tuple[float, float, float] | None = None
        for text, *point in (*self._pieces, ("\n", 0.0, 0.0, 0.0)):
            for index, part in enumerate(text.split("\n")):
                if index:
                    yield from self._line("".join(texts), at)
                    texts, at = [], None
                texts.append(part)
                at = (point[0], point[1], point[2]) if at is None and part.strip() else at

    def _line(self, text: str, at: tuple[float, float, float] | None) -> Iterator[PrintedLine]:
        clean = _repaired(" ".join(text.split()))
        if clean and at is not None:
            yield PrintedLine(text=clean, page=self._page, x=at[0], y=at[1], size=at[2])


def _repaired(text: str) -> str:
    """Return the text with the two halves of a character joined, and lone halves as U+FFFD."""
    return text.encode("utf-16-le", errors="surrogatepass").decode("utf-16-le", errors="replace")


def _title(reader: pypdf.PdfReader) -> str | None:
    try:
        title = reader.metadata.title if reader.metadata else None
    except _DAMAGES:  # a title is not worth a document
        return None
    clean = _repaired(" ".join(title.split())) if isinstance(title, str) else ""
    return clean if clean and not _NO_TITLE.match(clean) else None


def _check_words(capture: Capture, lines: list[PrintedLine], page_count: int) -> None:
    """Refuse a PDF whose pages are pictures, or whose fonts do not say which letters they draw."""
    letters = "".join(line.text for line in lines)
    if not any(map(str.isalnum, letters)) and not letters:
        raise EmptyInput(
            capture.where, f"none of its {page_count} pages holds text; they may be scanned", _OCR_ADVICE
        )
    garbled = sum(
        unicodedata.category(letter) in ("Cc", "Co", "Cn") or letter == "\ufffd" for letter in letters
    )
    if garbled > _GARBLED_SHARE * len(letters):
        raise EmptyInput(capture.where, "its fonts do not say which letters they draw", _OCR_ADVICE)


def _damaged(capture: Capture, error: BaseException) -> DamagedInput:
    return DamagedInput(
        capture.where,
        f"it begins as a PDF and cannot be taken apart ({type(error).__name__})",
        "Fetch or copy it again, or print it to a new PDF.",
    )


def _too_much(capture: Capture, page: int) -> InputTooLarge:
    return InputTooLarge(
        capture.where,
        f"page {page} unpacks to more than the limits for one PDF allow",
        "Raise the limits with --max-size if you trust the file.",
    )
