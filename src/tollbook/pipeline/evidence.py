"""Evidence of one claim or document, gathered from a case to stand alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tollbook.capture.case_folder import CaseFolder
from tollbook.errors import UsageError
from tollbook.ledger import Ledger
from tollbook.ledger.disclosure import disclosed_entry
from tollbook.model.evidence_pack import EvidencePack
from tollbook.model.record import RecordedDocument

_PEOPLE = {"actor", "note", "name"}
"""Fields that name people, or paths on their machines: restricted (field guide, section 10)."""

_TEXT = {"text", "places", "furniture", "title"}
_ERASED = "the bytes were erased; what is left of the text is a working copy"
_SHOWN_DETAILS = {"details/licence", "details/sensitivity"}
_OPEN = (None, "public")
"""What a document's sensitivity must be for its bytes to leave the case."""


def gather_evidence(
    folder: CaseFolder, ledger: Ledger, name: str, *, digest_only: bool = False, people: bool = False
) -> EvidencePack:
    """Return all that is needed to check a claim or a document far from the case.

    Only what speaks of it is shown; other fields of the same entries, such as other claims, are commitments alone.

    Args:
        folder: the case.
        ledger: its ledger, open for writing: a checkpoint is made where entries came after the last.
        name: id of the claim or document, or the beginning of one.
        digest_only: whether to keep back the bytes and the text whatever the document's sensitivity.
        people: whether to show who decided, their notes, and the name that the document came under.

    Raises:
        UsageError: when the id is that of a source.
        UnknownId: when there is no such thing.
    """
    full = ledger.resolve(name)
    if full.startswith("s"):
        raise UsageError(f"Cannot pack evidence of {full}: it is a source. Name a claim or a document.")
    claims = (ledger.claim(full),) if full.startswith("c") else tuple(ledger.claims_of(full))
    document = ledger.document(claims[0].document if full.startswith("c") else full)
    reviews = tuple(review for claim in claims for review in ledger.reviews(claim.id))
    checkpoint = ledger.checkpoint()
    withheld = _withheld(document, digest_only=digest_only)
    has_text = withheld is None or withheld is _ERASED
    names = {claim.id for claim in claims}

    def shows(fields: Mapping[str, Any], field: str) -> bool:
        if field.startswith("claims/"):
            return fields["/".join([*field.split("/")[:2], "id"])] in names
        return _is_shown(field, text=has_text, people=people)

    behind = ledger.history([document.id, *names])
    return EvidencePack(
        subject=full,
        document=document,
        source=None if document.source is None else ledger.source(document.source),
        claims=claims,
        reviews=reviews,
        checkpoint=checkpoint,
        entries=tuple(disclosed_entry(ledger, entry.seq, checkpoint.size, shows) for entry in behind),
        capture=None if withheld else folder.store.read(document.capture),
        shows_text=has_text,
        withheld=withheld,
        people=people,
    )


def _withheld(document: RecordedDocument, *, digest_only: bool) -> str | None:
    """Return why the bytes do not go with the evidence; None when they do."""
    sensitivity = document.details.get("sensitivity")
    if sensitivity not in _OPEN:
        return f"the document is {sensitivity}"
    if digest_only:
        return "only the digest was asked for"
    return _ERASED if document.redacted else None


def _is_shown(field: str, *, text: bool, people: bool) -> bool:
    """Return whether a field that is not of a claim is shown."""
    if field in _TEXT:
        return text
    if field.startswith(("origin/", "details/", "changed/")):
        return people or field in _SHOWN_DETAILS or field.startswith("changed/")
    return people or field not in _PEOPLE
