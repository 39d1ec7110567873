"""A case checked from its folder alone: the ledger, the bytes of every source, and the words of every claim."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from tollbook.capture.case_folder import CaseFolder
from tollbook.capture.store import sha256
from tollbook.errors import InputError, LedgerError, StoreError, UsageError
from tollbook.ledger import Ledger, checkpoint_of
from tollbook.ledger.recorded import recorded_document
from tollbook.model.checkpoint import Checkpoint
from tollbook.model.claim import PHRASE_FIELDS, Claim
from tollbook.model.display import shown
from tollbook.model.document import Document
from tollbook.model.entry import Entry, EntryKind
from tollbook.model.verification import Trouble, Verification
from tollbook.pipeline.cases import reading_ledger
from tollbook.pipeline.rereading import read_again
from tollbook.version import VERSION

_LONGEST_WORDS = 60


def verify_case(
    folder: CaseFolder,
    *,
    chain_only: bool = False,
    extract: bool = False,
    elsewhere: Sequence[Checkpoint] = (),
) -> Verification:
    """Return what a check of a case found. Nothing is changed, and nothing beyond the folder is needed.

    The chain and the tree are worked out anew, signatures and checkpoints compared, every field of every entry checked
    against its commitment, the derived tables made anew beside the live ones, every capture read and compared with its
    digest, and the words of every claim looked up in the text.

    Args:
        folder: the case.
        chain_only: whether to look at entries, tree and checkpoints alone: much faster.
        extract: whether to read every capture anew, too, and compare its text with the one that is stored.
        elsewhere: checkpoints that somebody kept outside the case.
    """
    with reading_ledger(folder) as ledger:
        check = _SourceCheck(folder, extract=extract)
        found = ledger.verify(deep=not chain_only, elsewhere=elsewhere, visit=check.visit)
        is_due = ledger.erasure_is_due()
    if chain_only:
        return found
    erased = {digest for each in found.redactions for digest in each.captures}
    troubles = [*found.troubles, *check.missing(erased), *check.still_there(erased)]
    if is_due:
        words = "an erasure was interrupted: its bytes may still be in the file; run tollbook redact --finish"
        troubles.append(Trouble(place="the ledger", words=words))
    return replace(
        found,
        troubles=tuple(troubles),
        notes=(*found.notes, *check.notes, *check.strangers()),
        captures=check.captures,
        spans=check.spans,
    )


def rebuild_case(ledger: Ledger) -> None:
    """Make the tables that are derived from the entries anew, once the entries have been found sound.

    Args:
        ledger: that of the case, open for writing.

    Raises:
        LedgerError: when entries are damaged: nothing sound could be derived from them.
    """
    troubles = ledger.verify(deep=False).troubles
    if troubles:
        raise LedgerError(
            f"Cannot make the tables anew: the entries are not sound ({troubles[0].place}: {troubles[0].words}). "
            "Take the ledger from a copy of the case."
        )
    ledger.rebuild()


def checkpoint_from(text: str, name: str) -> Checkpoint:
    """Return the checkpoint that a file holds.

    Args:
        text: what it says, as `tollbook log --checkpoint` prints it.
        name: what to call it.

    Raises:
        UsageError: when it is none.
    """
    try:
        row = json.loads(text)
        return checkpoint_of(row)
    except (ValueError, AttributeError) as error:
        raise UsageError(
            f"Cannot use {shown(name)} as a checkpoint: {error}. A file that tollbook log --checkpoint wrote is expected."
        ) from error


class _SourceCheck:
    """Looks at what the entries speak of, as they go by.

    Args:
        folder: the case.
        extract: whether to read each source anew.
    """

    def __init__(self, folder: CaseFolder, *, extract: bool) -> None:
        self.captures = 0
        self.spans = 0
        self.notes: list[Trouble] = []
        self._folder = folder
        self._store = folder.store
        self._extract = extract
        self._known: set[str] = set()
        self._missing: dict[str, str] = {}

    def visit(self, entry: Entry) -> Iterator[Trouble]:
        """Return what is wrong with what an entry speaks of."""
        if entry.kind is EntryKind.DOCUMENT_ADDED:
            yield from self._check_capture(entry)
        if entry.kind in {EntryKind.DOCUMENT_ADDED, EntryKind.READING_ADDED} and "text" in entry.fields:
            yield from self._check_spans(entry.fields)

    def missing(self, erased: Iterable[str]) -> Iterator[Trouble]:
        """Return the captures that are not there though they were never erased."""
        gone = set(erased)
        for digest, document in self._missing.items():
            if digest not in gone:
                words = (
                    f"the bytes of document {document} are missing; add the same file again to restore them"
                )
                yield Trouble(place=f"capture {digest}", words=words)

    def still_there(self, erased: Iterable[str]) -> Iterator[Trouble]:
        """Return the captures that are there though they were erased."""
        for digest in sorted(set(erased)):
            if self._store.has(digest):
                words = "a redaction says that its bytes were erased, and they are there; run tollbook redact --finish"
                yield Trouble(place=f"capture {digest}", words=words)

    def strangers(self) -> Iterator[Trouble]:
        """Return the files among the captures that no entry speaks of."""
        for digest in self._store.digests():
            if digest not in self._known:
                yield Trouble(
                    place=f"capture {digest}",
                    words="no entry speaks of it: an interrupted add left it, perhaps",
                )

    def _check_capture(self, entry: Entry) -> Iterator[Trouble]:
        digest, document = entry.fields["capture"], entry.fields["document"]
        self._known.add(digest)
        try:
            data = self._store.path(digest).read_bytes()
        except FileNotFoundError:
            self._missing[digest] = document
            return
        except (OSError, ValueError, StoreError) as error:
            yield Trouble(place=f"capture {digest}", words=f"it cannot be read: {error}")
            return
        found = sha256(data)
        if found != digest:
            words = f"its bytes have the digest {found}: they are not those that were received as document {document}"
            yield Trouble(place=f"capture {digest}", words=words)
            return
        self.captures += 1
        if self._extract and "text" in entry.fields:
            self._compare_text(entry)

    def _check_spans(self, fields: Mapping[str, Any]) -> Iterator[Trouble]:
        """Return the words of claims that do not stand where they say."""
        text, index = fields["text"], 0
        while f"claims/{index}/id" in fields:
            path = f"claims/{index}"
            for name in ("count", *PHRASE_FIELDS):
                said = fields.get(f"{path}/{name}")
                if said is None or "start" not in said or said["start"] == said["end"]:
                    continue
                there = text[said["start"] : said["end"]]
                if there != said["words"]:
                    words = (
                        f"its {name} is {_short(said['words'])} at {said['start']}-{said['end']} of the text of document "
                        f"{fields['document']}, and {_short(there)} stands there"
                    )
                    yield Trouble(place=f"claim {fields[f'{path}/id']}", words=words)
                self.spans += 1
            index += 1

    def _compare_text(self, entry: Entry) -> None:
        """Note where a text read anew from the bytes is another than the stored one."""
        place = f"document {entry.fields['document']}"
        outcome = read_again(self._folder, recorded_document(entry, entry), _TextAlone())
        if isinstance(outcome, InputError):
            self.notes.append(Trouble(place=place, words=f"it cannot be read anew: {outcome}"))
        elif outcome.document.text != entry.fields["text"]:
            words = (
                f"Tollbook {VERSION} reads another text from its bytes than {entry.fields.get('extractor')} did; its "
                "claims stand in the text that was stored. tollbook reread takes the new text."
            )
            self.notes.append(Trouble(place=place, words=words))


class _TextAlone:
    """A reader of no language: what is read with it is the text."""

    name = "none"

    def languages(self) -> frozenset[str]:
        """Return none."""
        return frozenset()

    def claims(self, document: Document) -> tuple[Claim, ...]:  # noqa: ARG002 - as readers are called
        """Return none."""
        return ()


def _short(words: str) -> str:
    cut = words if len(words) <= _LONGEST_WORDS else f"{words[:_LONGEST_WORDS]}…"
    return f'"{shown(cut)}"'
