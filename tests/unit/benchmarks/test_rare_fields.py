"""Guarantees of the measure of rare fields."""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from types import ModuleType

_SCRIPT = Path(__file__).parents[3] / "benchmarks" / "rare_fields.py"


def _load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("rare_fields", _SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["rare_fields"] = module
    spec.loader.exec_module(module)
    return module


rare_fields = _load()


def _claim(**changes: object) -> dict[str, Any]:
    plain = {
        "start": 0,
        "end": 2,
        "low": 12,
        "high": 12,
        "harm": "killed",
        "stance": "asserts",
        "modality": "stated",
    }
    return {**plain, "via": None, "disputed_by": None, **changes}


def test_a_value_read_on_the_right_claim_is_right() -> None:
    gold, read = {"d": [_claim(stance="disputes")]}, {"d": [_claim(stance="disputes")]}
    assert rare_fields.Score(right=1, predicted=1, gold=1) == rare_fields.score(gold, read)["disputes"]


def test_a_value_on_a_claim_with_other_bounds_is_wrong_and_the_gold_one_missed() -> None:
    gold, read = {"d": [_claim(stance="disputes")]}, {"d": [_claim(stance="disputes", low=13)]}
    assert rare_fields.Score(right=0, predicted=1, gold=1) == rare_fields.score(gold, read)["disputes"]


def test_a_document_without_claims_read_counts_as_missed() -> None:
    assert (
        rare_fields.Score(right=0, predicted=0, gold=1)
        == rare_fields.score({"d": [_claim(via="police")]}, {})["via"]
    )


def test_words_are_right_when_half_of_them_are_shared() -> None:
    gold = {"d": [_claim(disputed_by="a spokesman for the army")]}
    read = {"d": [_claim(disputed_by="the army spokesman")]}
    assert 1.0 == rare_fields.score(gold, read)["disputed_by"].f1


@pytest.mark.parametrize(
    ("gold", "predicted", "expected"),
    [(None, None, True), ("police", None, False), (None, "police", False), ("the police", "police", True)],
)
def test_absent_words_agree_only_with_absent_words(
    gold: str | None, predicted: str | None, *, expected: bool
) -> None:
    assert expected is rare_fields.words_agree(gold, predicted)


def test_each_gold_claim_is_matched_once() -> None:
    assert 1 == len(rare_fields.paired([_claim()], [_claim(), _claim()]))


def test_the_harmonic_mean_of_nothing_right_is_zero() -> None:
    assert 0.0 == rare_fields.Score(right=0, predicted=0, gold=0).f1


def test_a_reconciliation_claim_without_offsets_is_found_by_its_sentence(tmp_path: Path) -> None:
    case = tmp_path / "case"
    (case / "documents").mkdir(parents=True)
    (case / "documents" / "D1.txt").write_text("It rained. A raid killed 12 people.", "utf-8")
    (case / "case.toml").write_text(
        '[[documents]]\nid = "D1"\nfile = "documents/D1.txt"\nlanguage = "en"\n', "utf-8"
    )
    claim = {"count": "12", "sentence": "A raid killed 12 people.", "low": 12, "high": 12, "harm": "killed"}
    (case / "expected.json").write_text(json.dumps({"documents": [{"id": "D1", "claims": [claim]}]}), "utf-8")
    gold, documents = rare_fields.reconciliation_cases(tmp_path)
    assert [("case/D1", 25, 27)] == [
        (name, claims[0]["start"], claims[0]["end"]) for name, claims in gold.items()
    ]
    assert ["case/D1"] == [document.id for document in documents]


def test_the_command_prints_a_line_for_each_value(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_text(json.dumps({"id": "d", "claims": [_claim(via="police")]}) + "\n", "utf-8")
    assert 0 == rare_fields.main(["--predicted", str(gold), str(gold)])
    assert 6 == len(capsys.readouterr().out.splitlines())


def test_nothing_to_measure_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        rare_fields.main([])
    assert "nothing to measure: give --set, --predicted or --reconcile" in capsys.readouterr().err
