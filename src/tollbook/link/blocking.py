"""Which pairs are looked at: rules of shared keys, as loose as the lists allow, and how many true pairs they miss.

Each rule needs two keys or more to agree. A rule that would bring together more pairs than its share of the
budget is replaced by itself with each further key in turn.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, product

PAIRS_PER_RECORD = 12
"""Candidate pairs for each record, all rules together; on two cores a million pairs take two or three seconds."""

_LEAST_BUDGET = 3_000_000
"""Lists so small that this many pairs can be looked at have no need to be frugal."""

NAME_KEYS = ("sg", "sf", "sr", "sl")
_ENDS = ("head", "tail")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule of blocking.

    Attributes:
        keys: columns that must agree; the name of a rule in reports.
        bands: columns of numbers, and by how much they may differ.
        crossed: pairs of columns of which the left one must agree with the right one of the other record.
    """

    keys: tuple[str, ...]
    bands: tuple[tuple[str, int], ...] = ()
    crossed: tuple[tuple[str, str], ...] = ()

    @property
    def name(self) -> str:
        """Return the rule in one word for each key."""
        bands = [f"{column}±{width}" for column, width in self.bands]
        return " + ".join([*self.keys, *bands, *(f"{one}={other}" for one, other in self.crossed)])

    def sql(self) -> list[str]:
        """Return the conditions on records `l` and `r` of which one must hold.

        A band is written as one equality for each step, since a database joins on equalities alone.
        """
        same = [f"l.{key} = r.{key}" for key in self.keys]
        same += [f"l.{one} = r.{other}" for one, other in self.crossed]
        steps = [
            [f"l.{column} + {step} = r.{column}" for step in range(-width, width + 1)]
            for column, width in self.bands
        ]
        return [" AND ".join([*same, *choice]) for choice in product(*steps)]


def candidate_rules(columns: Iterable[str]) -> list[tuple[Rule, list[str]]]:
    """Return the rules worth trying, each with the keys that may narrow it.

    Args:
        columns: as `compared_columns` names them.
    """
    there = set(columns)
    names = [key for key in NAME_KEYS if key in there]
    dates: list[str] = [key for key in ("birth_date", "death_date") if key in there]
    texts = sorted(each for each in there if each.startswith("s_"))
    sexed = ("sex",) if "sex" in there else ()
    facts = [*dates, *(["age"] if "age" in there else []), *texts]
    rules = [
        (Rule(keys=pair), facts + [name for name in names if name not in pair])
        for pair in combinations(names, 2)
    ]
    rules += [(Rule(keys=(day, *sexed)), [*names, *_ENDS]) for day in dates if day == "birth_date"]
    rules += [(Rule(keys=(day, name)), facts) for day in dates for name in names]
    rules += [(Rule(keys=(text, name)), dates) for text in texts for name in names]
    rules += [(Rule(keys=pair), dates) for pair in combinations(texts, 2)]
    if "age" in there and (sexed or "birth_date" not in there):
        rules += [(Rule(keys=(end, *sexed), bands=(("age", 1),)), []) for end in _ENDS]
    if {"sg", "sl"} <= there:
        rules.append((Rule(keys=(), crossed=(("sg", "sl"), ("sl", "sg"))), []))
    return rules


def narrowed(rule: Rule, by: Sequence[str]) -> list[Rule]:
    """Return a rule with each further key in turn; ages need only be near.

    Args:
        rule: that brings together too many.
        by: keys to add.
    """
    further = [key for key in by if key not in rule.keys]
    return [_with_age(rule) if key == "age" else replace(rule, keys=(*rule.keys, key)) for key in further]


def _with_age(rule: Rule) -> Rule:
    return replace(rule, bands=(*rule.bands, ("age", 1)))


def budget(records: int) -> int:
    """Return how many pairs may be looked at.

    Args:
        records: in all lists.
    """
    return max(_LEAST_BUDGET, PAIRS_PER_RECORD * records)


def missed_bounds(hits: Mapping[int, float]) -> tuple[float, float]:
    """Return bounds of the share of true pairs that no rule brings together.

    The lower bound is Chao's; the upper one is twice the share found by one rule alone, which is what Good and Turing
    expect a further rule to find, doubled because rules lean on the same keys.

    Args:
        hits: expected number of true pairs that exactly so many rules bring together, by that number.

    Assumes: pairs hard for these rules are hard by degrees. Pairs that share no key at all (one person under
        two names) are beyond any rule and not counted here.

    References:
        Chao 1987, equation 2 with the correction for bias; Good 1953, equation 9.
    """
    once, twice, found = hits.get(1, 0.0), hits.get(2, 0.0), sum(hits.values())
    if found <= 0:
        return 0.0, 0.0
    missed = once * max(once - 1.0, 0.0) / (2 * (twice + 1.0))
    lower = missed / (found + missed)
    return lower, max(lower, min(2 * once / found, 0.5))
