"""A sentence taken apart."""

from __future__ import annotations

from collections.abc import Callable

from tollbook.extract.parsing import take_apart
from tollbook.extract.sentence import Sentence, once_per_sentence
from tollbook.model import Span

Parse = Callable[[str], Sentence]


def test_tokens_and_tags_run_side_by_side(parse: Parse) -> None:
    sentence = parse("Shelling killed two people in Kesh.")
    assert len(sentence) == len(sentence.tags) == len(sentence.tokens)


def test_words_give_the_text_as_it_stands(parse: Parse) -> None:
    assert "more than  8,300" == parse("The flood displaced more than  8,300 people.").words(3, 6)


def test_outside_the_sentence_there_is_no_word_and_no_tag(parse: Parse) -> None:
    sentence = parse("Two died.")
    assert ("", "", "", "") == (sentence.word(-1), sentence.word(3), sentence.tag(-1), sentence.tag(3))


def test_a_phrase_is_found_by_its_first_token_by_its_end_and_by_what_it_holds(parse: Parse) -> None:
    sentence = parse("The two drivers died.")
    phrase = sentence.phrases[0]
    assert (phrase, phrase, phrase) == (sentence.starts[0], sentence.ends[3], sentence.phrase_over(1))
    assert sentence.phrase_over(3) is None


def test_capitals_are_noticed(parse: Parse) -> None:
    assert (True, False) == (parse("TWO DIED.").capitals, parse("Two died.").capitals)


def test_offsets_count_from_the_start_of_the_document() -> None:
    text = "It rained. Two people died."
    sentence = take_apart(text, Span(11, len(text)))
    quantity = sentence.quantities[0]
    assert "Two" == sentence.words(quantity.start, quantity.end) == text[11:14]


def test_an_answer_is_worked_out_once_for_each_sentence_and_question(parse: Parse) -> None:
    asked: list[tuple[str, int]] = []

    @once_per_sentence
    def word_at(sentence: Sentence, place: int) -> str:
        asked.append((sentence.words(0, 1), place))
        return sentence.word(place)

    one, other = parse("Two died."), parse("Three died.")
    assert ["two", "two", "died", "three"] == [
        word_at(one, 0),
        word_at(one, 0),
        word_at(one, 1),
        word_at(other, 0),
    ]
    assert [("Two", 0), ("Two", 1), ("Three", 0)] == asked
