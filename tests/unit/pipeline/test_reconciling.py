from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from tollbook.errors import InputError
from tollbook.ledger import Ledger, document_draft, source_draft
from tollbook.model import Claim, Reading
from tollbook.model.case import Case, NamedThing
from tollbook.model.source import Source
from tollbook.model.vocabulary import Scope, SourceType
from tollbook.pipeline.cases import CaseFolder
from tollbook.pipeline.reconciling import case_facts, case_input, reconcile_case

TEXT = "At least 12 people were killed in Kesh on Tuesday, the regional hospital said."
CASE = """id = "kesh"
parties = ["the North", "the South"]
aliases = [["RH", "the regional hospital"]]
[[documents]]
id = "D1"
file = "D1.txt"
publisher = "Kesh Radio"
source_type = "media_relay"
published_at = "2026-03-04T08:00:00Z"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "case.toml").write_text(CASE, encoding="utf-8")
    (tmp_path / "D1.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path


def given(folder: Path, claims: list[dict[str, Any]], document: str = "D1") -> Path:
    path = folder / "claims.json"
    path.write_text(json.dumps({"documents": [{"id": document, "claims": claims}]}), encoding="utf-8")
    return path


def claim(**fields: Any) -> dict[str, Any]:
    return {
        "id": "D1-1",
        "start": 0,
        "end": 11,
        "count": "At least 12",
        "low": 12,
        "high": None,
        "harm": "killed",
    } | fields


def test_a_folder_is_read_and_reconciled(folder: Path) -> None:
    [figure] = reconcile_case(folder).figures
    assert (12, None, "G1") == (figure.low, figure.high, str(figure.grade))
    assert date(2026, 3, 3) <= figure.as_of <= date(2026, 3, 4)


def test_given_claims_take_the_place_of_reading(folder: Path) -> None:
    record = reconcile_case(folder, claims=given(folder, [claim(low=11, high=11)]))
    assert [(11, 11)] == [(each.low, each.high) for each in record.figures]


def test_what_is_found_out_anew_is_not_taken_from_given_claims(folder: Path) -> None:
    told = claim(
        event="elsewhere", group="children", flags=["withdrawn"], as_of="1999-01-01", period_hours=24
    )
    [placed] = reconcile_case(folder, claims=given(folder, [told])).claims
    assert ("all", None, None, ()) == (placed.group, placed.as_of, placed.period_hours, placed.flags)


def test_a_claim_without_a_place_is_looked_for_in_its_document(folder: Path) -> None:
    row = claim()
    del row["start"], row["end"]
    [placed] = reconcile_case(folder, claims=given(folder, [row])).claims
    assert (0, 11) == (placed.source.claim.start, placed.source.claim.end)


def test_a_document_that_was_not_out_yet_is_not_known(folder: Path) -> None:
    assert () == reconcile_case(folder, as_of=date(2026, 3, 3)).figures
    assert 1 == len(reconcile_case(folder, as_of=date(2026, 3, 4)).figures)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (claim(start=1), "claim 'D1-1' is no claim (ValueError(\"'At least 12' does not stand at 1-11\"))"),
        (claim(harm="hurt"), "claim 'D1-1' is no claim (ValueError(\"'hurt' is not a valid Harm\"))"),
    ],
)
def test_a_given_claim_that_is_none_is_refused(folder: Path, change: dict[str, Any], message: str) -> None:
    path = given(folder, [change])
    with pytest.raises(InputError) as caught:
        case_input(folder, claims=path)
    assert (
        f"Cannot read {path}: {message}. Give count, low, high, harm and the other fields of a claim."
        == str(caught.value)
    )


def test_claims_of_a_document_that_the_case_lacks_are_refused(folder: Path) -> None:
    path = given(folder, [claim()], document="D7")
    with pytest.raises(InputError) as caught:
        case_input(folder, claims=path)
    assert f"Cannot read {path}: the case has no document 'D7'. Give the claims of this case." == str(
        caught.value
    )


def test_a_file_that_holds_no_claims_is_refused(folder: Path) -> None:
    path = folder / "claims.json"
    path.write_text("[]", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        case_input(folder, claims=path)
    assert str(caught.value).startswith(
        f"Cannot read {path}: it has no list of documents with their claims (TypeError("
    )


@pytest.mark.parametrize(
    ("was", "now", "message"),
    [
        ("media_relay", "rumour", "source_type is 'rumour', and one of primary_record, "),
        (
            "2026-03-04T08:00:00Z",
            "March",
            "published_at is 'March', and a time such as 2024-05-01T12:00:00Z was expected",
        ),
    ],
)
def test_a_case_that_says_what_makes_no_sense_is_refused(
    folder: Path, was: str, now: str, message: str
) -> None:
    (folder / "case.toml").write_text(CASE.replace(was, now), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        case_input(folder)
    assert str(caught.value).startswith(f"Cannot read {folder}: {message}")


def test_names_of_a_kept_case_become_aliases() -> None:
    case = Case(
        id="0" * 32,
        name="Kesh",
        parties=(NamedThing(name="the North", also=("Northern Front",)),),
        claimants=(NamedThing(name="Regional Hospital", also=("RH",)),),
    )
    facts = case_facts(case)
    assert ("the North",) == facts.parties
    assert (("Northern Front", "the North"), ("RH", "Regional Hospital")) == facts.aliases


def test_a_kept_case_is_reconciled_as_it_stood_after_an_entry(
    case: CaseFolder,
    case_ledger: Ledger,
    make_reading: Callable[..., Reading],
    make_claim: Callable[..., Claim],
) -> None:
    source = case_ledger.source_id("Kesh Radio")
    case_ledger.append(
        [source_draft(Source(id=source, names=(("", "Kesh Radio"),), type=SourceType.MEDIA_OWN))]
    )
    seqs = []
    for number in (12, 15):
        text = f"{number} people have been killed in Kesh."
        reading = make_reading(
            text,
            make_claim(text, str(number), number=number, place="Kesh", scope=Scope.CUMULATIVE),
            published_at=datetime(2026, 3, number, tzinfo=UTC).date(),
            publisher="Kesh Radio",
        )
        digest = f"{number:064}"
        name = case_ledger.document_id(digest)
        ids = case_ledger.claim_ids(name, reading.claims)
        draft = document_draft(reading, document=name, capture=digest, claim_ids=ids, source=source)
        seqs.append(case_ledger.append([draft])[0].seq)
    assert [15] == [figure.low for figure in reconcile_case(case.path).figures]
    assert [12] == [figure.low for figure in reconcile_case(case.path, ledger_at=seqs[0]).figures]
