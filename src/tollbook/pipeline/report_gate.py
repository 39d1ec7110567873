"""What of a reconciled case those a report is made for may see: every word about people passes the one gate."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any

from tollbook.export.case_rows import recorded_claim_row
from tollbook.export.gate import PROFILES, Gate
from tollbook.model.claim import PHRASE_FIELDS
from tollbook.model.document import Document
from tollbook.model.exposure import Exposure
from tollbook.model.reconciliation import Line, PlacedClaim, Reconciliation
from tollbook.model.record import Record, RecordedDocument
from tollbook.model.report import ReportDocument
from tollbook.model.source import Source
from tollbook.model.words import day_words

WITHHELD = "[withheld]"
"""What stands for words that are not for those the report is made for; it never reads as if nobody had spoken."""

_WORDS = frozenset({*PHRASE_FIELDS, "count", "sentence"})

HeldBack = Mapping[str, frozenset[str]]
"""For each claim by its id, the fields whose words are held back."""


def held_back(record: Record, gate: Gate) -> HeldBack:
    """Return, for each claim, the fields whose words do not pass the gate.

    Args:
        record: all that the ledger says.
        gate: of the profile that the report is made for.
    """
    documents = {each.id: each for each in record.documents}
    found: dict[str, frozenset[str]] = {}
    for claim in record.claims:
        if claim.claim is None or claim.document not in documents:
            continue
        document = documents[claim.document]
        text = document.document.text if claim.seq == document.reading_seq else ""
        out = gate.row("claims", recorded_claim_row(claim, document, text), _sensitivity(document))
        found[claim.id] = _WORDS if out is None else _WORDS - (set(out) - set(out["withheld"] or ()))
    return found


def cut(whole: Reconciliation, held: HeldBack) -> Reconciliation:
    """Return the reconciliation with the words that are held back replaced, in claims and in what was made from them."""
    claims = tuple(_cut(placed, held.get(placed.source.id, _WORDS)) for placed in whole.claims)
    names = {name for placed in whole.claims for name in _names(placed, held.get(placed.source.id, _WORDS))}
    return _without(replace(whole, claims=claims), names)


def _names(placed: PlacedClaim, fields: Iterable[str]) -> Iterable[str]:
    """Return the words of a claim that are held back and may stand in what was made from it."""
    claim = placed.source.claim
    said = {name: getattr(claim, name) for name in fields if name != "sentence"}
    yield from (words for words in said.values() if words and any(letter.isupper() for letter in words))
    if said.get("claimant"):
        yield placed.claimant


def _without(whole: Reconciliation, names: Iterable[str]) -> Reconciliation:
    """Return the reconciliation with names replaced wherever its own sentences repeat them."""
    longest_first = sorted({name for name in names if name.strip()}, key=lambda name: (-len(name), name))
    if not longest_first:
        return whole
    pattern = re.compile("|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in longest_first))

    def clean(words: str) -> str:
        return pattern.sub(WITHHELD, words)

    def tidy_line(line: Line) -> Line:
        joins = tuple(replace(join, to=clean(join.to), words=clean(join.words)) for join in line.joins)
        return replace(line, origin=clean(line.origin), note=clean(line.note), joins=joins)

    return replace(
        whole,
        lines=tuple(map(tidy_line, whole.lines)),
        disputes=tuple(
            replace(each, parties=tuple(map(clean, each.parties)), note=clean(each.note))
            for each in whole.disputes
        ),
        series=tuple(replace(each, claimant=clean(each.claimant)) for each in whole.series),
        figures=tuple(
            replace(
                each,
                sentence=clean(each.sentence),
                claims_left_out=tuple((claim, clean(reason)) for claim, reason in each.claims_left_out),
            )
            for each in whole.figures
        ),
        findings=tuple(replace(each, words=clean(each.words)) for each in whole.findings),
    )


def _cut(placed: PlacedClaim, fields: Iterable[str]) -> PlacedClaim:
    claim = placed.source.claim
    gone: dict[str, Any] = {
        name: WITHHELD for name in fields if name != "sentence" and getattr(claim, name) is not None
    }
    if not gone:
        return placed
    speaker = WITHHELD if "claimant" in gone else placed.claimant
    return replace(
        placed, claimant=speaker, source=replace(placed.source, claim=replace(claim, **gone, spans=()))
    )


def shown_sources(record: Record, gate: Gate) -> tuple[Source, ...]:
    """Return the sources, the name of one that is a person held back where the gate says so."""
    return tuple(
        replace(each, names=(("", WITHHELD),)) if gate.hides_name(each) else each for each in record.sources
    )


def without_names(whole: Reconciliation, record: Record, gate: Gate) -> Reconciliation:
    """Return the reconciliation with publishers that are people held back where the gate says so."""
    hidden = {each.id for each in record.sources if gate.hides_name(each)}
    theirs = {each.id for each in record.documents if each.source in hidden}
    if not theirs:
        return whole
    documents = tuple(
        replace(each, publisher=WITHHELD) if each.id in theirs else each for each in whole.documents
    )
    return replace(whole, documents=documents)


def unquoted(held: HeldBack) -> frozenset[str]:
    """Return the ids of the claims whose sentence is held back."""
    return frozenset(claim for claim, fields in held.items() if "sentence" in fields)


def report_document(recorded: RecordedDocument, gate: Gate, hidden: Collection[str]) -> ReportDocument:
    """Return a document as the report shows it: with its text, or without.

    Args:
        recorded: the document.
        gate: of the profile that the report is made for.
        hidden: ids of the sources whose names are held back.
    """
    let = {field.name for field in gate.columns("documents")}
    withheld = "text" not in let or Exposure(_sensitivity(recorded)) not in PROFILES[gate.profile]
    document = replace(recorded.document, id=recorded.id)
    if recorded.source in hidden:
        document = replace(document, publisher=WITHHELD)
    title = document.title if "title" in let else None
    return ReportDocument(
        document=replace(document, title=title or _plain_title(document)),
        status=recorded.status,
        reason=recorded.reason,
        source=recorded.source,
        capture=tuple(_capture(recorded, named="name" in let)),
        withheld=withheld,
    )


def _plain_title(document: Document) -> str | None:
    """Return what a document without a title is called: who published it, and when."""
    day = day_words(document.published_at) if document.published_at else None
    return ", ".join(words for words in (document.publisher, day) if words) or None


def _sensitivity(recorded: RecordedDocument) -> str:
    return str(recorded.details.get("sensitivity") or Exposure.PUBLIC)


def _capture(recorded: RecordedDocument, *, named: bool) -> Iterable[tuple[str, str]]:
    yield "SHA-256 of the bytes", recorded.capture
    yield (
        "Came into the case",
        f"{recorded.at.isoformat(sep=' ', timespec='seconds')} UTC, entry {recorded.seq}",
    )
    yield "Read by", recorded.reader or "not read"
    if recorded.document.url:
        yield "Address", recorded.document.url
    if named:
        yield "Name", recorded.document.id
