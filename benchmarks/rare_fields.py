"""Measures what is rare in gold annotations and is the product's promise: disputes, revisions, hedges and relays.

Ordinary news seldom disputes a figure, so the accuracy of these fields says little; this script counts how many of
the rare values are found and how many of those found are right (F1), over sets of texts that were written to hold them.

    python benchmarks/rare_fields.py --set GOLD.jsonl DOCUMENTS.jsonl --reconcile FOLDER
    python benchmarks/rare_fields.py --predicted GOLD.jsonl PREDICTED.jsonl

`--set` and `--reconcile` read the documents with the built-in reader; `--predicted` takes claims that were read before.
A claim is found when its count overlaps one of the same harm in the gold and both bounds are equal; a phrase is right
when at least half of the content words are shared. FOLDER holds one folder a case, with `case.toml`, `expected.json`
and `documents/*.txt`.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tomllib
from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from tollbook.extract.reader import GrammarReader
from tollbook.model import Document

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Claim: TypeAlias = dict[str, Any]
Claims: TypeAlias = dict[str, list[Claim]]

RARE = (
    ("stance", "disputes"),
    ("stance", "revises"),
    ("modality", "hedged"),
    ("via", None),
    ("disputed_by", None),
)
"""The fields measured, with the value looked for; None looks for any words."""
_LITTLE_WORDS = frozenset(["the", "a", "an", "of", "and", "in", "on", "at", "to", "s"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """How well one rare value is found.

    Attributes:
        right: claims that have it in the gold and were read with it.
        predicted: claims that were read with it.
        gold: claims that have it in the gold.
    """

    right: int
    predicted: int
    gold: int

    @property
    def f1(self) -> float:
        """Return the harmonic mean of precision and recall, 0 where nothing is right."""
        return 2 * self.right / (self.predicted + self.gold) if self.right else 0.0

    def __add__(self, other: Score) -> Score:
        """Return the score over both sets."""
        return Score(
            right=self.right + other.right,
            predicted=self.predicted + other.predicted,
            gold=self.gold + other.gold,
        )


def words_agree(gold: str | None, predicted: str | None) -> bool:
    """Return whether two phrases are both absent or share at least half of their content words.

    Args:
        gold: the annotated words, or None.
        predicted: the words read, or None.
    """
    if not gold or not predicted:
        return not gold and not predicted
    first, second = _content(gold), _content(predicted)
    total = first.total() + second.total()
    return total > 0 and 2 * (first & second).total() / total >= 1 / 2


def _content(phrase: str) -> Counter[str]:
    """Return the content words of a phrase, in lower case."""
    return Counter(word for word in re.findall(r"\w+", phrase.lower()) if word not in _LITTLE_WORDS)


def paired(gold: list[Claim], predicted: list[Claim]) -> list[tuple[Claim, Claim]]:
    """Return the pairs of claims that state the same: overlapping counts of one harm, with equal bounds.

    Args:
        gold: annotated claims of one document.
        predicted: claims read from it.
    """
    candidates = sorted(
        (-_overlap(one, other), i, j)
        for i, one in enumerate(gold)
        for j, other in enumerate(predicted)
        if one["harm"] == other["harm"] and _overlap(one, other) > 0 and _same_bounds(one, other)
    )
    used_gold: set[int] = set()
    used_predicted: set[int] = set()
    pairs = []
    for _, i, j in candidates:
        if i not in used_gold and j not in used_predicted:
            used_gold.add(i)
            used_predicted.add(j)
            pairs.append((gold[i], predicted[j]))
    return pairs


def _overlap(one: Claim, other: Claim) -> int:
    """Return how many characters two counts share."""
    return int(min(one["end"], other["end"]) - max(one["start"], other["start"]))


def _same_bounds(one: Claim, other: Claim) -> bool:
    """Tell whether two claims state the same numbers."""
    return (one["low"], one["high"]) == (other["low"], other["high"])


def score(gold: Claims, predicted: Claims) -> dict[str, Score]:
    """Return the score of each rare value by name.

    Args:
        gold: annotated claims by document.
        predicted: claims read by document; a document that is absent has none.
    """
    pairs = [pair for name, claims in gold.items() for pair in paired(claims, predicted.get(name, []))]
    read = [claim for name in gold for claim in predicted.get(name, [])]
    annotated = [claim for claims in gold.values() for claim in claims]
    scores = {}
    for field, value in RARE:
        right = sum(
            _has(one, field, value) and _has(other, field, value) and _agrees(one, other, field, value)
            for one, other in pairs
        )
        scores[value or field] = Score(
            right=right,
            predicted=sum(_has(claim, field, value) for claim in read),
            gold=sum(_has(claim, field, value) for claim in annotated),
        )
    return scores


def _has(claim: Claim, field: str, value: str | None) -> bool:
    """Tell whether a claim has the value looked for."""
    return bool(claim.get(field)) if value is None else claim.get(field) == value


def _agrees(one: Claim, other: Claim, field: str, value: str | None) -> bool:
    """Tell whether two claims that have a value have the same one."""
    return value is not None or words_agree(one[field], other[field])


def table(sets: dict[str, dict[str, Score]]) -> Iterator[str]:
    """Return the lines of a table: one for each set and value, and their totals.

    Args:
        sets: scores by name of the set.
    """
    yield f"{'set':24} {'value':12} {'gold':>5} {'read':>5} {'right':>5} {'F1':>6}"
    names = [value or field for field, value in RARE]
    totals = {
        name: sum((scores[name] for scores in sets.values()), Score(right=0, predicted=0, gold=0))
        for name in names
    }
    for title, scores in ({**sets, "total": totals} if len(sets) > 1 else sets).items():
        for name in names:
            this = scores[name]
            yield f"{title:24} {name:12} {this.gold:5} {this.predicted:5} {this.right:5} {this.f1:6.3f}"


def claims_of_jsonl(path: Path) -> Claims:
    """Return the claims of a JSONL file, by document.

    Args:
        path: one JSON object a line, with `id` and `claims`.
    """
    return {str(record["id"]): record.get("claims") or [] for record in _records(path)}


def documents_of_jsonl(path: Path) -> list[Document]:
    """Return the documents of a JSONL file.

    Args:
        path: one JSON object a line, with `id`, `text`, and optionally `title`, `date` and `publisher`.
    """
    return [_document(str(record["id"]), record["text"], record) for record in _records(path)]


def _records(path: Path) -> Iterator[dict[str, Any]]:
    """Return the objects of a JSONL file."""
    with path.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def _document(name: str, text: str, record: dict[str, Any]) -> Document:
    """Return one document to be read."""
    day = record.get("date") or str(record.get("published_at") or "")[:10]
    return Document(
        id=name,
        sha256="",
        media_type="text/plain",
        text=text,
        extractor="",
        title=record.get("title"),
        publisher=record.get("publisher"),
        language=record.get("language") or "en",
        published_at=date.fromisoformat(day) if re.fullmatch(r"\d{4}-\d\d-\d\d", day) else None,
    )


def reconciliation_cases(folder: Path) -> tuple[Claims, list[Document]]:
    """Return the annotated claims and the documents of a folder of reconciliation cases.

    Args:
        folder: one folder a case, with `case.toml`, `expected.json` and `documents`.
    """
    gold: Claims = {}
    documents = []
    for expected in sorted(folder.glob("*/expected.json")):
        case = expected.parent
        about = {
            entry["id"]: entry
            for entry in tomllib.loads((case / "case.toml").read_text("utf-8"))["documents"]
        }
        for entry in json.loads(expected.read_text("utf-8"))["documents"]:
            name = f"{case.name}/{entry['id']}"
            text = (case / about[entry["id"]]["file"]).read_text("utf-8")
            gold[name] = [_located(claim, text) for claim in entry["claims"]]
            documents.append(_document(name, text, about[entry["id"]]))
    return gold, documents


def _located(claim: Claim, text: str) -> Claim:
    """Return a claim with the offsets of its count, found by its sentence where it has none."""
    if "start" in claim:
        return claim
    start = text.index(claim["count"], text.index(claim["sentence"]))
    return {**claim, "start": start, "end": start + len(claim["count"])}


def read(documents: Iterable[Document]) -> Claims:
    """Return the claims that the built-in reader finds, by document.

    Args:
        documents: what to read.
    """
    reader = GrammarReader()
    return {document.id: [_as_record(claim) for claim in reader.claims(document)] for document in documents}


def _as_record(claim: object) -> Claim:
    """Return the fields of a claim that are measured."""
    names = (
        "start",
        "end",
        "low",
        "high",
        "harm",
        "stance",
        "modality",
        "via",
        "disputed_by",
        "claimant",
        "count",
    )
    return {name: getattr(claim, name) for name in names}


def main(arguments: list[str] | None = None) -> int:
    """Print the table and return 0.

    Args:
        arguments: of the command line; None takes those of this process.
    """
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--set", nargs=2, action="append", type=Path, default=[], metavar=("GOLD", "DOCUMENTS")
    )
    parser.add_argument(
        "--predicted", nargs=2, action="append", type=Path, default=[], metavar=("GOLD", "PREDICTED")
    )
    parser.add_argument("--reconcile", action="append", type=Path, default=[], metavar="FOLDER")
    options = parser.parse_args(arguments)
    sets = {
        gold.stem: score(claims_of_jsonl(gold), read(documents_of_jsonl(texts)))
        for gold, texts in options.set
    }
    sets |= {
        gold.stem: score(claims_of_jsonl(gold), claims_of_jsonl(made)) for gold, made in options.predicted
    }
    for folder in options.reconcile:
        gold, documents = reconciliation_cases(folder)
        sets[folder.name] = score(gold, read(documents))
    if not sets:
        parser.error("nothing to measure: give --set, --predicted or --reconcile")
    for line in table(sets):
        print(line)
    return 0


if __name__ == "__main__":
    sys.exit(main())
