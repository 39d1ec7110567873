"""A case as tables for others, through the one gate."""

from __future__ import annotations

from typing import BinaryIO, TextIO

from tollbook.capture.case_folder import CaseFolder
from tollbook.export.case_rows import recorded_document_row, review_row, source_row
from tollbook.export.fields import TABLES
from tollbook.export.gate import DEFAULT_PROFILE, Gate
from tollbook.export.package import PackageFacts, Rows, write_package, write_table
from tollbook.ledger import LedgerReader
from tollbook.model.exposure import Exposure
from tollbook.model.record import ClaimFilter
from tollbook.pipeline.listing import found_claim, found_claims

TABLE_NAMES = tuple(TABLES)
"""The tables of an export."""


def export_package(
    folder: CaseFolder, ledger: LedgerReader, stream: BinaryIO, profile: str = DEFAULT_PROFILE
) -> dict[str, int]:
    """Write a case as a data package, and return how many rows of each table were left out.

    Args:
        folder: the case.
        ledger: its ledger.
        stream: open for writing, at its beginning.
        profile: what goes out: `public`, `team` or `full`.

    Raises:
        UsageError: when there is no such profile, or case.toml sets the class of a field that is not there.
    """
    gate = case_gate(folder, ledger, profile)
    size = ledger.size()
    checkpoints = ledger.checkpoints()
    facts = PackageFacts(
        case=folder.case,
        sources=ledger.sources(),
        entries=size,
        root=ledger.root(),
        checkpoint=checkpoints[-1] if checkpoints else None,
        as_of=ledger.entry(size).at.isoformat(timespec="seconds"),
    )
    return write_package(stream, gate, facts, {name: _rows(ledger, name, gate) for name in TABLE_NAMES})


def export_table(
    folder: CaseFolder, ledger: LedgerReader, stream: TextIO, table: str, profile: str = DEFAULT_PROFILE
) -> int:
    """Write one table of a case as CSV, and return how many of its rows were left out.

    Args:
        folder: the case.
        ledger: its ledger.
        stream: open for writing.
        table: `claims`, `documents`, `sources` or `reviews`.
        profile: what goes out: `public`, `team` or `full`.

    Raises:
        UsageError: as for `export_package`.
    """
    gate = case_gate(folder, ledger, profile)
    return write_table(stream, gate, table, _rows(ledger, table, gate))


def case_gate(folder: CaseFolder, ledger: LedgerReader, profile: str = DEFAULT_PROFILE) -> Gate:
    """Return the gate of a case, which knows its sources and what its case.toml says of fields."""
    return Gate(profile, folder.case, ledger.sources())


def _rows(ledger: LedgerReader, table: str, gate: Gate) -> Rows:
    """Return the rows of a table with the sensitivity of the document that each comes from."""
    if table == "reviews":
        return _reviews(ledger, gate)
    makers = {"claims": _claims, "documents": _documents, "sources": _sources}
    return makers[table](ledger)


def _claims(ledger: LedgerReader) -> Rows:
    for found in found_claims(ledger, ClaimFilter(superseded=True)):
        yield found.row, found.document.details.get("sensitivity")


def _documents(ledger: LedgerReader) -> Rows:
    counts = ledger.claim_counts()
    for each in ledger.documents():
        yield recorded_document_row(each, counts.get(each.id, 0)), each.details.get("sensitivity")


def _sources(ledger: LedgerReader) -> Rows:
    for each in ledger.sources():
        yield source_row(each, ledger.count_documents(each.id)), None


def _reviews(ledger: LedgerReader, gate: Gate) -> Rows:
    """Return decisions; one about a claim that does not go out does not either."""
    goes_out: dict[str, bool] = {}
    for each in ledger.reviews():
        if each.claim not in goes_out:
            found = found_claim(ledger, each.claim)
            sensitivity = found.document.details.get("sensitivity")
            goes_out[each.claim] = gate.row("claims", found.row, sensitivity) is not None
        yield review_row(each), None if goes_out[each.claim] else Exposure.SECRET
