"""Lists in, a linkage out: the one way through candidates, weights, verdicts, links and draws."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tollbook.errors import UsageError
from tollbook.link.assignment import THRESHOLD, clusters, one_to_one_links, tied
from tollbook.link.blocking import missed_bounds
from tollbook.link.calibration import Calibration, Evidence, calibrated, review_sample, uncalibrated
from tollbook.link.columns import PersonList
from tollbook.link.engine import Engine, Scored
from tollbook.link.sampling import Ground, drawn_people
from tollbook.link.training import Numbers, Places, shared_out
from tollbook.model.linkage import (
    Linkage,
    LinkedPair,
    OverlapInterval,
    PairDecision,
    RecordKey,
    Verdict,
)

SHOWN_FROM = 0.001
"""Pairs less likely than this are not listed."""
_SURE = 0.9999
_LEVEL = 0.95


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkModel:
    """A linkage in the making: everything that is known of the candidate pairs.

    Attributes:
        lists: the lists.
        scored: the pairs, and what was learned from them.
        evidence: what speaks for each pair.
        calibration: the correction that the verdicts ask for.
        fixed: for each pair 1 where people said match, -1 where they said no match, else 0.
        chance: the probability of each pair, verdicts included.
        links: places of the linked pairs.
        settings: the model as Splink writes it.
    """

    lists: tuple[PersonList, ...]
    scored: Scored
    evidence: Evidence
    calibration: Calibration
    fixed: NDArray[np.int8]
    chance: Numbers
    links: Places
    settings: dict[str, Any]

    def ground(self) -> Ground:
        """Return what draws are made on."""
        sizes = [len(people.ids) for people in self.lists]
        clean = np.array([people.clean for people in self.lists])
        return Ground(
            left=self.scored.pairs.left,
            right=self.scored.pairs.right,
            lists=np.repeat(np.arange(len(sizes)), sizes),
            clean=clean,
            rivals=_rivals(self.lists),
        )

    def key(self, record: int) -> RecordKey:
        """Return the list and id of a record.

        Args:
            record: its number through all lists.
        """
        for people in self.lists:
            if record < len(people.ids):
                return RecordKey(list_name=people.name, id=people.ids[record])
            record -= len(people.ids)
        raise IndexError(f"There is no record {record} beyond the last list.")

    def missed(self) -> tuple[float, float]:
        """Return bounds of the share of true pairs that blocking missed."""
        hits = self.scored.hits
        return missed_bounds(
            {int(number): float(self.chance[hits == number].sum()) for number in np.unique(hits)}
        )

    def people(self, count: int, seed: int) -> Places:
        """Return draws of who is who, `(count, records)`; see `sampling.drawn_people`.

        Args:
            count: how many draws.
            seed: of the draws.
        """
        return drawn_people(
            self.ground(), self.evidence, self.calibration, self.fixed, self.missed(), count, seed
        )

    def best_people(self) -> Places:
        """Return who is who in the best linkage, `(records,)`: links made transitive."""
        pairs, ground = self.scored.pairs, self.ground()
        return clusters(
            len(ground.lists), pairs.left[self.links], pairs.right[self.links], _log_odds(self.chance[self.links]),
            ground.lists, ground.clean,
        )  # fmt: skip


def _rivals(lists: Sequence[PersonList]) -> bool:
    return len(lists) == 2 and all(people.clean for people in lists)  # noqa: PLR2004


def _log_odds(chance: Numbers) -> Numbers:
    bounded = np.clip(chance, 1e-9, 1 - 1e-9)
    return np.asarray(np.log(bounded / (1 - bounded)))


def link_model(
    lists: Sequence[PersonList],
    decisions: Iterable[PairDecision] = (),
    *,
    backend: object = None,
    dialect: str = "duckdb",
) -> LinkModel:
    """Return everything that is known of which records are one person.

    Args:
        lists: one, for its duplicates, or several.
        decisions: what people decided: matches and non-matches hold, and those drawn for review set the
            probabilities right. Pairs of records that are not in the lists are passed by.
        backend: of Splink; None for DuckDB in this process.
        dialect: of the backend.

    Raises:
        UsageError: when two lists share a name, or none has two records.
    """
    _check(lists)
    engine = Engine(lists, backend=backend, dialect=dialect)
    scored = engine.scored()
    places = _decided_places(lists, scored, list(decisions))
    fixed = _fixed(len(scored.pairs), places)
    evidence = _evidence(scored, fixed, engine.one_to_one())
    calibration = _calibration(_evidence(scored, np.zeros_like(fixed), engine.one_to_one()), places)
    chance = np.where(fixed == 0, calibration.corrected(evidence), np.where(fixed > 0, _SURE, 1 - _SURE))
    links = _links(lists, scored, chance)
    settings = engine.settings(scored.comparisons, scored.rules, scored.weights)
    return LinkModel(
        lists=tuple(lists), scored=scored, evidence=evidence, calibration=calibration, fixed=fixed, chance=chance,
        links=links, settings=settings,
    )  # fmt: skip


def _check(lists: Sequence[PersonList]) -> None:
    names = [people.name for people in lists]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise UsageError(
            f"Cannot link two lists that are both called {twice[0]}: links could not tell them apart. Give each a name of its own."
        )
    if sum(len(people.ids) for people in lists) < 2:  # noqa: PLR2004 - one record has nobody to be linked to
        raise UsageError("Cannot link fewer than two records. Give lists that have some.")


def _decided_places(
    lists: Sequence[PersonList], scored: Scored, decisions: list[PairDecision]
) -> list[tuple[int, PairDecision]]:
    """Return the decisions with the places of their pairs, where the pairs are among the candidates."""
    starts = accumulate((len(people.ids) for people in lists), initial=0)
    numbers = {
        RecordKey(list_name=people.name, id=each): start + place
        for people, start in zip(lists, starts, strict=False)
        for place, each in enumerate(people.ids)
    } if decisions else {}  # fmt: skip
    found = (
        dict(
            zip(
                zip(scored.pairs.left.tolist(), scored.pairs.right.tolist(), strict=True),
                range(len(scored.pairs)),
                strict=True,
            )
        )
        if decisions
        else {}
    )
    result = []
    for decision in decisions:
        both = sorted(numbers.get(record, -1) for record in decision.records)
        place = found.get((both[0], both[1]))
        if place is not None:
            result.append((place, decision))
    return result


def _fixed(pairs: int, places: list[tuple[int, PairDecision]]) -> NDArray[np.int8]:
    """Return what people decided of each pair; where they disagree or are unsure, nothing is decided."""
    votes: dict[int, set[Verdict]] = {}
    for place, decision in places:
        votes.setdefault(place, set()).add(decision.verdict)
    fixed = np.zeros(pairs, dtype=np.int8)
    for place, verdicts in votes.items():
        if len(verdicts) == 1:
            fixed[place] = {Verdict.MATCH: 1, Verdict.NO_MATCH: -1, Verdict.UNSURE: 0}[next(iter(verdicts))]
    return fixed


def _evidence(scored: Scored, fixed: NDArray[np.int8], one_to_one: tuple[bool, bool]) -> Evidence:
    alone = scored.evidence + 80.0 * fixed
    belief = shared_out(alone, scored.pairs.left, scored.pairs.right, one_to_one)
    added = scored.weights.contributions(scored.pairs)
    return Evidence(belief=belief, alone=scored.evidence, added=added, levels=scored.pairs.levels)


def _calibration(evidence: Evidence, places: list[tuple[int, PairDecision]]) -> Calibration:
    """Return the correction that the pairs drawn for review ask for, those that reviewers agree on."""
    drawn = [(place, each) for place, each in places if each.stands_for is not None]
    fixed = _fixed(len(evidence.belief), drawn)
    weights = {place: float(each.stands_for or 0.0) for place, each in drawn}
    seen = np.flatnonzero(fixed)
    if not len(seen):
        return uncalibrated(len(evidence.added))
    return calibrated(
        evidence.of(seen), fixed[seen] > 0, np.array([weights[place] for place in seen.tolist()])
    )


def _links(lists: Sequence[PersonList], scored: Scored, chance: Numbers) -> Places:
    pairs = scored.pairs
    if _rivals(lists):
        return one_to_one_links(pairs.left, pairs.right, chance)
    sizes = [len(people.ids) for people in lists]
    person = clusters(
        sum(sizes), pairs.left, pairs.right, _log_odds(chance) - _log_odds(np.array([THRESHOLD])),
        np.repeat(np.arange(len(sizes)), sizes), np.array([people.clean for people in lists]),
    )  # fmt: skip
    return np.flatnonzero(person[pairs.left] == person[pairs.right])


def linkage_of(model: LinkModel, *, draws: int = 200, seed: int = 1) -> Linkage:
    """Return what came of linking, in the terms of the lists.

    Args:
        model: as `link_model` returns it.
        draws: linkages drawn for the intervals; 0 for none.
        seed: of the draws.
    """
    pairs = model.scored.pairs
    linked = np.zeros(len(pairs), dtype=bool)
    linked[model.links] = True
    ties = np.zeros(len(pairs), dtype=bool)
    ties[model.links] = tied(pairs.left, pairs.right, model.chance, model.links)
    shown = np.flatnonzero((model.chance >= SHOWN_FROM) | (model.fixed != 0) | linked)
    order = shown[np.lexsort((pairs.right[shown], pairs.left[shown], -model.chance[shown]))]
    low, high = model.missed()
    return Linkage(
        lists=tuple(people.name for people in model.lists),
        sizes=tuple(len(people.ids) for people in model.lists),
        clean=tuple(people.clean for people in model.lists),
        pairs=tuple(_linked_pair(model, place, linked=bool(linked[place]), tie=bool(ties[place])) for place in order.tolist()),
        candidates=model.scored.candidates,
        expected_matches=float(model.chance.sum()),
        blocking_recall=(1 - high, 1 - low),
        rules=tuple(rule.name for rule in model.scored.rules),
        reviewed=model.calibration.reviewed,
        overlaps=overlaps(model, model.people(draws, seed)) if draws else (),
        seed=seed,
        settings=model.settings,
        notes=_notes(model),
    )  # fmt: skip


def _linked_pair(model: LinkModel, place: int, *, linked: bool, tie: bool) -> LinkedPair:
    pairs = model.scored.pairs
    decided = {1: Verdict.MATCH, -1: Verdict.NO_MATCH}.get(int(model.fixed[place]))
    return LinkedPair(
        left=model.key(int(pairs.left[place])), right=model.key(int(pairs.right[place])), linked=linked, tied=tie,
        probability=round(float(model.chance[place]), 6), decided=decided,
    )  # fmt: skip


def _notes(model: LinkModel) -> tuple[str, ...]:
    if model.calibration.reviewed:
        return ()
    return (
        "No pair was reviewed: the probabilities rank the pairs, and how many of them are true is a guess. Review some with: tollbook link review",
    )


def overlaps(model: LinkModel, people: Places) -> tuple[OverlapInterval, ...]:
    """Return how many people each two lists have in common, by the draws.

    Args:
        model: as `link_model` returns it.
        people: draws of who is who.
    """
    lists = model.ground().lists
    result = []
    for one, other in combinations(range(len(model.lists)), 2):
        shared = [len(np.intersect1d(draw[lists == one], draw[lists == other])) for draw in people]
        low, middle, high = np.quantile(shared, [(1 - _LEVEL) / 2, 0.5, (1 + _LEVEL) / 2])
        names = model.lists[one].name, model.lists[other].name
        result.append(
            OverlapInterval(
                lists=names,
                low=int(np.floor(low)),
                middle=round(middle),
                high=int(np.ceil(high)),
                level=_LEVEL,
            )
        )
    return tuple(result)


def history_counts(model: LinkModel, people: Places) -> list[dict[int, int]]:
    """Return, for each draw, how many people are on which lists: the count of each capture history by its bits.

    Args:
        model: as `link_model` returns it.
        people: draws of who is who, `(draws, records)`.
    """
    bits = np.left_shift(1, model.ground().lists)
    result = []
    for draw in people:
        histories = np.zeros(len(draw), dtype=np.int64)
        np.bitwise_or.at(histories, draw, bits)
        values, counts = np.unique(histories[histories > 0], return_counts=True)
        result.append(dict(zip(values.tolist(), counts.tolist(), strict=True)))
    return result


def pairs_to_review(model: LinkModel, size: int, seed: int) -> tuple[tuple[LinkedPair, float], ...]:
    """Return pairs drawn for review by stratum of score, in an order that says nothing, with how many each stands for.

    Args:
        model: as `link_model` returns it.
        size: how many.
        seed: of the draw.
    """
    places, weights = review_sample(model.evidence.belief, size, seed)
    linked = set(model.links.tolist())
    return tuple(
        (_linked_pair(model, place, linked=place in linked, tie=False), weight)
        for place, weight in zip(places.tolist(), weights.tolist(), strict=True)
    )
