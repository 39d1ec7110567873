"""Short, stable ids, made from what they name and the secret of the case.

The secret keeps whoever sees only the ids (in an export, on a page) from trying guesses. An id of a claim is made
from where the claim stands and never from its words, so that it can outlive them.
"""

from __future__ import annotations

import hmac
from collections import Counter
from collections.abc import Iterable
from hashlib import sha256

from tollbook.model.claim import Claim

_LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"
"""Crockford's 32 digits, in lower case: no letter that is read as another."""

ID_LETTERS = 12
"""60 bits: among ten million claims the chance that any two share an id is 1 in 20,000."""

_BITS = 5


def document_id(secret: bytes, capture: str) -> str:
    """Return the id of a document: `d` and 12 letters.

    Args:
        secret: that of the case.
        capture: SHA-256 of the bytes as received, in hex.
    """
    return "d" + _keyed(secret, f"document {capture}")


def source_id(secret: bytes, name: str) -> str:
    """Return the id of a source: `s` and 12 letters. Case of letters and outer white space are no difference."""
    return "s" + _keyed(secret, f"source {' '.join(name.split()).casefold()}")


def claim_id(secret: bytes, document: str, start: int, end: int, harm: str, ordinal: int = 0) -> str:
    """Return the id of a claim: `c` and 12 letters.

    Args:
        secret: that of the case.
        document: id of its document.
        start: offset of its count.
        end: offset after it.
        harm: what was suffered, since one count can state two harms.
        ordinal: 0, or how many claims of the same reading with the same place and harm come before it.
    """
    return "c" + _keyed(secret, f"claim {document} {start} {end} {harm} {ordinal}")


def _keyed(secret: bytes, words: str) -> str:
    number = int.from_bytes(hmac.digest(secret, words.encode("utf-8"), sha256)[:8])
    return "".join(_LETTERS[(number >> _BITS * place) & 31] for place in reversed(range(ID_LETTERS)))


def claim_ids(secret: bytes, document: str, claims: Iterable[Claim]) -> list[str]:
    """Return the ids of the claims of one reading, in their order.

    Args:
        secret: that of the case.
        document: id of their document.
        claims: those of the reading.
    """
    seen: Counter[tuple[int, int, str]] = Counter()
    ids = []
    for claim in claims:
        place = (claim.start, claim.end, str(claim.harm))
        ids.append(claim_id(secret, document, *place, ordinal=seen[place]))
        seen[place] += 1
    return ids
