from __future__ import annotations

import re
from itertools import pairwise

import pytest

from tollbook.chart.theme import (
    DARK,
    DASHES,
    LIGHT,
    SCHEMA,
    SERIES,
    SHAPES,
    count_axis,
    series_style,
    themed,
    zero_based,
)

SERIES_NAMES = [f"series-{number}" for number in range(1, 7)]


def brightness(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((brightness(one), brightness(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
def test_what_is_drawn_stands_out_from_the_ground(scheme: dict[str, str]) -> None:
    ground = scheme["ground"]
    assert [] == [name for name in SERIES_NAMES if contrast(scheme[name], ground) < 3]
    assert [] == [name for name in ("ink", "muted") if contrast(scheme[name], ground) < 4.5]


def test_every_colour_has_a_dark_one_and_a_name_of_its_own() -> None:
    assert list(LIGHT) == list(DARK)
    assert len(LIGHT) == len(set(LIGHT.values()))
    assert [] == [
        colour for colour in [*LIGHT.values(), *DARK.values()] if not re.fullmatch("#[0-9a-f]{6}", colour)
    ]


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
def test_neighbouring_series_differ_in_grey(scheme: dict[str, str]) -> None:
    steps = [contrast(scheme[one], scheme[other]) for one, other in pairwise(SERIES_NAMES)]
    assert [] == [step for step in steps if step < 1.15]


def test_series_look_by_their_order_and_from_the_seventh_on_again() -> None:
    looks = [series_style(order) for order in range(6)]
    assert 6 == len(set(looks)) == len({look.shape for look in looks}) == len({look.dash for look in looks})
    assert series_style(0).colour == series_style(6).colour
    assert series_style(0).shape != series_style(6).shape
    assert (SERIES[1], SHAPES[1], DASHES[1]) == series_style(1)


def test_a_themed_specification_names_its_schema_and_leaves_the_ground_to_the_page() -> None:
    specification = themed({"mark": "bar"})
    assert (SCHEMA, None, "bar") == tuple(specification[key] for key in ("$schema", "background", "mark"))
    assert {"labelColor", "gridColor", "domainColor"} <= set(specification["config"]["axis"])


def test_counts_are_drawn_from_zero_with_thousands_set_off() -> None:
    assert {"zero": True, "nice": True} == zero_based()
    assert {"title": "People", "format": ",.0f", "tickCount": 3} == count_axis("People", tickCount=3)
