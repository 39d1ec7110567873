"""Tokens and sentences of any text."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tollbook.extract.sentences import sentence_spans
from tollbook.extract.tokens import tokenize

ANY_TEXT = st.text(max_size=300) | st.text(
    alphabet="aZ\u00e9 1290.,:-'\u2019\u201c()\n\t$%\u202e\U0001f691", max_size=300
)


@given(ANY_TEXT)
def test_tokens_and_the_white_space_between_them_are_the_text(text: str) -> None:
    tokens = tokenize(text, 0, len(text))
    rebuilt, behind = "", 0
    for word, start, end in zip(tokens.words, tokens.starts, tokens.ends, strict=True):
        rebuilt += text[behind:start] + word
        behind = end
        assert word == text[start:end]
    assert text == rebuilt + text[behind:]


@given(ANY_TEXT)
def test_nothing_but_white_space_and_control_stands_between_tokens(text: str) -> None:
    tokens = tokenize(text, 0, len(text))
    covered = {i for start, end in zip(tokens.starts, tokens.ends, strict=True) for i in range(start, end)}
    left_out = {text[i] for i in range(len(text)) if i not in covered}
    assert set() == {char for char in left_out if not char.isspace()}


@given(ANY_TEXT)
def test_tokens_stand_in_order_and_never_overlap(text: str) -> None:
    tokens = tokenize(text, 0, len(text))
    assert all(end <= start for end, start in zip(tokens.ends, tokens.starts[1:], strict=False))


@given(ANY_TEXT, ANY_TEXT)
def test_the_text_before_a_stretch_moves_its_tokens_and_changes_none(before: str, text: str) -> None:
    whole = before + "\n\n" + text
    begin = len(before) + 2
    moved, alone = tokenize(whole, begin, len(whole)), tokenize(text, 0, len(text))
    assert (alone.words, alone.starts) == (moved.words, [start - begin for start in moved.starts])


@given(ANY_TEXT)
def test_sentences_stand_in_order_and_never_overlap(text: str) -> None:
    spans = list(sentence_spans(text))
    assert all(one.end <= other.start for one, other in pairwise(spans))


@given(ANY_TEXT)
def test_sentences_hold_all_that_is_not_white_space(text: str) -> None:
    covered = {i for start, end in sentence_spans(text) for i in range(start, end)}
    assert [] == [i for i, char in enumerate(text) if not char.isspace() and i not in covered]


@given(ANY_TEXT)
def test_sentences_begin_and_end_with_what_is_no_white_space(text: str) -> None:
    sentences = [text[start:end] for start, end in sentence_spans(text)]
    assert sentences == [sentence.strip() for sentence in sentences]
    assert "" not in sentences
