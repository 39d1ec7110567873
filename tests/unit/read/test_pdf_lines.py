from __future__ import annotations

import pytest

from tollbook.model.document import SourcePlace
from tollbook.read.pdf_lines import PrintedLine, paragraphs


def _line(text: str, y: float, *, x: float = 72, page: int = 1, size: float = 10) -> PrintedLine:
    return PrintedLine(text=text, page=page, x=x, y=y, size=size)


def _text(*lines: PrintedLine) -> str:
    return paragraphs(lines, 1).text


def test_cells_at_one_height_are_parted_by_bars() -> None:
    assert "Kesh | 12 | 30" == _text(_line("Kesh", 700), _line("12", 700, x=200), _line("30", 700, x=300))


def test_a_number_that_ends_a_table_is_no_page_number() -> None:
    lines = (_line("Kesh was hit.", 740), _line("Kesh", 700), _line("12", 700, x=200))
    assert () == paragraphs(lines, 1).furniture


def test_a_short_line_ends_a_paragraph_where_the_next_word_would_have_fitted() -> None:
    assert (
        "Twelve people were killed in the town of Kesh on Monday.\n\nNine were hurt in Odra-Vel, police said."
        == _text(
            _line("Twelve people were killed in the town of", 700),
            _line("Kesh on Monday.", 688),
            _line("Nine were hurt in Odra-Vel, police said.", 676),
        )
    )


def test_a_list_mark_begins_a_paragraph() -> None:
    assert "Killed: 12 people in all of the district\n\n\u2022 four in Kesh" == _text(
        _line("Killed: 12 people in all of the district", 700), _line("\u2022 four in Kesh", 688)
    )


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("the regional hos-", "pital said", "the regional hospital said"),
        ("there were twenty-", "one dead", "there were twenty-one dead"),
        ("the anti-", "government side", "the anti-government side"),
        ("between 12-", "15 people", "between 12-15 people"),
        ("the Odra-", "Vel valley", "the Odra-Vel valley"),
        ("a soft\u00ad", "ware fault", "a software fault"),
        ("a ceasefire, a cease-", "fire line", "a ceasefire, a ceasefire line"),
        ("the north-east, the north-", "east wind", "the north-east, the north-east wind"),
        ("the dead -", "all of them", "the dead - all of them"),
    ],
)
def test_a_hyphen_goes_only_where_it_breaks_a_word(first: str, second: str, expected: str) -> None:
    assert expected == _text(_line(first, 700), _line(second, 688))


def test_a_sentence_goes_on_in_the_next_column() -> None:
    assert "Twelve people were killed in the town" == _text(
        _line("Twelve people were", 100), _line("killed in the town", 700, x=300)
    )


def test_the_pages_cover_the_text_in_order() -> None:
    found = paragraphs([_line("Twelve people", 100), _line("were killed.", 700, page=2)], 2)
    assert "Twelve people were killed." == found.text
    assert (SourcePlace(0, 13, "page 1"), SourcePlace(14, 26, "page 2")) == found.places
