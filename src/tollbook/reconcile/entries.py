"""The working record of one claim while a case is reconciled; it never leaves this stage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from tollbook.model.claim import Claim
from tollbook.model.evidence import CaseClaim
from tollbook.model.reconciliation import ALL
from tollbook.model.terms import Inclusion, Measure
from tollbook.model.vocabulary import Harm, Modality, Qualifier, Scope, Stance
from tollbook.reconcile.lexicon import cue, may_say
from tollbook.reconcile.views import View

Key = tuple[datetime, str, int, str]


@dataclass(slots=True, eq=False)
class Entry:
    """A claim, and what the steps of reconciliation find out about it one after another.

    Attributes:
        source: the claim as it came.
        view: its document.
        number: the sentence that says it, by its number in the document.
        sentence: that sentence.
        voice: who is meant by its claimant: one name, several, or none.
        speaker: the name of who says it, the publisher where the document itself does.
        root: the party or office that the speaker belongs to.
        own: whether the publisher itself says it.
        id, claim, harm: of the claim.
        rejects: whether the speaker rejects the figure.
        part: whether it is a part of a larger count.
        cumulative: whether it is a running total.
        lowered: its sentence in small letters.
        key: what claims are ordered by: publication, document, place in the text.
        via: the name of who passed it on, by the document's words; empty if nobody.
        others: further names that the claimant's words fit as well.
        divided: whether its place, and what is tied to it, tells of several happenings.
    """

    source: CaseClaim
    view: View
    number: int
    sentence: str
    voice: tuple[str, ...]
    speaker: str
    root: str
    own: bool
    via: str = ""
    others: tuple[str, ...] = ()
    group: str = ALL
    beside: bool = False
    as_of: date | None = None
    said_on: date | None = None
    period: int | None = None
    start: date | None = None
    measure: Measure | None = None
    inclusion: Inclusion = Inclusion.UNSTATED
    estimate: bool = False
    flags: set[str] = field(default_factory=set)
    event: str = ""
    divided: bool = False
    line: int = 0
    place: frozenset[str] = frozenset()
    territory: str = ""
    documented: bool = False
    parts: Sequence[Entry] = ()
    repeats: Entry | None = None
    echo_of: Entry | None = None
    echoes: Sequence[Entry] = ()
    id: str = field(init=False)
    claim: Claim = field(init=False)
    harm: Harm = field(init=False)
    rejects: bool = field(init=False)
    part: bool = field(init=False)
    cumulative: bool = field(init=False)
    lowered: str = field(init=False)
    key: Key = field(init=False)

    def __post_init__(self) -> None:
        """Take from the claim what is asked for a hundred times."""
        claim = self.source.claim
        self.id, self.claim, self.harm = self.source.id, claim, claim.harm
        self.rejects = claim.stance is Stance.DISPUTES
        self.part = claim.part_of
        self.cumulative = claim.scope is Scope.CUMULATIVE
        self.lowered = self.sentence.lower()
        self.key = (*self.view.key, claim.start, self.id)

    def says(self, kind: str) -> bool:
        """Return whether a cue of a kind stands in its sentence."""
        return may_say(kind, self.lowered) and cue(kind).search(self.sentence) is not None

    @property
    def bounds(self) -> tuple[int | None, int | None]:
        """Return the lowest and highest number said."""
        return self.source.claim.low, self.source.claim.high

    @property
    def hedged(self) -> bool:
        """Return whether the figure is only feared, believed or estimated."""
        return self.estimate or self.source.claim.modality is Modality.HEDGED

    @property
    def day(self) -> date:
        """Return the day up to which it counts, else that on which it was said, else of publication.

        Whoever passes on an older figure without a day says it of the day on which it was first said.
        """
        if self.repeats is not None and self.as_of is None and self.said_on is None:
            return self.repeats.day
        return self.as_of or self.said_on or self.view.published or date.max

    @property
    def dated(self) -> bool:
        """Return whether anything tells of which day it speaks."""
        return self.day != date.max

    @property
    def counts(self) -> bool:
        """Return whether it may support a figure."""
        return not self.rejects and not self.flags & {"not_in_source", "withdrawn"}

    @property
    def total(self) -> bool:
        """Return whether it states a whole, not a part and not what is new in a period."""
        return self.period is None and not self.part

    @property
    def flow(self) -> str:
        """Return whether a flow is that of one incident or that of a period; empty for a stock."""
        return "" if self.measure is not Measure.FLOW else "period" if self.cumulative else "incident"

    def measure_may_be_dated(self) -> bool:
        """Return whether "on 30 September" would be the day of the count, as it is for people held or displaced."""
        harms = {Harm.DISPLACED, Harm.DETAINED, Harm.MISSING, Harm.ABDUCTED}
        return self.harm in harms and self.cumulative and self.period is None

    def number_said(self) -> int | None:
        """Return the number in the words: "more than 30" says 30; None where it says none."""
        claim = self.source.claim
        if claim.low is not None and claim.high is None:
            return claim.low - (claim.qualifier is Qualifier.MORE_THAN)
        return claim.high if claim.low is None else claim.low

    def same_figure(self, other: Entry) -> bool:
        """Return whether two claims state the same number of the same harm."""
        if self.harm is not other.harm:
            return False
        return self.bounds == other.bounds or bool(self._said() & other._said() and not self._cuts(other))

    def _said(self) -> set[int]:
        claim = self.source.claim
        numbers = {each for each in (claim.low, claim.high, self.number_said()) if each is not None}
        return {claim.low} if claim.low is not None and claim.low == claim.high else numbers

    def _cuts(self, other: Entry) -> bool:
        """Return whether one of the two is a range of which the other states one end."""
        return self._is_range() != other._is_range()

    def _is_range(self) -> bool:
        low, high = self.bounds
        return low is not None and high is not None and low != high
