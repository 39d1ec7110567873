"""Whether a phrase is about people."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tollbook.extract.people import kind_of
from tollbook.extract.phrases import Kind
from tollbook.extract.sentence import Sentence

Parse = Callable[[str], Sentence]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("A policeman fled.", Kind.PERSON),
        ("Two policemen fled.", Kind.PEOPLE),
        ("Ana Lom fled.", Kind.NAME),
        ("Twelve fled.", Kind.NUMBER),
        ("Twelve others fled.", Kind.NUMBER),
        ("A brigade fled.", Kind.GROUP),
        ("They fled.", Kind.PRONOUN),
        ("Himself he blamed.", Kind.PERSON),
        ("A 12-year-old was wounded.", Kind.PERSON),
        ("The trio fled.", Kind.PEOPLE),
        ("Two lorries burned.", Kind.THING),
        ("Forty cows fled.", Kind.THING),
    ],
)
def test_the_head_of_a_phrase_says_what_it_is_about(parse: Parse, text: str, kind: Kind) -> None:
    sentence = parse(text)
    assert kind is kind_of(sentence, sentence.phrases[0])
