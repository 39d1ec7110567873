"""`tollbook lists` and `tollbook link` on the invented lists of the examples."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tollbook.cli import main as cli
from tollbook.cli.exits import ExitCode

Run = Callable[..., str]
LISTS = Path(__file__).parents[3] / "examples" / "lists"
OLD, NEW, HOSPITAL = (str(LISTS / f"{name}.csv") for name in ("ministry-4", "ministry-5", "hospital"))
SOMEBODY = "Solen"


def test_a_list_is_told_without_a_name(run: Run) -> None:
    told = run("lists", "show", NEW)
    assert "column of name         Full name" in told
    assert SOMEBODY not in told


def test_flags_make_exit_code_1(run: Run, tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text("Name,Age\nAmira Solen,old\n")
    facts = json.loads(run("lists", "show", str(tmp_path / "list.csv"), "--json", code=ExitCode.SOME_FAILED))
    assert {"not_understood": 1} == facts["flags"]


def test_changes_between_versions_are_counted_and_names_shown_when_asked_for(run: Run) -> None:
    assert SOMEBODY not in run("lists", "diff", OLD, NEW)
    assert " Marun" in run("lists", "diff", OLD, NEW, "--show-names").replace("\n", " ")
    changes = json.loads(run("lists", "diff", OLD, NEW, "--json"))
    assert (20, 3) == tuple(sum(each["change"] == kind for each in changes) for kind in ("added", "removed"))


def test_who_comes_back_is_told(run: Run, tmp_path: Path) -> None:
    for number, names in enumerate([("A Solen", "B Vela"), ("A Solen",), ("A Solen", "B Vela")]):
        (tmp_path / f"{number}.csv").write_text("Name\n" + "\n".join(names) + "\n")
    changes = json.loads(
        run("lists", "diff", *(str(tmp_path / f"{number}.csv") for number in range(3)), "--json")
    )
    assert ["removed", "back_again"] == [each["change"] for each in changes]


def test_one_version_has_no_changes(run: Run) -> None:
    told = run("lists", "diff", OLD, code=ExitCode.USAGE, error=True)
    assert "Two versions or more are needed, in order of publication." in told


def test_duplicates_make_exit_code_1(run: Run, tmp_path: Path) -> None:
    text = Path(NEW).read_text(encoding="utf-8").replace("ID number,", "Case,")
    (tmp_path / "twice.csv").write_text(f"{text}{text.splitlines()[7]}\n", encoding="utf-8")
    found = json.loads(
        run("lists", "duplicates", str(tmp_path / "twice.csv"), "--json", code=ExitCode.SOME_FAILED)
    )
    assert ("exact", "row 8") == (found[0]["tier"], found[0]["first"])
    assert "who" not in found[0]


def test_lists_are_linked_and_pairs_written(run: Run, tmp_path: Path) -> None:
    pairs, histories = tmp_path / "pairs.csv", tmp_path / "histories.csv"
    clean = ("--clean", "hospital", "--clean", "ministry-5")
    facts = json.loads(
        run(
            "link",
            "run",
            HOSPITAL,
            NEW,
            *clean,
            "--draws",
            "3",
            "--output",
            str(pairs),
            "--histories",
            str(histories),
            "--json",
        )
    )
    assert 48 <= facts["linked_pairs"] <= 52
    rows = list(csv.DictReader(pairs.read_text(encoding="utf-8").splitlines()))
    assert facts["linked_pairs"] == sum(row["linked"] == "1" for row in rows)
    assert SOMEBODY not in pairs.read_text(encoding="utf-8")
    drawn = list(csv.DictReader(histories.read_text(encoding="utf-8").splitlines()))
    assert {"1", "2", "3"} == {row["draw"] for row in drawn}
    assert 60 == sum(int(row["count"]) for row in drawn if row["draw"] == "1" and row["hospital"] == "1")


def test_verdicts_are_kept_and_not_asked_again(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    verdicts = tmp_path / "verdicts.jsonl"
    answers = iter(["x", "?", "l", "h", "n", "d", "u", "q"])
    monkeypatch.setattr("click.prompt", lambda *_, **__: next(answers))
    words = (
        "link",
        "review",
        HOSPITAL,
        NEW,
        "--decisions",
        str(verdicts),
        "--reviewer",
        "ana",
        "--pairs",
        "12",
    )
    told = run(*words)
    assert "12 pairs to decide." in told
    kept = [json.loads(line) for line in verdicts.read_text().splitlines()]
    assert ["match", "no_match", "unsure"] == [each["verdict"] for each in kept]
    assert SOMEBODY not in verdicts.read_text()
    monkeypatch.setattr("click.prompt", lambda *_, **__: "q")
    assert "9 pairs to decide." in run(*words)


def test_a_pair_is_explained_in_words_and_bits(run: Run) -> None:
    told = run("link", "explain", HOSPITAL, NEW, "--left", "2", "--right", "59")
    assert "given name" in told
    assert "Probability that they are one person: 1.000" in told
    assert SOMEBODY not in told


def test_a_pair_that_shares_nothing_is_said_to(run: Run) -> None:
    told = run("link", "explain", HOSPITAL, NEW, "--left", "2", "--right", "3", code=ExitCode.SOME_FAILED)
    assert "share too little to be compared" in told


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (
            ("lists", "show", NEW, "--column", "name"),
            "Cannot read 'name' as a column: write it as FIELD=HEADING, such as name='Full name'.",
        ),
        (
            ("link", "run", NEW, OLD, "--clean", "press"),
            "Cannot call press clean: the lists are ministry-5, ministry-4. Name one of them.",
        ),
        (("lists", "show", str(LISTS)), "Cannot read "),
        (
            ("link", "run", NEW, NEW),
            "Two of the files have one name; lists are called by the names of their files.",
        ),
    ],
)
def test_what_makes_no_sense_is_refused(run: Run, words: tuple[str, ...], message: str) -> None:
    assert message in run(*words, code=ExitCode.USAGE, error=True)


def test_a_file_that_holds_no_verdicts_is_refused(run: Run, tmp_path: Path) -> None:
    (tmp_path / "verdicts.jsonl").write_text("yes\n{}\n")
    assert ExitCode.DONE != cli.run(
        ["link", "run", HOSPITAL, NEW, "--decisions", str(tmp_path / "verdicts.jsonl")]
    )
