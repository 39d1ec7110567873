"""Runs the command line as a user does, in a process of its own, and says what it took."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_KIB = 1 if sys.platform == "darwin" else 1024
"""What one unit of `ru_maxrss` is, in bytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What one run of a command took.

    Attributes:
        seconds: by the clock, from start to end of the process.
        cpu_seconds: of the process and of those it waited for.
        peak_bytes: most memory that any one of them held.
    """

    seconds: float
    cpu_seconds: float
    peak_bytes: int


def tollbook_command() -> list[str]:
    """Return how the command `tollbook` of this environment is started."""
    script = Path(sys.executable).with_name("tollbook")
    return [str(script)] if script.exists() else [sys.executable, "-m", "tollbook"]


def run(words: Sequence[str], *, command: Sequence[str] | None = None) -> Run:
    """Return what it took to run a command to its end.

    Args:
        words: the words after `tollbook`.
        command: another program in its place.

    Raises:
        ChildProcessError: when it failed.
    """
    started = time.perf_counter()
    process = subprocess.Popen([*(command or tollbook_command()), *words], stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise ChildProcessError(f"Cannot measure {' '.join(words)}: it ended with {process.returncode}.")
    return Run(
        seconds=seconds, cpu_seconds=used.ru_utime + used.ru_stime, peak_bytes=int(used.ru_maxrss) * _KIB
    )


def median_seconds(words: Sequence[str], runs: int) -> float:
    """Return the median of the seconds that a command takes, each time in a new process.

    Args:
        words: the words after `tollbook`.
        runs: how often; one run before them fills the caches of the disk and is not counted.
    """
    run(words)
    return statistics.median(run(words).seconds for _ in range(runs))
