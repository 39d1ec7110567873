"""The ledger as pages: its entries, newest first, and one entry with what it records and what was erased."""

from __future__ import annotations

import json

from starlette.responses import Response

from tollbook.model.entry import Entry, EntryKind
from tollbook.model.team import Right
from tollbook.web.routes import Route
from tollbook.web.visit import Visit

ENTRIES_A_PAGE = 50

_KIND_WORDS = {
    EntryKind.CASE_OPENED: "the case was opened",
    EntryKind.SOURCE_DESCRIBED: "a source was described",
    EntryKind.DOCUMENT_ADDED: "a document was added",
    EntryKind.DOCUMENT_DESCRIBED: "a document was described",
    EntryKind.READING_ADDED: "a document was read again",
    EntryKind.CLAIM_REVIEWED: "a claim was decided",
    EntryKind.UNDONE: "a decision was undone",
    EntryKind.REDACTED: "something was erased",
    EntryKind.NOTED: "a note was made",
}
_PUBLIC_FIELDS = ("document", "claim", "source", "decision", "reason", "entry")
"""Fields of an entry that name things by their ids; everything else in an entry may hold words about people."""


def entry_words(entry: Entry) -> str:
    """Return what an entry records, in one line without words of a document."""
    told = [_KIND_WORDS.get(entry.kind, str(entry.kind))]
    told += [
        f"{name} {entry.fields[name]}"
        for name in ("document", "claim", "source", "entry")
        if name in entry.fields
    ]
    decision = entry.fields.get("decision")
    return ", ".join([*told, str(decision).replace("_", " ")] if decision else told)


def log(visit: Visit) -> Response:
    """Return a page of entries, the newest first."""
    with visit.desk.reading() as ledger:
        size = ledger.size()
        last = min(size, _number(visit.asked("from"), size))
        first = max(1, last - ENTRIES_A_PAGE + 1)
        entries = [entry_row(entry, visit) for entry in ledger.entries(first, last)][::-1]
        root, checkpoints = ledger.root(), ledger.checkpoints()
    return visit.page(
        "app-log.html.j2",
        entries=entries,
        size=size,
        root=root,
        older=first - 1 if first > 1 else None,
        newer=min(size, last + ENTRIES_A_PAGE) if last < size else None,
        checkpoint=checkpoints[-1] if checkpoints else None,
    )


def entry_page(visit: Visit) -> Response:
    """Return one entry. Who may not see restricted fields gets the ids in it, and nothing else."""
    with visit.desk.reading() as ledger:
        entry = ledger.entry(_number(visit.part("entry"), 0))
    whole = visit.may(Right.RESTRICTED)
    fields = {name: value for name, value in entry.fields.items() if whole or name in _PUBLIC_FIELDS}
    shown = [(name, json.dumps(value, ensure_ascii=False, default=str)) for name, value in fields.items()]
    return visit.page(
        "app-entry.html.j2",
        entry=entry_row(entry, visit),
        fields=shown,
        whole=whole,
        erased=entry.erased,
        hash=entry.hash,
    )


def entry_row(entry: Entry, visit: Visit) -> dict[str, object]:
    """Return an entry as one line of a list; who did it is for those who may see restricted fields."""
    return {
        "entry": entry.seq,
        "at": entry.at.isoformat(sep=" ", timespec="seconds"),
        "actor": entry.actor if visit.may(Right.RESTRICTED) else "somebody of the team",
        "what": entry_words(entry),
    }


def _number(words: str, otherwise: int) -> int:
    return int(words) if words.isascii() and words.isdigit() else otherwise


ROUTES = (
    Route("GET", "/log", Right.READ, log),
    Route("GET", "/log/{entry}", Right.READ, entry_page),
)
