"""Averages over all models with pairs of lists, by stratum and imputation: as published in 2025, and with draws.

The published way averages the bounds of the models, takes medians over imputations and adds
the strata's bounds as if all strata erred together. It is kept as it is, to be compared with.
Beside it stands the same average with draws: of the model, of its prediction, of the
imputation; strata err apart, and Rubin's rules give the share of the imputation.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tollbook.errors import UsageError
from tollbook.estimate.average_fits import (
    AverageSettings,
    FittedModels,
    by_rubins_rules,
    drawn_unlisted,
    fitted_models,
    weighted_bounds,
)
from tollbook.estimate.densities import density_of
from tollbook.estimate.imputation import covariate_table
from tollbook.estimate.overlap import refusals_for
from tollbook.estimate.versions import versions
from tollbook.model.estimate import (
    Caution,
    Doubt,
    Estimate,
    Ground,
    Interval,
    ModelWeight,
    NotEstimable,
    Outcome,
    Refusal,
    Setting,
    StratumEstimate,
)
from tollbook.model.histories import CaptureHistories

Reals = NDArray[np.float64]

METHOD, METHOD_AS_PUBLISHED = "averaged", "averaged-2025"
ASSUMPTION = (
    "Within each stratum, pairs of lists may depend on one another, but all lists together do not depend beyond that "
    "(no three-way interaction). The saturated model among those averaged fits any table, so that this cannot be tested. "
    "What is not known of a person is missing by chance among people with the same capture history. The group is closed, "
    "and records were matched without error."
)
MOST_LISTS = 4


def averaged_as_published(
    histories: CaptureHistories, settings: AverageSettings | None = None, *, seed: int
) -> Outcome:
    """Return the estimate in the way of Jamaluddine et al. 2025, or why there is none.

    In each stratum and imputation, every Poisson model with the lists and any set of pairs of them is
    fitted; models without a maximum, without a finite prediction or with more than `most_unlisted` people
    on no list for each one listed are left out; the rest are weighted by exp(-dAIC / 2), AIC rounded to two
    decimals. Estimate and bounds are averaged apart, the median over imputations is taken, and
    strata are added. `total` is the observed count and that sum.

    The interval is no confidence interval of the average: bounds are averaged instead of variances,
    strata are added as if they erred together, and nothing stands for the imputation.

    Args:
        histories: three or four lists; covariates that are named in the settings may be missing.
        settings: see `AverageSettings`; None for the defaults.
        seed: of the imputations.

    Raises:
        UsageError: when a setting is out of its range or names no covariate.

    Assumes:
        See `ASSUMPTION`.

    References:
        Jamaluddine, Abukmail, Aly, Campbell & Checchi 2025, Lancet 405:469-477, methods and appendix.
    """
    chosen = settings or AverageSettings()
    fitted = _fitted(histories, chosen, seed, METHOD_AS_PUBLISHED)
    if isinstance(fitted, NotEstimable):
        return fitted
    parts = np.median(weighted_bounds(fitted), axis=0)
    return Estimate(
        method=METHOD_AS_PUBLISHED,
        observed=histories.observed,
        total=histories.observed + float(parts[:, 0].sum()),
        interval=_added(histories.observed, parts.sum(axis=0)),
        assumption=ASSUMPTION,
        cautions=(_as_published_caution(), *_cautions(histories, fitted, chosen)),
        models=_model_weights(fitted, histories.observed),
        strata=tuple(
            StratumEstimate(
                label=label,
                observed=float(listed),
                total=float(listed + part[0]),
                interval=_added(float(listed), part),
            )
            for label, listed, part in zip(
                fitted.labels, np.median(fitted.listed, axis=0), parts, strict=True
            )
        ),
        settings=_settings(chosen),
        seed=seed,
        versions=versions(),
    )


def averaged(histories: CaptureHistories, settings: AverageSettings | None = None, *, seed: int) -> Outcome:
    """Return the same average with draws in place of added bounds, and Rubin's rules beside them.

    Models, left out and weighted as by `averaged_as_published`. For each draw an imputation is taken in turn, in
    each stratum a model by its weight, the expected number on no list from the normal distribution
    of its logarithm, and the number itself from the Poisson distribution; strata are added. `total` is
    the median of the draws, the interval their quantiles.

    Args:
        histories: three or four lists; covariates that are named in the settings may be missing.
        settings: see `AverageSettings`; None for the defaults.
        seed: of imputations and draws.

    Returns:
        An estimate whose `intervals` hold that by Rubin's rules on the logarithm of the unlisted
        (Rubin 1987, equations 3.1.5 to 3.1.8), with diagnostics `rubin_total`, `share_imputation`
        (of the variance, that comes from imputing) and `models_left_out` (share of the fits).

    Raises:
        UsageError: when a setting is out of its range or names no covariate.

    Assumes:
        See `ASSUMPTION`. Strata err independently given an imputation.

    References:
        Jamaluddine et al. 2025 as above. Variance of an average over models: Buckland, Burnham & Augustin
        1997, Biometrics 53:603-618, equation 9. Rubin 1987, chapter 3.
    """
    chosen = settings or AverageSettings()
    fitted = _fitted(histories, chosen, seed, METHOD)
    if isinstance(fitted, NotEstimable):
        return fitted
    unlisted = drawn_unlisted(fitted, chosen.draws, seed)
    totals = histories.observed + unlisted.sum(axis=1)
    rubin, shares = by_rubins_rules(histories.observed, fitted, chosen.level)
    return Estimate(
        method=METHOD,
        observed=histories.observed,
        total=float(np.median(totals)),
        interval=_quantiles(totals, chosen.level),
        intervals=(_quantiles(totals, 0.8), rubin),
        assumption=ASSUMPTION,
        summaries={
            "mean": float(totals.mean()),
            "median": float(np.median(totals)),
            "sd": float(totals.std(ddof=1)),
        },
        cautions=_cautions(histories, fitted, chosen),
        models=_model_weights(fitted, histories.observed),
        strata=_strata(fitted, unlisted, chosen.level),
        diagnostics={**shares, "models_left_out": float((fitted.weights == 0.0).mean())},
        density=density_of(totals, histories.observed),
        chains=(tuple(totals.tolist()),),
        settings=_settings(chosen),
        seed=seed,
        versions=versions(),
    )


def _fitted(
    histories: CaptureHistories, settings: AverageSettings, seed: int, method: str
) -> FittedModels | NotEstimable:
    _check(settings)
    refusals = refusals_for(histories, most=MOST_LISTS, connected=settings.connected)
    if refusals:
        return _refused(histories, refusals, settings, seed, method)
    fitted = fitted_models(histories, settings, seed)
    empty = np.flatnonzero((fitted.weights.sum(axis=2) == 0.0).any(axis=0))
    if len(empty):
        reasons = tuple(
            Refusal(
                ground=Ground.NO_MAXIMUM,
                reason="no model has a maximum with a finite, plausible prediction; take coarser strata",
                subject=fitted.labels[stratum],
            )
            for stratum in empty
        )
        return _refused(histories, reasons, settings, seed, method)
    return fitted


def _check(settings: AverageSettings) -> None:
    wrong = [
        f"{name} is {getattr(settings, name)}, expected 1 or more"
        for name in ("imputations", "draws")
        if getattr(settings, name) < 1
    ]
    if not settings.most_unlisted > 0:
        wrong.append(f"most_unlisted is {settings.most_unlisted}, expected a number above 0")
    if not 0 < settings.level < 1:
        wrong.append(f"level is {settings.level}, expected a number between 0 and 1")
    both = [*settings.by, *settings.adjust]
    if len(set(both)) < len(both):
        wrong.append("a covariate is named twice")
    if wrong:
        raise UsageError(f"Cannot average models: {'; '.join(wrong)}.")


def _added(observed: float, part: Reals) -> Interval:
    return Interval(
        low=observed + float(part[1]),
        high=observed + float(part[2]),
        level=0.95,
        kind="bounds averaged and added, as published",
    )


def _quantiles(totals: Reals, level: float) -> Interval:
    low, high = np.quantile(totals, ((1 - level) / 2, (1 + level) / 2))
    return Interval(
        low=float(low), high=float(high), level=level, kind="draws of imputation, model and error"
    )


def _strata(fitted: FittedModels, unlisted: Reals, level: float) -> tuple[StratumEstimate, ...]:
    number = len(fitted.listed)
    listed = fitted.listed[np.arange(len(unlisted)) % number]
    totals = listed + unlisted
    return tuple(
        StratumEstimate(
            label=label,
            observed=float(np.median(fitted.listed[:, place])),
            total=float(np.median(totals[:, place])),
            interval=_quantiles(totals[:, place], level),
        )
        for place, label in enumerate(fitted.labels)
    )


def _model_weights(fitted: FittedModels, observed: int) -> tuple[ModelWeight, ...]:
    """Return the models, where there is one stratum, by their mean weight; of several strata each has its own."""
    if len(fitted.labels) > 1:
        return ()
    weights = fitted.weights[:, 0].mean(axis=0)
    kept = np.maximum((fitted.weights[:, 0] > 0).sum(axis=0), 1)
    unlisted = np.where(fitted.weights[:, 0] > 0, np.exp(fitted.log_unlisted[:, 0]).sum(axis=-1), 0.0)
    totals = observed + unlisted.sum(axis=0) / kept
    order = np.argsort(-weights, kind="stable")
    return tuple(
        ModelWeight(model=fitted.models.names[each], total=float(totals[each]), weight=float(weights[each]))
        for each in order
        if weights[each] > 0.0
    )


def _as_published_caution() -> Caution:
    text = (
        "The interval is made as published: bounds of models are averaged, bounds of strata added as if all erred "
        "together, and the doubt of imputing is left out. The interval of the method averaged has none of these faults."
    )
    return Caution(doubt=Doubt.SELECTION_IGNORED, text=text)


def _cautions(
    histories: CaptureHistories, fitted: FittedModels, settings: AverageSettings
) -> tuple[Caution, ...]:
    found = []
    table = covariate_table(histories, (*settings.by, *settings.adjust))
    if table.missing:
        text = (
            f"Of {table.missing:,} people ({table.missing / histories.observed:.1%}) a covariate is not known; it was filled in "
            f"{len(fitted.listed)} times within the capture history. Leaving these people out would change the estimate."
        )
        found.append(Caution(doubt=Doubt.MISSING_COVARIATES, text=text))
    left = float((fitted.weights == 0.0).mean())
    if left > 0.0:
        text = f"{left:.0%} of the models fitted were left out: no maximum, or too far above the listed."
        found.append(Caution(doubt=Doubt.MODELS_REFUSED, text=text))
    saturated = float(fitted.weights[..., -1].mean())
    if saturated > 0.5:  # noqa: PLR2004 - more than all others together
        text = f"The saturated model, whose fit cannot be tested, has {saturated:.0%} of the weight on average over strata."
        found.append(Caution(doubt=Doubt.SATURATED, text=text))
    return tuple(found)


def _settings(settings: AverageSettings) -> dict[str, Setting]:
    return {
        "by": settings.by,
        "adjust": settings.adjust,
        "imputations": settings.imputations,
        "most_unlisted": settings.most_unlisted,
        "level": settings.level,
        "draws": settings.draws,
        "connected": settings.connected,
        "firmness": settings.firmness,
    }


def _refused(
    histories: CaptureHistories,
    refusals: tuple[Refusal, ...],
    settings: AverageSettings,
    seed: int,
    method: str,
) -> NotEstimable:
    return NotEstimable(
        method=method,
        observed=histories.observed,
        refusals=refusals,
        assumption=ASSUMPTION,
        settings=_settings(settings),
        seed=seed,
        versions=versions(),
    )
