"""Draws populations whose size is known, estimates it by every method, and counts how often the interval holds it.

    python benchmarks/estimation_simulation.py --output benchmarks/results/estimation_simulation.json
    python benchmarks/estimation_simulation.py --replications 20 --methods graphs      # quicker, for a look
    python benchmarks/estimation_simulation.py --page docs/estimation-simulation.md    # the page from the kept figures

Four kinds of population, three to six lists:

    independent   2,000 people, every list finds a person independently of the others
    pairs         2,000 people, lists 1 and 2 share more people than chance, and so do lists 2 and 3
    kinds         2,000 people, of whom 700 are three times as easily found as the others, by every list
    sparse        400 people, found so seldom that most are on one list only

What a method refuses is counted beside what it covers. The seed of a draw depends on population, lists and number alone,
so that all methods see the same tables.
"""

from __future__ import annotations

import argparse
import json
import math
import statistics
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tollbook.errors import InvalidHistories
from tollbook.estimate.closed_forms import chao
from tollbook.estimate.graphs import average_graphs
from tollbook.estimate.latent import LatentSettings, latent_classes
from tollbook.estimate.loglinear import independence, select_models
from tollbook.estimate.loglinear_settings import LoglinearSettings
from tollbook.estimate.tables import histories_from_counts
from tollbook.model import CaptureHistories, Estimate, Outcome
from tollbook.version import VERSION

RESULTS = Path(__file__).parent / "results" / "estimation_simulation.json"
LISTS = (3, 4, 5, 6)
CHANCES = (0.30, 0.22, 0.26, 0.18, 0.24, 0.16)
SPARSE_CHANCES = (0.12, 0.10, 0.14, 0.08, 0.10, 0.06)
PAIR_LOG_ODDS = 1.2
EASY_SHARE, EASY_TIMES = 0.35, 3.0
PEOPLE = {"independent": 2000, "pairs": 2000, "kinds": 2000, "sparse": 400}
REPLICATES = 300
LATENT_LISTS = (4,)
DIVIDED = {"loglinear": {3: 1, 4: 1, 5: 8, 6: 20}, "loglinear, average": {3: 1, 4: 2, 5: 8, 6: 20}}
"""By how much fewer draws the slow methods get, by lists: they fit up to 32,768 models for each."""

ENOUGH = 0.02  # below 0.95 and above it, that coverage may lie where a method's assumptions hold

Row = dict[str, Any]

METHODS: dict[str, Callable[[CaptureHistories, int], Outcome]] = {
    "independence": lambda table, seed: independence(table, replicates=REPLICATES, seed=seed),
    "loglinear": lambda table, seed: select_models(
        table, LoglinearSettings(replicates=REPLICATES), seed=seed
    ),
    "loglinear, average": lambda table, seed: select_models(
        table, LoglinearSettings(replicates=REPLICATES, average=True, top=60), seed=seed
    ),
    "loglinear, stepwise": lambda table, seed: select_models(
        table, LoglinearSettings(models="stepwise", replicates=REPLICATES), seed=seed
    ),
    "graphs": lambda table, seed: average_graphs(table, seed=seed),
    "latent": lambda table, seed: latent_classes(table, LatentSettings(), seed=seed),
    "chao": lambda table, _: chao(table),
}

HOLDS = {
    ("independent", "independence"),
    ("independent", "loglinear"),
    ("independent", "loglinear, average"),
    ("independent", "loglinear, stepwise"),
    ("independent", "graphs"),
    ("independent", "latent"),
    ("pairs", "loglinear"),
    ("pairs", "loglinear, average"),
    ("pairs", "loglinear, stepwise"),
    ("pairs", "graphs"),
    ("kinds", "latent"),
    ("sparse", "independence"),
    ("sparse", "loglinear"),
    ("sparse", "loglinear, average"),
    ("sparse", "loglinear, stepwise"),
    ("sparse", "graphs"),
    ("sparse", "latent"),
}
"""Populations that are of the kind a method takes them to be."""


def cell_chances(population: str, lists: int) -> NDArray[np.float64]:
    """Return the chance of each history; shape (2**lists,)."""
    cells = np.arange(1 << lists)
    on = (cells[:, None] >> np.arange(lists) & 1).astype(bool)
    if population == "kinds":
        base = np.array(CHANCES[:lists]) / 1.7
        easy = np.prod(np.where(on, base * EASY_TIMES, 1 - base * EASY_TIMES), axis=1)
        hard = np.prod(np.where(on, base, 1 - base), axis=1)
        return np.asarray(EASY_SHARE * easy + (1 - EASY_SHARE) * hard)
    chances = np.array((SPARSE_CHANCES if population == "sparse" else CHANCES)[:lists])
    found = np.prod(np.where(on, chances, 1 - chances), axis=1)
    if population == "pairs":
        found = found * np.exp(PAIR_LOG_ODDS * (on[:, 0] & on[:, 1]) + PAIR_LOG_ODDS * (on[:, 1] & on[:, 2]))
    return np.asarray(found / found.sum())


def drawn(population: str, lists: int, number: int) -> CaptureHistories | None:
    """Return the lists of one population; None where fewer than two lists hold anybody."""
    seed = (list(PEOPLE).index(population), lists, number)
    counts = np.random.default_rng(seed).multinomial(PEOPLE[population], cell_chances(population, lists))
    try:
        return histories_from_counts(
            [f"list {place + 1}" for place in range(lists)],
            {history: int(count) for history, count in enumerate(counts) if history},
        )
    except InvalidHistories:
        return None


def outcomes(task: tuple[str, int, str, int]) -> Row:
    """Return how a method did on so many draws of one kind of population."""
    population, lists, method, replications = task
    truth, started = PEOPLE[population], time.process_time()
    totals, widths, covered, grounds = [], [], 0, []
    for number in range(replications):
        table = drawn(population, lists, number)
        result = None if table is None else METHODS[method](table, number)
        if isinstance(result, Estimate) and result.interval is not None:
            totals.append(result.total)
            widths.append(result.interval.high - result.interval.low)
            covered += result.interval.low <= truth <= result.interval.high
        else:
            refusals = getattr(result, "refusals", ())
            grounds.append(str(refusals[0].ground) if refusals else "no_interval")
    given = len(totals)
    return {
        "population": population,
        "lists": lists,
        "method": method,
        "holds": (population, method) in HOLDS,
        "draws": replications,
        "refused": len(grounds),
        "grounds": {ground: grounds.count(ground) for ground in sorted(set(grounds))},
        "covered": covered,
        "coverage": round(covered / given, 4) if given else None,
        "standard_error": round(
            math.sqrt(max(covered, 1) / given * (1 - min(covered, given - 1) / given) / given), 4
        )
        if given > 1
        else None,
        "bias": round(statistics.median(totals) / truth - 1, 4) if given else None,
        "width": round(statistics.median(widths) / truth, 4) if given else None,
        "cpu_seconds": round(time.process_time() - started, 1),
    }


def tasks(options: argparse.Namespace) -> list[tuple[str, int, str, int]]:
    """Return what is to be run: slow methods get fewer draws."""
    return [
        (population, lists, method, replications(method, lists, options.replications))
        for population in options.populations or PEOPLE
        for lists in LISTS
        for method in METHODS
        if not options.methods or method in options.methods
        if replications(method, lists, options.replications)
    ]


def replications(method: str, lists: int, asked: int) -> int:
    """Return how many draws a method gets: those that take seconds for each get fewer, or are left out."""
    if method == "latent":
        return max(asked // 20, 5) if lists in LATENT_LISTS else 0
    if method in {"loglinear", "loglinear, average"}:
        return max(asked // DIVIDED[method][lists], 5)
    if method == "graphs" and lists == 3:  # noqa: PLR2004 - long tails on three lists take long grids
        return max(asked // 2, 5)
    return asked


def percent(value: float | None) -> str:
    """Return a share as a whole or half percentage."""
    return "" if value is None else f"{100 * value:.1f}"


def page(report: dict[str, Any]) -> str:
    """Return the figures as a page of the manual."""
    parts = [PAGE_HEAD.format(**report, low=percent(0.95 - ENOUGH), high=percent(0.95 + ENOUGH))]
    for population, words in POPULATIONS.items():
        parts.append(f"## {words[0]}\n\n{words[1]}\n")
        parts.append("| method | lists | draws | refused % | coverage % | ± | bias % | width % | holds |")
        parts.append("| --- | --- | --- | --- | --- | --- | --- | --- | --- |")
        parts += [line(row) for row in report["rows"] if row["population"] == population]
        parts.append("")
    parts += [verdict(report["rows"]), not_run(report["rows"])]
    return "\n".join(parts) + "\n"


def not_run(rows: list[Row]) -> str:
    """Return which combinations have no figures yet."""
    done = {(row["population"], row["lists"], row["method"]) for row in rows}
    absent = [
        f"{method}, {population}, {lists} lists"
        for population in PEOPLE
        for method in METHODS
        for lists in LISTS
        if (population, lists, method) not in done and replications(method, lists, 100)
    ]
    return f"\nNot run yet: {'; '.join(absent)}." if absent else ""


def line(row: Row) -> str:
    """Return one row of the table."""
    refused = percent(row["refused"] / row["draws"])
    numbers = (percent(row[name]) for name in ("coverage", "standard_error", "bias", "width"))
    holds = "yes" if row["holds"] else "no"
    return (
        f"| {row['method']} | {row['lists']} | {row['draws']} | {refused} | {' | '.join(numbers)} | {holds} |"
    )


def verdict(rows: list[Row]) -> str:
    """Return what the figures say where the assumptions hold, with all that lies outside named."""
    held = [row for row in rows if row["holds"] and row["coverage"] is not None]
    outside = [row for row in held if abs(row["coverage"] - 0.95) > ENOUGH + 2 * (row["standard_error"] or 0)]
    given = sum(row["draws"] - row["refused"] for row in held)
    whole = sum(row["covered"] for row in held) / given
    words = [
        "## Where the assumptions hold\n",
        (
            f"Over all {given:,} intervals given there, {percent(whole)} % hold the true number. "
            f"{len(held) - len(outside)} of {len(held)} rows lie within 93 to 97 %, or within two standard errors of it."
        ),
    ]
    if outside:
        words.append("Outside, and so to be taken with care:\n")
        words += [
            f"- {row['method']}, {row['population']}, {row['lists']} lists: {percent(row['coverage'])} %, "
            f"refused {percent(row['refused'] / row['draws'])} %"
            for row in outside
        ]
    return "\n".join(words)


PAGE_HEAD = """# How often the intervals are right

Populations whose size is known were drawn, and their size was estimated from the lists alone. The figures come from

```
python benchmarks/estimation_simulation.py --output benchmarks/results/estimation_simulation.json
python benchmarks/estimation_simulation.py --page docs/estimation-simulation.md
```

An interval of level 95 % should hold the true number in {low} to {high} % of the draws *where the method's assumptions
hold*; where they do not, it may miss it nearly always, and no interval says so. That is why several methods stand side by
side, and why what was refused is counted: **refused** is the share of draws for which the tool gives no interval.
**coverage** is the share of the intervals given that hold the true number, **±** its standard error, **bias** how far the
median estimate lies from the truth, **width** the median width of the interval, both in per cent of the truth. **holds**
says whether the population is of the kind that the method takes it to be. Bootstraps had {replicates} replicates.
"""

POPULATIONS = {
    "independent": (
        "Independent lists",
        "2,000 people; each list finds a person with a chance of 0.16 to 0.30, independently of the others.",
    ),
    "pairs": (
        "Pairs of lists that depend on one another",
        "2,000 people; lists 1 and 2, and lists 2 and 3, share more people than chance would have it (odds ratio 3.3).",
    ),
    "kinds": (
        "Two kinds of people",
        "2,000 people; 700 of them are three times as easily found as the others, by every list.",
    ),
    "sparse": (
        "Sparse lists",
        "400 people; each list finds a person with a chance of 0.06 to 0.14, independently of the others.",
    ),
}


def main(arguments: list[str] | None = None) -> int:
    """Run, print, and keep what was asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--replications", type=int, default=200)
    parser.add_argument("--methods", nargs="*", choices=list(METHODS))
    parser.add_argument("--populations", nargs="*", choices=list(PEOPLE))
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--output", type=Path)
    parser.add_argument("--page", type=Path, help="write the page from the kept figures; nothing is run")
    options = parser.parse_args(arguments)
    if options.page:
        options.page.write_text(page(json.loads(RESULTS.read_text(encoding="utf-8"))), encoding="utf-8")
        return 0
    with ProcessPoolExecutor(options.jobs) as pool:
        for row in pool.map(outcomes, tasks(options)):
            print(f"{row['population']:12s} {row['cpu_seconds']:7.1f} s {line(row)}", flush=True)
            if options.output:
                keep(options.output, [row])
    return 0


def keep(path: Path, rows: list[Row]) -> None:
    """Write the figures, beside those of other methods that are kept there."""
    old = json.loads(path.read_text(encoding="utf-8"))["rows"] if path.exists() else []
    done = {(row["population"], row["lists"], row["method"]) for row in rows}
    every = rows + [row for row in old if (row["population"], row["lists"], row["method"]) not in done]
    order = list(METHODS)
    every.sort(
        key=lambda row: (list(PEOPLE).index(row["population"]), order.index(row["method"]), row["lists"])
    )
    report = {"version": VERSION, "replicates": REPLICATES, "rows": every}
    path.write_text(f"{json.dumps(report, indent=1)}\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
