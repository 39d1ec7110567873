from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tollbook.export.fields import TABLES
from tollbook.export.gate import PROFILES, Gate
from tollbook.export.package import table_schema
from tollbook.ledger import Ledger
from tollbook.model.case import Case
from tollbook.model.review import ReviewDecision
from tollbook.pipeline.adding import add_documents
from tollbook.pipeline.cases import CaseFolder, open_case
from tollbook.pipeline.exporting import TABLE_NAMES, export_package, export_table
from tollbook.pipeline.reviewing import review_claims

ONE = "At least 12 people, including four children, were killed in Kesh on Tuesday, Ana Perin said.\n"
TWO = "Police said three women were raped and killed in Torv on Monday.\n"
SECRET = "Police said 31 people were injured in Vel on Monday.\n"


@pytest.fixture
def filled(case: CaseFolder, case_ledger: Ledger, tmp_path: Path) -> CaseFolder:
    for name, text in (("one", ONE), ("two", TWO), ("secret", SECRET)):
        (tmp_path / f"{name}.txt").write_text(text)
    (tmp_path / "m.csv").write_text(
        "file,publisher,source_type,published_at,sensitivity\none.txt,=Arvenia Wire,media_own,2026-03-04,\n"
        "two.txt,Amira Solen,social_media,2026-03-04,\nsecret.txt,Relief Office,un_igo,2026-03-04,restricted\n"
    )
    list(add_documents(case, case_ledger, [], manifest=tmp_path / "m.csv"))
    for claim in case_ledger.claims():
        review_claims(case_ledger, [claim.id], ReviewDecision.ACCEPTED, note="seen by me")
    return case


def packed(
    case: CaseFolder, ledger: Ledger, profile: str = "public"
) -> tuple[zipfile.ZipFile, dict[str, int]]:
    stream = io.BytesIO()
    left_out = export_package(case, ledger, stream, profile)
    return zipfile.ZipFile(stream), left_out


def table(archive: zipfile.ZipFile, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(archive.read(f"data/{name}.csv").decode(), newline="")))


def descriptor(archive: zipfile.ZipFile) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(archive.read("datapackage.json"))
    return found


def test_a_package_holds_tables_their_descriptor_and_a_page_to_read(
    filled: CaseFolder, case_ledger: Ledger
) -> None:
    archive, _ = packed(filled, case_ledger)
    assert [*(f"data/{name}.csv" for name in TABLES), "datapackage.json", "README.md"] == archive.namelist()


def test_public_rows_hold_nothing_that_is_restricted(
    filled: CaseFolder, case_ledger: Ledger, tmp_path: Path
) -> None:
    archive, left_out = packed(filled, case_ledger)
    everything = b"".join(map(archive.read, archive.namelist())).decode()
    for words in (
        "Ana Perin",
        "Amira Solen",
        "raped",
        "seen by me",
        "Ana Recorder",
        str(tmp_path),
        "including four",
    ):
        assert words not in everything, words
    assert {"claims": 2, "documents": 1, "sources": 0, "reviews": 2} == left_out
    rows = table(archive, "claims")
    assert [("At least 12", '["claimant"]'), ("four", '["claimant"]')] == [
        (row["count"], row["withheld"]) for row in rows
    ]


def test_the_whole_profile_holds_everything(filled: CaseFolder, case_ledger: Ledger) -> None:
    archive, left_out = packed(filled, case_ledger, "full")
    assert {0} == set(left_out.values())
    assert [ONE.strip(), ONE.strip(), TWO.strip(), SECRET.strip()] == [
        row["sentence"] for row in table(archive, "claims")
    ]


def test_every_row_leads_to_rows_that_are_there(filled: CaseFolder, case_ledger: Ledger) -> None:
    for profile in PROFILES:
        archive, _ = packed(filled, case_ledger, profile)
        for resource in descriptor(archive)["resources"]:
            rows = table(archive, resource["name"])
            keys = [row[resource["schema"]["primaryKey"]] for row in rows]
            assert len(keys) == len(set(keys))
            for key in resource["schema"]["foreignKeys"]:
                target = table(archive, key["reference"]["resource"])
                known = {row[key["reference"]["fields"]] for row in target} | {""}
                assert {row[key["fields"]] for row in rows} <= known, (profile, resource["name"], key)


def test_the_descriptor_says_sizes_digests_and_types_that_are_so(
    filled: CaseFolder, case_ledger: Ledger
) -> None:
    archive, _ = packed(filled, case_ledger, "full")
    for resource in descriptor(archive)["resources"]:
        data = archive.read(resource["path"])
        assert (len(data), f"sha256:{hashlib.sha256(data).hexdigest()}") == (
            resource["bytes"],
            resource["hash"],
        )
        fields = {field["name"]: field for field in resource["schema"]["fields"]}
        for row in table(archive, resource["name"]):
            assert list(fields) == list(row)
            for name, value in row.items():
                _assert_of_type(fields[name], value)


def _assert_of_type(field: dict[str, Any], value: str) -> None:
    constraints = field.get("constraints", {})
    assert value or not constraints.get("required"), field
    if not value:
        return
    if "enum" in constraints:
        assert value in constraints["enum"], (field, value)
    readers: dict[str, Callable[[str], object]] = {
        "integer": int,
        "number": float,
        "boolean": {"true": True, "false": False}.__getitem__,
        "array": json.loads,
        "object": json.loads,
    }
    readers.get(field["type"], str)(value)


def test_the_descriptor_names_licence_sources_citation_and_the_root_of_the_ledger(
    filled: CaseFolder, case_ledger: Ledger
) -> None:
    file = filled.path / "case.toml"
    file.write_text(
        file.read_text().replace(
            "[export]", '[export]\ncitation = "Example Group: Arvenia"\nlicence = "CC-BY-4.0"'
        )
    )
    archive, _ = packed(open_case(filled.path), case_ledger)
    found = descriptor(archive)
    assert ([{"name": "CC-BY-4.0"}], [{"title": "=Arvenia Wire"}, {"title": "Relief Office"}]) == (
        found["licenses"],
        found["sources"],
    )
    ledger = found["tollbook"]["ledger"]
    assert (case_ledger.root(), case_ledger.size(), case_ledger.root()) == (
        ledger["root"],
        ledger["entries"],
        ledger["checkpoint"]["root"],
    )
    cite = found["tollbook"]["cite"]
    assert cite.startswith("Example Group: Arvenia. Tollbook case, as of ")
    assert cite.endswith(f"ledger root {case_ledger.root()}.")
    readme = archive.read("README.md").decode()
    assert cite in readme
    assert "Licence: CC-BY-4.0." in readme
    assert "* Rows left out altogether: 2 claims, 1 documents, 2 reviews." in readme


def test_without_a_licence_one_is_told_to_ask(case: CaseFolder, case_ledger: Ledger) -> None:
    archive, _ = packed(case, case_ledger)
    assert [{"name": "notspecified", "title": "No licence was chosen: ask before you use it"}] == descriptor(
        archive
    )["licenses"]


def test_no_cell_is_a_formula(filled: CaseFolder, case_ledger: Ledger) -> None:
    archive, _ = packed(filled, case_ledger, "full")
    assert "'=Arvenia Wire" == table(archive, "sources")[0]["name"]
    for name in TABLES:
        cells = [cell for row in table(archive, name) for cell in row.values()]
        assert [] == [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


def test_the_same_case_gives_the_same_bytes(filled: CaseFolder, case_ledger: Ledger) -> None:
    first, second = io.BytesIO(), io.BytesIO()
    export_package(filled, case_ledger, first)
    export_package(filled, case_ledger, second)
    assert first.getvalue() == second.getvalue()


@pytest.mark.parametrize("name", TABLE_NAMES)
def test_one_table_is_that_of_the_package(filled: CaseFolder, case_ledger: Ledger, name: str) -> None:
    archive, left_out = packed(filled, case_ledger)
    stream = io.StringIO(newline="")
    assert left_out[name] == export_table(filled, case_ledger, stream, name)
    assert archive.read(f"data/{name}.csv").decode() == stream.getvalue()


def test_every_field_of_every_table_of_every_profile_has_a_class(
    filled: CaseFolder, case_ledger: Ledger
) -> None:
    """Enumerate what really goes out: each column must stand in the classes, and be let through by the profile."""
    for profile, let_through in PROFILES.items():
        archive, _ = packed(filled, case_ledger, profile)
        for name in archive.namelist():
            if name.endswith(".csv"):
                classes = {field.name: field.exposure for field in TABLES[Path(name).stem]}
                header = archive.read(name).decode().split("\n", 1)[0].split(",")
                unclassed = [column for column in header if column not in classes and column != "withheld"]
                assert ([], True) == (unclassed, {classes[column] for column in header[:-1]} <= let_through)


def test_a_schema_is_that_of_frictionless() -> None:
    (field, *_) = table_schema(Gate("full", Case(id="0" * 32, name="Arvenia")).columns("claims"))["fields"]
    assert {
        "name": "id",
        "type": "string",
        "description": "Id of the claim: stable, and no digest of anything that could be guessed.",
        "constraints": {"required": True},
    } == field
