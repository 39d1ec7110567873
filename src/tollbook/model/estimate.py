"""What a method says of the people on no list: an estimate with all it rests on, or why there is none.

That a number cannot be had is a value (`NotEstimable`), not an error. An estimate carries
the observed count beside it, so that the one is never shown without the other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

Setting = str | int | float | bool | None | tuple[str, ...] | tuple[int, ...] | tuple[float, ...]


class Ground(StrEnum):
    """The assumption that failed, so that a method, or a model of it, gives no number."""

    TOO_FEW_LISTS = "too_few_lists"
    """Two lists: only their independence, which cannot be looked into, gives a number."""
    TOO_MANY_LISTS = "too_many_lists"
    """More lists than the method can take in."""
    NO_OVERLAP = "no_overlap"
    """The lists fall into groups that share nobody."""
    NO_MAXIMUM = "no_maximum"
    """The likelihood has no maximum with a finite estimate."""
    NOT_IDENTIFIED = "not_identified"
    """Different totals fit the counts equally well."""
    MASS_AT_CAP = "mass_at_cap"
    """The posterior still has weight at the largest total that was tried."""
    NOT_CONVERGED = "not_converged"
    """The chains do not agree, or hold too few effective draws."""
    IMPLAUSIBLE = "implausible"
    """A bound on how far an estimate may lie above the observed count is passed."""
    NO_PEOPLE = "no_people"
    """A stratum or a list holds too few people for the method."""


class Doubt(StrEnum):
    """What makes an estimate less sure than its interval says."""

    SPARSE_OVERLAP = "sparse_overlap"
    SATURATED = "saturated"
    MODELS_DISAGREE = "models_disagree"
    PRIOR_MATTERS = "prior_matters"
    FAR_ABOVE_OBSERVED = "far_above_observed"
    ASSUMPTION_ONLY = "assumption_only"
    SELECTION_IGNORED = "selection_ignored"
    MISSING_COVARIATES = "missing_covariates"
    ZERO_AFTER_STRATA = "zero_after_strata"
    INCONSISTENT_LIST = "inconsistent_list"
    LINKAGE = "linkage"
    MODELS_REFUSED = "models_refused"
    REPLICATES_REFUSED = "replicates_refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why there is no number.

    Attributes:
        ground: the assumption that failed.
        reason: the same in words, with the figures that show it.
        subject: what was refused where it is a part (a model, a stratum, a replicate); None for the whole.
    """

    ground: Ground
    reason: str
    subject: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Caution:
    """A warning that belongs to an estimate.

    Attributes:
        doubt: what kind of doubt.
        text: the warning in plain words, with its figures.
    """

    doubt: Doubt
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """An interval for the total number of people.

    Attributes:
        low: lower end.
        high: upper end.
        level: nominal coverage, between 0 and 1.
        kind: how it was made ("posterior", "BCa bootstrap", "profile likelihood").
    """

    low: float
    high: float
    level: float
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelWeight:
    """One of the models that a method looked at.

    Attributes:
        model: its terms or cliques by list numbers ("[123][34]"; ten lists and more with commas between).
        total: the estimate under this model alone.
        weight: share of this model, between 0 and 1.
        criterion: the value it was ranked by (AIC, BIC), None where it has none.
    """

    model: str
    total: float
    weight: float
    criterion: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Density:
    """A curve for a chart: how plausible each total is.

    Attributes:
        totals: ascending.
        heights: density per person at each total.
    """

    totals: tuple[float, ...]
    heights: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StratumEstimate:
    """One stratum of an estimate that was put together from several.

    Attributes:
        label: the values of the covariates, in words ("0-14, female").
        observed: people on at least one list; with imputed covariates the median over imputations.
        total: as in `Estimate`; None where there is no estimate for the stratum.
        interval: as in `Estimate`.
    """

    label: str
    observed: float
    total: float | None
    interval: Interval | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """How many people there were in all, by one method.

    Attributes:
        method: the method's short name, the same on the command line ("graphs", "loglinear").
        observed: people on at least one list; no estimate lies below it.
        total: the headline estimate (each method's docstring says which summary it is).
        interval: the interval shown with it; None where the method has none.
        assumption: what must hold for the number to mean anything, in words.
        summaries: further point summaries by name ("mean", "median", "mode", "sd").
        intervals: further intervals (other levels, other kinds).
        refusals: parts that were refused while the rest went on (models, strata).
        cautions: warnings.
        models: the models averaged or ranked, the best first.
        strata: what the estimate was put together from; empty where it was made at once.
        diagnostics: figures by name ("probability_at_cap", "r_hat", "ess", "bias_correction").
        density: the posterior or bootstrap density, for charts.
        chains: draws of the total, one row for each chain; empty for methods without draws.
        settings: every setting that the result depends on.
        seed: of the random numbers; None where none are used.
        versions: of Tollbook and of the libraries that computed it.
    """

    method: str
    observed: int
    total: float
    interval: Interval | None
    assumption: str
    summaries: Mapping[str, float] = field(default_factory=dict)
    intervals: tuple[Interval, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    cautions: tuple[Caution, ...] = ()
    models: tuple[ModelWeight, ...] = ()
    strata: tuple[StratumEstimate, ...] = ()
    diagnostics: Mapping[str, float] = field(default_factory=dict)
    density: Density | None = None
    chains: tuple[tuple[float, ...], ...] = ()
    settings: Mapping[str, Setting] = field(default_factory=dict)
    seed: int | None = None
    versions: Mapping[str, str] = field(default_factory=dict)

    @property
    def unlisted(self) -> float:
        """Return how many people the estimate says are on no list."""
        return self.total - self.observed


@dataclass(frozen=True, slots=True, kw_only=True)
class NotEstimable:
    """A method that gives no number here, with the assumption that failed.

    Attributes:
        method: as in `Estimate`.
        observed: people on at least one list, which stays true.
        refusals: why; at least one.
        assumption: as in `Estimate`.
        diagnostics: figures that show it.
        settings: as in `Estimate`.
        seed: as in `Estimate`.
        versions: as in `Estimate`.
    """

    method: str
    observed: int
    refusals: tuple[Refusal, ...]
    assumption: str
    diagnostics: Mapping[str, float] = field(default_factory=dict)
    settings: Mapping[str, Setting] = field(default_factory=dict)
    seed: int | None = None
    versions: Mapping[str, str] = field(default_factory=dict)


Outcome = Estimate | NotEstimable
"""What every method returns."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIf:
    """What a method says when something that cannot be checked is otherwise.

    Attributes:
        kind: what is changed ("missed links", "false links", "no wrong links").
        value: by how much (a share of the records).
        outcome: what the method says then.
    """

    kind: str
    value: float
    outcome: Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class ListCheck:
    """The known size of a list, and what a method makes of it from the other lists.

    Attributes:
        name: of the list.
        size: how many people it holds.
        outcome: the estimate of that number.
    """

    name: str
    size: int
    outcome: Outcome
