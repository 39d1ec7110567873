"""What stands in a case, found and put together for people and programs: claims with the sentences that say them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Any

from tollbook.export.case_rows import recorded_claim_row, recorded_document_row, review_row, source_row
from tollbook.ledger import LedgerReader
from tollbook.model.case import Case
from tollbook.model.document import Document
from tollbook.model.record import ClaimFilter, RecordedClaim, RecordedDocument
from tollbook.model.review import Review
from tollbook.model.source import Source

_TOGETHER = 100
"""Claims whose documents are asked for at once: a question for each would take most of the time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundClaim:
    """A claim of a case with what is needed to understand it.

    Attributes:
        claim: the claim, and what became of it.
        document: the one it was read in.
        text: the text of the reading that holds it, into which its offsets point.
    """

    claim: RecordedClaim
    document: RecordedDocument
    text: str

    @property
    def row(self) -> dict[str, Any]:
        """Return it as plain data: the fields of the table of claims."""
        return recorded_claim_row(self.claim, self.document, self.text)


def found_claims(
    ledger: LedgerReader,
    wanted: ClaimFilter | None = None,
    *,
    limit: int | None = None,
    offset: int = 0,
    scope: Case | None = None,
) -> Iterator[FoundClaim]:
    """Return claims with their documents, in the order of their documents.

    Args:
        ledger: of the case.
        wanted: which; None for all that are not superseded.
        limit: the most to return; None for all.
        offset: how many of them to leave out at the beginning.
        scope: a case; claims that it does not count are left out, before the limit is counted. None for all.
    """
    if scope is not None:
        every = found_claims(ledger, wanted)
        covered = (each for each in every if each.claim.claim is None or scope.covers(each.claim.claim))
        yield from islice(covered, offset, None if limit is None else offset + limit)
        return
    text_of = lru_cache(maxsize=_TOGETHER)(lambda seq: str(ledger.entry(seq).fields.get("text", "")))
    claims = ledger.claims(wanted, limit=limit, offset=offset)
    while some := list(islice(claims, _TOGETHER)):
        documents = ledger.documents_named(claim.document for claim in some)
        for claim in some:
            document = documents[claim.document]
            text = document.document.text if claim.seq == document.reading_seq else text_of(claim.seq)
            yield FoundClaim(claim=claim, document=document, text=text)


def found_claim(ledger: LedgerReader, name: str) -> FoundClaim:
    """Return one claim with its document.

    Args:
        ledger: of the case.
        name: its whole id.

    Raises:
        UnknownId: when there is none.
    """
    claim = ledger.claim(name)
    document = ledger.document(claim.document)
    same = claim.seq == document.reading_seq
    text = document.document.text if same else str(ledger.entry(claim.seq).fields.get("text", ""))
    return FoundClaim(claim=claim, document=document, text=text)


def document_rows(
    ledger: LedgerReader, *, source: str | None = None, limit: int | None = None
) -> Iterator[dict[str, Any]]:
    """Return documents as plain data, in the order in which they were added.

    Args:
        ledger: of the case.
        source: id of a source; None for documents of all.
        limit: the most to return; None for all.
    """
    counts = ledger.claim_counts()
    for each in islice(ledger.documents(source=source), limit):
        yield recorded_document_row(each, counts.get(each.id, 0))


def source_rows(ledger: LedgerReader) -> Iterator[dict[str, Any]]:
    """Return sources as plain data, in the order in which they were first described."""
    for each in ledger.sources():
        yield source_row(each, ledger.count_documents(each.id))


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """Something of a case with its evidence and its history.

    Attributes:
        kind: `claim`, `document` or `source`.
        facts: its fields, as plain data.
        places: for a claim, where its words stand in the source: an element path, a page, a line.
        claims: of a document, as plain data.
        history: what was recorded about it, oldest first: entry, moment, actor, what.
    """

    kind: str
    facts: dict[str, Any]
    places: tuple[str, ...] = ()
    claims: tuple[dict[str, Any], ...] = ()
    history: tuple[dict[str, Any], ...] = ()


def show(ledger: LedgerReader, name: str) -> Shown:
    """Return a claim, a document or a source with its evidence and its history.

    Args:
        ledger: of the case.
        name: its id, or the beginning of it.

    Raises:
        UnknownId: when there is none, or several begin so.
    """
    found = ledger.resolve(name)
    if found.startswith("c"):
        return _shown_claim(ledger, found)
    if found.startswith("d"):
        return _shown_document(ledger, ledger.document(found))
    return _shown_source(ledger, ledger.source(found))


def _shown_claim(ledger: LedgerReader, name: str) -> Shown:
    found = found_claim(ledger, name)
    read = found.claim.read
    return Shown(
        kind="claim",
        facts=found.row,
        places=_places(found.document.document, read.start, read.end) if read else (),
        history=(
            *_added(found.document),
            *_read_again(ledger, found.claim, found.document),
            *(_decided(each) for each in ledger.reviews(name)),
        ),
    )


def _shown_document(ledger: LedgerReader, document: RecordedDocument) -> Shown:
    claims = tuple(found.row for found in found_claims(ledger, ClaimFilter(document=document.id)))
    again = ledger.entry(document.reading_seq) if document.reading_seq != document.seq else None
    reading = (
        [_event(again.seq, again.at.isoformat(timespec="seconds"), again.actor, "read again")]
        if again
        else []
    )
    redactions = [
        _event(each.seq, each.at.isoformat(timespec="seconds"), each.actor, f"redacted: {each.reason}")
        for each in ledger.redactions()
        if document.capture in each.captures
        or any(seq in (document.seq, document.reading_seq) for seq, _ in each.fields)
    ]
    return Shown(
        kind="document",
        facts=recorded_document_row(document, len(claims)),
        claims=claims,
        history=(*_added(document), *reading, *redactions),
    )


def _shown_source(ledger: LedgerReader, source: Source) -> Shown:
    documents = [each.id for each in ledger.documents(source=source.id)]
    return Shown(kind="source", facts={**source_row(source, len(documents)), "document_ids": documents})


def _places(document: Document, start: int, end: int) -> tuple[str, ...]:
    return tuple(each.locator for each in document.places if each.start < end and start < each.end)


def _added(document: RecordedDocument) -> Iterator[dict[str, Any]]:
    yield _event(document.seq, document.at.isoformat(timespec="seconds"), document.actor, "added")


def _read_again(
    ledger: LedgerReader, claim: RecordedClaim, document: RecordedDocument
) -> Iterator[dict[str, Any]]:
    if claim.seq != document.seq:
        entry = ledger.entry(claim.seq)
        yield _event(entry.seq, entry.at.isoformat(timespec="seconds"), entry.actor, "read again")


def _decided(review: Review) -> dict[str, Any]:
    row = review_row(review)
    words = str(review.decision).replace("_", " ")
    changed = ", ".join(
        f"{field} = {'unknown' if value is None else value}" for field, value in review.changed.items()
    )
    told = [words, row["reason"] and str(row["reason"]).replace("_", " "), changed, review.note]
    if review.carried_from is not None:
        told.append(f"carried from entry {review.carried_from}")
    if review.undone:
        told.append("undone")
    return {
        **_event(review.seq, row["at"], review.reviewer, "; ".join(each for each in told if each)),
        "review": row,
    }


def _event(entry: int, at: str | None, actor: str, what: str) -> dict[str, Any]:
    return {"entry": entry, "at": at, "actor": actor, "what": what}
