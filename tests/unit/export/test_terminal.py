from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date

import pytest
from rich.cells import cell_len

from tollbook.export.terminal import write_terminal
from tollbook.model import Claim, Reading, Span

TEXT = "At least 12 people, including four children, were killed in Kesh on Tuesday, the hospital said."


def printed(*readings: Reading, width: int = 80, summary: str = "done.") -> str:
    stream = io.StringIO()
    write_terminal(readings, stream, width=width, summary=lambda: summary)
    return stream.getvalue()


@pytest.fixture
def reading(make_claim: Callable[..., Claim], make_reading: Callable[..., Reading]) -> Reading:
    whole = make_claim(
        TEXT, "At least 12", low=12, high=None, claimant="the hospital", disputed_by="a spokesman"
    )
    part = make_claim(TEXT, "four", low=4, high=4, victims="children", part_of=True)
    return make_reading(TEXT, whole, part, title="Shells hit market", published_at=date(2025, 3, 4))


def test_at_80_columns_each_claim_stands_beside_its_sentence(reading: Reading) -> None:
    expected = """\
Shells hit market
note.txt · 4 March 2025 · language en · 2 claims

12 or more        [At least 12] people, including four children, were killed in
killed            Kesh on Tuesday, the hospital said.
                  said by the hospital · disputed by a spokesman

4                 At least 12 people, including [four] children, were killed in
killed            Kesh on Tuesday, the hospital said.
                  said by the document itself
                  who children
                  part of a larger figure

done.
"""
    assert expected == "".join(f"{line.rstrip()}\n" for line in printed(reading).splitlines())


def test_a_wide_screen_gets_one_row_for_each_claim(reading: Reading) -> None:
    wide = printed(reading, width=160)
    assert "in these words" in wide
    (row,) = [line for line in wide.splitlines() if "[At least 12]" in line]
    assert "12 or more" in row
    assert "said by the hospital" in row


@pytest.mark.parametrize("width", [40, 80, 131, 132, 200])
def test_no_line_is_wider_than_the_screen(reading: Reading, width: int) -> None:
    assert width >= max(cell_len(line) for line in printed(reading, width=width).splitlines())


def test_a_terminal_with_colours_gets_the_count_highlighted_without_brackets(
    reading: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    coloured = printed(reading)
    assert "\x1b[1;7mAt least 12\x1b[0m" in coloured
    assert "[At least 12]" not in coloured


def test_without_colours_by_wish_the_count_is_in_brackets(
    reading: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("NO_COLOR", "1")
    assert "[At least 12]" in printed(reading)


def test_nothing_in_a_document_steers_the_terminal(
    make_claim: Callable[..., Claim], make_reading: Callable[..., Reading]
) -> None:
    text = "\x1b[2J12 died\u202e in [bold]Kesh[/bold] :smile:"
    hostile = make_reading(
        text,
        make_claim(text, "12", claimant="\x1b]0;x\x07", place="\u202eKesh"),
        title="[red]\x9b2J",
        id="a\r\nb",
        notes=("\x1b[0m",),
    )
    shown = printed(hostile)
    assert not {character for character in shown if character != "\n" and not character.isprintable()}
    assert "[bold]Kesh[/bold] :smile:" in shown


def test_an_unread_document_says_so(unread_reading: Reading) -> None:
    assert "not read: language ar" in printed(unread_reading)


def test_a_document_without_a_title_is_named_by_its_id(make_reading: Callable[..., Reading]) -> None:
    assert "note.txt\nlanguage en · 0 claims\n\ndone.\n" == printed(make_reading("Nothing."))


def test_a_note_is_shown(make_reading: Callable[..., Reading]) -> None:
    assert "note: Repaired." in printed(make_reading("Nothing.", notes=("Repaired.",)))


def test_the_summary_is_asked_for_last(make_reading: Callable[..., Reading]) -> None:
    asked: list[str] = []

    def readings() -> list[Reading]:
        asked.append("reading")
        return [make_reading("Nothing.")]

    stream = io.StringIO()
    write_terminal(iter(readings()), stream, width=80, summary=lambda: f"after {asked}")
    assert stream.getvalue().endswith("after ['reading']\n")


def test_a_long_sentence_is_cut(
    make_claim: Callable[..., Claim], make_reading: Callable[..., Reading]
) -> None:
    text = "word " * 300 + "12 died " + "word " * 300
    claim = make_claim(text, "12", sentence=Span(0, len(text)))
    assert len(printed(make_reading(text, claim)).splitlines()) < 20
