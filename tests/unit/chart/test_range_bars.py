from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from tollbook.chart.range_bars import range_bars
from tollbook.chart.render import drawing
from tollbook.model import Harm
from tollbook.model.reconciliation import Event, Figure, Reconciliation
from tollbook.model.terms import FigureFlag, FigureKind, Grade

Make = Callable[..., Figure]


def test_a_harm_without_a_figure_has_no_chart(record: Reconciliation) -> None:
    assert range_bars(record, Harm.MISSING) is None


def test_each_event_is_a_row_with_its_range_in_words(record: Reconciliation) -> None:
    chart = range_bars(record, Harm.KILLED)
    assert chart is not None
    assert (("Kesh market", 5, 14, "5 to 14", "G0", "no"),) == chart.rows
    assert "1 range of people killed; Kesh market: 5 to 14. 0 ranges disputed." == chart.alternative


def test_estimates_and_groups_are_never_read_against_counts(record: Reconciliation, figure: Make) -> None:
    others = (figure(id="F2", kind=FigureKind.ESTIMATED), figure(id="F3", group="children"))
    chart = range_bars(replace(record, figures=(*record.figures, *others)), Harm.KILLED)
    assert chart is not None
    assert 1 == len(chart.rows)


def test_an_open_end_is_no_number_in_the_table(record: Reconciliation, figure: Make) -> None:
    chart = range_bars(replace(record, figures=(figure(low=12, high=None),)), Harm.KILLED)
    assert chart is not None
    assert ("Kesh market", 12, None, "12 or more", "G0", "no") == chart.rows[0]


def test_rows_stand_in_the_order_of_their_days(record: Reconciliation, figure: Make) -> None:
    early = figure(
        id="F0", event="bridge", as_of=date(2026, 1, 5), grade=Grade.G2, flags=(FigureFlag.DISPUTED,)
    )
    events = (*record.events, Event(id="bridge", type="shelling", label="Kesh bridge"))
    chart = range_bars(replace(record, events=events, figures=(*record.figures, early)), Harm.KILLED)
    assert chart is not None
    assert ["Kesh bridge", "Kesh market"] == [row[0] for row in chart.rows]
    assert ("G2", "yes") == chart.rows[0][4:]


def test_a_name_with_quotes_and_backslashes_is_drawn_as_it_stands(record: Reconciliation) -> None:
    label = 'the "Old\\Mill" of St. Orm\'s'
    chart = range_bars(replace(record, events=(replace(record.events[0], label=label),)), Harm.KILLED)
    assert chart is not None
    assert "St. Orm's" in drawing(chart).wide
    assert label in json.loads(json.dumps(chart.wide))["data"]["values"][0]["event"]
