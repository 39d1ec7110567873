from __future__ import annotations

from collections.abc import Callable, Sequence

from hypothesis import given
from hypothesis import strategies as st

from tollbook.export.marks import Layer, Piece, paragraphs
from tollbook.model import Claim, Document, Harm, Qualifier, Scope, Span


def plain(text: str) -> Piece:
    return Piece(text, (), furniture=False)


def test_a_count_is_one_piece_between_the_words_around_it(
    make_claim: Callable[..., Claim], make_document: Callable[..., Document]
) -> None:
    text = "In Kesh 12 died."
    whole = Piece("12", (Layer(0, first=True, last=True),), furniture=False)
    assert [[plain("In Kesh "), whole, plain(" died.")]] == list(
        paragraphs(make_document(text), [make_claim(text, "12")])
    )


def test_two_claims_on_one_count_lie_on_one_piece(
    make_claim: Callable[..., Claim], make_document: Callable[..., Document]
) -> None:
    text = "12"
    claims = [make_claim(text, "12"), make_claim(text, "12", harm=Harm.INJURED)]
    layers = (Layer(0, first=True, last=True), Layer(1, first=True, last=True))
    assert [[Piece("12", layers, furniture=False)]] == list(paragraphs(make_document(text), claims))


def test_counts_that_overlap_are_cut_where_they_meet(
    make_claim: Callable[..., Claim], make_document: Callable[..., Document]
) -> None:
    text = "ten or twelve men"
    claims = [make_claim(text, "ten or twelve"), make_claim(text, "twelve men")]
    (pieces,) = paragraphs(make_document(text), claims)
    assert [
        Piece("ten or ", (Layer(0, first=True, last=False),), furniture=False),
        Piece(
            "twelve", (Layer(0, first=False, last=True), Layer(1, first=True, last=False)), furniture=False
        ),
        Piece(" men", (Layer(1, first=False, last=True),), furniture=False),
    ] == pieces


def test_the_longer_count_lies_outside(
    make_claim: Callable[..., Claim], make_document: Callable[..., Document]
) -> None:
    text = "seven of the eleven"
    claims = [make_claim(text, "eleven"), make_claim(text, "seven of the eleven")]
    (pieces,) = paragraphs(make_document(text), claims)
    assert (1, 0) == tuple(layer.claim for layer in pieces[-1].layers)


def test_furniture_is_a_piece_of_its_own(make_document: Callable[..., Document]) -> None:
    document = make_document("News. Please donate.", furniture=(Span(6, 20),))
    assert [[plain("News. "), Piece("Please donate.", (), furniture=True)]] == list(paragraphs(document, []))


def test_blank_lines_part_paragraphs_and_single_breaks_stay(make_document: Callable[..., Document]) -> None:
    assert [[plain("one\ntwo")], [plain("three")]] == list(
        paragraphs(make_document("one\ntwo\n \n\nthree\n"), [])
    )


def test_line_breaks_part_paragraphs_where_no_line_is_blank(make_document: Callable[..., Document]) -> None:
    assert [[plain("one")], [plain("two")]] == list(paragraphs(make_document("\none\ntwo\n"), []))


def test_a_count_over_two_paragraphs_begins_once(
    make_claim: Callable[..., Claim], make_document: Callable[..., Document]
) -> None:
    text = "At least\n12 died"
    pieces = [
        piece
        for each in paragraphs(make_document(text), [make_claim(text, "At least\n12")])
        for piece in each
    ]
    assert [True, False] == [piece.layers[0].first for piece in pieces if piece.layers]


def test_text_of_white_space_has_no_paragraphs(make_document: Callable[..., Document]) -> None:
    assert [] == list(paragraphs(make_document(" \n "), []))


@st.composite
def texts_with_spans(draw: st.DrawFn) -> tuple[str, list[Span]]:
    text = draw(st.text("ab \n", min_size=1, max_size=30))
    edges = st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))
    spans = [Span(min(pair), max(pair)) for pair in draw(st.lists(edges, max_size=5)) if pair[0] != pair[1]]
    return text, sorted(spans)


def claims_on(text: str, spans: Sequence[Span]) -> list[Claim]:
    return [
        Claim(
            start=start, end=end, count=text[start:end], low=1, high=1,
            qualifier=Qualifier.EXACT, harm=Harm.KILLED, scope=Scope.INCIDENT,
        )
        for start, end in spans
    ]  # fmt: skip


@given(texts_with_spans())
def test_every_word_is_shown_once_and_in_order(drawn: tuple[str, list[Span]]) -> None:
    text, spans = drawn
    document = Document(id="a", sha256="", media_type="text/plain", extractor="x", text=text)
    shown = "".join(piece.text for each in paragraphs(document, claims_on(text, spans)) for piece in each)
    assert "".join(text.split()) == "".join(shown.split())


@given(texts_with_spans())
def test_every_count_with_words_begins_in_at_most_one_piece_and_is_covered(
    drawn: tuple[str, list[Span]],
) -> None:
    text, spans = drawn
    document = Document(id="a", sha256="", media_type="text/plain", extractor="x", text=text)
    pieces = [piece for each in paragraphs(document, claims_on(text, spans)) for piece in each]
    for i, (start, end) in enumerate(spans):
        layers = [(piece.text, layer) for piece in pieces for layer in piece.layers if layer.claim == i]
        assert sum(layer.first for _, layer in layers) <= 1
        assert "".join(text[start:end].split()) == "".join("".join(words for words, _ in layers).split())
