"""The consonants of a name that every romanisation keeps: what different spellings have in common.

Coarse on purpose: it brings spellings together that a closer look may tell apart. For finding candidates, and for
comparing across scripts where the vowels of one side are not written.
"""

from __future__ import annotations

import re
from functools import lru_cache

from tollbook.link.folding import CACHE
from tollbook.link.romanising import romanised, sounds

# Sounds that one letter of another script, or one ear, does not keep apart; vowels, h and the half vowels w and y
# are dropped, since romanisations differ in them most.
_MERGED = str.maketrans("TDXGZSCqcpvjx", "tdkgzsskkbfgk", "aeiouyhw")
_DOUBLED = re.compile(r"(.)\1+")
_NOTHING_LEFT = "-"


@lru_cache(CACHE)
def skeleton(word: str) -> str:
    """Return the consonant skeleton of a word in any script.

    Args:
        word: a part of a name, or a place; `-` comes back for one that has vowels alone.

    Example:
        >>> skeleton("Khaled"), skeleton("خالد")
        ('kld', 'kld')
    """
    merged = sounds(romanised(word)).translate(_MERGED).replace(" ", "")
    return _DOUBLED.sub(r"\1", merged) or (_NOTHING_LEFT if word.strip() else "")
