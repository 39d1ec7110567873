from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tollbook.errors import UsageError
from tollbook.model import Document, Span
from tollbook.pipeline.marking import found_span, moved_span

TEXT = "At least 12 people, among them\nfour children, died. Later 12 people came."


@pytest.mark.parametrize(
    ("span", "edge", "by", "expected"),
    [
        (Span(9, 11), "start", -1, "least 12"),
        (Span(0, 11), "start", 1, "least 12"),
        (Span(9, 11), "end", 1, "12 people,"),
        (Span(9, 18), "end", -1, "12"),
        (Span(0, 2), "start", -1, "At"),
        (Span(9, 11), "end", -1, "12"),
    ],
)
def test_an_edge_moves_by_a_word_and_a_span_never_becomes_empty(
    span: Span, edge: str, by: int, expected: str
) -> None:
    moved = moved_span(TEXT, span, edge, by)
    assert expected == TEXT[moved.start : moved.end]


@pytest.mark.parametrize(
    "wrong",
    [(Span(9, 11), "middle", 1), (Span(9, 11), "end", 2), (Span(9, 9), "end", 1), (Span(0, 999), "end", 1)],
)
def test_a_move_that_makes_no_sense_is_refused(wrong: tuple[Span, str, int]) -> None:
    with pytest.raises(
        UsageError,
        match=r"^Cannot move this span: it must lie in the text, and one edge moves by one word\.$",
    ):
        moved_span(TEXT, *wrong)


@given(st.text(alphabet="ab \n\u0627\u05d0\U0001f600", min_size=1, max_size=30), st.data())
def test_whatever_the_script_a_moved_span_lies_in_the_text_and_holds_something(
    text: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    edge, by = data.draw(st.sampled_from(["start", "end"])), data.draw(st.sampled_from([-1, 1]))
    moved = moved_span(text, Span(start, end), edge, by)
    assert 0 <= moved.start < moved.end <= len(text)


def test_selected_words_are_found_nearest_to_where_they_were_selected_whatever_the_line_breaks() -> None:
    assert Span(9, 18) == found_span(TEXT, "12 people", 0)
    assert TEXT.index("12 people came") == found_span(TEXT, "12  people", len(TEXT)).start
    found = found_span(TEXT, "among them four", 0)
    assert "among them\nfour" == TEXT[found.start : found.end]


@pytest.mark.parametrize("words", ["", "  ", "x" * 201])
def test_what_is_no_count_is_refused(words: str) -> None:
    with pytest.raises(
        UsageError,
        match=r"^Cannot take this as a count: select the words that state one number, at most 200 characters",
    ):
        found_span(TEXT, words, 0)


def test_words_that_stand_nowhere_are_refused() -> None:
    with pytest.raises(
        UsageError, match=r"^Cannot find '13' in the text of the document\. Select words of the text alone\.$"
    ):
        found_span(TEXT, "13", 0)


def test_offsets_are_code_points(make_document: object) -> None:
    text = "\U0001f600 \u0642\u064f\u062a\u0644 12"
    assert make_document
    assert isinstance(
        Document(id="a", sha256="0", media_type="text/plain", text=text, extractor="x"), Document
    )
    assert text.index("12") == found_span(text, "12", 0).start
