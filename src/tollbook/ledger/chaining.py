"""The chain: each entry's header holds the hash of the entry before it.

A header is canonical JSON of `at`, `content`, `fields`, `kind`, `previous`, `seq`. Its hash, as a
leaf of the Merkle tree, is what the next header holds as `previous`; the first holds the hash of the
case's id, so that no ledger passes for that of another case.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from hashlib import sha256

from tollbook.model.entry import EntryKind

_KINDS = frozenset(map(str, EntryKind))
_AT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z")


def header(*, seq: int, kind: str, at: str, content: bytes, fields: bytes, previous: bytes) -> bytes:
    """Return the header of an entry, in canonical form by the way it is written.

    Raises:
        ValueError: when kind or time are not of the form that entries have.
    """
    if kind not in _KINDS or not _AT.fullmatch(at):
        raise ValueError(f"{kind!r} at {at!r} is no kind and time of an entry")
    return (
        f'{{"at":"{at}","content":"{content.hex()}","fields":"{fields.hex()}",'
        f'"kind":"{kind}","previous":"{previous.hex()}","seq":{seq}}}'
    ).encode("ascii")


def genesis(case: str) -> bytes:
    """Return what the first entry of a case holds as the hash of the one before it."""
    return sha256(f"tollbook case {case}".encode()).digest()


def timestamp(moment: datetime) -> str:
    """Return a moment as entries hold it: RFC 3339, in UTC, to the microsecond.

    Raises:
        ValueError: when the moment has no time zone.
    """
    if moment.tzinfo is None:
        raise ValueError(f"{moment} has no time zone; an entry needs a moment that is the same everywhere")
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def moment_of(stamp: str) -> datetime:
    """Return the moment that a time of an entry names."""
    return datetime.fromisoformat(stamp)
