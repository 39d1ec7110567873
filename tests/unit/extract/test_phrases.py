"""Base noun phrases."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest

from tollbook.extract.sentence import Sentence

Parse = Callable[[str], Sentence]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The two dead soldiers lay in a ditch.", ["The two dead soldiers", "a ditch"]),
        ("Arvenia's two drivers fled.", ["Arvenia's two drivers"]),
        ("At least 12 people died in Kesh.", ["At least 12 people", "Kesh"]),
        ("Twelve died.", ["Twelve"]),
        ("He fled.", ["He"]),
        ("Omar al Rashid was shot on Monday.", ["Omar al Rashid", "Monday"]),
        ("An early Monday raid ended.", ["An early Monday raid"]),
    ],
)
def test_a_sentence_has_these_phrases(parse: Parse, text: str, expected: list[str]) -> None:
    sentence = parse(text)
    assert expected == [sentence.words(phrase.start, phrase.end) for phrase in sentence.phrases]


def test_a_phrase_knows_its_head_its_number_and_its_possessor(parse: Parse) -> None:
    sentence = parse("Arvenia's two drivers fled.")
    phrase = sentence.phrases[0]
    assert phrase.quantity is not None
    assert phrase.possessor is not None
    assert ("drivers", 2, "arvenia") == (
        sentence.lower[phrase.head],
        phrase.quantity.low,
        sentence.lower[phrase.possessor.head],
    )


def test_phrases_stand_in_order_and_never_overlap(parse: Parse) -> None:
    phrases = parse("On Monday shells hit the market and killed two boys and a nurse from Odra-Vel.").phrases
    assert all(one.end <= other.start for one, other in pairwise(phrases))
