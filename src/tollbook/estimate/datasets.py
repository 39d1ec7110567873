"""Published tables of capture histories, as facts, each with the article that it was published in.

They are shipped so that a method can be tried and compared with what others found. Each file is
pinned by its SHA-256. Where two versions of a table circulate, both are here under names of their
own. Child recruitment in Colombia is left out: its table is no published fact but counted from
records whose data version could not be told. Nothing here says that the estimates are right.
"""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import dataclass
from importlib.resources import files

from tollbook.errors import DamagedInput, UsageError
from tollbook.estimate.tables import histories_from_csv
from tollbook.model.display import shown
from tollbook.model.histories import CaptureHistories

_FOLDER = files("tollbook.estimate") / "data"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dataset:
    """What a shipped table is, and where it was published.

    Attributes:
        name: what `load` takes.
        title: in a line.
        citation: author, year, place of publication.
        lists: how many lists.
        people: how many are on at least one of them.
        sha256: of the shipped file.
        note: what must be known to use it; empty where nothing.
    """

    name: str
    title: str
    citation: str
    lists: int
    people: int
    sha256: str
    note: str = ""


def datasets() -> dict[str, Dataset]:
    """Return all shipped tables by name, in the order of the manual."""
    tables = tomllib.loads((_FOLDER / "tables.toml").read_text(encoding="utf-8"))
    return {name: Dataset(name=name, **fields) for name, fields in tables.items()}


def load(name: str) -> CaptureHistories:
    """Return the capture histories of a shipped table.

    Example:
        >>> load("kosovo-1999").observed
        4400

    Raises:
        UsageError: when there is no such table.
        DamagedInput: when the shipped file is not the one that was published with Tollbook.
    """
    known = datasets()
    if name not in known:
        raise UsageError(f'There is no dataset "{shown(name)}". There are: {", ".join(known)}.')
    return read_pinned((_FOLDER / f"{name}.csv").read_bytes(), known[name])


def read_pinned(content: bytes, dataset: Dataset) -> CaptureHistories:
    """Return the histories that the bytes hold, when they are the bytes that were pinned.

    Raises:
        DamagedInput: when they are not.
    """
    found = hashlib.sha256(content).hexdigest()
    if found != dataset.sha256:
        raise DamagedInput(
            f"the dataset {dataset.name}",
            f"its SHA-256 is {found}, expected {dataset.sha256}",
            "Install Tollbook again.",
        )
    return histories_from_csv(content.decode("utf-8"), name=f"the dataset {dataset.name}", count="count")
