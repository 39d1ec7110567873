"""The tables of a ledger: the entries, which are the record, and beside them what is derived for questions.

`entries`, `checkpoints` and `meta` hold what cannot be had again. Every other table is a pure function of the
entries: `Ledger.rebuild` makes it anew, and `tollbook verify` compares the two.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    Table,
    Text,
)

FORMAT = 1
"""The form of the tables that this version writes; `migrations` brings older ones to it."""

metadata = MetaData()

_NUMBER = BigInteger().with_variant(Integer(), "sqlite")
"""SQLite has one size of whole numbers, and takes only `INTEGER` for the number of a row."""

_ID = Text().with_variant(Text(collation="C"), "postgresql")
"""Ids sort by their letters everywhere, whatever the language of the server, so that prefixes are found by index."""

meta = Table("meta", metadata, Column("name", Text, primary_key=True), Column("value", Text, nullable=False))

entries = Table(
    "entries",
    metadata,
    Column("seq", _NUMBER, primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("fields", LargeBinary, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    Column("salts", LargeBinary, nullable=False),
    Column("erased", LargeBinary),
    Column("body", LargeBinary, nullable=False),
)

checkpoints = Table(
    "checkpoints",
    metadata,
    Column("size", _NUMBER, primary_key=True, autoincrement=False),
    Column("checkpoint", Text, nullable=False),
)

head = Table(
    "head",
    metadata,
    Column("row", SmallInteger, primary_key=True, autoincrement=False),
    Column("size", _NUMBER, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    Column("frontier", LargeBinary, nullable=False),
)
"""One row: where the next entry goes. It is derived too; without it appending would have to read all entries."""

phrases = Table(
    "phrases",
    metadata,
    Column("number", _NUMBER, primary_key=True, autoincrement=False),
    Column("words", Text, nullable=False, unique=True),
    Column("folded", Text, nullable=False),
)
"""Words for places and claimants, each once, so that a search for a part of them looks at few rows."""

documents = Table(
    "documents",
    metadata,
    Column("seq", _NUMBER, primary_key=True, autoincrement=False),
    Column("id", _ID, nullable=False, unique=True),
    Column("capture", _ID, nullable=False, index=True),
    Column("reading", _NUMBER, nullable=False),
    Column("source", _ID, index=True),
)

readings = Table(
    "readings",
    metadata,
    Column("seq", _NUMBER, primary_key=True, autoincrement=False),
    Column("document", _NUMBER, nullable=False, index=True),
)

descriptions = Table(
    "descriptions",
    metadata,
    Column("seq", _NUMBER, primary_key=True, autoincrement=False),
    Column("subject", _ID, nullable=False, index=True),
    Column("undone", SmallInteger, nullable=False),
)
"""Entries that say more of a source or a document; the newest that was not undone holds."""

sources = Table(
    "sources",
    metadata,
    Column("id", _ID, primary_key=True),
    Column("first", _NUMBER, nullable=False),
    Column("description", _NUMBER, nullable=False),
    Column("folded", Text, nullable=False),
)

reviews = Table(
    "reviews",
    metadata,
    Column("seq", _NUMBER, primary_key=True, autoincrement=False),
    Column("claim", _ID, nullable=False, index=True),
    Column("undone", SmallInteger, nullable=False),
)

claims = Table(
    "claims",
    metadata,
    Column("number", _NUMBER, primary_key=True, autoincrement=False),
    Column("id", _ID, nullable=False, unique=True),
    Column("document", _NUMBER, nullable=False, index=True),
    Column("seq", _NUMBER, nullable=False),
    Column("place_in_reading", Integer, nullable=False),
    Column("harm", Text),
    Column("place", _NUMBER),
    Column("claimant", _NUMBER),
    Column("date_from", Text),
    Column("date_to", Text),
    Column("state", Text, nullable=False),
    Column("review", _NUMBER),
    Column("current", SmallInteger, nullable=False),
    Column("confidence", SmallInteger),
    Column("highest", BigInteger),
    Column("urgency", Integer),
    Index("ix_claims_urgency", "state", "current", "urgency"),
    Index("ix_claims_harm", "harm", "state", "current"),
    Index("ix_claims_place", "place", "current", "harm"),
    Index("ix_claims_claimant", "claimant", "current", "harm"),
    Index("ix_claims_dates", "date_from", "date_to", "current", "harm"),
)
"""The indices hold what is counted together, so that counting a million claims reads no row of them.

A claim's `number` says where it was first read; `seq` and `place_in_reading`, which entry holds what it says now.

`confidence` (in hundredths), `highest` (the largest number it states) and `urgency` (the smaller, the sooner somebody
should look at it: disputed before undisputed, unsure before sure, high before low) are as read, for orders of a list."""

undoings = Table(
    "undoings",
    metadata,
    Column("seq", _NUMBER, primary_key=True, autoincrement=False),
    Column("target", _NUMBER, nullable=False, index=True),
    Column("undone", SmallInteger, nullable=False),
)

DERIVED = (head, phrases, documents, readings, descriptions, sources, reviews, claims, undoings)
KEPT = (meta, entries, checkpoints)
