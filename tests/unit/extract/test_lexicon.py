"""The lexicons beside the code."""

from __future__ import annotations

import pytest

from tollbook.extract.lexicon import load, words
from tollbook.model import Harm, Qualifier


def test_a_lexicon_is_read_once() -> None:
    assert load("en", "numbers") is load("en", "numbers")


def test_words_of_several_keys_are_one_set() -> None:
    assert {"killed", "injured"} >= set(load("en", "harms")["adjectives"]) & {"killed", "injured"}
    assert {"no", "none"} <= words("en", "numbers", "none") or words("en", "numbers", "units") >= {"one", "two"}


@pytest.mark.parametrize("table", ["object", "subject", "adjectives", "unit_nouns", "act_nouns", "tolls"])
def test_every_table_of_harm_is_keyed_by_harms(table: str) -> None:
    assert set() == set(load("en", "harms")[table]) - set(Harm)


@pytest.mark.parametrize("table", ["before", "after"])
def test_every_qualifying_word_names_a_qualifier(table: str) -> None:
    assert set() == set(load("en", "numbers")[table].values()) - set(Qualifier)


def test_a_language_without_lexicons_is_no_folder() -> None:
    with pytest.raises(FileNotFoundError):
        load("xx", "numbers")
