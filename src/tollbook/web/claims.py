"""One claim with its passage, its history and the figures it is in; lists of claims by filters."""

from __future__ import annotations

from typing import Any

from starlette.responses import Response

from tollbook.export.site_words import DECISION_WORDS
from tollbook.ledger import LedgerReader
from tollbook.model.record import ClaimFilter, RecordedClaim
from tollbook.model.review import Review
from tollbook.model.team import Right
from tollbook.model.words import HARM_WORDS
from tollbook.pipeline.reviewing import claim_named
from tollbook.web.cards import card_view, claim_facts, neighbourhood
from tollbook.web.routes import Route
from tollbook.web.two_people import statuses
from tollbook.web.visit import Visit

CLAIMS_A_PAGE = 50


def claims(visit: Visit) -> Response:
    """Return a page of claims; the filters are the address."""
    page = max(1, int(visit.asked("page", "1")) if visit.asked("page", "1").isdigit() else 1)
    wanted = ClaimFilter(
        harm=visit.asked("harm") or None,
        place=visit.asked("place") or None,
        claimant=visit.asked("claimant") or None,
        state=visit.asked("state") or None,
        source=visit.asked("source") or None,
    )
    first = (page - 1) * CLAIMS_A_PAGE
    with visit.desk.reading() as ledger:
        found = list(ledger.claims(wanted, limit=CLAIMS_A_PAGE + 1, offset=first))
        rows = [claim_row(ledger, each) for each in found[:CLAIMS_A_PAGE] if each.claim is not None]
    return visit.page(
        "app-claims.html.j2",
        claims=rows,
        filter=wanted,
        harms=[(str(harm), words) for harm, words in HARM_WORDS.items()],
        states=[(str(state), words) for state, words in DECISION_WORDS.items()],
        previous=page - 1 if page > 1 else None,
        next=page + 1 if len(found) > CLAIMS_A_PAGE else None,
        query={name: value for name, value in visit.request.query_params.items() if name != "page"},
    )


def claim_row(ledger: LedgerReader, recorded: RecordedClaim) -> dict[str, Any]:
    """Return a claim as a row of a list: its figure, who published it, what was decided; no words about people."""
    facts = claim_facts(recorded.claim) if recorded.claim else {}
    publisher = ledger.document(recorded.document).document.publisher
    return {
        **facts,
        "id": recorded.id,
        "publisher": publisher or "not known",
        "decision": DECISION_WORDS[recorded.state],
        "count": recorded.claim.count if recorded.claim else "",
    }


def claim(visit: Visit) -> Response:
    """Return one claim: its card, and everything that was decided about it."""
    with visit.desk.reading() as ledger:
        recorded = ledger.claim(claim_named(ledger, visit.part("claim")))
        view = card_view(neighbourhood(ledger, recorded.document), recorded, visit.who)
        history = [_history(review, visit) for review in ledger.reviews(recorded.id)]
        coder, reviewer = statuses(ledger, recorded.id)
        known = ledger.known_words(300)
    hidden = visit.desk.two_person and not visit.may(Right.REVIEW)
    return visit.page(
        "app-claim.html.j2",
        view=view,
        history=[] if hidden else history,
        coder=coder,
        reviewer=reviewer,
        two_person=visit.desk.two_person and not hidden,
        known=known,
    )


def _history(review: Review, visit: Visit) -> dict[str, Any]:
    restricted = visit.may(Right.RESTRICTED)
    return {
        "entry": review.seq,
        "at": review.at.isoformat(sep=" ", timespec="minutes") if review.at else "",
        "reviewer": review.reviewer if restricted else "somebody of the team",
        "decision": DECISION_WORDS[review.decision],
        "reason": str(review.reason).replace("_", " ") if review.reason else "",
        "changed": ", ".join(f"{name}: {value}" for name, value in sorted(review.changed.items()))
        if restricted
        else "",
        "note": (review.note or "") if restricted else "",
        "undone": review.undone,
    }


ROUTES = (
    Route("GET", "/claims", Right.READ, claims),
    Route("GET", "/claims/{claim}", Right.READ, claim),
)
