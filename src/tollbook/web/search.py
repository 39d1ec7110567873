"""Search over all texts and claims of a case."""

from __future__ import annotations

from itertools import islice

from starlette.responses import Response

from tollbook.model.record import ClaimFilter
from tollbook.model.team import Right
from tollbook.web.claims import claim_row
from tollbook.web.documents import document_row
from tollbook.web.routes import Route
from tollbook.web.visit import Visit

MOST = 30


def search(visit: Visit) -> Response:
    """Return the claims and documents in which words stand; texts are searched for those who may read them."""
    words = visit.asked("q")
    claims, documents = [], []
    if words:
        with visit.desk.reading() as ledger:
            by_place = ledger.claims(ClaimFilter(place=words), limit=MOST)
            by_claimant = ledger.claims(ClaimFilter(claimant=words), limit=MOST)
            found = {each.id: each for each in (*by_place, *by_claimant) if each.claim is not None}
            claims = [claim_row(ledger, each) for each in islice(found.values(), MOST)]
            if visit.may(Right.RESTRICTED):
                documents = [
                    document_row(visit, ledger, ledger.document(each))
                    for each in visit.desk.texts_with(ledger, words, MOST)
                ]
    return visit.page("app-search.html.j2", q=words, claims=claims, documents=documents, most=MOST)


ROUTES = (Route("GET", "/search", Right.READ, search),)
