"""From capture histories to estimates side by side: which methods, in which order, with which checks.

The defaults are the same for every table. Nothing here looks at what the lists are called.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from tollbook.errors import UsageError
from tollbook.estimate.average_fits import AverageSettings
from tollbook.estimate.averaged import MOST_LISTS as MOST_AVERAGED
from tollbook.estimate.averaged import averaged, averaged_as_published
from tollbook.estimate.closed_forms import chao, chapman
from tollbook.estimate.consistency import consistency_cautions, list_checks
from tollbook.estimate.decomposable import MOST_LISTS as MOST_GRAPHS
from tollbook.estimate.doubts import linkage_caution, prior_caution, table_cautions, with_cautions
from tollbook.estimate.graphs import GraphSettings, average_graphs
from tollbook.estimate.latent import LatentSettings, latent_classes
from tollbook.estimate.loglinear import independence, select_models
from tollbook.estimate.loglinear_settings import LoglinearSettings
from tollbook.estimate.mixtures import stratified
from tollbook.estimate.strata import pooled
from tollbook.estimate.versions import versions
from tollbook.estimate.what_if import interaction_totals, link_sensitivity
from tollbook.model.display import shown
from tollbook.model.estimate import Caution, Estimate, ListCheck, Outcome, WhatIf
from tollbook.model.estimation import METHOD_WORDS, Estimation, EstimationPlan
from tollbook.model.histories import CaptureHistories

Told = Callable[[str, float], object]
"""Is told which method is at work, and what share of its work is done."""

_FEWEST = 3
_IMPUTATIONS = 5  # of strata by methods that are run anew for each
_QUICK_DRAWS = 400
_MOST_LOGLINEAR = 6
_STRATIFIED = ("graphs", "latent")


def default_methods(lists: int, by: Sequence[str] = ()) -> tuple[str, ...]:
    """Return the methods for so many lists, the same for every table.

    With two lists there is no estimate, only what their independence would mean.
    """
    if lists < _FEWEST:
        return ("chapman",)
    methods = ["graphs"] if lists <= MOST_GRAPHS else []
    if by:
        return (*methods, *(("averaged", "averaged-2025") if lists <= MOST_AVERAGED else ("latent",)))
    methods += ["loglinear"] if lists <= _MOST_LOGLINEAR else []
    return (*methods, "latent", "chao")


def estimate_total(
    histories: CaptureHistories,
    plan: EstimationPlan | None = None,
    *,
    name: str = "the table",
    sha256: str | None = None,
    told: Told | None = None,
) -> Estimation:
    """Return what several methods make of a table, side by side, with the checks that belong to them.

    Args:
        histories: two lists or more.
        plan: what is asked for; None for the defaults.
        name: of the table, for results.
        sha256: of the bytes it came from; None takes that of its canonical form.
        told: is told which method is at work.

    Raises:
        UsageError: when a method or a covariate has no such name, or a setting is out of its range.
    """
    chosen = plan or EstimationPlan()
    methods = chosen.methods or default_methods(len(histories.lists), chosen.by)
    _check(methods, histories, chosen)
    outcomes = tuple(_outcome(method, histories, chosen, told) for method in methods)
    quick = _quick_method(len(histories.lists), chosen) if chosen.checks else None
    checks, what_ifs = _checked(histories, quick, told)
    linked = linkage_caution(what_ifs)
    return Estimation(
        name=name,
        sha256=sha256 or table_digest(histories),
        histories=histories,
        plan=replace(chosen, methods=methods),
        outcomes=outcomes,
        cautions=(
            *table_cautions(histories, chosen.by),
            *consistency_cautions(checks),
            *([linked] if linked else []),
        ),
        list_checks=checks,
        what_ifs=what_ifs,
        interactions={
            outcome.method: interaction_totals(outcome.observed, outcome.total)
            for outcome in outcomes
            if isinstance(outcome, Estimate) and outcome.method != "chao"
        },
        checked_by=what_ifs[0].outcome.method if what_ifs else None,
        versions=versions(),
    )


def table_digest(histories: CaptureHistories) -> str:
    """Return the SHA-256 of a table in a form that does not hang on how it was written."""
    lines = [",".join((*histories.lists, *histories.covariates))]
    lines += [f"{cell.history},{cell.count},{cell.covariates}" for cell in histories.cells]
    return hashlib.sha256("\n".join(lines).encode("utf-8")).hexdigest()


def _check(methods: Sequence[str], histories: CaptureHistories, plan: EstimationPlan) -> None:
    wrong = [f'there is no method "{shown(each)}"' for each in methods if each not in METHOD_WORDS]
    if wrong:
        raise UsageError(f"Cannot estimate: {'; '.join(wrong)}. There are: {', '.join(METHOD_WORDS)}.")
    for name in plan.by:
        if name not in histories.covariates:
            known = ", ".join(map(shown, histories.covariates)) or "none"
            raise UsageError(
                f'Cannot take strata by "{shown(name)}": the table has these covariates: {known}.'
            )


def _outcome(method: str, histories: CaptureHistories, plan: EstimationPlan, told: Told | None) -> Outcome:
    progress = partial(told, METHOD_WORDS[method]) if told else None
    if progress:
        progress(0.0)
    found = _by_method(method, histories, plan, progress)
    if isinstance(found, Estimate) and method == "graphs" and not plan.by:
        again = partial(_graphs_with, histories, plan)
        caution = prior_caution(found, again)
        found = replace(found, cautions=(*found.cautions, *([caution] if caution else [])))
    return with_cautions(found, len(histories.lists))


def _graphs_with(histories: CaptureHistories, plan: EstimationPlan, delta: float) -> Outcome:
    return average_graphs(histories, GraphSettings(delta=delta, level=plan.level), seed=plan.seed)


def _by_method(
    method: str,
    histories: CaptureHistories,
    plan: EstimationPlan,
    progress: Callable[[float], object] | None,
) -> Outcome:
    seed, level, draws = plan.seed, plan.level, plan.draws
    if method in {"averaged", "averaged-2025"}:
        settings = AverageSettings(by=plan.by, level=level, draws=draws)
        return (averaged if method == "averaged" else averaged_as_published)(histories, settings, seed=seed)
    if plan.by and method in _STRATIFIED:
        return stratified(
            histories,
            plan.by,
            lambda part, part_seed: _plain(method, part, replace(plan, by=(), seed=part_seed), None),
            number=_IMPUTATIONS,
            draws=draws,
            level=level,
            seed=seed,
        )
    return _plain(method, pooled(histories), plan, progress)


def _plain(
    method: str,
    histories: CaptureHistories,
    plan: EstimationPlan,
    progress: Callable[[float], object] | None,
) -> Outcome:
    seed, level = plan.seed, plan.level
    if method == "graphs":
        return average_graphs(histories, GraphSettings(level=level, draws=plan.draws), seed=seed)
    if method == "latent":
        return latent_classes(
            histories, LatentSettings(level=level, draws=plan.draws), seed=seed, progress=progress
        )
    if method == "loglinear":
        return select_models(histories, LoglinearSettings(level=level), seed=seed)
    if method == "independence":
        return independence(histories, level=level, seed=seed)
    return (chao if method == "chao" else chapman)(histories, level=level)


def _quick_method(lists: int, plan: EstimationPlan) -> Callable[[CaptureHistories], Outcome]:
    """Return the method that the checks are made with: the exact one, or beyond its lists a bound."""

    def quick(histories: CaptureHistories) -> Outcome:
        if lists <= MOST_GRAPHS:
            settings = GraphSettings(level=plan.level, draws=_QUICK_DRAWS)
            return average_graphs(histories, settings, seed=plan.seed)
        return chao(histories, level=plan.level)

    return quick


def _checked(
    histories: CaptureHistories, quick: Callable[[CaptureHistories], Outcome] | None, told: Told | None
) -> tuple[tuple[ListCheck, ...], tuple[WhatIf, ...]]:
    if quick is None or len(histories.lists) < _FEWEST:
        return (), ()
    if told:
        told("Checks", 0.0)
    enough = len(histories.lists) > _FEWEST
    checks = list_checks(histories, quick) if enough else ()
    return checks, link_sensitivity(histories, quick)


def all_cautions(estimation: Estimation) -> tuple[tuple[str | None, Caution], ...]:
    """Return every warning with the method it concerns; None for those that concern the table."""
    own = [
        (outcome.method, caution)
        for outcome in estimation.outcomes
        if isinstance(outcome, Estimate)
        for caution in outcome.cautions
    ]
    return (*((None, caution) for caution in estimation.cautions), *own)
