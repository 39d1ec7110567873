from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from tollbook.chart.changes import changes
from tollbook.chart.render import drawing
from tollbook.model.charting import FigureChange
from tollbook.model.reconciliation import Figure

FIRST, SECOND = date(2026, 3, 4), date(2026, 3, 6)
Make = Callable[..., Figure]


def test_figures_that_did_not_move_are_left_out(figure: Make) -> None:
    assert (
        changes([FigureChange(before=figure(), after=figure(), label="Kesh market")], FIRST, SECOND) is None
    )


def test_both_ranges_and_the_reason_stand_in_one_row(figure: Make) -> None:
    moved = FigureChange(
        before=figure(low=12, high=None), after=figure(), label="Kesh market", reasons=("a later notice",)
    )
    chart = changes([moved], FIRST, SECOND)
    assert chart is not None
    assert ("Figure", "On 4 March 2026", "On 6 March 2026", "Why") == chart.columns
    assert (("people killed, Kesh market", "12 or more", "5 to 14", "a later notice"),) == chart.rows
    expected = (
        "1 figure changed. people killed, Kesh market: 12 or more on 4 March 2026, 5 to 14 on 6 March 2026."
    )
    assert expected == chart.alternative


def test_a_figure_that_is_new_had_none_before(figure: Make) -> None:
    chart = changes(
        [FigureChange(before=None, after=figure(group="children"), label="Kesh market")], FIRST, SECOND
    )
    assert chart is not None
    assert ("children killed, Kesh market", "no figure", "5 to 14", "") == chart.rows[0]
    assert "children killed, Kesh market" in drawing(chart).wide


def test_a_change_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^A change of 'Kesh market' needs a figure before or after it\.$"):
        _ = FigureChange(before=None, after=None, label="Kesh market").figure
