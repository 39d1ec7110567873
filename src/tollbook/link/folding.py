"""The spelling of a name folded to what two clerks would both have written.

Folding takes away what a spelling may have or lack without being another name: case, accents,
vowel signs, the seat of a hamza, dots under a final ya, joined or separate hyphens. It keeps the script.
"""

from __future__ import annotations

import unicodedata
from enum import StrEnum
from functools import lru_cache

CACHE = 1 << 18
"""Names kept folded: those of a large list. A list repeats its given names thousands of times."""


class Script(StrEnum):
    """The script that most letters of a name are written in."""

    LATIN = "latin"
    ARABIC = "arabic"
    CYRILLIC = "cyrillic"
    HEBREW = "hebrew"
    GREEK = "greek"
    OTHER = "other"
    NONE = "none"


_RANGES = (
    (0x0041, 0x024F, Script.LATIN),
    (0x1E00, 0x1EFF, Script.LATIN),
    (0x0370, 0x03FF, Script.GREEK),
    (0x0400, 0x052F, Script.CYRILLIC),
    (0x0590, 0x05FF, Script.HEBREW),
    (0x0600, 0x077F, Script.ARABIC),
    (0x08A0, 0x08FF, Script.ARABIC),
    (0xFB50, 0xFDFF, Script.ARABIC),
    (0xFE70, 0xFEFF, Script.ARABIC),
)

# Arabic orthography, Persian and Urdu letters among it (Unicode chapter 9.2). Hamza and its seats, the alef that
# a final ya may lose its dots to, and the round ta are what two writers of one name differ in most often.
_ARABIC = str.maketrans(
    {
        "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ٲ": "ا", "ٳ": "ا", "ى": "ي", "ی": "ي", "ې": "ي", "ے": "ي", "ئ": "ي",
        "ؤ": "و", "ۆ": "و", "ۇ": "و", "ة": "ه", "ۀ": "ه", "ہ": "ه", "ھ": "ه", "ە": "ه", "ک": "ك", "ڪ": "ك", "ڤ": "ف",
        "ء": None, "ـ": None, "ٴ": None, "ں": "ن", "ټ": "ت", "ډ": "د", "ړ": "ر", "ښ": "ش", "ګ": "گ", "ڼ": "ن", "ڕ": "ر",
    }
)  # fmt: skip

_LATIN = str.maketrans(
    {
        "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i", "ħ": "h", "ə": "a",
        "ŋ": "ng", "ĸ": "k",
    }
)  # fmt: skip

# Signs that stand for ain and hamza, or for a soft sign, in one romanisation and are left out in the next;
# marks of direction; quotation marks.
_DROPPED = frozenset(
    "'’‘`´ʻʼʽʾʿˈ′\u200c\u200d\u200e\u200f\ufeff\"“”\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
_HEBREW_FINALS = str.maketrans("ךםןףץ", "כמנפצ")


class _Letters(dict[int, str]):
    """What each character folds to; worked out when it first turns up."""

    def __missing__(self, point: int) -> str:
        """Return the folded letters of a character; a space for what is no letter."""
        letter = chr(point)
        if letter in _DROPPED:
            return self.setdefault(point, "")
        text = unicodedata.normalize("NFKC", letter).casefold().translate(_ARABIC).translate(_LATIN)
        kept = [each for each in unicodedata.normalize("NFD", text) if unicodedata.category(each)[0] != "M"]
        text = "".join(kept).translate(_ARABIC).translate(_HEBREW_FINALS)
        mark = unicodedata.category(letter)[0] == "M" or letter in "ءـٴ"
        return self.setdefault(point, text if all(map(str.isalpha, text)) and (text or mark) else " ")


_LETTERS = _Letters()


@lru_cache(CACHE)
def folded(name: str) -> str:
    """Return a name in its folded spelling: words of letters, one space apart.

    Two spellings that fold to the same are the same spelling for every comparison here.
    Folding what is folded changes nothing.

    Args:
        name: in any script.

    Example:
        >>> folded("Zoë  O’Néill-Vrân")
        'zoe oneill vran'
        >>> folded("أحمد") == folded("احمد")
        True
    """
    return " ".join(name.translate(_LETTERS).split())


class _Scripts(dict[int, str]):
    """The script of each character, by the number of its range; nothing for what is no letter."""

    def __missing__(self, point: int) -> str:
        """Return a digit for the script."""
        place = next(
            (str(place) for place, (first, last, _) in enumerate(_RANGES) if first <= point <= last), "_"
        )
        return self.setdefault(point, place if chr(point).isalpha() else "")


_SCRIPTS = _Scripts()


@lru_cache(CACHE)
def script_of(name: str) -> Script:
    """Return the script that most letters of a name are written in.

    Args:
        name: as printed or folded.

    Example:
        >>> script_of("Кеш 12")
        <Script.CYRILLIC: 'cyrillic'>
    """
    marks = name.translate(_SCRIPTS)
    if not marks:
        return Script.NONE
    most = marks[0] if marks.count(marks[0]) * 2 > len(marks) else max(sorted(set(marks)), key=marks.count)
    return Script.OTHER if most == "_" else _RANGES[int(most)][2]
