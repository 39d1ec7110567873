"""The agency whose copy a document reprints, from its dateline: "KESH (Arvenia Wire) - ..."."""

from __future__ import annotations

import re

from tollbook.extract.view import DocumentView
from tollbook.model import Span

_DATELINE = re.compile(r"\A[^\n()]{0,80}\((?P<wire>[A-Z][^()\n]{1,40})\)\s*(?:--?|[\u2013\u2014])")
_ARTICLE = re.compile(r"^the\s+", re.IGNORECASE)


def wire_of(view: DocumentView) -> Span | None:
    """Return where a document names the agency whose copy it reprints.

    None when it names none, when its publisher is unknown, or when it is the agency's own page.

    Args:
        view: the document.
    """
    document = view.document
    match = _DATELINE.match(document.text)
    if match is None or document.publisher is None or _same(match["wire"], document.publisher):
        return None
    return Span(*match.span("wire"))


def _same(wire: str, publisher: str) -> bool:
    """Tell whether two names of outlets are one."""
    one, other = (_ARTICLE.sub("", name).casefold().strip() for name in (wire, publisher))
    return one in other or other in one or _initials(one) == other or one == _initials(other)


def _initials(name: str) -> str:
    """Return the first letters of the words of a name ("cna" for "continental news agency")."""
    return "".join(word[0] for word in name.split() if word not in ("of", "the", "and", "for"))
