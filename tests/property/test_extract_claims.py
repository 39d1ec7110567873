"""What holds for the claims of any text."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from tollbook.extract.reader import GrammarReader
from tollbook.model import Claim, Document

PIECES = st.sampled_from(
    [
        "At least 12 people",
        "Two soldiers and a girl",
        "Mayor Ana Lom",
        "A policeman",
        "Dozens",
        "No one",
        "A family of seven",
        "up to 40 villagers",
        "killed",
        "were killed",
        "was shot dead",
        "wounded 30",
        "have died",
        "were abducted",
        "took two nuns hostage",
        "dead or missing",
        "blew himself up",
        "including four children",
        "two of them women",
        "among them a priest",
        "of whom",
        "the death toll rose to",
        "43",
        "between 15 and 20",
        "in Kesh",
        "on Tuesday",
        "by the Northern Front",
        "the army said",
        "according to the hospital,",
        "officials denied that",
        "may have",
        "and",
        ",",
        "(",
        ")",
        "\u201c",
        "\u201d",
        "--",
        ":",
        ".",
        "\n\n",
        "\n",
        "not",
        "but",
        "who",
        "it put the figure at",
        "\U0001f691",
        "\u202e",
        "\x00",
        "\u0130",
        "'s",
    ]
)
NEWS = st.lists(PIECES, max_size=25).map(" ".join)
ANY_TEXT = st.text(max_size=200) | NEWS | st.tuples(NEWS, st.text(max_size=60), NEWS).map("".join)

UNRELATED = "\n\nThe market of Odra-Vel sells apples and pears. Its old mill was painted blue."


def claims_of(text: str) -> tuple[Claim, ...]:
    document = Document(
        id="any", sha256="", media_type="text/plain", text=text, extractor="test 1", language="en"
    )
    return GrammarReader().claims(document)


@given(ANY_TEXT)
@settings(max_examples=300)
@example("Hospitals took in dozens")
@example("Storm displaces hundreds")
@example("The toll")
@example("\u202eTwelve people were killed\u202c in Kesh.")
@example("\U0001f691 12 people \U0001f691 were killed \U0001f691.")
def test_every_claim_stands_in_the_text_where_it_says(text: str) -> None:
    for claim in claims_of(text):
        start, end = claim.sentence
        assert claim.count == text[claim.start : claim.end]
        assert start <= claim.start < claim.end <= end
        assert 0.0 <= claim.confidence <= 1.0
        assert [] == [name for name, (a, b) in claim.spans if getattr(claim, name) != text[a:b]]


@given(ANY_TEXT)
def test_reading_twice_gives_the_same_claims(text: str) -> None:
    assert claims_of(text) == claims_of(text)


@given(ANY_TEXT)
def test_claims_stand_in_text_order_and_none_twice(text: str) -> None:
    places = [(claim.start, claim.end, claim.harm) for claim in claims_of(text)]
    assert sorted(set(places)) == places


@given(NEWS)
def test_an_unrelated_paragraph_behind_changes_no_count_bound_or_harm(text: str) -> None:
    alone, followed = claims_of(text + "."), claims_of(text + "." + UNRELATED)
    assert [_core(claim) for claim in alone] == [_core(claim) for claim in followed]


def _core(claim: Claim) -> tuple[object, ...]:
    return (claim.start, claim.end, claim.count, claim.low, claim.high, claim.harm, claim.part_of)


def test_a_very_long_sentence_is_read() -> None:
    text = "In Kesh " + "and Torv " * 4000 + "12 people were killed."
    assert ["12"] == [claim.count for claim in claims_of(text)]


def test_very_many_counts_in_one_sentence_are_read() -> None:
    text = "The shell killed " + ", ".join(["two men"] * 200) + " and a boy."
    assert claims_of(text)
