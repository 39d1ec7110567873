"""Checks a ledger against itself: every entry, the chain, the tree, the checkpoints.

It reads the entries once, in their order, and holds none of them. Nothing is trusted: a column can hold anything,
and whatever is found wrong is told with its place, after which the check goes on.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Any

from sqlalchemy import Connection, Row, select

from tollbook.ledger import tables
from tollbook.ledger.chaining import genesis, header, moment_of
from tollbook.ledger.commitments import (
    Sealed,
    commitments_of,
    content_digest,
    erased_commitments,
    fields_digest,
    opened,
)
from tollbook.ledger.entry_reader import entry_of, entry_query
from tollbook.ledger.merkle import Frontier, leaf_hash
from tollbook.ledger.recorded import redaction_of
from tollbook.ledger.signing import checkpoint_of, checkpoint_text, is_signed_by
from tollbook.model.checkpoint import Checkpoint
from tollbook.model.entry import Entry, EntryKind
from tollbook.model.record import Redaction
from tollbook.model.verification import Trouble

_CHUNK = 500
_DAMAGE = (ValueError, KeyError, TypeError, AttributeError, OverflowError)
"""What reading a damaged row can raise."""


class ChainCheck:
    """One run over the entries of a ledger.

    Args:
        connection: sees one state of the ledger throughout.
        case: id of the case.
        deep: whether every field of every payload is looked at too, rather than each payload as a whole.
    """

    def __init__(self, connection: Connection, case: str, *, deep: bool) -> None:
        self.troubles: list[Trouble] = []
        self.notes: list[Trouble] = []
        self.tree = Frontier()
        self.public_key: str | None = None
        self.checkpoints = 0
        self.signed = 0
        self._connection = connection
        self._case = case
        self._deep = deep
        self._expected = genesis(case)
        self._also_expected = self._expected
        self._last_at = ""
        self._roots: dict[int, bytes] = {}
        self.redactions = tuple(_redactions(connection))
        self._redacted: dict[int, set[str]] = {}
        for each in self.redactions:
            for seq, name in each.fields:
                self._redacted.setdefault(seq, set()).add(name)

    def entries(self, sizes: Iterable[int] = ()) -> Iterator[Entry]:
        """Return the entries that can be read, each after it was checked; only entries without trouble, when `deep`.

        Args:
            sizes: sizes of the tree at which its root is needed afterwards.
        """
        wanted = set(sizes)
        columns = tables.entries.c
        query = select(*columns).order_by(columns.seq).execution_options(yield_per=_CHUNK)
        for row in chain.from_iterable(self._connection.execute(query).partitions()):
            before = len(self.troubles)
            if not self._is_intact(row):
                self._check(row)
            elif self._deep:
                self._check_payload(row)
            if self.tree.size in wanted:
                self._roots[self.tree.size] = self.tree.root()
            if self._deep and len(self.troubles) == before:
                yield entry_of(row)
        self._check_erasures_left()

    def _is_intact(self, row: Row[Any]) -> bool:
        """Return whether a row is plainly what was recorded after the one before; it is taken in then.

        This is the fast way through sound entries. Whatever is not plainly so goes the long way, which tells why.
        """
        values: Any = row
        seq, kind, at, content, fields, kept, salts, erased, body = values
        if erased is not None or seq != self.tree.size + 1 or seq == 1 or seq in self._redacted:
            return False
        try:
            head = header(seq=seq, kind=kind, at=at, content=content, fields=fields, previous=self._expected)
            if leaf_hash(head) != kept or content_digest(salts, body) != content or at < self._last_at:
                return False
        except _DAMAGE:
            return False
        self._expected = self._also_expected = kept
        self._last_at = at
        self.tree.append(kept)
        return True

    def _check(self, row: Row[Any]) -> None:
        if row.seq != self.tree.size + 1:
            missing = (
                f"{self.tree.size + 1}"
                if row.seq == self.tree.size + 2
                else f"{self.tree.size + 1} to {row.seq - 1}"
            )
            if row.seq > self.tree.size:
                self._trouble(f"entry {missing}", "it is missing")
            while self.tree.size < row.seq - 1:
                self.tree.append(b"")
        try:
            hashed = self._check_header(row)
            self._check_payload(row)
        except _DAMAGE as error:
            self._trouble(f"entry {row.seq}", f"it cannot be read: {error}")
            hashed = _bytes_or_empty(row.hash)
        self.tree.append(hashed)

    def _check_header(self, row: Row[Any]) -> bytes:
        """Return the hash of a row's header, after it was compared with the one that is kept, and with the chain."""
        parts = {"seq": row.seq, "kind": row.kind, "at": row.at, "content": row.content, "fields": row.fields}
        kept = bytes(row.hash)
        candidates = {self._expected, self._also_expected}
        found = {previous: leaf_hash(header(**parts, previous=previous)) for previous in candidates}
        EntryKind(row.kind)
        moment_of(row.at)
        if kept not in found.values():
            self._trouble(
                f"entry {row.seq}",
                "its number, kind, time or digests are not those that its hash was made from, or an entry before it was changed",
            )
        if row.at < self._last_at:
            self._note(
                f"entry {row.seq}",
                f"the clock ran backwards: it says {row.at}, and the entry before it {self._last_at}",
            )
        self._last_at = row.at
        hashed = found[self._expected] if kept not in found.values() else kept
        self._expected, self._also_expected = kept, hashed
        return kept

    def _check_payload(self, row: Row[Any]) -> None:
        sealed = _sealed(row)
        place = f"entry {row.seq}"
        if sealed.erased is None and content_digest(sealed.salts, sealed.body) != sealed.content:
            self._trouble(place, f"its payload was changed{_where_changed(sealed)}")
            return
        if sealed.erased is not None or self._deep:
            if fields_digest(commitments_of(sealed)) != sealed.fields:
                self._trouble(place, "its fields are not those that it was bound to")
            self._check_erased(row.seq, set(erased_commitments(sealed)))
            if sealed.erased is not None and not erased_commitments(sealed):
                self._trouble(place, "it says that something was erased, and nothing was")
        if row.seq == 1:
            key = opened(sealed.body).get("public_key")
            self.public_key = None if key is None else str(key)

    def _check_erased(self, seq: int, erased: set[str]) -> None:
        told = self._redacted.pop(seq, set())
        for name in sorted(erased - told):
            self._trouble(f"entry {seq}", f"its field {name} was erased, and no redaction tells of it")
        for name in sorted(told - erased):
            self._trouble(
                f"entry {seq}", f"its field {name} is still there, and a redaction says that it was erased"
            )

    def _check_erasures_left(self) -> None:
        for seq, names in sorted(self._redacted.items()):
            for name in sorted(names):
                self._trouble(
                    f"entry {seq}", f"its field {name} is not erased, and a redaction says that it was"
                )

    def check_head(self) -> None:
        """Compare what appending goes by with what was read."""
        size, last, frontier = self._connection.execute(
            select(tables.head.c.size, tables.head.c.hash, tables.head.c.frontier)
        ).one()
        if size != self.tree.size:
            self._trouble(
                "the end of the ledger", f"{self.tree.size} entries were found, and {size} were recorded"
            )
        elif bytes(last) != self._expected or bytes(frontier) != self.tree.to_bytes():
            self._trouble(
                "the end of the ledger", "the hash of the last entry is not the one that was recorded with it"
            )

    def check_checkpoints(self, kept: Sequence[Any], elsewhere: Sequence[Checkpoint]) -> None:
        """Compare checkpoints with the tree; `entries` must have been given their sizes.

        Args:
            kept: those of the ledger, as rows of its table.
            elsewhere: those that somebody kept outside the case.
        """
        for row in kept:
            place = f"checkpoint of {row.size} entries"
            try:
                found = checkpoint_of(json.loads(row.checkpoint))
            except _DAMAGE as error:
                self._trouble(place, f"it cannot be read: {error}")
                continue
            if row.checkpoint != checkpoint_text(found):
                self._trouble(place, "it is not written as checkpoints are: it was changed")
            elif found.size != row.size:
                self._trouble(place, f"it says that it covers {found.size}")
            else:
                self._check_checkpoint(found, place)
        for each in elsewhere:
            self._check_checkpoint(each, f"checkpoint of {each.size} entries kept elsewhere")

    def _check_checkpoint(self, checkpoint: Checkpoint, place: str) -> None:
        before = len(self.troubles)
        if checkpoint.case != self._case:
            self._trouble(place, f"it is of the case {checkpoint.case}")
        elif checkpoint.size > self.tree.size:
            self._trouble(place, f"the ledger ends after {self.tree.size} entries: its end was cut off")
        elif self._roots.get(checkpoint.size, self.tree.root()).hex() != checkpoint.root:
            self._trouble(place, "entries up to there are not those that it was made for")
        signed = self._check_signature(checkpoint, place)
        if len(self.troubles) == before:
            self.checkpoints += 1
            self.signed += signed

    def _check_signature(self, checkpoint: Checkpoint, place: str) -> bool:
        if checkpoint.key is None and checkpoint.signature is None:
            if self.public_key is not None:
                self._note(place, "it is not signed, though the case has a key")
            return False
        if checkpoint.key != self.public_key:
            self._trouble(place, "it is signed with another key than that of the case")
        elif not is_signed_by(checkpoint, str(checkpoint.key)):
            self._trouble(place, "its signature is not good: it was changed after it was signed")
        else:
            return True
        return False

    def _trouble(self, place: str, words: str) -> None:
        self.troubles.append(Trouble(place=place, words=words))

    def _note(self, place: str, words: str) -> None:
        self.notes.append(Trouble(place=place, words=words))


def _redactions(connection: Connection) -> Iterator[Redaction]:
    """Return what was erased, as far as it can be read; the check of its entry tells what is wrong with the rest."""
    query = entry_query().where(tables.entries.c.kind == str(EntryKind.REDACTED))
    for row in connection.execute(query.order_by(tables.entries.c.seq)):
        try:
            yield redaction_of(entry_of(row))
        except _DAMAGE:
            continue


def _sealed(row: Row[Any]) -> Sealed:
    return Sealed(
        body=_bytes(row.body),
        salts=_bytes(row.salts),
        content=_bytes(row.content),
        fields=_bytes(row.fields),
        erased=None if row.erased is None else _bytes(row.erased),
    )


def _bytes(value: object) -> bytes:
    if not isinstance(value, bytes):
        raise TypeError(f"{type(value).__name__} stands where bytes are expected")
    return value


def _bytes_or_empty(value: object) -> bytes:
    return value if isinstance(value, bytes) else b""


def _where_changed(sealed: Sealed) -> str:
    """Return which fields were changed, where that can be told, to be added to a sentence."""
    try:
        commitments = commitments_of(sealed)
    except _DAMAGE as error:
        return f": {error}"
    if fields_digest(commitments) == sealed.fields:
        return ""
    return f" in one of its fields ({', '.join(list(commitments)[:4])} ...)" if len(commitments) > 1 else ""
