"""When the harm happened, in invented sentences."""

from __future__ import annotations

import pytest

from tollbook.extract.reader import GrammarReader
from tollbook.extract.time_phrases import time_phrases
from tollbook.model import Document


def times(text: str) -> list[str | None]:
    """Return the words of time of the claims of a text, in order."""
    document = Document(
        id="d", sha256="", media_type="text/plain", text=text, extractor="test", language="en"
    )
    return [claim.when for claim in GrammarReader().claims(document)]


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("A bomb killed 12 people on Tuesday.", "Tuesday"),
        ("A bomb killed 12 people late last week.", "late last week"),
        ("Fighting has killed 12 people since 2003.", "since 2003"),
        ("The war killed 12 people between 1998 and 2000.", "between 1998 and 2000"),
        ("A bomb killed 12 people on October 1.", "October 1"),
        ("Clashes killed 12 people over the past 30 hours.", "over the past 30 hours"),
        ("Soldiers killed 12 people in the 1980s.", "the 1980s"),
        ("Gunmen killed 12 people five years ago.", "five years ago"),
        ("Floods have killed 12 people so far this year.", "so far this year"),
        ("The 2002 Kesh bombings killed 12 people.", "2002"),
        ("Wednesday's helicopter crash killed 12 people.", "Wednesday"),
        ("Shelling killed 12 people overnight.", "overnight"),
        ("Soldiers killed 12 people in July 1995.", "July 1995"),
        ("A bomb killed 12 people early Sunday morning.", "early Sunday morning"),
        ("On Monday, police said that a bomb killed 12 people.", "Monday"),
        ("A bomb killed 12 people on 7 October.", "7 October"),
        ("A bomb killed 12 people yesterday.", "yesterday"),
    ],
)
def test_the_words_that_say_when_are_found(text: str, when: str) -> None:
    assert times(text) == [when]


def test_the_time_of_speech_is_not_the_time_of_harm() -> None:
    assert times("The minister said Tuesday that 12 soldiers were killed.") == [None]


def test_the_nearest_time_is_that_of_the_harm() -> None:
    text = "He blamed the group for last month's attacks and for the 2002 bombings that killed 12 people."
    assert times(text) == ["2002"]


def test_each_of_two_events_keeps_its_own_time() -> None:
    text = "A bomb killed two people on Monday and a mine killed four people on Friday."
    assert times(text) == ["Monday", "Friday"]


def test_a_sentence_without_a_time_takes_that_of_its_report() -> None:
    assert times("A bomb exploded in Kesh on Friday. At least 12 people were killed.") == ["Friday"]


def test_a_time_is_not_taken_across_a_turn_to_another_event() -> None:
    assert times("A bomb exploded in Kesh on Friday. Elsewhere, 12 people were killed.") == [None]


def test_the_toll_of_a_disease_or_a_war_takes_no_time_from_another_sentence() -> None:
    text = "Two people died of cholera in Kesh on Friday. The death toll now stands at 40."
    assert times(text)[-1] is None


def test_the_toll_of_one_event_takes_its_time() -> None:
    text = "A blast ripped through a market in Kesh on Friday. The death toll now stands at 40."
    assert times(text) == ["Friday"]


def test_the_day_in_a_dateline_is_no_time_of_the_event() -> None:
    assert times("KESH, June 14 (Arvenia Wire) - A bomb killed 12 people on Tuesday.") == ["Tuesday"]
    assert times("KESH, Sunday - A bomb killed 12 people.") == [None]


def test_how_long_something_else_took_is_no_time_of_the_harm() -> None:
    text = "A driver who killed two people was sent to prison for six years."
    assert times(text) == [None]


def test_the_time_in_the_opening_of_a_report_holds_to_its_end() -> None:
    filler = " ".join("Traders say that business has been slow." for _ in range(12))
    text = f"A bomb exploded in a market in Kesh on Tuesday. {filler} At least 12 people were killed."
    assert times(text) == ["Tuesday"]


@pytest.mark.parametrize(
    "text", ["They may march on.", "The sun sat low.", "He killed 2000 men.", "Flight 1999 crashed."]
)
def test_verbs_counts_and_numbers_are_no_times(text: str) -> None:
    assert time_phrases(text, 0, len(text)) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("killed on Sunday and early Monday, when", "Sunday and early Monday"),
        ("on the morning of Tuesday, 22 March 2016, bombs", "the morning of Tuesday, 22 March 2016"),
        ("just before 8 p.m. Sunday.", "just before 8 p.m. Sunday"),
        ("since the trial began in 1994 and", "since the trial began in 1994"),
    ],
)
def test_words_that_say_one_time_together_are_one_phrase(text: str, words: str) -> None:
    assert [text[phrase.start : phrase.end] for phrase in time_phrases(text, 0, len(text))] == [words]
