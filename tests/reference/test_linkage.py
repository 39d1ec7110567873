"""Lists with truth that others own: what was promised of the links, sampled so that it is quick."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from tollbook.link.columns import PersonList
from tollbook.link.linking import link_model
from tollbook.link.name_scores import MATCH_SCORE, name_pair_scores

pytestmark = pytest.mark.bench
EVERY = 12


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / "data" / "linkage" / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_names_are_told_apart_at_one_threshold(bench_data: Path) -> None:
    pairs = rows(bench_data, "name_pairs_dev.csv")[::EVERY]
    scores = name_pair_scores([pair["name_a"] for pair in pairs], [pair["name_b"] for pair in pairs])
    same, truth = scores >= MATCH_SCORE, np.array([pair["match"] == "1" for pair in pairs])
    assert 2 * (same & truth).sum() / (same.sum() + truth.sum()) >= 0.86


def test_german_duplicates_are_found_without_tuning(bench_data: Path) -> None:
    people = rows(bench_data, "rldata10000.csv")
    born = [f"{int(row['by']):04}-{int(row['bm']):02}-{int(row['bd']):02}" for row in people]
    fields = {
        "given": [row["fname_c1"] for row in people],
        "family": [row["lname_c1"] for row in people],
        "birth_date": born,
    }
    model = link_model([PersonList(name="list", ids=[row["unique_id"] for row in people], fields=fields)])
    who = np.array([row["entity_id"] for row in people])
    right = (who[model.scored.pairs.left] == who[model.scored.pairs.right])[model.links].sum()
    true = sum(count * (count - 1) // 2 for count in Counter(who.tolist()).values())
    assert 2 * right / (len(model.links) + true) >= 0.95
