"""How much of one input is taken in, all limits in one place.

There is one dial, the size of an input (`--max-size`). Every other limit is in a fixed
proportion to it, so that whoever raises it raises them all. The proportions say what
real documents need many times over; nothing here depends on time.
"""

from __future__ import annotations

from dataclasses import dataclass

MEBIBYTE = 1024 * 1024
DEFAULT_INPUT_BYTES = 64 * MEBIBYTE


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The most that one input may hold.

    Attributes:
        input_bytes: size of a file, or of one record of a corpus.
    """

    input_bytes: int = DEFAULT_INPUT_BYTES

    @property
    def characters(self) -> int:
        """Return the most characters of text: 16 million by default, some twenty long novels."""
        return self.input_bytes // 4

    @property
    def html_bytes(self) -> int:
        """Return the most bytes of one HTML page: 8 MiB by default.

        A long live page of a newspaper has 1 to 3 MB; finding the article in a page takes
        some fifty times its size in memory.
        """
        return self.input_bytes // 8

    @property
    def html_elements(self) -> int:
        """Return the most elements of one HTML page: 65,536 by default; a long page has 10,000."""
        return self.input_bytes // 1024

    @property
    def pdf_pages(self) -> int:
        """Return the most pages of one PDF: 8,192 by default."""
        return self.input_bytes // 8192

    @property
    def pdf_content_bytes(self) -> int:
        """Return the most bytes of drawing commands, unpacked, in all pages of one PDF: 32 MiB by default.

        A page of text has 3 to 30 KiB; a detailed map may have 5 MiB.
        """
        return self.input_bytes // 2

    @property
    def pdf_operators(self) -> int:
        """Return the most drawing commands carried out for one PDF: 2 million by default.

        A page of text has 100 to 2,000. Forms that draw one another could stand for billions.
        """
        return self.input_bytes // 32

    @property
    def unpacked_bytes(self) -> int:
        """Return the most bytes that the parts of a DOCX may unpack to: 256 MiB by default."""
        return self.input_bytes * 4


def size_words(count: int) -> str:
    """Return a number of bytes in words, in units of 1,024.

    Example:
        >>> size_words(64 * MEBIBYTE)
        '64.0 MiB'
        >>> size_words(900)
        '900 bytes'
    """
    size = float(count)
    for unit in ("bytes", "KiB", "MiB"):
        if size < 1024:  # noqa: PLR2004 - the unit itself
            return f"{count} bytes" if unit == "bytes" else f"{size:.1f} {unit}"
        size /= 1024
    return f"{size:.1f} GiB"
