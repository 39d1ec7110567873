"""Whose account a sentence goes on with when it names no speaker itself: open quotations, parts of a count just given."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tollbook.extract.accounts import Ownership, accounts_of, ownership
from tollbook.model import Span

if TYPE_CHECKING:
    from tollbook.extract.view import DocumentView, Found

_CURLY = re.compile(r"\u201c[^\u201d]{0,3000}(?:\u201d|\Z)|\u00ab[^\u00bb]{0,3000}(?:\u00bb|\Z)")
_STRAIGHT = re.compile(r'"[^"]{0,3000}(?:"|\Z)|``.{0,3000}?(?:\'\'|\Z)', re.DOTALL)
_THOSE = frozenset(["them", "those", "these", "victims", "dead", "wounded", "injured", "casualties", "killed", "whom"])


def quotations(view: DocumentView) -> list[Span]:
    """Return the stretches of a document that stand between quotation marks.

    Args:
        view: the document.
    """
    known = view.cache.get("quotations")
    if isinstance(known, list):
        return known
    text = view.document.text
    found = [Span(*match.span()) for pattern in (_CURLY, _STRAIGHT) for match in pattern.finditer(text)]
    view.cache["quotations"] = found
    return found


def carried(view: DocumentView, found: Found) -> Ownership:
    """Return whose account a claim goes on with, where its own sentence does not say so.

    Args:
        view: the document.
        found: a claim that no attribution of its sentence covers.
    """
    quotation = next((span for span in quotations(view) if span.start <= found.start < span.end), None)
    if quotation is not None:
        return _quoted(view, found.number, quotation)
    return Ownership()


def _quoted(view: DocumentView, number: int, quotation: Span) -> Ownership:
    """Return whose words a quotation is: of the one named in front of it, or behind it."""
    accounts = accounts_of(view)
    neighbours = [
        n
        for n in (number, number - 1, number + 1, number - 2)
        if 0 <= n < len(view.spans) and _touches(view, n, quotation)
    ]
    for n in neighbours:
        for account in reversed(accounts.of(n)):
            verb = view.sentence(n).tokens.starts[account.attribution.verb]
            if account.source is not None and not quotation.start <= verb < quotation.end:
                return Ownership(source=account.source, medium=account.medium, over=(account,))
    return Ownership()


def _touches(view: DocumentView, number: int, quotation: Span) -> bool:
    """Tell whether a sentence holds a piece of a quotation, or stands right before or behind it."""
    span = view.spans[number]
    return span.start <= quotation.end + 2 and quotation.start <= span.end + 2
