from __future__ import annotations

from collections.abc import Callable

from tollbook.export.passage import passage
from tollbook.model import Claim, Document, Span

TEXT = (
    "One came. Two sang. Three left. At least 12 died in Kesh, five in Torv. Six ran. Seven hid. Eight wept."
)


def words(found: object) -> str:
    return "\n".join(
        "".join(piece.text for piece in paragraph) for paragraph in getattr(found, "paragraphs", ())
    )


def test_two_sentences_stand_on_either_side(
    make_document: Callable[..., Document], make_claim: Callable[..., Claim]
) -> None:
    start, end = TEXT.index("At least"), TEXT.index(" Six")
    claim = make_claim(TEXT, "At least 12", sentence=Span(start, end))
    found = passage(make_document(TEXT), [claim], claim)
    assert "Two sang. Three left. At least 12 died in Kesh, five in Torv. Six ran. Seven hid." == words(found)
    assert (True, True) == (found.before, found.after)


def test_neighbours_in_the_passage_are_marked_and_others_are_not(
    make_document: Callable[..., Document], make_claim: Callable[..., Claim]
) -> None:
    start, end = TEXT.index("At least"), TEXT.index(" Six")
    claims = [
        make_claim(TEXT, "One", number=1),
        make_claim(TEXT, "At least 12", sentence=Span(start, end)),
        make_claim(TEXT, "five", number=5, sentence=Span(start, end)),
    ]
    found = passage(make_document(TEXT), claims, claims[1])
    assert (1, 2) == found.claims
    marked = [piece.text for paragraph in found.paragraphs for piece in paragraph if piece.layers]
    assert ["At least 12", "five"] == marked


def test_at_the_ends_of_a_document_nothing_goes_on(
    make_document: Callable[..., Document], make_claim: Callable[..., Claim]
) -> None:
    text = "At least 12 died."
    claim = make_claim(text, "At least 12")
    found = passage(make_document(text), [claim], claim)
    assert (text, 0, False, False) == (words(found), found.start, found.before, found.after)


def test_a_claim_without_a_sentence_is_shown_among_its_words(
    make_document: Callable[..., Document], make_claim: Callable[..., Claim]
) -> None:
    claim = make_claim(TEXT, "five", number=5, sentence=Span(0, 0))
    assert "five" in words(passage(make_document(TEXT), [claim], claim))


def test_page_furniture_stays_marked_as_such(
    make_document: Callable[..., Document], make_claim: Callable[..., Claim]
) -> None:
    text = "Sign up now. At least 12 died."
    claim = make_claim(text, "At least 12", sentence=Span(13, len(text)))
    found = passage(make_document(text, furniture=(Span(0, 12),)), [claim], claim)
    assert ["Sign up now."] == [
        piece.text for paragraph in found.paragraphs for piece in paragraph if piece.furniture
    ]
