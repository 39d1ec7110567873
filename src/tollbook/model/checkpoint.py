"""A checkpoint: the state of a whole ledger in one short line that can be kept elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoint:
    """The root of the Merkle tree over the first entries of a case, signed where there is a key.

    Attributes:
        case: id of the case.
        size: how many entries it covers.
        root: root of the tree over them (RFC 9162), in hex.
        at: when it was made, in UTC.
        key: the Ed25519 public key, in hex; None when it is unsigned.
        signature: over the canonical JSON of the other parts, in hex; None when unsigned.
    """

    case: str
    size: int
    root: str
    at: datetime
    key: str | None = None
    signature: str | None = None
