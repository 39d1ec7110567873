"""Documents into a case: captured, read, kept and recorded, each wholly or not at all.

What is there already is left alone, so that an interrupted run is simply run again; one bad
input never stops the others. The bytes are safe before an entry speaks of them, and only then
is the document told as added.
"""

from __future__ import annotations

import io
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from enum import StrEnum
from functools import partial
from pathlib import PurePath
from typing import Any, BinaryIO

from tollbook.capture import captures
from tollbook.capture.case_folder import CaseFolder
from tollbook.capture.manifest import Manifest, read_manifest
from tollbook.capture.store import sha256
from tollbook.capture.web import WebAccess, fetch
from tollbook.capture.web_address import looks_like_address
from tollbook.errors import InputError, UsageError
from tollbook.ledger import Ledger, document_draft, source_draft
from tollbook.model.capture import Capture
from tollbook.model.case import Case
from tollbook.model.entry import Draft
from tollbook.model.manifest import Stated
from tollbook.model.reading import Reader, Reading
from tollbook.model.source import Source
from tollbook.model.vocabulary import ReadStatus, SourceType
from tollbook.parallel import in_order
from tollbook.pipeline.reading import Captured, Outcome, read_captured
from tollbook.settings import CorpusSettings

__all__ = ["AddStatus", "Added", "WebAccess", "add_documents", "settings_of"]

_BATCH_INPUTS = 64
_BATCH_BYTES = 256 * 1024
"""A batch goes to another process at once, and into the ledger at once: waiting for the disk is what takes
time, and is done once for all of them."""

_MANY = 1000
"""So many new documents are worth the time that the database takes to prepare for questions."""


class AddStatus(StrEnum):
    """What came of one input."""

    ADDED = "added"
    THERE = "there"
    RESTORED = "restored"
    REDACTED = "redacted"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What came of one input of `add_documents`.

    Attributes:
        name: the input, as messages name it.
        status: `there` when its bytes are a document of the case already; `restored` when they were
            missing from its captures; `redacted` when they were erased, and so are not taken back.
        document: id of the document; None when there is none.
        claims: how many claims were read in it.
        unread: why its claims were not looked for ("language ar"); None when they were, or it was there.
        error: why there is no document; None otherwise.
    """

    name: str
    status: AddStatus
    document: str | None = None
    claims: int = 0
    unread: str | None = None
    error: InputError | None = None


def settings_of(case: Case, **given: Any) -> CorpusSettings:  # noqa: ANN401 - values of any field
    """Return how documents of a case are read: what was given for this run, else what case.toml says.

    Args:
        case: whose defaults hold.
        given: fields of `CorpusSettings`; None where nothing was given.

    Example:
        >>> from tollbook.model.case import Case
        >>> settings_of(Case(id="0" * 32, name="Arvenia"), publisher="Relief Office", jobs=None).publisher
        'Relief Office'
    """
    defaults = {name: getattr(case.defaults, name) for name in ("publisher", "language", "max_bytes", "jobs")}
    return CorpusSettings(**(defaults | {name: value for name, value in given.items() if value is not None}))


def add_documents(  # noqa: PLR0913 - each is a choice of its own, and most are left alone
    folder: CaseFolder,
    ledger: Ledger,
    inputs: Iterable[str | PurePath],
    *,
    settings: CorpusSettings | None = None,
    manifest: str | PurePath | None = None,
    access: WebAccess | None = None,
    stdin: BinaryIO | None = None,
    reader: Reader | None = None,
) -> Iterator[Added]:
    """Return what came of each input, in order, as it is added to a case.

    A document is told as added only after its bytes and its entry are safe on the disk. The inputs can be
    given again at any time: what is there is not added twice.

    Args:
        folder: the case.
        ledger: its ledger, open for writing.
        inputs: files, folders, `-`, and, with `access`, addresses. When there are none, those of the manifest.
        settings: how to read; None for the defaults of the case.
        manifest: path of a CSV or TOML file that says more of the documents; None for none.
        access: how the web is reached; None to reach for nothing.
        stdin: what `-` is read from.
        reader: what finds the claims; None for the built-in grammar.

    Raises:
        UsageError: when an address is given without `access`; nothing was added.
        ManifestError: when the manifest makes no sense; nothing was added.
        StoreError: when the bytes cannot be kept; what was told as added is safe.
        LedgerError: when the entries cannot be written; likewise.
    """
    table = read_manifest(str(manifest)) if manifest is not None else Manifest(())
    names = [str(each) for each in inputs] or [*table.files(), *(table.addresses() if access else ())]
    _check_names(names, access)
    adding = _Adding(folder, ledger, settings or settings_of(folder.case), table)
    return adding.run(names, access, stdin or io.BytesIO(), reader)


def _check_names(names: Sequence[str], access: WebAccess | None) -> None:
    addresses = [name for name in names if looks_like_address(name)]
    if addresses and access is None:
        raise UsageError(
            f"Cannot add {addresses[0]}: it is an address, and nothing is fetched unless asked for. "
            "Add --fetch, or save the page and add the file."
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    """One input on its way, with its digest, what is said of it, and whether it need not be read."""

    captured: Captured
    digest: str = ""
    stated: Stated | None = None
    known: bool = False


class _Adding:
    """One run of adding."""

    def __init__(
        self, folder: CaseFolder, ledger: Ledger, settings: CorpusSettings, manifest: Manifest
    ) -> None:
        self._case, self._store, self._ledger = folder.case, folder.store, ledger
        self._settings, self._manifest = settings, manifest
        self._sources = {each.id: each for each in ledger.sources()}
        self._erased = {digest for each in ledger.redactions() for digest in each.captures}
        self._new = 0

    def run(
        self, names: Sequence[str], access: WebAccess | None, stdin: BinaryIO, reader: Reader | None
    ) -> Iterator[Added]:
        """Return what came of each input as it is recorded."""
        self._store.sweep()
        waiting: deque[list[_Piece]] = deque()
        work = partial(_read_pieces, settings=self._settings, reader=reader)
        pieces = self._remembered(waiting, self._batches(self._captured(names, access, stdin)))
        for outcomes in in_order(work, pieces, jobs=self._settings.jobs, preload=(__name__,)):
            yield from self._recorded(waiting.popleft(), outcomes)
        if self._new:
            self._ledger.checkpoint()
        if self._new >= _MANY:
            self._ledger.settle()

    def _captured(
        self, names: Sequence[str], access: WebAccess | None, stdin: BinaryIO
    ) -> Iterator[Captured]:
        for name in names:
            if looks_like_address(name):
                yield _fetched(name, access, self._settings.max_bytes)
            else:
                yield from captures([name], limit_bytes=self._settings.max_bytes, stdin=stdin)

    def _batches(self, captured: Iterable[Captured]) -> Iterator[list[_Piece]]:
        batch: list[_Piece] = []
        size = 0
        for each in captured:
            batch.append(self._piece(each))
            size += len(each.data) if isinstance(each, Capture) else 0
            if len(batch) >= _BATCH_INPUTS or size >= _BATCH_BYTES:
                yield self._marked(batch)
                batch, size = [], 0
        if batch:
            yield self._marked(batch)

    def _piece(self, captured: Captured) -> _Piece:
        if isinstance(captured, InputError):
            return _Piece(captured=captured)
        return _Piece(captured=captured, digest=sha256(captured.data), stated=self._manifest.stated(captured))

    def _marked(self, batch: list[_Piece]) -> list[_Piece]:
        """Return the batch with what is known marked, so that it is not read again."""
        known = self._ledger.known_captures(piece.digest for piece in batch if piece.digest) | self._erased
        return [replace(piece, known=True) if piece.digest in known else piece for piece in batch]

    def _remembered(
        self, waiting: deque[list[_Piece]], batches: Iterable[list[_Piece]]
    ) -> Iterator[list[_Piece]]:
        """Return the batches, each kept until its results come back: the bytes are needed here too."""
        for batch in batches:
            waiting.append(batch)
            yield batch

    def _recorded(self, batch: list[_Piece], outcomes: list[Outcome | None]) -> Iterator[Added]:
        """Keep the bytes of a batch, then record its documents, then tell what came of each."""
        kept = self._kept(batch, outcomes)
        drafts: list[Draft] = []
        for piece, outcome in zip(batch, outcomes, strict=True):
            if isinstance(outcome, Reading):
                drafts += self._drafts(piece, outcome)
        added = {
            receipt.subject
            for receipt, draft in zip(self._ledger.append(drafts) if drafts else (), drafts, strict=True)
            if receipt.seq is not None and "capture" in draft.fields
        }
        self._new += len(added)
        for piece, outcome in zip(batch, outcomes, strict=True):
            result = self._told(piece, outcome, kept.get(piece.digest, False), added)
            added.discard(result.document)
            yield result

    def _kept(self, batch: list[_Piece], outcomes: list[Outcome | None]) -> dict[str, bool]:
        """Return the digests whose bytes are safe now, and whether they had not been before."""
        wanted = {
            piece.digest: piece.captured.data
            for piece, outcome in zip(batch, outcomes, strict=True)
            if isinstance(piece.captured, Capture)
            and not isinstance(outcome, InputError)
            and piece.digest not in self._erased
        }
        return {each.digest: each.new for each in self._store.keep_all(wanted.values())}

    def _drafts(self, piece: _Piece, reading: Reading) -> Iterator[Draft]:
        stated = piece.stated or Stated()
        document = self._ledger.document_id(piece.digest)
        source, description = self._source(reading.document.publisher, stated.source_type)
        if description:
            yield description
        yield document_draft(
            reading,
            document=document,
            capture=piece.digest,
            claim_ids=self._ledger.claim_ids(document, reading.claims),
            source=source,
            origin=_origin(piece.captured),
            details=_details(stated, self._settings),
        )

    def _source(self, publisher: str | None, kind: SourceType | None) -> tuple[str | None, Draft | None]:
        """Return the id of a publisher, and what describes it where that says something new."""
        if publisher is None:
            return None, None
        name = _one_name(self._case, publisher)
        source = self._ledger.source_id(name)
        wanted = kind or self._case.defaults.source_type
        known = self._sources.get(source)
        if known is not None and (known.type is not SourceType.UNKNOWN or wanted is SourceType.UNKNOWN):
            return source, None
        described = (
            replace(known, type=wanted) if known else Source(id=source, names=(("", name),), type=wanted)
        )
        self._sources[source] = described
        return source, source_draft(described)

    def _told(self, piece: _Piece, outcome: Outcome | None, fresh: bool, added: set[str | None]) -> Added:  # noqa: FBT001 - one of four facts
        name = piece.captured.name if isinstance(piece.captured, InputError) else piece.captured.where
        if isinstance(outcome, InputError):
            return Added(name=name, status=AddStatus.FAILED, error=outcome)
        document = self._ledger.document_id(piece.digest)
        if piece.digest in self._erased:
            return Added(name=name, status=AddStatus.REDACTED, document=document)
        if outcome is None or document not in added:
            status = AddStatus.RESTORED if outcome is None and fresh else AddStatus.THERE
            return Added(name=name, status=status, document=document)
        unread = outcome.reason if outcome.status is ReadStatus.NOT_READ else None
        return Added(
            name=name, status=AddStatus.ADDED, document=document, claims=len(outcome.claims), unread=unread
        )


def _read_pieces(
    batch: list[_Piece], *, settings: CorpusSettings, reader: Reader | None
) -> list[Outcome | None]:
    """Return the reading of each input; None for what is known."""
    return [
        None if piece.known else read_captured(piece.captured, settings, reader, piece.stated)
        for piece in batch
    ]


def _fetched(address: str, access: WebAccess | None, limit_bytes: int) -> Captured:
    try:
        return fetch(address, access=access, limit_bytes=limit_bytes)
    except InputError as error:
        return error


def _one_name(case: Case, name: str) -> str:
    """Return the name that a case uses for whoever goes by another."""
    folded = name.casefold()
    for thing in (*case.claimants, *case.parties):
        if folded in (each.casefold() for each in (thing.name, *thing.also)):
            return thing.name
    return name


def _origin(captured: Captured) -> dict[str, Any]:
    """Return how the bytes came in and from where, as plain data."""
    if isinstance(captured, InputError):
        return {}
    facts = {
        "how": str(captured.route),
        "from": captured.archive or captured.name,
        "line": captured.line,
        "address": captured.address,
        "fetched_at": _moment(captured.fetched_at),
        "media_type": captured.media_type,
        "exchanges": [asdict(each) for each in captured.exchanges] or None,
        "bytes": len(captured.data),
    }
    return {name: value for name, value in facts.items() if value is not None}


def _details(stated: Stated, settings: CorpusSettings) -> dict[str, Any]:
    """Return what was said of a document by whoever added it, as plain data."""
    spoken = [
        name
        for name in ("publisher", "published_at", "language", "address", "title")
        if getattr(stated, name)
    ]
    if settings.language and "language" not in spoken:
        spoken.append("language")
    facts = {
        "source_type": stated.source_type and str(stated.source_type),
        "published_time": stated.published_time,
        "licence": stated.licence,
        "sensitivity": stated.sensitivity and str(stated.sensitivity),
        "stated": spoken or None,
    }
    return {name: value for name, value in facts.items() if value is not None}


def _moment(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()
