"""Bayesian averaging over the decomposable graphs on three to seven lists (Madigan & York 1997)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from tollbook.errors import UsageError
from tollbook.estimate.decomposable import MOST_LISTS, DecomposableGraphs, decomposable_graphs
from tollbook.estimate.graph_posterior import Likelihood, LogPrior, Posterior, likelihood, posterior
from tollbook.estimate.overlap import refusals_for
from tollbook.estimate.versions import versions
from tollbook.model.display import shown
from tollbook.model.estimate import (
    Caution,
    Density,
    Doubt,
    Estimate,
    Ground,
    Interval,
    ModelWeight,
    NotEstimable,
    Outcome,
    Refusal,
    Setting,
)
from tollbook.model.histories import CaptureHistories

if TYPE_CHECKING:
    from numpy.typing import NDArray

METHOD = "graphs"
ASSUMPTION = (
    "Whether lists share more or fewer people than chance would have it is told by pairs of lists that depend on "
    "one another, and two lists that are not joined are independent among people alike on the lists between them. "
    "No dependence among all lists at once hides the people on none of them. The group is closed, everybody in it "
    "could have been listed, and records were matched without error."
)

PRIORS: dict[str, LogPrior] = {
    "reciprocal": lambda totals: -np.log(totals),
    "uniform": np.zeros_like,
}
"""Prior weights of the total N by name: 1/N, and the same for every N."""

_SECOND_LEVEL = 0.8
_TAIL_ENOUGH = 1e-5  # probability of the upper half of the grid at which it is long enough
_CAP_FACTOR = 4
_CAP_FIRST, _CAP_LEAST_LIMIT, _CAP_MOST_LIMIT = 2_000, 200_000, 2_000_000
_CAP_TIMES_OBSERVED, _LIMIT_TIMES_OBSERVED = 4, 1_000
_MEAN_SHARE = 0.01  # of the mean, that may come from the upper half of the grid
_TAIL_SHARE = 0.1  # of the probability above the interval, that may lie in the upper half of the grid
_CURVE_POINTS = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphSettings:
    """All that the averaging over graphs depends on beside the counts.

    Attributes:
        delta: prior count of each cell of the table, above 0; None takes 1 / 2**lists, one person in all.
        prior: of the total: a name in `PRIORS`, or a function from totals to log weights.
        edge_probability: prior probability that two lists are joined; 0.5 makes all graphs alike.
        log_graph_prior: log prior weight of each graph in the order of `decomposable_graphs`,
            added to what `edge_probability` says; None for nothing.
        cap: largest number of missing people; None lets it grow until the upper half holds nothing.
        level: of the interval, between 0 and 1.
        top: graphs named in the result.
        draws: independent draws from the posterior kept in `chains`; 0 keeps none.
        connected: whether to refuse lists that fall into groups without anybody in common.
    """

    delta: float | None = None
    prior: str | LogPrior = "reciprocal"
    edge_probability: float = 0.5
    log_graph_prior: Sequence[float] | None = None
    cap: int | None = None
    level: float = 0.95
    top: int = 10
    draws: int = 0
    connected: bool = True


def average_graphs(
    histories: CaptureHistories, settings: GraphSettings | None = None, *, seed: int = 0
) -> Outcome:
    """Return the posterior of the total, averaged over all decomposable graphs, or why there is none.

    The counts of the 2**lists cells are multinomial with probabilities that factorise over a graph and have
    a hyper-Dirichlet prior; total, graph and probabilities are all unknown. The posterior is exact on every
    number of missing people from 1 to the cap. `total` is its median: with weight on the saturated
    graph the posterior has a long tail, and the mean then depends on the cap.

    Args:
        histories: three to seven lists; covariates are added up.
        settings: see `GraphSettings`; None for the defaults.
        seed: of the draws, when any are asked for.

    Returns:
        An estimate with summaries `mean`, `median`, `mode` and `sd`, and diagnostics `probability_at_cap`
        (of the largest number tried) and `probability_upper_half` (of the upper half of the numbers tried).

    Raises:
        UsageError: when a setting is out of its range.

    Assumes:
        See `ASSUMPTION`. One prior count `delta` for every cell; the result can depend on it.

    References:
        Madigan & York 1997, Biometrika 84:19-31, equations 1-5; hyper-Dirichlet: Dawid & Lauritzen 1993,
        Annals of Statistics 21:1272-1317.
    """
    chosen = settings or GraphSettings()
    _check(chosen, len(histories.lists))
    refusals = refusals_for(histories, most=MOST_LISTS, connected=chosen.connected)
    if refusals:
        return _refused(histories, refusals, chosen)
    lists = len(histories.lists)
    delta = chosen.delta or 1 / (1 << lists)
    graphs = decomposable_graphs(lists)
    data = likelihood(histories.counts, lists, delta)
    found = _posterior(data, graphs, chosen)
    upper_half = float(found.mass[len(found.mass) // 2 :].sum())
    if chosen.cap is None and upper_half > (1 - chosen.level) / 2:
        reason = f"with up to {len(found.mass):,} people on no list, the upper half still has probability {upper_half:.3f}"
        return _refused(histories, (Refusal(ground=Ground.MASS_AT_CAP, reason=reason),), chosen)
    result = _estimate(histories.observed, found, graphs, chosen)
    settings_used = _settings(replace(chosen, delta=delta), len(found.mass))
    return replace(result, settings=settings_used, chains=_draws(found, histories.observed, chosen.draws, seed),
                   seed=seed if chosen.draws else None)  # fmt: skip


def _check(settings: GraphSettings, lists: int) -> None:
    wrong = []
    if settings.delta is not None and not settings.delta > 0:
        wrong.append(f"delta is {settings.delta}, expected a number above 0")
    if isinstance(settings.prior, str) and settings.prior not in PRIORS:
        wrong.append(f'prior is "{shown(settings.prior)}", expected one of: {", ".join(PRIORS)}')
    if not 0 < settings.edge_probability < 1:
        wrong.append(f"edge_probability is {settings.edge_probability}, expected a number between 0 and 1")
    if settings.cap is not None and settings.cap < 1:
        wrong.append(f"cap is {settings.cap}, expected 1 or more")
    if not 0 < settings.level < 1:
        wrong.append(f"level is {settings.level}, expected a number between 0 and 1")
    given = settings.log_graph_prior
    if given is not None and lists <= MOST_LISTS and len(given) != len(decomposable_graphs(lists)):
        wrong.append(
            f"log_graph_prior has {len(given)} values, expected {len(decomposable_graphs(lists))}, one for each graph"
        )
    if wrong:
        raise UsageError(f"Cannot average over graphs: {'; '.join(wrong)}.")


def _log_prior(settings: GraphSettings) -> LogPrior:
    return PRIORS[settings.prior] if isinstance(settings.prior, str) else settings.prior


def _log_graph_prior(graphs: DecomposableGraphs, settings: GraphSettings) -> NDArray[np.float64]:
    odds = np.log(settings.edge_probability) - np.log1p(-settings.edge_probability)
    prior = odds * graphs.edge_counts()
    if settings.log_graph_prior is not None:
        prior = prior + np.asarray(settings.log_graph_prior, dtype=np.float64)
    logs: NDArray[np.float64] = np.asarray(prior, dtype=np.float64)
    return logs


def _posterior(data: Likelihood, graphs: DecomposableGraphs, settings: GraphSettings) -> Posterior:
    log_prior, log_graph_prior = _log_prior(settings), _log_graph_prior(graphs, settings)

    def up_to(cap: int) -> Posterior:
        return posterior(data, graphs, cap=cap, log_prior=log_prior, log_graph_prior=log_graph_prior)

    if settings.cap is not None:
        return up_to(settings.cap)
    limit = min(_CAP_MOST_LIMIT, max(_CAP_LEAST_LIMIT, _LIMIT_TIMES_OBSERVED * data.observed))
    cap = max(_CAP_FIRST, _CAP_TIMES_OBSERVED * data.observed)
    found = up_to(cap)
    while cap < limit and found.mass[cap // 2 :].sum() > _TAIL_ENOUGH:
        cap = min(limit, _CAP_FACTOR * cap)
        found = up_to(cap)
    return found


def _estimate(
    observed: int, found: Posterior, graphs: DecomposableGraphs, settings: GraphSettings
) -> Estimate:
    totals = found.missing + observed
    mean = float(
        (totals * found.mass).sum()
    )  # not a dot product, whose order depends on the number of threads
    median = float(found.quantile(0.5) + observed)
    half = len(totals) // 2
    upper_mean = float((totals[half:] * found.mass[half:]).sum()) / mean
    return Estimate(
        method=METHOD,
        observed=observed,
        total=median,
        interval=_interval(found, observed, settings.level),
        intervals=(_interval(found, observed, _SECOND_LEVEL),),
        assumption=ASSUMPTION,
        summaries={
            "mean": mean,
            "median": median,
            "mode": float(totals[found.mass.argmax()]),
            "sd": float(np.sqrt((((totals - mean) ** 2) * found.mass).sum())),
        },
        cautions=_cautions(upper_mean, float(found.mass[half:].sum()), len(totals), settings.level),
        models=_models(found, graphs, observed, settings.top),
        diagnostics={
            "probability_at_cap": float(found.mass[-1]),
            "probability_upper_half": float(found.mass[half:].sum()),
        },
        density=_density(found, observed),
        versions=versions(),
    )


def _interval(found: Posterior, observed: int, level: float) -> Interval:
    low, high = found.quantile((1 - level) / 2), found.quantile((1 + level) / 2)
    return Interval(low=float(low + observed), high=float(high + observed), level=level, kind="posterior")


def _cautions(upper_mean: float, upper_half: float, cap: int, level: float) -> tuple[Caution, ...]:
    hanging = ["the mean"] if upper_mean > _MEAN_SHARE else []
    if upper_half > _TAIL_SHARE * (1 - level) / 2:
        hanging.append("the upper end of the interval")
    if not hanging:
        return ()
    text = (
        f"The posterior has a long tail: with up to {cap:,} people on no list tried, {upper_mean:.0%} of its mean comes "
        f"from the upper half of these numbers. What depends on that limit: {' and '.join(hanging)}. "
        "A known upper bound on the total can be given as the cap."
    )
    return (Caution(doubt=Doubt.PRIOR_MATTERS, text=text),)


def _models(found: Posterior, graphs: DecomposableGraphs, observed: int, top: int) -> tuple[ModelWeight, ...]:
    order = np.argsort(-found.graph_weights, kind="stable")[:top]
    return tuple(
        ModelWeight(
            model=graphs.label(int(graph)),
            total=float(found.graph_means[graph]) + observed,
            weight=float(found.graph_weights[graph]),
        )
        for graph in order
        if np.isfinite(found.graph_means[graph])
    )


def _density(found: Posterior, observed: int) -> Density:
    low, high = found.quantile(0.0005), found.quantile(0.9995)
    points = np.unique(np.linspace(low, high, _CURVE_POINTS).astype(np.int64))
    return Density(
        totals=tuple((points + observed).astype(float).tolist()),
        heights=tuple(found.mass[points - 1].tolist()),
    )


def _draws(found: Posterior, observed: int, draws: int, seed: int) -> tuple[tuple[float, ...], ...]:
    if not draws:
        return ()
    uniform = np.random.default_rng(seed).random(draws)
    places = np.minimum(np.searchsorted(np.cumsum(found.mass), uniform), len(found.mass) - 1)
    return (tuple((found.missing[places] + observed).astype(float).tolist()),)


def _settings(settings: GraphSettings, cap: int) -> dict[str, Setting]:
    return {
        "delta": settings.delta,
        "prior": settings.prior if isinstance(settings.prior, str) else "custom",
        "edge_probability": settings.edge_probability,
        "log_graph_prior": "uniform" if settings.log_graph_prior is None else "custom",
        "cap": cap,
        "cap_grows": settings.cap is None,
        "level": settings.level,
        "draws": settings.draws,
        "connected": settings.connected,
    }


def _refused(
    histories: CaptureHistories, refusals: tuple[Refusal, ...], settings: GraphSettings
) -> NotEstimable:
    return NotEstimable(
        method=METHOD,
        observed=histories.observed,
        refusals=refusals,
        assumption=ASSUMPTION,
        settings=_settings(settings, settings.cap or 0),
        versions=versions(),
    )
