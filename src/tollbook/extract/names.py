"""Names: of persons, with their titles, as against names of places and bodies."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, NamedTuple

from tollbook.extract.lexicon import load

if TYPE_CHECKING:
    from tollbook.extract.phrases import Phrase
    from tollbook.extract.sentence import Sentence


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
    cities = resources.files(__package__).joinpath("data", language, "cities.txt").read_text(encoding="utf-8")
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


_NOT_NAMES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june"
    " july august september october november december internet war battle operation hurricane"
    " typhoon cyclone storm tropical river lake mount street avenue road bridge airport square"
    " palace island islands sea ocean valley province district state city county hospital university"
    " school college church mosque temple prison camp base act treaty agreement cup league".split()
)


def names_a_person(sentence: Sentence, phrase: Phrase, language: str = "en") -> bool:
    """Tell whether a phrase of proper nouns names one person.

    Args:
        sentence: the sentence.
        phrase: a phrase whose head is a proper noun.
        language: whose words to use.
    """
    known = names(language)
    lower = sentence.lower[phrase.start : phrase.end]
    full = " ".join(lower)
    head = lower[-1]
    if full in known.places or head in known.places or head in known.peoples:
        return has_title(sentence, phrase, language)
    if any(word in _NOT_NAMES for word in lower) or head in known.bodies or head in known.media:
        return False
    word = sentence.tokens.words[phrase.head]
    if word.isupper() and len(word) > 1 and not sentence.capitals:
        return has_title(sentence, phrase, language)
    return not any(char.isdigit() for char in word)


def has_title(sentence: Sentence, phrase: Phrase, language: str = "en") -> bool:
    """Tell whether a title stands in a phrase before its last word ("President Ana Ruiz")."""
    known = names(language)
    return any(word in known.titles for word in sentence.lower[phrase.start : phrase.head])
