from __future__ import annotations

import pytest

from tollbook.errors import DamagedInput, UsageError
from tollbook.estimate.datasets import datasets, load, read_pinned

NAMES = list(datasets())


@pytest.mark.parametrize("name", NAMES)
def test_a_table_holds_what_is_said_of_it(name: str) -> None:
    said, table = datasets()[name], load(name)
    assert (said.lists, said.people) == (len(table.lists), table.observed)
    assert () == table.notes


@pytest.mark.parametrize("name", NAMES)
def test_every_table_names_what_it_is_and_where_it_was_published(name: str) -> None:
    said = datasets()[name]
    assert said.title
    assert said.citation


def test_a_table_that_is_not_there_is_refused() -> None:
    with pytest.raises(UsageError) as caught:
        load("arvenia")
    assert f'There is no dataset "arvenia". There are: {", ".join(NAMES)}.' == str(caught.value)


def test_bytes_other_than_the_pinned_ones_are_refused() -> None:
    said = datasets()["kosovo-1999"]
    with pytest.raises(DamagedInput) as caught:
        read_pinned(b"A,B,count\n1,1,3\n", said)
    assert (
        "Cannot read the dataset kosovo-1999: its SHA-256 is "
        "c9e207c971361fa24f604207c6ddafacde7537dade2120793754e379d5dc9a94, "
        f"expected {said.sha256}. Install Tollbook again."
    ) == str(caught.value)


def test_the_two_versions_of_new_orleans_differ_in_one_person_on_two_lists() -> None:
    one, other = load("new-orleans-5lists-n186"), load("new-orleans-5lists-n185")
    both = {
        history
        for history in {*one.counts, *other.counts}
        if one.counts.get(history) != other.counts.get(history)
    }
    assert {0b01100} == both
    assert (2, 1) == (one.counts[0b01100], other.counts[0b01100])


def test_merged_and_unmerged_lists_hold_the_same_people() -> None:
    assert load("uk-2013-5lists").observed == load("uk-2013-6lists").observed
    assert load("gaza-2023-2024").counts == load("gaza-2023-2024-by-age-sex-month").counts


def test_people_whose_age_is_not_known_are_kept_as_such() -> None:
    table = load("gaza-2023-2024-by-age-sex")
    assert ("age_band", "sex") == table.covariates
    assert any(None in cell.covariates for cell in table.cells)
