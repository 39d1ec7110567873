"""The closed vocabularies of lines of evidence, disputes, series and figures."""

from __future__ import annotations

from enum import StrEnum


class LineReason(StrEnum):
    """Why claims stand in one line; `OWN` is a line of one maker that nobody repeats."""

    OWN = "own"
    RELAY = "relay"
    SAME_CLAIMANT = "same_claimant"
    NEAR_COPY = "near_copy"


class DisputeKind(StrEnum):
    """What is contested."""

    VALUE = "value"
    DEFINITION = "definition"
    ATTRIBUTION = "attribution"
    STATUS = "status"
    EXISTENCE = "existence"
    DATE_PLACE = "date_place"


class DisputeState(StrEnum):
    """Where a dispute stands."""

    OPEN = "open"
    SETTLED = "settled"
    WITHDRAWN = "withdrawn"


class Measure(StrEnum):
    """People who are displaced, missing, detained, abducted on a day, or who became so in a period."""

    STOCK = "stock"
    FLOW = "flow"


class PointOrigin(StrEnum):
    """Whether a source stated the value, or we computed it."""

    REPORTED = "reported"
    DERIVED = "derived"


class PointFlag(StrEnum):
    """What a reader of a series must know of one of its points."""

    REVISION = "revision"
    RETROACTIVE = "retroactive"
    RESTART = "restart"
    REDEFINED = "redefined"
    NOT_IN_SOURCE = "not_in_source"
    LOOKS_EXTRAPOLATED = "looks_extrapolated"
    TYPO_SUSPECTED = "typo_suspected"
    WITHDRAWN = "withdrawn"


class FigureKind(StrEnum):
    """Backed by records, stated without showing any, or a statistical result; never added together."""

    DOCUMENTED = "documented"
    CLAIMED = "claimed"
    ESTIMATED = "estimated"


class Inclusion(StrEnum):
    """Which deaths a figure holds."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    EXCESS = "excess"
    UNSTATED = "unstated"


class Grade(StrEnum):
    """How well a figure is supported, by the named rule; the same for every party."""

    G0 = "G0"
    G1 = "G1"
    G2 = "G2"
    G3 = "G3"
    G4 = "G4"


class FigureFlag(StrEnum):
    """What stands beside a grade and never inside it."""

    DISPUTED = "disputed"
    HEDGED = "hedged"
    DERIVED = "derived"
    WITHDRAWN = "withdrawn"
    CANNOT_VERIFY = "cannot_verify"
    NOT_IN_SOURCE = "not_in_source"
    LOOKS_EXTRAPOLATED = "looks_extrapolated"
    OUT_OF_SCOPE = "out_of_scope"


class Check(StrEnum):
    """What a check looks for."""

    NOT_IN_SOURCE = "not_in_source"
    LOOKS_EXTRAPOLATED = "looks_extrapolated"
    ORDER_OF_MAGNITUDE = "order_of_magnitude"
    IMPOSSIBLE_DATES = "impossible_dates"
    KILLED_AGAINST_CASUALTIES = "killed_against_casualties"
    IMPOSSIBLE_AGE = "impossible_age"
    IMPOSSIBLE_TOTAL = "impossible_total"
