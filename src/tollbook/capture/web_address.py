"""Which addresses may be fetched: public ones over http and https, and nothing that stands nearer.

Whoever makes Tollbook fetch an address may be a stranger: a page redirects, a name resolves
to a machine in one's own network. So every address, after every redirect, is resolved once,
each numeric address is checked here, and the connection goes to what was checked.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import SplitResult, quote, urlsplit

from tollbook.errors import InputError
from tollbook.model.display import shown

Resolver = Callable[[str, int], Sequence[str]]
"""Takes a host and a port, returns its numeric addresses."""

_PORTS = {"http": 80, "https": 443}
_ADVICE = "Give the public address of a page, beginning with https:// or http://."
_MOST_CHARACTERS = 8192
_UNSAFE = re.compile(r"[\x00-\x20\x7f-\x9f\\]")
_PATH_SAFE = "/:@!$&'()*+,;=~%?-._"  # RFC 3986, section 3.3, and what is escaped already

_REFUSED_NETWORKS = {
    "168.63.129.16/32": "the service of a cloud for its own machines",
    "192.0.0.0/24": "reserved for protocols",  # RFC 6890
    "192.88.99.0/24": "reserved for relays",  # RFC 7526
    "64:ff9b:1::/48": "a translated private address",  # RFC 8215
    "2001::/32": "a tunnelled address",  # Teredo: the address it stands for is hidden in it
    "5f00::/16": "reserved for routing",  # RFC 9602
}
_TRANSLATED = ipaddress.IPv6Network("64:ff9b::/96")  # RFC 6052: an IPv4 address in its last 32 bits
_COMPATIBLE = ipaddress.IPv6Network("::/96")  # RFC 4291, section 2.5.5.1, deprecated: the same


class FetchRefused(InputError):
    """An address that is never fetched, whatever stands there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WebAddress:
    """An address taken apart.

    Attributes:
        scheme: `http` or `https`.
        host: name or numeric address, in ASCII, in small letters.
        port: the one that it names, or that of its scheme.
        path: path and query as they are asked for.
    """

    scheme: str
    host: str
    port: int
    path: str

    @property
    def text(self) -> str:
        """Return the address as one line, without user, password and fragment."""
        return f"{self.scheme}://{self.netloc}{self.path}"

    @property
    def netloc(self) -> str:
        """Return host and port as the Host header has them."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"


def looks_like_address(words: str) -> bool:
    """Return whether an input is an address and no path.

    Example:
        >>> looks_like_address("HTTPS://wire.example/a"), looks_like_address("notes/a.txt")
        (True, False)
    """
    return re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*://", words) is not None


def web_address(words: str) -> WebAddress:
    """Return an address taken apart.

    Raises:
        FetchRefused: when it is not one of the web, carries a user or a password, or is malformed.

    Example:
        >>> web_address("HTTP://Wire.Example:80/a b?q=1#top").text
        'http://wire.example/a%20b?q=1'
    """
    parts, port = _parts(words)
    if parts.scheme not in _PORTS:
        raise FetchRefused(
            _named(words), f'"{parts.scheme}" is not fetched, only http and https are', _ADVICE
        )
    if "@" in parts.netloc:
        raise FetchRefused(_named(words), "it carries a user or a password, and none is ever sent", _ADVICE)
    host = _host(words, parts.hostname or "")
    path = quote(parts.path or "/", safe=_PATH_SAFE) + (
        f"?{quote(parts.query, safe=_PATH_SAFE)}" if parts.query else ""
    )
    return WebAddress(
        scheme=parts.scheme, host=host, port=_PORTS[parts.scheme] if port is None else port, path=path
    )


def checked_addresses(
    target: WebAddress, resolve: Resolver, permitted: frozenset[tuple[str, int]]
) -> tuple[str, ...]:
    """Return the numeric addresses of a host, all of which may be connected to.

    A host with one address that is refused is refused altogether.

    Args:
        target: whom to look up; once.
        resolve: the system's resolver, or another.
        permitted: pairs of numeric address and port that are allowed though they are not
            public. Empty but in tests, which have a server of their own.

    Raises:
        FetchRefused: when one of them is not public.
        InputError: when there are none.
    """
    try:
        found = tuple(dict.fromkeys(resolve(target.host, target.port)))
    except (OSError, UnicodeError) as error:
        reason = f"the name {shown(target.host)} cannot be resolved ({error})"
        raise InputError(shown(target.text), reason, "Check the address and the network.") from error
    if not found:
        raise InputError(
            shown(target.text), f"the name {shown(target.host)} has no address", "Check the address."
        )
    for address in found:
        fault = None if (address, target.port) in permitted else refusal(address)
        if fault:
            raise FetchRefused(shown(target.text), f"it leads to {address}, which is {fault}", _ADVICE)
    return found


def refusal(address: str) -> str | None:
    """Return why a numeric address is not connected to, in words; None when it is public.

    Example:
        >>> refusal("10.0.0.1"), refusal("::ffff:127.0.0.1"), refusal("93.184.215.14")
        ('a private address', 'the machine itself', None)
    """
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return "no numeric address"
    if isinstance(found, ipaddress.IPv6Address) and (inner := _inner(found)) is not None:
        return refusal(str(inner))
    for network, words in _REFUSED_NETWORKS.items():
        if found in ipaddress.ip_network(network):
            return words
    return _kind(found)


def _kind(found: ipaddress.IPv4Address | ipaddress.IPv6Address) -> str | None:
    kinds = (
        (found.is_loopback, "the machine itself"),
        (found.is_unspecified, "the machine itself"),
        (found.is_link_local, "an address of the local link, where clouds keep their secrets"),
        (found.is_multicast, "an address of many machines"),
        (found.is_private, "a private address"),
        (isinstance(found, ipaddress.IPv6Address) and found.is_site_local, "a private address"),
        (found.is_reserved or not found.is_global, "a reserved address"),
    )
    return next((words for holds, words in kinds if holds), None)


def _inner(found: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """Return the IPv4 address that an IPv6 address stands for, if it does."""
    if found.ipv4_mapped is not None:
        return found.ipv4_mapped
    if found.sixtofour is not None:
        return found.sixtofour
    if found in _TRANSLATED or (found in _COMPATIBLE and int(found) > 1):
        return ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
    return None


def _parts(words: str) -> tuple[SplitResult, int | None]:
    if len(words) > _MOST_CHARACTERS or _UNSAFE.search(words.strip(" ").replace(" ", "+")):
        raise FetchRefused(_named(words), "it has characters that no address has, or too many", _ADVICE)
    try:
        parts = urlsplit(words.strip())
        port = parts.port
    except ValueError as error:
        raise FetchRefused(_named(words), f"it is malformed ({error})", _ADVICE) from error
    return parts, port


def _host(words: str, host: str) -> str:
    try:
        ascii_host = host if host.isascii() else host.encode("idna").decode("ascii")
    except UnicodeError as error:
        raise FetchRefused(_named(words), f"its host is malformed ({error})", _ADVICE) from error
    if not re.fullmatch(r"[a-z0-9._:-]+(%[a-z0-9]+)?", ascii_host):
        raise FetchRefused(_named(words), "it names no host", _ADVICE)
    return ascii_host


def _named(words: str) -> str:
    """Return how to name an address in a message, short, without what may be a password."""
    return shown(re.sub(r"//[^/@]*@", "//", words)[:200])
