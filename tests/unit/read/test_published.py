from __future__ import annotations

from datetime import date

import pytest

from tollbook.read.published import dateline_date

MARCH_4 = date(2024, 3, 4)


@pytest.mark.parametrize(
    "line",
    [
        "Monday, March 4, 2024",
        "4 March 2024",
        "4th of March, 2024",
        "Mon 4 Mar 2024 10:30 GMT",
        "March 4, 2024 at 5:02 p.m.",
        "2024-03-04",
        "Published: 2024-03-04",
        "Published on 4 March 2024 10.15 UTC",
        "Posted: Mar. 4, 2024",
        "KESH, March 4, 2024 (AW) - Two people died.",
        "KESH, Arvenia, March 4, 2024 (Arvenia Wire) \u2014 Two people died.",
        "ODRA-VEL, 4 March 2024 -- Two people died.",
        "Bulletin 41, Monday 4 March 2024, counted until noon",
        "Bulletin No. 7, 4 March 2024, 18:00",
        "Second series, Bulletin 7, Monday 4 March 2024, counted until noon",
        "NOTICE TO FAMILIES, 4 March 2024. The hospital received two bodies.",
    ],
)
def test_a_day_at_the_top_is_the_day_of_publication(line: str) -> None:
    assert MARCH_4 == dateline_date(f"Shelling in Kesh\n\n{line}\n\nTwo people died.")


@pytest.mark.parametrize(
    "line",
    [
        "March 2024",
        "03/04/2024",
        "Updated 5 minutes ago",
        "On March 4, 2024, shells hit the market.",
        "KESH, March 4 (AW) - Two people died.",
        "Figures as of 4 March 2024.",
        "Visit to the covered market, 4 March 2024.",
        "31 February 2024",
        "Two people died on 4 March 2024",
    ],
)
def test_what_may_be_no_day_of_publication_is_not_taken(line: str) -> None:
    assert dateline_date(f"Shelling in Kesh\n\n{line}\n\nTwo people died.") is None


def test_a_label_goes_before_a_date_that_stands_alone() -> None:
    assert MARCH_4 == dateline_date("1 January 2020\nPublished: 4 March 2024\nTwo died.")


def test_a_date_below_the_top_is_not_taken() -> None:
    assert dateline_date("Two people died.\n" * 10 + "4 March 2024") is None
