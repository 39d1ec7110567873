"""Simple readers to compare with: how far one gets without a grammar.

Each is a `tollbook.Reader`, so that it is measured by the same command as any other:

    python benchmarks/compare.py baselines:RegularExpression
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tollbook.model import Claim, Document, Harm, Qualifier, Scope, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19, "twenty": 20,
}  # fmt: skip
_QUALIFIERS = {
    "at least": "low",
    "more than": "above",
    "over": "above",
    "up to": "high",
    "as many as": "high",
    "about": "",
    "nearly": "",
    "some": "",
}
_NUMBER = rf"\b(?:\d{{1,3}}(?:,\d{{3}})+|\d+|{'|'.join(sorted(WORDS, key=len, reverse=True))})\b"
_COUNT = rf"(?P<count>(?:(?P<qualifier>{'|'.join(_QUALIFIERS)})\s+)?(?P<number>{_NUMBER}))"
_GAP = r"(?:\s+(?!and\b|or\b|in\b|after\b)[\w'-]+){0,4}?\s+"
"""Up to four words between the number and the harm, no punctuation, nothing that begins another phrase."""

HARMS = {
    Harm.KILLED: r"kill(?:ed|ing|s)|dead|died|deaths?|murdered|slain",
    Harm.INJURED: r"injur(?:ed|ing|ies)|wound(?:ed|ing|s)|hurt",
    Harm.MISSING: r"missing",
    Harm.DISPLACED: r"displaced|fled|evacuated|homeless|refugees",
    Harm.DETAINED: r"arrest(?:ed|ing|s)|detain(?:ed|ing|ees)|jailed|imprisoned",
    Harm.ABDUCTED: r"kidnap(?:ped|ping|s)|abduct(?:ed|ing|s)|hostages?",
    Harm.CASUALTIES: r"casualties",
}
_BEFORE = {harm: re.compile(rf"{_COUNT}{_GAP}(?:{words})\b", re.IGNORECASE) for harm, words in HARMS.items()}
_AFTER = {
    harm: re.compile(rf"\b(?:{words})\s+(?:[\w'-]+\s+){{0,1}}?{_COUNT}", re.IGNORECASE)
    for harm, words in HARMS.items()
}


def number_of(words: str) -> int:
    """Return the number that digits or a word up to twenty say.

    Example:
        >>> number_of("8,300"), number_of("Seven")
        (8300, 7)
    """
    return WORDS.get(words.lower()) or int(words.replace(",", ""))


def bounds_of(qualifier: str | None, number: int) -> tuple[int | None, int | None]:
    """Return the smallest and the largest number that a count says.

    Example:
        >>> bounds_of("More than", 60), bounds_of("up to", 8), bounds_of(None, 8)
        ((61, None), (None, 8), (8, 8))
    """
    match _QUALIFIERS.get((qualifier or "").lower()):
        case "low":
            return number, None
        case "above":
            return number + 1, None
        case "high":
            return None, number
    return number, number


def _claim(document: Document, match: re.Match[str], harm: Harm) -> Claim:
    """Return a claim with nothing but its count, numbers and harm."""
    start, end = match.span("count")
    low, high = bounds_of(match["qualifier"], number_of(match["number"]))
    return Claim(
        start=start,
        end=end,
        count=document.text[start:end],
        low=low,
        high=high,
        qualifier=Qualifier.EXACT,
        harm=harm,
        scope=Scope.INCIDENT,
        sentence=Span(start, end),
    )


class _English:
    """What the baselines share: they read English."""

    def languages(self) -> frozenset[str]:
        """Return the two-letter codes of the languages it reads."""
        return frozenset({"en"})


class RegularExpression(_English):
    """The regular expression that a newcomer would write: a number, a few words, and a word of harm."""

    name = "baseline.regular-expression 1"

    def claims(self, document: Document) -> tuple[Claim, ...]:
        """Return a claim for each number that stands near a word of harm."""
        found = {claim.start: claim for claim in self._found(document)}
        return tuple(found[start] for start in sorted(found))

    def _found(self, document: Document) -> Iterator[Claim]:
        """Return the claims by pattern; of two on the same number, the last counts."""
        for patterns in (_BEFORE, _AFTER):
            for harm, pattern in patterns.items():
                yield from (_claim(document, match, harm) for match in pattern.finditer(document.text))


class EveryNumber(_English):
    """Takes each number of a text for people killed: how far one gets by finding numbers alone."""

    name = "baseline.every-number 1"
    _pattern = re.compile(_COUNT, re.IGNORECASE)

    def claims(self, document: Document) -> tuple[Claim, ...]:
        """Return a claim for each number."""
        return tuple(_claim(document, match, Harm.KILLED) for match in self._pattern.finditer(document.text))
