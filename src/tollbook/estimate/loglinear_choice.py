"""Which log-linear model is taken for some counts, and how that choice is repeated for others."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tollbook.errors import UsageError
from tollbook.estimate.existence import existence
from tollbook.estimate.loglinear_kernels import (
    FITTED,
    NO_MAXIMUM,
    NOT_IDENTIFIED,
    superset_sums,
)
from tollbook.estimate.loglinear_selection import Candidates, empty_results, fit_each, saturated, totals_of
from tollbook.estimate.loglinear_settings import LoglinearSettings
from tollbook.estimate.loglinear_stepwise import step_forward, step_forward_each
from tollbook.estimate.loglinear_terms import (
    Terms,
    as_array,
    held_within,
    hierarchical_models,
    label,
    model_count,
    pairs,
    parse_label,
)
from tollbook.model.display import shown
from tollbook.model.estimate import Ground, ModelWeight, Refusal

if TYPE_CHECKING:
    from numpy.typing import NDArray

MOST_MODELS = 50_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The models fitted to the counts, and how the choice is repeated for other counts.

    Attributes:
        total: of the best model, or averaged.
        standard_error: of the best model's total, with that model taken as known.
        best: terms of the best model.
        models: those with an estimate, the best first.
        refusals: those without.
        repeat: from tables, shape (tables, 2**lists), to the total that the same choice gives for each.
    """

    total: float
    standard_error: float
    best: Terms
    models: tuple[ModelWeight, ...]
    refusals: tuple[Refusal, ...]
    repeat: Callable[[NDArray[np.float64]], NDArray[np.float64]]


def choose(counts: NDArray[np.float64], settings: LoglinearSettings) -> Choice | tuple[Refusal, ...]:
    """Return the models that the settings ask for, fitted and ranked, or why none of them has an estimate.

    Args:
        counts: people by history; shape (2**lists,), the first 0.
        settings: see `LoglinearSettings`.

    Raises:
        UsageError: when a model is asked for by a name that no model has.
    """
    return _stepwise(counts, settings) if settings.models == "stepwise" else _ranked(counts, settings)


def _candidates(settings: LoglinearSettings, lists: int) -> tuple[Terms, ...] | Refusal:
    if settings.models == "main":
        return hierarchical_models(lists, 1)
    if settings.models != "hierarchical":
        return (_named_model(settings.models, lists),)
    order = settings.order_for(lists)
    if model_count(lists, order, MOST_MODELS) > MOST_MODELS:
        reason = (
            f"there are more than {MOST_MODELS:,} hierarchical models on {lists} lists with interactions of up to "
            f"{order}; choose stepwise, or a lower order"
        )
        return Refusal(ground=Ground.TOO_MANY_LISTS, reason=reason)
    return hierarchical_models(lists, order)


def _named_model(text: str, lists: int) -> Terms:
    terms = parse_label(text, lists)
    if (1 << lists) - 1 in terms:
        raise UsageError(
            f'Cannot fit the model "{shown(text)}": it has an interaction of all {lists} lists, '
            "which nothing in the counts can tell."
        )
    return terms


def _ranked(counts: NDArray[np.float64], settings: LoglinearSettings) -> Choice | tuple[Refusal, ...]:
    lists = len(counts).bit_length() - 1
    models = _candidates(settings, lists)
    if isinstance(models, Refusal):
        return (models,)
    outcomes, criteria, parameters = _fitted(counts, models, settings)
    order = [int(place) for place in np.argsort(criteria, kind="stable") if np.isfinite(criteria[place])]
    refusals = _model_refusals(models, outcomes)
    if not order:
        return refusals
    kept = order[: settings.top]
    starts = _starts(counts, [models[place] for place in kept], parameters[kept])
    repeat = _repeat_ranking([models[place] for place in kept], starts, settings)
    weights = np.exp((criteria[order[0]] - criteria[order]) / 2)
    weights /= weights.sum()
    totals = counts.sum() + np.exp(parameters[order, 0])
    return Choice(
        total=float((weights * totals).sum() if settings.average else totals[0]),
        standard_error=_standard_error(counts, models[order[0]], parameters[order[0]]),
        best=models[order[0]],
        models=tuple(
            ModelWeight(model=label(models[place]), total=float(total), weight=float(weight), criterion=float(criteria[place]))
            for place, total, weight in zip(order, totals, weights, strict=True)
        ),
        refusals=refusals,
        repeat=repeat,
    )  # fmt: skip


def _as_candidates(models: Sequence[Terms], starts: NDArray[np.float64], *, skip: bool = True) -> Candidates:
    within = held_within(models, starts.shape[1]).T.copy() if skip else np.zeros((0, 0), dtype=np.bool_)
    sizes = np.array([len(terms) for terms in models])
    return Candidates(terms=as_array(models), starts=starts, within=within, sizes=sizes)


def _fitted(
    counts: NDArray[np.float64], models: Sequence[Terms], settings: LoglinearSettings
) -> tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.float64]]:
    """Return what came of each model, its criterion, and its parameters by term."""
    cold = np.full((len(models), len(counts)), np.nan)
    thetas, penalty = np.zeros_like(cold), np.array([settings.penalty(float(counts.sum()))])
    candidates = _as_candidates(models, cold, skip=False)
    results = empty_results(1, len(models))
    fit_each(counts[None, :], np.array([saturated(counts)]), candidates, penalty, 1, thetas, results)
    return results.outcomes[0], results.criteria[0] + _constant(counts), thetas


def _repeat_ranking(
    models: Sequence[Terms], starts: NDArray[np.float64], settings: LoglinearSettings
) -> Callable[[NDArray[np.float64]], NDArray[np.float64]]:
    candidates = _as_candidates(models, starts)

    def repeat(tables: NDArray[np.float64]) -> NDArray[np.float64]:
        penalties = np.array([settings.penalty(table.sum()) for table in tables])
        return totals_of(tables, candidates, penalties, average=settings.average)

    return repeat


def _constant(counts: NDArray[np.float64]) -> float:
    """Return minus twice the largest log likelihood that independent Poisson counts can have."""
    held = counts[counts > 0].tolist()
    factorials = sum(math.lgamma(count + 1) for count in held)
    return float(-2 * (saturated(counts) - factorials))


def _starts(
    counts: NDArray[np.float64], models: Sequence[Terms], parameters: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return the parameters with nan where a term is not in the model or at minus infinity."""
    margins = counts.copy()
    superset_sums(margins, len(counts).bit_length() - 1)
    starts = np.full(parameters.shape, np.nan)
    for row, terms in enumerate(models):
        live = [term for term in terms if margins[term] > 0]
        starts[row, live] = parameters[row, live]
    return starts


def _standard_error(counts: NDArray[np.float64], terms: Terms, theta: NDArray[np.float64]) -> float:
    """Return the standard error of the total with the model taken as known: that of the Poisson intercept."""
    lists = len(counts).bit_length() - 1
    margins = counts.copy()
    superset_sums(margins, lists)
    live = [term for term in terms if margins[term] > 0]
    open_cells = [
        cell
        for cell in range(1, len(counts))
        if not any(cell & term == term for term in terms if margins[term] == 0)
    ]
    design = np.array([[float(cell & term == term) for term in live] for cell in open_cells])
    expected = np.exp(design @ theta[live])
    variance = float(np.linalg.inv(design.T * expected @ design)[0, 0])
    missing = math.exp(theta[0])
    return math.sqrt(missing + missing**2 * variance)


def _model_refusals(models: Sequence[Terms], outcomes: NDArray[np.int64]) -> tuple[Refusal, ...]:
    words = {
        NO_MAXIMUM: (Ground.NO_MAXIMUM, "the likelihood has no maximum"),
        NOT_IDENTIFIED: (Ground.NOT_IDENTIFIED, "its parameters cannot be told apart by the counts"),
    }
    undecided = (Ground.NO_MAXIMUM, "no maximum was found")
    found = []
    for terms, outcome in zip(models, outcomes, strict=True):
        if outcome != FITTED:
            ground, reason = words.get(int(outcome), undecided)
            found.append(Refusal(ground=ground, reason=reason, subject=label(terms)))
    return tuple(found)


def _stepwise(counts: NDArray[np.float64], settings: LoglinearSettings) -> Choice | tuple[Refusal, ...]:
    lists = len(counts).bit_length() - 1
    couples, limit = np.array(pairs(lists), dtype=np.int64), math.log(settings.threshold)
    total, rows, theta = step_forward(counts, couples, limit, lists)
    terms = tuple(int(term) for term in rows if term >= 0)
    if not math.isfinite(total):
        return existence(counts, terms).refusals(terms) or (
            Refusal(ground=Ground.NO_MAXIMUM, reason="no maximum was found", subject=label(terms)),
        )

    def repeat(tables: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.asarray(step_forward_each(tables, couples, limit, lists))

    return Choice(
        total=float(total),
        standard_error=_standard_error(counts, terms, theta),
        best=terms,
        models=(ModelWeight(model=label(terms), total=float(total), weight=1.0),),
        refusals=(),
        repeat=repeat,
    )
