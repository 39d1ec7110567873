"""Whom a pronoun stands for."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tollbook.extract.pronouns import stands_for
from tollbook.extract.sentence import Sentence

Parse = Callable[[str], Sentence]


@pytest.mark.parametrize(
    ("text", "subject", "expected"),
    [
        ("The nurse said that she was shot.", True, "The nurse"),
        ("A man and his wife said that she was shot.", True, "his wife"),
        ("Ana Lom said that he was shot.", True, "Ana Lom"),
        ("A driver met a guard and killed him.", False, "a guard"),
        ("The drivers said that they were shot.", True, None),
        ("His mother said that he was shot.", True, None),
        ("Two men said that he was shot.", True, None),
    ],
)
def test_a_pronoun_stands_for_the_one_person_of_its_sex(
    parse: Parse, text: str, expected: str | None, *, subject: bool
) -> None:
    sentence = parse(text)
    pronoun = next(
        phrase for phrase in sentence.phrases if sentence.lower[phrase.head] in ("he", "she", "him", "they")
    )
    found = stands_for(sentence, pronoun, subject=subject)
    assert expected == (None if found is None else sentence.words(found.start, found.end))
