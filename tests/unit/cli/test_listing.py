from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tollbook.cli.exits import ExitCode
from tollbook.export.fields import CLAIMS, DOCUMENTS

Run = Callable[..., str]
Rows = Callable[..., Any]


def counts(rows: list[dict[str, Any]]) -> list[str]:
    return [row["count"] for row in rows]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ([], ["At least 12", "four", "31"]),
        (["--harm", "injured"], ["31"]),
        (["--place", "kesh"], ["At least 12", "four"]),
        (["--claimant", "hospital"], ["At least 12", "four"]),
        (["--claimant", "POLICE"], ["31"]),
        (["--source", "Arvenia Wire"], ["At least 12", "four"]),
        (["--source", "coast"], ["31"]),
        (["--date", "2026-03-03"], ["At least 12", "four"]),
        (["--from", "2026-03-04"], ["31"]),
        (["--to", "2026-03-04"], ["At least 12", "four"]),
        (["--state", "accepted"], []),
        (["--state", "unreviewed", "--harm", "killed"], ["At least 12", "four"]),
        (["--limit", "1"], ["At least 12"]),
        (["--limit", "1", "--offset", "1"], ["four"]),
        (["--superseded"], ["At least 12", "four", "31"]),
    ],
)
def test_claims_are_filtered(filled: Path, rows: Rows, words: list[str], expected: list[str]) -> None:
    assert expected == counts(rows("claims", *words))


def test_claims_of_one_document_by_the_beginning_of_its_id(filled: Path, rows: Rows) -> None:
    second = rows("documents")[1]["id"]
    assert ["31"] == counts(rows("claims", "--document", second[:8]))


def test_a_claim_as_json_has_every_field_with_its_sentence(filled: Path, rows: Rows) -> None:
    row = rows("claims")[1]
    assert [field.name for field in CLAIMS] == list(row)
    assert (4, 4, "children", True, "Arvenia Wire", "2026-03-04") == (
        row["low"],
        row["high"],
        row["victims"],
        row["part_of"],
        row["publisher"],
        row["published_at"],
    )
    assert row["sentence"].startswith("At least 12 people, including four children,")


def test_claims_as_csv_have_no_formulas(filled: Path, run: Run) -> None:
    table = list(csv.DictReader(run("claims", "--csv").splitlines()))
    assert (["At least 12", "four", "31"], "'=Coast Daily") == (counts(table), table[2]["publisher"])


def test_csv_goes_to_a_file(filled: Path, run: Run, tmp_path: Path) -> None:
    assert not run("claims", "--csv", "--output", str(tmp_path / "out.csv"))
    assert 4 == len((tmp_path / "out.csv").read_text().splitlines())


def test_a_table_of_claims_shows_words_and_states(filled: Path, run: Run, rows: Rows) -> None:
    first = rows("claims")[0]["id"]
    run("review", first, "--hold")
    told = run("claims", "--harm", "killed")
    for words in (first, "12 or more killed", "said by the regional hospital", "on hold", "part of a larger"):
        assert words in told
    assert told.endswith("2 claims.\n")
    assert run("claims", "--limit", "1").endswith("1 of 3 claims.\n")


def test_documents_are_listed(filled: Path, run: Run, rows: Rows) -> None:
    told = rows("documents")
    assert [field.name for field in DOCUMENTS if field.name != "text"] == list(told[0])
    assert [("Arvenia Wire", 2), ("=Coast Daily", 1)] == [
        (each["publisher"], each["claims"]) for each in told
    ]
    table = run("documents")
    assert all(words in table for words in (told[0]["id"], "2026-03-04", "Arvenia Wire", "read"))
    assert "1 of 2 documents; --limit shows more.\n" in run("documents", "--limit", "1")


def test_documents_of_one_source(filled: Path, rows: Rows) -> None:
    assert ["Arvenia Wire"] == [each["publisher"] for each in rows("documents", "--source", "arvenia wire")]


def test_a_source_that_is_not_there_is_told(filled: Path, run: Run) -> None:
    assert "Cannot find source 'Nobody'" in run(
        "documents", "--source", "Nobody", code=ExitCode.FAILED, error=True
    )


def test_a_claim_is_shown_with_its_evidence_and_history(filled: Path, run: Run, rows: Rows) -> None:
    claim = rows("claims")[0]
    run("review", claim["id"], "--change", "low=14", "--change", "high=none", "--note", "as in the table")
    run("undo")
    told = run("show", claim["id"][:7])
    for words in (
        "kind            claim\n",
        f"document        {claim['document']}\n",
        "count           At least 12\n",
        "Ana Recorder  added\n",
        "Ana Recorder  accepted changed; high = unknown, low = 14; as in the table; undone\n",
    ):
        assert words in told
    data = rows("show", claim["id"])
    assert ("claim", 12, ["added"]) == (
        data["kind"],
        data["low"],
        [each["what"] for each in data["history"][:1]],
    )
    assert {"low": 14, "high": None} == data["history"][1]["review"]["changed"]


def test_a_document_is_shown_with_its_claims(filled: Path, run: Run, rows: Rows) -> None:
    document = rows("documents")[0]["id"]
    told = run("show", document)
    for words in (
        "kind          document\n",
        "sha256 ",
        "At least 12",
        "four",
        "text          105 characters\n",
        "stated publisher, published_at\n",
    ):
        assert words in told, told
    data = rows("show", document)
    assert (["At least 12", "four"], "document") == (counts(data["claims"]), data["kind"])


def test_a_source_is_shown_with_its_documents(filled: Path, run: Run, rows: Rows) -> None:
    source = rows("sources")[0]["id"]
    told = rows("show", source)
    assert ("source", "Arvenia Wire", 1) == (told["kind"], told["name"], len(told["document_ids"]))
    assert "name          Arvenia Wire\n" in run("show", source)


def test_an_id_that_is_none_or_not_whole_enough_is_told(filled: Path, run: Run) -> None:
    assert "Cannot find 'c0zzz'" in run("show", "c0zzz", code=ExitCode.FAILED, error=True)
    assert "Cannot find 'c'" in run("show", "c", code=ExitCode.FAILED, error=True)


def test_claims_that_the_case_counts(filled: Path, run: Run, rows: Rows) -> None:
    file = filled / "case.toml"
    text = file.read_text()
    file.write_text(text.replace("[parties]", "to = 2026-03-05\n[parties]"))
    assert ["At least 12", "four"] == counts(rows("claims", "--in-scope"))
    assert run("claims", "--in-scope").endswith("2 claims in the scope of the case.\n")
