"""The words of time of a language, as fragments of patterns that finding and understanding them share."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from tollbook.extract.lexicon import load

if TYPE_CHECKING:
    from collections.abc import Iterable


_LONG = 4
"""Names of months are longer than their abbreviations."""

TOKEN = re.compile(r"[^\W\d_]+|\d+|[^\w\s]")
"""A run of letters, a run of figures or a sign."""
ASCII_TOKEN = re.compile(r"[A-Za-z]+|[0-9]+|[^\w\s]")
"""The same where a text holds nothing but ASCII, at two thirds of the time."""

WordTree: TypeAlias = dict[str, tuple[tuple[str, ...], ...]]
"""Runs of words by their first one, the longest first."""


class TimeWords(NamedTuple):
    """What the words of time of a language mean.

    Attributes:
        months: number of the month, by name and abbreviation.
        weekdays: 0 for Monday, by name and abbreviation.
        seasons: first month, by name.
        amounts: fewest and most that a word counts.
        today: words for the day of publication and its parts.
        yesterday: words for the day before.
        overnight: words for the night before publication.
    """

    months: dict[str, int]
    weekdays: dict[str, int]
    seasons: dict[str, int]
    amounts: dict[str, tuple[int, int]]
    today: frozenset[str]
    yesterday: frozenset[str]
    overnight: frozenset[str]


@cache
def time_words(language: str) -> TimeWords:
    """Return what the words of time of a language mean."""
    data = load(language, "times")
    words = data["words"]
    return TimeWords(
        data["months"],
        data["weekdays"],
        data["seasons"],
        {word: (least, most) for word, (least, most) in data["amounts"].items()},
        frozenset(words["today"]),
        frozenset(words["yesterday"]),
        frozenset(words["overnight"]),
    )


def any_of(words: Iterable[str]) -> str:
    """Return a pattern for any of some words, the longest first, blanks standing for any white space."""
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in longest_first) + ")"


@cache
def fragments(language: str) -> dict[str, str]:
    """Return the patterns that words of time are put together from, by name."""
    data = load(language, "times")
    words = data["words"]
    full_months = [
        month for month in data["months"] if len(month) > _LONG or month in ("may", "june", "july")
    ]
    short_months = [month for month in data["months"] if month not in full_months]
    full_days = [day for day in data["weekdays"] if day.endswith("day")]
    short_days = [day for day in data["weekdays"] if not day.endswith("day")]
    month = rf"(?:{any_of(full_months)}|{any_of(short_months)}\b\.?)"
    parts = {
        "month": month,
        "weekday": rf"(?:{any_of(full_days)}s?|{any_of(short_days)}\.)",
        "unit": any_of(words["units"] + words["plural_units"]),
        "part": rf"(?:(?:early|late|mid)[\s-]+)?{any_of(words['parts_of_day'])}",
        "edge": any_of(words["edges"]),
        "edge_of": any_of(words["edge_phrases"]),
        "day": r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?![\d:%]|[.,]\d)",
        "year": r"(?:1[5-9]\d\d|20\d\d|21[0-4]\d)(?![\d%]|[.,]\d)",
        "about": rf"(?:{any_of(words['before_amounts'])}\s+)*",
        "amount": rf"(?:\d+(?:[.,]\d+)?|{any_of(data['amounts'])}(?:[\s-]+(?:and\s+a\s+half|{any_of(data['amounts'])}))?)",
        "season": any_of(data["seasons"]),
        "relative": any_of(words["relative"]),
        "today": any_of(words["today"] + words["yesterday"] + words["overnight"]),
        "stretch": any_of(words["stretches"]),
        "holiday": any_of(words["holidays"]),
    }
    parts["date"] = _date(parts)
    return parts


def _date(part: dict[str, str]) -> str:
    """Return the pattern of dates with a month in them, and of numeric ones."""
    month, day, year = part["month"], part["day"], part["year"]
    return (
        rf"(?:\d{{4}}-\d\d-\d\d(?!\d)|\d{{1,2}}[/.]\d{{1,2}}[/.](?:\d{{4}}|\d\d)(?!\d)"
        rf"|{month}\s+{day}(?:\s*(?:-|\u2013|to|and)\s*{day})?(?:,?\s+{year})?"
        rf"|(?:the\s+)?{day}(?:\s*(?:-|\u2013|to|and)\s*{day})?\s+(?:of\s+)?{month}(?:,?\s+{year})?"
        rf"|{month}(?:\s*(?:-|\u2013|and|to)\s*{month})?,?\s+(?:of\s+)?{year}"
        rf"|{month}\s*[-\u2013]\s*{month})"
    )


class TimeLexicon(NamedTuple):
    """The words that expressions of time are made of, as the grammar asks for them.

    Attributes:
        months: names of months in full and abbreviated.
        short_months: those of them that are abbreviations.
        weekdays: names of days, in the singular and the plural.
        short_weekdays: abbreviations of days, which need their full stop.
        units: units of time, in the singular and the plural.
        parts: parts of the day.
        edges: "early", "late" and their like, and "the end of".
        about: words before an amount.
        amounts: words for numbers and vague amounts.
        seasons: names of seasons.
        relative: "last", "this", "the same".
        today: "today", "last night", "overnight".
        stretches: nouns for stretches of history.
        holidays: names of holidays.
        openers: words that an expression can begin with.
        cores: words one of which every expression without a figure holds.
        follow: for frequent openers, the words one of which, or a figure, stands behind them in every expression;
            under "" those for a figure too short for a year.
    """

    months: frozenset[str]
    short_months: frozenset[str]
    weekdays: frozenset[str]
    short_weekdays: frozenset[str]
    units: frozenset[str]
    parts: WordTree
    edges: WordTree
    about: WordTree
    amounts: WordTree
    seasons: frozenset[str]
    relative: WordTree
    today: WordTree
    stretches: frozenset[str]
    holidays: WordTree
    openers: frozenset[str]
    cores: frozenset[str]
    follow: dict[str, frozenset[str]]


def _tree(phrases: Iterable[str]) -> WordTree:
    """Return runs of words by their first one, the longest first."""
    tree: dict[str, list[tuple[str, ...]]] = {}
    for phrase in phrases:
        words = tuple(TOKEN.findall(phrase))
        tree.setdefault(words[0], []).append(words)
    return {first: tuple(sorted(runs, key=len, reverse=True)) for first, runs in tree.items()}


@cache
def time_lexicon(language: str) -> TimeLexicon:
    """Return the words that expressions of time are made of in a language."""
    data = load(language, "times")
    words = data["words"]
    months, days = frozenset(data["months"]), [day for day in data["weekdays"] if day.endswith("day")]
    trees = {
        "parts": _tree(words["parts_of_day"]),
        "edges": _tree(words["edges"] + words["edge_phrases"]),
        "about": _tree(words["before_amounts"]),
        "amounts": _tree(data["amounts"]),
        "relative": _tree(words["relative"]),
        "today": _tree(words["today"] + words["yesterday"] + words["overnight"]),
        "holidays": _tree(words["holidays"]),
    }
    weekdays = frozenset([*days, *(f"{day}s" for day in days)])
    short_days = frozenset(data["weekdays"]) - weekdays
    units = frozenset(words["units"] + words["plural_units"])
    names = {*months, *weekdays, *short_days, *units}
    cores = {
        *names, *data["seasons"], *trees["parts"], *trees["today"], *trees["holidays"],
        "since", "during", "throughout", "immediately", "hour", "am", "pm",
    }  # fmt: skip
    openers = {*names, *_OPENING_WORDS}.union(*trees.values())
    stretches = {*units, *months, *weekdays, *short_days, *data["seasons"], *trees["parts"], *_EDGES}
    amounts = {*trees["about"], *trees["amounts"]}
    return TimeLexicon(
        months=months,
        short_months=frozenset(month for month in months if len(month) <= _LONG) - {"may", "june", "july"},
        weekdays=weekdays,
        short_weekdays=short_days,
        units=units,
        seasons=frozenset(data["seasons"]),
        stretches=frozenset(words["stretches"]),
        openers=frozenset(openers),
        cores=frozenset(cores),
        follow={
            word: frozenset(_behind(word, trees, amounts | units | _BEHIND_AMOUNTS, stretches))
            for word in openers - names - _FREE_OPENERS
            if not any(
                (word,) in trees[name].get(word, ()) for name in ("parts", "edges", "today", "holidays")
            )
        },
        **trees,
    )


_EDGES = frozenset(["early", "late", "mid"])
_FREE_OPENERS = frozenset(["since", "during", "throughout"])
"""Behind these anything may name the event that tells the time."""
_BEHIND_AMOUNTS = frozenset(["more", "consecutive", "straight", "-", "and", "ago"])
_BEHIND_FIGURES = frozenset(
    ["of", ",", "\u2013", "to", "th", "st", "nd", "rd", ":", "/", ".", "a", "p", "am", "pm"]
)
_BEHIND_PREPOSITIONS = frozenset(
    [
        "the",
        "past",
        "last",
        "first",
        "recent",
        "early",
        "late",
        "about",
        "around",
        "at",
        "before",
        "after",
        "far",
    ]
)


def _behind(word: str, trees: dict[str, WordTree], amounts: set[str], stretches: set[str]) -> set[str]:
    """Return every word that can stand right behind an opener in an expression of time.

    Args:
        word: the opener.
        trees: the runs of words of the grammar.
        amounts: what stands behind a word before an amount, or behind an amount.
        stretches: what stands behind "last" and "this".
    """
    runs = [run for tree in trees.values() for run in tree.get(word, ())]
    behind = {run[1] for run in runs if len(run) > 1}
    if (
        word in _OPENING_WORDS
        or (word,) in trees["about"].get(word, ())
        or (word,) in trees["amounts"].get(word, ())
    ):
        behind |= amounts
    if word in _OPENING_WORDS and word != "the":
        behind |= _BEHIND_PREPOSITIONS
    if word == "the":
        behind |= {"past", "last", "first", *trees["edges"], *trees["parts"]}
    return behind | stretches | amounts if (word,) in trees["relative"].get(word, ()) else behind


_OPENING_WORDS = frozenset(
    [
        "the", "since", "during", "throughout", "over", "in", "within", "for", "past", "first", "so", "at", "around",
        "about", "shortly", "just", "before", "after", "immediately", "months", "years", "decades",
    ]
)  # fmt: skip
