"""From a capture to a document: what it is, then the reader of that format.

Readers that need large libraries are imported when their format first turns up, so
that reading a text costs no more than reading a text.
"""

from __future__ import annotations

from tollbook.model.capture import Capture
from tollbook.model.document import Document
from tollbook.read.options import ReadOptions
from tollbook.read.parts import Parts, finished
from tollbook.read.sniff import Format, detect_format


def read_capture(capture: Capture, options: ReadOptions | None = None) -> Document:
    """Return the document that the bytes of a capture hold.

    The same bytes, options and versions give the same document.

    Args:
        capture: the bytes and where they came from.
        options: how to read them; None for the defaults.

    Raises:
        InputError: when there is no document in them, by its kind; never another exception.

    Example:
        >>> from tollbook.model.capture import Capture
        >>> document = read_capture(Capture(name="note.txt", data=b"Two people were killed in Kesh."))
        >>> document.media_type, document.text
        ('text/plain', 'Two people were killed in Kesh.')
    """
    chosen = options or ReadOptions()
    return finished(capture, _parts(capture, chosen), chosen)


def _parts(capture: Capture, options: ReadOptions) -> Parts:
    match detect_format(capture):
        case Format.HTML:
            from tollbook.read.html import html_parts

            return html_parts(capture, options)
        case Format.PDF:
            from tollbook.read.pdf import pdf_parts

            return pdf_parts(capture, options)
        case Format.DOCX:
            from tollbook.read.docx import docx_parts

            return docx_parts(capture, options)
        case Format.RECORD:
            from tollbook.read.corpus import record_parts

            return record_parts(capture)
        case Format.TEXT:
            from tollbook.read.text import text_parts

            return text_parts(capture)
