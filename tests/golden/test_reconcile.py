from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tollbook.model.reconciliation import Figure, Reconciliation
from tollbook.pipeline.auditing import audit
from tollbook.pipeline.reconciling import CaseInput, case_input, reconciled

FOLDER = Path(__file__).parent / "reconcile"
NAMES = sorted(path.stem for path in FOLDER.glob("*.toml"))

Cases = dict[str, tuple[Path, CaseInput, dict[str, Any]]]


@pytest.fixture(scope="module")
def records(golden_cases: Cases) -> dict[str, Reconciliation]:
    return {name: reconciled(given) for name, (_, given, _) in golden_cases.items()}


@pytest.mark.parametrize("name", NAMES)
def test_claims_stand_in_the_lines_that_a_recorder_would_draw(
    name: str, golden_cases: Cases, records: dict[str, Reconciliation]
) -> None:
    expected = {frozenset(line["claims"]) for line in golden_cases[name][2]["lines"]}
    assert expected == {frozenset(line.claims) for line in records[name].lines}


@pytest.mark.parametrize("name", NAMES)
def test_disputes_are_those_that_a_recorder_would_open(
    name: str, golden_cases: Cases, records: dict[str, Reconciliation]
) -> None:
    lines = {claim: line.id for line in records[name].lines for claim in line.claims}
    expected = Counter(
        (each["kind"], each["state"], frozenset(lines[claim] for claim in each["claims"]))
        for each in golden_cases[name][2]["disputes"]
    )
    assert expected == Counter(
        (str(each.kind), str(each.state), frozenset(lines[claim] for claim in each.claims))
        for each in records[name].disputes
    )


@pytest.mark.parametrize("name", NAMES)
def test_series_have_the_points_phases_and_flags_that_a_recorder_would_note(
    name: str, golden_cases: Cases, records: dict[str, Reconciliation]
) -> None:
    expected = {
        (
            series["harm"],
            series["measure"],
            point["as_of"],
            point["low"],
            point["high"],
            point["origin"],
            point["phase"],
            frozenset(point["flags"]),
        )
        for series in golden_cases[name][2]["series"]
        for point in series["points"]
    }
    assert expected == {
        (
            str(series.harm),
            series.measure and str(series.measure),
            point.as_of.isoformat(),
            point.low,
            point.high,
            str(point.origin),
            point.phase,
            frozenset(map(str, point.flags)),
        )
        for series in records[name].series
        for point in series.points
    }


@pytest.mark.parametrize("name", NAMES)
def test_figures_have_the_range_grade_and_flags_that_a_recorder_would_give(
    name: str, golden_cases: Cases, records: dict[str, Reconciliation]
) -> None:
    expected = {
        (
            each["harm"],
            each["group"],
            each["as_of"],
            each["low"],
            each["high"],
            each["grade"],
            frozenset(each["flags"]),
            each["inclusion"],
            each["measure"],
        )
        for each in golden_cases[name][2]["figures"]
    }
    found = {told(figure) for figure in records[name].figures}
    assert set() == expected - found


def told(figure: Figure) -> tuple[object, ...]:
    measure = figure.measure and str(figure.measure)
    head = (
        str(figure.harm),
        figure.group,
        figure.as_of.isoformat(),
        figure.low,
        figure.high,
        str(figure.grade),
    )
    return (*head, frozenset(map(str, figure.flags)), str(figure.inclusion), measure)


@pytest.mark.parametrize("name", NAMES)
def test_every_figure_says_its_rule_its_bounds_and_every_claim_it_leaves_out(
    name: str, records: dict[str, Reconciliation]
) -> None:
    record = records[name]
    for figure in record.figures:
        assert figure.rule
        assert record.rule_version == figure.rule_version
        assert figure.best is None
        assert all(
            f"{bound:,}" in figure.sentence for bound in (figure.low, figure.high) if bound is not None
        )
        assert set(figure.claims_used).isdisjoint(claim for claim, _ in figure.claims_left_out)
        assert all(reason for _, reason in figure.claims_left_out)


@pytest.mark.parametrize("name", NAMES)
def test_every_tie_of_a_line_can_be_read(name: str, records: dict[str, Reconciliation]) -> None:
    for line in records[name].lines:
        joined = {join.claim for join in line.joins}
        assert len(line.claims) - len(joined) <= 1
        assert all(join.words and join.to in line.claims for join in line.joins)


SWAPS = {
    "border-counter": [("Kell", "Marsh")],
    "bridge-strike": [("Calder Republic", "Eastern Assembly")],
    "camp-raid": [("Sade Army", "Ford League")],
    "clinic-counter": [("Hill", "Shore")],
    "ferry-sinking": [("Harbour", "Castle")],
    "island-count": [("Isle Council", "Harbour Junta"), ("Tor", "Vel")],
    "mine-collapse": [("Orrin", "Vaskel")],
    "village-raid": [("Grey Brigade", "Provincial Guard")],
    "hill-battle": [("Royal Corps", "Assembly Militia"), ("Corps", "Militia")],
    "pier-fire": [("Coast Patrol", "Fishers' Union")],
    "typhoon-toll": [("Sarrat", "Ansel")],
    "school-shelling": [("Ostmark Army", "Westmark League")],
    "toll-estimate": [("Merran", "Lend")],
    "two-valleys": [("Karsk", "Free")],
    "square-shooting": [("Ducal Guard", "Strike Council"), ("Guard", "Council")],
    "valley-flood": [("Upper", "Lower")],
    "winter-deaths": [("Penmark", "Northern")],
}


@pytest.mark.parametrize("name", sorted(SWAPS))
def test_exchanging_names_changes_nothing_but_the_names(name: str, golden_cases: Cases) -> None:
    assert [] == audit(golden_cases[name][1], SWAPS[name])


def test_the_given_cases_of_others_are_reconciled_from_their_claims(bench_data: Path) -> None:
    scorer = bench_data / "bench" / "score_reconcile.py"
    assert scorer.is_file()
    for folder in sorted(path.parent for path in (bench_data / "data" / "reconcile").glob("*/expected.json")):
        record = reconciled(case_input(folder, claims=folder / "expected.json"))
        expected = {frozenset(line["claims"]) for line in read(folder)["lines"]}
        assert expected == {frozenset(line.claims) for line in record.lines}


def read(folder: Path) -> dict[str, Any]:
    import json

    found: dict[str, Any] = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    return found
