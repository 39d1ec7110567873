"""What all tests share: values to build on, the data that others own, and what a skip means in CI."""

from __future__ import annotations

import os
import runpy
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from tollbook.ledger import Ledger
from tollbook.model import Claim, Document, Harm, Qualifier, Reading, ReadStatus, Scope, Span
from tollbook.pipeline import cases as pipeline_cases
from tollbook.pipeline.cases import CaseFolder
from tollbook.pipeline.reconciling import CaseInput, case_input

BENCH_VARIABLE = "TOLLBOOK_BENCH_DATA"
ROOT = Path(__file__).parent.parent

# Inputs are drawn from a fixed seed, so that a run can be repeated, and no test watches the clock.
settings.register_profile(
    "default", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("soak", settings.get_profile("default"), max_examples=5000, derandomize=False)
settings.load_profile(os.environ.get("TOLLBOOK_HYPOTHESIS_PROFILE", "default"))


def pytest_configure(config: pytest.Config) -> None:
    """Declare the marker of tests that may be skipped even in CI."""
    config.addinivalue_line("markers", "may_skip: in CI too, for the reason the test gives")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Make a skip in CI a failure, unless it was declared or its data is not on that machine."""
    report = yield
    if report.skipped and os.environ.get("TOLLBOOK_CI") and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        declared = item.get_closest_marker("may_skip") is not None
        no_data = BENCH_VARIABLE in reason and BENCH_VARIABLE not in os.environ
        if not (declared or no_data):
            report.outcome = "failed"
            report.longrepr = f"Skipped in CI, where every test must run: {reason}"
    return report


@pytest.fixture(scope="session")
def project_root() -> Path:
    """Return the folder of the project."""
    return ROOT


@pytest.fixture(scope="session")
def bench_data() -> Path:
    """Return the folder of gold claims and corpora; skip where there is none."""
    folder = os.environ.get(BENCH_VARIABLE)
    if not folder or not (Path(folder) / "data").is_dir():
        pytest.skip(f"{BENCH_VARIABLE} names no folder with data/ in it")
    return Path(folder)


@pytest.fixture(scope="session")
def make_claim() -> Callable[..., Claim]:
    """Return a maker of claims: `make_claim(text, "At least 12", low=12)` stands where its words do."""

    def make(text: str, count: str, *, at: int = 0, **fields: Any) -> Claim:
        start = text.index(count, at)
        number = fields.pop("number", 12)
        plain = {
            "low": number,
            "high": number,
            "qualifier": Qualifier.EXACT,
            "harm": Harm.KILLED,
            "scope": Scope.INCIDENT,
            "sentence": Span(0, len(text)),
            "reader": "test 1",
        }
        return Claim(start=start, end=start + len(count), count=count, **{**plain, **fields})

    return make


@pytest.fixture(scope="session")
def make_document() -> Callable[..., Document]:
    """Return a maker of documents around a text."""

    def make(text: str, **fields: Any) -> Document:
        plain = {
            "id": "note.txt",
            "sha256": "0" * 64,
            "media_type": "text/plain",
            "extractor": "test 1",
            "language": "en",
        }
        return Document(text=text, **{**plain, **fields})

    return make


@pytest.fixture(scope="session")
def make_reading(make_document: Callable[..., Document]) -> Callable[..., Reading]:
    """Return a maker of readings from a text and its claims."""

    def make(text: str, *claims: Claim, **fields: Any) -> Reading:
        return Reading(document=make_document(text, **fields), status=ReadStatus.READ, claims=claims)

    return make


@pytest.fixture
def unread_reading(make_document: Callable[..., Document]) -> Reading:
    """Return a document that was not read, in a language without a reader."""
    document = make_document("قتل 12 شخصا في كيش.", id="ar.txt", language="ar")
    return Reading(document=document, status=ReadStatus.NOT_READ, reason="language ar")


@pytest.fixture
def case_environment(tmp_path: Path) -> dict[str, str]:
    """Return an environment in which keys are kept in the folder of the test."""
    return {"TOLLBOOK_KEYS": str(tmp_path / "keys")}


@pytest.fixture
def new_case(tmp_path: Path, case_environment: dict[str, str]) -> Callable[..., CaseFolder]:
    """Return a maker of cases that are about Arvenia: `new_case("name")` lies in the folder of the test."""
    numbers = iter(range(256))

    def randomness(size: int) -> bytes:
        """Return known bytes, never the same twice."""
        return bytes([next(numbers)]) * size

    def make(folder: str = "case", **options: Any) -> CaseFolder:
        options = {
            "actor": "Ana Recorder",
            "environment": case_environment,
            "randomness": randomness,
            **options,
        }
        return pipeline_cases.new_case(tmp_path / folder, **options)

    return make


@pytest.fixture
def case(new_case: Callable[..., CaseFolder]) -> CaseFolder:
    """Return a case without documents."""
    return new_case()


@pytest.fixture
def case_ledger(case: CaseFolder, case_environment: dict[str, str]) -> Generator[Ledger]:
    """Return the ledger of the case, open for what Ana Recorder does."""
    with pipeline_cases.writing_ledger(case, actor="Ana Recorder", environment=case_environment) as ledger:
        yield ledger


class GoldenCases(dict[str, tuple[Path, CaseInput, dict[str, Any]]]):
    """The golden cases by name, shown in a failure by their names alone."""

    def __repr__(self) -> str:
        return f"golden cases {', '.join(self)}"


@pytest.fixture(scope="session")
def golden_cases(
    tmp_path_factory: pytest.TempPathFactory,
) -> dict[str, tuple[Path, CaseInput, dict[str, Any]]]:
    """Return the golden cases of reconciliation: for each its folder, its documents and claims, what is expected."""
    notation = runpy.run_path(str(ROOT / "tests" / "golden" / "reconcile" / "notation.py"))
    cases = GoldenCases()
    for path in sorted((ROOT / "tests" / "golden" / "reconcile").glob("*.toml")):
        folder = tmp_path_factory.mktemp("cases") / path.stem
        expected = notation["write"](path, folder)
        cases[path.stem] = (folder, case_input(folder, claims=folder / "expected.json"), expected)
    return cases
