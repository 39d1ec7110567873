"""Tollbook reads documents into traceable casualty claims.

Three functions and the values they hand over are the whole interface; two of them read:

    >>> import tollbook
    >>> document = tollbook.read_document(b"At least 12 people were killed in Kesh, police said.")
    >>> [claim.count for claim in tollbook.extract_claims(document)]
    ['At least 12']

The third, `estimate_total`, says how many people are on none of several overlapping lists (it needs
the extra `estimate`). All are imported when first asked for, so that importing `tollbook` costs nothing.
"""

from __future__ import annotations

from importlib import import_module

from tollbook.version import VERSION as __version__  # noqa: N811 - the name that the language gives it

__all__ = ["Claim", "Document", "Reader", "__version__", "estimate_total", "extract_claims", "read_document"]

_HOMES = {
    "Claim": "tollbook.model.claim",
    "Document": "tollbook.model.document",
    "Reader": "tollbook.model.reading",
    "estimate_total": "tollbook.pipeline.estimates",
    "extract_claims": "tollbook.extract",
    "read_document": "tollbook.pipeline.reading",
}


def __getattr__(name: str) -> object:
    """Return an exported member from the module where it lives."""
    if name not in _HOMES:
        raise AttributeError(f"module 'tollbook' has no member {name!r}; it has {', '.join(__all__)}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    """Return the exported members, whether imported yet or not."""
    return sorted(__all__)
