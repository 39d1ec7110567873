"""One page of the web as a capture, fetched with suspicion. Only `--fetch` leads here.

The name is resolved once for each hop and the connection goes to the address that was
checked; nothing of ours is sent but the name of the program; size, unpacked size, time
and redirects have limits that hold however slowly or endlessly a server answers.
"""

from __future__ import annotations

import http.client
import io
import socket
import ssl
import time
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from tollbook.capture.warc import kept_headers
from tollbook.capture.web_address import FetchRefused, Resolver, WebAddress, checked_addresses, web_address
from tollbook.errors import DamagedInput, InputError, InputTooLarge, UnsupportedInput
from tollbook.model.capture import Capture, Exchange, Route
from tollbook.model.display import shown
from tollbook.model.limits import DEFAULT_INPUT_BYTES, size_words
from tollbook.version import VERSION

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_MOVED = frozenset({301, 302, 303, 307, 308})
_SUCCESS = range(200, 300)
_NO_CONTENT = frozenset({204, 205, 206})
_CHUNK_BYTES = 65536
_ZLIB_OR_GZIP = 47  # zlib finds out which of the two
_RAW_DEFLATE = -15
_UNPACKED = {"gzip": _ZLIB_OR_GZIP, "x-gzip": _ZLIB_OR_GZIP, "deflate": _ZLIB_OR_GZIP}


def system_addresses(host: str, port: int) -> list[str]:
    """Return the numeric addresses that the system finds for a host."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(address[0]) for *_, address in found]


def utc_now() -> datetime:
    """Return the moment, in UTC, to the second."""
    return datetime.now(UTC).replace(microsecond=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class WebAccess:
    """How the web is reached, and how long one page may take.

    Attributes:
        resolve: finds the numeric addresses of a host.
        clock: seconds since some moment, for the limit of time.
        now: the moment, in UTC, for the record.
        seconds: the most seconds for one page, redirects among them.
        redirects: the most hops from address to address.
        trust: what certificates are checked against; None for those that the system trusts.
        permitted: pairs of numeric address and port that are allowed though they are not
            public. Empty but in tests.
    """

    resolve: Resolver = system_addresses
    clock: Callable[[], float] = time.monotonic
    now: Callable[[], datetime] = utc_now
    seconds: float = 60.0
    redirects: int = 10
    trust: ssl.SSLContext | None = None
    permitted: frozenset[tuple[str, int]] = frozenset()


def fetch(
    address: str, *, access: WebAccess | None = None, limit_bytes: int = DEFAULT_INPUT_BYTES
) -> Capture:
    """Return the page at an address, with the requests and answers that led to it.

    Args:
        address: http or https.
        access: how to reach it; None for the system's network.
        limit_bytes: the most bytes, packed and unpacked.

    Raises:
        FetchRefused: when it, or where it leads, is never fetched.
        InputError: when it cannot be had: no answer, an error, too large, too slow.
    """
    access = access or WebAccess()
    deadline = access.clock() + access.seconds
    target = web_address(address)
    exchanges: list[Exchange] = []
    while True:
        hop = _Hop(target, access, deadline, limit_bytes)
        answer = hop.answer()
        exchanges.append(answer.exchange)
        if answer.location is None:
            return _capture(target, answer, exchanges, access)
        if len(exchanges) > access.redirects:
            raise _failed(web_address(address), f"it leads on and on, after {access.redirects} redirects")
        target = web_address(urljoin(target.text, answer.location))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answer:
    exchange: Exchange
    location: str | None
    media_type: str | None
    data: bytes


def _capture(target: WebAddress, answer: _Answer, exchanges: list[Exchange], access: WebAccess) -> Capture:
    return Capture(
        name=target.text,
        data=answer.data,
        media_type=answer.media_type,
        route=Route.FETCH,
        address=target.text,
        fetched_at=access.now(),
        exchanges=tuple(exchanges),
    )


class _TooSlow(OSError):
    """The time for one page is over."""


class _Hop:
    """One request and its answer.

    Args:
        target: what to ask for.
        access: how.
        deadline: moment of the clock at which everything must be done.
        limit_bytes: the most bytes.
    """

    def __init__(self, target: WebAddress, access: WebAccess, deadline: float, limit_bytes: int) -> None:
        """Resolve and check the target; nothing is connected to yet."""
        self._target = target
        self._access = access
        self._deadline = deadline
        self._limit = limit_bytes
        self._addresses = checked_addresses(target, access.resolve, access.permitted)

    def answer(self) -> _Answer:
        """Return what came back."""
        try:
            with self._connected() as (connection, remote):
                return self._asked(connection, remote)
        except ssl.SSLCertVerificationError as error:
            raise _failed(
                self._target, f"its certificate is not to be trusted ({error.verify_message})"
            ) from error
        except (_TooSlow, TimeoutError) as error:
            raise _failed(self._target, f"it took longer than {self._access.seconds:g} seconds") from error
        except (http.client.HTTPException, zlib.error) as error:
            reason = f"what came back is no sound answer ({type(error).__name__})"
            raise DamagedInput(shown(self._target.text), reason, "Try again later.") from error
        except OSError as error:
            raise _failed(self._target, f"the connection failed ({error.strerror or error})") from error

    def _connected(self) -> _Connection:
        remaining = partial(_remaining, self._deadline, self._access.clock)
        return _Connection(self._target, self._addresses, self._access.trust, remaining)

    def _asked(self, connection: http.client.HTTPConnection, remote: str) -> _Answer:
        headers = {
            "Host": self._target.netloc,
            "User-Agent": f"tollbook/{VERSION}",
            "Accept": "text/html,application/pdf,text/plain;q=0.9,*/*;q=0.5",
            "Accept-Encoding": "identity",
            "Connection": "close",
        }
        connection.request("GET", self._target.path, headers=headers)
        response = connection.getresponse()
        location = response.getheader("Location") if response.status in _MOVED else None
        return _Answer(
            exchange=Exchange(
                address=self._target.text,
                remote=remote,
                request=_head(f"GET {self._target.path} HTTP/1.1", headers.items()),
                response=_head(
                    f"HTTP/{response.version / 10:.1f} {response.status} {response.reason}",
                    response.getheaders(),
                ),
            ),
            location=location,
            media_type=response.getheader("Content-Type"),
            data=b"" if location is not None else self._body(response),
        )

    def _body(self, response: http.client.HTTPResponse) -> bytes:
        if response.status not in _SUCCESS or response.status in _NO_CONTENT:
            words = shown(f"{response.status} {response.reason}")[:100]
            raise _failed(self._target, f"the server answered {words}, and no page")
        encoding = (response.getheader("Content-Encoding") or "identity").strip().lower()
        if encoding != "identity" and encoding not in _UNPACKED:
            name = shown(self._target.text)
            raise UnsupportedInput(
                name,
                f'its content is packed as "{shown(encoding)[:40]}"',
                "Save the page by hand and add the file.",
            )
        data = bytearray()
        for chunk in unpacked(_chunks(response), _UNPACKED.get(encoding), self._limit):
            data += chunk
            if len(data) > self._limit:
                raise self._too_large()
        return bytes(data)

    def _too_large(self) -> InputTooLarge:
        return InputTooLarge(
            shown(self._target.text),
            f"it is larger than the limit of {size_words(self._limit)}",
            "Raise the limit with --max-size if there is memory for it.",
        )


class _Connection:
    """A connection to the first of some numeric addresses that takes one, closed when it is left."""

    def __init__(
        self,
        target: WebAddress,
        addresses: tuple[str, ...],
        trust: ssl.SSLContext | None,
        remaining: Callable[[], float],
    ) -> None:
        """Remember whom to connect to."""
        self._target = target
        self._addresses = addresses
        self._trust = trust
        self._remaining = remaining
        self._sockets: list[socket.socket] = []

    def __enter__(self) -> tuple[http.client.HTTPConnection, str]:
        """Return the connection, and the address and port it was made to."""
        raw, address = self._reached()
        self._sockets.append(raw)
        if self._target.scheme == "https":
            context = self._trust or ssl.create_default_context()
            raw = context.wrap_socket(raw, server_hostname=self._target.host)
            self._sockets.append(raw)
        connection = http.client.HTTPConnection(self._target.host, self._target.port)
        connection.sock = _TimedSocket(raw, self._remaining)
        return connection, f"{address}:{self._target.port}"

    def __exit__(self, *_: object) -> None:
        """Close what was opened."""
        for each in self._sockets:
            each.close()

    def _reached(self) -> tuple[socket.socket, str]:
        for number, address in enumerate(self._addresses, start=1):
            try:
                place = (address, self._target.port)
                return socket.create_connection(place, timeout=self._remaining()), address
            except OSError:
                if number == len(self._addresses):
                    raise
        raise OSError("there is no address")  # pragma: no cover - checked_addresses returns at least one


class _TimedSocket:
    """The part of a socket that http.client uses, each call of which has only the time that is left for all.

    A time limit on a socket holds for one call, and a server that sends a byte a second never meets it.
    """

    def __init__(self, raw: socket.socket, remaining: Callable[[], float]) -> None:
        self._raw = raw
        self._remaining = remaining

    def sendall(self, data: bytes) -> None:
        self._raw.settimeout(self._remaining())
        self._raw.sendall(data)

    def makefile(self, mode: str) -> io.BufferedReader:  # noqa: ARG002 - what a socket takes
        return io.BufferedReader(_TimedReader(self._raw, self._remaining))

    def close(self) -> None:
        """Leave closing to whoever opened it."""


class _TimedReader(io.RawIOBase):
    def __init__(self, raw: socket.socket, remaining: Callable[[], float]) -> None:
        super().__init__()
        self._raw = raw
        self._remaining = remaining

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        self._raw.settimeout(self._remaining())
        return self._raw.recv_into(buffer)


def unpacked(chunks: Iterator[bytes], wbits: int | None, limit_bytes: int) -> Iterator[bytes]:
    """Return the chunks of a body, unpacked, and never much more at once than the limit.

    Args:
        chunks: as received.
        wbits: how they are packed, as zlib names it; None when they are not.
        limit_bytes: the most bytes returned at once.

    Raises:
        zlib.error: when they are damaged, or break off.
    """
    if wbits is None:
        yield from chunks
        return
    unpacker, begun = zlib.decompressobj(wbits), False
    for chunk in chunks:
        rest = chunk
        while rest:
            if unpacker.eof:  # another member of the same archive
                unpacker = zlib.decompressobj(wbits)
            try:
                data = unpacker.decompress(rest, min(limit_bytes + 1, _CHUNK_BYTES * 16))
            except zlib.error:
                if begun:
                    raise
                unpacker, wbits = (
                    zlib.decompressobj(_RAW_DEFLATE),
                    _RAW_DEFLATE,
                )  # what some servers call deflate
                data = unpacker.decompress(rest, min(limit_bytes + 1, _CHUNK_BYTES * 16))
            begun = True
            rest = unpacker.unconsumed_tail or unpacker.unused_data
            yield data
    if begun and not unpacker.eof:
        raise zlib.error("it breaks off")


def _chunks(response: http.client.HTTPResponse) -> Iterator[bytes]:
    while chunk := response.read(_CHUNK_BYTES):
        yield chunk
    if response.length:
        raise http.client.IncompleteRead(b"", response.length)


def _head(first: str, headers: Iterable[tuple[str, str]]) -> str:
    return kept_headers("\n".join([first, *(f"{name}: {value}" for name, value in headers)]))


def _remaining(deadline: float, clock: Callable[[], float]) -> float:
    left = deadline - clock()
    if left <= 0:
        raise _TooSlow("too slow")
    return left


def _failed(target: WebAddress, reason: str) -> InputError:
    return InputError(
        shown(target.text), reason, "Check the address, or save the page by hand and add the file."
    )


__all__ = ["FetchRefused", "WebAccess", "fetch", "system_addresses", "unpacked", "utc_now"]
