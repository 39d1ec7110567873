"""Canonical JSON (RFC 8785): one and only one string of bytes for what a value says.

The standard library's encoder writes the canonical form of most values at once and many times
faster than the reference library; what it would write otherwise goes to that library. A property
test holds the two together.
"""

from __future__ import annotations

import json

import rfc8785

from tollbook.errors import LedgerError

_encode = json.JSONEncoder(
    ensure_ascii=False, check_circular=False, allow_nan=False, sort_keys=True, separators=(",", ":")
).encode

_EXACT = 2**53
"""Whole numbers below this are exact in every reader of JSON; RFC 8785 takes no others."""

_PLAIN_FLOATS = (1e-4, 1e16)
"""Between these Python writes a fraction as ECMAScript does: in plain decimals, with the fewest digits."""


def canonical_json(value: object) -> bytes:
    """Return the canonical form of plain data, in UTF-8.

    Args:
        value: None, true or false, a number, text, a list or an object of these.

    Raises:
        LedgerError: when it has none: lone surrogates, numbers that are not exact, other types.
    """
    try:
        if _is_plain(value):
            return _encode(value).encode("utf-8")
        return rfc8785.dumps(value)  # type: ignore[arg-type]
    except (rfc8785.CanonicalizationError, UnicodeEncodeError, TypeError) as error:
        raise LedgerError(
            f"Cannot record {type(value).__name__} as canonical JSON: {error}. Plain data in valid Unicode, with "
            f"whole numbers below 2 to the power of 53, is expected."
        ) from error


def _is_plain(value: object) -> bool:
    """Return whether the standard library writes this value in its canonical form."""
    if value is None or isinstance(value, str | bool):
        return True
    if isinstance(value, int):
        return -_EXACT < value < _EXACT
    if isinstance(value, float):
        return _PLAIN_FLOATS[0] <= abs(value) < _PLAIN_FLOATS[1] and not value.is_integer()
    if isinstance(value, list | tuple):
        return all(map(_is_plain, value))
    if isinstance(value, dict):
        return all(map(_is_plain, value.values())) and all(map(_is_plain_key, value))
    return False


def _is_plain_key(key: object) -> bool:
    """Return whether keys like this one sort by code point as they do by UTF-16 code unit."""
    return isinstance(key, str) and key.isascii()


def parsed(data: bytes) -> object:
    """Return the value that canonical JSON stands for.

    Raises:
        ValueError: when it is no JSON, or not in its canonical form.
    """
    value: object = json.loads(data)
    if canonical_json(value) != data:
        raise ValueError("the JSON is not in its canonical form")
    return value
