"""Where the sentences of a text begin and end.

Blank lines, bullets and headings end a sentence; a single line break inside a
wrapped paragraph does not. A full stop after an abbreviation or an initial does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tollbook.model.document import Span

_ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof rev hon sr jr st sen rep gov gen lt col maj capt cmdr adm sgt cpl pvt brig supt insp"
    " pres vs etc eg ie no nos vol fig pp approx est dept univ inc ltd co corp bros mt ft ave blvd rd"
    " jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun"
    " e.g i.e u.s u.k u.n a.m p.m d.c e.u u.a.e".split()
)
"""After these a full stop does not end a sentence unless a clear start follows (see `_ends_here`)."""

_CAN_END = frozenset("u.s u.k u.n a.m p.m d.c e.u u.a.e inc ltd co corp jr sr etc".split())
_STARTERS = frozenset(
    "the a an in on at it he she they this that these those but and meanwhile however earlier later"
    " officials police we i his her their its there after before since when while as for from by"
    " with some many most more several another two three four five six seven eight nine ten no"
    " authorities witnesses also".split()
)

_STOP = re.compile(
    r"[.!?\u2026\u061f\u3002](?:[.!?\u2026\u061f\u3002]*[)\]\"'\u2019\u201d\u00bb]*(?=\s|$)|(?<=[.!?])(?=[A-Z][a-z]))"
)
"""Full stops with white space behind them, and those with none before a capitalised word."""
_BREAK = re.compile(r"[ \t\r]*\n\s*\n\s*|\n")
_BULLET = re.compile(r"\s*(?:[-*\u2022\u2013\u2014\u25aa\u25cf]\s|\(?\d{1,2}[.)]\s|[a-z][.)]\s)")
_IN_ABBREVIATIONS = frozenset("_.'\u2019-")
_WRAP_COLUMN_LEAST, _WRAP_COLUMN_MOST = 45, 110
"""Hard-wrapped text has lines of about 60 to 100 characters; headings are shorter, web paragraphs longer."""


def sentence_spans(text: str) -> Iterator[Span]:
    """Return the spans of the sentences of `text`, in order, without white space at their ends."""
    for start, end in _blocks(text):
        yield from _split_block(text, start, end)


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """Return paragraphs, headings and bullets: stretches that no sentence crosses."""
    start = line_start = 0
    for match in _BREAK.finditer(text):
        if "\n" not in match.group()[match.group().index("\n") + 1 :] and _wraps(text, line_start, match):
            line_start = match.end()
            continue
        yield start, match.start()
        start = line_start = match.end()
    yield start, len(text)


def _wraps(text: str, line_start: int, match: re.Match[str]) -> bool:
    """Tell whether a single line break only wraps a paragraph."""
    width = match.start() - line_start
    if not _WRAP_COLUMN_LEAST <= width <= _WRAP_COLUMN_MOST:
        return False
    following = text[match.end() : match.end() + 8]
    if not following.strip() or _BULLET.match(following):
        return False
    end_of_next = text.find("\n", match.end())
    next_width = (len(text) if end_of_next < 0 else end_of_next) - match.end()
    return next_width <= _WRAP_COLUMN_MOST


def _split_block(text: str, start: int, end: int) -> Iterator[Span]:
    """Cut one block at its full stops."""
    begin = start
    for match in _STOP.finditer(text, start, end):
        if match.end() > begin and _ends_here(text, begin, match, end):
            yield from _trimmed(text, begin, match.end())
            begin = match.end()
    yield from _trimmed(text, begin, end)


def _ends_here(text: str, begin: int, match: re.Match[str], end: int) -> bool:
    """Tell whether this full stop ends a sentence."""
    following = text[match.end() : min(end, match.end() + 40)].lstrip()
    if not following:
        return True
    first = following.lstrip("\"'\u201c\u2018([\u00ab-\u2014 ")[:1]
    if first.islower():
        return False
    stop, behind = match.start(), match.end()
    run_on = behind < end and not text[behind].isspace()
    if run_on or text[stop] != "." or text.startswith("..", stop, behind):
        return True
    last = _last_word(text, max(begin, stop - _LONGEST_ABBREVIATION), stop)
    return not last or not _abbreviates(last, following)


def _last_word(text: str, start: int, end: int) -> str:
    """Return the word that ends at offset `end` and begins at `start` or behind it; empty when there is none."""
    if start < end and text[end - 1] == "\n":
        end -= 1
    i = end
    while i > start and (text[i - 1].isalnum() or text[i - 1] in _IN_ABBREVIATIONS):
        i -= 1
    return text[i:end]


def _abbreviates(word: str, following: str) -> bool:
    """Tell whether the full stop after `word` belongs to an abbreviation or an initial."""
    lower = word.lower().rstrip(".")
    initial = len(word) == 1 and word.isupper() and word != "I"
    if not initial and lower not in _ABBREVIATIONS:
        return False
    next_word = following.split(None, 1)[0].strip("\"'\u201c,").lower()
    if lower in _CAN_END or "." in lower:
        return next_word not in _STARTERS
    return not (lower in {"no", "est"} and not following[:1].isdigit())


_LONGEST_ABBREVIATION = 40
_LONGEST_SENTENCE = 700
"""Characters. What runs on for longer is no sentence (a table, a list of names, noise): it is cut at blanks,
so that the time to read a text grows with its length and no faster."""


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    """Return the span without white space at its ends, cut where it is overlong, or nothing at all."""
    while end - start > _LONGEST_SENTENCE:
        cut = text.rfind(" ", start + 1, start + _LONGEST_SENTENCE)
        cut = cut if cut > start else start + _LONGEST_SENTENCE
        yield from _trimmed(text, start, cut)
        start = cut
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    right = len(piece.rstrip())
    if right > left:
        yield Span(start + left, start + right)
