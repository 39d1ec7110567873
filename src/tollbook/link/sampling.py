"""Draws of the whole linkage: which records are one person, as often as that is likely.

Each draw takes its own correction of the probabilities, its own links under the constraints of the lists, and
its own guess at the pairs that no blocking rule brought together. Estimates computed on the draws carry the doubt
about the links in their intervals (linkage averaging).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tollbook.link.assignment import components, grouped
from tollbook.link.calibration import Calibration, Evidence
from tollbook.link.training import Numbers, Places

SWEEPS = 4
"""Passes over every record of a group between two draws, each draw starting from the one before."""
WARM_UP = 20
_LEAST = 5e-3
"""Pairs less likely than this in every draw are left out of the draws; together they are a few people in ten thousand."""
_UNSEEN_ODDS = 0.135
"""Odds of two records in one group that no rule brought together: two nats against them."""
_FREE = 0.0005
_EDGE = 1e-6
_BLOCK = 4096


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What draws are made on.

    Attributes:
        left: record of each pair.
        right: the other.
        lists: number of each record's list, `(records,)`.
        clean: whether each list is clean.
        rivals: whether look-alikes take from each other: two lists, both clean.
    """

    left: Places
    right: Places
    lists: Places
    clean: NDArray[np.bool_]
    rivals: bool


def drawn_people(
    ground: Ground,
    evidence: Evidence,
    calibration: Calibration,
    fixed: NDArray[np.int8],
    missed: tuple[float, float],
    count: int,
    seed: int,
) -> Places:
    """Return draws of who is who, `(count, records)`: records with one number are one person.

    Args:
        ground: the pairs and lists.
        evidence: of the pairs.
        calibration: the correction and how unsure it is.
        fixed: for each pair 1 where people said match, -1 where they said no match, else 0.
        missed: bounds of the share of true pairs that blocking missed.
        count: how many draws.
        seed: of the draws.

    References:
        Sadinle 2017, for bipartite matchings; Sadinle 2018, for averaging an estimate over linkages.
    """
    chance = np.random.default_rng(seed)
    steps = Steps(seed)
    beliefs = _centred(
        calibration.draws(evidence, calibration.drawn(count, chance)), calibration.corrected(evidence)
    )
    beliefs = np.where(fixed == 0, beliefs, (fixed > 0) * 1.0)
    places = np.flatnonzero((beliefs > _LEAST).any(axis=0))
    groups = grouped(places, components(ground.left[places], ground.right[places]))
    single = np.array([group[0] for group in groups if len(group) == 1], dtype=np.int64)
    knots = [_Knot.of(group, ground) for group in groups if len(group) > 1]
    people = np.tile(np.arange(len(ground.lists)), (count, 1))
    shares = chance.uniform(*missed, count)
    for number in range(count):
        belief = beliefs[number]
        chances = belief.tolist()
        hit = single[chance.random(len(single)) < belief[single]]
        people[number, ground.right[hit]] = people[number, ground.left[hit]]
        for knot in knots:
            knot.draw(chances, steps, WARM_UP if number == 0 else SWEEPS)
            people[number, knot.records] = knot.records[knot.person]
        _add_missed(people[number], ground, shares[number], chance)
    return people


def _centred(drawn: Numbers, best: Numbers) -> Numbers:
    """Return drawn chances whose mean is the best one: near 0 and 1 a shift up moves a chance less than a shift down."""
    return np.asarray(np.clip(drawn + (best - drawn.mean(axis=0)), 0.0, 1.0))


class Steps:
    """Numbers between 0 and 1, drawn in blocks: one at a time NumPy is slow."""

    def __init__(self, seed: int) -> None:
        self._chance = np.random.default_rng([seed, 1])
        self._left: list[float] = []

    def next(self) -> float:
        """Return the next one."""
        if not self._left:
            self._left = self._chance.random(_BLOCK).tolist()
        return self._left.pop()


class _Knot:
    """Records that hang together by several pairs, and who is who among them for now; plain lists, since they are short."""

    def __init__(self, records: Places, pairs: list[tuple[int, int, int]], ground: Ground) -> None:
        self.records = records
        self.person = list(range(len(records)))
        self._members = [{place} for place in self.person]
        self._pairs = pairs
        self._lists: list[int] = ground.lists[records].tolist()
        self._clean: list[bool] = ground.clean[ground.lists[records]].tolist()
        self._rivals = ground.rivals

    @classmethod
    def of(cls, places: Places, ground: Ground) -> _Knot:
        """Return the records of some pairs, each alone."""
        records = np.unique(np.concatenate([ground.left[places], ground.right[places]]))
        one, other = (np.searchsorted(records, side[places]).tolist() for side in (ground.left, ground.right))
        return cls(records, list(zip(places.tolist(), one, other, strict=True)), ground)

    def draw(self, belief: list[float], steps: Steps, sweeps: int) -> None:
        """Go over the records, each choosing whom to be one with given the others."""
        odds = self._odds(belief)
        for _ in range(sweeps):
            for record in range(len(self.person)):
                if odds[record]:
                    self._choose(record, odds[record], steps.next())

    def _odds(self, belief: list[float]) -> list[dict[int, float]]:
        """Return for each record its partners and the odds that give the pairs their chances.

        Where look-alikes take from each other the chances hold that already, and the odds that make a sampler reproduce them
        are those of Bethe's free energy; exact where the pairs form no ring.
        """
        chances = [min(max(belief[place], _EDGE), 1 - _EDGE) for place, _, _ in self._pairs]
        if self._rivals:
            self._make_room(chances)
        taken = self._taken(chances)
        table: list[dict[int, float]] = [{} for _ in self.person]
        for (_, one, other), value in zip(self._pairs, chances, strict=True):
            if value <= _LEAST:
                continue
            odds = value / (1 - value)
            if self._rivals:
                odds = value * (1 - value) / (max(1 - taken[one], _FREE) * max(1 - taken[other], _FREE))
            table[one][other] = table[other][one] = odds
        return table

    def _taken(self, chances: list[float]) -> list[float]:
        """Return the sum of each record's chances."""
        taken = [0.0] * len(self.person)
        for (_, one, other), value in zip(self._pairs, chances, strict=True):
            taken[one] += value
            taken[other] += value
        return taken

    def _make_room(self, chances: list[float]) -> None:
        """Take from the rivals of a record's likeliest pair what its chances are above one together."""
        pairs: list[list[int]] = [[] for _ in self.person]
        for place, (_, one, other) in enumerate(self._pairs):
            pairs[one].append(place)
            pairs[other].append(place)
        for own in pairs:
            total = sum(chances[place] for place in own)
            if total <= 1 - _FREE:
                continue
            first = max(own, key=lambda place: chances[place])
            chances[first] = min(chances[first], 1 - 2 * _FREE)
            rest = total - chances[first]
            share = max(1 - _FREE - chances[first], 0.0) / rest if rest > 0 else 1.0
            for place in own:
                if place != first:
                    chances[place] = max(chances[place] * min(share, 1.0), _EDGE)

    def _choose(self, record: int, odds: dict[int, float], uniform: float) -> None:
        self._leave(record)
        options: dict[int, float] = {}
        for partner in odds:
            person = self.person[partner]
            if person not in options:
                options[person] = self._weight(record, person, odds)
        threshold = uniform * (1.0 + sum(options.values()))
        for person, weight in options.items():
            threshold -= weight
            if threshold < 0:
                self._join(record, person)
                return

    def _leave(self, record: int) -> None:
        """Make a record a person of its own; those who were called after it are called after another of them."""
        person = self.person[record]
        others = self._members[person] - {record}
        self._members[person] = set()
        self._members[record] = {record}
        self.person[record] = record
        if others:
            name = min(others)
            self._members[name] = others
            for other in others:
                self.person[other] = name

    def _join(self, record: int, person: int) -> None:
        self._members[record] = set()
        self._members[person].add(record)
        self.person[record] = person

    def _weight(self, record: int, person: int, odds: dict[int, float]) -> float:
        members = self._members[person]
        if self._clean[record] and any(self._lists[member] == self._lists[record] for member in members):
            return 0.0
        weight = 1.0
        for member in members:
            weight *= odds.get(member, _UNSEEN_ODDS)
        return weight


def _add_missed(people: Places, ground: Ground, share: float, chance: np.random.Generator) -> None:
    """Link some records that stand alone, as many as blocking is taken to have missed; which ones nobody knows."""
    counts = np.bincount(people, minlength=len(people))
    alone = np.flatnonzero(counts[people] == 1)
    linked = len(people) - len(np.unique(people))
    wanted = int(chance.poisson(linked * share / max(1 - share, _EDGE)))
    by_list = [chance.permutation(alone[ground.lists[alone] == each]) for each in range(len(ground.clean))]
    by_list.sort(key=len, reverse=True)
    if len(by_list) == 1:
        one, other = by_list[0][0::2], by_list[0][1::2]
    else:
        one, other = by_list[0], by_list[1]
    number = min(wanted, len(one), len(other))
    people[other[:number]] = people[one[:number]]
