"""The annotated sets that readers are measured on, and what a reader makes of them.

The project's own set lies beside this file. Sets that others own are found in the folder that TOLLBOOK_BENCH_DATA
names (`data/` and `bench/` in it); where it is not set, they are left out.
"""

from __future__ import annotations

import json
import os
import sys
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from score import Claim, Claims, load

from tollbook.errors import InputError
from tollbook.export.row import reading_row
from tollbook.pipeline.reading import read_corpus
from tollbook.settings import CorpusSettings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tollbook.model import Reader

BENCH_VARIABLE = "TOLLBOOK_BENCH_DATA"
FOLDER = Path(__file__).parent
TESTSET = FOLDER / "testset"
RESULTS = FOLDER / "results"

Row = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnotatedSet:
    """Texts with the claims in them.

    Attributes:
        name: what tables call it.
        texts: JSONL with `id` and `text`; it may hold more documents than are annotated.
        gold: JSONL with `id` and `claims`.
    """

    name: str
    texts: Path
    gold: Path

    def claims(self) -> Claims:
        """Return the annotated claims, by document."""
        return load(self.gold)


OWN_SETS = (
    AnnotatedSet(name="documents", texts=TESTSET / "documents.jsonl", gold=TESTSET / "gold.jsonl"),
    AnnotatedSet(name="passages", texts=TESTSET / "passages.jsonl", gold=TESTSET / "passages-gold.jsonl"),
)


def bench_data() -> Path | None:
    """Return the folder of the sets that others own; None where there is none."""
    folder = os.environ.get(BENCH_VARIABLE)
    return Path(folder) if folder and (Path(folder) / "data").is_dir() else None


def bench_sets() -> tuple[AnnotatedSet, ...]:
    """Return the annotated sets that others own; none where there is no such folder."""
    folder = bench_data()
    if folder is None:
        return ()
    reading = folder / "data" / "reading"
    articles, incidents = reading / "articles-open.jsonl", reading / "gold-train-incidents.jsonl"
    return (
        AnnotatedSet(name="gold-dev", texts=articles, gold=reading / "gold-dev.jsonl"),
        AnnotatedSet(name="gold-train", texts=articles, gold=reading / "gold-train.jsonl"),
        AnnotatedSet(name="gold-train-incidents", texts=incidents, gold=incidents),
    )


class Readings:
    """What one reader makes of the texts; each file of texts is read once.

    Args:
        reader: what finds the claims; None for the built-in reader.
        jobs: processes that read.
    """

    def __init__(self, reader: Reader | None = None, *, jobs: int = 1) -> None:
        self._reader = reader
        self._settings = CorpusSettings(jobs=jobs)
        self._rows: dict[Path, dict[str, Row]] = {}

    def rows(self, texts: Path) -> dict[str, Row]:
        """Return the readings of all documents of a file, as `tollbook read --format jsonl` gives them."""
        if texts not in self._rows:
            self._rows[texts] = {row["id"]: row for row in self._read(texts)}
        return self._rows[texts]

    def claims(self, annotated: AnnotatedSet) -> Claims:
        """Return the claims read in the annotated documents of a set."""
        rows = self.rows(annotated.texts)
        return {name: rows[name]["claims"] for name in annotated.claims()}

    def _read(self, texts: Path) -> Iterator[Row]:
        for outcome in read_corpus([texts], self._settings, reader=self._reader):
            if isinstance(outcome, InputError):
                raise outcome
            yield reading_row(outcome)


def reader_of(address: str) -> Reader:
    """Return the reader that `module:Class` names, made without arguments.

    Modules are looked for in the folder of the command, beside this file and among those installed.

    Args:
        address: such as `baselines:RegularExpression`.
    """
    module, _, name = address.partition(":")
    sys.path[:0] = [folder for folder in (str(Path.cwd()), str(FOLDER)) if folder not in sys.path]
    reader: Reader = getattr(import_module(module), name)()
    return reader


def write_rows(path: Path, rows: dict[str, list[Claim]]) -> None:
    """Write claims by document, one object a line."""
    lines = (json.dumps({"id": name, "claims": claims}, ensure_ascii=False) for name, claims in rows.items())
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
