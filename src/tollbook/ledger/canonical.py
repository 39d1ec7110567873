"""Canonical JSON (RFC 8785): one and only one string of bytes for what a value says.

The standard library's encoder writes the canonical form of most values at once and many times
faster than the reference library; what it would write otherwise goes to that library. A property
test holds the two together.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from functools import lru_cache
from json import encoder

import rfc8785

from tollbook.errors import LedgerError

_library_parts = json.JSONEncoder(
    ensure_ascii=False, check_circular=False, allow_nan=False, sort_keys=True, separators=(",", ":")
).iterencode
_make_encoder = getattr(encoder, "c_make_encoder", None)
_parts: Callable[[object, int], Iterable[str]] = (
    (lambda value, _: _library_parts(value))
    if _make_encoder is None
    else _make_encoder(None, None, encoder.encode_basestring, None, ":", ",", *(True, False, False))
)
"""The library's encoder; where it is written in C, without the two calls that lead to it."""

_SIMPLE = frozenset({str, bool, type(None)})

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
            return "".join(_parts(value, 0)).encode("utf-8")
        data = rfc8785.dumps(value)  # type: ignore[arg-type]
        rfc8785.dumps(json.loads(data))  # a fraction above 2 to the power of 53 is written as a whole number
    except (rfc8785.CanonicalizationError, UnicodeEncodeError, TypeError) as error:
        raise LedgerError(
            f"Cannot record {type(value).__name__} as canonical JSON: {error}. Plain data in valid Unicode, with "
            f"whole numbers below 2 to the power of 53, is expected."
        ) from error
    return data


@lru_cache(maxsize=4096)
def canonical_name(name: str) -> bytes:
    """Return the canonical form of the name of a field; the same names come again and again."""
    return canonical_json(name)


def _is_plain(value: object) -> bool:
    """Return whether the standard library writes this value in its canonical form.

    This looks at every value of every entry, so it is written for speed: plain loops, types before classes.
    """
    if type(value) in _SIMPLE:
        return True
    if isinstance(value, int):
        return -_EXACT < value < _EXACT
    if isinstance(value, float):
        return _PLAIN_FLOATS[0] <= abs(value) < _PLAIN_FLOATS[1] and not value.is_integer()
    if isinstance(value, dict):
        for key in value:
            if (
                type(key) is not str or not key.isascii()
            ):  # others sort by UTF-16 code unit there, by code point here
                return False
        return _are_plain(value.values())
    return isinstance(value, list | tuple) and _are_plain(value)


def _are_plain(values: Iterable[object]) -> bool:
    for each in values:  # noqa: SIM110 - a plain loop is what is fast here
        if type(each) not in _SIMPLE and not _is_plain(each):
            return False
    return True


def parsed(data: bytes) -> object:
    """Return the value that canonical JSON stands for.

    Raises:
        ValueError: when it is no JSON, or not in its canonical form.
    """
    value: object = json.loads(data)
    if canonical_json(value) != data:
        raise ValueError("the JSON is not in its canonical form")
    return value
