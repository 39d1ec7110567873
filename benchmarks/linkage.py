"""Measures how well lists are linked, and how fast beside plain Splink, and prints the tables.

    python benchmarks/linkage.py names                     # F1 of the name score at its threshold, microseconds a pair
    python benchmarks/linkage.py sets                      # FEBRL 3 and 4, RLdata10000
    python benchmarks/linkage.py releases [--reviews 400]  # the two releases, with verdicts simulated from the truth
    python benchmarks/linkage.py speed people.csv          # a synthetic list, beside plain Splink in the same run
    python benchmarks/linkage.py sets --output benchmarks/results/linkage-sets.json

The lists are those of the folder that TOLLBOOK_BENCH_DATA names. Times are seconds of the processor, of all threads together,
so that other work on the machine matters little. Only counts and shares are printed, never a row.
"""

from __future__ import annotations

import argparse
import csv
import json
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from corpora import bench_data

from tollbook.link.columns import PersonList
from tollbook.link.linking import LinkModel, link_model, overlaps, pairs_to_review
from tollbook.link.name_scores import MATCH_SCORE, name_model, name_pair_scores
from tollbook.link.parts import NameOrder
from tollbook.model.linkage import PairDecision, Verdict

Report = dict[str, Any]
Table = list[dict[str, str]]
SEEDS = 3
DRAWS = 200


def rows_of(path: Path) -> Table:
    """Return the rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def data(name: str) -> Table:
    """Return the rows of one of the lists."""
    folder = bench_data()
    if folder is None:
        sys.exit("Set TOLLBOOK_BENCH_DATA to the folder that holds data/linkage.")
    return rows_of(folder / "data" / "linkage" / name)


def told(rows: Table, column: str) -> list[str | None]:
    """Return a column, None where nothing stands in it."""
    return [row[column] or None for row in rows]


def day(text: str) -> str | None:
    """Return eight digits as an ISO date."""
    return f"{text[:4]}-{text[4:6]}-{text[6:]}" if len(text) == len("20260304") and text.isdigit() else None


def release(name: str, file: str, column: str, *, birth_dates: bool) -> tuple[PersonList, list[str]]:
    """Return one release, and who each record is."""
    rows = data(file)
    fields: dict[str, list[Any]] = {
        "name": told(rows, column), "sex": told(rows, "sex"), "age": [float(row["age"]) if row["age"] else None for row in rows],
    }  # fmt: skip
    if birth_dates:
        fields["birth_date"] = told(rows, "dob")
    ids = [row["unique_id"] for row in rows]
    return PersonList(name=name, ids=ids, fields=fields, clean=True, order=NameOrder.CHAIN), [
        row["entity_id"] for row in rows
    ]


def febrl(*files: str) -> tuple[list[PersonList], list[list[str]]]:
    """Return lists of the FEBRL project, and who each record is."""
    lists, truth = [], []
    columns = {
        "given": "given_name",
        "family": "surname",
        "address": "address_1",
        "suburb": "suburb",
        "postcode": "postcode",
        "number": "street_number",
    }
    for file in files:
        rows = data(file)
        fields: dict[str, list[Any]] = {field: told(rows, column) for field, column in columns.items()}
        fields["birth_date"] = [day(row["date_of_birth"]) for row in rows]
        lists.append(
            PersonList(name=file, ids=[row["unique_id"] for row in rows], fields=fields, clean=len(files) > 1)
        )
        truth.append([row["entity_id"] for row in rows])
    return lists, truth


def german() -> tuple[list[PersonList], list[list[str]]]:
    """Return RLdata10000, and who each record is."""
    rows = data("rldata10000.csv")
    born = [f"{int(row['by']):04}-{int(row['bm']):02}-{int(row['bd']):02}" for row in rows]
    fields = {"given": told(rows, "fname_c1"), "family": told(rows, "lname_c1"), "birth_date": born}
    return [PersonList(name="list", ids=[row["unique_id"] for row in rows], fields=fields)], [
        [row["entity_id"] for row in rows]
    ]


def synthetic(path: Path) -> tuple[list[PersonList], list[list[str]]]:
    """Return a synthetic list, and who each record is."""
    rows = rows_of(path)
    fields: dict[str, list[Any]] = {field: told(rows, field) for field in ("given", "father", "family")}
    fields |= {
        "age": [float(row["age"]) if row["age"] else None for row in rows],
        "death_date": told(rows, "date_of_death"),
        "death_place": told(rows, "place"),
    }
    return [PersonList(name="list", ids=[row["unique_id"] for row in rows], fields=fields)], [
        [row["entity_id"] for row in rows]
    ]


def true_pairs(truth: Sequence[Sequence[str]]) -> int:
    """Return how many pairs are one person."""
    if len(truth) == 1:
        return sum(count * (count - 1) // 2 for count in Counter(truth[0]).values())
    return len(set(truth[0]) & set(truth[1]))


def f1(hits: int, found: int, true: int) -> float:
    """Return F1."""
    return round(2 * hits / max(found + true, 1), 4)


def judged(model: LinkModel, truth: Sequence[Sequence[str]]) -> Report:
    """Return how good a linkage is."""
    who = np.concatenate([np.array(each) for each in truth])
    pairs, true = model.scored.pairs, true_pairs(truth)
    right = who[pairs.left] == who[pairs.right]
    likely = model.chance > 0.5  # noqa: PLR2004 - more likely than not
    low, high = model.missed()
    return {
        "true_pairs": true,
        "candidates": model.scored.candidates,
        "blocking_recall": round(float(right.sum()) / true, 4),
        "blocking_recall_estimated": [round(1 - high, 4), round(1 - low, 4)],
        "links_f1": f1(int(right[model.links].sum()), len(model.links), true),
        "pairs_f1_before_assignment": f1(int(right[likely].sum()), int(likely.sum()), true),
        "expected_matches_off_by": round(float(model.chance.sum()) / true - 1, 4),
    }


def timed(work: Callable[[], Any]) -> tuple[Any, float]:
    """Return a result, and the processor's seconds that it took."""
    start = time.process_time()
    result = work()
    return result, round(time.process_time() - start, 1)


def measured_names() -> Report:
    """Return how good and how fast the name score is, on the pairs that its model was fitted to."""
    rows = data("name_pairs_dev.csv")
    name_model()
    scores, seconds = timed(
        lambda: name_pair_scores([row["name_a"] for row in rows], [row["name_b"] for row in rows])
    )
    same, truth = scores >= MATCH_SCORE, np.array([row["match"] == "1" for row in rows])
    return {
        "pairs": len(rows),
        "f1_in_sample": f1(int((same & truth).sum()), int(same.sum()), int(truth.sum())),
        "microseconds_a_pair": round(seconds / len(rows) * 1e6, 1),
    }


def measured_sets() -> Report:
    """Return how well the standard sets are linked, nothing tuned to them and no verdict given."""
    sets = {
        "febrl3": febrl("febrl3.csv"),
        "febrl4": febrl("febrl4a.csv", "febrl4b.csv"),
        "rldata10000": german(),
    }
    result = {}
    for name, (lists, truth) in sets.items():
        model, seconds = timed(lambda lists=lists: link_model(lists))
        result[name] = judged(model, truth) | {"processor_seconds": seconds}
    return result


def measured_releases(reviews: int) -> Report:
    """Return how well two releases of a real list are linked, with simulated verdicts."""
    settings = {
        "arabic": ("name_ar", False),
        "arabic_birth_dates": ("name_ar", True),
        "arabic_english": ("name_en", False),
    }
    return {
        name: _release_report(column, reviews, birth_dates=dated)
        for name, (column, dated) in settings.items()
    }


def _release_report(column: str, reviews: int, *, birth_dates: bool) -> Report:
    one, who_one = release("a", "gaza_release_a_dev.csv", "name_ar", birth_dates=birth_dates)
    other, who_other = release("b", "gaza_release_b_dev.csv", column, birth_dates=birth_dates)
    truth = [who_one, who_other]
    model, seconds = timed(lambda: link_model([one, other]))
    report: Report = {"processor_seconds": seconds, "without_review": judged(model, truth)}
    people = dict(zip(one.ids, who_one, strict=True)), dict(zip(other.ids, who_other, strict=True))
    for seed in range(SEEDS if reviews else 0):
        decisions = [
            PairDecision(
                left=pair.left,
                right=pair.right,
                reviewer="truth",
                stands_for=weight,
                verdict=Verdict.MATCH
                if people[0][pair.left.id] == people[1][pair.right.id]
                else Verdict.NO_MATCH,
            )
            for pair, weight in pairs_to_review(model, reviews, seed)
        ]
        report[f"reviewed_{seed}"] = _reviewed(link_model([one, other], decisions), truth, seed)
    return report


def _reviewed(model: LinkModel, truth: Sequence[Sequence[str]], seed: int) -> Report:
    who = np.concatenate([np.array(each) for each in truth])
    right = who[model.scored.pairs.left] == who[model.scored.pairs.right]
    unseen = (model.fixed == 0) & (model.chance > 0.9)  # noqa: PLR2004 - the bin that is asked about
    (overlap,) = overlaps(model, model.people(DRAWS, seed))
    true = true_pairs(truth)
    return judged(model, truth) | {
        "reviewed": model.calibration.reviewed,
        "above_0.9_said": round(float(model.chance[unseen].mean()), 4),
        "above_0.9_true": round(float(right[unseen].mean()), 4),
        "overlap": [overlap.low, overlap.middle, overlap.high],
        "overlap_covers": overlap.low <= true <= overlap.high,
        "overlap_width": round((overlap.high - overlap.low) / true, 4),
    }


def plain_splink(people: PersonList) -> Report:
    """Return what Splink does by itself: six comparisons, four exact rules, two training runs, clusters."""
    import pyarrow as pa
    import splink.comparison_library as cl
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    columns = {name: pa.array(values) for name, values in people.fields.items()}
    table = pa.table({"unique_id": pa.array(people.ids)} | columns)
    rules = [
        block_on("given", "father", "family"),
        block_on("given", "family", "death_place"),
        block_on("father", "family", "death_date"),
        block_on("given", "father", "death_date"),
    ]
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=[*(cl.NameComparison(name) for name in ("given", "father", "family")), cl.ExactMatch("age"), cl.ExactMatch("death_date"), cl.ExactMatch("death_place")],
        blocking_rules_to_generate_predictions=rules,
    )  # fmt: skip
    linker = Linker(DuckDBAPI().register(table), settings, log_level=None)
    linker.training.estimate_probability_two_random_records_match(rules[:1], recall=0.5)
    linker.training.estimate_u_using_random_sampling(max_pairs=2e6, seed=1)
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("given", "father"))
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("family", "death_date"))
    predicted = linker.inference.predict(threshold_match_probability=0.5)
    groups = linker.clustering.cluster_pairwise_predictions_at_threshold(predicted, 0.5).as_dict()
    return dict(zip(groups["unique_id"], groups["cluster_id"], strict=True))


def measured_speed(path: Path) -> Report:
    """Return how long a synthetic list takes, here and with plain Splink."""
    (people,), truth = synthetic(path)
    model, seconds = timed(lambda: link_model([people]))
    peak = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    ours = _grouped(model.best_people().tolist(), truth[0])
    group, plain_seconds = timed(lambda: plain_splink(people))
    plain = _grouped([group[each] for each in people.ids], truth[0])
    return {
        "records": len(people.ids),
        "f1": ours,
        "processor_seconds": seconds,
        "peak_mib": peak,
        "splink_f1": plain,
        "splink_processor_seconds": plain_seconds,
        "times_splink": round(seconds / plain_seconds, 2),
    }


def _grouped(groups: Sequence[object], truth: Sequence[str]) -> float:
    found = sum(count * (count - 1) // 2 for count in Counter(groups).values())
    hits = sum(count * (count - 1) // 2 for count in Counter(zip(groups, truth, strict=True)).values())
    return f1(hits, found, true_pairs([truth]))


def main(arguments: list[str] | None = None) -> int:
    """Measure one thing and print it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", choices=["names", "sets", "releases", "speed"])
    parser.add_argument("path", nargs="?", type=Path)
    parser.add_argument("--reviews", type=int, default=400)
    parser.add_argument("--output", type=Path)
    options = parser.parse_args(arguments)
    if options.what == "speed" and options.path is None:
        parser.error("speed needs the path of a synthetic list")
    work: dict[str, Callable[[], Report]] = {
        "names": measured_names, "sets": measured_sets, "releases": lambda: measured_releases(options.reviews),
        "speed": lambda: measured_speed(options.path),
    }  # fmt: skip
    report = json.dumps(work[options.what](), indent=1)
    print(report)
    if options.output:
        options.output.write_text(f"{report}\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
