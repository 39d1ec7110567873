from __future__ import annotations

from dataclasses import replace

from tollbook.chart.origins import origins
from tollbook.chart.render import drawing
from tollbook.model.chart import Chart
from tollbook.model.reconciliation import Reconciliation


def drawn(record: Reconciliation) -> Chart:
    chart = origins(record, "market")
    assert chart is not None
    return chart


def test_an_event_without_dated_documents_has_no_diagram(record: Reconciliation) -> None:
    assert origins(record, "nowhere") is None


def test_each_line_lists_its_documents_by_day_and_how_they_came_in(record: Reconciliation) -> None:
    expected = (
        ("Kesh Regional Hospital", "Arvenia Wire", "2026-03-04", "speaks for itself"),
        ("Kesh Regional Hospital", "Coast Daily", "2026-03-05", "Coast Daily cites Arvenia Wire"),
        ("Kesh Regional Hospital", "Kesh Regional Hospital", "2026-03-06", "same claimant"),
        ("the government", "Arvenia Wire", "2026-03-04", "speaks for itself"),
        ("the government", "Coast Daily", "2026-03-05", "same claimant"),
    )
    assert expected == drawn(record).rows


def test_a_stroke_runs_from_what_was_repeated_to_who_repeats_it(record: Reconciliation) -> None:
    rules = [layer for layer in drawn(record).wide["layer"] if layer["mark"]["type"] == "rule"]
    (stroke,) = rules[0]["data"]["values"]
    assert ("L1 D1", "L1 D2", "2026-03-04", "2026-03-05") == (
        stroke["from"],
        stroke["to"],
        stroke["day"],
        stroke["until"],
    )


def test_without_ties_no_stroke_is_drawn(record: Reconciliation) -> None:
    alone = replace(record, lines=tuple(replace(line, joins=()) for line in record.lines))
    assert "rule" not in [layer["mark"]["type"] for layer in drawn(alone).wide["layer"]]


def test_the_words_name_who_each_line_starts_with(record: Reconciliation) -> None:
    expected = (
        "2 lines of evidence. Kesh Regional Hospital: 3 documents, first Arvenia Wire on 4 March 2026. "
        "the government: 2 documents, first Arvenia Wire on 4 March 2026."
    )
    assert expected == drawn(record).alternative


def test_the_diagram_is_drawn_for_both_widths(record: Reconciliation) -> None:
    picture = drawing(drawn(record))
    assert "Coast Daily" in picture.wide
    assert "Coast Daily" in picture.narrow
