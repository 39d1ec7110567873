"""The words for people of a language, and how English makes plurals of them."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from tollbook.extract.lexicon import load, stored


class People(NamedTuple):
    """The words for people of a language.

    Attributes:
        singular: nouns for one person.
        plural: nouns for several, and words that count persons after a number.
        groups: nouns for groups that a number does not make persons.
        number_groups: nouns whose singular states a number ("trio").
        kin: nouns that state one person after a possessive.
        two: plural nouns that state two persons after a possessive ("parents").
        things: nouns that are no people.
    """

    singular: frozenset[str]
    plural: frozenset[str]
    groups: frozenset[str]
    number_groups: dict[str, int]
    kin: frozenset[str]
    two: frozenset[str]
    things: frozenset[str]


_EN_MEN = ("german", "human", "roman", "ottoman", "shaman", "talisman", "mussulman", "norman", "brahman")


@cache
def people(language: str) -> People:
    """Return the words for people of a language."""
    data, nations = load(language, "people"), load(language, "nations")
    generated = _listed(language, "person-nouns.txt")
    singular = {*data["nouns"], *generated, *data["kin"]}
    irregular = data["plurals"]
    plural = {irregular.get(noun) or plural_of(noun) for noun in singular}
    demonyms: dict[str, str] = nations["demonyms"]
    both_numbers = {word for word in demonyms.values() if word in demonyms}
    things = {word for group in data["not_people"].values() for word in group}
    animals = _listed(language, "animal-nouns.txt")
    things |= animals | {plural_of(noun) for noun in animals}
    return People(
        frozenset(singular | {word.lower() for word in demonyms} - both_numbers),
        frozenset(plural | set(data["plural_only"]) | {word.lower() for word in demonyms.values()}),
        frozenset(data["groups"]),
        data["number_groups"],
        frozenset(data["kin"]),
        frozenset(data["kin_plural_two"]),
        frozenset(things - singular - plural),
    )


def _listed(language: str, name: str) -> frozenset[str]:
    """Return the words of a generated list, one a line."""
    lines = stored(language, name).splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


def plural_of(noun: str) -> str:
    """Return the regular plural of an English noun for a person."""
    if noun.endswith("man") and not noun.endswith(_EN_MEN):
        return noun[:-3] + "men"
    if noun.endswith("person"):
        return noun[:-6] + "people"
    if noun.endswith("child"):
        return noun + "ren"
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    if noun.endswith("wife"):
        return noun[:-2] + "ves"
    return noun + ("es" if noun.endswith(("s", "x", "z", "ch", "sh")) else "s")
