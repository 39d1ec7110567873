"""The table of takers, and those said to be among people harmed."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tollbook.extract.harms import triggers
from tollbook.extract.sentence import Sentence
from tollbook.extract.takers import TAKERS, among_links
from tollbook.extract.triggers import Frame

Parse = Callable[[str], Sentence]


def test_every_way_of_taking_victims_has_its_function() -> None:
    assert set(Frame) == set(TAKERS)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The mayor was among those killed.", ["The mayor"]),
        ("Among those killed were two nuns and a priest.", ["two", "a priest"]),
        ("There were two nuns among the dead.", ["two"]),
        ("Two nuns lived among the poor.", []),
    ],
)
def test_those_among_people_harmed_are_parts(parse: Parse, text: str, expected: list[str]) -> None:
    sentence = parse(text)
    found = among_links(sentence, triggers(sentence.tokens, sentence.tags), "en")
    assert expected == [sentence.words(link.count.start, link.count.end) for link in found]
    assert [] == [link for link in found if not link.part_of]
