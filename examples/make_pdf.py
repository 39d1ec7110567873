"""Make the PDF and DOCX documents of the Arvenia example, byte for byte the same each time.

Run `python examples/make_pdf.py [FOLDER]` after a change here; a test compares the result with
the files that are checked in. Only the standard library is used: the PDFs hold plain text in
Helvetica on one page, which is what ministries and hospitals hand out, and the DOCX holds
nothing but paragraphs.
"""

from __future__ import annotations

import sys
import zipfile
from io import BytesIO
from pathlib import Path
from typing import NamedTuple
from xml.sax.saxutils import escape

LETTER_SIZE = 11
LINE_HEIGHT = 16
LEFT_EDGE = 64
TOP_EDGE = 780
LATIN = "cp1252"
"""The encoding that a PDF calls WinAnsiEncoding."""


class Page(NamedTuple):
    """One printed page: its title, the day it was made, and its lines as printed."""

    title: str
    author: str
    made: str
    lines: tuple[str, ...]


HOSPITAL_NOTICE = Page(
    title="Notice of the Kesh Regional Hospital",
    author="Kesh Regional Hospital",
    made="20260306090000Z",
    lines=(
        "KESH REGIONAL HOSPITAL",
        "Notice to families, 6 March 2026",
        "",
        "Between 3 and 5 March the hospital received 14 bodies and 31 wounded from the market",
        "in Kesh. All the dead have been identified. Six of the dead were children.",
        "",
        "Two of the wounded died on 5 March.",
        "",
        "The lists hang at gate 2 and in room 14. The hospital has 220 beds, 9 surgeons and one",
        "working generator; 312 donors have given blood.",
        "",
        "Office for families: 40 Hill Road, Kesh 3007, telephone 0800 555 014",
        "",
        "Page 1 of 1",
    ),
)

MINISTRY_BULLETIN = Page(
    title="Bulletin No. 7: flood of the Odra-Vel",
    author="Ministry of Civil Protection",
    made="20260309180000Z",
    lines=(
        "REPUBLIC OF ARVENIA",
        "MINISTRY OF CIVIL PROTECTION",
        "Bulletin No. 7, 9 March 2026, 18:00",
        "",
        "Flood of the Odra-Vel",
        "",
        "Nine people have died in the flood since 7 March. Between 15 and 20 people are missing.",
        "",
        "The fire service has evacuated 3,240 people, of them 1,100 from the district of Torv.",
        "No deaths were recorded in Kesh.",
        "",
        "The Ministry denies that 60 people have drowned.",
        "",
        "Water level at the Kesh gauge: 7.4 m. Bridges closed: 4. Houses under water: 640.",
        "Up to 30 millimetres of rain could fall by Thursday. Hotline: 0800 555 112.",
        "",
        "Page 1 of 1",
    ),
)

BRIEFING = (
    "Relief Office Arvenia: briefing for donors",
    "11 March 2026",
    (
        "The Home Guard says it detained 30 fighters near Torv on Monday. The Northern Front denies that "
        "30 fighters were captured."
    ),
    (
        "Two aid workers were abducted on the road to Torv on 10 March, the Relief Office said. No group "
        "has said that it holds them."
    ),
    "Nearly 700 people have fled Torv for Belmaria since 7 March, Belmarian border guards say.",
    (
        "The Relief Office has a staff of 46 in the district. A convoy of 12 lorries is due on Friday, and "
        "8 tonnes of flour have been promised."
    ),
)

WORD_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PACKAGE_NAMESPACE = "http://schemas.openxmlformats.org/package/2006"
DOCUMENT_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
CORE_RELATION = f"{PACKAGE_NAMESPACE}/relationships/metadata/core-properties"
XML_START = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
EARLIEST_ZIP_TIME = (1980, 1, 1, 0, 0, 0)


def pdf_text(text: str) -> bytes:
    """Return a text as a literal string of a PDF."""
    escaped = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    return b"(" + escaped.encode(LATIN) + b")"


def page_stream(lines: tuple[str, ...]) -> bytes:
    """Return the drawing instructions that print the lines from the top of a page."""
    start = f"BT /F1 {LETTER_SIZE} Tf {LINE_HEIGHT} TL {LEFT_EDGE} {TOP_EDGE} Td\n".encode()
    return start + b"".join(pdf_text(line) + b" Tj T*\n" for line in lines) + b"ET\n"


def pdf_objects(page: Page) -> list[bytes]:
    """Return the numbered objects of a PDF of one page, the first being number 1."""
    stream = page_stream(page.lines)
    info = (pdf_text(page.title), pdf_text(page.author), pdf_text(f"D:{page.made}"))
    return [
        b"<< /Type /Catalog /Pages 2 0 R /Lang (en) >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842]"
            b" /Resources << /Font << /F1 5 0 R >> >> /Contents 4 0 R >>"
        ),
        b"<< /Length %d >>\nstream\n%sendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Title %s /Author %s /CreationDate %s >>" % info,
    ]


def pdf_bytes(page: Page) -> bytes:
    """Return the page as a PDF, with the table of offsets that readers look objects up in."""
    out = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    offsets = []
    for number, body in enumerate(pdf_objects(page), start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table_start = len(out)
    size = len(offsets) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer\n<< /Size %d /Root 1 0 R /Info 6 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, table_start)
    return bytes(out)


def docx_parts(paragraphs: tuple[str, ...], made: str) -> dict[str, str]:
    """Return the files inside a DOCX of these paragraphs, the first being its title."""
    types = "application/vnd.openxmlformats-"
    body = "".join(
        f'<w:p><w:r><w:t xml:space="preserve">{escape(words)}</w:t></w:r></w:p>' for words in paragraphs
    )
    return {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE_NAMESPACE}/content-types">'
        f'<Default Extension="rels" ContentType="{types}package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml"'
        f' ContentType="{types}officedocument.wordprocessingml.document.main+xml"/>'
        f'<Override PartName="/docProps/core.xml" ContentType="{types}package.core-properties+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE_NAMESPACE}/relationships">'
        f'<Relationship Id="rId1" Type="{DOCUMENT_RELATION}" Target="word/document.xml"/>'
        f'<Relationship Id="rId2" Type="{CORE_RELATION}" Target="docProps/core.xml"/></Relationships>',
        "docProps/core.xml": f'<cp:coreProperties xmlns:cp="{PACKAGE_NAMESPACE}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(paragraphs[0])}</dc:title><dc:creator>Relief Office</dc:creator>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{made}</dcterms:created></cp:coreProperties>',
        "word/document.xml": f'<w:document xmlns:w="{WORD_NAMESPACE}"><w:body>{body}</w:body></w:document>',
    }


def docx_bytes(paragraphs: tuple[str, ...], made: str) -> bytes:
    """Return the paragraphs as a DOCX, stored without compression and without times of day."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as package:
        for name, content in docx_parts(paragraphs, made).items():
            entry = zipfile.ZipInfo(name, EARLIEST_ZIP_TIME)
            entry.create_system = 3
            package.writestr(entry, XML_START + content)
    return out.getvalue()


def documents() -> dict[str, bytes]:
    """Return the content of each made document by its file name."""
    return {
        "03-kesh-hospital-notice.pdf": pdf_bytes(HOSPITAL_NOTICE),
        "06-ministry-bulletin.pdf": pdf_bytes(MINISTRY_BULLETIN),
        "11-relief-office-briefing.docx": docx_bytes(BRIEFING, "2026-03-11T07:00:00Z"),
    }


def main(folder: Path) -> None:
    """Write the documents into a folder."""
    for name, content in documents().items():
        (folder / name).write_bytes(content)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent / "arvenia")
