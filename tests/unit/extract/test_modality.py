"""Whether a harm and its number are stated or hedged."""

from __future__ import annotations

import pytest

from tollbook.extract import GrammarReader
from tollbook.model import Document, Modality


def modalities(text: str) -> list[Modality]:
    """Return the modalities of the claims of a text, in order."""
    document = Document(
        id="x", sha256="", media_type="text/plain", text=text, extractor="test", language="en"
    )
    return [claim.modality for claim in GrammarReader().claims(document)]


@pytest.mark.parametrize(
    "text",
    [
        "Some 26 sailors are feared dead.",
        "Twelve miners are believed to have died.",
        "The blast may have killed nine people.",
        "Two guards were reportedly killed.",
        "Officials fear that 40 people died.",
        "Villagers allege that police killed six men.",
        "Karl Venn is accused of killing two women.",
        "The army is investigating allegations that seven villagers were killed.",
        "Unconfirmed reports say that nine guards died.",
    ],
)
def test_doubt_about_the_harm_or_its_number_hedges(text: str) -> None:
    assert [Modality.HEDGED] == modalities(text)


def test_no_reports_of_a_harm_is_hedged() -> None:
    assert [Modality.HEDGED] == modalities("There were no immediate reports of injuries.")


@pytest.mark.parametrize(
    "text",
    [
        "A blast killed 12 people.",
        "The blast, believed to be the work of rebels, killed 12 people.",
        "The Northern Front is blamed for a blast that killed 12 people.",
        "The agency estimates that 12 people were killed.",
        "Police have arrested three men in connection with a blast that killed 12 people.",
    ],
)
def test_doubt_about_who_did_it_leaves_a_claim_stated(text: str) -> None:
    assert {Modality.STATED} == set(modalities(text))
