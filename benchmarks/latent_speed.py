"""Effective draws of the latent class model for each CPU second, and what an imputation of pair models takes.

    python benchmarks/latent_speed.py

Kernels are compiled and warm; warm-up of the chains and diagnostics count. LCMCR 0.4.14 gives about 55 effective draws a
second on a like core (5.1 million steps, 72 to 74 seconds, 3,649 to 4,032 effective draws).
"""

from __future__ import annotations

import json
import os
import platform
import time
from pathlib import Path

from tollbook.estimate.average_fits import AverageSettings
from tollbook.estimate.averaged import averaged_as_published
from tollbook.estimate.datasets import load
from tollbook.estimate.latent import LatentSettings, latent_classes

RESULTS = Path(__file__).parent / "results" / "latent_speed.json"
TABLES = ("kosovo-1999", "korea-palembang", "uk-2013-5lists", "hiv-rome")
IMPUTATIONS = 400


def chains(name: str, effective: float) -> dict[str, object]:
    """Return what the chains of one table are worth, and what they take."""
    table = load(name)
    latent_classes(table, LatentSettings(most_steps=100), seed=1)
    started = time.process_time()
    found = latent_classes(table, LatentSettings(effective=effective), seed=1)
    seconds = time.process_time() - started
    figures = found.diagnostics
    worth = min(figures["ess_bulk"], figures["ess_tail"])
    return {
        "table": name,
        "outcome": type(found).__name__,
        "r_hat": round(figures["r_hat"], 4),
        "steps_of_each_chain": int(figures["steps"]),
        "effective_bulk": round(figures["ess_bulk"]),
        "effective_tail": round(figures["ess_tail"]),
        "cpu_seconds": round(seconds, 2),
        "bulk_per_cpu_second": round(figures["ess_bulk"] / seconds),
        "least_per_cpu_second": round(worth / seconds),
    }


def imputation() -> dict[str, object]:
    """Return the CPU seconds of one imputation of ten strata with eight models each."""
    table = load("gaza-2023-2024-by-age-sex")
    settings = AverageSettings(by=("age_band", "sex"), imputations=IMPUTATIONS)
    averaged_as_published(table, settings, seed=1)
    started = time.process_time()
    averaged_as_published(table, settings, seed=1)
    each = (time.process_time() - started) / IMPUTATIONS
    return {"table": "gaza-2023-2024-by-age-sex", "cpu_seconds_an_imputation": round(each, 5)}


def main() -> None:
    """Print the figures and keep them."""
    rows: list[dict[str, object]] = [
        {"machine": platform.processor() or platform.machine(), "load_before": round(os.getloadavg()[0], 1)}
    ]
    rows += [chains(name, 2_000.0) for name in TABLES]
    rows.append(imputation())
    for row in rows:
        print(row)
    RESULTS.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
