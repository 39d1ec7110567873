from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tollbook.link.assignment import clusters, one_to_one_links
from tollbook.link.folding import folded
from tollbook.link.name_scores import name_pair_score
from tollbook.link.parts import NameOrder, parts_of
from tollbook.link.romanising import romanised
from tollbook.link.skeletons import skeleton
from tollbook.link.training import shared_out

texts = st.text(max_size=300)
letters = st.text(alphabet="abcdefghالعبدكيشгдежשקל -,'", max_size=30)


@given(texts)
def test_folding_what_is_folded_changes_nothing(text: str) -> None:
    assert folded(text) == folded(folded(text))


@given(texts)
def test_a_romanised_name_has_the_letters_a_to_z_and_single_spaces(text: str) -> None:
    latin = romanised(text)
    assert set(latin) <= set("abcdefghijklmnopqrstuvwxyz ")
    assert " ".join(latin.split()) == latin


@given(texts, st.sampled_from(NameOrder))
def test_any_text_has_parts_none_of_them_empty(text: str, order: NameOrder) -> None:
    assert all(parts_of(text, order).keys)


@given(letters)
def test_a_skeleton_is_empty_only_for_nothing(text: str) -> None:
    assert bool(text.strip()) == bool(skeleton(text))


@given(letters, letters)
def test_a_score_lies_between_0_and_1(one: str, other: str) -> None:
    assert 0 <= name_pair_score(one, other) <= 1


edges = st.lists(
    st.tuples(st.integers(0, 6), st.integers(7, 13), st.floats(0.01, 0.99)),
    max_size=25,
    unique_by=lambda edge: edge[:2],
)


@given(edges)
def test_in_a_one_to_one_linkage_nobody_is_linked_twice(edges: list[tuple[int, int, float]]) -> None:
    left, right = (np.array([edge[side] for edge in edges], dtype=np.int64) for side in (0, 1))
    links = one_to_one_links(left, right, np.array([edge[2] for edge in edges]))
    assert len(links) == len(set(left[links])) == len(set(right[links]))


@given(edges)
def test_no_other_single_link_could_be_added(edges: list[tuple[int, int, float]]) -> None:
    left, right = (np.array([edge[side] for edge in edges], dtype=np.int64) for side in (0, 1))
    chance = np.array([edge[2] for edge in edges])
    links = one_to_one_links(left, right, chance, 0.5)
    free = [
        place
        for place in range(len(edges))
        if left[place] not in left[links] and right[place] not in right[links]
    ]
    assert [] == [place for place in free if chance[place] > 0.5]


@given(edges)
def test_groups_are_whole_and_clean_lists_stand_in_them_once(edges: list[tuple[int, int, float]]) -> None:
    left, right = (np.array([edge[side] for edge in edges], dtype=np.int64) for side in (0, 1))
    odds = np.log(np.array([edge[2] for edge in edges]) / (1 - np.array([edge[2] for edge in edges])))
    lists = np.repeat([0, 1], 7)
    person = clusters(14, left, right, odds, lists, np.array([True, False]))
    for each in set(person.tolist()):
        assert (person[person == each] == each).all()
        assert (lists[person == each] == 0).sum() <= 1


@given(edges)
def test_what_look_alikes_share_is_one_person_at_most(edges: list[tuple[int, int, float]]) -> None:
    left, right = (np.array([edge[side] for edge in edges], dtype=np.int64) for side in (0, 1))
    shared = shared_out(np.array([10 * edge[2] for edge in edges]), left, right)
    for side in (left, right):
        assert (np.bincount(side, shared, minlength=14) <= 1 + 1e-9).all()
