from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tollbook.cli.exits import ExitCode
from tollbook.cli.main import run
from tollbook.export.reconciliation import COLUMNS

Output = pytest.CaptureFixture[str]
Cases = dict[str, tuple[Path, object, object]]


@pytest.fixture
def flood(golden_cases: Cases) -> list[str]:
    folder = golden_cases["valley-flood"][0]
    return [str(folder), "--claims", str(folder / "expected.json")]


def test_reconcile_tells_each_figure_with_its_grade_and_rule(flood: list[str], capsys: Output) -> None:
    assert ExitCode.DONE == run(["reconcile", *flood])
    told = capsys.readouterr().out
    assert "377 people were killed" in told
    assert "[G1, derived; sum_of_territories/1]" in told
    assert told.endswith("; rules version 1.\n")


def test_reconcile_writes_one_document_that_it_takes_back(
    flood: list[str], tmp_path: Path, capsys: Output
) -> None:
    first, second = tmp_path / "1.json", tmp_path / "2.json"
    assert ExitCode.DONE == run(["reconcile", *flood, "--json", "-o", str(first)])
    assert ExitCode.DONE == run(["reconcile", flood[0], "--claims", str(first), "--json", "-o", str(second)])
    assert first.read_text(encoding="utf-8") == second.read_text(encoding="utf-8")
    assert {
        "case",
        "rules",
        "documents",
        "events",
        "lines",
        "disputes",
        "series",
        "figures",
        "findings",
    } == set(json.loads(first.read_text(encoding="utf-8")))


@pytest.mark.parametrize("verb", ["figures", "series", "lines", "disputes"])
def test_each_part_is_a_table_csv_and_json(verb: str, flood: list[str], capsys: Output) -> None:
    assert ExitCode.DONE == run([verb, *flood, "--json"])
    rows = json.loads(capsys.readouterr().out)
    assert ExitCode.DONE == run([verb, *flood, "--format", "csv"])
    table = list(csv.reader(io.StringIO(capsys.readouterr().out)))
    assert list(COLUMNS[verb]) == table[0]
    assert len(rows) == len(table) - 1
    assert all(set(row) == set(COLUMNS[verb]) for row in rows)
    assert ExitCode.DONE == run([verb, *flood])
    assert capsys.readouterr().out


def test_check_ends_with_1_when_it_finds_something(
    flood: list[str], golden_cases: Cases, capsys: Output
) -> None:
    assert ExitCode.SOME_FAILED == run(["check", *flood])
    assert "264 looks like a number of Upper Vel Relief Board" in " ".join(capsys.readouterr().out.split())
    folder = golden_cases["bridge-strike"][0]
    assert ExitCode.DONE == run(["check", str(folder), "--claims", str(folder / "expected.json")])


def test_as_of_shows_what_was_known_on_a_day(flood: list[str], capsys: Output) -> None:
    assert ExitCode.DONE == run(["figures", *flood, "--as-of", "2027-08-11", "--json"])
    killed = [row for row in json.loads(capsys.readouterr().out) if row["harm"] == "killed"]
    assert [246] == [row["low"] for row in killed]


def test_audit_finds_nothing_and_says_so(flood: list[str], capsys: Output) -> None:
    assert ExitCode.DONE == run(["audit", *flood, "--swap", "Upper=Lower"])
    assert "0 differences besides the exchange of Upper=Lower.\n" == capsys.readouterr().out
    assert ExitCode.DONE == run(["audit", *flood, "--swap", "Upper=Lower", "--json"])
    assert [] == json.loads(capsys.readouterr().out)


def test_audit_shows_a_difference_and_ends_with_1(flood: list[str], capsys: Output) -> None:
    assert ExitCode.SOME_FAILED == run(["audit", *flood, "--swap", "Upper Vel=no office"])
    assert "only as it is: " in capsys.readouterr().out


def test_a_swap_that_is_none_is_wrong_usage(flood: list[str], capsys: Output) -> None:
    assert ExitCode.USAGE == run(["audit", *flood, "--swap", "Upper"])
    assert "Cannot exchange 'Upper'" in capsys.readouterr().err
