"""Whose words a quotation is, where its sentence names no speaker itself."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tollbook.extract.accounts import Account, Ownership, accounts_of
from tollbook.extract.speaker_kinds import Attribution
from tollbook.extract.speech import Act
from tollbook.extract.view import DocumentView, Found
from tollbook.model import Span

_PARAGRAPH = re.compile(r"[^\n]+")
_PIECES = re.compile(
    r"\u201c[^\u201d]*(?:\u201d|\Z)|\u00ab[^\u00bb]*(?:\u00bb|\Z)|\"[^\"]*(?:\"|\Z)|``.*?(?:''|\Z)"
)
_CLOSING = ('"', "\u201d", "\u00bb", "''")
_LEAST = 3
"""A quotation has at least as many words; fewer are a word held at arm's length."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """What stands between quotation marks within one paragraph.

    Attributes:
        span: where it stands, marks included.
        goes_on: whether it goes on with the quotation before it, left open at the end of its paragraph.
    """

    span: Span
    goes_on: bool


def quotations(view: DocumentView) -> list[Quotation]:
    """Return the quotations of a document, in text order.

    Args:
        view: the document.
    """
    known = view.cache.get("quotations")
    if isinstance(known, list):
        return known
    found: list[Quotation] = []
    open_before = False
    for paragraph in _PARAGRAPH.finditer(view.document.text):
        pieces = list(_PIECES.finditer(paragraph.group()))
        for n, piece in enumerate(pieces):
            span = Span(paragraph.start() + piece.start(), paragraph.start() + piece.end())
            found.append(Quotation(span=span, goes_on=open_before and n == 0 and piece.start() == 0))
        open_before = bool(pieces) and not (
            pieces[-1].group().endswith(_CLOSING) and len(pieces[-1].group()) > 1
        )
    view.cache["quotations"] = found
    return found


def carried(view: DocumentView, found: Found) -> Ownership:
    """Return whose quotation a claim stands in, where no attribution of its own sentence covers it.

    Args:
        view: the document.
        found: the claim.
    """
    account = quoted_account(view, found.start)
    if account is None:
        return Ownership()
    return Ownership(source=account.source, medium=account.medium, over=(account,))


def spoken(view: DocumentView, number: int) -> list[Account]:
    """Return the accounts of a sentence; for one inside a quotation, the quotation's speaker saying all of it.

    Args:
        view: the document.
        number: of the sentence.
    """
    accounts = accounts_of(view).of(number)
    if accounts:
        return accounts
    account = quoted_account(view, view.spans[number].start + 1)
    if account is None:
        return accounts
    whole = Attribution(
        speaker=account.attribution.speaker, act=Act.SAY, verb=0, start=0, end=len(view.sentence(number))
    )
    return [Account(attribution=whole, source=account.source, medium=account.medium)]


def quoted_account(view: DocumentView, offset: int) -> Account | None:
    """Return the account whose words the quotation around an offset is, or None.

    Args:
        view: the document.
        offset: a place in its text.
    """
    known = quotations(view)
    for n in range(len(known) - 1, -1, -1):
        if known[n].span.start <= offset < known[n].span.end:
            if len(view.document.text[known[n].span.start : known[n].span.end].split()) < _LEAST:
                return None
            return _speaker_of(view, known, n)
    return None


def _speaker_of(view: DocumentView, known: list[Quotation], n: int) -> Account | None:
    """Return the account that names the speaker of a quotation: around it, or around the one that it goes on with."""
    for number in _around(view, known[n].span):
        for account in accounts_of(view).of(number):
            verb = view.sentence(number).tokens.starts[account.attribution.verb]
            if account.source is not None and not known[n].span.start <= verb < known[n].span.end:
                return account
    return _speaker_of(view, known, n - 1) if known[n].goes_on and n else None


def _around(view: DocumentView, quotation: Span) -> list[int]:
    """Return the sentences that may name the speaker: where the quotation ends and begins, behind and before it."""
    inside = [
        n for n, span in enumerate(view.spans) if span.start < quotation.end and quotation.start < span.end
    ]
    if not inside:
        return []
    first, last = inside[0], inside[-1]
    found = [last, first] if last != first else [last]
    if last + 1 < len(view.spans) and not view.paragraph_break(last + 1):
        found.append(last + 1)
    if first > 0 and (
        not view.paragraph_break(first) or view.document.text[: quotation.start].rstrip().endswith(":")
    ):
        found.insert(
            0 if view.document.text[: quotation.start].rstrip().endswith(":") else len(found), first - 1
        )
    return found
