"""Words of time in running text: where they stand, longest first, joined where they say one time together.

Only their form is looked at here; what they are tied to is told by `times`, what they mean by `dates`.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from tollbook.extract.letters import runs_of_letters
from tollbook.extract.time_grammar import TimeGrammar
from tollbook.extract.time_words import TimeLexicon, time_lexicon

_FIGURE = re.compile(r"\d(?:\d\d|[:./]\d|\s?[apAP]\.?[mM])")
_ASCII_FIGURE = re.compile(r"[0-9](?:[0-9][0-9]|[:./][0-9]|\s?[apAP]\.?[mM])")
_JOIN = re.compile(
    r"\s*(?:,|\(|,?\s+(?:on|of|at|in|in the|on the|and|to|through|until|till|or)|\s[-\u2013]|,\s+(?:at|around|on))?\s*",
    re.IGNORECASE,
)
"""What may stand between two words of time that say one time together ("Sunday and early Monday")."""
_BEFORE_YEAR = re.compile(
    r"(?:\b(?:in|since|of|by|during|from|until|till|between|before|after|around|circa|early|late|mid|and|to|through|year)"
    r"[\s-]+|\()$",
    re.IGNORECASE,
)
_BEFORE_MODIFIER = re.compile(
    r"(?:\b(?:the|a|an|its|his|her|their|this|that|of)\s+|['\u2019]s?\s+)$", re.IGNORECASE
)
_BEFORE_MONTH = re.compile(
    r"\b(?:in|since|last|this|next|early|late|mid|by|until|till|from|through|during|between|and|to|or|of|before|after)[\s-]+$",
    re.IGNORECASE,
)
_AFTER_MODIFIER = re.compile(r"\s+[^\W\d]|-")


class TimePhrase(NamedTuple):
    """Words that say when.

    Attributes:
        start: offset in the document.
        end: offset after the last word.
        kind: "point", "since", "during", "length", "later", "clock" or "part".
    """

    start: int
    end: int
    kind: str


def time_phrases(text: str, start: int, end: int, language: str = "en") -> list[TimePhrase]:
    """Return the words of time in `text[start:end]`, in order, never overlapping.

    Args:
        text: the document's text.
        start: where to begin.
        end: where to stop.
        language: whose words to use.
    """
    found: list[TimePhrase] = []
    if not may_tell_time(text, start, end, language):
        return found
    grammar = TimeGrammar(text, start, end, time_lexicon(language))
    openings = grammar.openings()
    if not openings:
        return found
    capitals, done = text[start:end].isupper(), 0
    for i in openings:
        read = grammar.read(i) if i >= done else None
        if read is None:
            continue
        done, kind = read
        phrase = TimePhrase(grammar.starts[i], grammar.ends[done - 1], kind)
        if not _holds(text, phrase, time_lexicon(language), capitals=capitals):
            continue
        if found and _joins(text, found[-1], phrase):
            phrase = TimePhrase(found.pop().start, phrase.end, "point")
        found.append(phrase)
    return [_trimmed(text, phrase, start) for phrase in found]


def may_tell_time(text: str, start: int, end: int, language: str = "en") -> bool:
    """Tell at little cost whether `text[start:end]` holds a word or figure that every expression of time has one of."""
    stretch = text[start:end]
    if not time_lexicon(language).cores.isdisjoint(runs_of_letters(stretch.lower())):
        return True
    return (_ASCII_FIGURE if stretch.isascii() else _FIGURE).search(stretch) is not None


def _holds(text: str, phrase: TimePhrase, lexicon: TimeLexicon, *, capitals: bool) -> bool:
    """Tell whether what looks like words of time is that, by its capitals and what stands around it."""
    words = text[phrase.start : phrase.end]
    if not capitals and any(_is_small_name(word, lexicon) for word in runs_of_letters(words)):
        return False
    if phrase.kind != "point":
        return True
    before = text[max(0, phrase.start - 14) : phrase.start]
    if words.isdigit():
        modifies = _BEFORE_MODIFIER.search(before) and _AFTER_MODIFIER.match(text, phrase.end)
        return bool(_BEFORE_YEAR.search(before) or modifies)
    if words.rstrip(".").lower() in lexicon.months:
        return bool(_BEFORE_MONTH.search(before)) or text[phrase.end : phrase.end + 2] in ("'s", "\u2019s")
    return True


def _is_small_name(word: str, lexicon: TimeLexicon) -> bool:
    """Tell whether a word is the name of a month or day without its capital: "may", "march" and "sat" are verbs."""
    return word[0].islower() and (
        word in lexicon.months or word in lexicon.weekdays or word in lexicon.short_weekdays
    )


def _joins(text: str, first: TimePhrase, second: TimePhrase) -> bool:
    """Tell whether two neighbouring words of time say one time together."""
    between = text[first.end : second.start]
    if (
        first.kind == "since"
        or "during" in (first.kind, second.kind)
        or second.kind in ("since", "length", "later")
    ):
        return False
    if "," in between and not (
        text[second.start].isdigit() or _has_date(text, first) != _has_date(text, second)
    ):
        return False
    return bool(_JOIN.fullmatch(between))


def _has_date(text: str, phrase: TimePhrase) -> bool:
    """Tell whether words of time hold a digit."""
    return any(sign.isdigit() for sign in text[phrase.start : phrase.end])


_OPENS = re.compile(r"(?:between|from)\s+$", re.IGNORECASE)
_SPAN_JOIN = re.compile(r"\s(?:and|to|until|through)\s", re.IGNORECASE)


def _trimmed(text: str, phrase: TimePhrase, start: int) -> TimePhrase:
    """Return words of time with the "between" of two ends before them, and no white space at their ends."""
    begin, end = phrase.start, phrase.end
    opener = _OPENS.search(text, max(start, begin - 9), begin)
    if opener and _SPAN_JOIN.search(text, begin, end):
        begin = opener.start()
    while end > begin and text[end - 1] in " \n\t,-":
        end -= 1
    return TimePhrase(begin, end, phrase.kind)
