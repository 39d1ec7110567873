"""The review queue: which claims wait, one decision, taking it back, whole documents, and where two people disagree."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Any
from urllib.parse import urlencode

from starlette.responses import Response

from tollbook.errors import UsageError
from tollbook.export.site_words import DECISION_WORDS
from tollbook.ledger import Ledger, LedgerReader
from tollbook.model.record import ClaimFilter, ClaimOrder, RecordedClaim
from tollbook.model.review import CHANGEABLE_FIELDS, Review, ReviewDecision
from tollbook.model.team import Right
from tollbook.model.words import HARM_WORDS
from tollbook.pipeline.marking import moved_claim
from tollbook.pipeline.reviewing import claim_named, parsed_changes, parsed_reason, review_claims, undo
from tollbook.web.cards import Neighbourhood, card_view, neighbourhood
from tollbook.web.routes import Route
from tollbook.web.two_people import awaiting, disagreements, hidden_decisions
from tollbook.web.visit import Visit

CARDS_AT_ONCE = 12
"""Cards sent at a time: enough that nobody waits for the next, few enough that the first comes at once."""

KNOWN_WORDS = 300

SORTS = (
    (ClaimOrder.MATTERS, "what matters: disputed, unsure, high"),
    (ClaimOrder.DOCUMENT, "in the order of the documents"),
    (ClaimOrder.NEWEST, "newest first"),
    (ClaimOrder.CONFIDENCE, "least sure first"),
    (ClaimOrder.HIGHEST, "highest figures first"),
)

DECISIONS = {
    "accept": ReviewDecision.ACCEPTED,
    "change": ReviewDecision.ACCEPTED_CHANGED,
    "reject": ReviewDecision.REJECTED,
    "hold": ReviewDecision.ON_HOLD,
    "cannot_verify": ReviewDecision.CANNOT_VERIFY,
    "unreviewed": ReviewDecision.UNREVIEWED,
}


def queue(visit: Visit) -> Response:
    """Return the queue, or the next cards of it."""
    wanted, order = _wanted(visit), _order(visit)
    after = _number(visit.asked("after", "0"))
    with visit.desk.reading() as ledger:
        claims = _waiting(visit, ledger, wanted, order, after)
        views = _views(visit, ledger, claims)
        left = ledger.count_claims(wanted)
        known = [] if visit.wants_part else ledger.known_words(KNOWN_WORDS)
    beyond = after + len(claims)
    following = _address(visit, after=beyond) if len(claims) == CARDS_AT_ONCE else ""
    page = visit.page(
        "app-review.html.j2",
        views=views,
        left=left,
        next=following,
        known=known,
        sort=order,
        sorts=SORTS,
        filter=wanted,
        harms=[(str(harm), words) for harm, words in HARM_WORDS.items()],
        states=[(str(state), words) for state, words in DECISION_WORDS.items()],
        two_person=visit.desk.two_person,
    )
    page.headers["x-tollbook-next"] = following
    return page


def _wanted(visit: Visit) -> ClaimFilter:
    return ClaimFilter(
        harm=visit.asked("harm") or None,
        claimant=visit.asked("claimant") or None,
        place=visit.asked("place") or None,
        document=visit.asked("document") or None,
        state=visit.asked("state") or str(ReviewDecision.UNREVIEWED),
    )


def _order(visit: Visit) -> ClaimOrder:
    asked = visit.asked("sort")
    return ClaimOrder(asked) if asked in tuple(ClaimOrder) else ClaimOrder.MATTERS


def _waiting(
    visit: Visit, ledger: LedgerReader, wanted: ClaimFilter, order: ClaimOrder, after: int
) -> list[RecordedClaim]:
    """Return the next claims to decide; in two-person mode those too that wait for a second person."""
    if visit.desk.two_person and not visit.asked("state"):
        return list(islice(awaiting(ledger, visit.name), after, after + CARDS_AT_ONCE))
    return list(ledger.claims(wanted, order=order, limit=CARDS_AT_ONCE, offset=after))


def _views(visit: Visit, ledger: LedgerReader, claims: Iterable[RecordedClaim]) -> list[dict[str, Any]]:
    around: dict[str, Neighbourhood] = {}
    views = []
    for recorded in claims:
        if recorded.claim is None:
            continue
        beside = around.setdefault(recorded.document, neighbourhood(ledger, recorded.document))
        view = card_view(beside, recorded, visit.who)
        views.append({**view, **(hidden_decisions() if visit.desk.two_person else {})})
    return views


def _address(visit: Visit, **changed: object) -> str:
    asked = {**visit.request.query_params, **{name: str(value) for name, value in changed.items()}}
    return f"{visit.request.url.path}?{urlencode(asked)}"


def _number(words: str) -> int:
    return int(words) if words.isascii() and words.isdigit() else 0


def decision(visit: Visit) -> Response:
    """Record a decision about a claim; the same one sent twice is recorded once."""
    sent = visit.form
    with visit.desk.writing(visit.name) as ledger:
        claim = claim_named(ledger, visit.part("claim"))
        key = str(sent.get("key", ""))
        known = visit.desk.answered(key)
        recorded = ledger.claim(known) if known else _decided(ledger, claim, sent)
        visit.desk.remember(key, recorded.id)
    answer = {"claim": recorded.id, "state": str(recorded.state), "decision": DECISION_WORDS[recorded.state]}
    return (
        visit.data(answer)
        if visit.wants_json
        else visit.onward(visit.request.headers.get("referer", "/review"))
    )


def _decided(ledger: Ledger, claim: str, sent: Mapping[str, Any]) -> RecordedClaim:
    name = str(sent.get("decision", ""))
    if name not in DECISIONS:
        raise UsageError(f"Cannot decide {name!r}: one of {', '.join(DECISIONS)} was expected.")
    chosen = DECISIONS[name]
    note = str(sent.get("note") or "").strip() or None
    if _is_repeated(ledger, claim, chosen, note, sent):
        return ledger.claim(claim)
    if "start" in sent:
        claim = moved_claim(ledger, claim, start=_offset(sent, "start"), end=_offset(sent, "end"))
    reason = parsed_reason(str(sent.get("reason", ""))) if chosen is ReviewDecision.REJECTED else None
    changes = _changes(sent, ledger.claim(claim)) if chosen is ReviewDecision.ACCEPTED_CHANGED else None
    if chosen is ReviewDecision.ACCEPTED_CHANGED and not changes:
        chosen, changes = ReviewDecision.ACCEPTED, None
    (recorded,) = review_claims(ledger, [claim], chosen, reason=reason, changes=changes, note=note)
    return recorded


def _is_repeated(
    ledger: Ledger, claim: str, chosen: ReviewDecision, note: str | None, sent: Mapping[str, Any]
) -> bool:
    """Tell whether this very decision stands already: its answer was lost on the way and it was sent again."""
    newest: Review | None = ledger.claim(claim).review
    if newest is None or newest.reviewer != ledger.actor or "start" in sent:
        return False
    if chosen is ReviewDecision.ACCEPTED_CHANGED:
        return newest.decision is chosen and dict(newest.changed) == _changes(sent, ledger.claim(claim))
    return (newest.decision, newest.note) == (chosen, note) and chosen is not ReviewDecision.REJECTED


def _changes(sent: Mapping[str, Any], recorded: RecordedClaim) -> dict[str, Any]:
    """Return the fields that differ from what the claim says: a script sends only those, a form sends all."""
    given = sent.get("changes")
    fields = (
        given if isinstance(given, dict) else {name: sent[name] for name in CHANGEABLE_FIELDS if name in sent}
    )
    parsed = parsed_changes(f"{name}={value}" for name, value in fields.items())
    said = recorded.claim
    return {
        name: value for name, value in parsed.items() if said is None or _plain(getattr(said, name)) != value
    }


def _plain(value: object) -> object:
    return value if value is None or isinstance(value, bool | int) else str(value)


def _offset(sent: Mapping[str, Any], name: str) -> int:
    value = sent.get(name)
    if not isinstance(value, int):
        raise UsageError(f"Cannot move the count: {name} must be a whole number of characters.")
    return value


def take_back(visit: Visit) -> Response:
    """Undo the newest decision of whoever asks that still holds; asked again, the one before it."""
    with visit.desk.writing(visit.name) as ledger:
        key = str(visit.form.get("key", ""))
        claim = visit.desk.answered(key) or str(undo(ledger).fields.get("claim", ""))
        visit.desk.remember(key, claim)
        state = ledger.claim(claim).state
    answer = {"undone": claim, "state": str(state), "decision": DECISION_WORDS[state]}
    return visit.data(answer) if visit.wants_json else visit.onward(f"/claims/{claim}")


def adjudicate(visit: Visit) -> Response:
    """Return the claims about which two people decided differently, with both decisions beside them."""
    with visit.desk.reading() as ledger:
        found = [
            {
                **card_view(neighbourhood(ledger, each.claim.document), each.claim, visit.who),
                "decisions": each.rows,
            }
            for each in islice(disagreements(ledger), CARDS_AT_ONCE)
        ]
    return visit.page("app-adjudicate.html.j2", views=found)


ROUTES = (
    Route("GET", "/review", Right.CODE, queue),
    Route("POST", "/claims/{claim}/decision", Right.CODE, decision),
    Route("POST", "/undo", Right.CODE, take_back),
    Route("GET", "/adjudicate", Right.REVIEW, adjudicate),
)
