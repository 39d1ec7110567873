"""Scores read casualty claims against annotated ones, by the definition in docs/benchmark.

    python benchmarks/score.py GOLD.jsonl PREDICTED.jsonl [--json]

Both files hold one JSON object a line with `id` and `claims`. A claim needs `start` and `end` (offsets of its
count, in code points), `low`, `high` (null where open) and `harm`; the other fields are scored where the gold has
them. A document of the gold that is missing from the predictions counts as one in which nothing was read.

* **core-correct**: the count overlaps an annotated one of the same harm, and both bounds are equal; each annotated
  claim is matched once.
* **full-correct**: core-correct, and scope, stance and claimant are right too.
* A phrase is right when both are null, or when at least half of the content words are shared.

It uses the standard library alone, so that it can be taken elsewhere as it is.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Claim: TypeAlias = dict[str, Any]
Claims: TypeAlias = dict[str, list[Claim]]
Pair: TypeAlias = tuple[Claim, Claim]

PHRASES = ("victims", "place", "when", "claimant", "via", "by", "disputed_by")
LABELS = ("scope", "stance", "modality", "part_of")
FULL = ("scope", "stance", "claimant")
"""The fields that a full-correct claim has right besides its core."""

_LITTLE_WORDS = frozenset({"the", "a", "an", "of", "and", "in", "on", "at", "to", "s"})
_PLACES = 4


class Mismatch(ValueError):
    """Predictions do not fit the form that is asked for."""


@dataclass(slots=True)
class Tally:
    """What is counted while documents are compared.

    Attributes:
        documents: how many were annotated.
        totals: annotated (`gold`), read (`predicted`), `spotted`, `core` and `full` claims.
        by_harm: annotated, read and core-correct claims of each harm.
        fields: for each field, core-correct claims that the gold has it for (`n`), and those right (`right`).
    """

    documents: int = 0
    totals: Counter[str] = field(default_factory=Counter)
    by_harm: dict[str, Counter[str]] = field(default_factory=dict)
    fields: dict[str, Counter[str]] = field(default_factory=dict)

    def add(self, gold: list[Claim], predicted: list[Claim]) -> None:
        """Count one document."""
        self.documents += 1
        for name, claims in (("gold", gold), ("predicted", predicted)):
            self.totals[name] += len(claims)
            for claim in claims:
                self.by_harm.setdefault(claim["harm"], Counter())[name] += 1
        for one, other in matched(gold, predicted):
            self.totals["spotted"] += 1
            if same_bounds(one, other):
                self._add_core(one, other)

    def _add_core(self, gold: Claim, predicted: Claim) -> None:
        """Count a core-correct claim and its fields."""
        self.totals["core"] += 1
        self.by_harm[gold["harm"]]["core"] += 1
        right = fields_right(gold, predicted)
        for name, is_right in right.items():
            self.fields.setdefault(name, Counter()).update(n=1, right=int(is_right))
        self.totals["full"] += all(right.get(name, True) for name in FULL)

    def report(self) -> dict[str, Any]:
        """Return all measures as plain data."""
        totals = self.totals
        measures = {
            name: measures_of(totals[kind], totals["predicted"], totals["gold"])
            for name, kind in (("spotting", "spotted"), ("core", "core"), ("full", "full"))
        }
        return {
            "documents": self.documents,
            "gold": totals["gold"],
            "predicted": totals["predicted"],
            **measures,
            "fields": {
                name: round(counts["right"] / counts["n"], _PLACES)
                for name, counts in sorted(self.fields.items())
            },
            "by_harm": {
                harm: {
                    **measures_of(counts["core"], counts["predicted"], counts["gold"]),
                    "gold": counts["gold"],
                }
                for harm, counts in sorted(self.by_harm.items())
            },
        }


def measures_of(right: int, predicted: int, gold: int) -> dict[str, float]:
    """Return precision, recall and F1; 0 where nothing is right.

    Example:
        >>> measures_of(3, 4, 6)
        {'precision': 0.75, 'recall': 0.5, 'f1': 0.6}
    """
    return {
        "precision": round(right / predicted, _PLACES) if predicted else 0.0,
        "recall": round(right / gold, _PLACES) if gold else 0.0,
        "f1": round(2 * right / (predicted + gold), _PLACES) if right else 0.0,
    }


def matched(gold: list[Claim], predicted: list[Claim]) -> list[Pair]:
    """Return the pairs of claims of one harm whose counts overlap, each claim at most once.

    Where several would do, equal bounds go first, then the longer overlap, then the order of the text.

    Args:
        gold: annotated claims of one document.
        predicted: claims read from it.
    """
    candidates = sorted(
        (not same_bounds(one, other), -overlap(one, other), i, j)
        for i, one in enumerate(gold)
        for j, other in enumerate(predicted)
        if one["harm"] == other["harm"] and overlap(one, other) > 0
    )
    used_gold: set[int] = set()
    used_predicted: set[int] = set()
    pairs = []
    for _, _, i, j in candidates:
        if i not in used_gold and j not in used_predicted:
            used_gold.add(i)
            used_predicted.add(j)
            pairs.append((gold[i], predicted[j]))
    return pairs


def overlap(one: Claim, other: Claim) -> int:
    """Return how many characters two counts share; 0 or less when they share none."""
    return int(min(one["end"], other["end"]) - max(one["start"], other["start"]))


def same_bounds(one: Claim, other: Claim) -> bool:
    """Tell whether two claims state the same numbers."""
    return (one.get("low"), one.get("high")) == (other.get("low"), other.get("high"))


def fields_right(gold: Claim, predicted: Claim) -> dict[str, bool]:
    """Return, for each field that the gold has, whether it was read right."""
    phrases = {name: phrases_agree(gold[name], predicted.get(name)) for name in PHRASES if name in gold}
    labels = {name: gold[name] == predicted.get(name) for name in LABELS if name in gold}
    return {**phrases, **labels}


def phrases_agree(gold: str | None, predicted: str | None) -> bool:
    """Return whether two phrases are both absent, or share at least half of their content words.

    Example:
        >>> phrases_agree("the regional hospital", "a hospital"), phrases_agree("police", None)
        (True, False)
    """
    if not gold or not predicted:
        return not gold and not predicted
    first, second = _content_words(gold), _content_words(predicted)
    total = first.total() + second.total()
    return total > 0 and 2 * (first & second).total() >= total / 2


def _content_words(phrase: str) -> Counter[str]:
    """Return the content words of a phrase, in lower case."""
    return Counter(word for word in re.findall(r"\w+", phrase.lower()) if word not in _LITTLE_WORDS)


def score(gold: Claims, predicted: Claims) -> dict[str, Any]:
    """Return all measures of a set of documents.

    Args:
        gold: annotated claims, by document.
        predicted: claims read, by document; a document that is absent has none.
    """
    tally = Tally()
    for name, claims in gold.items():
        tally.add(claims, predicted.get(name, []))
    return tally.report()


def load(path: Path) -> Claims:
    """Return the claims of a JSONL file, by document.

    Args:
        path: one object a line, with `id` and `claims`.

    Raises:
        Mismatch: when a line is not such an object, or a count does not stand where its claim says.
    """
    return {str(row["id"]): row.get("claims") or [] for row in _rows(path)}


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            if line.strip():
                yield _checked(line, f"{path}, line {number}")


def _checked(line: str, place: str) -> dict[str, Any]:
    """Return the object of a line, once it has the form that is asked for."""
    try:
        row: dict[str, Any] = json.loads(line)
        row["id"]
        wanted = [
            (claim, claim["start"], claim["end"], claim["low"], claim["high"], claim["harm"])
            for claim in row.get("claims") or []
        ]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Mismatch(
            f"Cannot score {place}: {error!r} was found where an object with id and claims was expected, each claim "
            "with start, end, low, high and harm. Correct the line."
        ) from error
    for claim, start, end, *_ in wanted:
        found = row["text"][start:end] if "text" in row else claim.get("count")
        if "count" in claim and found != claim["count"]:
            raise Mismatch(
                f"Cannot score {place}: {claim['count']!r} was expected at {start}-{end}, and {found!r} stands there. "
                "Offsets are code points into the text of the document."
            )
    return row


def lines_of(report: dict[str, Any]) -> Iterable[str]:
    """Return a report as lines for people."""
    yield f"{report['documents']} documents, {report['gold']} claims annotated, {report['predicted']} read"
    for name in ("spotting", "core", "full"):
        this = report[name]
        yield f"{name:9} precision {this['precision']:.3f}  recall {this['recall']:.3f}  F1 {this['f1']:.3f}"
    yield "fields of core-correct claims: " + ", ".join(
        f"{name} {share:.3f}" for name, share in report["fields"].items()
    )
    for harm, this in report["by_harm"].items():
        yield f"  {harm:11} annotated {this['gold']:4}  core F1 {this['f1']:.3f}"


def main(arguments: list[str] | None = None) -> int:
    """Print the measures and return 0; 2 when a file cannot be scored."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", type=Path)
    parser.add_argument("predicted", type=Path)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    try:
        report = score(load(options.gold), load(options.predicted))
    except (OSError, Mismatch) as error:
        print(error, file=sys.stderr)
        return 2
    print(json.dumps(report) if options.json else "\n".join(lines_of(report)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
