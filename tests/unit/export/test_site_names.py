from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from tollbook.export.site_names import document_path, figure_path, file_stem, latest_path
from tollbook.model.reconciliation import Figure


def test_a_plain_id_is_its_own_file_name() -> None:
    assert "documents/d4kd02h1x9aa.html" == document_path("d4kd02h1x9aa")


@given(st.text())
def test_any_name_gives_a_file_name_that_every_system_takes(name: str) -> None:
    stem = file_stem(name)
    assert stem.isascii()
    assert 1 <= len(stem) <= 40
    assert set() == set(stem) - set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-")


def test_different_names_give_different_files() -> None:
    names = ["a/b", "a b", "../../etc", "", "e\u0301", "\u00e9", "x" * 41]
    assert len(names) == len({file_stem(name) for name in names})


def test_the_newest_version_keeps_its_address_when_the_day_and_the_bounds_move(
    figure: Callable[..., Figure],
) -> None:
    newer = replace(figure(), id="F2", as_of=date(2026, 4, 1), low=6)
    assert latest_path(figure()) == latest_path(newer)
    assert figure_path(figure()) != figure_path(newer)
    assert latest_path(figure()) != latest_path(replace(figure(), group="children"))
