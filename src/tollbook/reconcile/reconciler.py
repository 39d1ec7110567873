"""From the documents and claims of a case to its lines, disputes, series and figures."""

from __future__ import annotations

from collections.abc import Iterable

from tollbook.model.evidence import CaseClaim, CaseDocument, CaseFacts
from tollbook.model.reconciliation import Reconciliation
from tollbook.reconcile.incremental import Desk


def reconcile(
    facts: CaseFacts, documents: Iterable[CaseDocument], claims: Iterable[CaseClaim]
) -> Reconciliation:
    """Return what follows from the documents and claims of a case.

    The order of documents and claims does not matter, and nothing is changed.

    Args:
        facts: what the keeper of the case laid down.
        documents: those of the case; ids are unique.
        claims: those read in them; ids are unique, and each names its document.
    """
    return Desk(facts, documents, claims).record()
