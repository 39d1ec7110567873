"""Captures of the files, folders and standard input that a user names.

A failure is a value in the stream, so that one bad file never stops the others.
What a file *is* is not looked at here, but for one thing: a JSONL corpus is taken
line by line, so that its size does not matter.
"""

from __future__ import annotations

import stat
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from tollbook.capture.corpus import stream_captures
from tollbook.errors import EmptyInput, InputError, UnsupportedInput
from tollbook.model.capture import STDIN_NAME, Capture, place_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Captured = Capture | InputError


def captures(paths: Iterable[str | Path], *, limit_bytes: int, stdin: BinaryIO) -> Iterator[Captured]:
    """Return the inputs that the paths name, one after the other, failures among them as values.

    Files come in the order given; a folder is walked in the order of its names, without
    hidden files; a corpus gives one capture for each record.

    Args:
        paths: files, folders, or `-` for standard input.
        limit_bytes: the most bytes of one file, or of one record of a corpus.
        stdin: where `-` is read from.
    """
    for path in map(str, paths):
        if path == STDIN_NAME:
            yield from _stdin_captures(stdin, limit_bytes)
        else:
            yield from _path_captures(path, limit_bytes)


def _path_captures(path: str, limit_bytes: int) -> Iterator[Captured]:
    try:
        is_folder = stat.S_ISDIR(Path(path).stat().st_mode)
    except (OSError, ValueError) as error:
        yield _access_error(path, error)
        return
    if is_folder:
        yield from _folder_captures(path, limit_bytes)
    else:
        yield from _file_captures(path, limit_bytes)


def _file_captures(path: str, limit_bytes: int) -> Iterator[Captured]:
    try:
        with Path(path).open("rb") as stream:
            yield from stream_captures(path, stream, limit_bytes)
    except OSError as error:
        yield _access_error(path, error)


def _stdin_captures(stdin: BinaryIO, limit_bytes: int) -> Iterator[Captured]:
    try:
        yield from stream_captures(STDIN_NAME, stdin, limit_bytes)
    except OSError as error:
        yield _access_error(STDIN_NAME, error)


def _folder_captures(folder: str, limit_bytes: int) -> Iterator[Captured]:
    nothing_found = True
    for found in _walk(folder, frozenset()):
        nothing_found = False
        if isinstance(found, InputError):
            yield found
        else:
            yield from _file_captures(found, limit_bytes)
    if nothing_found:
        yield EmptyInput(
            place_name(folder),
            "the folder holds no files (hidden files are left out)",
            "Name a folder that holds documents, or the files themselves.",
        )


def _walk(folder: str, above: frozenset[tuple[int, int]]) -> Iterator[str | InputError]:
    """Return the paths of the regular files below a folder; a link back to a folder above is not followed."""
    try:
        status = Path(folder).stat()
        paths = sorted(path for path in Path(folder).iterdir() if not path.name.startswith("."))
    except OSError as error:
        yield _access_error(folder, error)
        return
    identity = (status.st_dev, status.st_ino)
    if identity in above:
        return
    for path in paths:
        yield from _entry(path, above | {identity})


def _entry(path: Path, above: frozenset[tuple[int, int]]) -> Iterator[str | InputError]:
    try:
        mode = path.stat().st_mode
    except OSError as error:
        yield _access_error(str(path), error)
        return
    if stat.S_ISDIR(mode):
        yield from _walk(str(path), above)
    elif stat.S_ISREG(mode):
        yield str(path)
    else:  # opening a pipe that nobody writes to would wait forever
        yield UnsupportedInput(
            place_name(str(path)),
            "it is a pipe, socket or device, and a regular file was expected",
            "Name it by itself if it is to be read.",
        )


def _access_error(path: str, error: OSError | ValueError) -> InputError:
    """Return what to say when the system does not let a path be read."""
    place = place_name(path)
    if isinstance(error, FileNotFoundError):
        return InputError(place, "there is no such file or folder", "Check the path.")
    if isinstance(error, PermissionError):
        return InputError(place, "the system refuses access to it", "Check its permissions.")
    reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
    return InputError(place, f"the system says: {reason}", "Check the path and the disk it is on.")
