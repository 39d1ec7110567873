"""How sure the reader is of a claim's count, numbers and harm.

A logistic model over how the claim was found: which rule tied the number to the harm, what states
the number, how far apart they stand. No word of the document is looked at, so that no name,
place or side can raise or lower a claim. Weights: `training/train_confidence.py`.
"""

from __future__ import annotations

import json
import math
from functools import cache

from tollbook.extract.lexicon import stored
from tollbook.extract.view import DocumentView, Found

_FAR = (3, 6, 10, 16)
"""Steps of the distance, in tokens, between the words of harm and the count."""


def confidence_of(view: DocumentView, found: Found) -> float:
    """Return the chance, from 0 to 1, that count, numbers and harm are right."""
    weights = _weights(view.language)
    score = sum(weights.get(feature, 0.0) for feature in features(found))
    return round(1.0 / (1.0 + math.exp(-score)), 4)


@cache
def _weights(language: str) -> dict[str, float]:
    """Return the weight of each feature."""
    weights: dict[str, float] = json.loads(stored(language, "confidence.json"))["weights"]
    return weights


def features(found: Found) -> list[str]:
    """Return what the model looks at of one claim, as names.

    Args:
        found: the claim before its fields are filled in.
    """
    link, count = found.link, found.link.count
    rule = link.rule.rstrip("+")
    distance = abs(link.trigger.start - count.start)
    step = sum(distance > far for far in _FAR)
    return [
        "always",
        f"rule={rule}",
        f"states={count.rule}",
        f"kind={count.kind.name.lower()}",
        f"frame={link.trigger.frame.name.lower()}",
        f"harm={link.harm}",
        f"qualifier={count.qualifier}",
        f"distance={step}",
        f"rule={rule},states={count.rule}",
        f"harm={link.harm},states={count.rule}",
        *(["in a list"] if link.rule.endswith("+") else []),
        *(["maybe"] if link.maybe else []),
        *(["in capitals"] if found.sentence.capitals else []),
    ]
