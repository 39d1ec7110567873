from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest

from tollbook.errors import DamagedInput, EncryptedInput, UnsupportedInput
from tollbook.model.capture import Capture
from tollbook.read.sniff import Format, detect_format


def _detect(data: bytes, media_type: str | None = None) -> Format:
    return detect_format(Capture(name="a.txt", data=data, media_type=media_type))


def _zip(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"Two died.", Format.TEXT),
        (b"x < 3 and <b>bold</b>", Format.TEXT),
        (b"<3 from Kesh", Format.TEXT),
        (b"{not json", Format.TEXT),
        (b"[Kesh, 4 March] Two died.", Format.TEXT),
        (b"<!DOCTYPE html><p>x", Format.HTML),
        (b"\xef\xbb\xbf\n <!-- a --><HTML>", Format.HTML),
        (b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml">', Format.HTML),
        (b'<?xml version="1.0"?><!DOCTYPE html PUBLIC "x"><html>', Format.HTML),
        (b"<p>Two died.</p>", Format.HTML),
        (b"%PDF-1.7", Format.PDF),
        (b"junk before\n%PDF-1.7", Format.PDF),
        (b'{"text": "Two died."}', Format.RECORD),
        (b'{\n "text": "Two died."\n}', Format.RECORD),
    ],
)
def test_content_decides(data: bytes, expected: Format) -> None:
    assert expected == _detect(data)


def test_a_declared_page_is_a_page_without_any_tag_at_its_start() -> None:
    assert Format.HTML == _detect(b"Two <b>died</b>.", "text/html")


def test_a_zip_with_a_word_document_is_docx() -> None:
    assert Format.DOCX == _detect(_zip("word/document.xml"))


def test_a_line_of_a_corpus_is_a_record_whatever_it_holds() -> None:
    assert Format.RECORD == detect_format(Capture(name="a.jsonl", data=b"%PDF-", line=3))


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"\x89PNG\r\n\x1a\n", "a PNG image"),
        (b"\xff\xd8\xff\xe0", "a JPEG image"),
        (b"\x1f\x8b\x08", "a gzip archive"),
        (b"{\\rtf1 Two died.}", "an RTF document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a document of an old Office format"),
        (b"\x00\x00\x00\x18ftypmp42", "an MP4 video or HEIF image"),
        (b"RIFF\x00\x00\x00\x00WEBP", "a RIFF image, sound or video"),
        (b"a" * 257 + b"ustar", "a tar archive"),
        (_zip("xl/workbook.xml"), "a spreadsheet (XLSX)"),
        (_zip("ppt/presentation.xml"), "a presentation (PPTX)"),
        (_zip("a.txt"), "a zip archive without a Word document in it"),
        (b'<?xml version="1.0"?><rss></rss>', "an XML file that is no web page"),
        (b'{"id": 1}', 'JSON without a "text"'),
        (b'[{"text": "x"}]', 'JSON without a "text"'),
    ],
)
def test_what_is_no_document_is_named(data: bytes, found: str) -> None:
    with pytest.raises(UnsupportedInput) as caught:
        _detect(data)
    assert (
        f"Cannot read a.txt: it is {found}. "
        "Tollbook reads HTML, plain text, PDF, DOCX, JSONL corpora and web archives; convert it to one of them."
    ) == str(caught.value)


def test_an_office_document_with_a_password_says_so() -> None:
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")
    with pytest.raises(EncryptedInput) as caught:
        _detect(data)
    assert (
        "Cannot read a.txt: it is an Office document with a password. "
        "Save a copy without a password and read that."
    ) == str(caught.value)


def test_a_cut_zip_archive_is_damaged() -> None:
    with pytest.raises(DamagedInput) as caught:
        _detect(b"PK\x03\x04")
    assert (
        "Cannot read a.txt: it begins as a zip archive and cannot be opened (File is not a zip file). "
        "Fetch or copy it again."
    ) == str(caught.value)


def test_detection_reads_no_more_than_it_must(read: Callable[..., object]) -> None:
    assert Format.TEXT == _detect(b"{" * 100_000)
