"""The part-of-speech tagger."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tollbook.extract import tags as tags_module
from tollbook.extract.tag_features import LETTER_OF, TAGS, has_empty_capitals, keys_of
from tollbook.extract.tags import tag
from tollbook.extract.tokens import tokenize


def tagged(text: str) -> list[tuple[str, str]]:
    """Return the words of a text with their tags."""
    tokens = tokenize(text, 0, len(text))
    return list(zip(tokens.words, tag(tokens), strict=True))


def tag_of(word: str, text: str) -> str:
    """Return the tag of the first such word in a text."""
    return dict(reversed(tagged(text)))[word]


def test_no_tokens_give_no_tags() -> None:
    expected: list[object] = []
    assert expected == tagged("")


def test_every_token_has_one_tag_of_the_list() -> None:
    text = "On 2024-05-03 at 14:30, \u201cthree\u201d T-72s (€2.5m) hit Kesh\u2019s N\u2019Dalo... naïve — www.kesh.example #1 🚑"
    tokens = tokenize(text, 0, len(text))
    tags = tag(tokens)
    assert len(tokens) == len(tags)
    expected: list[object] = []
    assert expected == [name for name in tags if name not in TAGS]


def test_the_same_words_have_the_same_tags_wherever_the_sentence_stands() -> None:
    sentence = "Shelling killed two people in Odra-Vel."
    text = "They left. " + sentence
    assert tag(tokenize(sentence, 0, len(sentence))) == tag(tokenize(text, 11, len(text)))


@pytest.mark.parametrize("number", ["12", "1,200", "3.5", "14:30", "2024-05-03"])
def test_numbers_are_cardinal(number: str) -> None:
    expected = "CD"
    assert expected == tag_of(number, f"It was {number} then.")


def test_a_number_tied_to_words_is_an_adjective() -> None:
    expected = "JJ"
    assert expected == tag_of("30-year-old", "A 30-year-old man died.")


@pytest.mark.parametrize(
    ("expected", "word", "text"),
    [
        ("VBD", "killed", "The blast killed three people."),
        ("VBN", "killed", "Three people were killed in the blast."),
        ("VBN", "killed", "The men killed in the raid were buried on Friday."),
        ("VBG", "killing", "A bomb went off, killing three people."),
        ("VBN", "wounded", "At least 20 people have been wounded."),
        ("VBD", "wounded", "Gunmen wounded two policemen."),
        ("VBN", "wounded", "Two people were killed and nine people were wounded."),
        ("VBN", "maimed", "Dozens were maimed by mines."),
        ("VBD", "maimed", "The mine maimed two farmers."),
        ("VBN", "garrotted", "He had been garrotted."),
        ("VBG", "maiming", "Mines went off, maiming several farmers."),
        ("VBD", "said", "The ministry said two soldiers died."),
        ("VBD", "left", "The attack left six people dead."),
        ("VBN", "found", "The bodies were found on Monday."),
        ("VBD", "found", "Rescuers found two bodies."),
        ("VBN", "held", "They are being held in a camp."),
        ("JJ", "dead", "Six people were found dead."),
        ("JJ", "missing", "Nine people are missing."),
        ("JJ", "Arvenian", "The Arvenian army said so."),
        ("NNP", "Kesh", "They left the town of Kesh."),
        ("POS", "'s", "The army's spokesman left."),
        ("VBZ", "'s", "It's raining."),
    ],
)
def test_words_of_harm_have_the_tag_of_their_place(expected: str, word: str, text: str) -> None:
    assert expected == tag_of(word, text)


@pytest.mark.parametrize(
    "text", ["THREE PEOPLE WERE KILLED IN THE BLAST", "Three People Were Killed In The Blast"]
)
def test_capitals_throughout_do_not_make_names_of_words(text: str) -> None:
    expected = ["CD", "NNS", "VBD", "VBN", "IN", "DT", "NN"]
    assert expected == [name for _, name in tagged(text)]


def test_capitals_are_empty_when_nearly_all_long_words_have_them() -> None:
    assert has_empty_capitals(["Three", "People", "Killed", "in", "Blast"])
    assert not has_empty_capitals(["Three", "people", "were", "killed", "near", "Kesh"])
    assert not has_empty_capitals(["Kesh"])


def test_keys_tell_words_at_the_start_from_names() -> None:
    words = ["“", "Troops", "left", "Kesh"]
    lower = [word.lower() for word in words]
    expected = ["“", "\x01troops", "left", "Kesh"]
    assert expected == keys_of(words, lower, capitals=False)
    expected = ["\x02“", "\x02troops", "\x02left", "\x02kesh"]
    assert expected == keys_of(words, lower, capitals=True)


def test_a_word_tagged_before_is_tagged_alike_when_met_again() -> None:
    text = "Gunmen killed a guard, the guard was killed, and those killed in the raid were buried near Kesh."
    tokens = tokenize(text, 0, len(text))
    assert tag(tokens) == tag(tokens)


@given(st.lists(st.integers(-1100, 1100), min_size=len(TAGS), max_size=len(TAGS)), st.sampled_from(TAGS))
def test_a_guess_is_taken_only_where_its_tag_is_the_first_of_the_best(scores: list[int], guess: str) -> None:
    total = tags_module._MIDDLE + sum(score << (16 * place) for place, score in enumerate(scores))
    _, shift, base = tags_module._GUESSES[LETTER_OF[guess]]
    lane = (total >> shift) & tags_module._LANE
    taken = (lane * tags_module._ONES + base - total) & tags_module._GUARDS == tags_module._GUARDS
    assert taken == (scores.index(max(scores)) == TAGS.index(guess))
