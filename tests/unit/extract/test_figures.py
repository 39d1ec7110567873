"""Figures that lean on an earlier one."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Noted = Callable[[str], list[str]]
FIRST = "At least 40 people were killed in Kesh. "


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("The army put the figure at 12.", "12 = 12 killed"),
        ("The hospital raised the toll to 58.", "58 = 58 killed"),
        ("The ministry spoke of 12.", "12 = 12 killed"),
        ("It was not 40 but 12, the army said.", "12 = 12 killed"),
        ("Officials counted 58.", "58 = 58 killed"),
        ("Seven of them were children, officials said.", "Seven = 7 killed, part"),
    ],
)
def test_a_bare_figure_takes_its_harm_from_the_claim_before(
    figures_in: Noted, text: str, figure: str
) -> None:
    assert figure in figures_in(FIRST + text)


@pytest.mark.parametrize(
    "text",
    [
        "The army said 12 lorries burned.",
        "The mayor is 58.",
        "It may put the figure at 12.",
        "It rained for 12 hours.",
    ],
)
def test_other_numbers_lean_on_nothing(figures_in: Noted, text: str) -> None:
    assert ["At least 40 = 40.. killed"] == figures_in(FIRST + text)


def test_a_figure_leans_no_further_than_two_sentences_back(figures_in: Noted) -> None:
    between = "Rain fell. The market closed. The bridge stood. "
    assert ["At least 40 = 40.. killed"] == figures_in(FIRST + between + "The army put the figure at 12.")


def test_without_a_claim_before_it_a_figure_is_none(figures_in: Noted) -> None:
    assert [] == figures_in("The army put the figure at 12.")


def test_not_x_but_y_in_one_sentence_gives_both(figures_in: Noted) -> None:
    assert ["40 = 40 killed", "16 = 16 killed"] == figures_in(
        "In Kesh 40 people were killed, not 16 as reported."
    )
