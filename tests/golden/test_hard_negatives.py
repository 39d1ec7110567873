"""Short texts that tempt a reader to count what is no casualty, and the few claims they do hold.

The cases are in `hard-negatives.toml`, in a form that a domain person can read and correct.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import tollbook
from tollbook.model import Document, Harm

CASES_FILE = Path(__file__).with_name("hard-negatives.toml")


@dataclass(frozen=True, slots=True)
class Figure:
    """What a case expects of one claim: its words, its bounds and its harm."""

    count: str
    low: int | None
    high: int | None
    harm: str


def numbered_cases() -> list[tuple[str, dict[str, Any]]]:
    """Return each case with its name: its kind and a running number within the kind."""
    seen: Counter[str] = Counter()
    named = []
    for case in tomllib.loads(CASES_FILE.read_text(encoding="utf-8"))["case"]:
        seen[case["kind"]] += 1
        named.append((f"{case['kind'].replace(' ', '-')}-{seen[case['kind']]}", case))
    return named


CASES = [pytest.param(name, case, id=name) for name, case in numbered_cases()]


def document(name: str, text: str) -> Document:
    """Return a plain English document of that text."""
    return Document(
        id=name,
        sha256=hashlib.sha256(text.encode("utf-8")).hexdigest(),
        media_type="text/plain",
        text=text,
        extractor="test",
        language="en",
        published_at=date(2031, 6, 20),
    )


def expected_figures(case: dict[str, Any]) -> list[Figure]:
    """Return the figures a case expects; a bound it leaves out is open."""
    return [Figure(row["count"], row.get("low"), row.get("high"), row["harm"]) for row in case["claims"]]


@pytest.mark.parametrize(("name", "case"), CASES)
def test_exactly_the_expected_figures_are_claims(name: str, case: dict[str, Any]) -> None:
    claims = tollbook.extract_claims(document(name, case["text"]))
    actual = [Figure(claim.count, claim.low, claim.high, claim.harm.value) for claim in claims]
    assert expected_figures(case) == actual


def test_every_case_is_well_formed() -> None:
    harms = {harm.value for harm in Harm}
    faults = [
        f"{name}: {row}"
        for name, case in numbered_cases()
        for row in case["claims"]
        if row["count"] not in case["text"] or row["harm"] not in harms or not {"low", "high"} & set(row)
    ]
    expected: list[str] = []
    assert expected == faults


def test_no_text_is_used_twice() -> None:
    texts = Counter(case["text"] for _, case in numbered_cases())
    assert set(texts.values()) == {1}


def test_the_set_is_as_large_and_as_mixed_as_it_says() -> None:
    cases = [case for _, case in numbered_cases()]
    with_claims = [case for case in cases if case["claims"]]
    assert len(cases) >= 160
    assert len(with_claims) >= 35
