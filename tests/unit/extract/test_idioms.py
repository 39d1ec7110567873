"""Harm said in more than one word."""

from __future__ import annotations

import pytest

from tollbook.extract.harms import harm_words
from tollbook.extract.idioms import idiom_pasts, idiom_signs, idiom_triggers, lone_signs
from tollbook.extract.tokens import tokenize
from tollbook.model import Harm


def found_in(text: str) -> list[tuple[str, Harm]]:
    tokens = tokenize(text, 0, len(text))
    return [(found.lemma, found.harm) for found in idiom_triggers(tokens)]


@pytest.mark.parametrize(
    ("text", "lemma", "harm"),
    [
        ("They gunned down two guards.", "gun down", Harm.KILLED),
        ("Gunmen took two of the workers hostage.", "take hostage", Harm.ABDUCTED),
        ("Twelve lives were lost.", "lives", Harm.KILLED),
        ("It caused a loss of life.", "loss of life", Harm.KILLED),
        ("Two men did not survive.", "not survive", Harm.KILLED),
        ("Two men are in police custody.", "in custody", Harm.DETAINED),
    ],
)
def test_an_idiom_is_found_by_its_parts(text: str, lemma: str, harm: Harm) -> None:
    assert (lemma, harm) in found_in(text)


@pytest.mark.parametrize(
    "text", ["They took the bus.", "Two men survived.", "Their lives improved.", "The gun jammed."]
)
def test_one_part_alone_is_no_idiom(text: str) -> None:
    assert [] == found_in(text)


def test_a_verb_does_not_reach_its_particle_across_a_clause() -> None:
    assert [] == found_in("They took a road. The hostage slept.")


def test_pasts_that_are_base_forms_too_are_left_out() -> None:
    pasts = idiom_pasts("en")
    assert [] == [word for word in ("put", "set", "cut") if word in pasts]


def test_every_sign_of_an_idiom_is_one_the_quick_look_knows() -> None:
    words = harm_words("en")
    assert lone_signs("en") <= words.signs
    assert idiom_signs("en") == words.idiom_signs
