from __future__ import annotations

import pytest

from tollbook.errors import UsageError
from tollbook.web.options import ServeOptions


@pytest.mark.parametrize("host", ["127.0.0.1", "127.9.9.9", "localhost", "::1"])
def test_this_machine_is_reached_without_encryption(host: str) -> None:
    assert ServeOptions(host=host).is_loopback


@pytest.mark.parametrize("host", ["0.0.0.0", "10.0.0.5", "192.168.1.2", "example.org", "::"])  # noqa: S104 - refused
def test_any_other_address_is_refused_without_encryption(host: str) -> None:
    expected = f"Cannot serve on {host} without encryption. Give --certificate and --key, or --trusted-proxy"
    with pytest.raises(UsageError, match=expected):
        ServeOptions(host=host, team=True)


def test_another_address_is_refused_without_accounts() -> None:
    with pytest.raises(UsageError, match=r"^Cannot serve on 10\.0\.0\.5 without accounts\. Add --team\.$"):
        ServeOptions(host="10.0.0.5", proxy=True)


def test_half_a_tls_identity_is_refused() -> None:
    with pytest.raises(
        UsageError, match=r"^Cannot serve with half a TLS identity: give both --certificate and --key\.$"
    ):
        ServeOptions(certificate="cert.pem")


def test_on_this_machine_its_usual_names_are_known_with_the_port_alone() -> None:
    hosts = ServeOptions().hosts(8641)
    assert {"127.0.0.1:8641", "localhost:8641", "[::1]:8641"} == hosts
    assert "http://localhost:8641" in ServeOptions().origins(8641)


def test_behind_a_proxy_the_named_address_is_known_as_browsers_see_it() -> None:
    options = ServeOptions(host="10.0.0.5", team=True, proxy=True, names=("cases.example.org",))
    assert "https://cases.example.org" in options.origins(8641)
    assert "cases.example.org" in options.hosts(8641)
    assert "localhost" not in options.hosts(8641)
