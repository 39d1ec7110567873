"""How sure the reader is of a claim's count, numbers and harm.

A logistic model over how the claim was found: which rule tied the number to the harm, what states
the number, how far apart they stand. No word of the document is looked at, so that no name,
place or side can raise or lower a claim. Weights: `training/train_confidence.py`.
"""

from __future__ import annotations

import json
import math
from functools import cache, lru_cache
from typing import NamedTuple

from tollbook.extract.lexicon import stored
from tollbook.extract.phrases import Kind
from tollbook.extract.triggers import Frame
from tollbook.extract.view import DocumentView, Found
from tollbook.model import Harm, Qualifier

_FAR = (3, 6, 10, 16)
"""Steps of the distance, in tokens, between the words of harm and the count."""
_REMEMBERED = 1 << 12
"""How many looks of claims are kept with their chances; there are some hundreds in common use."""


class _Look(NamedTuple):
    """What the model looks at of one claim."""

    rule: str
    states: str
    kind: Kind
    frame: Frame
    harm: Harm
    qualifier: Qualifier
    step: int
    maybe: bool
    capitals: bool


def confidence_of(view: DocumentView, found: Found) -> float:
    """Return the chance, from 0 to 1, that count, numbers and harm are right."""
    return _chance(view.language, _look(found))


@lru_cache(_REMEMBERED)
def _chance(language: str, look: _Look) -> float:
    """Return the chance that claims which look so are right."""
    weights = _weights(language)
    score = sum(weights.get(feature, 0.0) for feature in _named(look))
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
    return _named(_look(found))


def _look(found: Found) -> _Look:
    """Return what the model looks at of one claim."""
    link, count = found.link, found.link.count
    distance = abs(link.trigger.start - count.start)
    return _Look(
        link.rule,
        count.rule,
        count.kind,
        link.trigger.frame,
        link.harm,
        count.qualifier,
        sum(distance > far for far in _FAR),
        link.maybe,
        found.sentence.capitals,
    )


def _named(look: _Look) -> list[str]:
    """Return the names of the features of a look."""
    rule = look.rule.rstrip("+")
    return [
        "always",
        f"rule={rule}",
        f"states={look.states}",
        f"kind={look.kind.name.lower()}",
        f"frame={look.frame.name.lower()}",
        f"harm={look.harm}",
        f"qualifier={look.qualifier}",
        f"distance={look.step}",
        f"rule={rule},states={look.states}",
        f"harm={look.harm},states={look.states}",
        *(["in a list"] if look.rule.endswith("+") else []),
        *(["maybe"] if look.maybe else []),
        *(["in capitals"] if look.capitals else []),
    ]
