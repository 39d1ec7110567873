from __future__ import annotations

import re
from collections.abc import Callable

import numpy as np
import pytest

from tollbook.errors import UsageError
from tollbook.link.columns import PersonList
from tollbook.link.linking import (
    LinkModel,
    history_counts,
    link_model,
    linkage_of,
    overlaps,
    pairs_to_review,
)
from tollbook.model.linkage import PairDecision, RecordKey, Verdict

Maker = Callable[..., PersonList]
Names = Callable[[int, int], list[tuple[str, str, float]]]
Truth = Callable[[LinkModel], np.ndarray]
SHARED = 200


def decision(model: LinkModel, place: int, verdict: Verdict, reviewer: str = "first") -> PairDecision:
    pairs = model.scored.pairs
    left, right = model.key(int(pairs.left[place])), model.key(int(pairs.right[place]))
    return PairDecision(left=left, right=right, verdict=verdict, reviewer=reviewer)


def test_links_of_clean_lists_are_right_and_nobody_is_linked_twice(linked: LinkModel, truth: Truth) -> None:
    pairs = linked.scored.pairs
    assert len(linked.links) == len(set(pairs.left[linked.links])) == len(set(pairs.right[linked.links]))
    right = truth(linked)[linked.links].sum()
    assert 2 * right / (len(linked.links) + SHARED) > 0.95


def test_every_pair_lies_between_the_two_lists(linked: LinkModel) -> None:
    pairs = linked.scored.pairs
    assert (pairs.left < 300).all()
    assert (pairs.right >= 300).all()


def test_linking_again_gives_the_same(two_lists: tuple[PersonList, PersonList], linked: LinkModel) -> None:
    again = link_model(two_lists)
    assert linked.links.tolist() == again.links.tolist()
    assert np.allclose(linked.chance, again.chance)


def test_verdicts_hold_and_take_their_rivals_with_them(
    two_lists: tuple[PersonList, PersonList], linked: LinkModel
) -> None:
    likeliest, least = (
        linked.links[0],
        int(np.flatnonzero(~np.isin(np.arange(len(linked.chance)), linked.links))[0]),
    )
    decided = link_model(
        two_lists,
        [decision(linked, int(likeliest), Verdict.NO_MATCH), decision(linked, least, Verdict.MATCH)],
    )
    assert likeliest not in decided.links
    assert least in decided.links
    assert decided.chance[likeliest] < 0.001
    assert decided.chance[least] > 0.999


def test_unsure_and_disagreement_stay_a_doubt(
    two_lists: tuple[PersonList, PersonList], linked: LinkModel
) -> None:
    place, other = int(linked.links[0]), int(linked.links[1])
    decided = link_model(
        two_lists,
        [
            decision(linked, place, Verdict.UNSURE),
            decision(linked, other, Verdict.MATCH),
            decision(linked, other, Verdict.NO_MATCH, "second"),
        ],
    )
    assert np.allclose(linked.chance, decided.chance)


def test_decisions_on_records_of_other_releases_are_passed_by(
    two_lists: tuple[PersonList, PersonList], linked: LinkModel
) -> None:
    gone = PairDecision(
        left=RecordKey(list_name="hospital", id="hospital-9999"),
        right=RecordKey(list_name="ministry", id="ministry-9999"),
        verdict=Verdict.MATCH,
        reviewer="first",
    )
    assert linked.links.tolist() == link_model(two_lists, [gone]).links.tolist()


def test_draws_link_nobody_of_a_clean_list_twice_and_hold_the_true_overlap(linked: LinkModel) -> None:
    people = linked.people(60, 7)
    for draw in people[:5]:
        assert len(set(draw[:300])) == 300
        assert len(set(draw[300:])) == 350
    (overlap,) = overlaps(linked, people)
    assert overlap.low <= SHARED <= overlap.high
    assert ("hospital", "ministry") == overlap.lists


def test_the_same_seed_draws_the_same(linked: LinkModel) -> None:
    assert (linked.people(5, 3) == linked.people(5, 3)).all()


def test_histories_of_the_draws_count_every_record_once(linked: LinkModel) -> None:
    for counts in history_counts(linked, linked.people(5, 1)):
        assert 300 == counts.get(1, 0) + counts.get(3, 0)
        assert 350 == counts.get(2, 0) + counts.get(3, 0)


def test_a_linkage_tells_its_pairs_in_the_terms_of_the_lists(linked: LinkModel) -> None:
    linkage = linkage_of(linked, draws=20)
    assert ("hospital", "ministry") == linkage.lists
    assert (300, 350) == linkage.sizes
    assert len(linked.links) == sum(pair.linked for pair in linkage.pairs)
    probabilities = [pair.probability for pair in linkage.pairs]
    assert sorted(probabilities, reverse=True) == probabilities
    low, high = linkage.blocking_recall
    assert 0.9 < low <= high <= 1
    assert linkage.notes[0].startswith("No pair was reviewed: ")


def test_reviewed_pairs_calibrate(two_lists: tuple[PersonList, PersonList], linked: LinkModel) -> None:
    drawn = pairs_to_review(linked, 60, 3)
    decisions = [
        PairDecision(
            left=pair.left,
            right=pair.right,
            verdict=Verdict.MATCH
            if pair.left.id.split("-")[1] == pair.right.id.split("-")[1]
            else Verdict.NO_MATCH,
            reviewer="first",
            stands_for=weight,
        )
        for pair, weight in drawn
    ]
    model = link_model(two_lists, decisions)
    assert len(decisions) == model.calibration.reviewed
    assert abs(model.chance.sum() - SHARED) < 12
    assert () == linkage_of(model, draws=0).notes


def test_a_review_is_drawn_from_every_stratum_and_in_no_order_of_score(linked: LinkModel) -> None:
    chances = [pair.probability for pair, _ in pairs_to_review(linked, 60, 1)]
    assert min(chances) < 0.1
    assert max(chances) > 0.9
    assert sorted(chances) != chances != sorted(chances, reverse=True)


def test_weights_of_a_review_add_up_to_the_pairs(linked: LinkModel) -> None:
    total = sum(weight for _, weight in pairs_to_review(linked, 100, 1))
    assert len(linked.scored.pairs) == pytest.approx(total)


def test_duplicates_within_one_list_are_found(people: Names, listed: Maker) -> None:
    once = people(150, 9)
    model = link_model([listed("register", [*once, *once[:30]], range(180), clean=False)])
    found = {
        (int(one), int(other))
        for one, other in zip(
            model.scored.pairs.left[model.links], model.scored.pairs.right[model.links], strict=True
        )
    }
    assert {(place, 150 + place) for place in range(30)} <= found
    assert len(found) < 36


def test_of_three_lists_one_may_hold_people_twice(people: Names, listed: Maker) -> None:
    all_of_them = people(160, 11)
    lists = [
        listed("hospital", all_of_them[:100], range(100)),
        listed("families", [*all_of_them[40:140], *all_of_them[40:50]], range(110), clean=False),
        listed("press", all_of_them[80:160], range(80)),
    ]
    model = link_model(lists)
    person = model.best_people()
    assert person[40] == person[100] == person[200]
    assert len(set(person[:100])) == 100
    counts = history_counts(model, model.people(3, 1))
    assert all(counts_of[7] >= 15 for counts_of in counts)


def test_lists_of_one_name_are_refused(two_lists: tuple[PersonList, PersonList]) -> None:
    message = "Cannot link two lists that are both called hospital: links could not tell them apart. Give each a name of its own."
    with pytest.raises(UsageError, match=f"^{re.escape(message)}$"):
        link_model([two_lists[0], two_lists[0]])


def test_a_single_record_is_refused() -> None:
    message = "Cannot link fewer than two records. Give lists that have some."
    with pytest.raises(UsageError, match=f"^{re.escape(message)}$"):
        link_model([PersonList(name="one", ids=["1"], fields={"name": ["Amira Solen"]})])


@pytest.mark.parametrize(
    ("ids", "fields", "message"),
    [
        (
            ["1", "2"],
            {"name": ["Amira"]},
            "Cannot link kesh: the field name has 1 values for 2 records. Give one for each, None where not known.",
        ),
        (
            ["1", "1"],
            {"name": ["A", "B"]},
            "Cannot link kesh: some ids stand on more than one record. Number the records anew.",
        ),
        (
            ["1"],
            {"age": [3.0]},
            "Cannot link kesh: it has no field of names. Name the column that holds them, as name or as given, father, grandfather and family.",
        ),
    ],
)
def test_lists_that_make_no_sense_are_refused(
    ids: list[str], fields: dict[str, list[object]], message: str
) -> None:
    with pytest.raises(UsageError, match=f"^{re.escape(message)}$"):
        PersonList(name="kesh", ids=ids, fields=fields)


def test_a_record_decided_with_itself_is_refused() -> None:
    key = RecordKey(list_name="kesh", id="1")
    message = "Cannot decide on 1 of kesh and itself: two records are needed."
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        PairDecision(left=key, right=key, verdict=Verdict.MATCH, reviewer="first")


def test_a_record_beyond_the_lists_has_no_key(linked: LinkModel) -> None:
    with pytest.raises(IndexError, match=r"^There is no record 99 beyond the last list\.$"):
        linked.key(300 + 350 + 99)
