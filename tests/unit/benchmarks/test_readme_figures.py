from __future__ import annotations

from collections.abc import Callable
from types import ModuleType

import pytest

Script = Callable[[str], ModuleType]


def test_what_stands_between_the_markers_is_replaced_and_nothing_else(
    script: Script, monkeypatch: pytest.MonkeyPatch
) -> None:
    figures = script("readme_figures")
    monkeypatch.setitem(figures.FIGURES, "quality", lambda: iter(["one", "two"]))
    page = "before\n<!-- figures: quality -->\nold\n<!-- end of figures -->\nafter"
    expected = "before\n<!-- figures: quality -->\n\none\ntwo\n\n<!-- end of figures -->\nafter"
    assert expected == figures.filled(page)
    assert expected == figures.filled(expected)


def test_the_pages_quote_the_results_that_are_kept(script: Script) -> None:
    assert 0 == script("readme_figures").main(["--check"])
