"""Fetching, against a server of our own that does what hostile servers do. Nothing leaves this machine."""

from __future__ import annotations

import gzip
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest

from tollbook.capture.web import FetchRefused, WebAccess, fetch, unpacked, utc_now
from tollbook.errors import DamagedInput, InputError, InputTooLarge, UnsupportedInput
from tollbook.model.capture import Capture, Route
from tollbook.version import VERSION

HOST = "127.0.0.1"
PAGE = b"<p>At least 12 people were killed in Kesh.</p>"
NOW = datetime(2026, 3, 4, 10, tzinfo=UTC)
ADVICE = "Check the address, or save the page by hand and add the file."
Answerer = Callable[[socket.socket, str], None]


class Server:
    """A server that answers each connection by a function of the test's, and remembers the requests."""

    def __init__(self, answer: Answerer, tls: ssl.SSLContext | None = None) -> None:
        self.answer = answer
        self.requests: list[str] = []
        self.names: list[str | None] = []
        self.tls = tls
        if tls:
            tls.sni_callback = lambda _socket, name, _context: self.names.append(name)
        self.listener = socket.create_server((HOST, 0))
        self.port = self.listener.getsockname()[1]
        self.thread = threading.Thread(target=self._serve, daemon=True)
        self.thread.start()

    def address(self, path: str = "/", scheme: str = "http") -> str:
        return f"{scheme}://wire.example:{self.port}{path}"

    def close(self) -> None:
        with suppress(OSError):
            self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        self.thread.join(5)

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            with connection, suppress(OSError):
                connection.settimeout(5)
                self._talk(connection)

    def _talk(self, raw: socket.socket) -> None:
        connection = self.tls.wrap_socket(raw, server_side=True) if self.tls else raw
        with connection:
            request = b""
            while b"\r\n\r\n" not in request:
                received = connection.recv(65536)
                if not received:
                    return
                request += received
            self.requests.append(request.decode())
            self.answer(connection, request.decode().split(" ")[1])


@pytest.fixture
def serve() -> Iterator[Callable[..., Server]]:
    running: list[Server] = []

    def start(answer: Answerer, tls: ssl.SSLContext | None = None) -> Server:
        running.append(Server(answer, tls))
        return running[-1]

    yield start
    for server in running:
        server.close()


def plain(body: bytes = PAGE, status: str = "200 OK", **headers: str) -> Answerer:
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    named = {"Content-Type": "text/html", "Content-Length": str(len(body)), **given}
    head = "".join(f"{name}: {value}\r\n" for name, value in named.items())

    def answer(connection: socket.socket, path: str) -> None:
        connection.sendall(f"HTTP/1.1 {status}\r\n{head}\r\n".encode() + body)

    return answer


def access_to(*servers: Server, **fields: object) -> WebAccess:
    permitted = frozenset((HOST, server.port) for server in servers)
    given = {"resolve": lambda *_: [HOST], "now": lambda: NOW, "permitted": permitted, **fields}
    return WebAccess(**given)  # type: ignore[arg-type]


def got(server: Server, path: str = "/", limit: int = 100_000, **fields: object) -> Capture:
    return fetch(server.address(path), access=access_to(server, **fields), limit_bytes=limit)


def failure(server: Server, path: str = "/", limit: int = 100_000, **fields: object) -> InputError:
    with pytest.raises(InputError) as caught:
        got(server, path, limit, **fields)
    return caught.value


def test_a_page_is_a_capture_with_address_moment_and_the_words_that_were_exchanged(
    serve: Callable[..., Server],
) -> None:
    server = serve(plain(Set_Cookie="session=secret", X_Extra="kept"))
    found = got(server, "/a?b=c")
    assert (PAGE, Route.FETCH, NOW, "text/html") == (
        found.data,
        found.route,
        found.fetched_at,
        found.media_type,
    )
    assert server.address("/a?b=c") == found.address == found.name
    (exchange,) = found.exchanges
    assert f"{HOST}:{server.port}" == exchange.remote
    assert (
        f"GET /a?b=c HTTP/1.1\nHost: wire.example:{server.port}\nUser-Agent: tollbook/{VERSION}\n"
        "Accept: text/html,application/pdf,text/plain;q=0.9,*/*;q=0.5\nAccept-Encoding: identity\nConnection: close"
        == exchange.request
    )
    assert (
        f"HTTP/1.1 200 OK\nContent-Type: text/html\nContent-Length: {len(PAGE)}\nX-Extra: kept"
        == exchange.response
    )


def test_what_is_sent_is_what_is_recorded_and_no_cookie_is_carried_on(serve: Callable[..., Server]) -> None:
    def answer(connection: socket.socket, path: str) -> None:
        moved = plain(b"", "302 Found", Location="/b", Set_Cookie="session=secret")
        (moved if path == "/a" else plain())(connection, path)

    server = serve(answer)
    found = got(server, "/a")
    assert [each.request for each in found.exchanges] == [
        request.replace("\r\n", "\n").strip() for request in server.requests
    ]
    assert not [request for request in server.requests if "cookie" in request.lower()]
    assert ["302 Found", "200 OK"] == [
        each.response.split("\n")[0].partition(" ")[2] for each in found.exchanges
    ]
    assert server.address("/b") == found.address


def test_without_the_permission_of_a_test_this_machine_is_never_reached(serve: Callable[..., Server]) -> None:
    server = serve(plain())
    for address in (
        f"http://{HOST}:{server.port}/",
        f"http://localhost:{server.port}/",
        f"http://[::1]:{server.port}/",
    ):
        with pytest.raises(FetchRefused, match="which is the machine itself"):
            fetch(address)
    assert [] == server.requests


@pytest.mark.parametrize(
    "status", ["301 Moved", "302 Found", "303 See Other", "307 Temporary", "308 Permanent"]
)
@pytest.mark.parametrize(
    "location",
    ["http://127.0.0.1:1/", "http://169.254.169.254/latest/meta-data/", "http://[::ffff:10.0.0.1]/"],
)
def test_a_redirect_to_an_address_that_is_not_public_is_refused(
    serve: Callable[..., Server], status: str, location: str
) -> None:
    server = serve(plain(b"", status, Location=location))

    def resolve(host: str, port: int) -> list[str]:
        return [HOST] if host == "wire.example" else [host]

    assert isinstance(failure(server, resolve=resolve), FetchRefused)
    assert 1 == len(server.requests)


@pytest.mark.parametrize(
    "location", ["file:///etc/passwd", "ftp://wire.example/", "http://u:p@wire.example/"]
)
def test_a_redirect_to_what_is_no_page_of_the_web_is_refused(
    serve: Callable[..., Server], location: str
) -> None:
    server = serve(plain(b"", "302 Found", Location=location))
    assert isinstance(failure(server), FetchRefused)


def test_a_name_that_changes_its_address_between_check_and_connection_gains_nothing(
    serve: Callable[..., Server],
) -> None:
    public, inner = serve(plain()), serve(plain(b"inner secret"))
    answers = iter([["127.0.0.1"], ["127.0.0.2"]])
    asked: list[str] = []

    def rebinding(host: str, port: int) -> list[str]:
        asked.append(host)
        return next(answers)

    found = fetch(public.address(), access=access_to(public, resolve=rebinding))
    assert (PAGE, ["wire.example"]) == (found.data, asked)
    assert [] == inner.requests


def test_a_name_that_changes_its_address_at_a_redirect_is_checked_again(serve: Callable[..., Server]) -> None:
    server = serve(plain(b"", "302 Found", Location="/again"))
    answers = iter([[HOST], ["10.0.0.1"]])
    error = failure(server, resolve=lambda *_: next(answers))
    assert (
        f"Cannot read {server.address('/again')}: it leads to 10.0.0.1, which is a private address. "
        "Give the public address of a page, beginning with https:// or http://." == str(error)
    )


def test_redirects_have_a_limit(serve: Callable[..., Server]) -> None:
    def onwards(connection: socket.socket, path: str) -> None:
        plain(b"", "302 Found", Location=f"/{int(path[1:] or 0) + 1}")(connection, path)

    server = serve(onwards)
    error = failure(server, "/0", redirects=3)
    assert f"Cannot read {server.address('/0')}: it leads on and on, after 3 redirects. {ADVICE}" == str(
        error
    )
    assert 4 == len(server.requests)


def endless(head: str, chunk: bytes) -> Answerer:
    def answer(connection: socket.socket, path: str) -> None:
        connection.sendall(f"HTTP/1.1 200 OK\r\n{head}\r\n".encode())
        with suppress(OSError):
            while True:
                connection.sendall(chunk)

    return answer


@pytest.mark.parametrize(
    ("head", "chunk"),
    [
        ("Content-Type: text/html\r\n", b"a" * 10_000),
        ("Transfer-Encoding: chunked\r\n", b"2710\r\n" + b"a" * 10_000 + b"\r\n"),
        ("Content-Length: 99999999999\r\n", b"a" * 10_000),
    ],
)
def test_an_endless_body_is_cut_off_at_the_limit(
    serve: Callable[..., Server], head: str, chunk: bytes
) -> None:
    server = serve(endless(head, chunk))
    error = failure(server)
    assert isinstance(error, InputTooLarge)
    assert (
        f"Cannot read {server.address()}: it is larger than the limit of 97.7 KiB. "
        "Raise the limit with --max-size if there is memory for it." == str(error)
    )


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
def test_a_body_that_unpacks_beyond_the_limit_is_cut_off(serve: Callable[..., Server], encoding: str) -> None:
    pack = gzip.compress if encoding == "gzip" else zlib.compress
    server = serve(plain(pack(b"0" * 30_000_000), Content_Encoding=encoding))
    assert isinstance(failure(server), InputTooLarge)


def test_a_bomb_in_a_bomb_is_unpacked_once(serve: Callable[..., Server]) -> None:
    inner = gzip.compress(b"0" * 1_000_000)
    server = serve(plain(gzip.compress(inner), Content_Encoding="gzip"))
    assert inner == got(server).data


@pytest.mark.parametrize(
    ("encoding", "packed"),
    [
        ("gzip", gzip.compress(PAGE)),
        ("x-gzip", gzip.compress(PAGE[:9]) + gzip.compress(PAGE[9:])),
        ("deflate", zlib.compress(PAGE)),
        ("deflate", zlib.compress(PAGE, wbits=-15)),
        ("identity", PAGE),
    ],
    ids=["gzip", "two members", "deflate", "raw deflate", "not packed"],
)
def test_packed_bodies_are_unpacked(serve: Callable[..., Server], encoding: str, packed: bytes) -> None:
    assert PAGE == got(serve(plain(packed, Content_Encoding=encoding))).data


def test_a_body_packed_in_another_way_is_refused(serve: Callable[..., Server]) -> None:
    server = serve(plain(Content_Encoding="br"))
    error = failure(server)
    assert isinstance(error, UnsupportedInput)
    assert (
        f'Cannot read {server.address()}: its content is packed as "br". Save the page by hand and add the file.'
        == str(error)
    )


def slowly(*pieces: bytes) -> Answerer:
    def answer(connection: socket.socket, path: str) -> None:
        with suppress(OSError):
            for piece in pieces:
                connection.sendall(piece)
                time.sleep(0.02)

    return answer


@pytest.mark.parametrize(
    "pieces",
    [
        [b"HTTP/1.1 200 OK\r\n", *[b"X: y\r\n"] * 90, b"\r\n", PAGE],
        [b"HTTP/1.1 200 OK\r\n\r\n", *[b"a"] * 200],
        [bytes([each]) for each in b"HTTP/1.1 200 " + b"O" * 200],
        [b"HTTP/1.1 100 Continue\r\n\r\n"] * 200,
    ],
    ids=["headers", "body", "first line", "continue"],
)
def test_a_server_that_drips_meets_the_limit_of_time(
    serve: Callable[..., Server], pieces: list[bytes]
) -> None:
    server = serve(slowly(*pieces))
    error = failure(server, seconds=0.3)
    assert f"Cannot read {server.address()}: it took longer than 0.3 seconds. {ADVICE}" == str(error)


def test_the_limit_of_time_is_that_of_the_clock_it_is_given(serve: Callable[..., Server]) -> None:
    moments = iter([0.0, 1.0, 2.0, 61.0])
    error = failure(serve(plain()), clock=lambda: next(moments))
    assert "it took longer than 60 seconds" in str(error)


def test_a_body_that_breaks_off_is_no_page(serve: Callable[..., Server]) -> None:
    server = serve(plain(PAGE, Content_Length=str(len(PAGE) + 1)))
    error = failure(server)
    assert isinstance(error, DamagedInput)
    assert (
        f"Cannot read {server.address()}: what came back is no sound answer (IncompleteRead). Try again later."
        == str(error)
    )


@pytest.mark.parametrize(
    "packed", [gzip.compress(PAGE)[:-9], gzip.compress(PAGE)[:15] + b"damage" * 5], ids=["cut off", "damaged"]
)
def test_a_packed_body_that_is_damaged_is_no_page(serve: Callable[..., Server], packed: bytes) -> None:
    assert "no sound answer (error)" in str(failure(serve(plain(packed, Content_Encoding="gzip"))))


@pytest.mark.parametrize(
    "answer", [b"nonsense\r\n\r\n", b"", b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 200 + b"\r\n"]
)
def test_what_is_no_answer_at_all_is_told(serve: Callable[..., Server], answer: bytes) -> None:
    assert "what came back is no sound answer" in str(failure(serve(slowly(answer))))


@pytest.mark.parametrize(
    "status", ["404 Not Found", "500 Internal\x1b[2J", "204 No Content", "206 Partial Content"]
)
def test_an_answer_without_a_page_is_told_with_its_status(serve: Callable[..., Server], status: str) -> None:
    server = serve(plain(b"x", status))
    shown = status.replace("\x1b", "\\x1b")
    assert f"Cannot read {server.address()}: the server answered {shown}, and no page. {ADVICE}" == str(
        failure(server)
    )


def test_a_port_where_nobody_listens_is_told(serve: Callable[..., Server]) -> None:
    server = serve(plain())
    server.close()
    error = failure(server)
    assert f"Cannot read {server.address()}: the connection failed (Connection refused). {ADVICE}" == str(
        error
    )


def test_the_next_address_of_a_host_is_tried(serve: Callable[..., Server]) -> None:
    server = serve(plain())
    access = access_to(
        server,
        resolve=lambda *_: ["127.0.0.9", HOST],
        permitted=frozenset({("127.0.0.9", server.port), (HOST, server.port)}),
    )
    (exchange,) = fetch(server.address(), access=access).exchanges
    assert f"{HOST}:{server.port}" == exchange.remote


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a certificate for wire.example with its key, made for this run."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "wire.example")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName(
                [x509.DNSName("wire.example"), x509.IPAddress(ip_address("203.0.113.1"))]
            ),
            critical=False,
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "both.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return path


def secure(certificate: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


def test_the_name_that_was_asked_for_is_told_and_checked(
    serve: Callable[..., Server], certificate: Path
) -> None:
    server = serve(plain(), secure(certificate))
    trust = ssl.create_default_context(cafile=str(certificate))
    found = fetch(server.address(scheme="https"), access=access_to(server, trust=trust))
    assert (PAGE, ["wire.example"]) == (found.data, server.names)
    with pytest.raises(InputError, match=r"its certificate is not to be trusted.*Hostname mismatch"):
        fetch(f"https://other.example:{server.port}/", access=access_to(server, trust=trust))


def test_a_certificate_that_nobody_vouches_for_is_refused(
    serve: Callable[..., Server], certificate: Path
) -> None:
    server = serve(plain(), secure(certificate))
    with pytest.raises(InputError) as caught:
        fetch(server.address(scheme="https"), access=access_to(server))
    assert str(caught.value).startswith(
        f"Cannot read {server.address(scheme='https')}: its certificate is not to be trusted (self-signed certificate"
    )
    assert [] == server.requests


def test_unpacking_never_returns_much_at_once() -> None:
    packed = iter([gzip.compress(b"0" * 10_000_000)])
    assert 1001 == max(map(len, unpacked(packed, 47, 1000)))


def test_moments_are_in_utc_and_whole_seconds() -> None:
    moment = utc_now()
    assert (UTC, 0) == (moment.tzinfo, moment.microsecond)
