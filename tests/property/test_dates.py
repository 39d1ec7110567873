"""What holds of dates for any words and any day of publication."""

from __future__ import annotations

from datetime import date

from hypothesis import example, given
from hypothesis import strategies as st

from tollbook.extract.dates import Dates, dates_of

_PIECES = [
    "a",
    "the",
    "last",
    "this",
    "past",
    "early",
    "late",
    "mid",
    "since",
    "between",
    "and",
    "to",
    "-",
    "of",
    "in",
    "on",
    "at",
    "24",
    "7",
    "2003",
    "1998",
    "31",
    "99999999",
    "0000",
    "9999",
    "hours",
    "days",
    "week",
    "weeks",
    "month",
    "year",
    "decades",
    "centuries",
    "weekend",
    "ago",
    "May",
    "March",
    "february",
    "29",
    "Feb.",
    "Monday",
    "Fri.",
    "yesterday",
    "overnight",
    "christmas",
    "03/04/2024",
    "2024-02-30",
    "1980s",
    "0000s",
    "7th",
    ",",
    ".",
    "several",
    "couple",
    "half",
    "dozen",
    "next",
    "October",
    "summer",
    "10:30",
    "a.m.",
    "8",
    "p.m.",
]
_WORDS = st.lists(st.sampled_from(_PIECES), max_size=7).map(" ".join)
_PUBLISHED = st.none() | st.dates()


@given(words=_WORDS, published_at=_PUBLISHED)
@example(words="99999999 centuries ago", published_at=date.min)
@example(words="last weekend", published_at=date.max)
def test_the_first_day_is_never_after_the_last_nor_the_last_after_publication(
    words: str, published_at: date | None
) -> None:
    dates = dates_of(words, published_at)
    if dates == Dates():
        return
    assert dates.date_from is not None
    assert dates.date_to is not None
    assert dates.precision is not None
    assert dates.date_from <= dates.date_to
    assert published_at is None or dates.date_to <= published_at


@given(words=st.text(max_size=80), published_at=_PUBLISHED)
def test_any_text_gives_dates_or_none_but_never_raises(words: str, published_at: date | None) -> None:
    assert isinstance(dates_of(words, published_at), Dates)


@given(day=st.dates(min_value=date(1000, 1, 1)))
def test_every_day_written_out_is_that_day(day: date) -> None:
    written = f"{day.day} {day:%B} {day.year:04d}"
    assert dates_of(written, None).date_from == dates_of(written, None).date_to == day


@given(day=st.dates(min_value=date(1000, 1, 1)), published_at=st.dates(min_value=date(1000, 1, 1)))
def test_a_date_without_its_year_is_the_last_one_not_after_publication(day: date, published_at: date) -> None:
    dates = dates_of(f"{day:%B} {day.day}", published_at)
    if dates.date_to is not None:
        assert (dates.date_to.month, dates.date_to.day) == (day.month, day.day)
        assert (published_at - dates.date_to).days < 366 * 8 + 2
