"""A case as a folder: found from where one stands, made whole or not at all."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from tollbook.capture.case_file import parse_case
from tollbook.capture.case_template import case_template
from tollbook.capture.store import CaptureStore
from tollbook.errors import CaseError, OutputError, UsageError
from tollbook.model.case import Case
from tollbook.model.display import shown

CASE_FILE = "case.toml"
CAPTURES = "captures"
LEDGER_FILE = "ledger.db"


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFolder:
    """A case and the folder it lies in.

    Attributes:
        path: the folder.
        case: what its case.toml says.
    """

    path: Path
    case: Case

    @property
    def store(self) -> CaptureStore:
        """Return the bytes of its sources."""
        return CaptureStore(self.path / CAPTURES)


def find_case(start: str | Path) -> Path:
    """Return the folder of the case that a folder lies in: itself, or the nearest one above.

    Raises:
        UsageError: when there is none.
    """
    folder = Path(os.path.abspath(start))  # noqa: PTH100 - a link that one stands in leads up by its own name
    for each in (folder, *folder.parents):
        if (each / CASE_FILE).is_file():
            return each
    raise UsageError(
        f"Cannot find a case: there is no {CASE_FILE} in {shown(str(folder))} nor above it. "
        "Go into the folder of a case, name it with --case DIR or TOLLBOOK_CASE, or make one: tollbook new DIR."
    )


def open_folder(path: str | Path) -> CaseFolder:
    """Return the case in a folder.

    Raises:
        UsageError: when the folder is none, or holds nothing of a case.
        CaseError: when its case.toml is missing, cannot be read, or says what makes no sense.
    """
    folder = Path(path)
    file = folder / CASE_FILE
    name = shown(str(file))
    try:
        text = file.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise _no_case(folder) from None
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise CaseError(name, [(line, "the bytes are not UTF-8; save the file as UTF-8")]) from error
    except OSError as error:
        raise CaseError(name, [(1, f"the system says: {error.strerror or error}")]) from error
    return CaseFolder(path=folder, case=parse_case(text, name))


def _no_case(folder: Path) -> UsageError | CaseError:
    place = shown(str(folder))
    if (folder / LEDGER_FILE).exists() or (folder / CAPTURES).is_dir():
        fault = "it is missing, and the folder holds a ledger or captures; restore it from a copy, with the same id"
        return CaseError(f"{place}/{CASE_FILE}", [(1, fault)])
    if not folder.is_dir():
        return UsageError(f"Cannot open the case {place}: there is no such folder. Check the path.")
    return UsageError(
        f"Cannot open the case {place}: there is no {CASE_FILE} in it. Make a case with: tollbook new DIR."
    )


def make_folder(
    path: str | Path,
    *,
    case_id: str,
    name: str,
    furnish: Callable[[CaseFolder], None],
    ledger: str | None = None,
) -> CaseFolder:
    """Return a new case in a folder that did not exist, or was empty.

    It is made beside its place and moved there when all is done, so that there is never half a case.

    Args:
        path: the folder.
        case_id: 32 hexadecimal digits, drawn at random.
        name: what people call the case.
        furnish: puts the rest into the unfinished folder: its ledger.
        ledger: address of a PostgreSQL database for its ledger; None for a file in the folder.

    Raises:
        UsageError: when something is there already.
        OutputError: when it cannot be written.
    """
    target = Path(path)
    place = shown(str(target))
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise UsageError(
            f"Cannot make a case in {place}: something is there already. Name a folder that is empty or does not exist."
        )
    part = target.with_name(f".{target.name}.part-{os.getpid()}")
    try:
        part.mkdir(parents=True)
        (part / CAPTURES).mkdir()
        (part / CASE_FILE).write_text(case_template(case_id, name, ledger), encoding="utf-8")
        furnish(open_folder(part))
        part.replace(target)
    except OSError as error:
        reason = error.strerror or str(error)
        raise OutputError(
            f"Cannot make a case in {place}: {reason}. Name a folder in a place that may be written to."
        ) from error
    finally:
        with suppress(OSError):
            shutil.rmtree(part, ignore_errors=True)
    return open_folder(target)
