"""The words of the report site that stand for codes: grades, flags, kinds of dispute, decisions. One form for every party."""

from __future__ import annotations

from tollbook.model.reconciliation import ALL, Figure
from tollbook.model.review import ReviewDecision
from tollbook.model.terms import DisputeKind, DisputeState, FigureFlag, FigureKind, Grade, Inclusion, Measure
from tollbook.model.vocabulary import SourceType
from tollbook.model.words import HARM_WORDS

GRADE_WORDS = {
    Grade.G0: "nobody has assessed it",
    Grade.G1: "one line of evidence",
    Grade.G2: "two or more independent lines agree",
    Grade.G3: "a list of names or a primary record was examined",
    Grade.G4: "accepted by the party with an interest against it",
}

SETTLING_WORDS = {
    Grade.G0: "somebody who assesses the claims",
    Grade.G1: "a second line of evidence that did not learn the number from the first",
    Grade.G2: "the list of names, or the record of a hospital, morgue or register, behind the number",
    Grade.G3: "a word of the party with an interest against the number",
    Grade.G4: "nothing further is asked by the rules",
}
"""What would lift a figure to the next grade."""

FIGURE_FLAG_WORDS = {
    FigureFlag.DISPUTED: "disputed",
    FigureFlag.HEDGED: "not stated as certain",
    FigureFlag.DERIVED: "computed by us",
    FigureFlag.WITHDRAWN: "withdrawn",
    FigureFlag.CANNOT_VERIFY: "could not be verified",
    FigureFlag.NOT_IN_SOURCE: "not in the source it cites",
    FigureFlag.LOOKS_EXTRAPOLATED: "on a straight line between its neighbours",
    FigureFlag.OUT_OF_SCOPE: "outside the scope",
}

KIND_WORDS = {
    FigureKind.DOCUMENTED: "documented: each backed by a record",
    FigureKind.CLAIMED: "claimed: a total that somebody states",
    FigureKind.ESTIMATED: "estimated: a statistical result that includes people nobody recorded",
}

INCLUSION_WORDS = {
    Inclusion.DIRECT: "direct deaths",
    Inclusion.INDIRECT: "indirect deaths",
    Inclusion.EXCESS: "excess deaths",
    Inclusion.UNSTATED: "not stated whether direct or indirect",
}

MEASURE_WORDS = {
    Measure.STOCK: "how many were so on that day",
    Measure.FLOW: "how many became so in the period",
}

DISPUTE_WORDS = {
    DisputeKind.VALUE: "how many",
    DisputeKind.DEFINITION: "what is counted",
    DisputeKind.ATTRIBUTION: "who did it",
    DisputeKind.STATUS: "who they were",
    DisputeKind.EXISTENCE: "whether it happened",
    DisputeKind.DATE_PLACE: "when or where",
}

DISPUTE_STATE_WORDS = {
    DisputeState.OPEN: "open",
    DisputeState.SETTLED: "settled",
    DisputeState.WITHDRAWN: "withdrawn",
}

DECISION_WORDS = {
    ReviewDecision.UNREVIEWED: "not reviewed",
    ReviewDecision.ACCEPTED: "accepted",
    ReviewDecision.ACCEPTED_CHANGED: "accepted with changes",
    ReviewDecision.REJECTED: "rejected",
    ReviewDecision.ON_HOLD: "on hold",
    ReviewDecision.CANNOT_VERIFY: "cannot be verified",
}

SOURCE_TYPE_WORDS = {
    SourceType.PRIMARY_RECORD: "primary record (hospital, morgue, register, court, burial)",
    SourceType.WITNESS_FAMILY: "witness or family",
    SourceType.EMERGENCY_SERVICE: "emergency service",
    SourceType.PARTY_AUTHORITY: "authority of a party",
    SourceType.LOCAL_AUTHORITY: "local authority",
    SourceType.UN_IGO: "intergovernmental organisation",
    SourceType.NGO_RECORDER: "recording organisation",
    SourceType.MEDIA_OWN: "media, own reporting",
    SourceType.MEDIA_RELAY: "media, quoting others",
    SourceType.SOCIAL_MEDIA: "social media",
    SourceType.LIST_MAKER: "maker of a list of names",
    SourceType.RESEARCH: "research",
    SourceType.UNKNOWN: "not known",
}


def group_words(group: str) -> str:
    """Return who is counted: `people` for everybody, else the group's own words."""
    return "people" if group == ALL else group.replace("_", " ")


def figure_title(figure: Figure, event: str) -> str:
    """Return what a figure is about: who, which harm, which event, and which kind of figure where that matters."""
    kind = " (estimated)" if figure.kind is FigureKind.ESTIMATED else ""
    inclusion = (
        ""
        if figure.inclusion in {Inclusion.UNSTATED, Inclusion.DIRECT}
        else f" ({INCLUSION_WORDS[figure.inclusion]})"
    )
    measure = "" if figure.measure is None else f", {MEASURE_WORDS[figure.measure]}"
    who = group_words(figure.group)
    return f"{who[:1].upper()}{who[1:]} {HARM_WORDS[figure.harm]}{measure}: {event}{kind}{inclusion}"
