"""Words of time as dates, against Thursday 14 March 2024."""

from __future__ import annotations

from datetime import date

import pytest

from tollbook.extract.dates import Dates, dates_of
from tollbook.model import DatePrecision

THURSDAY = date(2024, 3, 14)


def span(words: str, published_at: date | None = THURSDAY) -> tuple[str, str, int] | None:
    """Return the first day, the last day and the precision as plain values, or None."""
    dates = dates_of(words, published_at)
    if dates.date_from is None or dates.date_to is None or dates.precision is None:
        return None
    return dates.date_from.isoformat(), dates.date_to.isoformat(), int(dates.precision)


@pytest.mark.parametrize(
    ("words", "first", "last", "precision"),
    [
        ("Tuesday", "2024-03-12", "2024-03-12", 1),
        ("Thursday", "2024-03-14", "2024-03-14", 1),
        ("last Thursday", "2024-03-07", "2024-03-07", 1),
        ("early Sunday", "2024-03-10", "2024-03-10", 1),
        ("Monday last week", "2024-03-04", "2024-03-04", 1),
        ("yesterday", "2024-03-13", "2024-03-13", 1),
        ("last night", "2024-03-13", "2024-03-13", 1),
        ("today", "2024-03-14", "2024-03-14", 1),
        ("overnight", "2024-03-13", "2024-03-14", 2),
        ("two days ago", "2024-03-12", "2024-03-12", 1),
        ("two weeks ago", "2024-02-26", "2024-03-03", 3),
        ("nearly a month ago", "2024-02-01", "2024-02-29", 4),
        ("five years ago", "2019-01-01", "2019-12-31", 5),
        ("the past 24 hours", "2024-03-13", "2024-03-14", 2),
        ("over the past 30 hours", "2024-03-12", "2024-03-14", 2),
        ("past week", "2024-03-07", "2024-03-14", 3),
        ("the past year", "2023-03-14", "2024-03-14", 5),
        ("over the weekend", "2024-03-09", "2024-03-10", 2),
        ("this week", "2024-03-11", "2024-03-14", 2),
        ("late last week", "2024-03-07", "2024-03-10", 2),
        ("last month", "2024-02-01", "2024-02-29", 4),
        ("last November", "2023-11-01", "2023-11-30", 4),
        ("late February", "2024-02-21", "2024-02-29", 4),
        ("mid-March", "2024-03-11", "2024-03-14", 2),
        ("so far this year", "2024-01-01", "2024-03-14", 5),
        ("7 October", "2023-10-07", "2023-10-07", 1),
        ("on 7 October last year", "2023-10-07", "2023-10-07", 1),
        ("since 7 October", "2023-10-07", "2024-03-14", 5),
        ("since the trial began in 1994", "1994-01-01", "2024-03-14", 5),
        ("February 29", "2024-02-29", "2024-02-29", 1),
        ("Sunday and early Monday", "2024-03-10", "2024-03-11", 2),
        ("July-August", "2023-07-01", "2023-08-31", 5),
        ("May 6 and 7", "2023-05-06", "2023-05-07", 2),
        ("New Year's Eve", "2023-12-31", "2023-12-31", 1),
        ("several years ago", "2015-01-01", "2021-12-31", 5),
    ],
)
def test_words_against_the_day_of_publication(words: str, first: str, last: str, precision: int) -> None:
    assert span(words) == (first, last, precision)


@pytest.mark.parametrize(
    ("words", "first", "last", "precision"),
    [
        ("2024-03-02", "2024-03-02", "2024-03-02", 1),
        ("Sept. 11, 2001", "2001-09-11", "2001-09-11", 1),
        ("11 September 2001", "2001-09-11", "2001-09-11", 1),
        ("the 4th of July 1999", "1999-07-04", "1999-07-04", 1),
        ("13/02/2024", "2024-02-13", "2024-02-13", 1),
        ("02/13/2024", "2024-02-13", "2024-02-13", 1),
        ("the morning of Tuesday, 22 March 2016", "2016-03-22", "2016-03-22", 1),
        ("26 August 2021, at 17:50 local time", "2021-08-26", "2021-08-26", 1),
        ("6-8 May 2023", "2023-05-06", "2023-05-08", 2),
        ("from 6 to 8 May 2023", "2023-05-06", "2023-05-08", 2),
        ("July 1995", "1995-07-01", "1995-07-31", 4),
        ("2002", "2002-01-01", "2002-12-31", 5),
        ("between 1998 and 2000", "1998-01-01", "2000-12-31", 5),
        ("in late 2008 and early 2009", "2008-09-01", "2009-04-30", 5),
        ("the 1980s", "1980-01-01", "1989-12-31", 5),
    ],
)
def test_full_dates_need_no_day_of_publication(words: str, first: str, last: str, precision: int) -> None:
    assert span(words, None) == span(words) == (first, last, precision)


@pytest.mark.parametrize(
    "words", ["Tuesday", "7 October", "last week", "since 2003", "two days ago", "yesterday"]
)
def test_words_that_hang_on_the_day_of_publication_give_nothing_without_it(words: str) -> None:
    assert dates_of(words, None) == Dates()


@pytest.mark.parametrize("words", ["03/04/2024", "31 April 2020", "Feb. 30", "2024-13-45", "2023-02-29"])
def test_what_is_ambiguous_or_cannot_be_gives_nothing(words: str) -> None:
    assert dates_of(words, THURSDAY) == Dates()


@pytest.mark.parametrize(
    "words",
    ["", "hours later", "next Monday", "during the war", "in recent weeks", "for 13 days", "before Monday"],
)
def test_what_names_no_day_gives_nothing(words: str) -> None:
    assert dates_of(words, THURSDAY) == Dates()


@pytest.mark.parametrize("words", ["December 2024", "2030", "15 March 2024"])
def test_a_date_after_publication_gives_nothing(words: str) -> None:
    assert dates_of(words, THURSDAY) == Dates()


def test_a_day_of_the_week_on_that_day_is_the_day_of_publication() -> None:
    assert dates_of("Thursday", THURSDAY) == Dates(
        date_from=THURSDAY, date_to=THURSDAY, precision=DatePrecision.DAY
    )


def test_a_leap_day_without_a_year_is_the_last_that_was() -> None:
    assert span("29 February", date(2023, 3, 1)) == ("2020-02-29", "2020-02-29", 1)
