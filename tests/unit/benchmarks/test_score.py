from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

Script = Callable[[str], ModuleType]


@pytest.fixture(scope="session")
def score(script: Script) -> ModuleType:
    return script("score")


def claim(**changes: Any) -> dict[str, Any]:
    plain = {"start": 0, "end": 2, "low": 12, "high": 12, "harm": "killed"}
    fields = {
        "claimant": None,
        "scope": "incident",
        "stance": "asserts",
        "modality": "stated",
        "victims": None,
    }
    return {**plain, **fields, **changes}


def measures(score: ModuleType, gold: list[Any], predicted: list[Any]) -> tuple[float, float, float]:
    report = score.score({"a": gold}, {"a": predicted})
    return report["spotting"]["f1"], report["core"]["f1"], report["full"]["f1"]


def test_a_claim_like_the_annotated_one_is_right_in_all_ways(score: ModuleType) -> None:
    assert (1.0, 1.0, 1.0) == measures(score, [claim()], [claim()])


def test_another_bound_is_spotted_and_not_core_correct(score: ModuleType) -> None:
    assert (1.0, 0.0, 0.0) == measures(score, [claim()], [claim(high=None)])


def test_another_claimant_is_core_correct_and_not_full_correct(score: ModuleType) -> None:
    assert (1.0, 1.0, 0.0) == measures(score, [claim()], [claim(claimant="police")])


@pytest.mark.parametrize("changes", [{"harm": "injured"}, {"start": 2, "end": 4}])
def test_another_harm_or_another_place_in_the_text_is_no_match(
    changes: dict[str, Any], score: ModuleType
) -> None:
    assert (0.0, 0.0, 0.0) == measures(score, [claim()], [claim(**changes)])


def test_an_annotated_claim_is_matched_once_and_by_equal_bounds_first(score: ModuleType) -> None:
    predicted = [claim(low=9, high=9, end=9), claim()]
    assert [(12, 12)] == [
        (one["low"], other["low"]) for one, other in score.matched([claim(end=9)], predicted)
    ]


def test_a_document_that_was_not_read_counts_as_read_without_claims(score: ModuleType) -> None:
    report = score.score({"a": [claim()], "b": [claim()]}, {"a": [claim()]})
    assert (2, 2, 1) == (report["documents"], report["gold"], report["predicted"])
    assert {"precision": 1.0, "recall": 0.5, "f1": 0.6667} == report["core"]


def test_a_claim_says_what_was_expected_where_its_count_does_not_stand(
    score: ModuleType, tmp_path: Path
) -> None:
    path = tmp_path / "predicted.jsonl"
    row = {"id": "a", "text": "At 12 men", "claims": [claim(count="12")]}
    path.write_text(json.dumps(row) + "\n", encoding="utf-8")
    with pytest.raises(score.Mismatch) as caught:
        score.load(path)
    expected = (
        f"Cannot score {path}, line 1: '12' was expected at 0-2, and 'At' stands there. "
        "Offsets are code points into the text of the document."
    )
    assert expected == str(caught.value)


def test_a_line_without_what_is_needed_is_refused(
    score: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "predicted.jsonl"
    path.write_text('{"claims": []}\n', encoding="utf-8")
    assert 2 == score.main([str(path), str(path)])
    expected = (
        f"Cannot score {path}, line 1: KeyError('id') was found where an object with id and claims was expected, "
        "each claim with start, end, low, high and harm. Correct the line.\n"
    )
    assert expected == capsys.readouterr().err


@pytest.mark.bench
def test_it_agrees_with_the_scorer_of_the_annotators(
    script: Script, score: ModuleType, bench_data: Path, tmp_path: Path
) -> None:
    corpora = script("corpora")
    dev = next(each for each in corpora.bench_sets() if each.name == "gold-dev")
    readings = corpora.Readings(corpora.reader_of("baselines:RegularExpression"))
    predicted = tmp_path / "predicted.jsonl"
    corpora.write_rows(predicted, readings.claims(dev))
    command = [sys.executable, str(bench_data / "bench" / "score_claims.py"), str(dev.gold), str(predicted)]
    theirs = subprocess.run([*command, "--json"], capture_output=True, text=True, check=True)
    assert json.loads(theirs.stdout) == score.score(dev.claims(), score.load(predicted))
