"""Short texts of our own, and who did it, where, when, and of whom in each of their claims.

The cases are in `fields.toml`. Only the fields that a case names are compared.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import tollbook
from tollbook.model import Document

CASES: list[dict[str, Any]] = tomllib.loads(
    Path(__file__).with_name("fields.toml").read_text(encoding="utf-8")
)["case"]
BOUNDS = {"low", "high"}
NOBODY = "nobody"
"""What a case writes for a field that must be empty."""


def field_of(claim: dict[str, Any], name: str) -> Any:
    """Return a field of a claim as cases write it."""
    value = claim[name]
    return NOBODY if value is None and name not in BOUNDS else value


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['kind']}: {case['text'][:60]}")
def test_the_fields_of_every_claim_are_those_that_the_case_names(
    case: dict[str, Any], make_document: Callable[..., Document]
) -> None:
    claims = tollbook.extract_claims(make_document(case["text"]))
    rows = [{name: getattr(claim, name) for name in type(claim).__dataclass_fields__} for claim in claims]
    counts = [row["count"] for row in rows]
    assert [each["count"] for each in case["claims"]] == counts
    actual = [
        {name: field_of(row, name) for name in each} for each, row in zip(case["claims"], rows, strict=True)
    ]
    assert case["claims"] == actual
