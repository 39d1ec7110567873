"""The addresses of the site: stable, free of what a file system or an address cannot hold."""

from __future__ import annotations

import re
from hashlib import sha256

from tollbook.model.reconciliation import Figure

_SAFE = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,39}")
_DIGITS = 12


def file_stem(name: str) -> str:
    """Return a name for a file: the name itself where every file system takes it, else made from its digest.

    Example:
        >>> file_stem("c4kd02h1x9aa"), len(file_stem("the Ministry of Health"))
        ('c4kd02h1x9aa', 13)
    """
    return name if _SAFE.fullmatch(name) else f"x{sha256(name.encode()).hexdigest()[:_DIGITS]}"


def question_stem(figure: Figure) -> str:
    """Return the name of the question that a figure answers; it stays when a newer figure answers it."""
    parts = (figure.event, figure.harm, figure.group, figure.kind, figure.inclusion, figure.measure or "")
    return f"q{sha256('|'.join(parts).encode()).hexdigest()[:_DIGITS]}"


def figure_path(figure: Figure) -> str:
    """Return the address of this version of a figure."""
    return f"figures/{file_stem(figure.id)}.html"


def latest_path(figure: Figure) -> str:
    """Return the address that always leads to the newest version of a figure."""
    return f"latest/{question_stem(figure)}.html"


def document_path(document: str) -> str:
    """Return the address of a document's page."""
    return f"documents/{file_stem(document)}.html"


def source_path(source: str) -> str:
    """Return the address of a source's page."""
    return f"sources/{file_stem(source)}.html"


def event_path(event: str) -> str:
    """Return the address of an event's page."""
    return f"events/{file_stem(event)}.html"
