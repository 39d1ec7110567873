"""A case as a data package: CSV tables with their schemas, sources, licence, how to cite it, and the root of its ledger.

The form is that of the Frictionless Data Package; the tables are read by any program that knows it, and by
spreadsheets. Rows are written as they come, so that memory does not grow with the case, and the same
case gives the same bytes.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO, TextIO

from tollbook.export.fields import Field
from tollbook.export.gate import Gate
from tollbook.export.spreadsheet import cell
from tollbook.model.case import Case
from tollbook.model.checkpoint import Checkpoint
from tollbook.model.source import Source
from tollbook.version import VERSION

Row = Mapping[str, Any]
Rows = Iterable[tuple[Row, str | None]]
"""Rows with the sensitivity of the document that each comes from."""

_MIDNIGHT_1980 = (
    1980,
    1,
    1,
    0,
    0,
    0,
)  # the first moment that a zip knows: the same case gives the same bytes
_DESCRIPTIONS = {
    "claims": "Statements that a number of people suffered a harm, each with who says it and where it stands. They are not to be added up.",
    "documents": "The documents that they were read in, with where each came from.",
    "sources": "Who published the documents, described in the same words for every party.",
    "reviews": "What people decided about the claims, with decisions that were undone.",
}
_KEYS = {"claims": "id", "documents": "id", "sources": "id", "reviews": "entry"}
_REFERENCES = {
    "claims": (("document", "documents"), ("source", "sources")),
    "documents": (("source", "sources"),),
    "reviews": (("claim", "claims"),),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageFacts:
    """What a package says of the case beside its tables.

    Attributes:
        case: what it is about.
        sources: of the case, as described.
        entries: how many entries its ledger has.
        root: root of the tree over them, in hex.
        checkpoint: the newest one; None when there is none.
        as_of: moment of the newest entry.
    """

    case: Case
    sources: tuple[Source, ...]
    entries: int
    root: str
    checkpoint: Checkpoint | None
    as_of: str


def write_package(
    stream: BinaryIO, gate: Gate, facts: PackageFacts, tables: Mapping[str, Rows]
) -> dict[str, int]:
    """Write a data package, and return how many rows of each table were left out.

    Args:
        stream: open for writing, at its beginning.
        gate: what goes out.
        facts: what the package says of the case.
        tables: rows by name of the table, taken one at a time.
    """
    left_out: dict[str, int] = {}
    resources = []
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, rows in tables.items():
            with archive.open(_entry(f"data/{name}.csv"), "w", force_zip64=True) as raw:
                counted = _Counted(raw)
                text = io.TextIOWrapper(io.BufferedWriter(counted), encoding="utf-8", newline="")
                left_out[name] = write_table(text, gate, name, rows)
                text.flush()
            resources.append(_resource(gate, name, counted))
        descriptor = _descriptor(gate, facts, resources)
        archive.writestr(
            _entry("datapackage.json"), json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n"
        )
        archive.writestr(_entry("README.md"), _readme(gate, facts, left_out))
    return left_out


def write_table(stream: TextIO, gate: Gate, name: str, rows: Rows) -> int:
    """Write one table as CSV, and return how many of its rows were left out.

    Cells that a spreadsheet would take for formulas are defused.

    Args:
        stream: open for writing.
        gate: what goes out.
        name: name of the table.
        rows: taken one at a time.
    """
    table = csv.writer(stream, lineterminator="\n")
    columns = gate.columns(name)
    table.writerow([field.name for field in columns])
    left_out = 0
    for row, sensitivity in rows:
        out = gate.row(name, row, sensitivity)
        if out is None:
            left_out += 1
        else:
            table.writerow([cell(out[field.name]) for field in columns])
    return left_out


def table_schema(fields: Iterable[Field]) -> dict[str, Any]:
    """Return the fields of a table in the words of Frictionless Table Schema."""
    return {"fields": [_field(field) for field in fields], "missingValues": [""]}


def how_to_cite(case: Case, as_of: str, root: str) -> str:
    """Return how others are asked to cite a package, in one line.

    Args:
        case: what it is about.
        as_of: moment of the newest entry.
        root: root of the ledger, in hex.
    """
    return f"{case.citation or case.name}. Tollbook case, as of {as_of[:10]}, ledger root {root}."


class _Counted(io.RawIOBase):
    """A stream that counts and digests what goes through it."""

    def __init__(self, raw: Any) -> None:  # noqa: ANN401 - what zipfile opens
        super().__init__()
        self._raw = raw
        self.size = 0
        self.digest = hashlib.sha256()

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:  # noqa: ANN401 - bytes of any kind
        self.size += len(data)
        self.digest.update(data)
        self._raw.write(data)
        return len(data)


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _MIDNIGHT_1980)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    return entry


def _resource(gate: Gate, name: str, written: _Counted) -> dict[str, Any]:
    fields = gate.columns(name)
    there = {field.name for field in fields}
    schema = table_schema(fields)
    schema["primaryKey"] = _KEYS[name]
    schema["foreignKeys"] = [
        {"fields": field, "reference": {"resource": table, "fields": _KEYS[table]}}
        for field, table in _REFERENCES.get(name, ())
        if field in there
    ]
    return {
        "name": name,
        "path": f"data/{name}.csv",
        "profile": "tabular-data-resource",
        "title": name.capitalize(),
        "description": _DESCRIPTIONS[name],
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"lineTerminator": "\n"},
        "bytes": written.size,
        "hash": f"sha256:{written.digest.hexdigest()}",
        "schema": schema,
    }


def _field(field: Field) -> dict[str, Any]:
    constraints: dict[str, Any] = {}
    if field.required:
        constraints["required"] = True
    if field.allowed:
        constraints["enum"] = list(field.allowed)
    described = {"name": field.name, "type": field.type, "description": field.description}
    if field.type == "datetime":
        described["format"] = "any"
    return described | ({"constraints": constraints} if constraints else {})


def _descriptor(gate: Gate, facts: PackageFacts, resources: list[dict[str, Any]]) -> dict[str, Any]:
    case, checkpoint = facts.case, facts.checkpoint
    sources = [{"title": source.name} for source in facts.sources if not gate.hides_name(source)]
    return {
        "profile": "tabular-data-package",
        "name": f"tollbook-{case.id[:12]}",
        "id": facts.root,
        "title": case.name,
        "description": f"Casualty claims of the case {case.name}, each with the document that says it.",
        "version": str(facts.entries),
        "created": facts.as_of,
        "licenses": [_licence(case)],
        "sources": sources,
        "contributors": [{"title": f"tollbook {VERSION}", "role": "wrangler"}],
        "resources": resources,
        "tollbook": {
            "case": case.id,
            "exposure_profile": gate.profile,
            "harms": [str(harm) for harm in case.harms],
            "places": list(case.places),
            "languages": list(case.languages),
            "from": case.date_from and case.date_from.isoformat(),
            "to": case.date_to and case.date_to.isoformat(),
            "cite": how_to_cite(case, facts.as_of, facts.root),
            "ledger": {
                "entries": facts.entries,
                "root": facts.root,
                "checkpoint": checkpoint
                and {
                    "size": checkpoint.size,
                    "root": checkpoint.root,
                    "key": checkpoint.key,
                    "signature": checkpoint.signature,
                },
            },
        },
    }


def _licence(case: Case) -> dict[str, str]:
    if case.licence is None:
        return {"name": "notspecified", "title": "No licence was chosen: ask before you use it"}
    return {"name": case.licence}


def _readme(gate: Gate, facts: PackageFacts, left_out: Mapping[str, int]) -> str:
    case = facts.case
    gone = ", ".join(f"{number:,} {name}" for name, number in left_out.items() if number) or "none"
    licence = case.licence or "none was chosen: ask before you use it"
    period = " to ".join(day.isoformat() if day else "open" for day in (case.date_from, case.date_to))
    lines = [
        f"# {case.name}",
        "",
        "Claims: statements, each in one document, that a number of people suffered a harm. `datapackage.json` describes",
        "the tables in `data/`.",
        "",
        "## Before you use it",
        "",
        "* Never add claims up: many are the same figure said again, or parts of one another, or running totals.",
        "* A claim says that somebody said it, not that it is so. `state` tells what a person decided about it.",
        '* An empty bound is open: 12 and nothing is "12 or more". Empty is unknown, never 0.',
        "* `by` is who is said to have done it; `disputed_by` is who denies it in the same document.",
        "* A cell that begins with an apostrophe was defused, so that no spreadsheet computes it.",
        f"* This is the profile `{gate.profile}`. Fields that name living people, minors, witnesses, relatives or detainees,",
        "  texts and sentences, and rows about sexual violence are held back unless the profile or the keepers of the case let",
        "  them through; `withheld` names the fields of a row that hold something which is held back.",
        f"* Rows left out altogether: {gone}.",
        "",
        "## Scope",
        "",
        f"* harms: {', '.join(map(str, case.harms)) or 'all'}",
        f"* places: {', '.join(case.places) or 'all'}",
        f"* languages: {', '.join(case.languages) or 'all'}",
        f"* period: {period}",
        "",
        "## How to cite",
        "",
        how_to_cite(case, facts.as_of, facts.root),
        "",
        f"Licence: {licence}.",
        "",
        "## Where it comes from",
        "",
        f"Ledger of {facts.entries:,} entries, root `{facts.root}`. Whoever keeps the case can show that this state, and no other,",
        "was recorded then; `tollbook verify` checks it.",
        "",
    ]
    return "\n".join(lines)
