"""Captures of a web archive (WARC, plain or gzip): one for each page that was answered with success.

The answers that are no documents (pictures, fonts, scripts), redirects and errors are
passed over, as are the records that hold no answer. An archive is read forwards, so that its
size does not matter; only the libraries that it needs are loaded, and only then.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, BinaryIO

from tollbook.errors import DamagedInput, InputError, InputTooLarge, UnsupportedInput
from tollbook.model.capture import Capture, Exchange, Route, place_name
from tollbook.model.limits import size_words

_WARC, GZIP = b"WARC/", b"\x1f\x8b"
LOOK_BYTES = 4096
_NOT_DOCUMENTS = ("image/", "video/", "audio/", "font/", "text/css", "application/font", "application/x-font")
_SCRIPTS = ("javascript", "ecmascript", "application/wasm", "application/x-shockwave-flash")
_UNSTORED_HEADERS = ("set-cookie", "cookie", "authorization", "proxy-authorization")
_ENCODINGS = ("", "identity", "gzip", "x-gzip", "deflate")
_SUCCESS = range(200, 300)


class Rejoined:
    """A stream of which the beginning was read, as if it had not been.

    Args:
        head: what was read of it.
        rest: the stream.
    """

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        """Keep the head until it is asked for."""
        self._head = head
        self._rest = rest

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes: at most `size`, or all that are left."""
        if size < 0:
            data, self._head = self._head + self._rest.read(), b""
        elif self._head:
            data, self._head = self._head[:size], self._head[size:]
        else:
            data = self._rest.read(size)
        return data


def opens_archive(head: bytes) -> bool:
    """Return whether a stream that begins like this is a web archive."""
    if head.startswith(_WARC):
        return True
    if not head.startswith(GZIP):
        return False
    try:
        return zlib.decompressobj(wbits=31).decompress(head[:LOOK_BYTES], len(_WARC)) == _WARC
    except zlib.error:
        return False


def archive_captures(name: str, stream: Rejoined, limit_bytes: int) -> Iterator[Capture | InputError]:
    """Return the captures of an archive in their order, failures among them as values.

    Args:
        name: path of the archive, or `-`.
        stream: read once, forwards.
        limit_bytes: the most bytes of one page, unpacked.
    """
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    number = 0
    try:
        for number, record in enumerate(ArchiveIterator(stream), start=1):
            if _holds_page(record):
                yield _page(f"{place_name(name)}, record {number}", record, limit_bytes)
    except (ArchiveLoadFailed, EOFError, zlib.error, ValueError) as error:
        words = " ".join(str(error).split()) or type(error).__name__
        yield DamagedInput(
            place_name(name),
            f"the web archive is damaged after record {number} ({words[:200]})",
            "What stands before was read. Get the archive again.",
        )


def kept_headers(head: str) -> str:
    """Return the lines of a request or an answer without cookies and credentials, which are nobody's business."""
    lines = [line for line in head.replace("\r\n", "\n").split("\n") if line]
    return "\n".join(
        line for line in lines if line.partition(":")[0].strip().lower() not in _UNSTORED_HEADERS
    )


def _holds_page(record: Any) -> bool:  # noqa: ANN401 - warcio has no types
    if record.rec_type not in {"response", "resource"}:
        return False
    kind = _content_type(record)
    if kind.startswith(_NOT_DOCUMENTS) or any(word in kind for word in _SCRIPTS):
        return False
    return record.rec_type == "resource" or _status(record) in _SUCCESS


def _content_type(record: Any) -> str:  # noqa: ANN401 - warcio has no types
    headers = record.http_headers or record.rec_headers
    return (headers.get_header("Content-Type") or "").lower()


def _status(record: Any) -> int:  # noqa: ANN401 - warcio has no types
    code = record.http_headers.get_statuscode() if record.http_headers else ""
    return int(code) if code and code.isdigit() else 0


def _page(where: str, record: Any, limit_bytes: int) -> Capture | InputError:  # noqa: ANN401 - warcio has no types
    http = record.http_headers
    encoding = ((http and http.get_header("Content-Encoding")) or "").lower().strip()
    if encoding not in _ENCODINGS:
        return UnsupportedInput(
            where, f'its content is packed as "{encoding[:40]}"', "Tollbook unpacks gzip and deflate."
        )
    data = _read(record.content_stream(), limit_bytes)
    if len(data) > limit_bytes:
        return InputTooLarge(
            where,
            f"the page is larger than the limit of {size_words(limit_bytes)}",
            "Raise the limit with --max-size if there is memory for it.",
        )
    return _capture(where, record, data)


def _capture(where: str, record: Any, data: bytes) -> Capture:  # noqa: ANN401 - warcio has no types
    address = record.rec_headers.get_header("WARC-Target-URI")
    address = address.strip("<> ") if address else None
    response = kept_headers(record.http_headers.to_str()) if record.http_headers else ""
    remote = record.rec_headers.get_header("WARC-IP-Address")
    exchange = Exchange(address=address or where, remote=remote, request="", response=response)
    return Capture(
        name=address or where,
        data=data,
        media_type=_content_type(record) or None,
        archive=where,
        route=Route.WARC,
        address=address,
        fetched_at=_moment(record.rec_headers.get_header("WARC-Date")),
        exchanges=(exchange,),
    )


def _read(stream: Any, limit_bytes: int) -> bytes:  # noqa: ANN401 - warcio has no types
    """Return the bytes of a stream, at most one more than the limit."""
    data = bytearray()
    while len(data) <= limit_bytes:
        chunk = stream.read(min(65536, limit_bytes + 1 - len(data)))
        if not chunk:
            break
        data += chunk
    return bytes(data)


def _moment(words: str | None) -> datetime | None:
    try:
        found = datetime.fromisoformat(words or "")
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
