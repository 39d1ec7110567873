"""A line of progress on standard error, for a person who waits."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")

PATIENCE_SECONDS = 1.0
"""Work shorter than this needs no progress."""

_STEP_SECONDS = 0.2
_CLEAR_LINE = "\r\x1b[2K"


def with_progress(
    results: Iterable[T], *, shown_elsewhere: bool, clock: Callable[[], float] = time.monotonic
) -> Iterator[T]:
    """Return the results as they come, with a line of progress while they do.

    There is none when standard error is no terminal, when the results themselves appear on
    the terminal, or when the work is done soon.

    Args:
        results: what is counted.
        shown_elsewhere: whether the results go to standard output as they come.
        clock: seconds since some moment.
    """
    screen = sys.stderr
    if not screen.isatty() or (shown_elsewhere and sys.stdout.isatty()):
        yield from results
        return
    due, drawn = clock() + PATIENCE_SECONDS, False
    try:
        for number, result in enumerate(results, start=1):
            if clock() >= due:
                screen.write(f"{_CLEAR_LINE}{number:,} inputs read")
                screen.flush()
                due, drawn = clock() + _STEP_SECONDS, True
            yield result
    finally:
        if drawn:
            screen.write(_CLEAR_LINE)
            screen.flush()
