"""How the application is served, and what is refused: an open address without encryption."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import ip_address

from tollbook.errors import UsageError

LOOPBACK_NAMES = ("localhost", "127.0.0.1", "[::1]")


@dataclass(frozen=True, slots=True, kw_only=True)
class ServeOptions:
    """How the application is served.

    Attributes:
        host: address to listen on.
        port: port; 0 for any that is free.
        team: whether several people sign in with accounts of their own.
        certificate: path of a TLS certificate; None to serve without.
        key: path of its key.
        proxy: whether a trusted proxy in front of this address does the encryption.
        names: further names under which browsers reach it (`cases.example.org`).
    """

    host: str = "127.0.0.1"
    port: int = 8641
    team: bool = False
    certificate: str | None = None
    key: str | None = None
    proxy: bool = False
    names: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse to send passwords or restricted fields over a network in the clear."""
        if (self.certificate is None) != (self.key is None):
            raise UsageError("Cannot serve with half a TLS identity: give both --certificate and --key.")
        if not self.is_loopback and not self.encrypted:
            raise UsageError(
                f"Cannot serve on {self.host} without encryption. Give --certificate and --key, "
                "or --trusted-proxy where a proxy in front of this address does it."
            )
        if not self.is_loopback and not self.team:
            raise UsageError(f"Cannot serve on {self.host} without accounts. Add --team.")

    @property
    def encrypted(self) -> bool:
        """Return whether browsers reach it by https."""
        return self.certificate is not None or self.proxy

    @property
    def is_loopback(self) -> bool:
        """Return whether only this machine reaches it."""
        if self.host == "localhost":
            return True
        try:
            return ip_address(self.host.strip("[]")).is_loopback
        except ValueError:
            return False

    def hosts(self, port: int) -> frozenset[str]:
        """Return what the Host header of a request may be.

        Args:
            port: that it listens on.
        """
        own = {self.host, *self.names} | (set(LOOPBACK_NAMES) if self.is_loopback else set())
        usual = 443 if self.encrypted else 80
        bare = own if port == usual or self.proxy else set()
        return frozenset({f"{name}:{port}" for name in own} | bare)

    def origins(self, port: int) -> frozenset[str]:
        """Return what the Origin header of a request that changes something may be."""
        scheme = "https" if self.encrypted else "http"
        return frozenset(f"{scheme}://{host}" for host in self.hosts(port))
