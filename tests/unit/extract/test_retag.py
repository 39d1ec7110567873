"""Tags put right around words of harm."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tollbook.extract.retag import corrected
from tollbook.extract.sentence import Sentence
from tollbook.extract.tokens import tokenize

Parse = Callable[[str], Sentence]


def put_right(words: str, tags: str) -> list[str]:
    """Return the corrected tags of words between blanks."""
    return corrected(tokenize(words, 0, len(words)), tags.split())


@pytest.mark.parametrize(
    ("words", "tags", "expected"),
    [
        ("shelling , killing two", "NN , NN CD", "NN , VBG CD"),
        ("the killing of Ana", "DT VBG IN NNP", "DT NN IN NNP"),
        ("Ana 's killing", "NNP POS VBG", "NNP POS NN"),
        ("two were wounded", "CD VBD JJ", "CD VBD VBN"),
        ("gunmen shot a guard", "NNS NN DT NN", "NNS VBD DT NN"),
        ("12 people kidnapped in Kesh", "CD NNS NN IN NNP", "CD NNS VBN IN NNP"),
        ("died and wounded 30", "VBD CC JJ CD", "VBD CC VBD CD"),
        ("the blast kills at least 12", "DT NN NNS RB JJS CD", "DT NN VBZ RB JJS CD"),
        ("two men dead", "CD NNS VB", "CD NNS JJ"),
    ],
)
def test_words_of_harm_get_the_tag_that_their_neighbours_ask_for(
    words: str, tags: str, expected: str
) -> None:
    assert expected.split() == put_right(words, tags)


@pytest.mark.parametrize(
    ("words", "tags", "expected"),
    [
        ("Gunmen fled", "MD VBD", "NNS VBD"),
        ("12 fled", "NNS VBD", "CD VBD"),
        ("people near Kesh", "NNS JJ NNP", "NNS IN NNP"),
        ("both drivers", "DT NNS", "PDT NNS"),
        ("took two hostage", "VBD NNS NN", "VBD NNS RB"),
        ("the top commander", "DT NN NN", "DT JJ NN"),
        ("came early Monday", "VBD NN NNP", "VBD RB NNP"),
    ],
)
def test_nouns_for_people_and_small_words_are_put_right(words: str, tags: str, expected: str) -> None:
    assert expected.split() == put_right(words, tags)


def test_a_capitalised_word_inside_a_sentence_is_a_name() -> None:
    assert ["DT", "NN", "IN", "NNP"] == put_right("a market in Torv", "DT NN IN NN")


def test_capitals_in_a_headline_say_nothing() -> None:
    assert ["NN", "NN"] == put_right("Market Fire", "NN NN")


def test_the_tags_given_are_left_as_they_were() -> None:
    tags = ["MD", "VBD"]
    corrected(tokenize("Gunmen fled", 0, 11), tags)
    assert ["MD", "VBD"] == tags
