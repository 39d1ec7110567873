"""What words of time mean as dates, against the day of publication."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from tollbook.model import DatePrecision


@dataclass(frozen=True, slots=True, kw_only=True)
class Dates:
    """First and last day that words of time can mean, and how fine they are."""

    date_from: date | None = None
    date_to: date | None = None
    precision: DatePrecision | None = None


def dates_of(words: str, published_at: date | None, language: str = "en") -> Dates:
    """Return the days that words of time can mean.

    Args:
        words: as they stand ("Tuesday", "since 7 October", "the past 24 hours").
        published_at: day of publication; None when unknown.
        language: whose words to use.
    """
    del words, published_at, language
    return Dates()
