"""What a log-linear estimate depends on beside the counts and the seed."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass

from tollbook.errors import UsageError
from tollbook.model.display import shown
from tollbook.model.estimate import Setting


@dataclass(frozen=True, slots=True, kw_only=True)
class LoglinearSettings:
    """All that a log-linear estimate depends on beside the counts and the seed.

    Attributes:
        models: "hierarchical" (all of them, ranked by `criterion`), "stepwise" (pairs added by p-value), "main" (main
            effects, independence), or one model by its largest sets, as "[123,14]".
        order: lists in the largest interaction of hierarchical models; None for one less than there are
            lists up to five lists, and 2 beyond.
        criterion: "bic" or "aic".
        average: whether all models are averaged by their weights exp(-criterion / 2) instead of the best taken.
        threshold: largest p-value of a pair that "stepwise" adds.
        level: of the interval, between 0 and 1.
        replicates: bootstrap replicates; 0 for no interval.
        resample: "population" draws as many people as there are estimated to be, those on no list among them, so that
            the number observed varies as it does when lists are made anew (Buckland & Garthwaite 1991);
            "observed" draws as many as are observed, as Chan, Silverman & Vincent 2021 do, which leaves out that part of
            the uncertainty and gives narrower intervals.
        top: models looked among in each replicate, the best of the original ranking; None for all.
        profile: whether to add the profile-likelihood interval of the best model, which takes it as known.
        connected: whether to refuse lists that fall into groups without anybody in common.
    """

    models: str = "hierarchical"
    order: int | None = None
    criterion: str = "bic"
    average: bool = False
    threshold: float = 0.02
    level: float = 0.95
    replicates: int = 1000
    resample: str = "population"
    top: int | None = 120
    profile: bool = False
    connected: bool = True

    def penalty(self, people: float) -> float:
        """Return what the criterion adds for each parameter when so many people are observed."""
        return math.log(people) if self.criterion == "bic" else 2.0

    def order_for(self, lists: int) -> int:
        """Return how many lists the largest interaction of hierarchical models has."""
        if self.order is not None:
            return self.order
        return lists - 1 if lists <= 5 else 2  # noqa: PLR2004 - 6,893 models on five lists, millions on six


def check(settings: LoglinearSettings, lists: int) -> None:
    """Raise what is wrong with the settings for so many lists.

    Raises:
        UsageError: when a setting is out of its range.
    """
    wrong = []
    named = settings.models in {"hierarchical", "stepwise", "main"}
    if not named and not settings.models.startswith("["):
        wrong.append(
            f'models is "{shown(settings.models)}", expected hierarchical, stepwise, main or a model as [123,14]'
        )
    if settings.criterion not in {"aic", "bic"}:
        wrong.append(f'criterion is "{shown(settings.criterion)}", expected aic or bic')
    if settings.resample not in {"population", "observed"}:
        wrong.append(f'resample is "{shown(settings.resample)}", expected population or observed')
    if settings.order is not None and not 1 <= settings.order < max(lists, 2):
        wrong.append(f"order is {settings.order}, expected 1 to {lists - 1}: one less than there are lists")
    for name, value in (("threshold", settings.threshold), ("level", settings.level)):
        if not 0 < value < 1:
            wrong.append(f"{name} is {value}, expected a number between 0 and 1")
    if settings.replicates < 0:
        wrong.append(f"replicates is {settings.replicates}, expected 0 or more")
    if settings.top is not None and settings.top < 1:
        wrong.append(f"top is {settings.top}, expected 1 or more")
    if wrong:
        raise UsageError(f"Cannot fit log-linear models: {'; '.join(wrong)}.")


def as_settings(settings: LoglinearSettings) -> dict[str, Setting]:
    """Return the settings by name, as an estimate keeps them."""
    return asdict(settings)
