"""Objects, lists to the right, and what hangs on a phrase."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tollbook.extract.arguments import is_apposition
from tollbook.extract.objects import after_modifiers, object_after, starts_clause
from tollbook.extract.sentence import Sentence

Parse = Callable[[str], Sentence]


@pytest.mark.parametrize(
    ("text", "verb", "expected"),
    [
        ("The shell killed two men.", "killed", ["two men"]),
        ("The shell killed two men and a boy.", "killed", ["two men", "a boy"]),
        ("The shell killed two men from Kesh and a boy.", "killed", ["two men", "a boy"]),
        ("The shell killed two men and the army fled.", "killed", ["two men"]),
        ("The shell killed two men along with a boy.", "killed", ["two men", "a boy"]),
        ("He died Monday.", "died", []),
        ("Two men died.", "died", []),
    ],
)
def test_the_object_follows_its_verb_with_its_whole_list(
    parse: Parse, text: str, verb: str, expected: list[str]
) -> None:
    sentence = parse(text)
    found = object_after(sentence, sentence.lower.index(verb))
    assert expected == [sentence.words(phrase.start, phrase.end) for phrase in found]


def test_prepositions_times_and_brackets_hang_on_a_phrase(parse: Parse) -> None:
    sentence = parse("Two men (both drivers) from Kesh on Monday died.")
    assert "died" == sentence.lower[after_modifiers(sentence, sentence.phrases[0])]


def test_a_description_behind_a_name_is_an_apposition(parse: Parse) -> None:
    sentence = parse("They killed Ana Lom, a teacher, and two boys.")
    _, name, description, _ = sentence.phrases
    assert is_apposition(sentence, name, description)


def test_a_phrase_with_a_verb_of_its_own_starts_a_clause(parse: Parse) -> None:
    sentence = parse("Two men died and the army fled.")
    assert [True, True] == [starts_clause(sentence, phrase) for phrase in sentence.phrases]
