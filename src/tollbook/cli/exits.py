"""What the command line tells its caller by its exit code."""

from __future__ import annotations

from enum import IntEnum

DEBUG_VARIABLE = "TOLLBOOK_DEBUG"
"""When this is set in the environment, tracebacks are shown."""


class ExitCode(IntEnum):
    """The exit codes of every verb."""

    DONE = 0
    SOME_FAILED = 1
    USAGE = 2
    FAILED = 3
    DEFECT = 4
