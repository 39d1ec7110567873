"""Words of time in invented sentences."""

from __future__ import annotations

import pytest

from tollbook.extract.time_phrases import may_tell_time, time_phrases


def phrases(text: str) -> list[tuple[str, str]]:
    """Return the words of time of a text with how they say it."""
    return [(text[phrase.start : phrase.end], phrase.kind) for phrase in time_phrases(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "words", "kind"),
    [
        ("He died early on Monday.", "early on Monday", "point"),
        ("He died on the 6th of May 2024.", "the 6th of May 2024", "point"),
        ("He died on 6 to 8 May.", "6 to 8 May", "point"),
        ("He died on Oct. 7, 2023.", "Oct. 7, 2023", "point"),
        ("He died about two and a half years ago.", "about two and a half years ago", "point"),
        ("He died late last year.", "late last year", "point"),
        ("He died in 1998.", "1998", "point"),
        ("He died in the late 1980s.", "the late 1980s", "point"),
        ("He died between Monday and Friday.", "between Monday and Friday", "point"),
        ("He has ruled since the war began.", "since the war began", "since"),
        ("He has ruled since the revolt of May 1994.", "since the revolt of May 1994", "since"),
        ("He died during the six-week siege.", "during the six-week siege", "during"),
        ("He ruled over the past three years.", "over the past three years", "length"),
        ("He died two days after the May 6 vote.", "two days after the May 6 vote", "later"),
        ("He died shortly before 9 a.m.", "shortly before 9 a.m.", "clock"),
        ("He died late night.", "late night", "part"),
    ],
)
def test_words_of_time_are_found_whole(text: str, words: str, kind: str) -> None:
    assert [(words, kind)] == phrases(text)


@pytest.mark.parametrize(
    "text", ["They may march.", "He sat in the sun.", "It cost 2,000 crowns.", "Room 4."]
)
def test_what_only_looks_like_a_time_is_none(text: str) -> None:
    assert phrases(text) == []


def test_a_text_without_a_telling_word_cannot_tell_a_time() -> None:
    assert not may_tell_time("He said that all was well.", 0, 26)
    assert may_tell_time("He came on Monday.", 0, 18)
