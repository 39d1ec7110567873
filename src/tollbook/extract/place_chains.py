"""Places named in a sentence, and which of them hold one another."""

from __future__ import annotations

from typing import NamedTuple

from tollbook.extract.place_ties import Tie
from tollbook.extract.place_words import PlaceWords
from tollbook.extract.sentence import Sentence

_LONGEST_LINK = 6


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


_LINKS = frozenset(
    [
        ",",
        "(",
        ")",
        "in",
        "of",
        "the",
        "near",
        "'s",
        "'",
        "a",
        "at",
        "from",
        "capital",
        "city",
        "town",
        "district",
        "province",
        "state",
        "region",
        "area",
        "village",
        "on",
        "outside",
        "largest",
        "county",
    ]
)


def chained(sentence: Sentence, found: list[Toponym], words: PlaceWords) -> list[Toponym]:
    """Return the places with the number of their chain: "the Kesh district of Odra province in Arvenia" is one.

    Args:
        sentence: the sentence.
        found: the places named in it, in text order.
        words: the words that tell places.
    """
    linked_up: list[Toponym] = []
    chain = 0
    for place in found:
        inner = linked = False
        if linked_up:
            between = sentence.lower[linked_up[-1].end : place.start]
            linked = (
                bool(between)
                and len(between) <= _LONGEST_LINK
                and all(
                    word in _LINKS or word in words.parts or word in words.compass or word in words.peoples
                    for word in between
                )
            )
            inner = linked and between[0] in ("'s", "'")
            chain += 0 if linked else 1
        tie = (
            Tie.SETS
            if linked and Tie.SETS in (linked_up[-1].tie, place.tie if inner else None)
            else place.tie
        )
        tie = linked_up[-1].tie if linked and linked_up[-1].tie in (Tie.SPEAKER, Tie.ORIGIN) else tie
        linked_up.append(place._replace(chain=chain, inner=inner, tie=tie))
    return linked_up
