"""What whoever adds documents to a case says of them, beside what they say themselves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tollbook.model.exposure import Exposure
from tollbook.model.vocabulary import SourceType


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """What is said of one document by whoever adds it; None where nothing is.

    Attributes:
        publisher: who published it.
        source_type: what kind of source that is.
        published_at: day of publication; it goes before the day that the document names.
        published_time: the moment of publication as it was stated, where it was finer than a day.
        language: two-letter code; it goes before what the text looks like.
        address: where it was published.
        title: its title.
        licence: under which its text may be used.
        sensitivity: how far what it says may go; None for public, as most reports are.
    """

    publisher: str | None = None
    source_type: SourceType | None = None
    published_at: date | None = None
    published_time: str | None = None
    language: str | None = None
    address: str | None = None
    title: str | None = None
    licence: str | None = None
    sensitivity: Exposure | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ManifestRow:
    """One row of a manifest.

    Attributes:
        file: path of the document, as it is opened; None for one that is known by its address alone.
        stated: what is said of it.
    """

    file: str | None
    stated: Stated
