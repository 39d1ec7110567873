"""Invented lists of people with known truth, linked once for all tests."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pytest

from tollbook.link.columns import PersonList
from tollbook.link.linking import LinkModel, link_model
from tollbook.link.parts import NameOrder

GIVEN = "Amira Tarek Solen Yusef Lina Maro Dara Neval Orin Sefa Kamal Rada Timur Zehra Ilan Nadim Vera Hasan Mirko Salma".split()
GIVEN += [f"{each[:4]}{ending}" for each in GIVEN for ending in ("ovan", "ush", "edda")]
FAMILY = "Kesh Vela Odran Bessar Tolan Marun Hadad Zoren Felik Qasan Rumel Sarid Tamber Ulvan Wessel".split()
FAMILY += [f"{each}{ending}" for each in FAMILY for ending in ("ari", "opol", "und")]

People = list[tuple[str, str, float]]


def invented_people(count: int, seed: int) -> People:
    """Return names of four parts, sexes and ages."""
    chance = np.random.default_rng(seed)
    return [
        (
            " ".join([*chance.choice(GIVEN, 3), str(chance.choice(FAMILY))]),
            str(chance.choice(["f", "m"])),
            float(chance.integers(0, 90)),
        )
        for _ in range(count)
    ]


def misspelt(name: str, chance: np.random.Generator) -> str:
    """Return a name as another clerk might write it."""
    for one, other in (("ee", "i"), ("a", "aa"), ("s", "ss"), ("k", "q"), ("v", "w")):
        if chance.random() < 0.15:
            name = name.replace(one, other, 1)
    return name


def as_list(name: str, people: People, ids: Sequence[int], *, clean: bool = True) -> PersonList:
    """Return people as a list; the id says who they are."""
    fields: dict[str, list[Any]] = {
        "name": [each[0] for each in people],
        "sex": [each[1] for each in people],
        "age": [each[2] for each in people],
    }
    return PersonList(
        name=name, ids=[f"{name}-{each}" for each in ids], fields=fields, clean=clean, order=NameOrder.CHAIN
    )


@pytest.fixture(scope="session")
def two_lists() -> tuple[PersonList, PersonList]:
    """Return two clean lists of 300 and 350 people that share 200."""
    chance = np.random.default_rng(5)
    people = invented_people(450, 3)
    first = as_list("hospital", people[:300], range(300))
    later = [(misspelt(name, chance), sex, age) for name, sex, age in people[100:450]]
    return first, as_list("ministry", later, range(100, 450))


@pytest.fixture(scope="session")
def linked(two_lists: tuple[PersonList, PersonList]) -> LinkModel:
    """Return the two lists linked without any decision."""
    return link_model(two_lists)


@pytest.fixture(scope="session")
def truth() -> Callable[[LinkModel], np.ndarray]:
    """Return a function that says of each candidate pair whether it is one person."""

    def of(model: LinkModel) -> np.ndarray:
        ids = np.array([int(each.rsplit("-", 1)[1]) for people in model.lists for each in people.ids])
        return np.asarray(ids[model.scored.pairs.left] == ids[model.scored.pairs.right])

    return of


@pytest.fixture(scope="session")
def people() -> Callable[[int, int], People]:
    """Return a maker of invented people."""
    return invented_people


@pytest.fixture(scope="session")
def listed() -> Callable[..., PersonList]:
    """Return a maker of lists."""
    return as_list
