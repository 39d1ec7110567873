"""What is known of names in a language: places, peoples, titles, bodies, media."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from tollbook.extract.lexicon import load, stored


class Names(NamedTuple):
    """What is known of names in a language, in lower case.

    Attributes:
        places: names of countries, regions and cities.
        peoples: demonyms and adjectives of nation and belief.
        titles: last words of titles that stand before a person's name.
        bodies: nouns that end the name of a body.
        media: names and nouns of outlets.
    """

    places: frozenset[str]
    peoples: frozenset[str]
    titles: frozenset[str]
    bodies: frozenset[str]
    media: frozenset[str]


@cache
def names(language: str) -> Names:
    """Return what is known of names in a language."""
    nations, titles, bodies = (
        load(language, "nations"),
        load(language, "titles"),
        load(language, "organisations"),
    )
    cities = stored(language, "cities.txt")
    places = {line.lower() for line in cities.splitlines() if line and not line.startswith("#")}
    for key in ("countries", "world_regions", "regions", "more_cities"):
        places |= {name.lower() for name in nations[key]}
    peoples = {
        word.lower() for word in (*nations["adjectives"], *nations["demonyms"], *nations["demonyms"].values())
    }
    title_words = {
        word.rpartition(" ")[2].lower()
        for key in ("courtesy", "office", "military", "police", "religious")
        for word in titles[key]
    }
    return Names(
        frozenset(places),
        frozenset(peoples),
        frozenset(title_words | {word.rstrip(".") for word in title_words}),
        frozenset(word.lower() for word in bodies["bodies"]),
        frozenset(word.lower() for word in bodies["media"]),
    )
