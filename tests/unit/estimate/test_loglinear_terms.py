from __future__ import annotations

import pytest

from tollbook.errors import UsageError
from tollbook.estimate.loglinear_terms import (
    as_array,
    held_within,
    hierarchical_models,
    label,
    model_count,
    pairs,
    parse_label,
)


@pytest.mark.parametrize(
    ("lists", "order", "number"), [(3, 1, 1), (3, 2, 8), (4, 2, 64), (4, 3, 113), (5, 2, 1024), (5, 4, 6893)]
)
def test_there_are_as_many_models_as_are_known(lists: int, order: int, number: int) -> None:
    models = hierarchical_models(lists, order)
    assert (number, number) == (len(models), len(set(models)))
    assert number == model_count(lists, order, 10_000)


def test_counting_stops_just_beyond_the_limit() -> None:
    assert 101 == model_count(7, 3, 100)


@pytest.mark.parametrize("lists", [3, 4])
def test_every_model_holds_all_that_lies_within_its_terms(lists: int) -> None:
    for terms in hierarchical_models(lists, lists - 1):
        held = set(terms)
        assert sorted(held) == list(terms)
        assert all(part in held for term in held for part in range(term) if part & term == part)
        assert max(term.bit_count() for term in terms) < lists


@pytest.mark.parametrize("lists", [3, 4, 5])
def test_a_label_and_its_model_name_each_other(lists: int) -> None:
    models = hierarchical_models(lists, lists - 1)
    assert [parse_label(label(terms), lists) for terms in models] == list(models)
    assert len(models) == len({label(terms) for terms in models})


def test_many_lists_are_told_apart_by_dots() -> None:
    terms = parse_label("[1.2.10,4]", 11)
    assert "[1.2.10,3,4,5,6,7,8,9,11]" == label(terms)


@pytest.mark.parametrize("text", ["[15]", "[1a]", "[,]", "[0]", ""])
def test_what_names_no_model_is_refused(text: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse_label(text, 4)
    assert (
        f'Cannot fit the model "{text}": expected sets of list numbers from 1 to 4, '
        "as in [123,14]; from ten lists on with dots, as in [1.2.10,4]."
    ) == str(caught.value)


def test_pairs_are_sets_of_two() -> None:
    assert (3, 5, 6, 9, 10, 12) == pairs(4)


def test_rows_of_terms_end_with_minus_one() -> None:
    assert [[0, 1, -1, -1], [0, 1, 2, -1]] == as_array([(0, 1), (0, 1, 2)]).tolist()


def test_a_model_lies_within_those_that_hold_its_terms() -> None:
    assert [[True, True], [False, True]] == held_within([(0, 1), (0, 1, 2)], 4).tolist()
