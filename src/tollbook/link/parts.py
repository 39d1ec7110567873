"""A name taken into its parts, with what each part is where the order of parts is known.

>>> parts_of("Nur al-Din Abu Kesh").keys
('nurdin', 'abukesh')
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from tollbook.link.folding import CACHE, Script, folded, script_of
from tollbook.link.particles import (
    ARTICLE,
    FATHER_OF,
    GENITIVE_HEADS,
    KUNYA,
    LATIN_ARTICLE,
    NOBLE,
    SECOND_HALVES,
    SERVANT,
    SON_OF,
    TITLES,
)

_PARTICLES = KUNYA | SERVANT | ARTICLE | SON_OF | GENITIVE_HEADS | SECOND_HALVES | NOBLE | TITLES
_ARABIC_ARTICLE = "ال"
_ARABIC_HALVES = re.compile(r"^(عبد|ابو)ال(?=\w{3})|ال(دين)$")
_LATIN_ABD = re.compile(r"^abd(?:[uaeo][lrsdnztj]|ou?l)(?=[^aeiou])(\w{3})")
_LATIN_DIN = re.compile(r"(?:[aeiou]|[aeiou]?[ld])d(?:in|een|ine|ien|ein)$")
_LONG = 6
"""Words up to this length hold no article between halves."""

_LEAST_STEM = 3
"""Letters that must be left when an article written as one with its word is taken off."""


class NameOrder(StrEnum):
    """What stands where in the names of a list."""

    UNKNOWN = "unknown"
    GIVEN_FIRST = "given_first"
    FAMILY_FIRST = "family_first"
    CHAIN = "chain"
    DOUBLE_SURNAME = "double_surname"


@dataclass(frozen=True, slots=True, kw_only=True)
class NameParts:
    """The parts of one name.

    Attributes:
        keys: each part folded, particles joined, articles and titles left out, in the order as printed
            (a family name before a comma moves to the end).
        script: the script of most letters.
        given: the person's own name; None where the order is unknown.
        father: the father's name of a chain; None where there is none or the order is unknown.
        grandfather: likewise.
        family: the family name, the first of two surnames; None as above.
        second_family: the second of two surnames.
        kunya: the part by which a parent is called after a child ("Abu Kesh" at the head of a name).
    """

    keys: tuple[str, ...]
    script: Script
    given: str | None = None
    father: str | None = None
    grandfather: str | None = None
    family: str | None = None
    second_family: str | None = None
    kunya: str | None = None


@lru_cache(CACHE)
def parts_of(name: str, order: NameOrder = NameOrder.UNKNOWN) -> NameParts:
    """Return the parts of a name.

    Args:
        name: as printed, in any script.
        order: what stands where; UNKNOWN gives no part a role. A comma after the family name is
            understood in every order.

    Example:
        >>> parts_of("Amira Tarek Solen", NameOrder.CHAIN).father
        'tarek'
        >>> parts_of("SOLEN VELA, Amira", NameOrder.DOUBLE_SURNAME).second_family
        'vela'
    """
    surnames, keys = _surnames_and_all(name)
    if order is NameOrder.UNKNOWN:
        return NameParts(keys=keys, script=script_of(name))
    kunya = keys[0] if len(keys) > 1 and _is_kunya(keys[0]) else None
    roles = _roles([key for key in keys if key != kunya], order, surnames)
    return NameParts(keys=keys, script=script_of(name), kunya=kunya, **roles)


def _surnames_and_all(name: str) -> tuple[int, tuple[str, ...]]:
    """Return how many of the parts a comma marks as surnames, and all parts, those at the end."""
    before, comma, after = name.partition(",")
    surnames = joined(folded(before)) if comma and after.strip() else ()
    return len(surnames), (*joined(folded(after)), *surnames) if surnames else joined(folded(name))


def joined(spelling: str) -> tuple[str, ...]:
    """Return the words of a folded name as parts: particles joined to their word, articles left out.

    Args:
        spelling: as `folded` returns it.

    Example:
        >>> joined("sheikh abd al rahman bin umar al keshi")
        ('abdrahman', 'umar', 'keshi')
    """
    words = spelling.split()
    if _PARTICLES.isdisjoint(words):
        return tuple(map(_stem, words))
    words = _without_titles(words)
    parts: list[str] = []
    prefix = ""
    for place, word in enumerate(words):
        last = place == len(words) - 1
        inner = bool(parts) and not last
        if not last and word in KUNYA:
            prefix += (
                "ابو" if word in ("ابي", "ابا") else "abu" if word in FATHER_OF and word.isascii() else word
            )
        elif not last and word in SERVANT:
            prefix += word if not word.isascii() else "abd"
        elif _is_second_half(word, words[place - 1] if place else "", parts, prefix):
            parts[-1] += _stem(word)
        elif (not last and _is_article(word, words[place + 1], prefix)) or (
            inner and not prefix and word in SON_OF | NOBLE
        ):
            continue
        else:
            parts.append(prefix + _stem(word))
            prefix = ""
    return tuple(parts)


def _without_titles(words: list[str]) -> list[str]:
    start = 0
    while len(words) - start > 2 and words[start] in TITLES:  # noqa: PLR2004 - a name of two words is left
        start += 1
    return words[start:]


def _is_article(word: str, following: str, prefix: str) -> bool:
    return (
        word in LATIN_ARTICLE
        or word == _ARABIC_ARTICLE
        or (word in ARTICLE and (bool(prefix) or following[0] == word[-1]))
    )


def _is_second_half(word: str, before: str, parts: list[str], prefix: str) -> bool:
    if not parts or prefix:
        return False
    return word in SECOND_HALVES or (word in GENITIVE_HEADS and before in ARTICLE and word.isascii())


def _stem(word: str) -> str:
    """Return a word without the article that is written as one with it, at its head or between its halves."""
    if word.isascii():
        return _LATIN_DIN.sub("din", _LATIN_ABD.sub(r"abd\1", word)) if len(word) > _LONG else word
    if word.startswith(_ARABIC_ARTICLE) and len(word) >= _LEAST_STEM + 2:
        return word[2:]
    return _ARABIC_HALVES.sub(r"\1\2", word) if len(word) > _LONG else word


def _is_kunya(key: str) -> bool:
    return any(key.startswith(head) and len(key) > len(head) for head in ("abu", "ابو", "umm", "ام"))


def _roles(keys: list[str], order: NameOrder, surnames: int) -> dict[str, str | None]:
    if not keys:
        return {}
    if order is NameOrder.FAMILY_FIRST and not surnames:
        keys = [*keys[1:], keys[0]]
    given, *rest = keys
    if order is NameOrder.DOUBLE_SURNAME:
        family, second = _surnames(rest, surnames)
        return {"given": given, "family": family, "second_family": second}
    chain = [*rest[:-1], None, None] if order is NameOrder.CHAIN else [None, None]
    return {"given": given, "father": chain[0], "grandfather": chain[1], "family": rest[-1] if rest else None}


def _surnames(rest: list[str], known: int) -> tuple[str | None, str | None]:
    """Return the first and second surname: the last two parts, unless a comma says how many there are."""
    if not rest:
        return None, None
    if known == 1 or len(rest) == 1:
        return rest[-1], None
    return rest[-2], rest[-1]
