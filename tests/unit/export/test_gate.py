from __future__ import annotations

from typing import Any

import pytest

from tollbook.errors import UsageError
from tollbook.export.fields import TABLES
from tollbook.export.gate import DEFAULT_PROFILE, PROFILES, WITHHELD, Gate
from tollbook.model.case import Case, NamedThing
from tollbook.model.exposure import Exposure
from tollbook.model.source import Source
from tollbook.model.vocabulary import SourceType

WITNESS = Source(id="s1", names=(("", "Ana Perin"),), type=SourceType.WITNESS_FAMILY)


def case(**fields: Any) -> Case:
    return Case(id="0" * 32, name="Arvenia", **fields)


def row(table: str, **fields: Any) -> dict[str, Any]:
    plain: dict[str, Any] = {field.name: f"{field.name}!" for field in TABLES[table]}
    plain |= {
        "low": 12, "high": 12, "harm": "killed", "modality": "stated", "stance": "asserts", "place": None,
        "claimant": None, "via": None, "by": None, "disputed_by": None, "source": "s9", "victims": None,
        "sentence": "Twelve died.", "type": "media_own",
    }  # fmt: skip
    return {name: fields.get(name, plain[name]) for name in (field.name for field in TABLES[table])}


def gate(profile: str = DEFAULT_PROFILE, **fields: Any) -> Gate:
    return Gate(profile, case(**fields), [WITNESS])


def test_the_default_is_public_alone() -> None:
    assert ("public", frozenset({Exposure.PUBLIC})) == (DEFAULT_PROFILE, PROFILES[DEFAULT_PROFILE])


def test_every_profile_lets_through_all_that_a_narrower_one_does() -> None:
    assert PROFILES["public"] < PROFILES["team"] < PROFILES["full"] == frozenset(Exposure)


@pytest.mark.parametrize("table", sorted(TABLES))
@pytest.mark.parametrize("profile", sorted(PROFILES))
def test_what_goes_out_is_what_the_classes_say(table: str, profile: str) -> None:
    expected = [field.name for field in TABLES[table] if field.exposure in PROFILES[profile]]
    out = gate(profile).row(table, row(table))
    assert out is not None
    assert [*expected, "withheld"] == list(out) == [field.name for field in gate(profile).columns(table)]


@pytest.mark.parametrize("table", sorted(TABLES))
def test_a_field_without_a_class_does_not_go_out(table: str) -> None:
    with pytest.raises(
        ValueError, match=r"^Cannot let a row of \w+ through: fields and classes do not agree \(surprise\)\.$"
    ):
        gate("full").row(table, {**row(table), "surprise": "x"})
    lacking = row(table)
    first = next(iter(lacking))
    del lacking[first]
    with pytest.raises(ValueError, match=rf"do not agree \({first}\)"):
        gate("full").row(table, lacking)


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ("claims.sentence", "restricted"),
        ("claims.reviewer", "restricted"),
        ("claims.note", "restricted"),
        ("documents.text", "restricted"),
        ("documents.name", "restricted"),
        ("documents.added_by", "restricted"),
        ("documents.exchanges", "secret"),
        ("reviews.reviewer", "restricted"),
        ("reviews.changed", "restricted"),
        ("claims.low", "public"),
        ("claims.disputed_by", "public"),
    ],
)
def test_the_classes_of_what_may_harm_people(field: str, expected: str) -> None:
    table, _, name = field.partition(".")
    assert [expected] == [str(each.exposure) for each in TABLES[table] if each.name == name]


def test_a_case_can_let_a_field_through_or_hold_it_back() -> None:
    changed = gate(field_classes=(("claims.sentence", "public"), ("claims.place", "restricted")))
    names = [field.name for field in changed.columns("claims")]
    assert ("sentence" in names, "place" in names) == (True, False)


def test_words_that_name_a_person_are_held_back_and_that_is_said() -> None:
    out = gate().row(
        "claims", row("claims", claimant="Ana Perin", harm="detained", place="Kesh", low=2, high=2)
    )
    assert out is not None
    assert (None, None, ["claimant", "place"]) == (out["claimant"], out["place"], out[WITHHELD.name])


def test_nothing_tells_what_was_held_back_or_how_long_it_was() -> None:
    short = gate().row("claims", row("claims", claimant="Ana Perin"))
    long = gate().row("claims", row("claims", claimant="Anastasia Konstantina Perin-Solen of Kesh"))
    assert short == long


def test_those_who_work_on_the_case_see_words_as_they_are() -> None:
    out = gate("team").row("claims", row("claims", claimant="Ana Perin"))
    assert out is not None
    assert ("Ana Perin", None) == (out["claimant"], out[WITHHELD.name])


def test_a_case_that_says_so_lets_words_through() -> None:
    out = gate(field_classes=(("claims.claimant", "public"),)).row(
        "claims", row("claims", claimant="Ana Perin")
    )
    assert out is not None
    assert "Ana Perin" == out["claimant"]


def test_names_that_the_case_knows_are_no_secret() -> None:
    known = gate(claimants=(NamedThing(name="Omar Solen", also=("the mayor",)),))
    out = known.row("claims", row("claims", claimant="Omar Solen"))
    assert out is not None
    assert "Omar Solen" == out["claimant"]


def test_a_source_that_is_a_person_is_named_nowhere() -> None:
    public = gate()
    rows = [
        public.row("sources", row("sources", type="witness_family")),
        public.row("documents", row("documents", source="s1")),
        public.row("claims", row("claims", source="s1", claimant="Ana Perin")),
    ]
    assert [["name", "names"], ["publisher"], ["claimant", "publisher"]] == [
        each and each["withheld"] for each in rows
    ]
    assert (True, False) == (public.hides_name(WITNESS), gate("team").hides_name(WITNESS))


def test_a_claim_about_sexual_violence_does_not_go_out() -> None:
    told = row("claims", sentence="Three women were raped and killed.")
    assert gate().row("claims", told) is None
    assert gate("team").row("claims", told) is not None


@pytest.mark.parametrize("table", ["claims", "documents", "reviews"])
def test_rows_from_a_sensitive_document_go_out_to_those_who_may_see_them(table: str) -> None:
    seen = {
        profile: [
            gate(profile).row(table, row(table), sensitivity) is not None
            for sensitivity in (None, "public", "restricted", "secret")
        ]
        for profile in PROFILES
    }
    assert {
        "public": [True, True, False, False],
        "team": [True, True, True, False],
        "full": [True, True, True, True],
    } == seen


def test_a_profile_that_is_none_is_told() -> None:
    with pytest.raises(UsageError) as caught:
        gate("press")
    assert "Cannot export for 'press': profiles are public, team, full." == str(caught.value)


def test_a_class_for_a_field_that_is_none_is_told() -> None:
    with pytest.raises(UsageError) as caught:
        gate(field_classes=(("claim.sentence", "public"),))
    assert (
        "Cannot export: case.toml sets the class of 'claim.sentence', and there is no such field. Did you mean claims.sentence? "
        "Fields are named as claims.sentence; see docs/export.md." == str(caught.value)
    )


@pytest.mark.parametrize("table", sorted(TABLES))
def test_every_field_says_what_it_means_and_is_named_once(table: str) -> None:
    fields = TABLES[table]
    assert len(fields) == len({field.name for field in fields})
    assert [] == [field.name for field in fields if not field.description.endswith(".")]
