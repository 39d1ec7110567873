"""Names of other scripts in plain Latin letters, and Latin letters as sounds.

One table a script, letter by letter, without a dictionary: what is not written (short vowels of Arabic
and Hebrew) stays unwritten. Sounds fold the ways that one sound is romanised, so that "Sheikh" and
"Cheikh" are near each other; which of them are near, and how near, is learned from pairs of spellings
(`transducer`).
"""

from __future__ import annotations

import re
from functools import lru_cache

from tollbook.link.folding import CACHE, Script, folded

_ARABIC = dict(
    zip(
        "ابتثجحخدذرزسشصضطظعغفقكلمنهويپچژگٹڈڑ",
        "a b t th j h kh d dh r z s sh s d t z a gh f q k l m n h u i p ch zh g t d r".split(),
        strict=True,
    )
)
_CYRILLIC = dict(
    zip(
        "абвгдежзийклмнопрстуфхцчшщъыьэюяєіїґўјљњћђџѓќѕәғқңөұүһө",
        "a b v g d e zh z i i k l m n o p r s t u f kh ts ch sh shch - y - e iu ia ie i i g u j lj nj c dj dz g k dz a gh q ng o u u h o".split(),
        strict=True,
    )
)
_HEBREW = dict(
    zip("אבגדהוזחטיכלמנסעפצקרשת", "a b g d h u z kh t i k l m n s a p ts k r sh t".split(), strict=True)
)
_GREEK = dict(
    zip(
        "αβγδεζηθικλμνξοπρσςτυφχψω",
        "a v g d e z i th i k l m n x o p r s s t i f kh ps o".split(),
        strict=True,
    )
)
_TABLES = {
    Script.ARABIC: _ARABIC,
    Script.CYRILLIC: _CYRILLIC,
    Script.HEBREW: _HEBREW,
    Script.GREEK: _GREEK,
}


class _Plain(dict[int, str]):
    """What each folded letter is in the letters a to z; nothing where no table has it."""

    def __missing__(self, point: int) -> str:
        """Return the letter itself where it is one of a to z."""
        letter = chr(point)
        return self.setdefault(point, letter if letter == " " or "a" <= letter <= "z" else "")


_PLAIN = _Plain(
    (ord(letter), "" if latin == "-" else latin)
    for table in _TABLES.values()
    for letter, latin in table.items()
)

HEBREW_AS_ARABIC = str.maketrans(dict(zip("אבגדהוזחטיכלמנסעפצקרשת", "ابجدهوزحطيكلمنسعفصقرشت", strict=True)))
"""Hebrew letters as the Arabic letters of the same origin: they are romanised alike."""

SOUNDS = "abcdefghijklmnopqrstuvwxyzSCXGTDZ "
"""The symbols of `sounds`: Latin letters, capitals for sh, ch, kh, gh, th, dh, zh, and the space."""

_SPELLINGS = {
    "shch": "SC", "sch": "S", "tch": "C", "sh": "S", "ch": "C", "kh": "X", "gh": "G", "th": "T", "dh": "D", "zh": "Z",
    "ph": "f", "ck": "k", "ou": "u", "oo": "u", "ee": "i", "tz": "c", "ts": "c", "dj": "j", "ii": "i", "uu": "u", "aa": "a",
    "ie": "i", "rh": "r", "qu": "k",
}  # fmt: skip
_SPELLING = re.compile("|".join(sorted(_SPELLINGS, key=len, reverse=True)))
_DOUBLED = re.compile(r"(.)\1+")


@lru_cache(CACHE)
def romanised(name: str) -> str:
    """Return a folded name in the letters a to z and spaces.

    Args:
        name: in any script; letters of scripts without a table are left out.

    Example:
        >>> romanised("Кеш"), romanised("كيش")
        ('kesh', 'kish')
    """
    text = folded(name)
    return text if text.isascii() else " ".join(text.translate(_PLAIN).split())


@lru_cache(CACHE)
def sounds(latin: str) -> str:
    """Return Latin letters as sounds, one symbol each.

    Args:
        latin: as `romanised` returns it.

    Example:
        >>> sounds("khashoo")
        'XaSu'
    """
    return _DOUBLED.sub(r"\1", _SPELLING.sub(lambda found: _SPELLINGS[found[0]], latin))
