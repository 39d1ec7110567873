"""A case with three documents, two of which hold words that must go."""

from __future__ import annotations

from pathlib import Path

import pytest

from tollbook.ledger import Ledger
from tollbook.model.review import ReviewDecision
from tollbook.pipeline.adding import add_documents
from tollbook.pipeline.cases import CaseFolder
from tollbook.pipeline.reviewing import review_claims

TEXTS = {
    "one.txt": "At least 12 people were killed in Kesh on Tuesday, Quintavius Solen said. Three children were injured in Odra.\n",
    "two.txt": "Two people died in Odra on Monday, Quintavius\nSolen said.\n",
    "three.txt": "Police said that 31 people were injured in Torv.\n",
}


@pytest.fixture
def told(case: CaseFolder, case_ledger: Ledger, tmp_path: Path) -> list[str]:
    """Return the ids of three documents of the case; the first claim of the first was accepted with a note."""
    folder = tmp_path / "in"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / name).write_text(text)
    added = list(add_documents(case, case_ledger, [folder / name for name in TEXTS]))
    ids = [each.document for each in added if each.document]
    first = case_ledger.claims_of(ids[0])[0]
    review_claims(case_ledger, [first.id], ReviewDecision.ACCEPTED, note="Quintavius Solen was called")
    return ids
