from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from tollbook.estimate.decomposable import DecomposableGraphs, decomposable_graphs


def joined(graphs: DecomposableGraphs, graph: int) -> set[frozenset[int]]:
    """Return the pairs of lists that a graph joins."""
    pairs = [(one, other) for one in range(graphs.lists) for other in range(one)]
    return {frozenset(pair) for bit, pair in enumerate(pairs) if graphs.edges[graph] >> bit & 1}


def has_a_hole(edges: set[frozenset[int]], lists: int) -> bool:
    """Return whether some lists form a ring of four or more without a chord: the definition, word by word."""
    for size in range(4, lists + 1):
        for group in combinations(range(lists), size):
            inside = [edge for edge in edges if edge <= set(group)]
            degrees = [sum(place in edge for edge in inside) for place in group]
            if degrees == [2] * size and is_one_piece(set(group), inside):
                return True
    return False


def is_one_piece(group: set[int], edges: list[frozenset[int]]) -> bool:
    """Return whether the edges join all of the group."""
    reached = {min(group)}
    while more := {place for edge in edges if edge & reached for place in edge} - reached:
        reached |= more
    return reached == group


@pytest.mark.parametrize(
    ("lists", "number"), [(1, 1), (2, 2), (3, 8), (4, 61), (5, 822), (6, 18_154), (7, 617_675)]
)
def test_there_are_as_many_graphs_as_are_known(lists: int, number: int) -> None:
    assert number == len(decomposable_graphs(lists))


@pytest.mark.parametrize("lists", [3, 4, 5])
def test_every_graph_without_a_hole_is_there_once(lists: int) -> None:
    graphs = decomposable_graphs(lists)
    found = [frozenset(joined(graphs, graph)) for graph in range(len(graphs))]
    pairs = [frozenset(pair) for pair in combinations(range(lists), 2)]
    expected = {
        frozenset(edges)
        for size in range(len(pairs) + 1)
        for edges in combinations(pairs, size)
        if not has_a_hole(set(edges), lists)
    }
    assert len(found) == len(set(found))
    assert expected == set(found)


@pytest.mark.parametrize("lists", [4, 6])
def test_cliques_are_joined_within_and_signs_add_up_to_one_for_each_list(lists: int) -> None:
    graphs = decomposable_graphs(lists)
    for graph in range(0, len(graphs), 7):
        edges = joined(graphs, graph)
        totals = np.zeros(lists, dtype=int)
        for group, sign in zip(graphs.sets[graph], graphs.signs[graph], strict=True):
            members = [place for place in range(lists) if int(group) >> place & 1]
            assert all(frozenset(pair) in edges for pair in combinations(members, 2))
            totals[members] += sign
        assert [1] * lists == totals.tolist()


def test_graphs_are_called_by_their_cliques() -> None:
    graphs = decomposable_graphs(4)
    labels = [graphs.label(graph) for graph in range(len(graphs))]
    assert 61 == len(set(labels))
    assert {"[1][2][3][4]", "[123][134]", "[12][23][34]", "[1234]"} <= set(labels)
    assert "[12][14][23][34]" not in labels


def test_pairs_that_are_joined_are_counted() -> None:
    graphs = decomposable_graphs(4)
    assert [len(joined(graphs, graph)) for graph in range(61)] == graphs.edge_counts().tolist()
