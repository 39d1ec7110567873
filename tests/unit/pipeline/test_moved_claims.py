from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from tollbook.model import Claim, Harm, Span
from tollbook.pipeline.moved_claims import moved

MakeClaim = Callable[..., Claim]


def in_sentence(claim: Claim, text: str) -> Claim:
    """Return the claim with the sentence around it, up to the full stops."""
    start = text.rfind(".", 0, claim.start) + 1
    end = text.find(".", claim.end) + 1 or len(text)
    start += len(text[start:end]) - len(text[start:end].lstrip())
    return replace(claim, sentence=Span(start, end))


def test_a_claim_is_found_where_its_sentence_stands_now(make_claim: MakeClaim) -> None:
    old_text, new_text = "Two died in Kesh. Nine fled.", "Menu | Home\nTwo died\nin Kesh. Nine fled."
    old = {"a": in_sentence(make_claim(old_text, "Two"), old_text)}
    new = {
        "x": in_sentence(make_claim(new_text, "Nine", harm=Harm.DISPLACED), new_text),
        "y": replace(make_claim(new_text, "Two"), sentence=Span(12, 29)),
    }
    assert {"a": "y"} == moved(old, old_text, new, new_text)


def test_of_claims_that_are_alike_the_first_goes_with_the_first(make_claim: MakeClaim) -> None:
    old_text = "Two died. Then. Two died."
    new_text = "Now. Two died. Then. Two died."
    old = {
        "a": in_sentence(make_claim(old_text, "Two"), old_text),
        "b": in_sentence(make_claim(old_text, "Two", at=5), old_text),
    }
    new = {
        "x": in_sentence(make_claim(new_text, "Two"), new_text),
        "y": in_sentence(make_claim(new_text, "Two", at=9), new_text),
    }
    assert {"a": "x", "b": "y"} == moved(old, old_text, new, new_text)


def test_where_the_sentence_was_cut_otherwise_the_words_around_tell(make_claim: MakeClaim) -> None:
    text = "In the old town of Kesh at noon on Tuesday the 3rd of March Two died when shells hit the market and its stalls"
    old = {"a": make_claim(text, "Two")}
    new = {"x": replace(make_claim(f"Home. {text}", "Two"), sentence=Span(20, len(text)))}
    assert {"a": "x"} == moved(old, text, new, f"Home. {text}")


def test_another_harm_or_another_sentence_is_another_claim(make_claim: MakeClaim) -> None:
    old_text, new_text = "Two died in Kesh.", "Two died in Torv."
    old = {"a": in_sentence(make_claim(old_text, "Two"), old_text)}
    assert {} == moved(old, old_text, {"x": in_sentence(make_claim(new_text, "Two"), new_text)}, new_text)
    hurt = in_sentence(make_claim(old_text, "Two", harm=Harm.INJURED), old_text)
    assert {} == moved(old, old_text, {"x": hurt}, old_text)


def test_a_reader_that_tells_no_sentences_is_followed_by_the_words_around(make_claim: MakeClaim) -> None:
    text = "Two died in Kesh. Nine fled."
    old = {"a": make_claim(text, "Two", sentence=Span(0, 0))}
    new = {"x": make_claim(f" {text}", "Two", sentence=Span(0, 0))}
    assert {"a": "x"} == moved(old, text, new, f" {text}")


def test_words_on_one_side_are_enough_where_no_other_claim_has_them(make_claim: MakeClaim) -> None:
    text = "Two died in Kesh. Nine fled."
    new_text = f"Home | News {text}"
    old = {"a": make_claim(text, "Two", sentence=Span(0, 17))}
    alone = {"x": make_claim(new_text, "Two", sentence=Span(0, 29))}
    assert {"a": "x"} == moved(old, text, alone, new_text)
    long = f"{text} It was the third time in a week that shells fell there."
    old = {"a": make_claim(long, "Two", sentence=Span(0, 17))}
    twice = f"Home {long} News {long}"
    several = {
        name: make_claim(twice, "Two", at=at, sentence=Span(0, len(twice)))
        for name, at in (("x", 0), ("y", 60))
    }
    assert {} == moved(old, long, several, twice)
