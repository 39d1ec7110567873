from __future__ import annotations

import json
from datetime import date

from tollbook.export.citation import Citation


def citation(**changes: str) -> Citation:
    plain = {
        "author": "Open Register",
        "title": "People killed: Kesh market, 5 to 14",
        "container": "Arvenia, March",
    }
    return Citation(made=date(2026, 6, 1), key="f4kd02", **{**plain, **changes})


def test_in_words_a_citation_names_author_figure_record_version_and_root() -> None:
    expected = (
        "Open Register. People killed: Kesh market, 5 to 14. In: Arvenia, March, version of 1 June 2026, figure f4kd02, "
        "ledger root ab12."
    )
    assert expected == citation(root="ab12").plain()


def test_without_a_ledger_no_root_is_named() -> None:
    assert citation().plain().endswith("figure f4kd02.")
    assert "ledger" not in citation().bibtex()


def test_bibtex_keeps_what_its_own_signs_would_change() -> None:
    entry = citation(title="50% of {those} counted & named_here").bibtex()
    assert entry.startswith("@misc{f4kd02,\n")
    assert r"title = {50\% of \{those\} counted \& named\_here}," in entry
    assert "author = {{Open Register}}," in entry
    assert "year = {2026}," in entry


def test_csl_json_is_a_data_set_with_its_day() -> None:
    (item,) = json.loads(citation(root="ab12").csl_json())
    assert ("dataset", [[2026, 6, 1]], [{"literal": "Open Register"}]) == (
        item["type"],
        item["issued"]["date-parts"],
        item["author"],
    )
    assert "figure f4kd02, ledger root ab12" == item["note"]
