"""Who is said to have done it, where the doer stands in another sentence of the report."""

from __future__ import annotations

import pytest

from tollbook.extract import GrammarReader
from tollbook.model import Document


def doers(text: str) -> list[tuple[str, str | None]]:
    """Return the counts of a report with their doers, in order."""
    document = Document(
        id="x", sha256="", media_type="text/plain", text=text, extractor="test", language="en"
    )
    return [(text[claim.start : claim.end], claim.by) for claim in GrammarReader().claims(document)]


CARRIED = [
    (
        "Insurgents attacked an army post near Kesh on Tuesday. Officials said nine soldiers were killed.",
        [("nine", "Insurgents")],
    ),
    (
        (
            "Government and Belmarian forces battled insurgents in the Odra valley overnight. "
            "Twelve insurgents were killed, a spokesman said."
        ),
        [("Twelve", "Government and Belmarian forces")],
    ),
    (
        (
            "A suicide bomber blew himself up outside a mosque in Kesh on Friday. Witnesses described scenes of panic. "
            "Hospital officials said 10 people died and 31 were wounded."
        ),
        [("10", "A suicide bomber"), ("31", "A suicide bomber")],
    ),
    (
        "KESH, ARVENIA (AW) - REBELS SHELLED THE PORT OF ODRA-VEL ON SUNDAY. FIVE DOCKERS WERE KILLED.",
        [("FIVE", "REBELS")],
    ),
    (
        "Soldiers clashed with rebels outside Odra-Vel. Two soldiers and a policeman were wounded in the fighting.",
        [("Two", "rebels"), ("a policeman", "rebels")],
    ),
    (
        "Troops raided a farmhouse in the Sel hills before dawn. The operation left three militants dead.",
        [("three", "Troops")],
    ),
    (
        (
            "Guerrillas ambushed a convoy on the coast road, the Defence Ministry said. "
            "Seven drivers died in the ambush and 12 were hurt."
        ),
        [("Seven", "Guerrillas"), ("12", "Guerrillas")],
    ),
    (
        (
            "Gunmen opened fire on worshippers in the town of Vell. Police sealed off the area. "
            "At least 14 people were killed and dozens were wounded, doctors said."
        ),
        [("At least 14", "Gunmen"), ("dozens", "Gunmen")],
    ),
    (
        "Militants fired mortars at a market in Kesh on Monday. Four women died on the spot, a witness said.",
        [("Four", "Militants")],
    ),
    (
        "Government troops fought rebels for control of Odra bridge. Eleven rebels were killed, the army said.",
        [("Eleven", "Government troops")],
    ),
    (
        "The navy said its gunboats engaged pirates off Sable Point. Six pirates were killed and two were captured.",
        [("Six", "its gunboats")],
    ),
    (
        "Warplanes bombed the suburb of Lower Kesh at noon. Rescuers pulled 22 bodies from the rubble.",
        [("22", "Warplanes")],
    ),
    (
        "A police spokesman said masked men stormed a bank in Vell, killing two guards and wounding a cashier.",
        [("two", "masked men"), ("a cashier", "masked men")],
    ),
    (
        "A hospital director said soldiers fired on a crowd at the gates, killing five.",
        [("five", "soldiers")],
    ),
    (
        "The spokesman says gunmen shot at a group of nine surveyors as they rested at a roadside, killing three.",
        [("three", "gunmen")],
    ),
    (
        "A bomb exploded near a patrol in Kesh, killing two policemen. Separatist rebels claimed responsibility.",
        [("two", "Separatist rebels")],
    ),
    (
        (
            "Three aid workers were shot dead near Odra-Vel on Sunday. "
            "The governor said gunmen on motorcycles opened fire on their car."
        ),
        [("Three", "gunmen")],
    ),
    (
        (
            "Coalition aircraft struck a compound in the northern hills on Saturday. "
            "Villagers said the strike killed eight members of one family."
        ),
        [("eight", "Coalition aircraft")],
    ),
    (
        "Insurgents launched rockets at a base near Kesh. The attack wounded six soldiers.",
        [("six", "Insurgents")],
    ),
    (
        "A gunman walked into a school in Vell and opened fire. Nine pupils were wounded.",
        [("Nine", "A gunman")],
    ),
    (
        "A man stabbed passengers on a tram in Odra-Vel on Thursday. Two women were killed and four people injured.",
        [("Two", "A man"), ("four", "A man")],
    ),
    (
        "Police exchanged fire with smugglers on the Vell road. Two smugglers were killed.",
        [("Two", "Police")],
    ),
    (
        (
            "Rebels attacked the garrison at Sel at dawn. Soldiers fought back with mortars. "
            "The army said 30 rebels were killed."
        ),
        [("30", "Soldiers")],
    ),
    (
        "The village of Marn was attacked by hooded militiamen. Forty villagers were killed.",
        [("Forty", "hooded militiamen")],
    ),
    (
        "A suicide car bomber struck a police station in Kesh. The blast killed 15 recruits.",
        [("15", "A suicide car bomber")],
    ),
    (
        "Security forces stormed the hotel after a siege of ten hours. Four of the militants were killed.",
        [("Four", "Security forces")],
    ),
    (
        "Warplanes pounded rebel positions on Wednesday. At least 20 rebels died, state radio said.",
        [("At least 20", "Warplanes")],
    ),
]
"""Reports whose doers stand in another sentence or behind a speaker."""


@pytest.mark.parametrize(("text", "expected"), CARRIED)
def test_a_doer_is_carried_through_the_account_of_one_event(
    text: str, expected: list[tuple[str, str | None]]
) -> None:
    assert expected == [pair for pair in doers(text) if pair[0] in dict(expected)]


APART = [
    ("Insurgents attacked an army post near Kesh. Elsewhere, a bomb killed two farmers.", ["two"]),
    ("Gunmen raided a bank in Vell. Separately, nine miners died in a gas explosion.", ["nine"]),
    ("Rebels shelled Odra-Vel on Monday. Meanwhile, four hikers were killed in an avalanche.", ["four"]),
    ("Troops battled militants near Sel. In Kesh, a car bomb exploded Sunday, killing six people.", ["six"]),
    ("Militants attacked a convoy on Monday. On Wednesday three engineers were killed near Marn.", ["three"]),
    ("Police fired tear gas at marchers in Kesh. Two people have died in earlier unrest.", ["Two"]),
    (
        "Soldiers and rebels fought for the bridge at Sel. Thirty civilians were killed in the fighting.",
        ["Thirty"],
    ),
    ("Gunmen attacked a hotel in Kesh. Police said two of the attackers died.", ["two"]),
    ("The ministry said troops had arrived in Vell. Bombings there killed 34 people last week.", ["34"]),
    ("A bus carrying soldiers overturned near Sel. Eleven people died in the accident.", ["Eleven"]),
    ("Authorities opened an inquiry into the blast. Nine people were killed and a wall collapsed.", ["Nine"]),
    (
        "Insurgents have attacked patrols in recent months. A helicopter crashed Tuesday, killing five airmen.",
        ["five"],
    ),
    ("A witness said a wall fell on the queue, killing three.", ["three"]),
    ("Troops entered Marn after the flood. Rescuers said 17 people had drowned.", ["17"]),
    ("A roadside bomb killed four soldiers near Kesh. It was the third blast this week.", ["four"]),
]
"""Reports whose claims are of another event, of a fight of many, or of nobody's doing."""


@pytest.mark.parametrize(("text", "counts"), APART)
def test_nobody_is_carried_into_another_event(text: str, counts: list[str]) -> None:
    assert [(count, None) for count in counts] == [pair for pair in doers(text) if pair[0] in counts]
