"""How many people a phrase states."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tollbook.extract.counts import count_of, is_ranked, states_none
from tollbook.extract.sentence import Sentence

Parse = Callable[[str], Sentence]


@pytest.mark.parametrize(
    ("text", "words", "low", "high", "rule"),
    [
        ("At least 12 people fled.", "At least 12", 12, None, "number"),
        ("Dozens of drivers fled.", "Dozens", 24, 99, "number"),
        ("No one fled.", "No one", 0, 0, "none"),
        ("A driver fled.", "A driver", 1, 1, "one"),
        ("Ana Lom fled.", "Ana Lom", 1, 1, "name"),
        ("The trio fled.", "The trio", 3, 3, "group"),
        ("Both men fled.", "Both", 2, 2, "group"),
        ("His parents fled.", "His parents", 2, 2, "group"),
        ("A family of seven fled.", "seven", 7, 7, "number"),
        ("Two of its members fled.", "Two", 2, 2, "number"),
        ("A 12-year-old boy fled.", "A 12-year-old boy", 1, 1, "one"),
        ("Three Kirvanians fled.", "Three", 3, 3, "number"),
    ],
)
def test_a_phrase_states_a_number_of_people(
    parse: Parse, text: str, words: str, low: int, high: int | None, rule: str
) -> None:
    sentence = parse(text)
    count = count_of(sentence, sentence.phrases[0])
    assert count is not None
    assert (words, low, high, rule) == (
        sentence.words(count.start, count.end),
        count.low,
        count.high,
        count.rule,
    )


@pytest.mark.parametrize(
    "text",
    [
        "Soldiers fled.",
        "The victims fled.",
        "They fled.",
        "His family fled.",
        "Every driver fled.",
        "Forty cows fled.",
        "Two lorries burned.",
        "The 43rd victim to die was buried.",
        "Some 12 hours passed.",
    ],
)
def test_other_phrases_state_no_number_of_people(parse: Parse, text: str) -> None:
    sentence = parse(text)
    assert count_of(sentence, sentence.phrases[0]) is None


def test_what_follows_of_says_who_was_counted(parse: Parse) -> None:
    sentence = parse("Two of its members fled.")
    count = count_of(sentence, sentence.phrases[0])
    assert count is not None
    assert "its members" == sentence.words(count.phrase.start, count.phrase.end)


def test_an_ordinal_before_the_verb_of_a_death_only_ranks_it(parse: Parse) -> None:
    sentence = parse("The 43rd victim to die was buried.")
    assert is_ranked(sentence, sentence.phrases[0])


def test_only_a_number_of_none_states_nobody(parse: Parse) -> None:
    nobody, twelve = parse("No one fled."), parse("Twelve fled.")
    assert (True, False, False) == (
        states_none(nobody.phrases),
        states_none(twelve.phrases),
        states_none([]),
    )
