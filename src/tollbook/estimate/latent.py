"""Latent classes: people of several unknown kinds, each caught by the lists in its own way (Manrique-Vallier 2016)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from threading import Thread

import numpy as np

from tollbook.errors import UsageError
from tollbook.estimate.chance import states
from tollbook.estimate.convergence import Convergence, convergence
from tollbook.estimate.densities import density_of
from tollbook.estimate.latent_kernel import ALPHA_AT_START, Chain, Wholes, run_chain
from tollbook.estimate.overlap import refusals_for
from tollbook.estimate.versions import versions
from tollbook.model.estimate import (
    Caution,
    Doubt,
    Estimate,
    Ground,
    Interval,
    NotEstimable,
    Outcome,
    Refusal,
    Setting,
)
from tollbook.model.histories import CaptureHistories

METHOD = "latent"
ASSUMPTION = (
    "People fall into a few kinds, unknown to us. Among people of one kind the lists are independent: being on one says "
    "nothing of being on another. Every kind has some people on the lists; a kind that no list reaches stays unseen. "
    "The group is closed, and records were matched without error."
)

WORST_R_HAT, FEWEST_EFFECTIVE = 1.01, 400.0
"""Beyond these there is no estimate (Vehtari et al. 2021, section 2 and 4)."""

FAR_TIMES = 20
"""People on no list for each one listed, beyond which the posterior is taken to be without end."""

_MOST_CLASSES = 10
_THINNING = 10
_FIXED_STEPS = 500
_FIRST_ROUND = 5_000  # steps
_DROPPED = 10  # one in so many draws, at the beginning, is warm-up too
_SECOND_LEVEL = 0.8
_FAR_SHARE = 0.1  # of the probability above the interval, that may lie far out without a warning

_Job = tuple[Chain, Wholes, Wholes, tuple[float, float], int, int, bool, Wholes]
"""What one call of the compiled sampler takes."""

Progress = Callable[[float], object]
"""Is told, now and then, what share of the wanted effective draws is there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LatentSettings:
    """All that the latent class model depends on beside the counts.

    Attributes:
        classes: most kinds of people; None takes 10, or the number of possible histories where that is less.
        shape: of the gamma prior of the concentration, above 0; small values favour few kinds.
        rate: of the same, above 0.
        chains: run apart from different starts; at least 4.
        effective: draws wanted, counted as if independent; at least 400. Chains are lengthened until they are there.
        warm_up: steps of each chain before any is used; at least 1,000.
        most_steps: of each chain; when they do not suffice there is no estimate.
        slides: moves along the ridge of the likelihood tried in each step.
        level: of the interval, between 0 and 1.
        draws: kept in the result, over all chains.
        threads: chains run at a time; the result does not depend on it.
        connected: whether to refuse lists that fall into groups without anybody in common.
    """

    classes: int | None = None
    shape: float = 0.25
    rate: float = 0.25
    chains: int = 4
    effective: float = 1_000.0
    warm_up: int = 2_000
    most_steps: int = 640_000
    slides: int = 12
    level: float = 0.95
    draws: int = 4_000
    threads: int = 1
    connected: bool = True


def latent_classes(
    histories: CaptureHistories,
    settings: LatentSettings | None = None,
    *,
    seed: int,
    progress: Progress | None = None,
) -> Outcome:
    """Return the posterior of the total under a mixture of kinds of people, or why there is none.

    Each person belongs to a kind; the kinds' shares have a stick-breaking prior with Beta(1, alpha) parts,
    alpha ~ Gamma(shape, rate); each kind has a probability for each list, uniform beforehand; the total N has
    weight 1/N. Gibbs steps over the distinct histories, with moves along the ridge on which N is badly
    determined (a kind grows while every list's odds to hold it shrink), the unlisted summed out.

    `total` is the posterior median: the tail is long, and the mean depends on how far it reaches.
    Nothing is cut off; how much lies beyond twenty times the observed count is told.

    Args:
        histories: three lists or more; covariates are added up.
        settings: see `LatentSettings`; None for the defaults.
        seed: of the random numbers. The same seed gives the same result, whatever the number of threads.
        progress: told how far it is.

    Returns:
        An estimate with summaries `mean`, `median` and `sd`, and diagnostics `r_hat`, `ess_bulk`, `ess_tail`,
        `steps` (of each chain), `mean_error` (Monte Carlo standard error of the mean), `probability_far`.

    Raises:
        UsageError: when a setting is out of its range.

    Assumes:
        See `ASSUMPTION`.

    References:
        Manrique-Vallier 2016, Biometrics 72:1246-1254, section 3 (model), section 4 (sampler).
        Convergence: Vehtari et al. 2021, Bayesian Analysis 16:667-718.
    """
    chosen = settings or LatentSettings()
    _check(chosen)
    refusals = refusals_for(histories, connected=chosen.connected)
    if refusals:
        return _refused(histories, refusals, chosen, seed, {})
    totals, found = _sampled(histories, chosen, seed, progress)
    far = float((totals > (1 + FAR_TIMES) * histories.observed).mean())
    figures = _diagnostics(totals, found, far)
    refusals = _refusals(found, far, totals.shape[1] * _THINNING, chosen)
    if refusals:
        return _refused(histories, refusals, chosen, seed, figures)
    return _estimate(histories.observed, totals, figures, chosen, seed)


def _check(settings: LatentSettings) -> None:
    least = {
        "chains": 4,
        "effective": FEWEST_EFFECTIVE,
        "warm_up": 2 * _FIXED_STEPS,
        "most_steps": 1,
        "slides": 0,
        "draws": settings.chains,
        "threads": 1,
    }
    wrong = [
        f"{name} is {getattr(settings, name)}, expected {bound:g} or more"
        for name, bound in least.items()
        if getattr(settings, name) < bound
    ]
    if settings.classes is not None and settings.classes < 1:
        wrong.append(f"classes is {settings.classes}, expected 1 or more")
    wrong += [
        f"{name} is {value}, expected a number above 0"
        for name, value in (("shape", settings.shape), ("rate", settings.rate))
        if not value > 0
    ]
    if not 0 < settings.level < 1:
        wrong.append(f"level is {settings.level}, expected a number between 0 and 1")
    if wrong:
        raise UsageError(f"Cannot fit latent classes: {'; '.join(wrong)}.")


def _classes(histories: CaptureHistories, settings: LatentSettings) -> int:
    return settings.classes or min(2 ** len(histories.lists) - 1, _MOST_CLASSES)


def _sampled(
    histories: CaptureHistories, settings: LatentSettings, seed: int, progress: Progress | None
) -> tuple[Wholes, Convergence]:
    """Return the totals, shape `(chains, draws)`, after the chains were lengthened until they suffice."""
    lists = range(len(histories.lists))
    rows = [[history >> place & 1 for place in lists] for history in histories.counts]
    matrix = np.array([*rows, [0 for _ in lists]], dtype=np.int64)
    counts = np.array(list(histories.counts.values()), dtype=np.int64)
    chains = _starts(len(histories.lists), _classes(histories, settings), settings.chains, seed)
    prior = (settings.shape, settings.rate)

    def run(steps: int, thinning: int, *, release: bool) -> Wholes:
        totals = np.empty((len(chains), max(steps // thinning, 1)), dtype=np.int64)
        _run_all(
            [
                (chain, matrix, counts, prior, settings.slides, thinning, release, row)
                for chain, row in zip(chains, totals, strict=True)
            ],
            settings.threads,
        )
        return totals

    run(_FIXED_STEPS, 1, release=False)
    run(settings.warm_up - _FIXED_STEPS, 1, release=True)
    return _lengthened(run, settings, progress)


def _lengthened(
    run: Callable[..., Wholes], settings: LatentSettings, progress: Progress | None
) -> tuple[Wholes, Convergence]:
    """Return the totals of all rounds, each as long as all before it, until they suffice or may grow no more."""
    steps = min(_FIRST_ROUND, settings.most_steps)
    kept = run(steps, _THINNING, release=True)
    while True:
        used = kept[:, kept.shape[1] // _DROPPED :]
        found = convergence(used.astype(np.float64))
        effective = min(found.bulk, found.tail)
        enough = found.r_hat <= WORST_R_HAT and effective >= settings.effective
        if progress:
            progress(min(1.0, effective / settings.effective))
        more = min(steps, settings.most_steps - steps)
        if enough or more < _THINNING:
            return used, found
        kept = np.concatenate([kept, run(more, _THINNING, release=True)], axis=1)
        steps += more


def _starts(lists: int, classes: int, chains: int, seed: int) -> list[Chain]:
    """Return chains that begin far apart: probabilities drawn from their prior, equal weights."""
    starts = np.random.default_rng(np.random.SeedSequence(seed).spawn(chains + 1)[-1])
    rests = np.log((classes - np.arange(classes)) / classes)
    return [
        Chain(
            random=state,
            caught=starts.uniform(0.02, 0.98, (lists, classes)),
            weights=np.full(classes, 1.0 / classes),
            log_rests=rests.copy(),
            concentration=np.array([ALPHA_AT_START / classes]),
        )
        for state in states(seed, chains)
    ]


def _run_all(jobs: Sequence[_Job], threads: int) -> None:
    """Run the chains, so many at a time; each has its own generator, so that their order is of no matter."""
    if threads == 1:
        for job in jobs:
            run_chain(*job)
        return
    for first in range(0, len(jobs), threads):
        workers = [Thread(target=run_chain, args=job) for job in jobs[first : first + threads]]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()


def _diagnostics(totals: Wholes, found: Convergence, far: float) -> dict[str, float]:
    return {
        "r_hat": found.r_hat,
        "ess_bulk": found.bulk,
        "ess_tail": found.tail,
        "steps": float(totals.shape[1] * _THINNING),
        "mean_error": float(totals.std() / np.sqrt(max(found.bulk, 1.0))),
        "probability_far": far,
    }


def _refusals(found: Convergence, far: float, steps: int, settings: LatentSettings) -> tuple[Refusal, ...]:
    refused = []
    effective = min(found.bulk, found.tail)
    if found.r_hat > WORST_R_HAT or effective < FEWEST_EFFECTIVE:
        reason = (
            f"after {steps:,} steps of each of {settings.chains} chains R-hat is {found.r_hat:.3f} (at most {WORST_R_HAT} "
            f"is asked) and the draws are worth {effective:,.0f} independent ones (at least {FEWEST_EFFECTIVE:.0f}); "
            "the chains do not tell the total apart from where they began"
        )
        refused.append(Refusal(ground=Ground.NOT_CONVERGED, reason=reason))
    if far > (1 - settings.level) / 2:
        reason = f"{far:.1%} of the posterior lies above {1 + FAR_TIMES} times the observed count, with no end in sight"
        refused.append(Refusal(ground=Ground.MASS_AT_CAP, reason=reason))
    return tuple(refused)


def _estimate(
    observed: int,
    totals: Wholes,
    figures: dict[str, float],
    settings: LatentSettings,
    seed: int,
) -> Estimate:
    median = float(np.median(totals))
    return Estimate(
        method=METHOD,
        observed=observed,
        total=median,
        interval=_interval(totals, settings.level),
        intervals=(_interval(totals, _SECOND_LEVEL),),
        assumption=ASSUMPTION,
        summaries={"mean": float(totals.mean()), "median": median, "sd": float(totals.std(ddof=1))},
        cautions=_cautions(figures["probability_far"], settings.level),
        diagnostics=figures,
        density=density_of(totals.astype(np.float64), observed),
        chains=_kept(totals, settings.draws),
        settings=_settings(settings),
        seed=seed,
        versions=versions(),
    )


def _interval(totals: Wholes, level: float) -> Interval:
    low, high = np.quantile(totals, ((1 - level) / 2, (1 + level) / 2))
    return Interval(low=float(low), high=float(high), level=level, kind="posterior")


def _cautions(far: float, level: float) -> tuple[Caution, ...]:
    if far <= _FAR_SHARE * (1 - level) / 2:
        return ()
    text = (
        f"The posterior has a long tail: {far:.2%} of it lies above {1 + FAR_TIMES} times the observed count. "
        "The mean, and the upper end of the interval, depend on it."
    )
    return (Caution(doubt=Doubt.PRIOR_MATTERS, text=text),)


def _kept(totals: Wholes, draws: int) -> tuple[tuple[float, ...], ...]:
    """Return at most so many draws over all chains, evenly spaced."""
    number = min(totals.shape[1], max(draws // totals.shape[0], 1))
    places = np.linspace(0, totals.shape[1] - 1, number).round().astype(np.int64)
    return tuple(tuple(row) for row in totals[:, places].astype(float).tolist())


def _settings(settings: LatentSettings) -> dict[str, Setting]:
    """Return what the result depends on; the number of threads is none of it."""
    return {
        "classes": settings.classes,
        "shape": settings.shape,
        "rate": settings.rate,
        "chains": settings.chains,
        "effective": settings.effective,
        "warm_up": settings.warm_up,
        "most_steps": settings.most_steps,
        "slides": settings.slides,
        "level": settings.level,
        "draws": settings.draws,
        "connected": settings.connected,
    }


def _refused(
    histories: CaptureHistories,
    refusals: tuple[Refusal, ...],
    settings: LatentSettings,
    seed: int,
    diagnostics: dict[str, float],
) -> NotEstimable:
    return NotEstimable(
        method=METHOD,
        observed=histories.observed,
        refusals=refusals,
        assumption=ASSUMPTION,
        diagnostics=diagnostics,
        settings=_settings(settings),
        seed=seed,
        versions=versions(),
    )
