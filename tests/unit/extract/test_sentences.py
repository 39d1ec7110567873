"""Where sentences begin and end."""

from __future__ import annotations

import pytest

from tollbook.extract.sentences import sentence_spans


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Two died. Three fled.", ["Two died.", "Three fled."]),
        ("Who died? Nobody knows!", ["Who died?", "Nobody knows!"]),
        ('"Two died." He wept.', ['"Two died."', "He wept."]),
        ("Two died.\n\nThree fled", ["Two died.", "Three fled"]),
        ("Toll rises\nTwo more people died in Kesh.", ["Toll rises", "Two more people died in Kesh."]),
        ("- Killed: 12\n- Injured: 31", ["- Killed: 12", "- Injured: 31"]),
    ],
)
def test_stops_blank_lines_headings_and_bullets_end_a_sentence(text: str, expected: list[str]) -> None:
    assert expected == sentences(text)


@pytest.mark.parametrize(
    "text",
    [
        "Dr. Mira Oth died.",
        "Col. P. Dren was wounded.",
        "The U.N. envoy left.",
        "It began at 3 p.m. local time.",
        "Prices rose 1.5 percent.",
        "No. 4 Brigade left Kesh.",
        "Two died ... and three fled.",
    ],
)
def test_a_stop_inside_a_sentence_does_not_end_it(text: str) -> None:
    assert [text] == sentences(text)


def test_an_abbreviation_ends_a_sentence_where_the_next_word_begins_one() -> None:
    assert ["They flew to the U.S.", "The camp is closed."] == sentences(
        "They flew to the U.S. The camp is closed."
    )


def test_a_line_break_inside_a_wrapped_paragraph_ends_nothing() -> None:
    text = (
        "The river rose in the night and the water reached the upper\n"
        "floors of the mill, where twelve people had fled from it and\nwaited."
    )
    assert [text] == sentences(text)


@pytest.mark.parametrize("text", ["", " ", "\n\n \t\n"])
def test_white_space_alone_holds_no_sentence(text: str) -> None:
    assert [] == sentences(text)


def test_spans_have_no_white_space_at_their_ends() -> None:
    assert ["Two died.", "Three fled."] == sentences("  Two died.  \n\n   Three fled. ")
