from __future__ import annotations

from collections.abc import Callable

from tollbook.export.quotation import CUT, Quotation, quotation
from tollbook.model import Claim, Span


def test_the_sentence_is_cut_around_its_count(make_claim: Callable[..., Claim]) -> None:
    text = "It rained. At least 12 people\nwere killed. It stopped."
    claim = make_claim(text, "12", sentence=Span(11, 43))
    assert Quotation("At least ", "12", " people were killed.") == quotation(text, claim)


def test_a_long_sentence_is_cut_at_whole_words_and_says_so(make_claim: Callable[..., Claim]) -> None:
    text = "alpha beta gamma 12 delta epsilon zeta"
    claim = make_claim(text, "12")
    assert Quotation(f"{CUT} gamma ", "12", f" delta {CUT}") == quotation(text, claim, longest=10)


def test_one_endless_word_is_cut_all_the_same(make_claim: Callable[..., Claim]) -> None:
    text = "x" * 50 + "12" + "y" * 50
    claim = make_claim(text, "12")
    assert Quotation(f"{CUT}xxxxx", "12", f"yyyyy{CUT}") == quotation(text, claim, longest=5)


def test_where_no_sentence_is_told_the_words_around_stand_in(make_claim: Callable[..., Claim]) -> None:
    text = "Police said 12 were killed."
    claim = make_claim(text, "12", sentence=Span(0, 0))
    assert Quotation("Police said ", "12", " were killed.") == quotation(text, claim)


def test_a_count_over_two_lines_is_shown_on_one(make_claim: Callable[..., Claim]) -> None:
    text = "At\nleast 12 died."
    claim = make_claim(text, "At\nleast 12")
    assert Quotation("", "At least 12", " died.") == quotation(text, claim)
