from __future__ import annotations

import re

import numpy as np
import pytest

from tollbook.link.folding import Script
from tollbook.link.name_scores import (
    MATCH_SCORE,
    TABLES,
    name_model,
    name_pair_score,
    name_pair_scores,
    table_of,
)
from tollbook.link.transducer import Alphabet, Transducer

SAME = [
    ("Amira Tarek Solen", "Ameera Tareq Solen"),
    ("Abu Tarek Kesh", "Aboutarek Kesh"),
    ("SOLEN, Amira Tarek", "Amira Tarek Solen"),
    ("أميرة طارق سولين", "Amira Tarek Solin"),
    ("أحمد محمود الكيشي", "احمد محمود الكيشى"),
    ("Амира Тарековна Соленова", "Amira Tarekovna Solenova"),
    ("María Vela Orr", "Maria Vela"),
]
OTHER = [
    ("Amira Tarek Solen", "Yusef Tarek Solen"),
    ("أميرة طارق سولين", "Yusef Amar Veles"),
    ("Амира Соленова", "Boris Keshin"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_spellings_of_one_name_score_above_the_threshold(one: str, other: str) -> None:
    assert name_pair_score(one, other) >= MATCH_SCORE


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_names_of_others_score_below_it(one: str, other: str) -> None:
    assert name_pair_score(one, other) < MATCH_SCORE


@pytest.mark.parametrize(("one", "other"), SAME[3:4] + SAME[5:6])
def test_between_two_scripts_the_order_of_the_pair_does_not_matter(one: str, other: str) -> None:
    assert name_pair_score(one, other) == pytest.approx(name_pair_score(other, one))


def test_scores_in_bulk_are_those_of_single_pairs() -> None:
    bulk = name_pair_scores([one for one, _ in SAME], [other for _, other in SAME])
    assert np.allclose([name_pair_score(one, other) for one, other in SAME], bulk, atol=1e-5)


def test_no_pairs_give_no_scores() -> None:
    assert (0,) == name_pair_scores([], []).shape


@pytest.mark.parametrize("name", ["", " - ", "12"])
def test_a_name_that_was_not_given_matches_nothing(name: str) -> None:
    assert [0, 0] == [name_pair_score(name, "Amira Solen"), name_pair_score(name, name)]


def test_sides_of_different_length_are_refused() -> None:
    message = "Cannot compare 1 names with 0: one of each side makes a pair. Pass lists of one length."
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        name_pair_scores(["Amira"], [])


@pytest.mark.parametrize(
    ("left", "right", "name", "swapped"),
    [
        (Script.LATIN, Script.ARABIC, "arabic-latin", True),
        (Script.HEBREW, Script.LATIN, "arabic-latin", False),
        (Script.CYRILLIC, Script.CYRILLIC, "latin-latin", False),
        (Script.CYRILLIC, Script.ARABIC, "latin-latin", False),
        (Script.GREEK, Script.LATIN, "latin-latin", False),
    ],
)
def test_scripts_without_a_table_of_their_own_are_compared_in_latin(
    left: Script, right: Script, name: str, *, swapped: bool
) -> None:
    assert (TABLES.index(name), swapped) == table_of(left, right)


def test_the_model_that_ships_is_whole() -> None:
    model = name_model()
    assert len(TABLES) == len(model.transducers)
    assert model.mean.shape == model.scale.shape == model.inner.shape[:1]
    assert model.inner.shape[1:] == model.inner_bias.shape == model.outer.shape


def table() -> Transducer:
    letters = Alphabet(symbols="ab")
    paired = np.full((3, 3), -1.0, dtype=np.float32)
    paired[1, 1] = paired[2, 2] = 2.0
    lost = np.full(3, -0.5, dtype=np.float32)
    return Transducer(left=letters, right=letters, paired=paired, dropped=lost, added=lost)


@pytest.mark.parametrize(
    ("left", "right", "evidence"),
    [
        ("ab", "ab", 4.0),
        ("ab", "a", 1.5),
        ("", "ab", -1.0),
        ("", "", 0.0),
        ("a", "b", -1.0),
        ("aab", "ab", 3.5),
    ],
)
def test_the_best_alignment_is_found(left: str, right: str, evidence: float) -> None:
    assert [evidence] == table().evidence([left], [right]).tolist()


def test_pairs_of_different_lengths_are_aligned_together_as_alone() -> None:
    words = ["", "a", "ab", "bba", "abab", "b"]
    pairs = [(one, other) for one in words for other in words]
    alone = [float(table().evidence([one], [other])[0]) for one, other in pairs]
    together = table().evidence([one for one, _ in pairs], [other for _, other in pairs])
    assert alone == together.tolist()
