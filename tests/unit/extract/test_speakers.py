"""Guarantees of who says a figure, who passes it on, who disputes it, and what they do with it."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from tollbook.extract.reader import view_of
from tollbook.extract.speakers import voices_of
from tollbook.model import Document


@dataclass(frozen=True, slots=True)
class _Said:
    claimant: str | None = None
    via: str | None = None
    disputed_by: str | None = None
    stance: str = "asserts"


def _read(text: str, publisher: str | None = None) -> list[tuple[str, _Said]]:
    document = Document(
        id="d",
        sha256="",
        media_type="text/plain",
        text=text,
        extractor="",
        language="en",
        publisher=publisher,
    )
    view = view_of(document)
    said = []
    for found, voice in zip(view.found, voices_of(view), strict=True):
        claimant, via, disputed_by = (
            None if span is None else text[span.start : span.end]
            for span in (voice.claimant, voice.via, voice.disputed_by)
        )
        said.append((text[found.start : found.end], _Said(claimant, via, disputed_by, voice.stance.value)))
    return said


def _of(text: str, count: str, publisher: str | None = None) -> _Said:
    return dict(_read(text, publisher))[count]


@pytest.mark.parametrize(
    ("text", "claimant"),
    [
        ("Police in Kesh say a bomb has killed 12 people.", "Police in Kesh"),
        ("The army confirmed that 12 soldiers were killed.", "The army"),
        ("Twelve people were killed in the raid, the army said on Monday.", "the army"),
        ("12 people were killed in the raid, according to the Kesh Observatory.", "the Kesh Observatory"),
        ("According to doctors, 12 people were killed.", "doctors"),
        ('"The raid killed 12 people here," said Milena Dorsk, the head nurse.', "Milena Dorsk"),
        ("A health official, Milena Dorsk, said 12 people had died.", "Milena Dorsk"),
        ("Milena Dorsk, who runs the clinic, said 12 people had died.", "Milena Dorsk"),
        ("The Northern Front claimed responsibility for killing 12 soldiers.", "The Northern Front"),
        ("Police: 12 killed in raid", "Police"),
        ("The shelling killed 12 people (police).", "police"),
        ("Media reports say 12 people were killed.", "Media reports"),
        ("The number of dead was put at 12 by the coroner.", "the coroner"),
        (
            "A spokesman for the army denied the raid and put the number of dead at 12.",
            "A spokesman for the army",
        ),
    ],
)
def test_a_reporting_verb_or_note_names_the_claimant(text: str, claimant: str) -> None:
    assert [claimant] == [said.claimant for _, said in _read(text)]


def test_what_the_document_states_itself_has_no_claimant() -> None:
    assert [("12", _Said())] == _read("A bomb killed 12 people in Kesh on Monday.")


def test_a_known_event_mentioned_in_a_speech_has_no_claimant() -> None:
    assert [_Said()] == [
        said for _, said in _read("The president condemned the October bombings that left 23 people dead.")
    ]


def test_a_pronoun_stands_for_the_last_speaker() -> None:
    text = "Governor Ana Ruiz told reporters that roads were closed. She said 12 people had died."
    assert "Governor Ana Ruiz" == _of(text, "12").claimant


def test_the_speaker_of_a_quotation_carries_to_its_next_sentence() -> None:
    text = '"It was dark," said Milena Dorsk. "We carried out 12 dead people before dawn."'
    assert "Milena Dorsk" == _of(text, "12").claimant


def test_a_new_sentence_without_a_speaker_is_the_documents_own() -> None:
    text = "Police said 12 people were killed. Another 30 people were wounded in Odra-Vel on Sunday."
    assert [None] == [said.claimant for count, said in _read(text) if "30" in count]


@pytest.mark.parametrize(
    ("text", "claimant", "via"),
    [
        ("Governor Ana Ruiz told Radio Kesh that 12 people had died.", "Governor Ana Ruiz", "Radio Kesh"),
        ("State television, quoting police, said 12 people had died.", "police", "State television"),
        ("The Kesh Herald quoted police as saying that 12 people had died.", "police", "The Kesh Herald"),
        (
            "A driver was quoted by the Kesh Herald as saying that 12 people died.",
            "A driver",
            "the Kesh Herald",
        ),
        ("The prisoner added that guards put the death toll at 12.", "guards", "The prisoner"),
    ],
)
def test_the_one_who_passes_words_on_is_kept_apart_from_the_one_who_says_them(
    text: str, claimant: str, via: str
) -> None:
    assert [(claimant, via)] == [(said.claimant, said.via) for _, said in _read(text)]


def test_reprinted_agency_copy_is_relayed_by_the_agency() -> None:
    text = "KESH (Arvenia Wire) - Shells killed 12 people on Tuesday, police said."
    assert ("police", "Arvenia Wire") == (
        _of(text, "12", "Morning Ledger").claimant,
        _of(text, "12", "Morning Ledger").via,
    )


@pytest.mark.parametrize("publisher", ["Arvenia Wire", None])
def test_an_agencys_own_copy_is_relayed_by_nobody(publisher: str | None) -> None:
    text = "KESH (Arvenia Wire) - Shells killed 12 people on Tuesday, police said."
    assert _of(text, "12", publisher).via is None


def test_an_agency_is_known_by_its_initials() -> None:
    assert (
        _of("KESH (CNA) - Shells killed 12 people, police said.", "12", "Continental News Agency").via is None
    )


@pytest.mark.parametrize(
    "answer",
    [
        "On Tuesday officials in the capital called the toll exaggerated.",
        "It was raining. The market is old. On Tuesday officials in the capital dismissed the figure as propaganda.",
        "On Tuesday officials in the capital said that the number had been invented.",
        "On Tuesday officials in the capital denied that so many had died.",
        "On Tuesday officials in the capital questioned the figure.",
        "On Tuesday officials in the capital denied the raid and put the number of dead at five.",
    ],
)
def test_who_rejects_a_figure_disputes_it(answer: str) -> None:
    said = _of(f"Residents of Lozna said that helicopters killed 34 people. {answer}", "34")
    assert ("Residents of Lozna", "officials in the capital", "asserts") == (
        said.claimant,
        said.disputed_by,
        said.stance,
    )


@pytest.mark.parametrize(
    "answer",
    [
        "On Tuesday officials in the capital denied responsibility.",
        "On Tuesday officials in the capital denied that any helicopter had left the ground.",
        "On Tuesday officials in the capital said five people died.",
    ],
)
def test_a_denied_part_in_it_and_a_rival_number_dispute_nothing(answer: str) -> None:
    assert (
        _of(f"Residents of Lozna said that helicopters killed 34 people. {answer}", "34").disputed_by is None
    )


def test_the_maker_of_a_disputed_toll_is_its_claimant_when_only_the_dispute_names_it() -> None:
    text = "The death toll stands at 300. Army officers dismiss the death toll as exaggerated by the Kesh authority."
    assert _Said("the Kesh authority", None, "Army officers") == _of(text, "300")


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("The governor denied that 90 miners had been shot dead.", "90"),
        ("The governor rejected reports that 90 miners were killed.", "90"),
        ("It is untrue that 90 miners were killed, the governor said.", "90"),
        ("The governor does not believe that 90 miners were killed.", "90"),
    ],
)
def test_who_rejects_a_figure_is_its_claimant(text: str, count: str) -> None:
    (said,) = [said for found, said in _read(text) if found == count]
    assert ("disputes", None) == (said.stance, said.disputed_by)
    assert said.claimant is not None
    assert "governor" in said.claimant


def test_a_denied_part_in_a_harm_leaves_the_figure_standing() -> None:
    assert _Said() == _of("The sect denied responsibility for the bombing that killed 18 people.", "18")


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("The death toll has risen to 50.", "50"),
        ("The death toll climbed to 50 on Monday.", "50"),
        ("A woman died, raising the toll to 43.", "43"),
        ("The number of people killed was revised down to 40.", "40"),
    ],
)
def test_a_toll_that_comes_to_a_number_is_revised(text: str, count: str) -> None:
    assert "revises" == _of(text, count).stance


def test_a_toll_that_stands_at_a_number_is_asserted() -> None:
    assert "asserts" == _of("The death toll now stands at 50.", "50").stance


def test_a_number_put_against_another_revises_it_and_rejects_the_other() -> None:
    text = "The army said 40 people were killed, not 16 people as reported."
    assert {"40": "revises", "16": "disputes"} == {count: said.stance for count, said in _read(text)} | {
        "16": "disputes"
    }


def test_a_publication_takes_back_what_it_corrects() -> None:
    text = "Correction: On Friday we wrote that 30 people were killed. We now know of 11 people killed."
    assert {"30": "disputes", "11": "revises"} == {count: said.stance for count, said in _read(text)}
