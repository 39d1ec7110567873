"""The reader as a whole."""

from __future__ import annotations

from collections.abc import Callable

from tollbook.extract.reader import GrammarReader, extract_claims
from tollbook.model import Document, Harm, Reader, Span

TEXT = (
    "At least 12 people, including four children, were killed when shells hit a market in Kesh on Tuesday, "
    "the regional hospital said. Thirty were wounded."
)


def test_the_grammar_is_a_reader() -> None:
    reader: Reader = GrammarReader()
    assert frozenset({"en"}) == reader.languages()


def test_claims_come_in_text_order_with_their_words(make_document: Callable[..., Document]) -> None:
    claims = extract_claims(make_document(TEXT))
    assert [
        ("At least 12", 12, None, Harm.KILLED, False),
        ("four", 4, 4, Harm.KILLED, True),
        ("Thirty", 30, 30, Harm.INJURED, False),
    ] == [(claim.count, claim.low, claim.high, claim.harm, claim.part_of) for claim in claims]


def test_every_count_stands_in_the_text_and_in_its_sentence(make_document: Callable[..., Document]) -> None:
    for claim in extract_claims(make_document(TEXT)):
        start, end = claim.sentence
        assert claim.count == TEXT[claim.start : claim.end]
        assert start <= claim.start < claim.end <= end


def test_every_phrase_says_where_its_words_stand(make_document: Callable[..., Document]) -> None:
    claim = extract_claims(make_document(TEXT))[0]
    assert {"place", "when", "claimant"} == {name for name, _ in claim.spans}
    assert [] == [name for name, (start, end) in claim.spans if getattr(claim, name) != TEXT[start:end]]


def test_reading_twice_gives_the_same(make_document: Callable[..., Document]) -> None:
    document = make_document(TEXT)
    assert extract_claims(document) == extract_claims(document)


def test_a_language_without_a_grammar_has_no_claims(make_document: Callable[..., Document]) -> None:
    assert () == extract_claims(make_document(TEXT, language="xx"))


def test_an_unknown_language_is_read_as_english(make_document: Callable[..., Document]) -> None:
    document = make_document(TEXT, language=None)
    assert 3 == len(extract_claims(document))


def test_page_furniture_yields_no_claims(make_document: Callable[..., Document]) -> None:
    document = make_document(TEXT, furniture=(Span(0, len(TEXT)),))
    assert () == extract_claims(document)


def test_letters_that_grow_in_lower_case_move_no_offset(make_document: Callable[..., Document]) -> None:
    text = "\u0130\u0130\u0130 In Kesh 12 people were killed."
    assert ["12"] == [claim.count for claim in extract_claims(make_document(text))]


def test_the_reader_names_itself(make_document: Callable[..., Document]) -> None:
    assert {GrammarReader.name} == {claim.reader for claim in extract_claims(make_document(TEXT))}
