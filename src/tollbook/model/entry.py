"""The ledger's entries, as values: what is to be recorded, and what has been."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

Fields = Mapping[str, Any]
"""The payload of an entry: plain data (null, true, false, numbers, text, arrays, objects) by field name.

Each field is bound by a commitment of its own and can be erased by itself. A field inside a list has
a path for a name: `claims/3/victims`.
"""

REDACTED = "[redacted]"
"""What stands wherever words were erased."""


class EntryKind(StrEnum):
    """What an entry records."""

    CASE_OPENED = "case_opened"
    SOURCE_DESCRIBED = "source_described"
    DOCUMENT_ADDED = "document_added"
    DOCUMENT_DESCRIBED = "document_described"
    READING_ADDED = "reading_added"
    CLAIM_REVIEWED = "claim_reviewed"
    UNDONE = "undone"
    REDACTED = "redacted"
    NOTED = "noted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """Something to be recorded, before it has a number, a time and an actor.

    Attributes:
        kind: what it is.
        fields: its payload.
    """

    kind: EntryKind
    fields: Fields


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of the ledger, as it stands there.

    Attributes:
        seq: its number, from 1 without gaps.
        kind: what it records.
        at: when, by the clock of whoever recorded it, in UTC.
        actor: the person, or the program and its version, that recorded it; `[redacted]` once erased.
        fields: its payload, without what was erased.
        erased: names of the fields that were erased.
        hash: SHA-256 that the next entry holds, in hex.
    """

    seq: int
    kind: EntryKind
    at: datetime
    actor: str
    fields: Fields
    erased: tuple[str, ...] = ()
    hash: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What came of a draft, told only after it is safely stored.

    Attributes:
        seq: number of its entry; None when nothing needed recording, since the document is there already.
        subject: id of the document, claim or source that it is about; None where it is about none.
    """

    seq: int | None
    subject: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Erasure:
    """A field of an entry that is to be erased, or was.

    Attributes:
        seq: number of the entry.
        field: name of the field.
    """

    seq: int
    field: str
