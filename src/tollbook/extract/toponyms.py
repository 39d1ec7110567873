"""Names of places in a sentence, how fine they are, and what the sentence does with them.

A name is taken for a place by what stands around it (a preposition, "the town of", "province"); lists of
known places only support that, so that a village nobody listed is read like a capital.
"""

from __future__ import annotations

import re

from tollbook.extract.clauses import modified_before
from tollbook.extract.place_chains import Toponym, chained
from tollbook.extract.place_ties import Tie, before_name, bound_by, is_spoken, speaker_before, tie_of, tied_to
from tollbook.extract.place_words import (
    COUNTRY,
    DISTRICT,
    PROVINCE,
    REGION,
    SITE,
    TOWN,
    UNKNOWN,
    WORLD,
    WORLD_PART,
    PlaceWords,
    is_listed,
    place_words,
)
from tollbook.extract.sentence import Sentence
from tollbook.extract.tokens import ORDINAL

_NAME_TAGS = frozenset({"NNP", "NNPS"})
_ARTICLES = frozenset(["al", "el", "ash", "az", "ez"])
_PLAIN_PLACES = frozenset(["world", "capital", "border", "coast"])
"""Nouns that stand for a place with no name behind them ("the Arvenian capital")."""
_MOST_KINDS = 2
_NUMBERED = re.compile(r"[A-Z]+-\d+")
"""The name of a craft, a weapon or a flight."""
_ROAD = re.compile(r"[A-Z]{1,2}\d{1,3}")
"""The number of a road."""
_LONG_ACRONYM = 5


def toponyms(sentence: Sentence, language: str = "en") -> list[Toponym]:
    """Return the places named in a sentence, in text order.

    Args:
        sentence: the sentence.
        language: whose words to use.
    """
    words = place_words(language)
    found: list[Toponym] = []
    stop = 0
    for i, word in enumerate(sentence.tokens.words):
        if i < stop:
            continue
        if not (word[0].isupper() or "-" in word or word in _ARTICLES):
            place = _capital_noun(sentence, i, words, language) if word in _PLAIN_PLACES else None
        elif (stop := _name_end(sentence, i, words)) > i:
            place = _place(sentence, i, stop, words, language)
        else:
            place = _capital_noun(sentence, i, words, language)
        if place is not None:
            found.append(place)
            stop = max(stop, place.end)
    return chained(sentence, found, words)


def _is_name(sentence: Sentence, i: int, words: PlaceWords) -> bool:
    """Tell whether a token can be part of a name: written with a capital, and no ordinary word at a sentence's start."""
    word = sentence.tokens.words[i]
    if not word[0].isupper():
        particle, _, rest = word.partition("-")
        return bool(rest) and rest[0].isupper() and particle in _ARTICLES
    if sentence.capitals:
        return sentence.tags[i] in _NAME_TAGS
    if is_listed(sentence.lower[i], words):
        return True
    return (
        sentence.tags[i] in _NAME_TAGS
        or _ROAD.fullmatch(word) is not None
        or (i > 0 and sentence.tags[i] in ("JJ", "NN", "NNS", "FW", "VBG", "VBN"))
    )


def _name_end(sentence: Sentence, i: int, words: PlaceWords) -> int:
    """Return the token after the name that begins at token `i`, or `i` when none does."""
    starts = _is_name(sentence, i, words) or (
        sentence.lower[i] in _ARTICLES and i + 1 < len(sentence) and _is_name(sentence, i + 1, words)
    )
    if not starts or sentence.lower[i] in words.calendar:
        return i
    j = i + 1
    while j < len(sentence):
        if _is_name(sentence, j, words) and sentence.lower[j] not in words.calendar:
            j += 1
        elif (
            (sentence.lower[j] in ("'s", "'") and _named_site(sentence, j, words))
            or (sentence.lower[j] == "of" and _joins_by_of(sentence, i, j, words))
            or (
                (sentence.lower[j] in words.particles or sentence.lower[j] in ("-", "&"))
                and j + 1 < len(sentence)
                and (_is_name(sentence, j + 1, words) and sentence.tags[j + 1] in _NAME_TAGS)
            )
            or (
                sentence.tokens.shapes[j] == ORDINAL
                and j + 1 < len(sentence)
                and _is_name(sentence, j + 1, words)
            )
        ):
            j += 2
        elif (
            sentence.lower[j] == "." and sentence.lower[j - 1] in ("st", "ft", "mt") and j + 1 < len(sentence)
        ):
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
    if j + 1 >= len(sentence) or not _is_name(sentence, j + 1, words):
        return False
    known = full in words.countries or full in words.world or full in words.regions
    return (
        known
        or (noun in words.kinds and words.kinds[noun] >= SITE)
        or noun in ("gulf", "republic", "isle", "bay", "strait", "horn", "cape")
    )


def _place(sentence: Sentence, i: int, end: int, words: PlaceWords, language: str) -> Toponym | None:
    """Return the place that a name from token `i` to `end` stands for, or None when it is another name."""
    stop = end
    while (
        stop < len(sentence)
        and stop - end < _MOST_KINDS
        and sentence.lower[stop] in words.kinds
        and (sentence.tags[stop].startswith("N"))
        and not (
            stop > end
            and sentence.word(stop + 1) == "of"
            and words.kinds[sentence.lower[stop - 1]] <= DISTRICT
        )
    ):
        stop += 1
    if (cut := _before_event(sentence, i, end, words)) < end:
        if cut == i:
            return None
        end = stop = cut
    level = _level(sentence, i, end, stop, words)
    before = before_name(sentence, i)
    if level is None and sentence.word(before) == "of":
        level = (
            words.kinds.get(sentence.word(before - 1)) if sentence.word(before - 1) in _KINDS_BEFORE else None
        )
    listed = _listed_level(sentence, i, end, words)
    site = level is not None and level >= SITE
    if _is_other(sentence, i, end, before, words, known=listed is not None, site=site):
        return None
    if listed is None and not site and not _looks_like_place(sentence, i, end, stop, before, words):
        return None
    fineness = level if level is not None else listed if listed is not None else UNKNOWN
    start, fineness = _with_part(sentence, i, fineness, words)
    noun, verb = tied_to(sentence, start, stop, language)
    tie = tie_of(sentence, (start, stop), words, language, fineness, known=listed is not None)
    if tie is Tie.SETS and noun < 0 and is_spoken(sentence, start, verb, words):
        tie = Tie.SPEAKER
    if tie in (Tie.SETS, Tie.SPEAKER) and noun < 0:
        tie = _after_harm(sentence, start, stop, verb, words) or tie
    return Toponym(start, stop, fineness, tie, noun, verb)


_KINDS_BEFORE = frozenset(
    ["town", "city", "village", "district", "province", "suburb", "hamlet", "port", "municipality"]
)
"""Nouns before "of" that say how fine the place behind it is ("the town of Kesh")."""


def _before_event(sentence: Sentence, i: int, end: int, words: PlaceWords) -> int:
    """Return where a name ends before an event noun written with a capital, as headlines do ("in Kesh Attacks")."""
    for k in range(i, end):
        if sentence.lower[k] in words.events and not sentence.capitals:
            return k
    return end


def _after_harm(sentence: Sentence, start: int, stop: int, verb: int, words: PlaceWords) -> Tie | None:
    """Return how a hospital or its like, or where one is, is tied when nothing violent is told to happen there."""
    if verb >= 0 and sentence.lower[verb] in words.strikes:
        return None
    if not words.aftermath.isdisjoint(sentence.lower[start:stop]):
        return Tie.NAMES
    before = before_name(sentence, start)
    at_one = sentence.word(before) in ("in", "at", "of") and sentence.word(before - 1) in words.aftermath
    return Tie.CARE if at_one else None


def _level(sentence: Sentence, i: int, end: int, stop: int, words: PlaceWords) -> float | None:
    """Return how fine a place is by the noun in or behind its name, or None."""
    for k in range(stop - 1, i - 1 if stop - i > 1 else i, -1):
        if (k > i or stop > end) and sentence.lower[k] in words.kinds:
            return words.kinds[sentence.lower[k]]
        if k < end - 1:
            break
    if " ".join(sentence.lower[i:end]) in words.countries:
        return COUNTRY  # a republic by name is a state, not a region
    if "of" in sentence.lower[i + 1 : end]:
        return words.kinds.get(sentence.lower[sentence.lower.index("of", i) - 1])
    if end - i > 1 and sentence.lower[i] in (
        "mount",
        "lake",
        "fort",
        "port",
        "camp",
        "university",
        "hotel",
        "gulf",
        "cape",
        "isle",
    ):
        return words.kinds.get(sentence.lower[i], DISTRICT)
    return None


def _listed_level(sentence: Sentence, i: int, end: int, words: PlaceWords) -> float | None:
    """Return how fine a place is by the list it stands in, or None when it stands in none.

    A word for a people or a part before it makes it no other name ("Arvenian Odra", "Southern Odra").
    """
    if (
        end - i > 1
        and sentence.lower[i] in words.parts
        and " ".join(sentence.lower[i + 1 : end]) in words.cities
    ):
        return TOWN
    while i < end:
        name = " ".join(sentence.lower[i:end])
        for names_of_level, level in (
            (words.cities, TOWN),
            (words.countries, COUNTRY),
            (words.regions, PROVINCE),
            (words.world, WORLD_PART),
        ):
            if name in names_of_level:
                return level
        first = sentence.lower[i]
        if (
            first not in words.parts
            and first not in words.peoples
            and first.partition("-")[0] not in words.peoples
        ):
            return None
        i += 1
    return None


def _looks_like_place(
    sentence: Sentence, i: int, end: int, stop: int, before: int, words: PlaceWords
) -> bool:
    """Tell whether a name in no list is a place by what stands around it."""
    bound = bound_by(sentence, before, words)
    if bound in ("of", "noun") or stop > end:
        return True
    near = (sentence.word(i - 1) in words.conquer and sentence.tag(i - 1)[:1] == "V") or _is_road(
        sentence, i, end
    )
    if bound != "strong" and not near and sentence.word(i - 1) not in words.parts:
        return False
    following = sentence.word(stop)
    if any(quantity.start == stop for quantity in sentence.quantities):
        return True
    return sentence.tag(stop) not in ("NN", "NNS") or following in words.calendar or following in words.events


def _is_road(sentence: Sentence, i: int, end: int) -> bool:
    """Tell whether a name is the number of a road behind "the" or "on" ("the M38")."""
    road = end - i == 1 and _ROAD.fullmatch(sentence.tokens.words[i]) is not None
    return road and sentence.word(i - 1) in ("the", "on", "along")


def _is_other(
    sentence: Sentence, i: int, end: int, before: int, words: PlaceWords, *, known: bool, site: bool
) -> bool:
    """Tell whether a name is that of a person, a people, a group or a thing, whatever stands before it."""
    if known:
        return _names_a_group(sentence, before, words)
    lower = sentence.lower[i:end]
    titled = (lower[0].rstrip(".") in words.titles and not site) or " ".join(lower) in words.media
    return (
        titled
        or _is_acronym(sentence, i, end, site=site or _is_road(sentence, i, end))
        or lower[-1] in words.never
        or all(word in words.parts for word in lower)
        or all(_is_people(word, words) for word in lower)
        or _names_a_group(sentence, before, words)
    )


def _is_people(word: str, words: PlaceWords) -> bool:
    """Tell whether a word tells a people or belief ("Arvenian", "Arvenian-held"), or never names a place."""
    return word in words.peoples or word in words.never or word.partition("-")[0] in words.peoples


def _is_acronym(sentence: Sentence, i: int, end: int, *, site: bool) -> bool:
    """Tell whether a name is, or begins with, an acronym of a body ("A.U. compound", "NATO")."""
    first = sentence.lower[i]
    if "." in first and first not in ("st.", "ft.", "mt."):
        return True
    word = sentence.tokens.words[end - 1]
    if _NUMBERED.fullmatch(word):
        return True
    short = end - i == 1 and len(word) < _LONG_ACRONYM and not sentence.capitals
    return short and not site and (word.isupper() or "." in word)


def _names_a_group(sentence: Sentence, before: int, words: PlaceWords) -> bool:
    """Tell whether a name behind "in" or "of" is the end of a group's name ("Army of Odra")."""
    if sentence.word(before) not in ("in", "of") or sentence.tag(before - 1) not in _NAME_TAGS:
        return False
    last = sentence.word(before - 1)
    if last in words.groups:
        return True
    alone = sentence.tag(before - 2) not in _NAME_TAGS or sentence.word(before - 2) == "al"
    return alone and (last.startswith("al-") or sentence.word(before - 2) == "al")


def _with_part(sentence: Sentence, i: int, level: float, words: PlaceWords) -> tuple[int, float]:
    """Return the first token and the level of a place with the words before it that belong to it ("southern Arvenia")."""
    start = i
    if sentence.word(i - 1) == "with" and sentence.word(i - 2) in ("border", "frontier"):
        return i - 2 - (sentence.word(i - 3) in words.parts), REGION
    if sentence.word(i - 1) in words.parts:
        start = i - 1
        while (
            start > 1
            and sentence.lower[start - 1] in ("and", "or")
            and sentence.lower[start - 2] in words.parts
        ):
            start -= 2
        if start > 0 and sentence.lower[start - 1] in words.parts:
            start -= 1
        return start, level + 0.5
    if (
        sentence.word(i - 1) == "of"
        and sentence.word(i - 2) in words.compass
        and sentence.word(i - 3) != "the"
    ):
        return i - 2, min(level, TOWN) - 1.5
    return start, level


def _capital_noun(sentence: Sentence, i: int, words: PlaceWords, language: str) -> Toponym | None:
    """Return "Arvenia's capital", "the Arvenian capital", "the Arvenian border" with no name behind it as a place."""
    word = sentence.lower[i]
    if word == "world" and sentence.word(i - 1) == "the" and sentence.word(i - 2) in _ALL_OVER:
        return Toponym(i - 1, i + 1, WORLD, Tie.SETS)
    if word not in ("capital", "border", "coast") or i == 0:
        return None
    start = _whose(sentence, i, words)
    following = i + 1 + (sentence.word(i + 1) == ",")
    named = following < len(sentence) and _is_name(sentence, following, words)
    if start < 0 or (word == "capital" and named and sentence.lower[following] not in words.calendar):
        return None
    level = TOWN - 0.5 if word == "capital" else REGION
    noun, verb = modified_before(sentence, start, words.events)
    tie = Tie.SPEAKER if speaker_before(sentence, start, i + 1, language) >= 0 else Tie.SETS
    return Toponym(start, i + 1, level, tie, noun, verb)


def _whose(sentence: Sentence, i: int, words: PlaceWords) -> int:
    """Return the token that says whose the capital or border at token `i` is ("Arvenia's", "Arvenian"), or -1."""
    k = i - 1
    if sentence.lower[k] == "'s" and k > 0 and is_listed(sentence.lower[k - 1], words):
        return k - 1
    told = sentence.lower[k] in words.peoples or is_listed(sentence.lower[k], words)
    return k if told and sentence.lower[k] not in words.parts else -1


_ALL_OVER = frozenset(["around", "across", "throughout"])
