"""A document: text as stored, where it came from, and the map back to its source."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple


class Span(NamedTuple):
    """A half-open stretch of a document's text, in Unicode code points."""

    start: int
    end: int


class SourcePlace(NamedTuple):
    """Where a stretch of text stands in the source it was read from.

    `locator` is an element path for HTML and DOCX (`/html/body/article/p[3]`),
    `page 2` for PDF, and `line 17` for a record of a JSONL corpus.
    """

    start: int
    end: int
    locator: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One document as read: its text and everything known of where it came from.

    Attributes:
        id: the corpus `id`, else the path as given.
        sha256: digest of the bytes received (for a corpus record, of its text in UTF-8), in hex.
        media_type: what the bytes turned out to be, by content.
        text: the stored text; for plain text and JSONL it is the input unchanged.
        extractor: program and version that made the text.
        language: two-letter code, or None when it could not be told.
        published_at: day of publication, or None when unknown.
        furniture: stretches that are page furniture (appeals, captions, related links).
        places: the map from text to source, in order, never overlapping.
        notes: what was repaired or left out on the way in, in words.
    """

    id: str
    sha256: str
    media_type: str
    text: str
    extractor: str
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    language: str | None = None
    published_at: date | None = None
    furniture: tuple[Span, ...] = ()
    places: tuple[SourcePlace, ...] = ()
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse spans that do not lie in the text."""
        length = len(self.text)
        places = (Span(place.start, place.end) for place in self.places)
        for start, end in (*self.furniture, *places):
            if not 0 <= start <= end <= length:
                raise ValueError(
                    f"Document {self.id}: span {start}-{end} lies outside its text of {length} characters."
                )
