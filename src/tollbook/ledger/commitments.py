"""Payloads bound by salted commitments, one for each field, so that a field can be erased and the rest still verify.

The commitment of a field is `SHA-256(salt || canonical JSON of [name, value])`, with 16 random bytes of
salt of its own; without the salt nobody can try guesses at an erased value. The entry's header
holds two digests: `fields`, over the commitments in the order of the names, and `content`, over the salts and the
payload as they are stored. While nothing is erased, one look at `content` checks the whole payload; after an
erasure the remaining fields are checked one by one against `fields`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from hashlib import sha256
from itertools import chain
from typing import Any

from tollbook.ledger.canonical import canonical_json, canonical_name, parsed

SALT_BYTES = 16
_DIGEST_BYTES = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """A payload as it is stored, and what the header holds of it.

    Attributes:
        body: canonical JSON of an object: the fields that are not erased.
        salts: one salt for each of these, in the order of their names.
        content: digest over salts and body, as they were before anything was erased.
        fields: digest over the commitments of all fields, in the order of their names.
        erased: canonical JSON of an object: the commitment of each erased field, in hex; None when there is none.
    """

    body: bytes
    salts: bytes
    content: bytes
    fields: bytes
    erased: bytes | None = None


def seal(fields: Mapping[str, Any], randomness: Callable[[int], bytes]) -> Sealed:
    """Return a payload bound by commitments.

    Args:
        fields: plain data by field name; names in ASCII.
        randomness: returns so many bytes that nobody can guess.
    """
    names = sorted(fields)
    salts = randomness(SALT_BYTES * len(names))
    commitments, members, start = [], [], 0
    for name in names:
        key, value = canonical_name(name), canonical_json(fields[name])
        commitments.append(sha256(b"%b[%b,%b]" % (salts[start : start + SALT_BYTES], key, value)).digest())
        members.append(b"%b:%b" % (key, value))
        start += SALT_BYTES
    body = b"{%b}" % b",".join(members)
    return Sealed(
        body=body,
        salts=salts,
        content=content_digest(salts, body),
        fields=sha256(b"".join(commitments)).digest(),
    )


def content_digest(salts: bytes, body: bytes) -> bytes:
    """Return the digest over salts and payload; the length of the salts keeps the two apart."""
    digest = sha256(len(salts).to_bytes(4) + salts)
    digest.update(body)  # without a copy of it
    return digest.digest()


def opened(sealed_body: bytes) -> dict[str, Any]:
    """Return the fields of a stored payload, without checking anything."""
    fields: dict[str, Any] = json.loads(sealed_body)
    return fields


def commitment(name: str, value: object, salt: bytes) -> bytes:
    """Return what binds a field."""
    return sha256(b"%b[%b,%b]" % (salt, canonical_name(name), canonical_json(value))).digest()


def salts_by_name(sealed: Sealed) -> dict[str, bytes]:
    """Return the salt of each field that is not erased."""
    names = sorted(opened(sealed.body))
    return {
        name: sealed.salts[SALT_BYTES * place : SALT_BYTES * (place + 1)] for place, name in enumerate(names)
    }


def commitments_of(sealed: Sealed) -> dict[str, bytes]:
    """Return the commitment of every field, in the order of the names; those of erased ones as they are kept.

    Raises:
        ValueError: when the parts do not fit together, or are not in canonical form.
    """
    fields, salts = parsed(sealed.body), sealed.salts
    if not isinstance(fields, dict) or len(salts) != SALT_BYTES * len(fields):
        raise ValueError("there is not one salt for each field")
    found = {
        name: commitment(name, fields[name], salts[SALT_BYTES * place : SALT_BYTES * (place + 1)])
        for place, name in enumerate(sorted(fields))
    }
    kept = erased_commitments(sealed)
    if found.keys() & kept.keys():
        raise ValueError("a field is both there and erased")
    return dict(sorted(chain(found.items(), kept.items())))


def erased_commitments(sealed: Sealed) -> dict[str, bytes]:
    """Return the commitment of each erased field."""
    if sealed.erased is None:
        return {}
    kept = parsed(sealed.erased)
    if not isinstance(kept, dict):
        raise ValueError("the commitments of erased fields are no object")  # noqa: TRY004 - damage, like other damage here
    return {name: bytes.fromhex(digest) for name, digest in kept.items()}


def fields_digest(commitments: Mapping[str, bytes]) -> bytes:
    """Return the digest over commitments; they come in the order of their names."""
    return sha256(b"".join(commitments.values())).digest()


def without(sealed: Sealed, names: Collection[str]) -> Sealed:
    """Return the payload without these fields: their values and salts gone, their commitments kept.

    Args:
        sealed: the payload as it stands.
        names: fields of it; those that are erased already, or never were there, change nothing.
    """
    fields, salts = opened(sealed.body), salts_by_name(sealed)
    gone = {name: commitment(name, fields[name], salts[name]) for name in names if name in fields}
    if not gone:
        return sealed
    kept = {name: fields[name] for name in sorted(fields) if name not in gone}
    erased = {name: digest.hex() for name, digest in {**erased_commitments(sealed), **gone}.items()}
    return Sealed(
        body=canonical_json(kept),
        salts=b"".join(salts[name] for name in kept),
        content=sealed.content,
        fields=sealed.fields,
        erased=canonical_json(erased),
    )
