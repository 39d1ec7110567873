"""What a publication takes back in its corrections: "Correction: we wrote that 70 soldiers had died"."""

from __future__ import annotations

import re

from tollbook.extract.accounts import Ownership
from tollbook.extract.speech import Act
from tollbook.extract.view import DocumentView

_HEADING = re.compile(r"^\W*(?:corrections?|clarifications?|erratum|errata)\b", re.IGNORECASE | re.MULTILINE)


def is_own_error(view: DocumentView, owner: Ownership) -> bool:
    """Tell whether a claim is what the publication itself had printed and now corrects.

    Args:
        view: the document.
        owner: whose words the claim is.
    """
    if not owner.over or owner.source is not None:
        return False
    account = owner.over[0]
    if account.attribution.act is not Act.SAY or account.attribution.backward:
        return False
    begin = _heading(view)
    return begin is not None and view.document.text.find("we", begin) >= 0


def _heading(view: DocumentView) -> int | None:
    """Return where the document begins to correct itself, or None."""
    known = view.cache.get("correction")
    if isinstance(known, int):
        return None if known < 0 else known
    match = _HEADING.search(view.document.text)
    view.cache["correction"] = -1 if match is None else match.start()
    return None if match is None else match.start()
