"""Where a sentence speaks of harm."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tollbook.extract.harms import harm_words, triggers
from tollbook.extract.sentence import Sentence
from tollbook.extract.triggers import Frame
from tollbook.model import Harm

Parse = Callable[[str], Sentence]


@pytest.mark.parametrize(
    ("text", "lemma", "harm", "frame"),
    [
        ("The shell killed two men.", "kill", Harm.KILLED, Frame.OBJECT),
        ("Two men died.", "die", Harm.KILLED, Frame.SUBJECT),
        ("Two men are missing.", "missing", Harm.MISSING, Frame.ADJECTIVE),
        ("Twelve deaths were counted.", "death", Harm.KILLED, Frame.UNIT),
        ("The murder of two men shook Kesh.", "murder", Harm.KILLED, Frame.ACT),
        ("The death toll is 12.", "death toll", Harm.KILLED, Frame.TOLL),
        ("Two men are in custody.", "in custody", Harm.DETAINED, Frame.STATE),
        ("Two men were evacuated.", "evacuate", Harm.DISPLACED, Frame.OBJECT),
    ],
)
def test_a_word_of_harm_says_what_was_suffered_and_how_it_takes_its_victims(
    parse: Parse, text: str, lemma: str, harm: Harm, frame: Frame
) -> None:
    sentence = parse(text)
    assert (lemma, harm, frame) in [
        (found.lemma, found.harm, found.frame) for found in triggers(sentence.tokens, sentence.tags)
    ]


@pytest.mark.parametrize("text", ["The death penalty ended.", "The market reopened.", "Rain fell on Kesh."])
def test_other_words_are_no_words_of_harm(parse: Parse, text: str) -> None:
    sentence = parse(text)
    assert [] == triggers(sentence.tokens, sentence.tags)


@pytest.mark.parametrize(
    "text",
    [
        "The shell killed two men.",
        "Two men died.",
        "Gunmen took two men hostage.",
        "Nine people lost their lives.",
        "The death toll is 12.",
        "Two men are in custody.",
        "Two men did not survive.",
    ],
)
def test_the_quick_look_never_passes_by_a_sentence_of_harm(text: str) -> None:
    assert harm_words("en").may_speak_of_harm(text.lower(), 0, len(text))


def test_the_quick_look_passes_by_a_sentence_without_words_of_harm() -> None:
    assert not harm_words("en").may_speak_of_harm("the market reopened.", 0, 20)


def test_no_trigger_runs_past_its_sentence(parse: Parse) -> None:
    for text in ("The toll", "Number of dead", "Two men in police custody", "The death"):
        sentence = parse(text)
        assert [] == [
            found for found in triggers(sentence.tokens, sentence.tags) if found.end > len(sentence)
        ]
