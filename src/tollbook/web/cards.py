"""What is shown of one claim to whoever reviews it: its passage, its fields, who said it, what was decided."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from tollbook.errors import UnknownId
from tollbook.export.passage import Passage, passage
from tollbook.export.site_words import DECISION_WORDS
from tollbook.export.wording import circumstances, number_words, published_words, remarks, speakers
from tollbook.ledger import LedgerReader
from tollbook.model.claim import Claim
from tollbook.model.record import RecordedClaim, RecordedDocument
from tollbook.model.review import CHANGEABLE_FIELDS, RejectionReason, ReviewDecision
from tollbook.model.team import Account, Right
from tollbook.model.vocabulary import Stance
from tollbook.model.words import HARM_WORDS

View = dict[str, Any]

REASONS = tuple({"value": str(reason), "words": str(reason).replace("_", " ")} for reason in RejectionReason)
"""Reasons for a rejection, in the order of their digits."""


class Neighbourhood(NamedTuple):
    """A document with its claims as they stand.

    Attributes:
        document: with its text.
        claims: those that are current, in text order, without those whose figure was erased.
    """

    document: RecordedDocument
    claims: tuple[RecordedClaim, ...]


def neighbourhood(ledger: LedgerReader, document: str) -> Neighbourhood:
    """Return a document with its current claims in text order."""
    found = [each for each in ledger.claims_of(document) if each.claim is not None]
    return Neighbourhood(ledger.document(document), tuple(sorted(found, key=_place)))


def _place(recorded: RecordedClaim) -> tuple[int, int, str]:
    claim = recorded.claim
    return (claim.start, -claim.end, recorded.id) if claim else (0, 0, recorded.id)


def card_view(around: Neighbourhood, recorded: RecordedClaim, account: Account) -> View:
    """Return what the card of a claim shows.

    Who may not see restricted fields gets neither the passage nor its length: the words of the count stand alone.

    Args:
        around: its document with the claims in it.
        recorded: the claim.
        account: who looks at it.

    Raises:
        UnknownId: when its figure was erased, so that there is nothing to show.
    """
    claim = recorded.claim
    if claim is None:
        raise UnknownId(f"Cannot show claim {recorded.id}: its figure was erased.")
    document = around.document.document
    restricted = Right.RESTRICTED in account.rights
    return {
        "id": recorded.id,
        "document_id": around.document.id,
        "number": 1 + next((at for at, each in enumerate(around.claims) if each.id == recorded.id), 0),
        "title": document.title or (document.id if restricted else around.document.id),
        "publisher": document.publisher or "not known",
        "published": published_words(document),
        "language": document.language,
        "decision": DECISION_WORDS[recorded.state],
        "decided": "" if recorded.state is ReviewDecision.UNREVIEWED else str(recorded.state),
        "harms": [(str(harm), words) for harm, words in HARM_WORDS.items()],
        "reasons": REASONS,
        **claim_facts(claim),
        **_passage_view(around, recorded, claim, restricted=restricted),
    }


def claim_facts(claim: Claim) -> View:
    """Return the fields of a claim as a card shows them."""
    return {
        "start": claim.start,
        "end": claim.end,
        "harm": str(claim.harm),
        "harm_words": HARM_WORDS[claim.harm],
        "number_words": number_words(claim),
        "speakers": speakers(claim),
        "circumstances": circumstances(claim),
        "remarks": remarks(claim),
        "reader": claim.reader,
        "confidence": f"{claim.confidence:.2f}",
        "disputed": claim.disputed_by is not None or claim.stance is Stance.DISPUTES,
        "fields": {name: getattr(claim, name) for name in CHANGEABLE_FIELDS},
    }


def _passage_view(around: Neighbourhood, recorded: RecordedClaim, claim: Claim, *, restricted: bool) -> View:
    if not restricted:
        return {"passage": None, "marks": [], "count": claim.count}
    claims = [each.claim for each in around.claims if each.claim is not None]
    found = passage(around.document.document, claims, claim)
    return {"passage": found, "marks": _marks(around.claims, found, recorded), "count": claim.count}


def _marks(claims: Sequence[RecordedClaim], found: Passage, chosen: RecordedClaim) -> list[View]:
    inside = [claims[at] for at in found.claims]
    return [
        {"id": each.id, "harm": str(each.claim.harm) if each.claim else "", "chosen": each.id == chosen.id}
        for each in inside
    ]
