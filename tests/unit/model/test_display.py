from __future__ import annotations

import pytest

from tollbook.model.display import shown, shown_lines


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("report.txt", "report.txt"),
        ("a\u202etxt.exe", "a\\u202etxt.exe"),
        ("\x1b[2J\r\n", "\\x1b[2J\\r\\n"),
        ("\x9b31m", "\\x9b31m"),
        ("\u2066\u2069\u200f\ufeff\u2028", "\\u2066\\u2069\\u200f\\ufeff\\u2028"),
        ("na\u00efve \u0642\u062a\u0644 \U0001f600", "na\u00efve \u0642\u062a\u0644 \U0001f600"),
        ("bad\udcff", "bad\\udcff"),
    ],
)
def test_what_steers_a_screen_is_shown_as_an_escape(text: str, expected: str) -> None:
    assert expected == shown(text)


def test_lines_and_tabs_may_be_kept() -> None:
    assert "one\n\ttwo\\r\\x07" == shown_lines("one\n\ttwo\r\x07")
