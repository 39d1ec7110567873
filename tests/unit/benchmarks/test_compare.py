from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

Script = Callable[[str], ModuleType]


@pytest.fixture(autouse=True)
def own_sets_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TOLLBOOK_BENCH_DATA", raising=False)


@pytest.fixture
def few(script: Script, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> ModuleType:
    """Return the script with a set of one text."""
    corpora, compare = script("corpora"), script("compare")
    text = "At least 12 people were killed in Kesh. The hall has 30 seats."
    gold = {"start": 0, "end": 11, "low": 12, "high": None, "harm": "killed", "claimant": None}
    (tmp_path / "texts.jsonl").write_text(json.dumps({"id": "a", "text": text, "language": "en"}) + "\n")
    (tmp_path / "gold.jsonl").write_text(json.dumps({"id": "a", "claims": [gold]}) + "\n")
    one = corpora.AnnotatedSet(name="few", texts=tmp_path / "texts.jsonl", gold=tmp_path / "gold.jsonl")
    monkeypatch.setattr(compare, "OWN_SETS", (one,))
    return compare


def test_the_gold_itself_as_predictions_scores_one(few: ModuleType, tmp_path: Path) -> None:
    table = few.compared([str(tmp_path / "gold.jsonl")])
    assert {"precision": 1.0, "recall": 1.0, "f1": 1.0} == table["few"]["gold"]["core"]


def test_a_class_is_measured_by_its_address_beside_baselines_and_tollbook(few: ModuleType) -> None:
    table = few.compared(["baselines:EveryNumber"])
    assert ["every number", "regular expression", few.BUILT_IN, "baselines:EveryNumber"] == list(table["few"])
    assert 0.5 == table["few"]["baselines:EveryNumber"]["core"]["precision"]
    assert 1.0 == table["few"]["regular expression"]["core"]["f1"]


def test_predictions_of_none_of_its_documents_leave_a_set_out(few: ModuleType, tmp_path: Path) -> None:
    other = tmp_path / "other.jsonl"
    other.write_text('{"id": "z", "claims": []}\n', encoding="utf-8")
    assert "other" not in few.compared([str(other)])["few"]


def test_an_entry_that_is_neither_file_nor_class_is_refused(
    few: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        few.main(["nothing.jsonl"])
    assert "nothing.jsonl is no file, and no module:Class either" in capsys.readouterr().err
