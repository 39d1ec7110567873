from __future__ import annotations

import pytest

from tollbook.capture.web_address import (
    FetchRefused,
    Resolver,
    checked_addresses,
    looks_like_address,
    refusal,
    web_address,
)
from tollbook.errors import InputError

ADVICE = "Give the public address of a page, beginning with https:// or http://."
PUBLIC = "93.184.215.14"


def answering(*addresses: str) -> Resolver:
    return lambda *_: addresses


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("127.0.0.1", "the machine itself"),
        ("127.8.8.8", "the machine itself"),
        ("0.0.0.0", "the machine itself"),  # noqa: S104 - an address that must be refused
        ("10.1.2.3", "a private address"),
        ("172.16.0.1", "a private address"),
        ("192.168.1.1", "a private address"),
        ("169.254.169.254", "an address of the local link, where clouds keep their secrets"),
        ("100.64.0.1", "a reserved address"),
        ("100.100.100.200", "a reserved address"),
        ("168.63.129.16", "the service of a cloud for its own machines"),
        ("192.0.0.192", "reserved for protocols"),
        ("192.88.99.1", "reserved for relays"),
        ("224.0.0.1", "an address of many machines"),
        ("239.255.255.250", "an address of many machines"),
        ("240.0.0.1", "a private address"),
        ("255.255.255.255", "a private address"),
        ("192.0.2.1", "a private address"),
        ("198.18.0.1", "a private address"),
        ("::1", "the machine itself"),
        ("::", "the machine itself"),
        ("fe80::1", "an address of the local link, where clouds keep their secrets"),
        ("fe80::1%eth0", "an address of the local link, where clouds keep their secrets"),
        ("fc00::1", "a private address"),
        ("fd00:ec2::254", "a private address"),
        ("fec0::1", "a private address"),
        ("ff02::1", "an address of many machines"),
        ("::ffff:127.0.0.1", "the machine itself"),
        ("::ffff:10.0.0.1", "a private address"),
        ("::ffff:169.254.169.254", "an address of the local link, where clouds keep their secrets"),
        ("::127.0.0.1", "the machine itself"),
        ("64:ff9b::7f00:1", "the machine itself"),
        ("64:ff9b::a00:1", "a private address"),
        ("64:ff9b:1::1", "a translated private address"),
        ("2002:7f00:1::", "the machine itself"),
        ("2002:c0a8:1::1", "a private address"),
        ("2001:0:7f00:1::", "a tunnelled address"),
        ("2001:db8::1", "a private address"),
        ("5f00::1", "reserved for routing"),
        ("localhost", "no numeric address"),
    ],
)
def test_addresses_that_are_not_public_are_refused(address: str, words: str) -> None:
    assert words == refusal(address)


@pytest.mark.parametrize(
    "address",
    [PUBLIC, "8.8.8.8", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "::ffff:8.8.8.8", "64:ff9b::808:808"],
)
def test_public_addresses_are_not(address: str) -> None:
    assert refusal(address) is None


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("http://wire.example", "http://wire.example/"),
        ("  https://Wire.Example:443/a?b=c#d ", "https://wire.example/a?b=c"),
        ("https://wire.example:8443/a", "https://wire.example:8443/a"),
        ("https://wire.example/قتل", "https://wire.example/%D9%82%D8%AA%D9%84"),
        ("https://wire.example/a%20b", "https://wire.example/a%20b"),
        ("http://käsh.example/", "http://xn--ksh-qla.example/"),
        ("http://[2606:2800::1]:81/x", "http://[2606:2800::1]:81/x"),
    ],
)
def test_an_address_is_taken_apart_and_put_in_one_form(words: str, text: str) -> None:
    assert text == web_address(words).text


@pytest.mark.parametrize(
    ("words", "named", "reason"),
    [
        ("ftp://wire.example/a", "ftp://wire.example/a", '"ftp" is not fetched, only http and https are'),
        ("file:///etc/passwd", "file:///etc/passwd", '"file" is not fetched, only http and https are'),
        ("gopher://h/_x", "gopher://h/_x", '"gopher" is not fetched, only http and https are'),
        (
            "http://user:secret@wire.example/",
            "http://wire.example/",
            "it carries a user or a password, and none is ever sent",
        ),
        (
            "http://a.example@127.0.0.1/",
            "http://127.0.0.1/",
            "it carries a user or a password, and none is ever sent",
        ),
        ("http:///nowhere", "http:///nowhere", "it names no host"),
        ("http://a_b!.example/", "http://a_b!.example/", "it names no host"),
        (
            "http://wire.example:99999/",
            "http://wire.example:99999/",
            "it is malformed (Port out of range 0-65535)",
        ),
        ("http://[::1/", "http://[::1/", "it is malformed (Invalid IPv6 URL)"),
        (
            "http://wire.example/\r\nHost: evil",
            "http://wire.example/\\r\\nHost: evil",
            "it has characters that no address has, or too many",
        ),
        (
            "http://wire.example\\@127.0.0.1/",
            "http://127.0.0.1/",
            "it has characters that no address has, or too many",
        ),
    ],
)
def test_what_is_no_address_of_the_web_is_refused(words: str, named: str, reason: str) -> None:
    with pytest.raises(FetchRefused) as caught:
        web_address(words)
    assert f"Cannot read {named}: {reason}. {ADVICE}" == str(caught.value)


def test_a_host_that_no_name_can_have_is_refused() -> None:
    with pytest.raises(FetchRefused, match=r"^Cannot read http://.*: its host is malformed \("):
        web_address("http://" + "ä" * 70 + ".example/")


def test_every_address_of_a_host_is_checked_and_asked_for_once() -> None:
    asked: list[tuple[str, int]] = []

    def resolve(host: str, port: int) -> tuple[str, ...]:
        asked.append((host, port))
        return (PUBLIC, "8.8.8.8", PUBLIC)

    target = web_address("https://wire.example/a")
    assert (PUBLIC, "8.8.8.8") == checked_addresses(target, resolve, frozenset())
    assert [("wire.example", 443)] == asked


def test_a_host_with_one_private_address_is_refused_altogether() -> None:
    with pytest.raises(FetchRefused) as caught:
        checked_addresses(web_address("http://wire.example/"), answering(PUBLIC, "10.0.0.1"), frozenset())
    assert (
        f"Cannot read http://wire.example/: it leads to 10.0.0.1, which is a private address. {ADVICE}"
        == str(caught.value)
    )


def test_a_permission_holds_for_one_address_and_one_port_alone() -> None:
    permitted = frozenset({("127.0.0.1", 8080)})
    assert ("127.0.0.1",) == checked_addresses(
        web_address("http://wire.example:8080/"), answering("127.0.0.1"), permitted
    )
    with pytest.raises(FetchRefused):
        checked_addresses(web_address("http://wire.example:8081/"), answering("127.0.0.1"), permitted)


def test_a_host_without_an_address_is_told() -> None:
    def unknown(host: str, port: int) -> tuple[str, ...]:
        raise OSError("Name or service not known")

    target = web_address("http://wire.example/")
    with pytest.raises(InputError) as caught:
        checked_addresses(target, unknown, frozenset())
    assert (
        "Cannot read http://wire.example/: the name wire.example cannot be resolved (Name or service not known). "
        "Check the address and the network." == str(caught.value)
    )
    with pytest.raises(InputError) as caught:
        checked_addresses(target, answering(), frozenset())
    assert (
        "Cannot read http://wire.example/: the name wire.example has no address. Check the address."
        == str(caught.value)
    )


@pytest.mark.parametrize(
    ("words", "expected"), [("a.txt", False), ("C:\\a", False), ("http:a", False), ("s3://b", True)]
)
def test_addresses_are_told_from_paths(words: str, *, expected: bool) -> None:
    assert expected == looks_like_address(words)
