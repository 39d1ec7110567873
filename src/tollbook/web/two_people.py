"""Two-person mode: each claim is decided by two people who do not see one another's decision; where they differ, a third looks.

What the first person decided is the coder's status, what the second decided the reviewer's. They
are kept apart: neither replaces the other in what is shown here.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from tollbook.export.site_words import DECISION_WORDS
from tollbook.ledger import LedgerReader
from tollbook.model.record import ClaimFilter, ClaimOrder, RecordedClaim
from tollbook.model.review import Review, ReviewDecision

ADJUDICATED = "adjudicated"
"""The first word of the note of a decision that settles a disagreement."""

PEOPLE = 2


class Disagreement(NamedTuple):
    """A claim about which two people decided differently.

    Attributes:
        claim: as it stands.
        rows: their decisions, as the page shows them, in the order in which they were made.
    """

    claim: RecordedClaim
    rows: list[dict[str, Any]]


def decisions_by_person(ledger: LedgerReader, claim: str) -> dict[str, Review]:
    """Return the newest decision of each person about a claim that still holds, in the order of the first ones."""
    found: dict[str, Review] = {}
    for review in ledger.reviews(claim):
        if not review.undone and review.decision is not ReviewDecision.UNREVIEWED:
            found[review.reviewer] = review
    return found


def statuses(ledger: LedgerReader, claim: str) -> tuple[str, str]:
    """Return the coder's status and the reviewer's status of a claim, in words."""
    decided = [DECISION_WORDS[each.decision] for each in decisions_by_person(ledger, claim).values()]
    waiting = DECISION_WORDS[ReviewDecision.UNREVIEWED]
    first, second, *_ = [*decided, waiting, waiting]
    return first, second


def awaiting(ledger: LedgerReader, person: str) -> Iterator[RecordedClaim]:
    """Return the claims that a person can decide about: decided by nobody, or by one other person.

    Those that one other person decided come first: they are nearest to being done.
    """
    for state in ReviewDecision:
        if state is ReviewDecision.UNREVIEWED:
            continue
        for claim in ledger.claims(ClaimFilter(state=str(state)), order=ClaimOrder.MATTERS):
            people = decisions_by_person(ledger, claim.id)
            if len(people) < PEOPLE and person not in people:
                yield claim
    yield from ledger.claims(ClaimFilter(state=str(ReviewDecision.UNREVIEWED)), order=ClaimOrder.MATTERS)


def hidden_decisions() -> dict[str, str]:
    """Return what a card shows in place of what another person decided."""
    return {"decision": DECISION_WORDS[ReviewDecision.UNREVIEWED], "decided": ""}


def disagreements(ledger: LedgerReader) -> Iterator[Disagreement]:
    """Return the claims whose decisions differ and that nobody has adjudicated yet."""
    for state in ReviewDecision:
        for claim in (
            ledger.claims(ClaimFilter(state=str(state))) if state is not ReviewDecision.UNREVIEWED else ()
        ):
            people = decisions_by_person(ledger, claim.id)
            if len(people) >= PEOPLE and _differ(people) and not _settled(people):
                yield Disagreement(claim, [_row(each) for each in people.values()])


def _differ(people: dict[str, Review]) -> bool:
    said = {(each.decision, each.reason, tuple(sorted(each.changed.items()))) for each in people.values()}
    return len(said) > 1


def _settled(people: dict[str, Review]) -> bool:
    newest = max(people.values(), key=lambda review: review.seq)
    return (newest.note or "").startswith(ADJUDICATED)


def _row(review: Review) -> dict[str, Any]:
    return {
        "reviewer": review.reviewer,
        "decision": DECISION_WORDS[review.decision],
        "reason": str(review.reason).replace("_", " ") if review.reason else None,
        "changed": [(name.replace("_", " "), str(value)) for name, value in sorted(review.changed.items())],
        "note": review.note,
    }
