"""Stand-ins for the names of countries and peoples while words are tagged.

A tagger learns from what has been written: "Iraqi" it may know as an adjective, "Tajik" as a noun, and a
claim would hang on whose dead are counted. Here every country is one invented country to it, every people
one people, so that the same sentence about another people is taken apart in the same way.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from tollbook.extract.lexicon import load
from tollbook.extract.tokens import Tokens

if TYPE_CHECKING:
    from collections.abc import Mapping

_COUNTRY, _ADJECTIVE, _ONE, _MANY = "Arvenia", "Arvenian", "Arvenian", "Arvenians"


@cache
def _stand_ins(language: str) -> Mapping[str, str]:
    """Return, for each name of a country or people in lower case, its stand-in."""
    nations = load(language, "nations")
    words: dict[str, str] = {}
    for name in (*nations["countries"], *nations["regions"]):
        if " " not in name and name.isalpha():
            words[name.lower()] = _COUNTRY
    for one, many in nations["demonyms"].items():
        words[many.lower()] = _MANY
        words[one.lower()] = _ONE
    for word in nations["adjectives"]:
        words[word.lower()] = _ADJECTIVE
    return words


def with_stand_ins(tokens: Tokens, language: str = "en") -> Tokens:
    """Return the tokens of a sentence with stand-ins for the names of countries and peoples.

    Only words with a capital are names. A sentence without any comes back as it is.

    Args:
        tokens: the sentence.
        language: whose names to know.
    """
    known = _stand_ins(language)
    places = [i for i, word in enumerate(tokens.lower) if word in known and tokens.words[i][:1].isupper()]
    if not places:
        return tokens
    words, lower = list(tokens.words), list(tokens.lower)
    for i in places:
        stand_in = known[lower[i]]
        words[i] = stand_in.upper() if words[i].isupper() and len(words[i]) > 1 else stand_in
        lower[i] = stand_in.lower()
    return Tokens(words, lower, tokens.starts, tokens.ends, tokens.shapes)
