"""From a case to its lines, disputes, series and figures: a folder of documents, or a kept case at any of its entries."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from pathlib import PurePath
from typing import Any

from tollbook.capture.plain_case import PlainCase, lists_documents, plain_case, read_file
from tollbook.errors import InputError
from tollbook.extract import GrammarReader
from tollbook.extract.dates import dates_of
from tollbook.extract.sentences import sentence_spans
from tollbook.ledger.replay import replay
from tollbook.model.capture import place_name
from tollbook.model.case import Case
from tollbook.model.claim import Claim
from tollbook.model.document import Document, Span
from tollbook.model.evidence import CaseClaim, CaseDocument, CaseFacts
from tollbook.model.reading import Reader
from tollbook.model.reconciliation import Reconciliation
from tollbook.model.record import Record, RecordedDocument
from tollbook.model.review import ReviewDecision
from tollbook.model.source import Source
from tollbook.model.vocabulary import Harm, Modality, Qualifier, Scope, SourceType, Stance
from tollbook.pipeline.cases import case_above, reading_ledger
from tollbook.pipeline.reading import read_claims
from tollbook.read import ReadOptions, read_capture
from tollbook.reconcile.reconciler import reconcile

_MORE = re.compile(r"(?:more than|over|above|upwards of|in excess of)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseInput:
    """What reconciliation starts from.

    Attributes:
        facts: what the keeper laid down.
        documents: those of the case.
        claims: those read in them, or given.
    """

    facts: CaseFacts
    documents: tuple[CaseDocument, ...]
    claims: tuple[CaseClaim, ...]

    def known_on(self, day: date | None) -> CaseInput:
        """Return what was known on a day: documents published later, or on an unknown day, are left out.

        Args:
            day: the last day of publication; None for everything.
        """
        if day is None:
            return self
        documents = tuple(
            each for each in self.documents if each.published_at and each.published_at.date() <= day
        )
        held = {document.id for document in documents}
        claims = tuple(claim for claim in self.claims if claim.document in held)
        return CaseInput(facts=self.facts, documents=documents, claims=claims)


def reconcile_case(
    folder: str | PurePath,
    *,
    claims: str | PurePath | None = None,
    as_of: date | None = None,
    ledger_at: int | None = None,
    reader: Reader | None = None,
) -> Reconciliation:
    """Return the reconciliation of a case.

    Args:
        folder: a folder whose `case.toml` lists documents, or the folder of a kept case, or one below it.
        claims: a file of given claims, in the form of this function's own output; None to read the documents.
        as_of: what was known on this day: documents published later are left out.
        ledger_at: the record of a kept case as it stood after this entry; None for now.
        reader: what finds the claims; None for the built-in grammar.

    Raises:
        InputError: when a file cannot be read.
        UsageError: when there is no case.
    """
    return reconciled(case_input(folder, claims=claims, ledger_at=ledger_at, reader=reader), as_of=as_of)


def reconciled(given: CaseInput, *, as_of: date | None = None) -> Reconciliation:
    """Return what follows from documents and claims, as far as they were known on a day."""
    known = given.known_on(as_of)
    return reconcile(known.facts, known.documents, known.claims)


def case_input(
    folder: str | PurePath,
    *,
    claims: str | PurePath | None = None,
    ledger_at: int | None = None,
    reader: Reader | None = None,
) -> CaseInput:
    """Return the documents and claims of a case; see `reconcile_case`."""
    if lists_documents(folder):
        given = _plain_input(plain_case(folder), reader, read=claims is None)
    else:
        given = _kept_input(folder, ledger_at)
    return given if claims is None else replace(given, claims=tuple(given_claims(claims, given.documents)))


def _plain_input(case: PlainCase, reader: Reader | None, *, read: bool) -> CaseInput:
    table = case.table
    documents: list[CaseDocument] = []
    claims: list[CaseClaim] = []
    for row, capture in case.captures:
        moment = _moment(row.get("published_at"), case.name)
        options = ReadOptions(date=moment and moment.date(), language=row.get("language"))
        document = replace(read_capture(capture, options), id=row["id"], publisher=row.get("publisher"))
        documents.append(_case_document(document, row, case.name))
        if read:
            found = read_claims(document, reader or GrammarReader()).claims
            claims += [
                CaseClaim(id=f"{row['id']}-{number}", document=row["id"], claim=claim)
                for number, claim in enumerate(found, start=1)
            ]
    facts = CaseFacts(
        id=str(table.get("id", PurePath(case.name).name)),
        title=str(table.get("title", "")),
        parties=tuple(table.get("parties", ())),
        aliases=tuple((str(other), str(name)) for other, name in table.get("aliases", ())),
        places=tuple((str(other), str(name)) for other, name in table.get("places", ())),
    )
    return CaseInput(facts=facts, documents=tuple(documents), claims=tuple(claims))


def _moment(value: object, name: str) -> datetime | None:
    if value is None:
        return None
    try:
        return value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
    except ValueError as error:
        raise InputError(
            place_name(name),
            f"published_at is {value!r}, and a time such as 2024-05-01T12:00:00Z was expected",
            "Correct it.",
        ) from error


def _case_document(document: Document, row: Mapping[str, Any], name: str) -> CaseDocument:
    kind = row.get("source_type", SourceType.UNKNOWN)
    if kind not in set(SourceType):
        raise InputError(
            place_name(name),
            f"source_type is {kind!r}, and one of {', '.join(SourceType)} was expected",
            "Correct it.",
        )
    return CaseDocument(
        id=document.id,
        publisher=document.publisher or "",
        source_type=SourceType(kind),
        published_at=_moment(row.get("published_at"), name),
        language=document.language,
        address=row.get("address"),
        text=document.text,
        sentences=tuple(sentence_spans(document.text)),
    )


def _kept_input(folder: str | PurePath, ledger_at: int | None) -> CaseInput:
    held = case_above(folder)
    with reading_ledger(held) as ledger:
        record = ledger.record() if ledger_at is None else replay(ledger.entries(1, ledger_at))
    return record_input(record, held.case)


def record_input(record: Record, case: Case) -> CaseInput:
    """Return the documents and claims of a kept case: claims that nobody rejected, as reviews left them."""
    sources = {source.id: source for source in record.sources}
    documents = tuple(_recorded(each, sources.get(each.source or ""), case) for each in record.documents)
    claims = tuple(
        CaseClaim(id=each.id, document=each.document, claim=each.claim)
        for each in record.claims
        if each.claim is not None and each.current and each.state is not ReviewDecision.REJECTED
    )
    return CaseInput(facts=case_facts(case), documents=documents, claims=claims)


def case_facts(case: Case) -> CaseFacts:
    """Return what reconciliation looks at in a case: its title, parties, and the names that mean the same."""
    named = (*case.parties, *case.claimants)
    return CaseFacts(
        id=case.id,
        title=case.name,
        parties=tuple(party.name for party in case.parties),
        aliases=tuple((other, thing.name) for thing in named for other in thing.also),
        places=tuple((other, place.name) for place in case.place_names for other in place.also),
    )


def _recorded(held: RecordedDocument, source: Source | None, case: Case) -> CaseDocument:
    document = held.document
    kind = (
        source.type
        if source is not None
        else SourceType(held.details.get("source_type", case.defaults.source_type))
    )
    published = document.published_at
    return CaseDocument(
        id=held.id,
        publisher=source.name if source is not None else document.publisher or "",
        source_type=kind,
        published_at=None if published is None else datetime.combine(published, time(), UTC),
        language=document.language,
        address=document.url,
        text=document.text,
        sentences=tuple(sentence_spans(document.text)),
    )


def given_claims(path: str | PurePath, documents: Sequence[CaseDocument]) -> Iterable[CaseClaim]:
    """Return the claims that a file gives; what reconciliation finds out itself is not taken from it.

    Args:
        path: JSON in the form of the output of `tollbook reconcile --json`.
        documents: those of the case.

    Raises:
        InputError: when the file is not of that form, or a claim does not stand in its document.
    """
    name = place_name(str(path))
    held = {document.id: document for document in documents}
    try:
        rows = json.loads(read_file(path))["documents"]
        pairs = [(row["id"], claim) for row in rows for claim in row["claims"]]
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(
            name,
            f"it has no list of documents with their claims ({error!r})",
            "Give the JSON that tollbook reconcile prints.",
        ) from error
    for document, row in pairs:
        if document not in held:
            raise InputError(name, f"the case has no document {document!r}", "Give the claims of this case.")
        yield CaseClaim(id=row["id"], document=document, claim=_given_claim(row, held[document], name))


def _given_claim(row: Mapping[str, Any], document: CaseDocument, name: str) -> Claim:
    try:
        return _claim(row, document)
    except (KeyError, TypeError, ValueError) as error:
        raise InputError(
            name,
            f"claim {row.get('id')!r} is no claim ({error!r})",
            "Give count, low, high, harm and the other fields of a claim.",
        ) from error


def _claim(row: Mapping[str, Any], document: CaseDocument) -> Claim:
    start, end = row.get("start"), row.get("end")
    count = row["count"]
    if start is None or end is None:
        start = document.text.find(count)
        end = start + len(count)
    if document.text[start:end] != count:
        raise ValueError(f"{count!r} does not stand at {start}-{end}")
    published = document.published_at.date() if document.published_at else None
    days = dates_of(row.get("when") or "", published, document.language or "en")
    return Claim(
        start=start,
        end=end,
        count=count,
        low=row["low"],
        high=row["high"],
        qualifier=_qualifier(row),
        harm=Harm(row["harm"]),
        scope=Scope(row.get("scope") or Scope.INCIDENT),
        stance=Stance(row.get("stance") or Stance.ASSERTS),
        modality=Modality(row.get("modality") or Modality.STATED),
        part_of=bool(row.get("part_of")),
        date_from=days.date_from,
        date_to=days.date_to,
        date_precision=days.precision,
        sentence=_sentence(start, document.sentences),
        victims=row.get("victims"),
        place=row.get("place"),
        when=row.get("when"),
        claimant=row.get("claimant"),
        via=row.get("via"),
        by=row.get("by"),
        disputed_by=row.get("disputed_by"),
    )


def _qualifier(row: Mapping[str, Any]) -> Qualifier:
    """Return how the words hedge the number, told by its bounds and, for an open one, by its words."""
    if row.get("qualifier"):
        return Qualifier(row["qualifier"])
    low, high = row["low"], row["high"]
    if low is not None and high is None:
        return Qualifier.MORE_THAN if _MORE.match(row["count"]) else Qualifier.AT_LEAST
    if low is None:
        return Qualifier.AT_MOST
    return Qualifier.EXACT if low == high else Qualifier.RANGE


def _sentence(start: int, sentences: Sequence[Span]) -> Span:
    return next((span for span in sentences if span.start <= start < span.end), Span(start, start))
