"""Poisson models with any set of pairs of lists, fitted to many tables at once.

Every model holds the lists; beyond them any set of pairs, never three at once. A table may be
split by the levels of a covariate, which then has an effect of its own and one on each list.
"""

from __future__ import annotations

from itertools import combinations
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Reals = NDArray[np.float64]

_MOST_ROUNDS = 60
_CLOSE = 1e-9  # relative change of the deviance at which a fit is done
_RANK = 1e-6  # of a scaled information matrix, below which a direction holds nothing
_VANISHED = 1e-7  # share of the people below which a fitted count is at the border, not inside


class PairModels(NamedTuple):
    """All models on so many lists.

    Attributes:
        names: of each model, by its largest terms ("[12][3]").
        design: shape `(models, rows, terms)`; a term that a model lacks is a column of zeros.
        terms: how many terms each model has, shape `(models,)`.
        targets: the rows of nobody's list, shape `(levels, terms)`, the same for all models.
    """

    names: tuple[str, ...]
    design: Reals
    terms: NDArray[np.int64]
    targets: Reals


class Fits(NamedTuple):
    """What the models say of the people on no list, shapes `(tables, models)` and `(tables, models, levels)`.

    Attributes:
        log_unlisted: logarithm of the expected number, for each level of the covariate.
        errors: standard error of it.
        aic: as of one row for each person and history.
        sound: whether the fit has a maximum inside, with a finite prediction.
    """

    log_unlisted: Reals
    errors: Reals
    aic: Reals
    sound: NDArray[np.bool_]


def pair_models(lists: int, levels: int = 1) -> PairModels:
    """Return all models; rows are histories 1, 2, ... within the first level, then within the next.

    Args:
        lists: 3 or 4.
        levels: of the covariate; 1 for none.
    """
    pairs = list(combinations(range(lists), 2))
    sets = [chosen for size in range(len(pairs) + 1) for chosen in combinations(pairs, size)]
    caught = np.array(
        [[h >> place & 1 for place in range(lists)] for h in range(1, 1 << lists)], dtype=np.float64
    )
    joint = np.array([[row[a] * row[b] for a, b in pairs] for row in caught])
    blocks = [_level_block(caught, level, levels) for level in range(levels)]
    main = np.concatenate(blocks)
    both = np.tile(joint, (levels, 1))
    design = np.stack(
        [np.concatenate([main, both * [pair in chosen for pair in pairs]], axis=1) for chosen in sets]
    )
    nobody = np.zeros((1, lists))
    targets = np.concatenate([_level_block(nobody, level, levels) for level in range(levels)])
    targets = np.concatenate([targets, np.zeros((levels, len(pairs)))], axis=1)
    terms = np.array([main.shape[1] + len(chosen) for chosen in sets])
    return PairModels(tuple(_name(lists, chosen) for chosen in sets), design, terms, targets)


def _level_block(caught: Reals, level: int, levels: int) -> Reals:
    """Return the rows of one level: intercept, lists, and for all levels but the first their own of both."""
    plain = np.concatenate([np.ones((len(caught), 1)), caught], axis=1)
    parts = [plain] + [plain * (level == other) for other in range(1, levels)]
    return np.concatenate(parts, axis=1)


def _name(lists: int, chosen: tuple[tuple[int, int], ...]) -> str:
    alone = [place for place in range(lists) if not any(place in pair for pair in chosen)]
    terms = [f"[{first + 1}{second + 1}]" for first, second in chosen]
    return "".join(terms + [f"[{place + 1}]" for place in alone])


def fit_all(models: PairModels, counts: Reals) -> Fits:
    """Return every model fitted to every table, by iteratively reweighted least squares.

    Args:
        models: as made by `pair_models`.
        counts: shape `(tables, rows)`.
    """
    tables, number = len(counts), len(models.names)
    present = np.abs(models.design).sum(axis=1) > 0
    spare = np.stack([np.diag(row) for row in (~present).astype(np.float64)])
    observed = np.repeat(counts[:, None, :], number, axis=1)
    squares = models.design[:, :, :, None] * models.design[:, :, None, :]
    flat = squares.reshape(*squares.shape[:2], -1)
    means: Reals = observed + 0.5
    deviance = np.full((tables, number), np.inf)
    done = np.zeros((tables, number), dtype=bool)
    for _ in range(_MOST_ROUNDS):
        linear: Reals = np.log(means) + (observed - means) / means
        information = _information(means, flat, spare)
        score = _by_model(means * linear, models.design)
        terms: Reals = np.asarray(np.linalg.solve(information, score[..., None])[..., 0], dtype=np.float64)
        means = np.exp(np.clip(_by_model(terms, models.design.transpose(0, 2, 1)), -40.0, 40.0))
        before, deviance = deviance, _deviance(observed, means)
        done = np.abs(deviance - before) < _CLOSE * (np.abs(deviance) + 0.1)
        if done.all():
            break
    return _fits(models, observed, means, terms, _information(means, flat, spare), done)


def _by_model(rows: Reals, matrices: Reals) -> Reals:
    """Return rows of shape `(tables, models, a)` times matrices of shape `(models, a, b)`."""
    product: Reals = np.matmul(rows.transpose(1, 0, 2), matrices).transpose(1, 0, 2)
    return product


def _information(means: Reals, flat: Reals, spare: Reals) -> Reals:
    size = spare.shape[-1]
    information: Reals = _by_model(means, flat).reshape(*means.shape[:2], size, size) + spare
    return information + 1e-12 * np.eye(size)


def _deviance(observed: Reals, means: Reals) -> Reals:
    ratio = np.where(observed > 0, observed / means, 1.0)
    deviance: Reals = 2.0 * (observed * np.log(ratio) - observed + means).sum(axis=-1)
    return deviance


def _fits(
    models: PairModels,
    observed: Reals,
    means: Reals,
    terms: Reals,
    information: Reals,
    done: NDArray[np.bool_],
) -> Fits:
    people = observed.sum(axis=-1)
    log_unlisted = terms @ models.targets.T
    inverse = np.linalg.inv(information)
    errors = np.sqrt(np.maximum(np.einsum("lp,tmpq,lq->tml", models.targets, inverse, models.targets), 0.0))
    likelihood = (observed * np.log(means / people[..., None])).sum(axis=-1) - means.sum(axis=-1)
    gone = (means <= _VANISHED * people[..., None]) & (observed == 0)
    sound = done & np.isfinite(log_unlisted).all(axis=-1) & np.isfinite(errors).all(axis=-1)
    for table, model in np.argwhere(gone.any(axis=-1) & sound):
        found = _at_the_border(
            models.design[model], np.where(gone[table, model], 0.0, means[table, model]), models
        )
        sound[table, model] = found is not None
        if found is not None:
            errors[table, model] = found
    return Fits(log_unlisted, errors, 2.0 * models.terms - 2.0 * likelihood, sound)


def _at_the_border(design: Reals, means: Reals, models: PairModels) -> Reals | None:
    """Return the standard errors of a fit in which some counts are fitted by zero; None where it tells nothing.

    The terms that went to minus infinity take the zeros with them. What is predicted must follow from the
    rows that are left (Fienberg and Rinaldo 2012, extended maximum likelihood).
    """
    information = design.T @ (means[:, None] * design)
    scale = np.sqrt(np.where(np.diag(information) > 0.0, np.diag(information), 1.0))
    values, vectors = np.linalg.eigh(information / np.outer(scale, scale))
    kept = values > _RANK
    targets = models.targets / scale
    inside = targets @ vectors[:, kept]
    outside = targets @ vectors[:, ~kept]
    if np.abs(outside).max(initial=0.0) > _RANK * np.abs(targets).max():
        return None
    errors: Reals = np.sqrt((inside**2 / values[kept]).sum(axis=1))
    return errors
