"""Questions to the derived tables, as SQL."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, Select, String, cast, func, or_, select, union_all

from tollbook.ledger import tables
from tollbook.model.record import ClaimFilter, ClaimOrder

_PREFIX_MATCHES = 6
"""Enough to show that an id is not the only one."""


def claim_rows_sql(
    wanted: ClaimFilter, limit: int | None, offset: int, order: ClaimOrder = ClaimOrder.DOCUMENT
) -> Select[Any]:
    """Return the question for the rows of claims, in an order that leaves nothing to chance."""
    claims = tables.claims.c
    query = select(
        claims.id, claims.seq, claims.place_in_reading, claims.state, claims.review, claims.current
    ).where(*_conditions(wanted))
    query = query.order_by(*_orders()[order])
    return (
        query if limit is None and not offset else query.limit(-1 if limit is None else limit).offset(offset)
    )


def _orders() -> dict[ClaimOrder, tuple[ColumnElement[Any], ...]]:
    claims = tables.claims.c
    return {
        ClaimOrder.DOCUMENT: (claims.number.asc(),),
        ClaimOrder.NEWEST: (claims.number.desc(),),
        ClaimOrder.MATTERS: (claims.urgency.asc(), claims.number.asc()),
        ClaimOrder.CONFIDENCE: (claims.confidence.asc(), claims.number.asc()),
        ClaimOrder.HIGHEST: (claims.highest.desc(), claims.number.asc()),
    }


def counted_sql(wanted: ClaimFilter) -> Select[Any]:
    """Return the question how many claims there are."""
    return select(func.count()).select_from(tables.claims).where(*_conditions(wanted))


def _conditions(wanted: ClaimFilter) -> list[ColumnElement[bool]]:
    claims = tables.claims.c
    found: list[ColumnElement[bool]] = []
    if not wanted.superseded:
        found.append(claims.current == 1)
    if wanted.harm is not None:
        found.append(claims.harm == wanted.harm)
    if wanted.state is not None:
        found.append(claims.state == wanted.state)
    if wanted.place is not None:
        found.append(claims.place.in_(_phrases_sql(wanted.place)))
    if wanted.claimant is not None:
        found.append(claims.claimant.in_(_phrases_sql(wanted.claimant)))
    if wanted.document is not None:
        found.append(claims.document.in_(_documents_sql(wanted.document)))
    if wanted.source is not None:
        found.append(claims.document.in_(_documents_of_source_sql(wanted.source)))
    if wanted.date_from is not None:
        found.append(claims.date_to >= wanted.date_from.isoformat())
    if wanted.date_to is not None:
        found.append(claims.date_from <= wanted.date_to.isoformat())
    return found


def _phrases_sql(words: str) -> Select[Any]:
    phrases = tables.phrases.c
    return select(phrases.number).where(phrases.folded.contains(words.casefold(), autoescape=True))


def _documents_sql(name: str) -> Select[Any]:
    return select(tables.documents.c.seq).where(tables.documents.c.id == name)


def _documents_of_source_sql(words: str) -> Select[Any]:
    sources = tables.sources.c
    named = select(sources.id).where(
        or_(sources.id == words, sources.folded.contains(words.casefold(), autoescape=True))
    )
    return select(tables.documents.c.seq).where(tables.documents.c.source.in_(named))


def prefix_sql(prefix: str) -> CompoundSelect[Any]:
    """Return the question for the ids that begin so."""
    lasts = prefix + "\x7f"
    parts = [
        select(cast(table.c.id, String).label("id"))
        .where(table.c.id >= prefix, table.c.id < lasts)
        .order_by(table.c.id)
        .limit(_PREFIX_MATCHES)
        .subquery()
        for table in (tables.documents, tables.claims, tables.sources)
    ]
    return union_all(*(select(part.c.id) for part in parts))


def history_sql(subjects: Sequence[str]) -> list[Select[Any]]:
    """Return the questions for the numbers of the entries that speak of documents, claims or sources."""
    documents, readings, claims = tables.documents.c, tables.readings.c, tables.claims.c
    meant = [*subjects]
    of_claims = select(claims.document).where(claims.id.in_(meant))
    added = select(documents.seq).where(documents.id.in_(meant))
    return [
        added,
        of_claims,
        select(readings.seq).where(or_(readings.document.in_(added), readings.document.in_(of_claims))),
        select(tables.descriptions.c.seq).where(tables.descriptions.c.subject.in_(meant)),
        select(tables.reviews.c.seq).where(tables.reviews.c.claim.in_(meant)),
    ]


def undoings_sql(targets: Iterable[int]) -> Select[Any]:
    """Return the question for the numbers of the entries that take entries back."""
    return select(tables.undoings.c.seq).where(tables.undoings.c.target.in_(sorted(targets)))
