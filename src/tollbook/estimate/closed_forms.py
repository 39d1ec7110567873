"""Estimates that need no fitting: Chapman for two lists, and Chao's lower bound for any number."""

from __future__ import annotations

import math
from statistics import NormalDist

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
)
from tollbook.model.histories import CaptureHistories

CHAPMAN, CHAO = "chapman", "chao"
CHAPMAN_ASSUMPTION = (
    "The two lists are independent: being on one makes nobody likelier or less likely to be on the other, and "
    "on at least one of them everybody has the same chance. Nothing in the data can show whether that is so."
)
CHAO_ASSUMPTION = (
    "People differ in how likely they are to be listed, and each list finds a person independently of the others. Then "
    "the true total is at least this number; where lists that help one another dominate, even that can fail."
)

_PAIR = 2


def chapman(histories: CaptureHistories, *, level: float = 0.95) -> Outcome:
    """Return Chapman's estimate from two lists: an assumption turned into a number, and labelled as such.

    With n1 and n2 people on the lists and m on both, the total is (n1 + 1)(n2 + 1)/(m + 1) - 1. The interval
    is log-normal in the number on no list.

    Args:
        histories: two lists; more are refused, since they allow less to be assumed.
        level: of the interval, between 0 and 1.

    Assumes:
        See `CHAPMAN_ASSUMPTION`.

    References:
        Chapman 1951, University of California Publications in Statistics 1:131-160; variance: Seber 1982,
        The Estimation of Animal Abundance, equation 3.3; interval: Chao 1987, Biometrics 43:783-791, section 4.
    """
    observed = histories.observed
    refusals = refusals_for(histories, fewest=_PAIR, most=_PAIR)
    if refusals:
        return _refused(CHAPMAN, CHAPMAN_ASSUMPTION, observed, refusals, level)
    first, second = histories.list_sizes
    both = histories.counts.get(3, 0)
    total = (first + 1) * (second + 1) / (both + 1) - 1
    variance = (first + 1) * (second + 1) * (first - both) * (second - both) / ((both + 1) ** 2 * (both + 2))
    text = (
        "Two lists give an assumption, not an estimate: the number is right only if they are independent, "
        "and lists of the dead seldom are."
    )
    return Estimate(
        method=CHAPMAN,
        observed=observed,
        total=total,
        interval=_log_normal(observed, total, variance, level),
        assumption=CHAPMAN_ASSUMPTION,
        summaries={"standard_error": math.sqrt(variance)},
        cautions=(Caution(doubt=Doubt.ASSUMPTION_ONLY, text=text),),
        settings={"level": level},
        versions=versions(),
    )


def chao(histories: CaptureHistories, *, level: float = 0.95) -> Outcome:
    """Return Chao's lower bound from how many people are on exactly one and exactly two lists.

    With f1 people on one list and f2 on two, among k lists, the bound is n + (k - 1)/k f1 (f1 - 1)/(2 (f2 + 1)), the
    form corrected for bias. The interval is log-normal in the number on no list.

    Args:
        histories: two lists or more.
        level: of the interval, between 0 and 1.

    Assumes:
        See `CHAO_ASSUMPTION`.

    References:
        Chao 1987, Biometrics 43:783-791, equations 9 and 14; with k lists: Chao & Colwell 2017, Statistics
        and Operations Research Transactions 41:3-54, equation 4b.
    """
    observed, lists = histories.observed, len(histories.lists)
    once = sum(count for history, count in histories.counts.items() if history.bit_count() == 1)
    twice = sum(count for history, count in histories.counts.items() if history.bit_count() == _PAIR)
    if not once or not twice:
        reason = f"{once} people are on one list and {twice} on two, and the bound needs both"
        return _refused(
            CHAO, CHAO_ASSUMPTION, observed, (Refusal(ground=Ground.NO_OVERLAP, reason=reason),), level
        )
    share = (lists - 1) / lists
    missing = share * once * (once - 1) / (2 * (twice + 1))
    variance = (
        share * once * (once - 1) / (2 * (twice + 1))
        + share**2 * once * (2 * once - 1) ** 2 / (4 * (twice + 1) ** 2)
        + share**2 * once**2 * twice * (once - 1) ** 2 / (4 * (twice + 1) ** 4)
    )
    return Estimate(
        method=CHAO,
        observed=observed,
        total=observed + missing,
        interval=_log_normal(observed, observed + missing, variance, level),
        assumption=CHAO_ASSUMPTION,
        summaries={"standard_error": math.sqrt(variance)},
        diagnostics={"on_one_list": float(once), "on_two_lists": float(twice)},
        settings={"level": level},
        versions=versions(),
    )


def _log_normal(observed: int, total: float, variance: float, level: float) -> Interval:
    missing = total - observed
    if missing <= 0:
        return Interval(low=float(observed), high=float(observed), level=level, kind="log-normal")
    factor = math.exp(NormalDist().inv_cdf((1 + level) / 2) * math.sqrt(math.log1p(variance / missing**2)))
    return Interval(
        low=observed + missing / factor, high=observed + missing * factor, level=level, kind="log-normal"
    )


def _refused(
    method: str, assumption: str, observed: int, refusals: tuple[Refusal, ...], level: float
) -> NotEstimable:
    return NotEstimable(
        method=method,
        observed=observed,
        refusals=refusals,
        assumption=assumption,
        settings={"level": level},
        versions=versions(),
    )
