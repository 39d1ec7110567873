from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

Script = Callable[[str], ModuleType]


def test_each_copy_of_a_record_has_an_id_of_its_own(script: Script, tmp_path: Path) -> None:
    path = script("speed").write_corpus(tmp_path / "corpus.jsonl", [{"id": "a", "text": "x"}], 2, first=3)
    assert ["a#3", "a#4"] == [json.loads(line)["id"] for line in path.read_text().splitlines()]


def test_a_command_that_fails_is_not_measured(script: Script) -> None:
    with pytest.raises(ChildProcessError) as caught:
        script("commands").run(["--no-such-option"])
    assert "Cannot measure --no-such-option: it ended with 2." == str(caught.value)


def test_a_run_says_what_time_and_memory_it_took(script: Script) -> None:
    took = script("commands").run(["--help"])
    assert took.seconds > 0
    assert took.cpu_seconds > 0
    assert took.peak_bytes > 1_000_000
