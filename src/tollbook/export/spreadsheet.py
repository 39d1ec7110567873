"""Claims as CSV: one claim a row, with its document beside it, for people who work in spreadsheets.

A cell that a spreadsheet would take for a formula is defused with an apostrophe: text
that strangers wrote must not compute, call programs or fetch addresses when opened.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from typing import Any, TextIO

from tollbook.export.quotation import quotation
from tollbook.export.row import claim_row
from tollbook.model.claim import Claim
from tollbook.model.document import Document
from tollbook.model.reading import Reading

CLAIM_COLUMNS = (
    "count", "low", "high", "qualifier", "harm", "victims", "place", "when", "date_from", "date_to",
    "date_precision", "claimant", "via", "by", "disputed_by", "scope", "stance", "modality", "part_of",
    "confidence", "start", "end",
)  # fmt: skip
COLUMNS = (
    "document", "title", "publisher", "url", "language", "published_at", *CLAIM_COLUMNS,
    "sentence", "reader", "sha256",
)  # fmt: skip

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # noqa: RUF001 - full-width forms compute too


def write_spreadsheet(readings: Iterable[Reading], stream: TextIO) -> None:
    """Write a header and then one row for each claim; a document without claims has none."""
    table = csv.writer(stream, lineterminator="\n")
    table.writerow(COLUMNS)
    for reading in readings:
        for claim in reading.claims:
            table.writerow(_cells(reading.document, claim))


def defused(text: str) -> str:
    """Return the text as a spreadsheet will show it and not compute it.

    Example:
        >>> defused("=1+1")
        "'=1+1"
        >>> defused("twelve")
        'twelve'
    """
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def _cells(document: Document, claim: Claim) -> list[str]:
    row = claim_row(claim)
    facts = (document.id, document.title, document.publisher, document.url, document.language)
    published = document.published_at and document.published_at.isoformat()
    sentence = "".join(quotation(document.text, claim, longest=len(document.text)))
    values = (
        *facts,
        published,
        *(row[name] for name in CLAIM_COLUMNS),
        sentence,
        claim.reader,
        document.sha256,
    )
    return [cell(value) for value in values]


def cell(value: Any) -> str:  # noqa: ANN401 - plain data of any kind
    """Return a value as a cell; unknown is empty, a list or an object is JSON.

    Example:
        >>> cell(None), cell(True), cell(12), cell("=1+1"), cell(["a"])
        ('', 'true', '12', "'=1+1", '["a"]')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False, sort_keys=True)
    return defused(value) if isinstance(value, str) else str(value)
