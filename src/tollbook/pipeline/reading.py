"""Captures to documents to claims, on one core or many.

Results come in the order of the inputs whatever the number of processes, and only a
bounded number of inputs is ever held, so that memory does not grow with the corpus.
"""

from __future__ import annotations

import io
import traceback
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache, partial
from pathlib import PurePath
from typing import BinaryIO

from tollbook.capture import captures
from tollbook.errors import InputError, UsageError
from tollbook.extract import GrammarReader
from tollbook.model.capture import Capture, place_name
from tollbook.model.claim import Claim
from tollbook.model.document import Document
from tollbook.model.limits import Limits
from tollbook.model.manifest import Stated
from tollbook.model.reading import Reader, Reading
from tollbook.model.vocabulary import ReadStatus
from tollbook.parallel import in_order
from tollbook.read import ReadOptions, read_capture
from tollbook.settings import CorpusSettings

Outcome = Reading | InputError
Captured = Capture | InputError

ASSUMED_LANGUAGE = "en"
"""What a text is read as when its language cannot be told (too short, mostly numbers)."""

_BATCH_INPUTS = 16
_BATCH_BYTES = 65536
"""A batch is what goes to another process at once: large enough that the way there costs little
beside the reading, small enough that the processes finish together."""

_UNSTATED = Stated()
_ASSUMED_NOTE = "The language could not be told; it was read as English."


class DocumentFailure(InputError):
    """A defect of Tollbook, or of the reader it was given, met in one document; the others go on.

    Args:
        name: the input.
        reason: the error, in one line.
        advice: what to do about it.
        trace: the traceback, for whoever mends it.
    """

    def __init__(self, name: str, reason: str, advice: str, trace: str = "") -> None:
        """Keep the traceback as text, since it does not survive the way out of a worker process."""
        super().__init__(name, reason, advice)
        self.trace = trace

    def __reduce__(self) -> tuple[type[DocumentFailure], tuple[str, str, str, str]]:  # type: ignore[override]
        """Rebuild with the trace."""
        return type(self), (self.name, self.reason, self.advice, self.trace)


def read_document(
    source: str | PurePath | bytes, *, name: str | None = None, settings: CorpusSettings | None = None
) -> Document:
    """Return one document: its text, and what is known of where it came from.

    The type is told by the content. Nothing is looked for in the text yet; see
    `extract_claims`.

    Args:
        source: the path of a file, or the bytes themselves.
        name: what to call it; None for its path, or `document` where bytes were given.
        settings: date, language and limits; None for the defaults.

    Raises:
        InputError: when there is no document in it; the message says why.
        UsageError: when the path is that of a folder or corpus of several documents.

    Example:
        >>> document = read_document(b"Police said two people were killed in Kesh.", name="note.txt")
        >>> document.media_type, document.id
        ('text/plain', 'note.txt')
    """
    settings = settings or CorpusSettings()
    if isinstance(source, bytes):
        capture = Capture(name=name or "document", data=source)
    else:
        capture = _only_capture(str(source), settings.max_bytes)
        capture = replace(capture, name=name or capture.name)
    return _document(capture, settings, _UNSTATED)


def read_corpus(
    inputs: Iterable[str | PurePath],
    settings: CorpusSettings | None = None,
    *,
    reader: Reader | None = None,
    stdin: BinaryIO | None = None,
) -> Iterator[Outcome]:
    """Return, for each input in order, its reading, or the error that says why there is none.

    The same inputs give the same readings whatever the number of jobs.

    Args:
        inputs: paths of files and folders; `-` for `stdin`.
        settings: how to read; None for the defaults.
        reader: what finds the claims; None for the built-in grammar. It must survive
            pickling when there is more than one job.
        stdin: what `-` is read from.
    """
    settings = settings or CorpusSettings()
    names = [str(each) for each in inputs]
    taken = captures(names, limit_bytes=settings.max_bytes, stdin=stdin or io.BytesIO())
    read = partial(_read_batch, settings=settings, reader=reader)
    for outcomes in in_order(read, _batches(taken), jobs=settings.jobs, preload=(__name__,)):
        yield from outcomes


def read_claims(document: Document, reader: Reader, min_confidence: float = 0.0) -> Reading:
    """Return the reading of a document: its claims, or that its language is not one the reader reads.

    Args:
        document: what to read.
        reader: what finds the claims.
        min_confidence: claims below it are left out.
    """
    if document.language is None:
        document = replace(document, notes=(*document.notes, _ASSUMED_NOTE))
    language = document.language or ASSUMED_LANGUAGE
    if language not in reader.languages():
        return Reading(document=document, status=ReadStatus.NOT_READ, reason=f"language {language}")
    found = reader.claims(replace(document, language=language))
    kept = tuple(_vouched(claim, document, reader) for claim in found if claim.confidence >= min_confidence)
    return Reading(document=document, status=ReadStatus.READ, claims=kept)


def read_captured(
    captured: Captured, settings: CorpusSettings, reader: Reader | None = None, stated: Stated | None = None
) -> Outcome:
    """Return what comes of one input; whatever goes wrong in it stays in it.

    Args:
        captured: an input, or why there is none.
        settings: how to read.
        reader: what finds the claims; None for the built-in grammar.
        stated: what is said of the document; it goes before what it says itself.
    """
    if isinstance(captured, InputError):
        return captured
    try:
        return _contained(captured, settings, reader or _grammar(), stated or _UNSTATED)
    except InputError as error:
        return error


def _document(capture: Capture, settings: CorpusSettings, stated: Stated) -> Document:
    options = ReadOptions(
        date=settings.date,
        language=stated.language or settings.language,
        limits=Limits(input_bytes=settings.max_bytes),
    )
    document = read_capture(capture, options)
    return replace(
        document,
        publisher=stated.publisher or document.publisher or settings.publisher,
        published_at=stated.published_at or document.published_at,
        url=stated.address or document.url,
        title=stated.title or document.title,
    )


def _only_capture(path: str, max_bytes: int) -> Capture:
    """Return the one input at a path."""
    taken = captures([path], limit_bytes=max_bytes, stdin=io.BytesIO())
    first = next(taken, None)
    if isinstance(first, InputError):
        raise first
    if first is None or next(taken, None) is not None:
        raise UsageError(
            f"Cannot read {place_name(path)} as one document: it is a folder or a corpus. Use read_corpus, which returns them one by one."
        )
    return first


def _batches(taken: Iterable[Captured]) -> Iterator[list[Captured]]:
    """Return the inputs in batches: so many, or so many bytes, whichever comes first."""
    batch: list[Captured] = []
    size = 0
    for captured in taken:
        batch.append(captured)
        size += len(captured.data) if isinstance(captured, Capture) else 0
        if len(batch) >= _BATCH_INPUTS or size >= _BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _read_batch(batch: list[Captured], *, settings: CorpusSettings, reader: Reader | None) -> list[Outcome]:
    return [read_captured(captured, settings, reader) for captured in batch]


@cache
def _grammar() -> Reader:
    """Return the built-in reader; its lexicons are loaded once in each process."""
    return GrammarReader()


def _contained(capture: Capture, settings: CorpusSettings, reader: Reader, stated: Stated) -> Reading:
    """Return the reading of a capture; raise nothing but InputError."""
    try:
        return read_claims(_document(capture, settings, stated), reader, settings.min_confidence)
    except InputError:
        raise
    except Exception as error:
        reason = f"it brought the reader down ({type(error).__name__}: {error})"
        advice = "This is a defect of Tollbook: please report it, with the document if you may."
        raise DocumentFailure(capture.where, reason, advice, traceback.format_exc()) from error


def _vouched(claim: Claim, document: Document, reader: Reader) -> Claim:
    """Return the claim with its reader's name, once its count has been found to stand where it says."""
    found = document.text[claim.start : claim.end]
    if found != claim.count or not found:
        raise ValueError(
            f"Cannot take a claim of {reader.name}: {claim.count!r} was expected at {claim.start}-{claim.end}, and {found!r} stands there. Mend the reader."
        )
    return claim if claim.reader else replace(claim, reader=reader.name)
