from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import tollbook
from tollbook.version import VERSION

MEMBERS = ["Claim", "Document", "Reader", "__version__", "estimate_total", "extract_claims", "read_document"]


def test_the_exported_members_are_these_and_can_be_had() -> None:
    assert MEMBERS == tollbook.__all__
    assert MEMBERS == [name for name in MEMBERS if getattr(tollbook, name) is not None]
    assert sorted(MEMBERS) == dir(tollbook)


def test_type_checkers_see_the_same_members(project_root: Path) -> None:
    stub = ast.parse((project_root / "src/tollbook/__init__.pyi").read_text(encoding="utf-8"))
    imported = {
        alias.asname: node.module
        for node in stub.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    homes = vars(tollbook)["_HOMES"]
    assert {**homes, "__version__": "tollbook.version"} == imported


def test_what_is_not_exported_is_named_with_what_is() -> None:
    with pytest.raises(AttributeError) as refused:
        tollbook.count_people  # type: ignore[attr-defined]  # noqa: B018
    expected = f"module 'tollbook' has no member 'count_people'; it has {', '.join(MEMBERS)}"
    assert expected == str(refused.value)


def test_a_document_is_read_and_its_claims_extracted_in_two_calls() -> None:
    document = tollbook.read_document(b"At least 12 people were killed in Kesh on Tuesday, police said.")
    (claim,) = tollbook.extract_claims(document)
    assert ("At least 12", 12, None) == (claim.count, claim.low, claim.high)
    assert claim.count == document.text[claim.start : claim.end]


def test_the_version_is_told() -> None:
    assert VERSION == tollbook.__version__


def test_importing_the_package_imports_none_of_its_stages() -> None:
    code = "import sys, tollbook; print(*(m for m in sys.modules if m.startswith('tollbook')))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ["tollbook", "tollbook.version"] == sorted(done.stdout.split())
