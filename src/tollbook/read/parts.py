"""What each reader of a format hands over, and how a document is finished from it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tollbook.errors import EmptyInput, InputTooLarge
from tollbook.model.capture import Capture
from tollbook.model.document import Document, SourcePlace, Span
from tollbook.read.furniture import furniture_spans
from tollbook.read.language import identify_language
from tollbook.read.options import ReadOptions
from tollbook.read.published import dateline_date
from tollbook.version import VERSION

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """The text of a document with what its format says of it.

    Attributes:
        media_type: what the bytes are.
        text: the text to store.
        extractor: program and version that made it.
        id: the id that the document names itself by, or None for its path.
        sha256: digest to use in place of that of the bytes received.
        title: as the document names it; so too publisher and url.
        publisher: name of the outlet.
        url: address it was published at.
        language: code that a corpus record states.
        published_at: day of publication by its own metadata.
        furniture: stretches that the format itself shows to be furniture.
        places: the map from text to source.
        notes: what was repaired or left out.
    """

    media_type: str
    text: str
    extractor: str
    id: str | None = None
    sha256: str | None = None
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    language: str | None = None
    published_at: date | None = None
    furniture: tuple[Span, ...] = ()
    places: tuple[SourcePlace, ...] = ()
    notes: tuple[str, ...] = ()


def finished(capture: Capture, parts: Parts, options: ReadOptions) -> Document:
    """Return the document, with its language, its date and its furniture found.

    Raises:
        EmptyInput: when there are no words in the text.
        InputTooLarge: when it has too many characters.
    """
    _check_text(capture, parts.text, options)
    language = options.language or parts.language or identify_language(parts.text)
    return Document(
        id=parts.id or capture.name,
        sha256=parts.sha256 or hashlib.sha256(capture.data).hexdigest(),
        media_type=str(parts.media_type),
        text=parts.text,
        extractor=parts.extractor,
        title=parts.title,
        publisher=parts.publisher,
        url=parts.url or capture.address,
        language=language,
        published_at=parts.published_at or dateline_date(parts.text) or options.date,
        furniture=_merged(parts.furniture + furniture_spans(parts.text, language)),
        places=parts.places,
        notes=parts.notes,
    )


def program(package: str | None = None) -> str:
    """Return name and version of Tollbook, with those of the package that did the work, if any."""
    own = f"tollbook {VERSION}"
    if package is None:
        return own
    from importlib.metadata import version  # only where a package did the work: 20 ms to import

    return f"{own}, {package} {version(package)}"


def _check_text(capture: Capture, text: str, options: ReadOptions) -> None:
    if not any(map(str.isalnum, text)):
        raise EmptyInput(
            capture.where, "there are no words in it", "Check that it is the document you meant."
        )
    if len(text) > options.limits.characters:
        raise InputTooLarge(
            capture.where,
            f"its text has {len(text):,} characters, over the limit of {options.limits.characters:,}",
            "Raise the limit with --max-size; the limit of characters is a quarter of it.",
        )


def _merged(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """Return the spans in order, those that touch or overlap made one."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return tuple(merged)
