from __future__ import annotations

import io
import sys
from collections.abc import Iterator

import pytest

from tollbook.cli.progress import PATIENCE_SECONDS, with_progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def on_terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Return what stands for the screen; called in the test, since pytest sets the streams anew before it."""
    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    return screen


def clock(step: float) -> Iterator[float]:
    now = 0.0
    while True:
        yield now
        now += step


def test_long_work_shows_how_far_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = on_terminal(monkeypatch)
    ticks = clock(PATIENCE_SECONDS)
    results = list(with_progress(range(5), shown_elsewhere=False, clock=lambda: next(ticks)))
    assert list(range(5)) == results
    assert "5 inputs read" in terminal.getvalue()
    assert terminal.getvalue().endswith("\r\x1b[2K")


def test_short_work_shows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = on_terminal(monkeypatch)
    assert [1, 2] == list(with_progress([1, 2], shown_elsewhere=False, clock=lambda: 0.0))
    assert "" == terminal.getvalue()


def test_no_terminal_gets_no_progress(monkeypatch: pytest.MonkeyPatch) -> None:
    log = io.StringIO()
    monkeypatch.setattr(sys, "stderr", log)
    ticks = clock(10)
    assert [1, 2] == list(with_progress([1, 2], shown_elsewhere=False, clock=lambda: next(ticks)))
    assert "" == log.getvalue()


def test_results_that_come_on_the_screen_are_progress_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = on_terminal(monkeypatch)
    monkeypatch.setattr(sys, "stdout", Terminal())
    ticks = clock(10)
    assert [1, 2] == list(with_progress([1, 2], shown_elsewhere=True, clock=lambda: next(ticks)))
    assert "" == terminal.getvalue()
