"""Victims of verbs: those seized, those sought, kin who were lost."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tollbook.extract.arguments import verb_group
from tollbook.extract.harms import triggers
from tollbook.extract.sentence import Sentence
from tollbook.extract.verb_takers import shared_group

Parse = Callable[[str], Sentence]
Noted = Callable[[str], list[str]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Police seized two men.", ["two = 2 detained"]),
        ("Militants seized two men.", ["two = 2 abducted"]),
        ("Pirates seized two sailors.", ["two = 2 abducted"]),
        ("Police held two men.", ["two = 2 detained"]),
        ("Police seized two lorries.", []),
    ],
)
def test_whoever_is_no_arm_of_a_state_abducts(harms_in: Noted, text: str, expected: list[str]) -> None:
    assert expected == harms_in(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Divers searched for two fishermen.", ["two = 2 missing"]),
        ("Police searched for two gunmen.", []),
        ("Rescuers searched for three survivors.", []),
    ],
)
def test_those_wanted_or_hoped_alive_are_not_missing(harms_in: Noted, text: str, expected: list[str]) -> None:
    assert expected == harms_in(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("She lost two sons in the war.", ["two = 2 killed"]), ("She lost two shoes in the war.", [])],
)
def test_only_kin_can_be_lost(harms_in: Noted, text: str, expected: list[str]) -> None:
    assert expected == harms_in(text)


def test_a_coordinated_verb_shares_the_auxiliaries_before_it(parse: Parse) -> None:
    sentence = parse("Two men were shot and killed.")
    trigger = next(found for found in triggers(sentence.tokens, sentence.tags) if found.lemma == "kill")
    assert shared_group(sentence, verb_group(sentence, trigger.start), trigger).passive
