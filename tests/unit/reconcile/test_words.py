from __future__ import annotations

from datetime import date

import pytest

from tollbook.model.evidence import CaseDocument, CaseFacts
from tollbook.model.vocabulary import SourceType
from tollbook.reconcile.dated import (
    days_in,
    earlier,
    period_hours,
    start_day,
    stated_as_of,
    stretch_end,
    weekday_in,
)
from tollbook.reconcile.lexicon import cue, lexicon, may_say, rules
from tollbook.reconcile.names import NameBook
from tollbook.reconcile.numbers import agree, contradict
from tollbook.reconcile.sourcing import slipped_digit

DAY = date(2030, 5, 20)  # a Monday
MINISTRY = CaseDocument(id="D1", publisher="Arvenia Health Ministry", source_type=SourceType.PARTY_AUTHORITY)
WIRE = CaseDocument(id="D2", publisher="Coast Wire", source_type=SourceType.MEDIA_RELAY)


def book(
    *claimants: str, parties: tuple[str, ...] = (), aliases: tuple[tuple[str, str], ...] = ()
) -> NameBook:
    names = NameBook(CaseFacts(id="case", parties=parties, aliases=aliases))
    names.learn([MINISTRY, WIRE], claimants)
    return names


@pytest.mark.parametrize(
    "words",
    [
        "the Arvenia Health Ministry",
        "Arvenia's health ministry",
        "officials of the Arvenia Health Ministry",
        "the Health Minister of Arvenia",
        "the Health Ministry",
        "health ministry officials",
        "the Ministry of Health",
        "the ministry",
        "AHM",
        "MoH",
    ],
)
def test_one_office_is_known_by_many_names(words: str) -> None:
    names = book(words, aliases=(("MoH", "Arvenia Health Ministry"),))
    assert ("Arvenia Health Ministry",) == names.voice(words, WIRE, "").names


def test_an_office_that_nobody_else_names_stands_for_itself() -> None:
    assert ("the harbour police",) == book("the harbour police").voice("the harbour police", WIRE, "").names


def test_our_staff_are_the_publishers_and_its_clerks_are_those_of_who_was_named_last() -> None:
    names = book("the Kesh Board", "our staff", "its clerks")
    assert ("Coast Wire",) == names.voice("our staff", WIRE, "").names
    assert ("the Kesh Board",) == names.voice("its clerks", WIRE, "The Kesh Board met. ").names
    assert ("Arvenia Health Ministry",) == names.voice("its clerks", MINISTRY, "The Kesh Board met. ").names


def test_words_that_several_offices_bear_mean_all_of_them_in_the_plural() -> None:
    names = book("the Upland Board", "the Lowland Board")
    assert ("the Upland Board", "the Lowland Board") == names.voice("the two boards", WIRE, "").names


def test_outlets_without_a_name_are_nobody() -> None:
    assert () == book().voice("two news organisations", WIRE, "").names


def test_a_spokesman_belongs_to_his_party() -> None:
    names = book("a spokesman for the Northern Front", parties=("the Northern Front",))
    assert "the Northern Front" == names.root(
        names.voice("a spokesman for the Northern Front", WIRE, "").names[0]
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on 4 May", [date(2030, 5, 4)]),
        ("on May 4, 2029", [date(2029, 5, 4)]),
        ("between 14 and 18 May", [date(2030, 5, 18)]),
        ("since 30 December", [date(2029, 12, 30)]),
        ("on 2030-05-01", [date(2030, 5, 1)]),
        ("on 31 February", []),
        ("47 people", []),
    ],
)
def test_days_are_read_as_the_latest_before_publication(text: str, expected: list[date]) -> None:
    assert expected == [found.day for found in days_in(text, DAY)]


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("In the past 24 hours", 24),
        ("over the last two days", 48),
        ("in the past week", 168),
        ("48 hours, from noon on 12 May", 48),
        ("since 1 May", None),
        ("several hours later", None),
    ],
)
def test_periods_are_told_in_hours(text: str, hours: int | None) -> None:
    assert hours == period_hours(text)


def test_words_for_days_around_a_report() -> None:
    assert date(2030, 5, 16) == weekday_in("the ministry said on Thursday", DAY)
    assert date(2030, 5, 19) == weekday_in("reported yesterday", DAY)
    assert weekday_in("the ministry said", DAY) is None
    assert date(2030, 5, 1) == start_day("since the fighting began on 1 May", DAY)
    assert date(2030, 4, 30) == earlier("A month earlier there were more", date(2030, 5, 31))
    assert date(2030, 4, 20) == earlier("a month ago", DAY)
    assert date(2030, 5, 13) == earlier("a week before", DAY)
    assert earlier("earlier reports", DAY) is None
    assert date(2030, 5, 18) == stated_as_of("figures as of 18 May", DAY)
    assert date(2030, 1, 31) == stretch_end("from 1 March 2029 to 31 January 2030", DAY)
    assert stretch_end("since 1 March", DAY) is None


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        (14000, 1400, "added"),
        (140, 1400, "lost"),
        (264, 246, "exchanged"),
        (1900, 1400, "exchanged"),
        (1400, 1530, ""),
        (7, 7, ""),
    ],
)
def test_a_slipped_digit_is_seen(one: int, other: int, kind: str) -> None:
    assert kind == slipped_digit(one, other)


@pytest.mark.parametrize(
    ("one", "other", "agrees", "contradicts"),
    [
        ((22, 22), (23, 23), True, False),
        ((9, 9), (21, None), False, True),
        ((21, None), (23, 23), True, False),
        ((100, 100), (110, 110), True, False),
        ((100, 100), (112, 112), False, True),
        ((50, None), (None, 60), False, False),
        ((3, 3), (4, 4), True, False),
    ],
)
def test_numbers_agree_contradict_or_do_neither(
    one: tuple[int | None, int | None],
    other: tuple[int | None, int | None],
    agrees: bool,  # noqa: FBT001 - an expected value
    contradicts: bool,  # noqa: FBT001 - the same
) -> None:
    assert (agrees, contradicts) == (agree(one, other), contradict(one, other))
    assert (agrees, contradicts) == (agree(other, one), contradict(other, one))


def test_every_rule_says_what_it_is_and_every_cue_compiles() -> None:
    assert all(
        name.partition("/")[2].isdigit() and words.endswith(".") for name, words in rules().words.items()
    )
    assert set(lexicon("cues")) <= set(lexicon("hints")) | {"counted_twice_person"}
    assert all(cue(kind).pattern for kind in lexicon("cues"))


SENTENCES = {
    "withdrawn": "We withdraw that number.",
    "corrected": "Double entries have been struck out.",
    "existence": "The League denied that any attack had taken place.",
    "attribution": "Our forces did not fire on the town.",
    "status": "They were not herdsmen.",
    "value": "The figure is exaggerated.",
    "accepted": "The Republic accepts that one of its planes struck the bridge.",
    "beside": "They are not included above.",
    "leaves_out_earlier": "Deaths before the ceasefire are not part of this number.",
    "restart": "Since fighting broke out again 73 have been killed.",
    "redefined": "From this sheet on our definition is wider.",
    "retroactive": "They had not been counted before.",
    "found_missing": "Seven of those reported missing yesterday were found dead.",
    "disjoint": "For deaths no place is counted twice.",
    "overlapping": "The totals must not be added.",
    "excess": "We estimate 9,000 excess deaths.",
}


@pytest.mark.parametrize("kind", sorted(SENTENCES))
def test_a_cue_is_found_in_a_sentence_that_says_it_and_its_hint_does_not_hide_it(kind: str) -> None:
    assert cue(kind).search(SENTENCES[kind])
    assert may_say(kind, SENTENCES[kind].lower())


@pytest.mark.parametrize(
    "kind", ["withdrawn", "existence", "attribution", "accepted", "restart", "disjoint", "excess"]
)
def test_a_plain_sentence_says_none_of_it(kind: str) -> None:
    assert not cue(kind).search("At least 12 people were killed when shells hit a market in Kesh on Tuesday.")


def test_places_that_the_case_says_are_one_have_one_name() -> None:
    names = NameBook(CaseFacts(id="case", places=(("Keş", "Kesh"), ("the old port", "Port Sella"))))
    names.learn([], [])
    assert ("Kesh", "Port Sella", "Dorn") == (
        names.place("Keş"),
        names.place("The Old Port"),
        names.place("Dorn"),
    )
    assert names.place(None) is None
