"""The numbers that count spans say, by the table of the claim definition; kept apart from Tollbook's own reader."""

from __future__ import annotations

import re

Bounds = tuple[int | None, int | None]

SMALL = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
UNITS = {word: value for value, word in enumerate(SMALL)} | {
    word: 20 + 10 * index for index, word in enumerate(TENS)
}
SCALES = {"thousand": 1_000, "million": 1_000_000}
ORDER_WORDS: dict[str, Bounds] = {
    "several": (3, 9),
    "a few": (3, 9),
    "a couple": (2, 2),
    "dozens": (24, 99),
    "scores": (40, 99),
    "hundreds": (200, 999),
    "several hundred": (300, 999),
    "thousands": (2_000, 9_999),
    "tens of thousands": (20_000, 99_999),
    "hundreds of thousands": (200_000, 999_999),
    "millions": (2_000_000, 9_999_999),
}
NOTHING = {"no", "none", "no one", "nobody", "zero", "not one", "nil"}
EXACT = re.compile(
    r"(?:about|around|some|nearly|almost|close to|roughly|approximately|an estimated|a total of|as few as"
    r"|the other|the first|the last|the|all|both|another|a further|only|just|exactly)\s+"
)
LEFT_OPEN = (
    (re.compile(r"(?:more than|over|above|upwards of|well over|in excess of)\s+"), 1),
    (re.compile(r"(?:at least|no fewer than|not fewer than|not less than|a minimum of)\s+"), 0),
)
RIGHT_OPEN = (
    (re.compile(r"(?:up to|as many as|at most|no more than|not more than|a maximum of)\s+"), 0),
    (re.compile(r"(?:fewer than|less than|under)\s+"), -1),
)
RANGE = re.compile(r"(?:between\s+|from\s+)?(.+?)(?:\s+(?:and|to)\s+|\s*[-\u2013]\s*)(.+)")


def bounds_of(count: str) -> Bounds | None:
    """Return the bounds that a count says, or None where it is no simple number (a noun phrase, a fraction)."""
    words = " ".join(count.lower().replace("\u2019", "'").split())
    if words in NOTHING:
        return (0, 0)
    if words in ORDER_WORDS:
        return ORDER_WORDS[words]
    return _open_bounds(words) or _exact_bounds(words) or _range_bounds(words)


def _open_bounds(words: str) -> Bounds | None:
    """Return the bounds of a count with a qualifier that leaves one side open."""
    for pattern, step in LEFT_OPEN:
        value = _qualified(pattern, words)
        if value is not None:
            return (value + step, None)
    for pattern, step in RIGHT_OPEN:
        value = _qualified(pattern, words)
        if value is not None:
            return (None, value + step)
    if words.endswith(" or so"):
        value = number_of(words.removesuffix(" or so"))
        return None if value is None else (value, value)
    for ending, above in ((" or more", 0), ("-plus", 1)):
        value = number_of(words.removesuffix(ending)) if words.endswith(ending) else None
        if value is not None:
            return (value + above, None)
    return None


def _exact_bounds(words: str) -> Bounds | None:
    """Return the bounds of a plain number, perhaps behind words that leave it as it is."""
    value = number_of(words)
    while value is None and (match := EXACT.match(words)):
        words = words[match.end() :]
        if words in ORDER_WORDS:
            return ORDER_WORDS[words]
        value = number_of(words)
    return None if value is None else (value, value)


def _range_bounds(words: str) -> Bounds | None:
    """Return the bounds of "15 to 20", "between 15 and 20" and "15-20"."""
    match = RANGE.fullmatch(words)
    if match is None:
        return None
    low, high = number_of(match[1]), number_of(match[2])
    return None if low is None or high is None or low > high else (low, high)


def _qualified(pattern: re.Pattern[str], words: str) -> int | None:
    """Return the number behind a qualifier, or None."""
    match = pattern.match(words)
    if match is None:
        return None
    rest = words[match.end() :]
    more = EXACT.match(rest)
    return number_of(rest[more.end() :] if more else rest)


def number_of(words: str) -> int | None:
    """Return the value of "8,300", "twenty-one", "1.2 million", "a dozen", or None for anything else."""
    if words in {"half a million", "half-a-million"}:
        return 500_000
    if words in {"a dozen", "one dozen"}:
        return 12
    match = re.fullmatch(r"(\d+(?:\.\d+)?)[ -](thousand|million)", words)
    if match:
        return round(float(match[1]) * SCALES[match[2]])
    if re.fullmatch(r"\d{1,3}(?:[, ]\d{3})+|\d+", words):
        return int(re.sub(r"\D", "", words))
    dozens = re.fullmatch(r"(\w+) dozen", words)
    if dozens and dozens[1] in UNITS:
        return 12 * UNITS[dozens[1]]
    return _spelt(words)


def _spelt(words: str) -> int | None:
    """Return the value of a number spelt out in words."""
    total, group, seen = 0, 0, False
    for word in words.replace("-", " ").split():
        if word in UNITS:
            group, seen = group + UNITS[word], True
        elif word in {"a", "and"}:
            group = 1 if word == "a" else group
        elif word == "hundred":
            group, seen = max(group, 1) * 100, True
        elif word in SCALES:
            total, group, seen = total + max(group, 1) * SCALES[word], 0, True
        else:
            return None
    return total + group if seen else None
