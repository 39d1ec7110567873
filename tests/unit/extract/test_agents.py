"""Who is said to have done it."""

from __future__ import annotations

import pytest

from tollbook.extract import GrammarReader
from tollbook.model import Document


def agents(text: str) -> list[str | None]:
    """Return the doers of the claims of a text, in order."""
    document = Document(
        id="x", sha256="", media_type="text/plain", text=text, extractor="test", language="en"
    )
    return [claim.by for claim in GrammarReader().claims(document)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Gunmen killed two nurses.", ["Gunmen"]),
        ("Two nurses were killed by masked gunmen.", ["masked gunmen"]),
        ("Rebels ambushed a bus near Kesh, wounding 12 sailors.", ["Rebels"]),
        ("The Arvenian army says its jets missed, but police in Kesh arrested nine men.", ["police"]),
        ("A rebel rocket attack killed nine farmers.", ["rebel"]),
        ("Shelling by government forces killed nine farmers.", ["government forces"]),
        ("Nine farmers were killed in a clash with soldiers.", ["soldiers"]),
        ("Nine farmers were killed when gunmen stormed a market.", ["gunmen"]),
        (
            "The Northern Front claimed responsibility for a blast that killed four people.",
            ["The Northern Front"],
        ),
        ("Karl Venn is accused of killing two women.", ["Karl Venn"]),
    ],
)
def test_the_sentence_names_who_did_it(text: str, expected: list[str | None]) -> None:
    assert expected == agents(text)


@pytest.mark.parametrize(
    "text",
    [
        "A roadside bomb killed two nurses.",
        "Hurricane Odra killed 40 people.",
        "Nine people died when a bus fell into a gorge.",
        "Fighting between rebels and troops killed 30 people.",
        "Nine people were killed in an explosion.",
    ],
)
def test_bombs_disasters_accidents_and_fights_are_nobody(text: str) -> None:
    assert [None] == agents(text)


def test_a_pronoun_stands_for_the_attacker_before_it() -> None:
    assert ["A postal worker"] == agents(
        "A postal worker walked into the office. He killed three colleagues."
    )


def test_the_attacker_is_carried_over_to_the_next_sentence() -> None:
    assert ["Gunmen"] == agents("Gunmen attacked a hotel in Kesh. Nine people were killed.")


def test_an_attack_without_a_doer_is_his_who_claims_it_later() -> None:
    assert ["The Northern Front"] == agents(
        "A bomb killed nine people in Kesh. The Northern Front claimed responsibility for the attack."
    )


def test_an_account_that_turns_elsewhere_carries_nobody_over() -> None:
    assert [None] == agents("Gunmen attacked a hotel in Kesh. Elsewhere, nine people were killed.")


def test_who_holds_the_freed_is_who_held_them() -> None:
    assert ["kidnappers"] == agents("Officials say kidnappers have released a nurse seized last week.")


def test_a_killed_attacker_was_not_killed_by_the_attackers() -> None:
    assert [None] == agents("Gunmen attacked a hotel in Kesh. Five attackers were killed.")
