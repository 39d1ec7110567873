"""Words of time in running text: where they stand, longest first, joined where they say one time together.

Only their form is looked at here; what they are tied to is told by `times`, what they mean by `dates`.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from tollbook.extract.lexicon import load
from tollbook.extract.time_words import any_of, fragments

if TYPE_CHECKING:
    from collections.abc import Iterator

_NAME = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june|july|august|september"
    r"|october|november|december|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|mon|tues?|weds?|thurs?|fri|sat|sun)\b)",
    re.IGNORECASE,
)
"""Names of months and days: written with a capital, else "may", "march" and "sat" are verbs."""
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


@cache
def _pattern(language: str) -> re.Pattern[str]:
    """Return the pattern that finds single words of time."""
    part = fragments(language)
    point = _point(part)
    amount = rf"{part['about']}{part['amount']}\s+(?:more\s+|consecutive\s+|straight\s+)?{part['unit']}"
    since = (
        rf"\bsince\s+(?:(?:{point})|(?:[^\s,;:]+\s+){{1,6}}?(?:in\s+|on\s+)?(?:{point})\b"
        r"|(?:the|a|an|his|her|its|their|that|then)\b(?:\s+[^\s,;:.()]+){0,6})"
    )
    during = rf"\b(?:during|throughout)\s+(?!an?\s)(?:[^\s,;:.()]+\s+){{0,6}}?(?:[^\W\d][\w-]+-)?{part['stretch']}\b"
    length = (
        rf"\b(?:over|in|during|within|throughout|for)\s+(?:about\s+|nearly\s+)?the\s+(?:past|last|previous|first)\s+{part['about']}"
        rf"(?:{part['amount']}\s+)?{part['unit']}\b"
        rf"|\bover\s+the\s+weekend\b|\b(?:the\s+)?(?:past|last|first)\s+{part['about']}{part['amount']}\s+{part['unit']}\b"
        rf"|\bin\s+recent\s+{part['unit']}\b|\b(?:for|in|within|over)\s+{amount}\b"
        rf"|\b(?:months|years|decades)\s+of\s+(?:[^\s,;:.()]+\s+){{0,3}}?{part['stretch']}\b"
    )
    later = (
        rf"\b{amount}\s+(?:after|before)\s+(?:the\s+)?(?:{point})(?:\s+[a-z]+)?"
        rf"|\b(?:{amount}|{part['unit']})\s+(?:later|earlier)\b|\bimmediately\s+after\s+the\s+\w+"
    )
    clock = (
        r"\b(?:(?:just\s+|shortly\s+)?(?:at|around|about|before|after)\s+(?:around\s+|about\s+)?)?"
        r"(?:[01]?\d(?:[:.]\d\d)?\s*[ap]\.?m\b\.?|(?:[01]?\d|2[0-3]):[0-5]\d(?!\d))(?:\s+local\s+time)?"
    )
    return re.compile(
        rf"(?P<since>{since})|(?P<later>{later})|(?P<length>{length})|(?P<point>\b(?:{point})(?!\w))"
        rf"|(?P<during>{during})|(?P<clock>{clock})|(?P<part>\b(?:the\s+)?(?:early\s+|late\s+)(?:{part['part']}|[AP]M)\b"
        rf"|\b(?:the\s+)?{part['part']}(?=\s+(?:of|on)\b)|\bmorning\s+rush\s+hour\b)",
        re.IGNORECASE,
    )


def _point(part: dict[str, str]) -> str:
    """Return the pattern of words that say a day, a week, a month or a year."""
    edge = rf"(?:(?:{part['edge']}|{part['edge_of']})[\s-]+(?:(?:in|on)\s+)?(?:the\s+)?)?"
    return (
        rf"{edge}{part['date']}"
        rf"|{edge}{part['weekday']}(?:\s+{part['part']})?"
        rf"|{part['today']}"
        rf"|{part['about']}(?:{part['amount']}|{part['unit']})\s+(?:{part['unit']}\s+)?ago"
        rf"|(?:so\s+far\s+|{part['edge']}\s+|{part['edge_of']}\s+|(?:(?<=\s)in\s+|(?<=\s)during\s+|the\s+)?(?=late|early))?"
        rf"{part['relative']}\s+(?:{part['unit']}|{part['season']}|{part['month']}|{part['weekday']}(?:\s+{part['part']})?|{part['part']})"
        rf"|(?:the\s+)?(?:{part['edge']}[\s-]+)?(?:1[5-9]|20)\d0s"
        rf"|{edge}{part['holiday']}"
        rf"|{edge}{part['month']}"
        rf"|{edge}{part['year']}"
    )


def time_phrases(text: str, start: int, end: int, language: str = "en") -> list[TimePhrase]:
    """Return the words of time in `text[start:end]`, in order, never overlapping.

    Args:
        text: the document's text.
        start: where to begin.
        end: where to stop.
        language: whose words to use.
    """
    found: list[TimePhrase] = []
    capitals = text[start:end].isupper()
    for match in _matches(text, start, end, language):
        kind = match.lastgroup or "point"
        if not _holds(text, match, capitals=capitals):
            continue
        phrase = TimePhrase(match.start(), match.end(), kind)
        if found and _joins(text, found[-1], phrase):
            phrase = TimePhrase(found.pop().start, match.end(), "point")
        found.append(phrase)
    return [_trimmed(text, phrase, start) for phrase in found]


_REACH = 60
"""How far before the word that tells a time its first word can stand."""


@cache
def _cores(language: str) -> re.Pattern[str]:
    """Return the pattern of words one of which every expression of time holds."""
    data = load(language, "times")
    words = data["words"]
    whole = [
        *data["months"],
        *data["weekdays"],
        *data["seasons"],
        *words["units"],
        *words["parts_of_day"],
        "since",
        "during",
    ]
    whole += [
        *words["today"],
        *words["yesterday"],
        *words["overnight"],
        *words["holidays"],
        "throughout",
        "immediately",
        "centuries",
    ]
    return re.compile(
        rf"\d{{3}}|\d[:.]\d\d|\d\s*[ap]\.?m|\d[/.]\d|\b{any_of(whole)}(?:s|am|pm)?\b|\b[AP]M\b", re.IGNORECASE
    )


@cache
def _openers(language: str) -> re.Pattern[str]:
    """Return the pattern of words that an expression of time can begin with."""
    data = load(language, "times")
    words = data["words"]
    openers = {
        "the",
        "a",
        "an",
        "since",
        "during",
        "throughout",
        "over",
        "in",
        "within",
        "for",
        "past",
        "first",
        "so",
        "at",
        "around",
    }
    openers |= {
        "about",
        "shortly",
        "before",
        "after",
        "immediately",
        *data["months"],
        *data["weekdays"],
        *data["amounts"],
    }
    for key in (
        "units",
        "plural_units",
        "parts_of_day",
        "edges",
        "before_amounts",
        "relative",
        "today",
        "yesterday",
        "overnight",
        "holidays",
    ):
        openers |= {word.split(" ")[0] for word in words[key]}
    return re.compile(rf"\b(?:{any_of(openers)}s?\b|\d)", re.IGNORECASE)


def _matches(text: str, start: int, end: int, language: str) -> Iterator[re.Match[str]]:
    """Return what looks like words of time, tried only where such words can begin, for speed."""
    pattern, openers = _pattern(language), _openers(language)
    done = start
    for core in _cores(language).finditer(text, start, end):
        if core.end() <= done:
            continue
        for opener in openers.finditer(text, max(done, core.start() - _REACH), core.end()):
            match = pattern.match(text, opener.start(), end) if opener.start() >= done else None
            if match is not None:
                yield match
                done = match.end()
        done = max(done, core.end())


def _holds(text: str, match: re.Match[str], *, capitals: bool) -> bool:
    """Tell whether what looks like words of time is that, by its capitals and what stands around it."""
    words = match.group()
    if not capitals and any(name[0].islower() for name in _NAME.findall(words)):
        return False
    if match.lastgroup != "point":
        return True
    before = text[max(0, match.start() - 14) : match.start()]
    if words.isdigit():
        modifies = _BEFORE_MODIFIER.search(before) and _AFTER_MODIFIER.match(text, match.end())
        return bool(_BEFORE_YEAR.search(before) or modifies)
    if _NAME.fullmatch(words.rstrip(".")) and not words.lower().rstrip("s").endswith("day"):
        return bool(_BEFORE_MONTH.search(before)) or text[match.end() : match.end() + 2] in ("'s", "\u2019s")
    return True


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
