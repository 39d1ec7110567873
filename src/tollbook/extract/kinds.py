"""What each number of a sentence is: a count that may be of people, or something else.

Dates, years, times, ages, money, shares, measures and names with numbers in them
("Flight 370") count no one, whatever harm stands beside them.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from tollbook.extract.lexicon import load
from tollbook.extract.numbers import Quantity
from tollbook.extract.tokens import DATE, IDENTIFIER, MIXED, NUMBER, ORDINAL, TIME, Tokens


class _Words(NamedTuple):
    months: frozenset[str]
    signs: frozenset[str]
    currencies: frozenset[str]
    percent: frozenset[str]
    units: frozenset[str]
    labels: frozenset[str]
    before_year: frozenset[str]


_LAST_DAY = 31
_FIRST_YEAR, _LAST_YEAR = 1500, 2150
"""Bare numbers of four digits between these are years, where the words around allow it."""
_YEAR = re.compile(r"\d{4}\Z")
_OLDEST = 120
_LONGEST_CODE = 3


@cache
def _words(language: str) -> _Words:
    """Return the words about measures of a language as sets."""
    data = load(language, "measures")
    keys = ("months", "currency_signs", "currencies", "percent", "units", "labels", "before_year")
    return _Words(*(frozenset(data[key]) for key in keys))


def measures_something_else(tokens: Tokens, quantity: Quantity, language: str = "en") -> str | None:
    """Return what a quantity measures instead of people ("age", "money"), or None when it may count people.

    Args:
        tokens: the sentence.
        quantity: one of its quantities.
        language: whose words for measures to use.
    """
    words = _words(language)
    for kind, test in _TESTS:
        if test(tokens, quantity, words):
            return kind
    return None


def _is_date(tokens: Tokens, quantity: Quantity, words: _Words) -> bool:
    """Tell whether the number stands in a date ("March 4", "4 March", "the 4th")."""
    i, lower = quantity.number, tokens.lower
    if quantity.high is not None and quantity.high <= _LAST_DAY and _month_at(tokens, quantity.end, words):
        return True
    if tokens.shapes[i] != NUMBER or quantity.low is None or quantity.low > _LAST_DAY:
        return False
    if quantity.start < i:
        return False
    before = lower[i - 1] if i else ""
    after = lower[quantity.end] if quantity.end < len(lower) else ""
    if before == "." and i > 1:
        before = lower[i - 2]
    return (before in words.months and _is_capital(tokens, i - 1)) or (
        after in words.months and _is_capital(tokens, quantity.end)
    )


def _month_at(tokens: Tokens, i: int, words: _Words) -> bool:
    """Tell whether a month's name stands at token `i`, right behind a number in digits."""
    return (
        i < len(tokens)
        and tokens.lower[i] in words.months
        and _is_capital(tokens, i)
        and tokens.shapes[i - 1] == NUMBER
    )


def _is_capital(tokens: Tokens, i: int) -> bool:
    """Tell whether a token is a capitalised word: "May" the month, not "may" the verb."""
    return tokens.words[i][:1].isupper() or tokens.words[i] == "."


_AFTER_YEARS = frozenset("and or to when after that by in at was".split())
"""Words that may follow a year; a noun behind the number makes it a count."""


def _is_year(tokens: Tokens, quantity: Quantity, words: _Words) -> bool:
    """Tell whether a bare number of four digits is a year."""
    i, lower = quantity.number, tokens.lower
    word = tokens.words[i]
    if quantity.start < i or quantity.end > i + 1 or not _YEAR.match(word):
        return False
    if not _FIRST_YEAR <= int(word) <= _LAST_YEAR:
        return False
    before = lower[i - 1] if i else ""
    after = lower[quantity.end] if quantity.end < len(lower) else ""
    if before in words.before_year or before in words.months or before in {",", "(", "-", "\u2013"}:
        return True
    return not after.isalpha() or after in _AFTER_YEARS


def _is_money(tokens: Tokens, quantity: Quantity, words: _Words) -> bool:
    """Tell whether the number is a sum of money."""
    lower, i, end = tokens.lower, quantity.number, quantity.end
    if i and (lower[i - 1] in words.signs or tokens.words[i - 1] in words.signs):
        return True
    return any(word in words.currencies for word in lower[end : end + 1]) or (
        lower[end + 1 : end + 2] != [] and lower[end + 1] in words.currencies and lower[end] in _NATIONAL
    )


_NATIONAL = frozenset(
    ["us", "u.s", "u.s.", "canadian", "australian", "new", "hong", "iraqi", "egyptian", "of"]
)


def _is_share(tokens: Tokens, quantity: Quantity, words: _Words) -> bool:
    """Tell whether the number is a percentage."""
    end = quantity.end
    after = tokens.lower[end : end + 2]
    if not after:
        return False
    if after[0] in _FRACTIONS or after[0] in words.percent or after in (["per", "cent"], ["-", "percent"]):
        return True
    number_behind = tokens.shapes[end + 1 : end + 2] == [NUMBER]
    return after[0] in ("in", "per", "out") and number_behind and after[1] in _BASES


_FRACTIONS = frozenset(
    "third thirds quarter quarters fifth fifths sixths eighths tenth tenths half halves".split()
)
_BASES = frozenset(["10", "100", "1,000", "1000", "10,000", "100,000", "10000", "100000"])


_AFTER_AGES = frozenset([",", ".", ";", ")", "of", "from", "who", "and", "was", "-", "\u2013", "\u2014"])
"""What may follow an age behind a name ("Lin, 47, was")."""


def _is_age(tokens: Tokens, quantity: Quantity, words: _Words) -> bool:
    """Tell whether the number is an age ("Lin, 47,", "aged 12", "12 years old", "in her 40s")."""
    del words
    lower, i, end = tokens.lower, quantity.number, quantity.end
    if i and lower[i - 1] in ("aged", "age", "ages"):
        return True
    if quantity.start < i and quantity.start and lower[quantity.start] in ("under", "over", "above", "below"):
        return lower[quantity.start - 1] in _GROUPS_OF_AGE
    if tokens.shapes[i] != NUMBER or quantity.start < i or quantity.low is None or quantity.low > _OLDEST:
        return False
    after = lower[end] if end < len(lower) else "."
    apposed = (
        i > 1
        and lower[i - 1] == ","
        and tokens.words[i - 2][:1].isupper()
        and tokens.words[i - 2][:1].isalpha()
    )
    return apposed and after in _AFTER_AGES


_GROUPS_OF_AGE = frozenset(
    "women men children people those persons girls boys anyone everyone civilians adults minors"
    " patients youths males females".split()
)
"""Nouns that "under 25" right behind them gives an age to."""


def _is_measure(tokens: Tokens, quantity: Quantity, words: _Words) -> bool:
    """Tell whether a unit follows the number ("12 hours", "40 square kilometres", "a 7 - day siege")."""
    lower, end = tokens.lower, quantity.end
    after = lower[end] if end < len(lower) else ""
    if after in ("more", "other", "consecutive", "full", "straight", "long", "whole", "nautical", "further"):
        after = lower[end + 1] if end + 1 < len(lower) else ""
    if after in words.units:
        return True
    tied = after == "-" and end + 1 < len(lower) and tokens.ends[end] - tokens.starts[end] == 1
    return tied and lower[end + 1].isalpha() and lower[end + 1] != "plus"


def _is_label(tokens: Tokens, quantity: Quantity, words: _Words) -> bool:
    """Tell whether the number is part of a name ("Flight 370", "Resolution 1701", "No. 4")."""
    lower, i = tokens.lower, quantity.number
    if i and quantity.start == i and lower[i - 1] == "number":
        return True
    if not i or quantity.start < i or tokens.shapes[i] != NUMBER:
        return False
    if i > 1 and _is_code(tokens, i - 1):
        return True
    before = lower[i - 2] if lower[i - 1] == "." and i > 1 else lower[i - 1]
    if before in ("no", "no.", "nos", "number", "#"):
        return True
    return before in words.labels and _is_capital(tokens, i - 1) and i > 1


def _is_code(tokens: Tokens, i: int) -> bool:
    """Tell whether token `i` is a short code of capitals with a capitalised word before it ("Flight AV")."""
    word, before = tokens.words[i], tokens.words[i - 1]
    return 1 < len(word) <= _LONGEST_CODE and word.isupper() and before[:1].isupper() and not before.isupper()


def _is_tied(tokens: Tokens, quantity: Quantity, words: _Words) -> bool:
    """Tell whether the number is a piece of something longer (a score, a time, a phone number)."""
    del words
    i, end = quantity.number, quantity.end
    if tokens.shapes[i] in (DATE, TIME, ORDINAL, IDENTIFIER):
        return True
    if tokens.shapes[i] not in (NUMBER, MIXED):
        return False
    before = tokens.words[i - 1] if i else ""
    after = tokens.words[end] if end < len(tokens) else ""
    if before in ("#", "@", "/", "\u00b0", "+") or after in ("/", "\u00b0", "@"):
        return True
    return (before in "-\u2013" and before != "" and quantity.start == i and _touches(tokens, i)) or (
        after in "-\u2013" and after != "" and end + 1 < len(tokens) and tokens.shapes[end + 1] == NUMBER
    )


def _touches(tokens: Tokens, i: int) -> bool:
    """Tell whether no white space stands before token `i` and the one before it."""
    return i > 1 and tokens.ends[i - 1] == tokens.starts[i] and tokens.ends[i - 2] == tokens.starts[i - 1]


_TESTS = (
    ("money", _is_money),
    ("share", _is_share),
    ("date", _is_date),
    ("age", _is_age),
    ("measure", _is_measure),
    ("year", _is_year),
    ("name", _is_label),
    ("piece", _is_tied),
)
