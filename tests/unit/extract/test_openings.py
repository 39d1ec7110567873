"""Datelines, in invented ones."""

from __future__ import annotations

import pytest

from tollbook.extract.openings import dateline


@pytest.mark.parametrize(
    ("text", "place", "rest"),
    [
        ("KESH, Arvenia, June 14 (Arvenia Wire) - A bomb exploded.", "KESH", "A bomb exploded."),
        ("ODRA-VEL, Sunday - A ferry sank.", "ODRA-VEL", "A ferry sank."),
        ("KESH (AW) \u2013 The fight ended.", "KESH", "The fight ended."),
        ("PORT ALBOR, March 4 -- A wall fell.", "PORT ALBOR", "A wall fell."),
    ],
)
def test_a_dateline_ends_before_the_first_words_of_the_report(text: str, place: str, rest: str) -> None:
    found = dateline(text, 0, len(text))
    assert found is not None
    assert (place, rest) == (text[: found.place], text[found.end :])


@pytest.mark.parametrize(
    "text", ["Kesh - the old town - is calm.", "NATO said 12 people died.", "KESH (AW) - "]
)
def test_what_is_no_dateline_gives_none(text: str) -> None:
    assert dateline(text, 0, len(text)) is None
