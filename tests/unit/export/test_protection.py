from __future__ import annotations

from typing import Any

import pytest

from tollbook.export.protection import FEW_PEOPLE, Protection
from tollbook.model.vocabulary import SourceType

KNOWN = Protection(["Arvenia Wire", "Northern Column", "the Vel Seven"])
PLAIN: dict[str, Any] = {
    "harm": "killed",
    "count": "12",
    "low": 12,
    "high": 12,
    "victims": None,
    "place": "Kesh",
    "claimant": None,
    "via": None,
    "by": None,
    "disputed_by": None,
    "stance": "asserts",
    "modality": "stated",
    "sentence": "Police said 12 people were killed in Kesh.",
}


def held_back(source_type: str = SourceType.UNKNOWN, **fields: Any) -> frozenset[str]:
    return KNOWN.of_claim({**PLAIN, **fields}, source_type)


@pytest.mark.parametrize(
    "words",
    [
        "Ana Perin",
        "Ana Perin, a trader",
        "Mayor Ana Ruiz",
        "President Verel",
        "Sgt. Perin",
        "Defence Minister Ana Solen",
        "Police Chief Omar Solen",
        "his brother Amir",
        "the witness Amira",
        "Abu Salem",
        "Al-Hassan bin Omar",
        "Ana de la Vel",
        "ANA PERIN",
        "قال أحمد",
        "安娜 佩林",
    ],
)
def test_what_looks_like_the_name_of_a_person_is_one(words: str) -> None:
    assert KNOWN.names_person(words)


@pytest.mark.parametrize(
    "words",
    [
        None,
        "",
        "police",
        "a government spokesman",
        "a witness",
        "residents of Kesh",
        "The Ministry of Defence",
        "the Northern Front",
        "THE NORTHERN FRONT",
        "Kesh Regional Hospital",
        "United Nations",
        "Harbour Post",
        "the Mayor's Office",
        "Interior Minister",
        "Reuters",
        "UNHCR",
        "Arvenia Wire",
        "arvenia wire",
        "the Arvenia Wire",
        "Vel Seven",
        "Northern Column",
    ],
)
def test_bodies_offices_and_names_that_the_case_knows_are_none(words: str | None) -> None:
    assert not KNOWN.names_person(words)


def test_a_figure_of_the_dead_of_a_place_is_held_back_nowhere() -> None:
    assert frozenset() == held_back(claimant="the Ministry of Health", by="the Northern Front")


@pytest.mark.parametrize("field", ["claimant", "via", "by", "disputed_by"])
def test_whoever_speaks_or_is_accused_by_name_is_held_back_unless_known(field: str) -> None:
    assert frozenset({field}) == held_back(**{field: "Ana Perin"})
    assert frozenset() == held_back(**{field: "Arvenia Wire"})


@pytest.mark.parametrize("harm", ["injured", "missing", "displaced", "detained", "abducted", "casualties"])
def test_the_names_of_people_who_live_are_held_back(harm: str) -> None:
    one: dict[str, Any] = {"count": "Amira Solen", "low": 1, "high": 1, "harm": harm}
    assert "count" in held_back(**one)
    assert "victims" in held_back(harm=harm, victims="Ana Perin and others")


def test_the_names_of_the_dead_are_public_unless_that_is_in_doubt() -> None:
    one: dict[str, Any] = {"count": "Mayor Ana Ruiz", "low": 1, "high": 1}
    assert frozenset() == held_back(**one)
    assert frozenset({"count"}) == held_back(**one, modality="hedged")
    assert frozenset({"count"}) == held_back(**one, stance="disputes")


@pytest.mark.parametrize(
    "sentence",
    [
        "Amira Solen, 14, was killed.",
        "Amira Solen, a schoolgirl, was killed.",
        "The 9-year-old Amira Solen was killed.",
        "Amira Solen, aged 3, was killed.",
        "The three month old baby was killed.",
    ],
)
def test_the_names_of_minors_are_held_back_even_of_the_dead(sentence: str) -> None:
    one: dict[str, Any] = {"count": "Amira Solen", "low": 1, "high": 1}
    assert frozenset({"count"}) == held_back(**one, sentence=sentence)
    assert frozenset() == held_back(**one, sentence="Amira Solen, 41, was killed.")


def test_a_single_word_is_a_name_where_it_states_the_count() -> None:
    one: dict[str, Any] = {"low": 1, "high": 1, "harm": "detained", "place": None}
    assert frozenset({"count"}) == held_back(count="Amira", **one)
    for words in ("a man", "One", "A policeman", "his wife", "both", "Another"):
        assert frozenset() == held_back(count=words, **one), words


@pytest.mark.parametrize("harm", ["detained", "abducted", "missing", "displaced", "injured"])
def test_the_place_of_a_few_living_people_is_held_back(harm: str) -> None:
    assert frozenset({"place"}) == held_back(harm=harm, low=FEW_PEOPLE, high=FEW_PEOPLE)
    assert frozenset({"place"}) == held_back(harm=harm, low=None, high=None)
    assert frozenset() == held_back(harm=harm, low=FEW_PEOPLE, high=FEW_PEOPLE + 1)
    assert frozenset() == held_back(harm="killed", low=1, high=1)


@pytest.mark.parametrize("kind", [SourceType.WITNESS_FAMILY, SourceType.SOCIAL_MEDIA])
def test_a_source_that_is_a_person_is_not_named(kind: SourceType) -> None:
    assert frozenset({"publisher"}) == held_back(kind)
    assert frozenset({"name", "names"}) == KNOWN.of_source({"type": str(kind)})
    assert frozenset() == KNOWN.of_source({"type": "media_own"})


@pytest.mark.parametrize(
    "words", ["were raped", "Rape was used", "sexual violence", "a gang-rape", "sexually abused"]
)
def test_all_of_a_claim_about_sexual_violence_is_sensitive(words: str) -> None:
    assert KNOWN.is_sensitive({**PLAIN, "sentence": f"Three women {words}."})
    assert KNOWN.is_sensitive({**PLAIN, "sentence": None, "victims": words})


def test_other_words_are_not_sensitive() -> None:
    assert not KNOWN.is_sensitive(
        {**PLAIN, "sentence": "Grapes and therapists; trapped in a sexless drapery."}
    )


def test_the_rules_are_the_same_when_the_names_of_parties_are_exchanged() -> None:
    one, two = "the Home Guard", "the Northern Front"
    for protection in (Protection([one]), Protection([two])):
        assert protection.names_person(one) == protection.names_person(two)
