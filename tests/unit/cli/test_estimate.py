from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from tollbook.cli.main import run

TABLE = "Ministry,Hospitals,Families,count\n1,0,0,120\n0,1,0,90\n1,1,0,40\n0,0,1,60\n1,0,1,25\n0,1,1,18\n1,1,1,9\n"
QUICK = ["--method", "graphs", "--draws", "200", "--no-checks"]


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "lists.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def test_what_was_counted_comes_first_then_methods_assumptions_and_warnings(
    table: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert 0 == run(["estimate", str(table), "--method", "graphs", "--method", "chao", "--width", "100"])
    told = capsys.readouterr()
    order = ["Counted: 362 people on at least one of 3 lists (Ministry 194, Hospitals 157, Families 112)."]
    order += [
        "Average over decomposable graphs",
        "Chao's lower bound",
        "Estimated:",
        "What each method assumes",
    ]
    order += ["If links between lists were wrong", "10 % of links missed", "not the true toll"]
    text = " ".join(told.out.split())
    places = [text.find(each) for each in order]
    assert places == sorted(places)
    assert -1 not in places
    assert "" == told.err


def test_json_is_the_result_file(table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    result = tmp_path / "result.json"
    assert 0 == run(["estimate", str(table), *QUICK, "--json", "--output", str(result)])
    assert result.read_text(encoding="utf-8") == capsys.readouterr().out
    document = json.loads(result.read_text(encoding="utf-8"))
    assert ("tollbook-estimate 1", "lists.csv", 362) == (
        document["format"],
        document["data"]["name"],
        document["data"]["observed"],
    )
    assert 64 == len(document["data"]["sha256"])
    assert {"tollbook", "numpy", "scipy", "numba"} == set(document["versions"])


def test_a_result_is_checked_by_running_it_again(
    table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    result = tmp_path / "result.json"
    run(["estimate", str(table), *QUICK, "--output", str(result)])
    capsys.readouterr()
    assert 0 == run(["estimate", "--check", str(result)])
    assert f"{result} is reproduced: every number is the same.\n" == capsys.readouterr().out
    document = json.loads(result.read_text(encoding="utf-8"))
    document["outcomes"][0]["total"] += 1
    result.write_text(json.dumps(document), encoding="utf-8")
    assert 1 == run(["estimate", "--check", str(result)])
    assert "is not reproduced: 1 values differ." in capsys.readouterr().out


def test_the_same_seed_gives_the_same_bytes(table: Path, tmp_path: Path) -> None:
    written = []
    for name in ("one.json", "two.json"):
        run(["estimate", str(table), *QUICK, "--seed", "5", "--output", str(tmp_path / name)])
        written.append((tmp_path / name).read_bytes())
    assert written[0] == written[1]


def test_a_table_can_come_from_standard_input(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"\xef\xbb\xbf" + TABLE.encode())))
    assert 0 == run(["estimate", "-", *QUICK])
    assert "362 people" in capsys.readouterr().out


def test_a_page_is_written(table: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    assert 0 == run(["estimate", str(table), *QUICK, "--report", str(page)])
    text = page.read_text(encoding="utf-8")
    assert text.startswith("<!doctype html>")
    assert "<script" not in text


def test_chains_are_written_for_arviz(
    table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    chains = tmp_path / "chains.nc"
    assert 0 == run(["estimate", str(table), "--method", "latent", "--no-checks", "--chains", str(chains)])
    assert b"CDF" == chains.read_bytes()[:3]
    capsys.readouterr()
    assert 2 == run(["estimate", str(table), *QUICK, "--chains", str(tmp_path / "none.nc")])
    expected = (
        "Cannot write chains: there is no estimate by latent classes. Ask for one with --method latent.\n"
    )
    assert expected == capsys.readouterr().err
    assert not (tmp_path / "none.nc").exists()


def test_published_tables_are_listed_and_used(capsys: pytest.CaptureFixture[str]) -> None:
    assert 0 == run(["estimate", "--dataset", "list"])
    assert "kosovo-1999: " in capsys.readouterr().out
    assert 0 == run(["estimate", "--dataset", "korea-palembang", *QUICK])
    assert "123 people" in capsys.readouterr().out


def test_where_no_method_gives_a_number_the_exit_code_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "apart.csv"
    path.write_text("A,B,C,count\n1,0,0,9\n0,1,0,9\n0,0,1,9\n1,1,0,3\n", encoding="utf-8")
    assert 1 == run(["estimate", str(path), *QUICK])
    told = " ".join(capsys.readouterr().out.split())
    assert "No method gives an estimate for this table; what was counted stands." in told
    assert "no estimate, because the lists fall into 2 groups that share nobody (A, B; C)." in told


@pytest.mark.parametrize("arguments", [[], ["lists.csv", "--dataset", "kosovo-1999"]])
def test_exactly_one_input_is_asked_for(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert 2 == run(["estimate", *arguments])
    expected = (
        "Cannot estimate: give one of a table (FILE), --dataset NAME or --check RESULT. "
        "tollbook estimate --help shows examples.\n"
    )
    assert expected == capsys.readouterr().err


def test_files_that_cannot_be_read_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    missing = tmp_path / "missing.csv"
    assert 3 == run(["estimate", str(missing)])
    assert (
        f"Cannot read {missing}: No such file or directory. Name a file that exists and may be read.\n"
        == (capsys.readouterr().err)
    )
    odd = tmp_path / "odd.csv"
    odd.write_bytes(b"A,B\n\xff,1\n")
    assert 3 == run(["estimate", str(odd)])
    assert (
        "Cannot read odd.csv: it is not UTF-8 text. Save the table as CSV in UTF-8.\n"
        == capsys.readouterr().err
    )
    assert 3 == run(["estimate", "--check", str(odd)])
    assert f"Cannot read {odd}: it is not UTF-8 text. Give a result file.\n" == capsys.readouterr().err


def test_a_result_that_cannot_be_written_is_told(
    table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["estimate", str(table), "--method", "latent", "--no-checks", "--chains", str(tmp_path)]
    assert 3 == run(arguments)
    assert (
        f"Cannot write {tmp_path}: it is a folder. Name a file in a folder that exists and may be written to.\n"
        == (capsys.readouterr().err)
    )


def test_strata_are_named_by_their_columns(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "strata.csv"
    rows = [line.split(",") for line in TABLE.splitlines()[1:]]
    lines = [",".join([*row[:3], sex, row[3]]) for sex in ("f", "m") for row in rows]
    path.write_text("A,B,C,sex,count\n" + "\n".join(lines) + "\n", encoding="utf-8")
    assert 0 == run(
        ["estimate", str(path), "--method", "averaged", "--by", "sex", "--no-checks", "--width", "120"]
    )
    told = " ".join(capsys.readouterr().out.split())
    assert "Strata - Average over pair models, with draws: f 362 counted, " in told
