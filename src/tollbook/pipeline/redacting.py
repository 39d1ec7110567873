"""Erasing from a case: words wherever they stand, a field, or a whole document; the reason stays.

The order makes an interruption harmless. First one transaction erases the fields and records what was erased, with a
working copy of what is left; then the captures go; last the database is written anew. Whatever of
the later steps is missing is made up for by the next `redact`, whatever it was asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from tollbook.capture.case_folder import CAPTURES, LEDGER_FILE, CaseFolder
from tollbook.errors import UsageError
from tollbook.ledger import Ledger, LedgerReader, reading_draft
from tollbook.ledger.redaction import (
    fields_holding,
    fields_of_reading,
    is_erasable,
    is_reading,
    words_pattern,
    working_copy,
)
from tollbook.ledger.text_index import NAME as TEXT_INDEX
from tollbook.ledger.text_index import TextIndex
from tollbook.model.entry import Draft, Entry, EntryKind, Erasure

_KEPT_OF_DOCUMENT = {
    "actor",
    "media_type",
    "extractor",
    "reader",
    "language",
    "published_at",
    "publisher",
    "replaces",
}
"""What stays of a document that is erased as a whole: how it was read, and who published it when."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RedactionOutcome:
    """What an erasure did.

    Attributes:
        seq: number of the entry that records it; None when nothing new was erased.
        fields: how many fields of entries were erased.
        documents: ids of the documents that lost something.
        captures: digests of the captures whose bytes were erased.
        elsewhere: where the words still stand: ids of documents, `entry 17`, or `file notes.txt`.
        finished: whether an erasure that had been interrupted was brought to its end.
        remains: what may still hold what was erased, and is out of reach, in sentences.
    """

    seq: int | None
    fields: int = 0
    documents: tuple[str, ...] = ()
    captures: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()
    finished: bool = False
    remains: tuple[str, ...] = ()


@dataclass(slots=True)
class _Found:
    """Where words stand in one document: fields of entries, and whether in its text or bytes."""

    erasures: list[Erasure] = field(default_factory=list)
    in_source: bool = False


def finish_redaction(folder: CaseFolder, ledger: Ledger) -> bool:
    """Return whether an interrupted erasure was brought to its end: captures gone, database written anew.

    Args:
        folder: the case.
        ledger: its ledger, open for writing.
    """
    TextIndex(folder.path / TEXT_INDEX).forget()  # it holds the words; the next search makes it again
    erased = {digest for each in ledger.redactions() for digest in each.captures}
    removed = [digest for digest in sorted(erased) if folder.store.remove(digest)]
    is_due = ledger.erasure_is_due()
    if is_due:
        ledger.finish_erasure()
    return bool(removed) or is_due


def redact_words(
    folder: CaseFolder,
    ledger: Ledger,
    words: str,
    *,
    reason: str,
    authority: str,
    document: str | None = None,
    everywhere: bool = False,
) -> RedactionOutcome:
    """Return what was erased: the words, in any case of letters, with any white space between them.

    Where they stand in what was read from a source, its bytes and its text go, and a working copy with `[redacted]` in
    their place is recorded, with the claims where they now stand.

    Args:
        folder: the case.
        ledger: its ledger, open for writing.
        words: what to erase.
        reason: why, without repeating the words.
        authority: on whose request, or by which rule.
        document: id of the one document to erase them from.
        everywhere: whether to erase them wherever they stand.

    Raises:
        UsageError: when they stand nowhere, or in several places and neither was said.
    """
    pattern = words_pattern(words)
    if pattern.search(reason) or pattern.search(authority):
        raise UsageError(
            "Cannot redact: reason or authority repeat the words, and they stay. Say it in other words."
        )
    finished = finish_redaction(folder, ledger)
    found, others = _find(folder, ledger, pattern)
    chosen = _chosen(found, others, document, everywhere=everywhere)
    if not chosen and not (everywhere and others):
        if finished:
            return RedactionOutcome(seq=None, finished=True, remains=_remains(ledger))
        place = f"document {document}" if document else "the case"
        raise UsageError(
            f"Cannot redact: the words stand nowhere in {place}. Check how they are written there."
        )
    erasures = [each for name in chosen for each in found[name].erasures]
    sources = [name for name in chosen if found[name].in_source]
    outcome = _redact(
        folder,
        ledger,
        [*erasures, *(others if everywhere else ())],
        reason=reason,
        authority=authority,
        documents=chosen,
        emptied=sources,
        copies=[_copy(ledger, name, pattern) for name in sources],
    )
    left = [name for name in found if name not in chosen]
    places = [] if everywhere else [f"entry {seq}" for seq in sorted({each.seq for each in others})]
    files = [f"file {name}" for name in _other_files(folder, pattern)]
    return replace(outcome, elsewhere=(*left, *places, *files), finished=finished)


def redact_thing(
    folder: CaseFolder,
    ledger: Ledger,
    name: str,
    *,
    reason: str,
    authority: str,
    fields: Sequence[str] = (),
) -> RedactionOutcome:
    """Return what was erased of one thing.

    Args:
        folder: the case.
        ledger: its ledger, open for writing.
        name: id of a document, a claim or a source, or the number of an entry.
        reason: why.
        authority: on whose request, or by which rule.
        fields: names of fields, such as `claimant` of a claim or `note` of an entry; none for a document as a whole, its
            bytes with it, and for all words of any other thing.

    Raises:
        UsageError: when there is nothing to erase.
        UnknownId: when there is no such thing.
    """
    finished = finish_redaction(folder, ledger)
    erasures, document = _erasures_of(ledger, name, fields)
    if not erasures:
        if finished:
            return RedactionOutcome(seq=None, finished=True, remains=_remains(ledger))
        wanted = ", ".join(fields) or "words"
        raise UsageError(
            f"Cannot redact {name}: it has no {wanted} that could be erased. See tollbook show {name}."
        )
    whole = document is not None and not fields
    outcome = _redact(
        folder,
        ledger,
        erasures,
        reason=reason,
        authority=authority,
        documents=[document] if document else (),
        emptied=[document] if document and whole else (),
    )
    return replace(outcome, finished=finished)


def _redact(  # noqa: PLR0913 - what is erased, why, and what is left
    folder: CaseFolder,
    ledger: Ledger,
    erasures: Iterable[Erasure],
    *,
    reason: str,
    authority: str,
    documents: Iterable[str],
    emptied: Iterable[str],
    copies: Iterable[Draft] = (),
) -> RedactionOutcome:
    """Erase in the ledger, then in the captures, then for good."""
    wanted = set(erasures)
    captures = [ledger.document(name).capture for name in emptied]
    receipt = ledger.redact(wanted, reason=reason, authority=authority, captures=captures, copies=copies)
    finish_redaction(folder, ledger)
    ledger.checkpoint()
    return RedactionOutcome(
        seq=receipt.seq,
        fields=len(wanted),
        documents=tuple(documents),
        captures=tuple(captures),
        remains=_remains(ledger),
    )


def _find(
    folder: CaseFolder, ledger: LedgerReader, pattern: re.Pattern[str]
) -> tuple[dict[str, _Found], list[Erasure]]:
    """Return where words stand: by document, and in entries that speak of no document."""
    found: dict[str, _Found] = {}
    others: list[Erasure] = []
    for entry in ledger.entries():
        names = fields_holding(entry, pattern)
        if not names:
            continue
        erasures = [Erasure(seq=entry.seq, field=name) for name in names]
        document = _document_of(ledger, entry)
        if document is None:
            others.extend(erasures)
            continue
        here = found.setdefault(document, _Found())
        here.erasures.extend(erasures)
        here.in_source |= is_reading(entry) and not set(fields_of_reading(entry)).isdisjoint(names)
    for digest in ledger.captures() & set(folder.store.digests()):
        data = folder.store.path(digest).read_bytes()
        if pattern.search(data.decode("utf-8", "ignore")):
            found.setdefault(ledger.document_id(digest), _Found()).in_source = True
    _add_readings(ledger, {name: here for name, here in found.items() if here.in_source})
    return found, others


def _other_files(folder: CaseFolder, pattern: re.Pattern[str]) -> list[str]:
    """Return the files in the folder that are no part of the record and hold the words: case.toml, somebody's notes."""
    files = [path for path in sorted(folder.path.rglob("*")) if path.is_file()]
    others = [
        path
        for path in files
        if CAPTURES not in path.parts and not path.name.startswith((LEDGER_FILE, TEXT_INDEX))
    ]
    return [
        path.relative_to(folder.path).as_posix()
        for path in others
        if pattern.search(path.read_bytes().decode("utf-8", "ignore"))
    ]


def _add_readings(ledger: LedgerReader, emptied: dict[str, _Found]) -> None:
    """Add all that was read from the bytes of documents, in every reading, to what is erased."""
    for entry in ledger.entries() if emptied else ():
        if is_reading(entry) and entry.fields["document"] in emptied:
            here = emptied[entry.fields["document"]]
            here.erasures.extend(Erasure(seq=entry.seq, field=name) for name in fields_of_reading(entry))


def _document_of(ledger: LedgerReader, entry: Entry) -> str | None:
    if "document" in entry.fields:
        return str(entry.fields["document"])
    if entry.kind is EntryKind.CLAIM_REVIEWED:
        return ledger.claim(entry.fields["claim"]).document
    return None


def _chosen(
    found: dict[str, _Found], others: list[Erasure], document: str | None, *, everywhere: bool
) -> list[str]:
    if everywhere:
        return list(found)
    if document is not None:
        return [document] if document in found else []
    if len(found) > 1 or (found and others):
        places = [*list(found)[:5], *(f"entry {each.seq}" for each in others[:3])]
        raise UsageError(
            f"Cannot tell where to erase: the words stand in {len(found) + len(others)} places ({', '.join(places)} ...). "
            "Name one document, or erase them everywhere with --everywhere."
        )
    return list(found)


def _copy(ledger: LedgerReader, document: str, pattern: re.Pattern[str]) -> Draft:
    """Return what records what is left of a document without the words."""
    claims = [claim for claim in ledger.claims_of(document) if claim.read is not None]
    left = working_copy(ledger.document(document), claims, pattern)
    ids = [claim.id for claim in claims]
    return reading_draft(left, document=document, claim_ids=ids, redacts=True)


def _erasures_of(ledger: LedgerReader, name: str, fields: Sequence[str]) -> tuple[list[Erasure], str | None]:
    """Return what is to be erased of a thing, and the document whose bytes go with it."""
    if name.isdecimal():
        entry = ledger.entry(int(name))
        return _named(entry, fields or [each for each in entry.fields if each != "actor"]), None
    full = ledger.resolve(name)
    if full.startswith("c"):
        return _of_claim(ledger, full, fields), None
    if full.startswith("d"):
        return _of_document(ledger, full, fields), full
    told = [
        entry for entry in ledger.entries() if entry.fields.get("source") == full and "names" in entry.fields
    ]
    return [each for entry in told for each in _named(entry, fields or list(entry.fields))], None


def _named(entry: Entry, names: Iterable[str]) -> list[Erasure]:
    return [
        Erasure(seq=entry.seq, field=name) for name in names if name in entry.fields and is_erasable(name)
    ]


def _of_claim(ledger: LedgerReader, claim: str, fields: Sequence[str]) -> list[Erasure]:
    """Return fields of a claim, in every reading that holds it and in every decision about it."""
    document = ledger.claim(claim).document
    wanted: list[Erasure] = []
    for entry in ledger.entries():
        if entry.fields.get("claim") == claim:
            changed = [f"changed/{name}" for name in fields]
            wanted += _named(
                entry, [*changed, *fields] if fields else [*entry.fields.keys() - {"actor", "reason"}]
            )
        elif is_reading(entry) and entry.fields["document"] == document:
            paths = [path.removesuffix("id") for path, value in entry.fields.items() if value == claim]
            names = [name for name in entry.fields for path in paths if name.startswith(path)]
            chosen = [name for name in names if not fields or name.rpartition("/")[2] in fields]
            wanted += _named(entry, [name for name in chosen if fields or not name.endswith("/figure")])
    return wanted


def _of_document(ledger: LedgerReader, document: str, fields: Sequence[str]) -> list[Erasure]:
    claims = {claim.id for claim in ledger.claims_of(document, superseded=True)}
    wanted: list[Erasure] = []
    for entry in ledger.entries():
        if entry.fields.get("document") == document:
            kept = _KEPT_OF_DOCUMENT if not fields else set()
            wanted += _named(entry, fields or [name for name in entry.fields if name not in kept])
        elif not fields and entry.fields.get("claim") in claims:
            wanted += _named(entry, [name for name in entry.fields if name not in {"actor", "reason"}])
    return wanted


def _remains(ledger: LedgerReader) -> tuple[str, ...]:
    """Return what may still hold what was erased and is out of reach."""
    copies = "Copies of the case's folder, exports and evidence files made before may still hold it."
    if not ledger.is_on_server:
        return (
            copies,
            "So may the disk itself, in places that no file has any more, and its snapshots and backups.",
        )
    server = (
        "The tables on the server were written anew; its write-ahead archives, replicas and base backups may still hold it: "
        "ask whoever keeps them."
    )
    return (copies, server)
