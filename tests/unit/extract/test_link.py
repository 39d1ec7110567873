"""Links between a trigger and those phrases that can have suffered it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tollbook.extract.harms import triggers
from tollbook.extract.link import Link
from tollbook.extract.linking import make_links
from tollbook.extract.sentence import Sentence

Parse = Callable[[str], Sentence]


def linked(sentence: Sentence, rule: str, *, phrases: slice = slice(None)) -> list[Link]:
    trigger = triggers(sentence.tokens, sentence.tags)[0]
    return make_links(sentence, trigger, sentence.phrases[phrases], rule, "en")


def test_members_of_a_list_after_the_first_are_marked(parse: Parse) -> None:
    sentence = parse("Two men and a boy were killed.")
    assert ["passive", "passive+"] == [link.rule for link in linked(sentence, "passive")]


def test_things_in_a_list_take_its_unknown_members_with_them(parse: Parse) -> None:
    sentence = parse("Forty cows and three zorbs were killed.")
    assert [] == linked(sentence, "passive")


def test_two_nouns_under_one_article_are_one_person(parse: Parse) -> None:
    sentence = parse("The publisher and lawmaker was killed.")
    assert 1 == len(linked(sentence, "passive"))


def test_a_description_gives_way_to_the_name_behind_it(parse: Parse) -> None:
    sentence = parse("Their colleague, Ana Lom, was killed.")
    link = linked(sentence, "passive", phrases=slice(1))[0]
    assert "Ana Lom" == sentence.words(link.count.start, link.count.end)


@pytest.mark.parametrize(
    "text",
    [
        "Ana Lom died of cancer.",
        "The king died in his sleep.",
        "A writer died at the age of 91.",
        "Thirty people die each day.",
        "Torv Hospital was killed.",
    ],
)
def test_natural_deaths_rates_and_bodies_make_no_link(parse: Parse, text: str) -> None:
    assert [] == linked(parse(text), "subject", phrases=slice(1))


def test_those_who_flee_from_justice_are_not_displaced(parse: Parse) -> None:
    assert [] == linked(parse("Two gunmen fled."), "subject")


def test_doubt_is_kept(parse: Parse) -> None:
    sentence = parse("Two men may have died.")
    trigger = triggers(sentence.tokens, sentence.tags)[0]
    assert [True] == [
        link.maybe for link in make_links(sentence, trigger, sentence.phrases, "subject", "en", maybe=True)
    ]
