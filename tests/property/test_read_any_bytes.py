"""Any bytes give a document or one clear error, and what a document says of itself holds."""

from __future__ import annotations

import io
import json
import zipfile
import zlib

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tollbook.capture import captures
from tollbook.errors import InputError
from tollbook.model.capture import Capture, Route
from tollbook.model.document import Document
from tollbook.read import read_capture

PAGE = (
    b"<!doctype html><html><head><meta charset='utf-8'><title>Kesh</title><meta property='article:published_time' "
    b"content='2024-03-04'></head><body><nav><a href='/'>Home</a></nav><article><h1>Kesh</h1><p>At least <b>12</b> "
    b"people were killed in the market of Kesh on Tuesday, the hospital said.</p><ul><li>Two were hurt.</li></ul>"
    b"<table><tr><td>Kesh</td><td>12</td></tr></table><div style='display:none'>x</div><p>A second paragraph says "
    b"that nobody was missing &amp; all had been found.</p></article></body></html>"
)


def _pdf() -> bytes:
    commands = zlib.compress(
        b"BT /F1 10 Tf 72 700 Td (At least 12 people) Tj 0 -12 Td (were killed in Kesh.) Tj ET"
    )
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 "
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>"
        ),
        b"<< /Length %d /Filter /FlateDecode >> stream\n%s\nendstream" % (len(commands), commands),
    ]
    body = b"%PDF-1.4\n"
    offsets = []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"xref\n0 5\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return body + table + b"trailer\n<< /Size 5 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % len(body)


def _docx(method: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        archive.writestr(
            "word/document.xml",
            '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r>'
            "<w:t>Two people were killed in Kesh.</w:t></w:r></w:p></w:body></w:document>",
        )
        archive.writestr("docProps/core.xml", "<a/>")
    return out.getvalue()


SEEDS = (PAGE, _pdf(), _docx(zipfile.ZIP_STORED), _docx(zipfile.ZIP_DEFLATED))
PIECES = (
    b"<",
    b">",
    b"/",
    b"<<",
    b">>",
    b" 0 R",
    b"(",
    b"[",
    b"-1",
    b"99999999999",
    b"\x00",
    b"\xff",
    b"<div>",
    b"&#0;",
    b"<!--",
)


@st.composite
def mutated(draw: st.DrawFn, seeds: tuple[bytes, ...] = SEEDS) -> bytes:
    """Return a seed with stretches of it cut out, doubled, changed or replaced."""
    data = bytearray(draw(st.sampled_from(seeds)))
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, max(0, len(data) - 1)))
        length = draw(st.integers(0, 40))
        new = draw(
            st.sampled_from(PIECES) | st.binary(max_size=8) | st.just(bytes(data[at : at + length]) * 3)
        )
        data[at : at + length] = new
    return bytes(data)


def _read(data: bytes, line: int | None = None) -> Document | None:
    try:
        return read_capture(Capture(name="input", data=data, line=line))
    except InputError as error:
        message = str(error)
    assert message.startswith("Cannot read input")
    return None


def _check(document: Document | None) -> None:
    if document is None:
        return
    ends = [0]
    for start, end, locator in document.places:
        assert ends[-1] <= start <= end <= len(document.text)
        assert locator
        ends.append(end)
    ends = [0]
    for start, end in document.furniture:
        assert ends[-1] <= start < end <= len(document.text)
        ends.append(end)
    document.text.encode()


@given(st.binary(max_size=400))
def test_any_bytes_are_a_document_or_a_clear_error(data: bytes) -> None:
    _check(_read(data))
    _check(_read(data, line=1))


@given(
    st.sampled_from(
        [b"%PDF-1.7\n", b"PK\x03\x04", b"<html>", b"<p>", b"{", b'{"text":', b"\xff\xfe", b"<?xml "]
    ),
    st.binary(max_size=200),
)
def test_any_bytes_after_a_known_beginning_are_a_document_or_a_clear_error(head: bytes, data: bytes) -> None:
    _check(_read(head + data))


@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(mutated())
def test_mutated_files_are_a_document_or_a_clear_error(data: bytes) -> None:
    _check(_read(data))


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00\ufeff"), max_size=300))
def test_text_in_utf8_is_stored_unchanged(text: str) -> None:
    document = _read(b"Two died. " + text.encode())
    if document is not None and document.media_type == "text/plain":
        assert "Two died. " + text == document.text
        assert () == document.notes


@given(st.text(max_size=300))
def test_the_text_of_a_record_is_stored_unchanged(text: str) -> None:
    document = _read(json.dumps({"id": "a", "text": text}).encode(), line=1)
    if document is not None:
        assert text.encode("utf-16", "surrogatepass").decode("utf-16", "replace") == document.text
        assert ((0, len(text), "line 1"),) == document.places


@given(mutated())
def test_reading_twice_gives_the_same_document(data: bytes) -> None:
    assert _read(data) == _read(data)


@given(st.lists(st.text(max_size=40), max_size=8), st.sampled_from(["\n", "\r\n"]))
def test_every_record_of_a_corpus_is_captured_once_and_in_order(texts: list[str], newline: str) -> None:
    lines = [json.dumps({"id": str(number), "text": text}) for number, text in enumerate(texts)]
    found = list(captures(["-"], limit_bytes=10_000, stdin=io.BytesIO(newline.join(lines).encode())))
    expected = [
        Capture(name="-", data=line.encode(), line=number, route=Route.CORPUS)
        for number, line in enumerate(lines, start=1)
    ]
    assert (expected or [Capture(name="-", data=b"", route=Route.STDIN)]) == found


@given(st.binary(max_size=300), st.integers(1, 60))
def test_any_stream_gives_captures_within_the_limit_or_errors(data: bytes, limit: int) -> None:
    for found in captures(["-"], limit_bytes=limit, stdin=io.BytesIO(data)):
        assert isinstance(found, InputError) or len(found.data) <= limit
