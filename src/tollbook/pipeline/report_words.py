"""What a report says of its own making: scope, what is not counted, the method, how each party was treated.

Made from the case and the record, so that it cannot drift from them; the same words and counts for every party.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from statistics import median

from tollbook.export.site_words import DECISION_WORDS
from tollbook.model.case import Case, NamedThing
from tollbook.model.reconciliation import Reconciliation
from tollbook.model.record import Record
from tollbook.model.report import PartyTreatment
from tollbook.model.review import ReviewDecision
from tollbook.model.vocabulary import Modality, ReadStatus
from tollbook.model.words import HARM_WORDS, counted, day_words

_SPOKEN_OF = ("claimant", "via", "by", "victims", "disputed_by")


def scope_words(case: Case) -> tuple[tuple[str, str], ...]:
    """Return what is counted, as pairs of a label and words."""
    period = [day_words(day) for day in (case.date_from, case.date_to) if day]
    pairs = (
        ("Harms", ", ".join(HARM_WORDS[harm] for harm in case.harms) or "all"),
        ("Places", ", ".join(case.places) or "all that the documents name"),
        ("Period", " to ".join(period) or "all that the documents speak of"),
        ("Parties", ", ".join(party.name for party in case.parties)),
        ("Languages", ", ".join(case.languages)),
    )
    return tuple((label, words) for label, words in pairs if words)


def not_counted_words(record: Record, whole: Reconciliation) -> Iterable[str]:
    """Return what is not counted, one sentence each."""
    yield "Deaths and injuries that no document of this case speaks of."
    unread = Counter(
        each.reason or "unknown" for each in record.documents if each.status is ReadStatus.NOT_READ
    )
    for reason, number in sorted(unread.items()):
        yield f"{counted(number, 'document')} not read: {reason}."
    left_out = {claim for figure in whole.figures for claim, _ in figure.claims_left_out}
    if left_out:
        yield f"{counted(len(left_out), 'claim')} left out of a figure, each with its reason on the figure's page."
    rejected = sum(claim.state is ReviewDecision.REJECTED for claim in record.claims)
    if rejected:
        yield f"{counted(rejected, 'claim')} that reviewers rejected."
    for source in record.sources:
        for words in source.exclusions:
            yield f"{source.name}: {words}"


def method_words(
    case: Case, record: Record, rules: Iterable[tuple[str, str]]
) -> Iterable[tuple[str, tuple[str, ...]]]:
    """Return the five parts of the method that the Standards for Casualty Recording ask for.

    Args:
        case: what its case.toml says.
        record: all that its ledger says.
        rules: the rules of reconciliation, as pairs of a name and words.
    """
    kinds = Counter(str(source.type).replace("_", " ") for source in record.sources)
    listed = "; ".join(f"{kind}: {number}" for kind, number in sorted(kinds.items())) or "none described"
    yield (
        "Sources",
        (
            f"{counted(len(record.documents), 'document')} of {counted(len(record.sources), 'source')}. Kinds of sources: {listed}.",
        ),
    )
    how = Counter(str(each.origin.get("how", "unknown")) for each in record.documents)
    ways = ", ".join(f"{way}: {number}" for way, number in sorted(how.items()))
    yield (
        "Collection",
        (
            f"Every document is kept as it was received, under the digest of its bytes. How they came: {ways or 'none'}.",
            f"What is in scope: {'; '.join(f'{label}: {words}' for label, words in scope_words(case))}.",
        ),
    )
    readers = sorted({each.reader for each in record.documents if each.reader})
    yield (
        "Evaluation",
        (
            f"Claims were read by {', '.join(readers) or 'nobody'}; each points to the words that say it.",
            *(f"Rule {name}: {words}" for name, words in sorted(rules)),
        ),
    )
    yield (
        "Corroboration",
        (
            "A copy adds no support: claims that go back to one origin are one line of evidence, and only independent lines support one another.",
            "Grades: G0 nobody has assessed it; G1 one line; G2 two independent lines agree; G3 a list of names or a primary record was examined; G4 the party with an interest against it accepts it.",
        ),
    )
    states = Counter(DECISION_WORDS[claim.state] for claim in record.claims if claim.current)
    decided = ", ".join(f"{words}: {number:,}" for words, number in sorted(states.items()))
    yield (
        "Quality control",
        (
            f"Decisions about claims: {decided or 'none yet'}.",
            "Every decision is an entry of an append-only record that anyone with a copy of the case can check; a correction is a new entry.",
        ),
    )


def party_treatment(party: NamedThing, record: Record, whole: Reconciliation) -> PartyTreatment:
    """Return how the claims that name a party were treated; the same counts for every party."""
    names = [name.casefold() for name in (party.name, *party.also)]
    about = [claim for claim in record.claims if claim.current and claim.claim and _names(claim.claim, names)]
    states = Counter(claim.state for claim in about)
    added = {document.id: document.at for document in record.documents}
    waits = [
        (claim.review.at - added[claim.document]).total_seconds() / 3600
        for claim in about
        if claim.review and claim.review.at and claim.document in added
    ]
    ids = {claim.id for claim in about}
    grades = Counter(str(figure.grade) for figure in whole.figures if ids & set(figure.claims_used))
    return PartyTreatment(
        party=party.name,
        read=len(about),
        accepted=states[ReviewDecision.ACCEPTED] + states[ReviewDecision.ACCEPTED_CHANGED],
        rejected=states[ReviewDecision.REJECTED],
        hedged=sum(claim.claim.modality is Modality.HEDGED for claim in about if claim.claim),
        waiting=states[ReviewDecision.UNREVIEWED] + states[ReviewDecision.ON_HOLD],
        review_hours=median(waits) if waits else None,
        grades=tuple(sorted(grades.items())),
    )


def _names(claim: object, names: Sequence[str]) -> bool:
    words = " ".join(
        str(getattr(claim, field) or "") for field in ("claimant", "via", "by", "victims", "disputed_by")
    )
    return any(name in words.casefold() for name in names)
