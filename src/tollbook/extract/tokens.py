"""Words, numbers and signs of a sentence, with their offsets in the document.

A token keeps the words as they stand. What a number *is* (a date, an age, money)
is told by `kinds`, which later steps fill in; here only the shape is looked at.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

WORD, NUMBER, SIGN, TIME, DATE, ORDINAL, IDENTIFIER, ADDRESS, MIXED = range(9)
"""Shapes of tokens. MIXED is a number tied to words by hyphens ("30-year-old")."""

# Most tokens are plain words with a blank or a sign behind them; they are told first, at no more than one look.
_TOKEN = re.compile(
    r"""
    (?P<plain>[^\W\d_]+(?=[\s,;)"\u201d]|\.(?:\s|\Z)|\Z))
  | (?P<address>(?:https?://|www\.)[^\s<>"]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+)
  | (?P<abbreviation>(?:[^\W\d_]\.){2,}(?:[^\W\d_]\b(?!\.))?)
  | (?P<date>\d{4}-\d{2}-\d{2}(?!\d)|\d{1,2}/\d{1,2}/\d{2,4}(?!\d)|\d{1,2}\.\d{1,2}\.\d{4}(?!\d))
  | (?P<time>\d{1,2}:\d{2}(?::\d{2})?(?!\d))
  | (?P<ordinal>\d+(?:,\d{3})*(?:st|nd|rd|th)\b)
  | (?P<mixed>(?<![\w.])\d[\d,.]*(?:-[^\W\d_]+)+)
  | (?P<scaled>\d+(?:[.,]\d+)*(?=(?:k|m|mn|bn)\b))
  | (?P<identifier>(?=[\w-]*\d)(?=[\w-]*[^\W\d_])(?!\d+-)[^\W_]+(?:-[^\W_]+)*)
  | (?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d])|\d{1,3}(?:[\u00a0\u2009\u202f]\d{3})+(?!\d)|\d+(?:\.\d+)?)
  | (?P<word>[^\W\d_]+(?:(?:['\u2019](?!s\b)|-)[^\W\d_]+)*)
  | (?P<clitic>['\u2019]s\b)
  | (?P<sign>--+|\.\.\.+|[^\w\s]|_)
    """,
    re.VERBOSE,
)

_SHAPE_OF = {
    "plain": WORD,
    "address": ADDRESS,
    "abbreviation": WORD,
    "date": DATE,
    "time": TIME,
    "ordinal": ORDINAL,
    "mixed": MIXED,
    "identifier": IDENTIFIER,
    "number": NUMBER,
    "scaled": NUMBER,
    "word": WORD,
    "clitic": SIGN,
    "sign": SIGN,
}
_SHAPES = {place: _SHAPE_OF[name] for name, place in _TOKEN.groupindex.items()}
"""The shape that each group of the pattern tells, by its number."""

_APOSTROPHES = str.maketrans({"\u2019": "'", "\u2018": "'", "\u2010": "-", "\u2011": "-", "\u00ad": None})


@dataclass(slots=True, eq=False)
class Tokens:
    """The tokens of one sentence, as lists that run side by side.

    Attributes:
        words: as they stand in the text.
        lower: in lower case, with plain apostrophes and hyphens.
        starts: offset of each token in the document, in code points.
        ends: offset after each token.
        shapes: one of the shapes above for each token.
    """

    words: list[str]
    lower: list[str]
    starts: list[int]
    ends: list[int]
    shapes: list[int]

    def __len__(self) -> int:
        """Return the number of tokens."""
        return len(self.words)


def tokenize(text: str, start: int, end: int) -> Tokens:
    """Return the tokens of `text[start:end]`, with offsets into `text`.

    No token holds a blank, and none looks beyond one, so that the text is cut at its blanks first and
    each stretch between two of them by itself; most are words that were met before.
    """
    words, lower, starts, ends, shapes = list[str](), list[str](), list[int](), list[int](), list[int]()
    here = start
    stretches = text[start:end].split(" ")
    for stretch in stretches:
        if here == start and start and not text[start - 1].isspace():
            pieces = _cut(
                text[start - 1 : start + len(stretch)], 1
            )  # what stands right before can tell how to cut
        else:
            pieces = _known_cut(stretch) if len(stretch) <= _LONGEST_KNOWN else _cut(stretch)
        for word, small, begin, stop, shape in pieces:
            words.append(word)
            lower.append(small)
            starts.append(here + begin)
            ends.append(here + stop)
            shapes.append(shape)
        here += len(stretch) + 1
    return Tokens(words, lower, starts, ends, shapes)


_Piece = tuple[str, str, int, int, int]
"""A token as cut from a stretch: as it stands, in lower case, where it begins and ends in it, its shape."""
_LONGEST_KNOWN = 32
_REMEMBERED = 1 << 15
"""How many stretches are kept, none longer than that many characters: some megabytes at most."""


def _cut(text: str, start: int = 0) -> tuple[_Piece, ...]:
    """Return the tokens of a text from offset `start` on, counted from there."""
    return tuple(
        (
            match[0],
            _lowered(match[0]),
            match.start() - start,
            match.end() - start,
            _SHAPES[match.lastindex or 0],
        )
        for match in _TOKEN.finditer(text, start)
    )


_known_cut = lru_cache(_REMEMBERED)(_cut)


def _lowered(word: str) -> str:
    """Return a word in lower case, with plain apostrophes and hyphens."""
    return word.lower() if word.isascii() else word.lower().translate(_APOSTROPHES)
