"""Which programs computed a result, kept with it so that it can be repeated."""

from __future__ import annotations

from functools import cache
from importlib.metadata import version

from tollbook.version import VERSION

_LIBRARIES = ("numpy", "scipy", "numba")


@cache
def _libraries() -> tuple[tuple[str, str], ...]:
    return tuple((name, version(name)) for name in _LIBRARIES)


def versions() -> dict[str, str]:
    """Return the versions of Tollbook and of the libraries that estimates rest on."""
    return {"tollbook": VERSION, **dict(_libraries())}
