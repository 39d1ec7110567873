"""A newer reader over the documents of a case: its claims replace those that nobody decided about.

A decision of a person is never lost. Where the text is the same it stays with its claim, since ids come
from where a claim stands; where the text was taken out of the source in another way, it is carried to the
claim that says the same in the same sentence; and where there is none, the claim stays as it was decided.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from tollbook.capture.case_folder import CaseFolder
from tollbook.errors import InputError, StoreError, TollbookError
from tollbook.export.row import claim_row
from tollbook.ledger import Ledger, reading_draft, review_draft
from tollbook.model.capture import Capture, Route
from tollbook.model.claim import Claim
from tollbook.model.entry import Draft
from tollbook.model.manifest import Stated
from tollbook.model.reading import Reader, Reading
from tollbook.model.record import RecordedClaim, RecordedDocument
from tollbook.model.review import Review, ReviewDecision
from tollbook.parallel import in_order
from tollbook.pipeline.erased_words import without_erased
from tollbook.pipeline.moved_claims import moved
from tollbook.pipeline.reading import Outcome, read_captured
from tollbook.settings import CorpusSettings

_BATCH_DOCUMENTS = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Reread:
    """What a newer reading changed in one document.

    Attributes:
        document: its id.
        name: the name it came under.
        gained: claims that are new, with their ids.
        lost: claims that it no longer finds and nobody decided about.
        changed: claims that it reads otherwise: as they were, and as they are.
        carried: pairs of ids: decisions that went from a claim to the one that says the same in the new text.
        kept: claims that it no longer finds, and that stay because a person decided about them.
        recorded: whether there is a new entry; there is none when nothing is different.
        error: why it could not be read again; None when it was.
    """

    document: str
    name: str
    gained: tuple[tuple[str, Claim], ...] = ()
    lost: tuple[RecordedClaim, ...] = ()
    changed: tuple[tuple[RecordedClaim, Claim], ...] = ()
    carried: tuple[tuple[str, str], ...] = ()
    kept: tuple[RecordedClaim, ...] = ()
    recorded: bool = False
    error: TollbookError | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    recorded: RecordedDocument
    capture: Capture | InputError
    settings: CorpusSettings
    stated: Stated


def reread_documents(
    folder: CaseFolder,
    ledger: Ledger,
    documents: Iterable[str] | None = None,
    *,
    jobs: int = 1,
    reader: Reader | None = None,
) -> Iterator[Reread]:
    """Return what a reading by the reader of today changes in each document, as it is recorded.

    Documents whose bytes were erased are passed over, and what was erased of others stays erased. One that
    cannot be read again stays as it was.

    Args:
        folder: the case.
        ledger: its ledger, open for writing.
        documents: their whole ids; None for all.
        jobs: processes that read.
        reader: what finds the claims; None for the built-in grammar.
    """
    erased = {digest for each in ledger.redactions() for digest in each.captures}
    names = [each.id for each in ledger.documents()] if documents is None else list(documents)
    waiting: deque[list[_Piece]] = deque()
    pieces = _remembered(waiting, _batches(folder, ledger, names, erased))
    recorded = False
    for outcomes in in_order(partial(_read_pieces, reader=reader), pieces, jobs=jobs, preload=(__name__,)):
        for piece, outcome in zip(waiting.popleft(), outcomes, strict=True):
            result = _recorded(ledger, piece.recorded, outcome)
            recorded = recorded or result.recorded
            yield result
    if recorded:
        ledger.checkpoint()


def read_again(folder: CaseFolder, recorded: RecordedDocument, reader: Reader | None = None) -> Outcome:
    """Return what a document's bytes give when they are read as they were when it was added.

    Args:
        folder: the case.
        recorded: the document.
        reader: what finds the claims; None for the built-in grammar.
    """
    (outcome,) = _read_pieces([_piece(folder, recorded)], reader=reader)
    return outcome


def _batches(
    folder: CaseFolder, ledger: Ledger, names: list[str], erased: set[str]
) -> Iterator[list[_Piece]]:
    for start in range(0, len(names), _BATCH_DOCUMENTS):
        documents = map(ledger.document, names[start : start + _BATCH_DOCUMENTS])
        yield [_piece(folder, each) for each in documents if each.capture not in erased and not each.redacted]


def _remembered(waiting: deque[list[_Piece]], batches: Iterable[list[_Piece]]) -> Iterator[list[_Piece]]:
    for batch in batches:
        waiting.append(batch)
        yield batch


def _piece(folder: CaseFolder, recorded: RecordedDocument) -> _Piece:
    """Return what is needed to read a document as it was read when it was added."""
    document = recorded.document
    spoken = set(recorded.details.get("stated", ()))
    language = document.language if "language" in spoken else None
    return _Piece(
        recorded=recorded,
        capture=_capture(folder, recorded),
        settings=CorpusSettings(
            date=document.published_at, publisher=document.publisher, max_bytes=folder.case.defaults.max_bytes
        ),
        stated=Stated(
            language=language,
            publisher=document.publisher if "publisher" in spoken else None,
            published_at=document.published_at if "published_at" in spoken else None,
            address=document.url if "address" in spoken else None,
            title=document.title if "title" in spoken else None,
        ),
    )


def _capture(folder: CaseFolder, recorded: RecordedDocument) -> Capture | InputError:
    origin = recorded.origin
    fetched = origin.get("fetched_at")
    try:
        data = folder.store.read(recorded.capture)
    except StoreError as error:
        return InputError(recorded.id, f"its capture cannot be had ({error})", "It stays as it was.")
    return Capture(
        name=recorded.document.id,
        data=data,
        line=origin.get("line"),
        route=Route(origin.get("how", Route.FILE)),
        address=origin.get("address"),
        media_type=origin.get("media_type"),
        fetched_at=datetime.fromisoformat(fetched) if fetched else None,
    )


def _read_pieces(batch: list[_Piece], *, reader: Reader | None) -> list[Outcome]:
    return [read_captured(piece.capture, piece.settings, reader, piece.stated) for piece in batch]


def _recorded(ledger: Ledger, recorded: RecordedDocument, outcome: Outcome) -> Reread:
    """Return what a new reading changes, after it was recorded as one with the decisions that it carries."""
    plain = Reread(document=recorded.id, name=recorded.document.id)
    if isinstance(outcome, InputError):
        return replace(plain, error=outcome)
    reading = without_erased(ledger, recorded, outcome)
    if reading is None:
        return plain
    standing = ledger.claims_of(recorded.id)
    names = ledger.claim_ids(recorded.id, reading.claims)
    new = dict(zip(names, reading.claims, strict=True))
    carried = _carried(ledger, standing, reading, new)
    compared = _compared(plain, ledger, standing, new, carried)
    if not _differs(recorded, reading, compared):
        return compared
    draft = reading_draft(reading, document=recorded.id, claim_ids=names)
    ledger.append([draft, *_carrying(standing, carried)])
    return replace(compared, recorded=True)


def _carried(
    ledger: Ledger, standing: list[RecordedClaim], reading: Reading, new: dict[str, Claim]
) -> dict[str, str]:
    """Return, for each claim that somebody decided about and whose words stand elsewhere now, the new id."""
    decided = [
        each for each in standing if each.state is not ReviewDecision.UNREVIEWED and each.read is not None
    ]
    carried: dict[str, str] = {}
    for seq in {each.seq for each in decided}:
        text = str(ledger.entry(seq).fields.get("text", ""))
        if text != reading.document.text:
            own = {each.id: each.read for each in standing if each.seq == seq and each.read is not None}
            pairs = moved(own, text, new, reading.document.text)
            wanted = {each.id for each in decided if each.seq == seq}
            carried |= {old: now for old, now in pairs.items() if old in wanted and old != now}
    return carried


def _carrying(standing: list[RecordedClaim], carried: dict[str, str]) -> Iterator[Draft]:
    """Return the entries that carry decisions: each taken from the old claim and given to the new one."""
    for each in standing:
        if each.id in carried and each.review is not None:
            now = carried[each.id]
            taken = Review(claim=each.id, decision=ReviewDecision.UNREVIEWED, note=f"carried to {now}")
            yield review_draft(replace(each.review, claim=now, carried_from=each.review.seq))
            yield review_draft(taken)


def _compared(
    plain: Reread,
    ledger: Ledger,
    standing: list[RecordedClaim],
    new: dict[str, Claim],
    carried: dict[str, str],
) -> Reread:
    known = {each.id for each in standing}
    gone = [each for each in standing if each.id not in new and each.id not in carried]
    undecided = {each.id for each in standing if each.state is ReviewDecision.UNREVIEWED}
    by_hand = {each.id for each in gone if each.id in undecided and _was_added_by_hand(ledger, each)}
    return replace(
        plain,
        gained=tuple(
            (name, claim) for name, claim in new.items() if name not in known | set(carried.values())
        ),
        lost=tuple(each for each in gone if each.id in undecided - by_hand),
        changed=tuple(
            (each, new[each.id])
            for each in standing
            if each.id in undecided
            and each.id in new
            and each.read is not None
            and _reads_otherwise(each.read, new[each.id])
        ),
        carried=tuple(carried.items()),
        kept=tuple(each for each in gone if each.id not in undecided),
    )


def _was_added_by_hand(ledger: Ledger, claim: RecordedClaim) -> bool:
    return ledger.entry(claim.seq).fields.get("replaces", True) is False


def _reads_otherwise(before: Claim, now: Claim) -> bool:
    return claim_row(before) != claim_row(now)


def _differs(recorded: RecordedDocument, reading: Reading, compared: Reread) -> bool:
    """Return whether a reading says anything that the newest one does not, its programs among it."""
    reader = reading.claims[0].reader if reading.claims else recorded.reader
    document = replace(recorded.document, notes=reading.document.notes)
    return bool(
        compared.gained or compared.lost or compared.changed or compared.carried or reader != recorded.reader
    ) or (document.text, document.extractor, recorded.status) != (
        reading.document.text,
        reading.document.extractor,
        reading.status,
    )
