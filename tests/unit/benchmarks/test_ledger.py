from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from tollbook.model.record import ClaimFilter
from tollbook.pipeline.cases import open_case, reading_ledger

FEW = 12


@pytest.fixture
def benchmark(script: Callable[[str], ModuleType]) -> ModuleType:
    return script("ledger")


@pytest.fixture
def folder(benchmark: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TOLLBOOK_KEYS", str(tmp_path / "keys"))
    benchmark.add(tmp_path / "case", FEW)
    return tmp_path / "case"


def test_the_invented_claims_stand_in_their_text_and_are_the_same_each_time(benchmark: ModuleType) -> None:
    made = benchmark.reading(3)
    assert made == benchmark.reading(3)
    assert benchmark.CLAIMS_EACH == len(made.claims)
    for claim in made.claims:
        assert claim.count == made.document.text[claim.start : claim.end]
        for name, (start, end) in claim.spans:
            assert getattr(claim, name) == made.document.text[start:end]


def test_every_stage_looks_at_all_that_was_added(benchmark: ModuleType, folder: Path) -> None:
    assert FEW == benchmark.verify(folder, FEW)["captures"]
    assert benchmark.SOURCES + FEW + 1 == benchmark.chain(folder, FEW)["entries"]
    assert 0 <= benchmark.plain(folder, FEW)["seconds"]
    with reading_ledger(open_case(folder)) as ledger:
        assert FEW * benchmark.CLAIMS_EACH == ledger.count_claims(ClaimFilter())
        asked = benchmark.question(ledger, ClaimFilter(harm="killed"))
        assert asked["found"] == ledger.count_claims(ClaimFilter(harm="killed"))
