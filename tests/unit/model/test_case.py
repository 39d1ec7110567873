from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from tollbook.model import Claim, Harm
from tollbook.model.case import Case

MARCH = {"date_from": date(2026, 3, 1), "date_to": date(2026, 3, 31)}


def case(**fields: Any) -> Case:
    return Case(id="0" * 32, name="Arvenia", **fields)


def test_a_case_without_limits_covers_every_claim(make_claim: Callable[..., Claim]) -> None:
    assert case().covers(make_claim("12 died", "12", date_from=date(1900, 1, 1), date_to=date(1900, 1, 1)))


def test_a_case_covers_the_harms_that_it_counts(make_claim: Callable[..., Claim]) -> None:
    counts = case(harms=(Harm.KILLED,))
    assert [True, False] == [
        counts.covers(make_claim("12", "12", harm=harm)) for harm in (Harm.KILLED, Harm.MISSING)
    ]


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (date(2026, 3, 31), date(2026, 4, 2), True),
        (date(2026, 2, 1), date(2026, 3, 1), True),
        (date(2026, 4, 1), date(2026, 4, 1), False),
        (date(2026, 2, 1), date(2026, 2, 28), False),
        (None, date(2026, 2, 28), False),
        (date(2026, 4, 1), None, False),
        (None, None, True),
    ],
)
def test_a_claim_that_can_be_of_the_period_is_covered(
    make_claim: Callable[..., Claim], first: date | None, last: date | None, *, expected: bool
) -> None:
    assert expected == case(**MARCH).covers(make_claim("12", "12", date_from=first, date_to=last))
