"""The lexicons beside the code."""

from __future__ import annotations

import pytest

from tollbook.extract.lexicon import load, stored
from tollbook.model import Harm, Qualifier


def test_a_lexicon_is_read_once() -> None:
    assert load("en", "numbers") is load("en", "numbers")


@pytest.mark.parametrize("table", ["object", "subject", "adjectives", "unit_nouns", "act_nouns", "tolls"])
def test_every_table_of_harm_is_keyed_by_harms(table: str) -> None:
    assert set() == set(load("en", "harms")[table]) - set(Harm)


@pytest.mark.parametrize("table", ["before", "after"])
def test_every_qualifying_word_names_a_qualifier(table: str) -> None:
    assert set() == set(load("en", "numbers")[table].values()) - set(Qualifier)


def test_a_language_without_lexicons_is_no_folder() -> None:
    with pytest.raises(FileNotFoundError):
        load("xx", "numbers")


def test_a_stored_list_is_text() -> None:
    assert "soldier" in stored("en", "person-nouns.txt").splitlines()


def test_a_list_that_is_not_there_is_an_error_that_names_it() -> None:
    with pytest.raises(FileNotFoundError, match=r"no-such-list\.txt"):
        stored("en", "no-such-list.txt")
