"""Words that tell names of places from other names, and how fine the places are."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from tollbook.extract.event_words import event_words
from tollbook.extract.lexicon import load
from tollbook.extract.name_words import names
from tollbook.extract.time_words import time_lexicon, time_words
from tollbook.extract.verbs import forms_of

SITE, PART_OF_TOWN, TOWN, DISTRICT, PROVINCE = 6.0, 5.0, 4.0, 3.0, 2.0
REGION, COUNTRY, WORLD_PART, WORLD = 1.5, 1.0, 0.5, 0.2
"""How fine a place is."""

UNKNOWN = 3.4
"""How fine a place is taken to be that nothing tells of: a town rather than a district."""

_LEVELS = {"site": SITE, "village": PART_OF_TOWN, "town": TOWN, "district": DISTRICT, "province": PROVINCE}


class PlaceWords(NamedTuple):
    """Words that tell names of places from other names.

    Attributes:
        kinds: how fine the place is, by the noun that is part of its name.
        of: nouns before "of" that a place follows.
        parts: words before a name that belong to the place.
        compass: the points of the compass.
        strong: prepositions that set an event in a place.
        weak: prepositions that may.
        reach: verbs whose object is the place of what is told.
        conquer: those of them whose object is seldom a person.
        particles: small words inside names.
        never: names that are no places.
        groups: last words of groups before "in" and "of" with a place in their names.
        countries: names of countries.
        regions: names of regions.
        world: names of parts of the world.
        cities: names of cities.
        peoples: words for peoples.
        titles: words before a person's name.
        calendar: names of days and months.
        media: names of bodies and outlets.
        events: nouns for events that harm.
        speech: verbs of speech and aftermath that take a place away from the event.
        aftermath: nouns for sites where those harmed elsewhere are brought.
        strikes: verbs that set an event even there.
    """

    kinds: dict[str, float]
    of: frozenset[str]
    parts: frozenset[str]
    compass: frozenset[str]
    strong: frozenset[str]
    weak: frozenset[str]
    reach: frozenset[str]
    conquer: frozenset[str]
    particles: frozenset[str]
    never: frozenset[str]
    groups: frozenset[str]
    countries: frozenset[str]
    regions: frozenset[str]
    world: frozenset[str]
    cities: frozenset[str]
    peoples: frozenset[str]
    titles: frozenset[str]
    calendar: frozenset[str]
    media: frozenset[str]
    events: frozenset[str]
    speech: frozenset[str]
    aftermath: frozenset[str]
    strikes: frozenset[str]


@cache
def place_words(language: str) -> PlaceWords:
    """Return the words that tell names of places from other names in a language."""
    data, nations, known, times = (
        load(language, "places"),
        load(language, "nations"),
        names(language),
        time_words(language),
    )
    kinds = {noun: _LEVELS[kind] for kind, nouns in data["kinds"].items() for noun in nouns}
    words = data["words"]
    lowered = {
        key: frozenset(name.lower() for name in nations[key])
        for key in ("countries", "regions", "world_regions")
    }
    return PlaceWords(
        kinds,
        frozenset(words["of"]),
        frozenset(words["parts"]),
        frozenset(words["compass"]),
        frozenset(words["strong"]),
        frozenset(words["weak"]),
        _forms(words["reach"]),
        _forms(words["conquer"]),
        frozenset(words["particles"]),
        frozenset(words["never"]),
        frozenset(words["groups"]) | known.bodies,
        lowered["countries"],
        lowered["regions"],
        lowered["world_regions"],
        known.places - lowered["countries"] - lowered["regions"] - lowered["world_regions"],
        known.peoples - known.places - lowered["countries"] - lowered["regions"] - lowered["world_regions"],
        known.titles,
        frozenset(
            {*times.months, *times.weekdays, *time_lexicon(language).weekdays, *_holiday_names(language)}
        ),
        known.media | known.bodies,
        event_words(language).events,
        event_words(language).said - _forms(words["reach"]) - _forms(words["scene"]),
        frozenset(words["aftermath"]),
        event_words(language).happen - _forms(words["outcomes"]),
    )


def _holiday_names(language: str) -> frozenset[str]:
    """Return the words that the names of holidays begin with and no place does ("Christmas", not "New" or "Good")."""
    runs = time_lexicon(language).holidays
    return frozenset(first for first, names in runs.items() if (first,) in names)


def _forms(verbs: list[str]) -> frozenset[str]:
    """Return every form of some verbs."""
    return frozenset(form for verb in verbs for form in forms_of(verb)[1])


def is_listed(name: str, words: PlaceWords) -> bool:
    """Tell whether a name in lower case stands in a list of places."""
    return name in words.cities or name in words.countries or name in words.regions or name in words.world
