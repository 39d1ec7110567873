"""Verb groups and their subjects."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tollbook.extract.arguments import climb_of, coordinated_before, is_time, subject_before, verb_group
from tollbook.extract.sentence import Sentence

Parse = Callable[[str], Sentence]


@pytest.mark.parametrize(
    ("text", "verb", "passive", "perfect", "infinitive"),
    [
        ("Two men were killed.", "killed", True, False, False),
        ("Two men have been killed.", "killed", True, True, False),
        ("The shell has killed two men.", "killed", False, True, False),
        ("Two men are known to have died.", "died", False, True, True),
        ("The gang is said to kill guards.", "kill", False, False, True),
        ("Two men were reportedly killed.", "killed", True, False, False),
        ("The shell killed two men.", "killed", False, False, False),
    ],
)
def test_auxiliaries_say_what_a_verb_group_is(
    parse: Parse, text: str, verb: str, *, passive: bool, perfect: bool, infinitive: bool
) -> None:
    sentence = parse(text)
    group = verb_group(sentence, sentence.lower.index(verb))
    assert (passive, perfect, infinitive) == (group.passive, group.perfect, group.infinitive)


@pytest.mark.parametrize(
    ("text", "verb", "expected"),
    [
        ("Two men were killed.", "killed", ["Two men"]),
        ("Two men and a boy were killed.", "killed", ["Two men", "a boy"]),
        ("Twelve people in a car were killed.", "killed", ["Twelve people"]),
        ("Twelve people, including four boys, were killed.", "killed", ["Twelve people"]),
        ("The miners who died came from Kesh.", "died", ["The miners"]),
        ("Two men fled but were arrested.", "arrested", ["Two men"]),
        ("Five people on Monday were killed.", "killed", ["Five people"]),
        ("Killed in Kesh.", "killed", []),
    ],
)
def test_the_subject_stands_before_its_verb_group(
    parse: Parse, text: str, verb: str, expected: list[str]
) -> None:
    sentence = parse(text)
    found = subject_before(sentence, verb_group(sentence, sentence.lower.index(verb)))
    assert expected == [sentence.words(phrase.start, phrase.end) for phrase in found]


@pytest.mark.parametrize(
    ("text", "expected"), [("Monday", True), ("last week", True), ("Kesh", False), ("Thursdays", True)]
)
def test_times_are_told_from_people(parse: Parse, text: str, *, expected: bool) -> None:
    sentence = parse(text)
    assert expected is is_time(sentence, sentence.phrases[-1])


def test_a_number_before_of_stands_for_what_it_counts(parse: Parse) -> None:
    sentence = parse("Dozens of drivers fled.")
    assert "Dozens" == sentence.words(climb_of(sentence, sentence.phrases[1]).start, 1)


def test_a_list_is_followed_to_its_left(parse: Parse) -> None:
    sentence = parse("Two men, a boy and a nurse were killed.")
    before = coordinated_before(sentence, sentence.phrases[-1])
    assert ["Two men", "a boy"] == [sentence.words(phrase.start, phrase.end) for phrase in before]
