"""What erasing takes: which fields may go, which hold given words, and what is left of a document.

Nothing here writes; `Ledger.redact` does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import accumulate
from typing import Any

from tollbook.errors import UsageError
from tollbook.model.claim import PHRASE_FIELDS, Claim
from tollbook.model.document import Document, SourcePlace, Span
from tollbook.model.entry import REDACTED, Entry, EntryKind
from tollbook.model.reading import Reading
from tollbook.model.record import RecordedClaim, RecordedDocument

_STRUCTURE = {
    "document", "capture", "claim", "source", "entry", "decision", "erased", "captures", "case", "public_key",
    "replaces", "redacts", "status", "carried_from",
}  # fmt: skip
"""Fields that the record is put together by. They hold ids, digests and terms of the field, never words of a source."""

_READ_CONTENT = {"text", "places", "furniture", "notes", "title"}
"""Fields of a reading that follow from the bytes, beside its claims: the working copy holds what is left of them."""


def is_erasable(name: str) -> bool:
    """Return whether a field may be erased: every field but those that the record is put together by."""
    return name not in _STRUCTURE and not re.fullmatch(r"claims/\d+/id", name)


def words_pattern(words: str) -> re.Pattern[str]:
    """Return what finds words in any case of letters, with any white space between them.

    Raises:
        UsageError: when there are no words.
    """
    parts = words.split()
    if not parts:
        raise UsageError(
            "Cannot redact: no words were given. Write the words to erase, such as --words 'Ana Solen'."
        )
    return re.compile(r"\s+".join(map(re.escape, parts)), re.IGNORECASE)


def holds(value: object, pattern: re.Pattern[str]) -> bool:
    """Return whether words stand anywhere in plain data."""
    if isinstance(value, str):
        return pattern.search(value) is not None
    if isinstance(value, dict):
        return any(holds(each, pattern) for each in (*value, *value.values()))
    return isinstance(value, list | tuple) and any(holds(each, pattern) for each in value)


def fields_holding(entry: Entry, pattern: re.Pattern[str]) -> list[str]:
    """Return the names of the fields of an entry that hold words and may be erased."""
    return [name for name, value in entry.fields.items() if is_erasable(name) and holds(value, pattern)]


def fields_of_reading(entry: Entry) -> list[str]:
    """Return the names of the fields that go when a document's bytes go: what was read from them, but ids."""
    digest = {"sha256"} if entry.fields.get("sha256") != entry.fields.get("capture") else set()
    return [
        name
        for name in entry.fields
        if name in _READ_CONTENT | digest or (name.startswith("claims/") and is_erasable(name))
    ]


def is_reading(entry: Entry) -> bool:
    """Return whether an entry holds a reading of a document."""
    return entry.kind in {EntryKind.DOCUMENT_ADDED, EntryKind.READING_ADDED}


def working_copy(
    document: RecordedDocument, claims: Sequence[RecordedClaim], pattern: re.Pattern[str]
) -> Reading:
    """Return what is left of a document when words are erased: its text and claims with `[redacted]` in their place.

    Every span stands where its words now stand. The length of what was erased cannot be told from it.

    Args:
        document: as it is.
        claims: those of its claims that are kept, each with its figure.
        pattern: finds the words.
    """
    old = document.document
    moved = _Moved(old.text, pattern)
    left = Document(
        id=pattern.sub(REDACTED, old.id),
        sha256=document.capture,
        media_type=old.media_type,
        text=moved.text,
        extractor=old.extractor,
        title=_without(old.title, pattern),
        publisher=_without(old.publisher, pattern),
        url=_without(old.url, pattern),
        language=old.language,
        published_at=old.published_at,
        furniture=tuple(moved.span(span) for span in old.furniture),
        places=tuple(SourcePlace(*moved.span(Span(start, end)), where) for start, end, where in old.places),
        notes=tuple(pattern.sub(REDACTED, note) for note in old.notes),
    )
    kept = tuple(_moved_claim(claim.read, moved, pattern) for claim in claims if claim.read is not None)
    return Reading(document=left, status=document.status, claims=kept, reason=document.reason)


class _Moved:
    """A text without words, and where its other parts went.

    Args:
        text: as it was.
        pattern: finds the words.
    """

    def __init__(self, text: str, pattern: re.Pattern[str]) -> None:
        self.text = pattern.sub(REDACTED, text)
        self._gone = [Span(*found.span()) for found in pattern.finditer(text)]
        shorter = [len(REDACTED) - (end - start) for start, end in self._gone]
        self._shifts = list(accumulate(shorter, initial=0))

    def span(self, span: Span) -> Span:
        """Return where a stretch of the old text stands now; one that lost words holds the whole mark in their place."""
        return Span(self._moved(span.start, is_end=False), self._moved(span.end, is_end=True))

    def _moved(self, offset: int, *, is_end: bool) -> int:
        for number, (start, end) in enumerate(self._gone):
            if offset <= start:
                return offset + self._shifts[number]
            if offset < end or (offset == end and is_end):
                return start + self._shifts[number] + (len(REDACTED) if is_end else 0)
        return offset + self._shifts[-1]


def _moved_claim(claim: Claim, moved: _Moved, pattern: re.Pattern[str]) -> Claim:
    if claim.end == claim.start:  # its count was erased before
        return claim
    start, end = moved.span(Span(claim.start, claim.end))
    spans = tuple((name, moved.span(span)) for name, span in claim.spans)
    placed = {name: moved.text[span.start : span.end] for name, span in spans}
    phrases: dict[str, Any] = {
        name: placed.get(name, _without(getattr(claim, name), pattern)) for name in PHRASE_FIELDS
    }
    return replace(
        claim,
        start=start,
        end=end,
        count=moved.text[start:end],
        sentence=moved.span(claim.sentence),
        spans=spans,
        **phrases,
    )


def _without(words: str | None, pattern: re.Pattern[str]) -> str | None:
    return None if words is None else pattern.sub(REDACTED, words)


def entries_of_document(entries: Iterable[Entry], document: str, claims: Iterable[str]) -> Iterator[Entry]:
    """Return those entries that speak of a document or of one of its claims.

    Args:
        entries: any.
        document: id of the document.
        claims: ids of its claims.
    """
    names = {document, *claims}
    for entry in entries:
        if entry.fields.get("document") in names or entry.fields.get("claim") in names:
            yield entry
