"""What of a reconciled case those a report is made for may see: every word about people passes the one gate."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from tollbook.export.case_rows import recorded_claim_row
from tollbook.export.gate import PROFILES, Gate
from tollbook.model.claim import PHRASE_FIELDS
from tollbook.model.exposure import Exposure
from tollbook.model.reconciliation import PlacedClaim, Reconciliation
from tollbook.model.record import Record, RecordedDocument
from tollbook.model.report import ReportDocument

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
    return replace(whole, claims=claims)


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


def unquoted(held: HeldBack) -> frozenset[str]:
    """Return the ids of the claims whose sentence is held back."""
    return frozenset(claim for claim, fields in held.items() if "sentence" in fields)


def report_document(recorded: RecordedDocument, gate: Gate) -> ReportDocument:
    """Return a document as the report shows it: with its text, or without.

    Args:
        recorded: the document.
        gate: of the profile that the report is made for.
    """
    let = {field.name for field in gate.columns("documents")}
    withheld = "text" not in let or Exposure(_sensitivity(recorded)) not in PROFILES[gate.profile]
    document = replace(recorded.document, id=recorded.id)
    return ReportDocument(
        document=document if "title" in let else replace(document, title=None),
        status=recorded.status,
        reason=recorded.reason,
        source=recorded.source,
        capture=tuple(_capture(recorded, named="name" in let)),
        withheld=withheld,
    )


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
