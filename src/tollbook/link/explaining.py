"""Why a pair scored as it did: what each comparison found, in words, and what it added."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tollbook.link.linking import LinkModel
from tollbook.model.linkage import RecordKey

_BITS = float(np.log(2.0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step from the chance of any two records to that of this pair.

    Attributes:
        what: the comparison.
        words: what it found.
        match_weight_bits: what it added to the log odds; above 0 speaks for a match.
    """

    what: str
    words: str
    match_weight_bits: float


def explanation(model: LinkModel, left: RecordKey, right: RecordKey) -> tuple[Step, ...]:
    """Return the steps to the score of a pair; none where no rule brought it together.

    The last step is what verdicts and rivals changed.

    Args:
        model: as `link_model` returns it.
        left: one record.
        right: the other.
    """
    pairs = model.scored.pairs
    wanted = {left, right}
    place = next(
        (
            each
            for each in range(len(pairs))
            if {model.key(int(pairs.left[each])), model.key(int(pairs.right[each]))} == wanted
        ),
        None,
    )
    return () if place is None else tuple(_steps(model, place))


def _steps(model: LinkModel, place: int) -> list[Step]:
    weights = model.scored.weights
    prior = float(np.log(weights.prior / (1 - weights.prior)))
    steps = [
        Step(what="before anything is compared", words="any two records", match_weight_bits=prior / _BITS)
    ]
    added = model.evidence.added[:, place]
    for number, comparison in enumerate(model.scored.comparisons):
        level = int(model.scored.pairs.levels[number, place])
        words = "not known of both" if level < 0 else comparison.levels[level].words
        steps.append(
            Step(
                what=comparison.name.replace("_", " "),
                words=words,
                match_weight_bits=float(added[number]) / _BITS,
            )
        )
    steps.append(
        Step(what="rarity", words="how rare what they share is", match_weight_bits=float(added[-1]) / _BITS)
    )
    chance = float(np.clip(model.chance[place], 1e-9, 1 - 1e-9))
    end = float(np.log(chance / (1 - chance)))
    rest = end / _BITS - sum(step.match_weight_bits for step in steps)
    return [
        *steps,
        Step(
            what="rivals and verdicts",
            words="what look-alikes and reviewed pairs change",
            match_weight_bits=rest,
        ),
    ]
