"""What is left undone for speed would have changed nothing."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tollbook.extract import tokens as tokens_module
from tollbook.extract.time_grammar import TimeGrammar
from tollbook.extract.time_words import time_lexicon
from tollbook.extract.tokens import tokenize

LEXICON = time_lexicon("en")
TREES = (
    LEXICON.parts,
    LEXICON.edges,
    LEXICON.about,
    LEXICON.amounts,
    LEXICON.relative,
    LEXICON.today,
    LEXICON.holidays,
)
WORDS_OF_TIME = sorted(
    LEXICON.openers
    | LEXICON.cores
    | LEXICON.stretches
    | {word for tree in TREES for runs in tree.values() for run in runs for word in run}
    | set("3 12 2004 1990s 9:30 a.m. - , . half ago more far recent of on to killed first straight".split())
)
FREQUENT = sorted(LEXICON.follow)
TIMES = st.lists(st.sampled_from(WORDS_OF_TIME) | st.sampled_from(FREQUENT), min_size=1, max_size=8)
ANY_SIGNS = st.text(alphabet="aZ\u00e9 1290.,:-/@'\u2019s\n\t\u00a0%kmt_(", max_size=40)


@given(TIMES)
def test_no_expression_of_time_is_missed_by_the_look_at_the_second_word(words: list[str]) -> None:
    text = " ".join(words)
    quick = TimeGrammar(text, 0, len(text), LEXICON)
    whole = TimeGrammar(text, 0, len(text), LEXICON._replace(follow={}))
    assert [whole.read(i) for i in whole.openings()] == [quick.read(i) for i in quick.openings()]


@given(ANY_SIGNS, st.data())
def test_a_text_cut_at_its_blanks_has_the_tokens_of_the_whole(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    matches = list(tokens_module._TOKEN.finditer(text, start, end))
    made = tokenize(text, start, end)
    assert [match.span() for match in matches] == list(zip(made.starts, made.ends, strict=True))
    assert [match[0] for match in matches] == made.words
    assert [tokens_module._SHAPES[match.lastindex or 0] for match in matches] == made.shapes
