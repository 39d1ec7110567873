"""Where results go: standard output, or a file that is whole or not there at all."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from pathlib import Path
from typing import BinaryIO, TextIO

from tollbook.errors import OutputError

STDOUT = "-"


@contextmanager
def result_stream(target: str) -> Iterator[TextIO]:
    """Return a stream for the results, in UTF-8.

    A file is written beside its target and takes its place when all is done, so that
    nobody ever sees half a result; after an error the target is as it was before.

    Args:
        target: path of a file, or `-` for standard output.

    Raises:
        OutputError: when it cannot be written.
    """
    with binary_file(target) as raw:
        if target == STDOUT:
            yield _stdout()
            return
        text = TextIOWrapper(raw, encoding="utf-8", errors="backslashreplace", newline="")
        yield text
        text.flush()
        text.detach()


@contextmanager
def binary_file(target: str) -> Iterator[BinaryIO]:
    """Return a stream for results that are no text; as `result_stream` in all else.

    Args:
        target: path of a file, or `-` for standard output.

    Raises:
        OutputError: when it cannot be written.
    """
    try:
        if target == STDOUT:
            yield sys.stdout.buffer
        elif _is_special(target):
            with Path(target).open("wb") as stream:
                yield stream
        else:
            with _beside(Path(os.path.realpath(target))) as stream:
                yield stream
    except BrokenPipeError:
        raise
    except OSError as error:
        name = "standard output" if target == STDOUT else target
        reason = error.strerror or str(error)
        raise OutputError(
            f"Cannot write {name}: {reason}. Name a file in a folder that exists and may be written to."
        ) from error


def _stdout() -> TextIO:
    """Return standard output, in UTF-8 wherever that can be set; a lone surrogate becomes its escape."""
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    return sys.stdout


def _is_special(target: str) -> bool:
    """Return whether the target is a device or a pipe, which cannot be replaced."""
    path = Path(target)
    return path.exists() and not path.is_file() and not path.is_dir()


@contextmanager
def _beside(target: Path) -> Iterator[BinaryIO]:
    if target.is_dir():
        raise IsADirectoryError(None, "it is a folder", str(target))
    part = target.with_name(f".tollbook-{os.getpid()}.part")
    try:
        with part.open("xb") as stream:
            yield stream
        part.replace(target)
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def write_bytes_result(target: str, content: bytes) -> None:
    """Write a file of bytes, which is whole or not there at all.

    Raises:
        OutputError: when it cannot be written.
    """
    part = Path(target).with_name(f".tollbook-{os.getpid()}.part")
    try:
        if Path(target).is_dir():
            raise IsADirectoryError(None, "it is a folder", target)
        part.write_bytes(content)
        part.replace(target)
    except OSError as error:
        reason = error.strerror or str(error)
        raise OutputError(
            f"Cannot write {target}: {reason}. Name a file in a folder that exists and may be written to."
        ) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
