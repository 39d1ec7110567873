"""Names of places in a sentence: how fine they are, and whether the sentence sets something there.

A name is taken for a place by what stands around it (a preposition, "the town of", "province"); lists of
known places only support that, so that a village nobody listed is read like a capital.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from tollbook.extract.accounts import account_words
from tollbook.extract.lexicon import load
from tollbook.extract.names import names
from tollbook.extract.time_words import time_words
from tollbook.extract.verbs import forms_of

if TYPE_CHECKING:
    from tollbook.extract.sentence import Sentence

SITE, PART_OF_TOWN, TOWN, DISTRICT, PROVINCE, REGION, COUNTRY, WORLD = 6.0, 5.0, 4.0, 3.0, 2.0, 1.5, 1.0, 0.2
"""How fine a place is."""

_NAME_TAGS = frozenset({"NNP", "NNPS"})
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
        particles: small words inside names.
        never: names that are no places.
        groups: last words of groups before "in" and "of" with a place in their names.
        countries: names of countries.
        regions: names of regions.
        world: names of parts of the world.
        cities: names of cities.
        peoples: words for peoples.
    """

    kinds: dict[str, float]
    of: frozenset[str]
    parts: frozenset[str]
    compass: frozenset[str]
    strong: frozenset[str]
    weak: frozenset[str]
    reach: frozenset[str]
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


class Toponym(NamedTuple):
    """A place named in a sentence, by its tokens.

    Attributes:
        start: first token of the span.
        end: the token after its last one.
        level: how fine it is.
        strong: whether the sentence sets something there.
        speaker: whether it only tells where a speaker is.
        origin: whether something comes from there.
        chain: number of the chain of places, each inside the next, that it belongs to.
    """

    start: int
    end: int
    level: float
    strong: bool
    speaker: bool
    origin: bool
    chain: int


@cache
def place_words(language: str) -> PlaceWords:
    """Return the words that tell names of places from other names in a language."""
    data, nations, known, times = load(language, "places"), load(language, "nations"), names(language), time_words(language)
    kinds = {noun: _LEVELS[kind] for kind, nouns in data["kinds"].items() for noun in nouns}
    words = data["words"]
    lowered = {key: frozenset(name.lower() for name in nations[key]) for key in ("countries", "regions", "world_regions")}
    return PlaceWords(
        kinds,
        frozenset(words["of"]),
        frozenset(words["parts"]),
        frozenset(words["compass"]),
        frozenset(words["strong"]),
        frozenset(words["weak"]),
        frozenset(form for verb in words["reach"] for form in forms_of(verb)[1]),
        frozenset(words["particles"]),
        frozenset(words["never"]),
        frozenset(words["groups"]),
        lowered["countries"],
        lowered["regions"],
        lowered["world_regions"],
        known.places - lowered["countries"] - lowered["regions"] - lowered["world_regions"],
        known.peoples,
        known.titles,
        frozenset({*times.months, *times.weekdays}),
    )


def toponyms(sentence: Sentence, language: str = "en") -> list[Toponym]:
    """Return the places named in a sentence, in text order.

    Args:
        sentence: the sentence.
        language: whose words to use.
    """
    words = place_words(language)
    found: list[Toponym] = []
    i = 0
    while i < len(sentence):
        end = _name_end(sentence, i, words)
        if end == i:
            place = _capital_noun(sentence, i, words, language)
            if place is not None:
                found.append(place)
                i = place.end
                continue
            i += 1
            continue
        place = _place(sentence, i, end, words, language)
        if place is not None:
            found.append(place)
        i = max(end, place.end if place is not None else end)
    return _chained(sentence, found, words)


def _is_name(sentence: Sentence, i: int) -> bool:
    """Tell whether a token can be part of a name: written with a capital, and no ordinary word at a sentence's start."""
    word = sentence.tokens.words[i]
    if not word[0].isupper():
        return False
    if sentence.capitals:
        return sentence.tags[i] in _NAME_TAGS
    return sentence.tags[i] in _NAME_TAGS or (i > 0 and sentence.tags[i] in ("JJ", "NN", "NNS", "FW", "VBG", "VBN"))


def _name_end(sentence: Sentence, i: int, words: PlaceWords) -> int:
    """Return the token after the name that begins at token `i`, or `i` when none does."""
    starts = _is_name(sentence, i) or (
        sentence.lower[i] in ("al", "el") and i + 1 < len(sentence) and _is_name(sentence, i + 1)
    )
    if not starts or sentence.lower[i] in words.calendar:
        return i
    j = i + 1
    while j < len(sentence):
        if _is_name(sentence, j) and sentence.lower[j] not in words.calendar:
            j += 1
        elif sentence.lower[j] in ("'s", "'") and _named_site(sentence, j, words):
            j += 2
        elif sentence.lower[j] == "of" and _joins_by_of(sentence, i, j, words):
            j += 2
        elif (sentence.lower[j] in words.particles or sentence.lower[j] in ("-", "&")) and j + 1 < len(sentence) and (
            _is_name(sentence, j + 1) and sentence.tags[j + 1] in _NAME_TAGS
        ):
            j += 2
        elif sentence.lower[j] == "." and sentence.lower[j - 1] in ("st", "ft", "mt") and j + 1 < len(sentence):
            j += 1
        else:
            break
    return j


def _named_site(sentence: Sentence, j: int, words: PlaceWords) -> bool:
    """Tell whether the possessive mark at token `j` stands inside a site's name ("Luigi's Restaurant")."""
    known = sentence.lower[j - 1] in words.cities or sentence.lower[j - 1] in words.countries
    return (
        not known
        and j + 1 < len(sentence)
        and sentence.tokens.words[j + 1][0].isupper()
        and words.kinds.get(sentence.lower[j + 1], 0.0) >= SITE
    )


def _joins_by_of(sentence: Sentence, i: int, j: int, words: PlaceWords) -> bool:
    """Tell whether "of" at token `j` stands inside a name ("University of Kesh", "Gulf of Arvenia")."""
    noun = sentence.lower[j - 1]
    full = " ".join(sentence.lower[i : j + 2])
    if j + 1 >= len(sentence) or not _is_name(sentence, j + 1):
        return False
    known = full in words.countries or full in words.world or full in words.regions
    return known or (noun in words.kinds and words.kinds[noun] >= SITE) or noun in ("gulf", "republic", "isle", "bay", "strait", "horn", "cape")


def _place(sentence: Sentence, i: int, end: int, words: PlaceWords, language: str) -> Toponym | None:
    """Return the place that a name from token `i` to `end` stands for, or None when it is another name."""
    stop = end
    while stop < len(sentence) and stop - end < 2 and sentence.lower[stop] in words.kinds and sentence.tags[stop].startswith("N"):
        stop += 1
    level = _level(sentence, i, end, stop, words)
    before = _before(sentence, i)
    tie = _tie(sentence, before, words)
    known = _is_known(sentence, i, end, words)
    if not known and (level is None or level < SITE) and not _looks_like_place(sentence, i, end, stop, tie, words, level):
        return None
    if _is_other(sentence, i, end, before, words, known=known or level is not None):
        return None
    start, level = _with_part(sentence, i, level if level is not None else _listed_level(sentence, i, end, words), words)
    before = _before(sentence, start)
    strong = _sets(sentence, start, stop, before, words, language, level, known=known)
    return Toponym(start, stop, level, strong, _is_speakers(sentence, start, stop, language), sentence.word(before) == "from", 0)


def _before(sentence: Sentence, i: int) -> int:
    """Return the token before a name, articles, adjectives and appositive nouns stepped over ("in the northern city Kesh")."""
    k = i - 1
    while k >= 0 and (
        sentence.tags[k] in ("DT", "JJ", "JJS", "PRP$", "VBN", "VBG", "RB", "POS", "''", "``") and sentence.lower[k] not in ("near", "outside", "inside", "opposite", "surrounding", "neighboring", "nearby")
    ):
        k -= 1
    return k


def _tie(sentence: Sentence, before: int, words: PlaceWords) -> str:
    """Return how the word before a name ties it: "strong", "weak", "of", "noun" or ""."""
    word = sentence.word(before)
    if word in words.strong:
        return "strong"
    if word == "of" and (sentence.word(before - 1) in words.of or sentence.word(before - 1) in words.compass):
        return "of"
    if word in words.weak:
        return "weak"
    if word in ("city", "town", "village", "capital", "province", "district", "island", "region", "state", "port", "suburb", "county"):
        return "noun"
    return ""


def _is_known(sentence: Sentence, i: int, end: int, words: PlaceWords) -> bool:
    """Tell whether a name stands in a list of places."""
    return _listed(" ".join(sentence.lower[i:end]), words)


def _listed(name: str, words: PlaceWords) -> bool:
    """Tell whether a name in lower case stands in a list of places."""
    return name in words.cities or name in words.countries or name in words.regions or name in words.world


def _level(sentence: Sentence, i: int, end: int, stop: int, words: PlaceWords) -> float | None:
    """Return how fine a place is by the noun in or behind its name, or None."""
    for k in range(stop - 1, i - 1 if stop - i > 1 else i, -1):
        if (k > i or stop > end) and sentence.lower[k] in words.kinds:
            return words.kinds[sentence.lower[k]]
        if k < end - 1:
            break
    if end - i > 1 and sentence.lower[i] in ("mount", "lake", "fort", "port", "camp", "university", "hotel", "gulf", "cape", "isle"):
        return words.kinds.get(sentence.lower[i], DISTRICT)
    return None


def _listed_level(sentence: Sentence, i: int, end: int, words: PlaceWords) -> float:
    """Return how fine a place is by the list it stands in; a name in none is taken for a town."""
    name = " ".join(sentence.lower[i:end])
    if name in words.cities:
        return TOWN
    if name in words.countries:
        return COUNTRY
    if name in words.regions:
        return PROVINCE
    return 0.5 if name in words.world else TOWN


def _looks_like_place(
    sentence: Sentence, i: int, end: int, stop: int, tie: str, words: PlaceWords, level: float | None
) -> bool:
    """Tell whether a name in no list is a place by what stands around it."""
    if tie in ("of", "noun"):
        return True
    if stop > end and level is not None:
        return True
    if tie != "strong" and sentence.word(i - 1) not in words.parts:
        return False
    following = sentence.tag(stop)
    if following in ("NN", "NNS") and sentence.lower[stop] not in words.calendar:
        return False
    return not any(word in words.peoples or word in words.never for word in sentence.lower[i:end])


def _is_other(sentence: Sentence, i: int, end: int, before: int, words: PlaceWords, *, known: bool) -> bool:
    """Tell whether a name is that of a person, a group or a thing, whatever stands before it."""
    first, last = sentence.lower[i], sentence.lower[end - 1]
    if first.rstrip(".") in words.titles or (last in words.never and not known):
        return True
    if sentence.word(before) in ("in", "of") and sentence.word(before - 1) in words.groups and (
        sentence.tag(before - 1) in _NAME_TAGS
    ):
        return True
    word = sentence.tokens.words[end - 1]
    return end - i == 1 and not known and word.isupper() and not sentence.capitals and len(word) < 5


def _with_part(sentence: Sentence, i: int, level: float, words: PlaceWords) -> tuple[int, float]:
    """Return the first token and the level of a place with the words before it that belong to it ("southern Arvenia")."""
    start = i
    if sentence.word(i - 1) in words.parts:
        start = i - 1
        while start > 1 and sentence.lower[start - 1] in ("and", "or") and sentence.lower[start - 2] in words.parts:
            start -= 2
        if start > 0 and sentence.lower[start - 1] in words.parts:
            start -= 1
        return start, level + 0.5
    if sentence.word(i - 1) == "of" and sentence.word(i - 2) in words.compass and sentence.word(i - 3) != "the":
        return i - 2, min(level, TOWN) - 0.5
    return start, level


def _sets(
    sentence: Sentence, start: int, stop: int, before: int, words: PlaceWords, language: str, level: float, *, known: bool
) -> bool:
    """Tell whether the sentence sets something in a place, rather than only naming it."""
    tie = _tie(sentence, before, words)
    if tie in ("strong", "of") or sentence.word(start) in words.compass and sentence.word(start + 1) == "of":
        return True
    if tie == "noun":
        return True
    if sentence.word(before) in words.reach:
        return True
    if level >= SITE and tie != "weak":
        return True
    events = account_words(language).events
    compound = [sentence.word(k) for k in range(stop, stop + 4)]
    if known and any(word in events for word in compound) and _only_nouns(sentence, stop, events):
        return True
    if compound and compound[0] in ("'s", "'"):
        return False
    return known and sentence.word(start - 1) in (",", "(") and level >= TOWN


def _only_nouns(sentence: Sentence, stop: int, events: frozenset[str]) -> bool:
    """Tell whether only nouns and adjectives stand between a name and the event noun behind it ("the Bali car bombings")."""
    for k in range(stop, min(stop + 4, len(sentence))):
        if sentence.lower[k] in events:
            return True
        if not sentence.tags[k].startswith(("N", "J")):
            return False
    return False


def _is_speakers(sentence: Sentence, start: int, stop: int, language: str) -> bool:
    """Tell whether a place only tells where a speaker is ("police in Kesh said", "told reporters in Kesh")."""
    words = account_words(language)
    k = start - 1
    while k >= 0 and sentence.tags[k] in ("IN", "DT", "JJ", "TO", "NN", "NNS", "NNP", "POS", ",") and start - k < 12:
        if sentence.lower[k] in words.speakers:
            break
        k -= 1
    if k < 0 or sentence.lower[k] not in words.speakers:
        return False
    if sentence.word(k - 1) in words.said or sentence.word(k - 2) in words.said:
        return True
    j = stop
    while j < len(sentence) and j < stop + 12:
        if sentence.lower[j] in words.said:
            return True
        if sentence.tags[j].startswith("V") and sentence.lower[j] not in ("have", "has", "had", "are", "is", "were", "was"):
            return False
        j += 1
    return False


def _capital_noun(sentence: Sentence, i: int, words: PlaceWords, language: str) -> Toponym | None:
    """Return "Arvenia's capital", "the Arvenian capital", "the Arvenian border" with no name behind it as a place."""
    word = sentence.lower[i]
    if word not in ("capital", "border", "coast") or i == 0:
        return None
    k = i - 1
    if sentence.lower[k] == "'s" and k > 0 and _listed(sentence.lower[k - 1], words):
        k -= 1
    elif not (sentence.lower[k] in words.peoples or _listed(sentence.lower[k], words) or "-" in sentence.lower[k]):
        return None
    following = i + 1 + (sentence.word(i + 1) == ",")
    if word == "capital" and following < len(sentence) and _is_name(sentence, following):
        return None
    level = TOWN if word == "capital" else REGION
    return Toponym(k, i + 1, level, True, _is_speakers(sentence, k, i + 1, language), False, 0)


_LINKS = frozenset(
    ", ( ) in of the near 's ' a at from capital city town district province state region area village on outside largest county and".split()
)


def _chained(sentence: Sentence, found: list[Toponym], words: PlaceWords) -> list[Toponym]:
    """Return the places with the number of their chain: "the Kesh district of Odra province in Arvenia" is one."""
    chained: list[Toponym] = []
    chain = 0
    for place in found:
        if chained:
            between = sentence.lower[chained[-1].end : place.start]
            linked = len(between) <= 6 and "and" not in between and all(
                word in _LINKS or word in words.parts or word in words.compass for word in between
            )
            chain += 0 if linked and between else 1
            if linked and chained[-1].strong and not place.strong:
                place = place._replace(strong=True)
            elif linked and place.strong and not chained[-1].strong:
                chained[-1] = chained[-1]._replace(strong=True)
        chained.append(place._replace(chain=chain))
    return chained
