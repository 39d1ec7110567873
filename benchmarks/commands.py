"""Runs the command line as a user does, in a process of its own, and says what it took."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_KIB = 1 if sys.platform == "darwin" else 1024
"""What one unit of `ru_maxrss` is, in bytes."""

# A process of its own starts the command: the system counts the memory of whoever starts a process as memory that the
# process once held, so a large starter would hide what the command takes.
_LAUNCHER = """
import json, os, subprocess, sys, time
started = time.perf_counter()
process = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL)
_, status, used = os.wait4(process.pid, 0)
seconds = time.perf_counter() - started
print(json.dumps([os.waitstatus_to_exitcode(status), seconds, used.ru_utime + used.ru_stime, used.ru_maxrss]))
"""


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
    whole = [*(command or tollbook_command()), *words]
    done = subprocess.run([sys.executable, "-S", "-c", _LAUNCHER, *whole], stdout=subprocess.PIPE, check=True)
    code, seconds, cpu_seconds, peak = json.loads(done.stdout)
    if code:
        raise ChildProcessError(f"Cannot measure {' '.join(words)}: it ended with {code}.")
    return Run(seconds=seconds, cpu_seconds=cpu_seconds, peak_bytes=peak * _KIB)


def median_cpu_seconds(words: Sequence[str], runs: int) -> float:
    """Return the median of the CPU seconds that a command takes, each time in a new process.

    Args:
        words: the words after `tollbook`.
        runs: how often; one run before them fills the caches of the disk and is not counted.
    """
    run(words)
    return statistics.median(run(words).cpu_seconds for _ in range(runs))
