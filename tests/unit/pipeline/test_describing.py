from __future__ import annotations

from collections.abc import Callable

import pytest

from tollbook.errors import UnknownId, UsageError
from tollbook.ledger import Ledger
from tollbook.model.vocabulary import SourceType
from tollbook.pipeline.describing import defined, describe_source, named, source_called


def usage(call: Callable[[], object]) -> str:
    with pytest.raises(UsageError) as caught:
        call()
    return str(caught.value)


def test_a_source_is_made_by_its_name_and_described_further(case_ledger: Ledger) -> None:
    made = describe_source(case_ledger, "Arvenia Wire", {"type": SourceType.MEDIA_OWN})
    changes = {
        "names": named(["fr=Agence d'Arvénie"]),
        "relation": "none known",
        "method": "own reporters",
        "exclusions": ("rumours",),
        "definitions": defined(["2026-03-10=by residence"]),
    }
    source = describe_source(case_ledger, made.id[:6], changes)
    assert (source,) == case_ledger.sources()
    assert (("", "Arvenia Wire"), ("fr", "Agence d'Arvénie")) == source.names
    assert (SourceType.MEDIA_OWN, "none known", "own reporters", ("rumours",)) == (
        source.type,
        source.relation,
        source.method,
        source.exclusions,
    )


def test_a_name_in_a_language_takes_the_place_of_the_one_before(case_ledger: Ledger) -> None:
    for name in ("fr=Agence", "fr=Agence d'Arvénie"):
        describe_source(case_ledger, "Arvenia Wire", {"names": named([name])})
    (source,) = case_ledger.sources()
    assert (("", "Arvenia Wire"), ("fr", "Agence d'Arvénie")) == source.names


def test_definitions_are_added_and_stand_in_the_order_of_their_days(case_ledger: Ledger) -> None:
    for words in ("2026-03-10=b", "2026-03-01=a", "2026-03-10=c"):
        describe_source(case_ledger, "Ministry", {"definitions": defined([words])})
    (source,) = case_ledger.sources()
    assert (("2026-03-01", "a"), ("2026-03-10", "c")) == source.definitions


def test_a_source_is_found_by_any_of_its_names_in_any_letters(case_ledger: Ledger) -> None:
    made = describe_source(case_ledger, "Arvenia Wire", {"names": named(["ar=وكالة أرفينيا"])})
    assert [made] * 3 == [
        source_called(case_ledger, name) for name in ("ARVENIA WIRE", "وكالة أرفينيا", made.id[:5])
    ]


def test_a_source_that_is_not_there_is_told(case_ledger: Ledger) -> None:
    with pytest.raises(UnknownId) as caught:
        source_called(case_ledger, "Nobody")
    assert (
        "Cannot find source 'Nobody': the case has none with this id or name. See tollbook sources."
        == str(caught.value)
    )


def test_a_name_of_two_sources_is_told_with_both(case_ledger: Ledger) -> None:
    ids = sorted(
        describe_source(case_ledger, name, {"names": named(["en=The Agency"])}).id for name in ("One", "Two")
    )
    with pytest.raises(UnknownId) as caught:
        source_called(case_ledger, "the agency")
    assert (
        f"Cannot tell which source is meant by 'the agency': {', '.join(ids)}. Write more letters of the id."
        == str(caught.value)
    )


def test_a_description_that_says_nothing_is_refused(case_ledger: Ledger) -> None:
    assert (
        "Cannot describe Arvenia Wire: nothing was said of it. See tollbook sources describe --help."
        == usage(lambda: describe_source(case_ledger, "Arvenia Wire", {}))
    )


def test_an_empty_name_and_a_definition_without_a_day_are_refused() -> None:
    assert "Cannot take 'fr=' as a name: LANGUAGE=NAME was expected, such as fr=Agence." == usage(
        lambda: named(["fr="])
    )
    for words in ("by residence", "2026-03-10=", "soon=by residence"):
        assert (
            f"Cannot take '{words}' as a definition: DAY=WORDS was expected, such as 2026-03-10=by residence."
            == usage(lambda words=words: defined([words]))  # type: ignore[misc]
        )
