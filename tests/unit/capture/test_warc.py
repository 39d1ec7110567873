from __future__ import annotations

import gzip
import io
import zlib
from datetime import UTC, datetime

import pytest

from tollbook.capture.corpus import stream_captures
from tollbook.capture.warc import Rejoined, kept_headers, opens_archive
from tollbook.errors import DamagedInput, InputError, InputTooLarge, UnsupportedInput
from tollbook.model.capture import Capture, Route

PAGE = b"<html><body><p>At least 12 people were killed in Kesh.</p></body></html>"
DAY = "2026-03-04T10:00:00Z"
Answer = tuple[str, str, bytes, dict[str, str]]


def archive(*answers: Answer, packed: bool = False, kind: str = "response") -> bytes:
    """Return the bytes of a web archive, written out by hand as ISO 28500 has it."""
    records = [_record("warcinfo", "", "application/warc-fields", b"software: test\r\n")]
    for address, status, body, headers in answers:
        head = f"HTTP/1.1 {status}\r\n" + "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        content = body if kind == "resource" else head.encode() + b"\r\n" + body
        media_type = headers["Content-Type"] if kind == "resource" else "application/http;msgtype=response"
        records.append(_record(kind, address, media_type, content))
    return b"".join(gzip.compress(each, mtime=0) if packed else each for each in records)


def _record(kind: str, address: str, media_type: str, content: bytes) -> bytes:
    named = {
        "WARC-Type": kind,
        "WARC-Target-URI": address,
        "WARC-Date": DAY,
        "WARC-IP-Address": "203.0.113.7",
        "WARC-Record-ID": "<urn:uuid:12345678-feed-4bee-8bad-f00dcafebeef>",
        "Content-Type": media_type,
        "Content-Length": str(len(content)),
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in named.items() if value)
    return f"WARC/1.1\r\n{head}\r\n".encode() + content + b"\r\n\r\n"


def page(number: int = 1, body: bytes = PAGE, status: str = "200 OK", **headers: str) -> Answer:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return (f"https://wire.example/{number}", status, body, {"Content-Type": "text/html", **named})


def taken(data: bytes, limit: int = 100_000) -> list[Capture | InputError]:
    return list(stream_captures("crawl.warc.gz", io.BytesIO(data), limit))


@pytest.mark.parametrize("packed", [False, True])
def test_each_page_is_a_capture_with_its_address_day_and_headers(*, packed: bool) -> None:
    first, second = taken(archive(page(1, Set_Cookie="secret=1"), page(2), packed=packed))
    assert isinstance(first, Capture)
    assert isinstance(second, Capture)
    assert ("https://wire.example/1", PAGE, Route.WARC) == (first.name, first.data, first.route)
    assert ("https://wire.example/1", "text/html") == (first.address, first.media_type)
    assert datetime(2026, 3, 4, 10, tzinfo=UTC) == first.fetched_at
    assert ("crawl.warc.gz, record 2", "crawl.warc.gz, record 3") == (first.archive, second.archive)
    (exchange,) = first.exchanges
    assert ("203.0.113.7", "HTTP/1.1 200 OK\nContent-Type: text/html") == (exchange.remote, exchange.response)


def test_what_is_no_page_is_passed_over() -> None:
    found = taken(
        archive(
            page(1, status="404 Not Found"),
            page(2, status="301 Moved"),
            page(3, Content_Type="image/png"),
            page(4, Content_Type="application/javascript"),
            page(5, Content_Type="text/css; charset=utf-8"),
            page(6),
        )
    )
    assert ["https://wire.example/6"] == [each.name for each in found]


def test_a_resource_has_no_answer_and_is_taken() -> None:
    found = taken(archive(page(1, Content_Type="text/plain"), kind="resource"))
    assert [("https://wire.example/1", PAGE)] == [
        (each.name, each.data) for each in found if isinstance(each, Capture)
    ]


@pytest.mark.parametrize(("encoding", "pack"), [("gzip", gzip.compress), ("deflate", zlib.compress)])
def test_packed_content_is_unpacked(encoding: str, pack: object) -> None:
    assert callable(pack)
    (found,) = taken(archive(page(1, body=pack(PAGE), Content_Encoding=encoding)))
    assert isinstance(found, Capture)
    assert PAGE == found.data


def test_content_packed_in_another_way_is_refused_and_the_rest_goes_on() -> None:
    refused, other = taken(archive(page(1, Content_Encoding="zstd"), page(2)))
    assert isinstance(refused, UnsupportedInput)
    assert (
        'Cannot read crawl.warc.gz, record 2: its content is packed as "zstd". Tollbook unpacks gzip and deflate.'
        == str(refused)
    )
    assert isinstance(other, Capture)


def test_a_page_that_unpacks_beyond_the_limit_is_refused_and_the_rest_goes_on() -> None:
    bomb = gzip.compress(b"0" * 50_000_000)
    refused, other = taken(archive(page(1, body=bomb, Content_Encoding="gzip"), page(2)))
    assert isinstance(refused, InputTooLarge)
    assert (
        "Cannot read crawl.warc.gz, record 2: the page is larger than the limit of 97.7 KiB. "
        "Raise the limit with --max-size if there is memory for it." == str(refused)
    )
    assert isinstance(other, Capture)


@pytest.mark.parametrize("packed", [False, True])
def test_of_an_archive_that_breaks_off_what_stands_before_is_taken(*, packed: bool) -> None:
    whole = archive(page(1), page(2), packed=packed)
    garbage = whole + b"WARC/1.0 and then nothing that is a header\r\n"
    found = taken(garbage)
    assert ["https://wire.example/1", "https://wire.example/2"] == [
        each.name for each in found if isinstance(each, Capture)
    ]


def test_damage_is_told_with_the_record_after_which_it_stands() -> None:
    whole = archive(page(1))
    (first, damage) = taken(whole + b"nonsense\r\n" * 30)
    assert isinstance(first, Capture)
    assert isinstance(damage, DamagedInput)
    assert str(damage).startswith("Cannot read crawl.warc.gz: the web archive is damaged after record 2 (")
    assert str(damage).endswith("What stands before was read. Get the archive again.")


def test_a_gzip_of_something_else_is_no_archive() -> None:
    packed = gzip.compress(b"At least 12 people were killed.")
    (found,) = taken(packed)
    assert isinstance(found, Capture)
    assert (packed, Route.FILE) == (found.data, found.route)


@pytest.mark.parametrize("head", [b"", b"WAR", b"\x1f\x8b", b"\x1f\x8bnonsense", b"At least 12"])
def test_other_beginnings_open_no_archive(head: bytes) -> None:
    assert not opens_archive(head)


def test_a_stream_whose_head_was_read_is_read_from_its_beginning() -> None:
    stream = Rejoined(b"abc", io.BytesIO(b"defg"))
    assert [b"ab", b"c", b"de", b"fg", b""] == [stream.read(2) for _ in range(5)]
    assert b"abcdefg" == Rejoined(b"abc", io.BytesIO(b"defg")).read()


def test_cookies_and_credentials_are_not_kept() -> None:
    head = "GET / HTTP/1.1\r\nHost: x\r\nCookie: a\r\nAuthorization: b\r\nAccept: */*\r\n\r\n"
    assert "GET / HTTP/1.1\nHost: x\nAccept: */*" == kept_headers(head)


def test_a_day_that_is_none_is_unknown() -> None:
    data = archive(page(1)).replace(DAY.encode(), b"soon" + b" " * (len(DAY) - 4))
    (found,) = taken(data)
    assert isinstance(found, Capture)
    assert found.fetched_at is None
