"""A folder of pages that takes its place at once: whole, or as it was before."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path

from tollbook.errors import OutputError, UsageError
from tollbook.export.site import SiteFile
from tollbook.model.display import shown

MARKER = "assets/site.css"
"""A folder with this in it is a report, and may be replaced by a newer one."""


def write_site(target: str, files: Iterable[SiteFile | tuple[str, bytes]]) -> int:
    """Return how many files of a site were written to a folder.

    They are written beside it and moved into place at the end; after an error the folder
    is as it was before.

    Args:
        target: the folder; it is new, empty, or holds an earlier report.
        files: paths below it, with text or bytes.

    Raises:
        UsageError: when something else is in the folder.
        OutputError: when it cannot be written.
    """
    path = Path(target)
    if path.exists() and not _may_be_replaced(path):
        raise UsageError(
            f"Cannot write a report to {shown(target)}: something else is there. Name a new folder, or that of an earlier report."
        )
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".report-", dir=path.parent) as beside:
            number = _write_all(Path(beside) / "site", files)
            _take_place(Path(beside), path)
    except OSError as error:
        raise OutputError(
            f"Cannot write the report to {shown(target)}: {error.strerror or error}. Name a folder that may be written to."
        ) from error
    return number


def _may_be_replaced(path: Path) -> bool:
    return path.is_dir() and ((path / MARKER).is_file() or not any(path.iterdir()))


def _write_all(folder: Path, files: Iterable[SiteFile | tuple[str, bytes]]) -> int:
    number = 0
    for name, content in files:
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
        number += 1
    return number


def _take_place(beside: Path, path: Path) -> None:
    """Put the new folder where the old one was; the old one goes only when the new one is there."""
    if path.exists():
        path.rename(beside / "old")
    shutil.move(str(beside / "site"), path)
