"""The first real input: a partisan magazine's long opinion article, page furniture included.

The article is others' text and is not shipped; the tests find it through TOLLBOOK_BENCH_DATA.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import tollbook
from tollbook.model import Claim

BENCH_DATA = os.environ.get("TOLLBOOK_BENCH_DATA")

pytestmark = [
    pytest.mark.bench,
    pytest.mark.skipif(
        not BENCH_DATA, reason="TOLLBOOK_BENCH_DATA names no folder that holds data/reading/seed-article.txt"
    ),
]


@pytest.fixture(scope="module")
def claims() -> tuple[Claim, ...]:
    """Return the claims of the article, read as any file is."""
    path = Path(BENCH_DATA or "") / "data" / "reading" / "seed-article.txt"
    return tuple(tollbook.extract_claims(tollbook.read_document(path)))


def the_claim(claims: tuple[Claim, ...], count: str) -> Claim:
    """Return the one claim whose count is in these words."""
    (claim,) = (each for each in claims if each.count == count)
    return claim


def test_exactly_the_six_figures_are_claims_with_their_bounds(claims: tuple[Claim, ...]) -> None:
    expected = [
        ("over 8,300", 8301, None, "killed"),
        ("more than 20,000", 20001, None, "injured"),
        ("up to a million", None, 1000000, "displaced"),
        ("over a million", 1000001, None, "displaced"),
        ("hundreds", 200, 999, "displaced"),
        ("1,400", 1400, 1400, "killed"),
    ]
    assert expected == [(each.count, each.low, each.high, each.harm.value) for each in claims]


def test_the_toll_is_attributed_and_disputed_by_those_the_next_paragraph_names(
    claims: tuple[Claim, ...],
) -> None:
    toll = the_claim(claims, "over 8,300")
    expected = ("the Hamas-led Gaza authority", "Israel\u2019s spokespeople", "cumulative", "asserts")
    assert expected == (toll.claimant, toll.disputed_by, toll.scope.value, toll.stance.value)


def test_the_dispute_touches_no_other_figure(claims: tuple[Claim, ...]) -> None:
    others = {each.count: each.disputed_by for each in claims if each.harm.value != "injured"}
    del others["over 8,300"]
    assert dict.fromkeys(others) == others


def test_the_attack_of_7_october_keeps_its_victims_its_day_and_who_did_it(claims: tuple[Claim, ...]) -> None:
    attack = the_claim(claims, "1,400")
    expected = ("Israelis and immigrant workers", "7 October", "Hamas", "incident", None)
    assert expected == (attack.victims, attack.when, attack.by, attack.scope.value, attack.disputed_by)


def test_the_two_displacements_of_one_sentence_keep_their_own_places(claims: tuple[Claim, ...]) -> None:
    expected = {"over a million": "Gaza", "hundreds": "West Bank"}
    places = {count: (the_claim(claims, count).place or "").removeprefix("the ") for count in expected}
    assert expected == places


def test_every_figure_of_displaced_people_is_a_total(claims: tuple[Claim, ...]) -> None:
    scopes = [each.scope.value for each in claims if each.harm.value == "displaced"]
    expected = ["cumulative"] * 3
    assert expected == scopes
