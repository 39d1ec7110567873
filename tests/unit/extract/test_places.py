"""Where the harm happened, in invented sentences."""

from __future__ import annotations

import pytest

from tollbook.extract.reader import GrammarReader
from tollbook.model import Document


def places(text: str) -> list[str | None]:
    """Return the places of the claims of a text, in order."""
    document = Document(
        id="d", sha256="", media_type="text/plain", text=text, extractor="test", language="en"
    )
    return [claim.place for claim in GrammarReader().claims(document)]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("A bomb killed 12 people in Kesh on Monday.", "Kesh"),
        ("A bomb killed 12 people in the town of Odra-Vel.", "Odra-Vel"),
        ("A bomb killed 12 people in the northern city of Kesh.", "Kesh"),
        ("A bomb killed 12 people in central Kesh.", "central Kesh"),
        ("Shelling killed 12 people in southeastern Afghanistan.", "southeastern Afghanistan"),
        ("Gunmen killed 12 people outside the Vel Hotel in Kesh.", "Vel Hotel"),
        ("Gunmen killed 12 people at Luiza's Restaurant in Kesh.", "Luiza's Restaurant"),
        ("Gunmen killed 12 people in Kesh village.", "Kesh village"),
        ("Gunmen killed 12 people in the capital, Kesh.", "Kesh"),
        ("Gunmen killed 12 people in Baghdad's Odra Market area.", "Odra Market area"),
        ("The Bali bombings killed 12 people.", "Bali"),
        ("The attack killed 12 people on the outskirts of Kesh.", "Kesh"),
        ("The attack killed 12 people in the Kesh district of Odra province.", "Kesh district"),
        ("Gunmen killed 12 people in a camp north of Kesh.", "north of Kesh"),
    ],
)
def test_the_finest_named_place_of_the_sentence_is_the_place(text: str, place: str) -> None:
    assert [place] == places(text)


def test_a_name_in_no_list_is_read_like_a_known_one() -> None:
    assert places("A mine killed 12 people near Mosul.") == ["Mosul"]
    assert places("A mine killed 12 people near Qelvar.") == ["Qelvar"]


def test_swapping_two_places_swaps_them_in_the_claims() -> None:
    assert places("A bomb killed two people in Kesh and a mine killed four people in Vel.") == ["Kesh", "Vel"]
    assert places("A bomb killed two people in Vel and a mine killed four people in Kesh.") == ["Vel", "Kesh"]


def test_a_place_of_the_speaker_gives_way_to_the_place_of_the_event() -> None:
    text = "Police in Arvenia say a mine killed five girls. It went off in Kel village, near the river."
    assert places(text) == ["Kel village"]


def test_a_place_where_reporters_were_told_is_not_the_place() -> None:
    assert places("The minister told reporters in Geneva that 12 soldiers were killed.") == [None]


def test_a_sentence_without_a_place_takes_that_of_its_report() -> None:
    assert places("A bomb exploded at a market in Kesh. At least 12 people were killed.") == ["Kesh"]


def test_a_place_is_not_taken_across_a_turn_to_another_event() -> None:
    assert places("A storm hit Kesh. Meanwhile, 12 soldiers were killed.") == [None]


def test_the_capital_alone_means_the_city_named_before() -> None:
    assert places("A bomb exploded in Kabul. Elsewhere in the capital, 12 people were killed.") == ["Kabul"]


def test_arrests_over_an_attack_do_not_happen_where_the_attack_was() -> None:
    assert places("Police arrested three men in connection with the bombings in Kesh.") == [None]


def test_a_document_without_places_gives_none() -> None:
    assert places("Gunmen killed 12 people. Four were wounded.") == [None, None]


@pytest.mark.parametrize("name", ["January", "God", "Arabic", "Parliament"])
def test_months_languages_and_bodies_are_no_places(name: str) -> None:
    assert places(f"Gunmen killed 12 people in {name}.") == [None]


def test_a_dateline_gives_the_place_where_the_text_names_none() -> None:
    assert places("KESH, March 4 (AW) - A bomb killed 12 people.") == ["KESH"]
    assert places("KESH, March 4 (AW) - A bomb killed 12 people in Odra-Vel.") == ["Odra-Vel"]


def test_a_hospital_where_the_wounded_are_treated_is_no_place_of_the_harm() -> None:
    text = "A blast ripped through a market in Odra-Vel. Nine people were wounded and treated at Kesh General Hospital."
    assert places(text) == ["Odra-Vel"]


def test_a_hospital_that_is_hit_is_the_place_of_the_harm() -> None:
    assert places("Shells hit Kesh General Hospital and killed nine people.") == ["Kesh General Hospital"]


def test_the_place_in_the_opening_of_a_report_holds_to_its_end() -> None:
    filler = " ".join("Traders say that business has been slow." for _ in range(12))
    text = f"A bomb exploded in a market in Kesh on Tuesday. {filler} At least 12 people were killed."
    assert places(text) == ["Kesh"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Residents of Lozna said that 34 people were killed.", "Lozna"),
        ("In Odra-Vel hundreds of teachers have been arrested.", "Odra-Vel"),
        ("A lorry hit a bus on the M38, killing nine people.", "M38"),
        ("Soldiers reached Kaga Yanga and found 40 bodies.", "Kaga Yanga"),
    ],
)
def test_what_stands_around_a_name_makes_it_a_place(text: str, place: str) -> None:
    assert [place] == places(text)


def test_the_end_of_a_groups_name_is_no_place_whatever_group_it_is() -> None:
    assert places("Gunmen of al-Qaida in Arvenia killed 12 people.") == [None]
    assert places("Gunmen of al-Shabab in Arvenia killed 12 people.") == [None]
