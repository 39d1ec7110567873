"""The words that tell one place from others."""

from __future__ import annotations

import re
from functools import lru_cache

from tollbook.reconcile.lexicon import lexicon, words_of
from tollbook.reconcile.names import name_words

Key = frozenset[str]


@lru_cache(maxsize=65536)
def place_key(phrase: str | None) -> Key:
    """Return the words that tell a place from others, without what only says where it lies.

    Example:
        >>> sorted(place_key("the six villages below the ridge")), sorted(place_key("the town of Kesh"))
        (['village'], ['kesh'])
    """
    relations = "|".join(sorted(words_of("places", "relations")))
    head = next(
        (part for part in re.split(rf"\b(?:{relations})\b", phrase or "") if part.strip()),
        "",
    )
    words = name_words(head) - frozenset(lexicon("numbers")) if head else frozenset()
    telling = words - words_of("places", "generic")
    return telling or words
