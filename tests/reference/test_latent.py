"""Latent classes against LCMCR 0.4.14, whose long runs are the reference; its short ones do not agree with each other."""

from __future__ import annotations

import pytest

from tollbook.estimate.datasets import load
from tollbook.estimate.latent import LatentSettings, latent_classes
from tollbook.model import Estimate, NotEstimable


def test_kosovo_is_within_monte_carlo_error_of_three_long_chains() -> None:
    found = latent_classes(load("kosovo-1999"), LatentSettings(), seed=19481210)
    assert isinstance(found, Estimate)
    # LCMCR: K=10, a=b=0.25, 3 chains of 5.1 million steps, about 11,700 effective draws, sd 1,318.
    error = 4 * (found.diagnostics["mean_error"] + 1318 / 11_700**0.5)
    assert found.summaries["mean"] == pytest.approx(10_658.6, abs=error)
    assert found.summaries["median"] == pytest.approx(10_400, abs=error)
    assert found.interval is not None
    assert found.interval.low == pytest.approx(8_949, rel=0.02)
    assert found.interval.high == pytest.approx(13_969, rel=0.025)


def test_korea_is_near_the_pooled_chains() -> None:
    found = latent_classes(load("korea-palembang"), LatentSettings(classes=10, effective=3_000.0), seed=1)
    assert isinstance(found, Estimate)
    assert found.summaries["mean"] == pytest.approx(144.2, abs=2.5)
    assert found.summaries["median"] == pytest.approx(137, abs=1.5)


def test_gaza_is_refused_where_short_chains_give_three_different_answers() -> None:
    # LCMCR, three seeds: means 58,794, 77,135 and 68,337, R-hat 1.31, effective draws 6 to 16.
    found = latent_classes(load("gaza-2023-2024"), LatentSettings(most_steps=20_000), seed=1)
    assert isinstance(found, NotEstimable)
    assert found.diagnostics["r_hat"] > 1.01
