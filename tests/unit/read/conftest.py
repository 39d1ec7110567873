"""Makers of small PDF and DOCX files, written out by hand so that no file needs to be trusted."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable, Sequence

import pytest

from tollbook.model.capture import Capture
from tollbook.model.document import Document
from tollbook.read import ReadOptions, read_capture

Line = tuple[float, float, float, str]
"""Distance from the left, height, size of type, text."""

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


@pytest.fixture(scope="session")
def read() -> Callable[..., Document]:
    """Return a reader of bytes: `read(data, name="report.txt", ...)`."""

    def read_bytes(
        data: bytes, name: str = "report", *, line: int | None = None, options: ReadOptions | None = None
    ) -> Document:
        return read_capture(Capture(name=name, data=data, line=line), options)

    return read_bytes


@pytest.fixture(scope="session")
def pdf_of() -> Callable[..., bytes]:
    """Return a maker of PDFs from the drawing commands of their pages."""

    def make(*pages: bytes, resources: bytes = b"", title: str | None = None) -> bytes:
        font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
        kids = b" ".join(b"%d 0 R" % (4 + 2 * number) for number in range(len(pages)))
        info = b"<< /Title (%s) >>" % title.encode("latin-1") if title else b"<< >>"
        objects = [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [ %s ] /Count %d >>" % (kids, len(pages)),
            b"<< /Font << /F1 %s >> %s >>" % (font, resources),
        ]
        for number, commands in enumerate(pages):
            packed = zlib.compress(commands)
            objects += [
                b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources 3 0 R /Contents %d 0 R >>"
                % (5 + 2 * number),
                b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(packed), packed),
            ]
        objects.append(info)
        return _pdf_file(objects)

    return make


def _pdf_file(objects: Sequence[bytes]) -> bytes:
    out = io.BytesIO()
    out.write(b"%PDF-1.4\n")
    offsets = []
    for number, content in enumerate(objects, start=1):
        offsets.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, content))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.writelines(b"%010d 00000 n \n" % offset for offset in offsets)
    out.write(
        b"trailer\n<< /Size %d /Root 1 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF\n"
        % (len(objects) + 1, len(objects), start)
    )
    return out.getvalue()


@pytest.fixture(scope="session")
def printed() -> Callable[..., bytes]:
    """Return a maker of drawing commands from lines: `printed((72, 700, 10, "Two died."), ...)`."""

    def make(*lines: Line) -> bytes:
        return b"\n".join(
            b"BT /F1 %g Tf 1 0 0 1 %g %g Tm (%s) Tj ET"
            % (size, x, y, text.encode("cp1252").replace(b"(", rb"\(").replace(b")", rb"\)"))
            for x, y, size, text in lines
        )

    return make


@pytest.fixture(scope="session")
def docx_of() -> Callable[..., bytes]:
    """Return a maker of Word documents from the XML of their body."""

    def make(body: str, *, title: str | None = None, head: str = "") -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("[Content_Types].xml", "<Types/>")
            archive.writestr(
                "word/document.xml",
                f'<?xml version="1.0" encoding="UTF-8"?>{head}<w:document xmlns:w="{WORD}">'
                f"<w:body>{body}</w:body></w:document>",
            )
            if title is not None:
                archive.writestr(
                    "docProps/core.xml",
                    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
                    'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
                    f"<dc:title>{title}</dc:title></cp:coreProperties>",
                )
        return out.getvalue()

    return make


@pytest.fixture(scope="session")
def paragraph() -> Callable[[str], str]:
    """Return a maker of the XML of one paragraph."""
    return "<w:p><w:r><w:t>{}</w:t></w:r></w:p>".format
