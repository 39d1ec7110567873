"""The happenings of the example case, and the main figures of each, as a recorder would write them down by hand.

What each document tells is in `examples/case/README.md`.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tollbook.cli.main import run
from tollbook.model.reconciliation import ALL, Reconciliation
from tollbook.pipeline.reconciling import CaseInput, case_input, reconciled

EVENTS = {
    "kesh": ("shelling in Kesh", date(2026, 3, 3)),
    "torv": ("flood in Torv", date(2026, 3, 7)),
    "kesh-2": ("protests in Kesh", date(2026, 3, 10)),
    "kesh-district": ("armed conflict in Kesh district", date(2026, 3, 1)),
    "torv-road": ("transport disaster on Torv road", date(2026, 4, 14)),
    "orm-ridge": ("battle on Orm Ridge", date(2026, 5, 18)),
    "old-mill": ("raid in Old Mill", date(2026, 5, 20)),
}

PUBLISHERS = {
    "kesh": {
        "Arvenia Wire",
        "Coast Daily",
        "Harbour Post",
        "Kesh Regional Hospital",
        "Northern Dispatch",
        "Vel Observer",
    },
    "torv": {
        "Ministry of Civil Protection",
        "Relief Office Arvenia",
        "Torv Bell",
        "Valley Radio",
        "Vel Observer",
    },
    "kesh-2": {"Open Register"},
    "kesh-district": {
        "Arvenia Monitoring Mission",
        "Counting Arvenia",
        "Institute of Demography",
        "Ministry of Health of Arvenia",
        "Open Register",
        "Relief Committee of the Northern Front",
        "Relief Office Arvenia",
        "Union Courier",
    },
    "torv-road": {"Harbour Post", "Night Mail", "Torv Ambulance Service", "Torv Bell"},
    "orm-ridge": {"Government of Arvenia", "Northern Front", "Vel Observer"},
    "old-mill": {"Kesh Diary", "The Lantern"},
}

KILLED = {
    ("kesh", 3, 16, "documented"),
    ("kesh-2", 1, 1, "claimed"),
    ("kesh-district", 288, 288, "claimed"),
    ("kesh-district", 297, 297, "documented"),
    ("kesh-district", 410, 410, "estimated"),
    ("old-mill", 2, None, "claimed"),
    ("torv-road", 8, 8, "claimed"),
}
"""Of all people killed: where the range is what a recorder would give."""


@pytest.fixture(scope="module")
def example(project_root: Path, tmp_path_factory: pytest.TempPathFactory) -> CaseInput:
    folder, path = project_root / "examples" / "case", tmp_path_factory.mktemp("example")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TOLLBOOK_KEYS", str(path / "keys"))
        patch.setenv("TOLLBOOK_USER", "test")
        case = path / "case"
        assert 0 == run(["new", str(case), "--name", "Arvenia, spring 2026"])
        template = (case / "case.toml").read_text(encoding="utf-8").partition("[scope]")[0]
        settings = (folder / "settings.toml").read_text(encoding="utf-8")
        (case / "case.toml").write_text(template + settings, encoding="utf-8")
        assert 0 == run(["add", "--case", str(case), "--manifest", str(folder / "manifest.csv"), "--quiet"])
        return case_input(case)


@pytest.fixture(scope="module")
def record(example: CaseInput) -> Reconciliation:
    return reconciled(example)


def test_each_happening_is_an_event_of_its_own(record: Reconciliation) -> None:
    assert EVENTS == {event.id: (event.label, event.from_day) for event in record.events}


def test_each_event_holds_the_accounts_of_those_who_tell_of_it(
    example: CaseInput, record: Reconciliation
) -> None:
    names = {document.id: document.publisher for document in example.documents}
    publishers = {claim.id: names[claim.document] for claim in example.claims}
    found: dict[str, set[str | None]] = {event.id: set() for event in record.events}
    for claim in record.claims:
        found[claim.event].add(publishers[claim.source.id])
    assert PUBLISHERS == found


def test_the_toll_of_one_happening_never_stands_in_the_range_of_another(record: Reconciliation) -> None:
    found = {
        (figure.event, figure.low, figure.high, str(figure.kind))
        for figure in record.figures
        if str(figure.harm) == "killed" and figure.group == ALL
    }
    assert set() == KILLED - found
    assert all(high is None or high < 100 for event, _, high, _ in found if event != "kesh-district")
    assert all(low is not None and low >= 26 for event, low, _, _ in found if event == "kesh-district")
