from __future__ import annotations

import numpy as np
import pytest

from tollbook.estimate.existence import existence
from tollbook.estimate.loglinear_terms import parse_label
from tollbook.model import Ground, Refusal

ARTIFICIAL = np.array([0.0, 40, 30, 6, 20, 0, 0, 0])
"""Table 2 of Chan, Silverman & Vincent 2021."""


@pytest.mark.parametrize("label", ["[1,2,3]", "[13,2]", "[23,1]", "[13,23]"])
def test_models_without_the_overlapping_pair_exist_and_are_identified(label: str) -> None:
    found = existence(ARTIFICIAL, parse_label(label, 3))
    assert (True, True) == (found.exists, found.is_identified)
    assert () == found.refusals(parse_label(label, 3))


@pytest.mark.parametrize("label", ["[12,3]", "[12,13]", "[12,23]"])
def test_models_with_that_pair_have_no_maximum(label: str) -> None:
    found = existence(ARTIFICIAL, parse_label(label, 3))
    assert (False, 0.0) == (found.exists, found.least)
    reason = "the likelihood has no maximum: a history that nobody has can be made ever less likely"
    expected = Refusal(ground=Ground.NO_MAXIMUM, reason=reason, subject=label)
    assert expected in found.refusals(parse_label(label, 3))


def test_all_three_pairs_have_a_maximum_that_is_not_identified() -> None:
    terms = parse_label("[12,13,23]", 3)
    found = existence(ARTIFICIAL, terms)
    assert (True, False, 5, 4) == (found.exists, found.is_identified, found.parameters, found.rank)
    assert (5, 6) == found.at_minus_infinity
    reason = "5 parameters, and the counts tell 4 of them apart"
    assert (Refusal(ground=Ground.NOT_IDENTIFIED, reason=reason, subject="[12,13,23]"),) == found.refusals(
        terms
    )


def test_a_table_without_zeros_has_everything() -> None:
    found = existence(np.array([0.0, 4, 3, 2, 5, 1, 1, 2]), parse_label("[12,13,23]", 3))
    assert (1.0, True, ()) == (found.least, found.is_identified, found.at_minus_infinity)
