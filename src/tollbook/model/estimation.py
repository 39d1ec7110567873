"""Several methods on one table side by side, with the checks that belong to them: what `tollbook estimate` shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tollbook.model.estimate import Caution, ListCheck, Outcome, WhatIf
from tollbook.model.histories import CaptureHistories


@dataclass(frozen=True, slots=True, kw_only=True)
class EstimationPlan:
    """What is asked for, and all that a result depends on beside the counts. Fixed before the data are seen.

    Attributes:
        methods: names of methods; empty for those that fit the number of lists, the same for every table.
        by: covariates whose values make strata; empty for none.
        seed: of all random numbers.
        draws: kept for each method.
        level: of the intervals, between 0 and 1.
        checks: whether each list is told from the others, and links are changed.
    """

    methods: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    seed: int = 20250301
    draws: int = 4_000
    level: float = 0.95
    checks: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimation:
    """What came of a plan.

    Attributes:
        name: of the table, as given.
        sha256: of the bytes it was read from; of its canonical form where it was none.
        histories: the table.
        plan: what was asked for.
        outcomes: one for each method.
        cautions: warnings that concern the table, whatever the method.
        list_checks: each list told from the others, by the method `checked_by`.
        what_ifs: missed and false links, by the same method.
        interactions: by method, pairs of odds ratio and total; see `estimate.what_if`.
        checked_by: name of the method of the checks; None when none were made.
        versions: of the programs.
    """

    name: str
    sha256: str
    histories: CaptureHistories
    plan: EstimationPlan
    outcomes: tuple[Outcome, ...]
    cautions: tuple[Caution, ...]
    list_checks: tuple[ListCheck, ...]
    what_ifs: tuple[WhatIf, ...]
    interactions: Mapping[str, tuple[tuple[float, float], ...]]
    checked_by: str | None
    versions: Mapping[str, str]


METHOD_WORDS: Mapping[str, str] = {
    "graphs": "Average over decomposable graphs",
    "loglinear": "Log-linear model, best by BIC",
    "latent": "Latent classes",
    "averaged": "Average over pair models, with draws",
    "averaged-2025": "Average over pair models, as published in 2025",
    "chao": "Chao's lower bound",
    "independence": "Independent lists",
    "chapman": "Chapman's estimator of two lists",
}
"""What each method is called on screens."""

METHOD_LABELS: Mapping[str, str] = {
    "graphs": "graphs",
    "loglinear": "log-linear",
    "latent": "latent classes",
    "averaged": "pairs, draws",
    "averaged-2025": "pairs, as in 2025",
    "chao": "Chao (bound)",
    "independence": "independence",
    "chapman": "Chapman",
}
"""The same in short, for the axis of a chart on a phone."""
