"""Names of places in a sentence: how fine they are, and whether the sentence sets something there.

A name is taken for a place by what stands around it (a preposition, "the town of", "province"); lists of
known places only support that, so that a village nobody listed is read like a capital.
"""

from __future__ import annotations

from enum import Enum, auto
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from tollbook.extract.clauses import modified_after, modified_before
from tollbook.extract.events import event_words
from tollbook.extract.lexicon import load
from tollbook.extract.names import names
from tollbook.extract.time_words import time_words
from tollbook.extract.tokens import ORDINAL
from tollbook.extract.verbs import forms_of

if TYPE_CHECKING:
    from tollbook.extract.sentence import Sentence

SITE, PART_OF_TOWN, TOWN, DISTRICT, PROVINCE, REGION, COUNTRY, WORLD = 6.0, 5.0, 4.0, 3.0, 2.0, 1.5, 1.0, 0.2
"""How fine a place is."""

_NAME_TAGS = frozenset({"NNP", "NNPS"})
WORLD_PART = 0.5
_ARTICLES = frozenset(["al", "el", "ash", "az", "ez"])
_PLACE_NOUNS = frozenset("city town village capital province district island region state port suburb county".split())
_TELL = frozenset("tell tells told telling inform informs informed brief briefed assured addressed asked".split())
"""Verbs whose object hears, and need not be where the event was."""
_SAY = frozenset(["say", "says", "said", "report", "reports", "reported", "announced", "announce"])
_MOST_KINDS = 2
_LONG_ACRONYM = 5
_LONGEST_LINK = 6
_FAR_SPEAKER = 12
_NEAR_SPEAKER = 3
"""How close behind a speaker's noun "in Kesh" tells where the speaker is, whatever follows."""
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
        titles: words before a person's name.
        calendar: names of days and months.
        media: names of bodies and outlets.
        events: nouns for events that harm.
        speech: verbs of speech and aftermath that take a place away from the event.
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
    media: frozenset[str]
    events: frozenset[str]
    speech: frozenset[str]


class Tie(Enum):
    """What a sentence does with a place that it names."""

    SETS = auto()
    """It sets something there ("in Kesh", "the Kesh bombings")."""
    SPEAKER = auto()
    """It tells where a speaker or a group is ("police in Kesh said")."""
    ORIGIN = auto()
    """Something comes from there."""
    NAMES = auto()
    """It only names it ("Arvenia's government")."""


class Toponym(NamedTuple):
    """A place named in a sentence, by its tokens.

    Attributes:
        start: first token of the span.
        end: the token after its last one.
        level: how fine it is.
        tie: what the sentence does with it.
        noun: the event noun that it is tied to, or -1.
        verb: the verb that it is tied to, or -1.
        chain: number of the chain of places, each inside the next, that it belongs to.
        inner: whether the place before it in its chain holds it ("Kesh's Old Market").
    """

    start: int
    end: int
    level: float
    tie: Tie
    noun: int = -1
    verb: int = -1
    chain: int = 0
    inner: bool = False


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
        _forms(words["reach"]),
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
        known.media | known.bodies,
        event_words(language).events,
        event_words(language).said - _forms(words["reach"]) - _forms(words["scene"]),
    )


def _forms(verbs: list[str]) -> frozenset[str]:
    """Return every form of some verbs."""
    return frozenset(form for verb in verbs for form in forms_of(verb)[1])


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
        particle, _, rest = word.partition("-")
        return bool(rest) and rest[0].isupper() and particle in _ARTICLES
    if sentence.capitals:
        return sentence.tags[i] in _NAME_TAGS
    return sentence.tags[i] in _NAME_TAGS or (i > 0 and sentence.tags[i] in ("JJ", "NN", "NNS", "FW", "VBG", "VBN"))


def _name_end(sentence: Sentence, i: int, words: PlaceWords) -> int:
    """Return the token after the name that begins at token `i`, or `i` when none does."""
    starts = _is_name(sentence, i) or (
        sentence.lower[i] in _ARTICLES and i + 1 < len(sentence) and _is_name(sentence, i + 1)
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
        elif sentence.tokens.shapes[j] == ORDINAL and j + 1 < len(sentence) and _is_name(sentence, j + 1):
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
    while stop < len(sentence) and stop - end < _MOST_KINDS and sentence.lower[stop] in words.kinds and (
        sentence.tags[stop].startswith("N")
    ):
        stop += 1
    level = _level(sentence, i, end, stop, words)
    before = _before(sentence, i)
    listed = _listed_level(sentence, i, end, words)
    site = level is not None and level >= SITE
    if _is_other(sentence, i, end, before, words, known=listed is not None, site=site):
        return None
    if listed is None and not site and not _looks_like_place(sentence, i, end, stop, before, words):
        return None
    fineness = level if level is not None else listed if listed is not None else TOWN
    start, fineness = _with_part(sentence, i, fineness, words)
    before = _before(sentence, start)
    tie = _tie(sentence, start, stop, before, words, language, fineness, known=listed is not None)
    noun, verb = _tied_to(sentence, start, stop, language)
    spoken = verb >= 0 and sentence.lower[verb] in words.speech
    if tie is Tie.SETS and noun < 0 and spoken and (verb < start or sentence.lower[verb] not in _SAY):
        tie = Tie.SPEAKER
    return Toponym(start, stop, fineness, tie, noun, verb)


def _tied_to(sentence: Sentence, start: int, stop: int, language: str) -> tuple[int, int]:
    """Return the event noun or else the verb that a place is tied to, each -1 where it is not the one."""
    events = event_words(language).events
    behind = _event_behind(sentence, stop, events)
    if behind >= 0:
        return behind, -1
    noun, verb = modified_before(sentence, start, events)
    if noun < 0 and verb < 0:
        verb = modified_after(sentence, stop)
        verb = -1 if sentence.word(verb) in _SAY else verb
    return noun, verb


def _before(sentence: Sentence, i: int) -> int:
    """Return the token before a name, articles, adjectives and appositive nouns stepped over ("in the northern city Kesh")."""
    k = i - 1
    while k >= 0:
        if sentence.lower[k] in ("'s", "'") and sentence.tag(k - 1).startswith("N"):
            k -= 2
            while k >= 0 and sentence.tags[k] in ("NN", "NNP", "NNS"):
                k -= 1
        elif sentence.tags[k] in _STEPPED_OVER and sentence.lower[k] not in _BARE_PREPOSITIONS:
            k -= 1
        else:
            break
    return k


_STEPPED_OVER = frozenset({"DT", "JJ", "JJS", "PRP$", "VBN", "VBG", "RB", "''", "``"})
_BARE_PREPOSITIONS = frozenset(["near", "outside", "inside", "opposite", "surrounding", "neighboring", "neighbouring", "nearby"])


def _bound(sentence: Sentence, before: int, words: PlaceWords) -> str:
    """Return how the word before a name ties it: "strong", "weak", "of", "noun" or ""."""
    word = sentence.word(before)
    if word in words.strong:
        return "strong"
    if word == "with" and sentence.word(before - 1) in ("border", "frontier"):
        return "of"
    if word == "of" and (sentence.word(before - 1) in words.of or sentence.word(before - 1) in words.compass):
        return "of"
    if word in words.weak:
        return "weak"
    if word in _PLACE_NOUNS or (word == "," and sentence.word(before - 1) in _PLACE_NOUNS):
        return "noun"
    return ""


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
    if "of" in sentence.lower[i + 1 : end]:
        return words.kinds.get(sentence.lower[sentence.lower.index("of", i) - 1])
    if end - i > 1 and sentence.lower[i] in ("mount", "lake", "fort", "port", "camp", "university", "hotel", "gulf", "cape", "isle"):
        return words.kinds.get(sentence.lower[i], DISTRICT)
    return None


def _listed_level(sentence: Sentence, i: int, end: int, words: PlaceWords) -> float | None:
    """Return how fine a place is by the list it stands in, or None when it stands in none.

    A word for a people or a part before it makes it no other name ("Arvenian Odra", "Southern Odra").
    """
    while i < end:
        name = " ".join(sentence.lower[i:end])
        for names_of_level, level in (
            (words.cities, TOWN), (words.countries, COUNTRY), (words.regions, PROVINCE), (words.world, WORLD_PART)
        ):
            if name in names_of_level:
                return level
        first = sentence.lower[i]
        if first not in words.parts and first not in words.peoples and first.partition("-")[0] not in words.peoples:
            return None
        i += 1
    return None


def _looks_like_place(sentence: Sentence, i: int, end: int, stop: int, before: int, words: PlaceWords) -> bool:
    """Tell whether a name in no list is a place by what stands around it."""
    bound = _bound(sentence, before, words)
    if bound in ("of", "noun") or stop > end:
        return True
    if bound != "strong" and sentence.word(i - 1) not in words.parts:
        return False
    following = sentence.word(stop)
    return sentence.tag(stop) not in ("NN", "NNS") or following in words.calendar or following in words.events


def _is_other(sentence: Sentence, i: int, end: int, before: int, words: PlaceWords, *, known: bool, site: bool) -> bool:
    """Tell whether a name is that of a person, a people, a group or a thing, whatever stands before it."""
    if known:
        return _names_a_group(sentence, before, words)
    lower = sentence.lower[i:end]
    if all(word in words.parts for word in lower):
        return True
    if "." in lower[0] and lower[0] not in ("st.", "ft.", "mt."):
        return True
    if (lower[0].rstrip(".") in words.titles and not site) or " ".join(lower) in words.media or lower[-1] in words.never:
        return True
    if all(word in words.peoples or word in words.never or word.partition("-")[0] in words.peoples for word in lower):
        return True
    word = sentence.tokens.words[end - 1]
    if end - i == 1 and not site and (word.isupper() or "." in word) and not sentence.capitals and len(word) < _LONG_ACRONYM:
        return True
    return _names_a_group(sentence, before, words)


def _names_a_group(sentence: Sentence, before: int, words: PlaceWords) -> bool:
    """Tell whether a name behind "in" or "of" is the end of a group's name ("Army of Odra")."""
    group = sentence.word(before) in ("in", "of") and sentence.word(before - 1) in words.groups
    return group and sentence.tag(before - 1) in _NAME_TAGS


def _with_part(sentence: Sentence, i: int, level: float, words: PlaceWords) -> tuple[int, float]:
    """Return the first token and the level of a place with the words before it that belong to it ("southern Arvenia")."""
    start = i
    if sentence.word(i - 1) == "with" and sentence.word(i - 2) in ("border", "frontier"):
        return i - 2 - (sentence.word(i - 3) in words.parts), REGION
    if sentence.word(i - 1) in words.parts:
        start = i - 1
        while start > 1 and sentence.lower[start - 1] in ("and", "or") and sentence.lower[start - 2] in words.parts:
            start -= 2
        if start > 0 and sentence.lower[start - 1] in words.parts:
            start -= 1
        return start, level + 0.5
    if sentence.word(i - 1) == "of" and sentence.word(i - 2) in words.compass and sentence.word(i - 3) != "the":
        return i - 2, min(level, TOWN) - 1.5
    return start, level


def _tie(
    sentence: Sentence, start: int, stop: int, before: int, words: PlaceWords, language: str, level: float, *, known: bool
) -> Tie:
    """Return what the sentence does with a place."""
    bound = _bound(sentence, before, words)
    speaker = _speaker_before(sentence, start, stop, language) if bound not in ("", "weak") else -1
    if speaker >= 0:
        told = {sentence.word(speaker - 1), sentence.word(speaker - 2)} & _TELL
        return Tie.NAMES if told else Tie.SPEAKER
    if sentence.word(before) == "from":
        return Tie.ORIGIN
    if bound and _says_next(sentence, stop, language):
        return Tie.SPEAKER
    attributive = known and level <= COUNTRY + 0.5 and sentence.tag(stop) in ("NN", "NNS")
    if attributive and bound:
        return Tie.NAMES
    if bound in ("strong", "of", "noun") or (sentence.word(start) in words.compass and sentence.word(start + 1) == "of"):
        return Tie.SETS
    if sentence.word(before) in words.reach or (level >= SITE and (bound != "weak" or _reaches(sentence, before, words))):
        return Tie.SETS
    events = event_words(language).events
    if sentence.word(before) == "of" and sentence.word(before - 1) in events and known:
        return Tie.SETS
    if known and level > COUNTRY + 0.5 and _event_behind(sentence, stop, events) >= 0:
        return Tie.SETS
    return Tie.NAMES


def _reaches(sentence: Sentence, before: int, words: PlaceWords) -> bool:
    """Tell whether a verb of going stands before the preposition at token `before` ("arrived to", "went to")."""
    return any(sentence.word(k) in words.reach for k in (before - 1, before - 2))


def _event_behind(sentence: Sentence, stop: int, events: frozenset[str]) -> int:
    """Return the event noun that a name stands in front of ("the Kesh car bombings"), or -1."""
    for k in range(stop, min(stop + 4, len(sentence))):
        if sentence.lower[k] in events:
            return k
        if not sentence.tags[k].startswith(("N", "J")):
            return -1
    return -1


def _says_next(sentence: Sentence, stop: int, language: str) -> bool:
    """Tell whether a verb of speech follows a place and the places around it ("the office in Kesh, Arvenia, says")."""
    for j in range(stop, min(stop + 4, len(sentence))):
        if sentence.lower[j] in event_words(language).said and sentence.tags[j] in ("VBZ", "VBD", "VBP"):
            return True
        if sentence.lower[j] != "," and not _is_name(sentence, j):
            return False
    return False


def _speaker_before(sentence: Sentence, start: int, stop: int, language: str) -> int:
    """Return the noun for speakers or a group that a place is tied to ("police in Kesh", "told reporters in Kesh"), or -1."""
    words = event_words(language)
    k = start - 1
    while k >= 0 and sentence.tags[k] in _WITHIN_SPEAKER and start - k < _FAR_SPEAKER:
        if sentence.lower[k] in words.speakers:
            break
        k -= 1
    if k < 0 or sentence.lower[k] not in words.speakers:
        return -1
    told = sentence.word(k - 1) in words.said or sentence.word(k - 2) in words.said
    if told or start - k <= _NEAR_SPEAKER:
        return k
    return k if any(sentence.lower[j] in words.said for j in range(stop, min(stop + 4, len(sentence)))) else -1


_WITHIN_SPEAKER = frozenset({"IN", "DT", "JJ", "NN", "NNS", "NNP", "POS", ","})


def _capital_noun(sentence: Sentence, i: int, words: PlaceWords, language: str) -> Toponym | None:
    """Return "Arvenia's capital", "the Arvenian capital", "the Arvenian border" with no name behind it as a place."""
    word = sentence.lower[i]
    if word == "world" and sentence.word(i - 1) == "the" and sentence.word(i - 2) in ("around", "across", "throughout"):
        return Toponym(i - 1, i + 1, WORLD, Tie.SETS)
    if word not in ("capital", "border", "coast") or i == 0:
        return None
    k = i - 1
    if sentence.lower[k] == "'s" and k > 0 and _listed(sentence.lower[k - 1], words):
        k -= 1
    elif not (sentence.lower[k] in words.peoples or _listed(sentence.lower[k], words)) or sentence.lower[k] in words.parts:
        return None
    following = i + 1 + (sentence.word(i + 1) == ",")
    if word == "capital" and following < len(sentence) and _is_name(sentence, following) and (
        sentence.lower[following] not in words.calendar
    ):
        return None
    level = TOWN - 0.5 if word == "capital" else REGION
    noun, verb = modified_before(sentence, k, event_words(language).events)
    tie = Tie.SPEAKER if _speaker_before(sentence, k, i + 1, language) >= 0 else Tie.SETS
    return Toponym(k, i + 1, level, tie, noun, verb)


_LINKS = frozenset(
    ", ( ) in of the near 's ' a at from capital city town district province state region area village on outside largest county".split()
)


def _chained(sentence: Sentence, found: list[Toponym], words: PlaceWords) -> list[Toponym]:
    """Return the places with the number of their chain: "the Kesh district of Odra province in Arvenia" is one."""
    chained: list[Toponym] = []
    chain = 0
    for place in found:
        inner = linked = False
        if chained:
            between = sentence.lower[chained[-1].end : place.start]
            linked = bool(between) and len(between) <= _LONGEST_LINK and all(
                word in _LINKS or word in words.parts or word in words.compass or word in words.peoples for word in between
            )
            inner = linked and between[0] in ("'s", "'")
            chain += 0 if linked else 1
        tie = Tie.SETS if linked and Tie.SETS in (chained[-1].tie, place.tie if inner else None) else place.tie
        tie = chained[-1].tie if linked and chained[-1].tie in (Tie.SPEAKER, Tie.ORIGIN) else tie
        chained.append(place._replace(chain=chain, inner=inner, tie=tie))
    return chained
