"""Who the victims were, in the words of the text."""

from __future__ import annotations

import pytest

from tollbook.extract import GrammarReader
from tollbook.model import Document


def victims(text: str) -> list[str | None]:
    """Return the victims of the claims of a text, in order."""
    document = Document(
        id="x", sha256="", media_type="text/plain", text=text, extractor="test", language="en"
    )
    return [claim.victims for claim in GrammarReader().claims(document)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The blast killed two senior police officers.", ["senior police officers"]),
        ("Gunmen killed a Kesh nun.", ["Kesh nun"]),
        ("The storm killed 12 people.", [None]),
        ("The storm injured 12 others.", [None]),
        ("The blast killed three other soldiers.", ["soldiers"]),
        ("The blast killed 20 men and boys.", ["men and boys"]),
        ("The fire killed six members of the choir.", ["members of the choir"]),
        ("Rebels killed thousands of villagers opposing the dam.", ["villagers opposing the dam"]),
    ],
)
def test_victims_are_the_noun_without_its_number(text: str, expected: list[str | None]) -> None:
    assert expected == victims(text)


def test_a_named_victim_is_described_by_the_apposition_behind_the_name() -> None:
    assert ["nurse"] == victims("Ana Ruiz, a nurse, was killed in Kesh.")


def test_a_named_victim_is_described_by_the_words_before_the_name() -> None:
    assert ["former teacher"] == victims("Gunmen killed former teacher Ana Ruiz.")


def test_a_name_with_a_title_alone_says_nothing_of_who_the_victim_was() -> None:
    assert [None] == victims("Mr. Ruiz was killed in Kesh.")


def test_a_bare_number_takes_the_victims_of_the_count_before_it() -> None:
    assert ["soldiers", "soldiers"] == victims("The blast killed three soldiers and wounded five.")


def test_a_bare_number_takes_the_people_who_were_fired_at() -> None:
    assert ["protesters"] == victims("Police fired on protesters, killing nine.")


def test_a_bare_number_behind_people_stays_without_victims() -> None:
    assert [None, None] == victims("The blast killed three people and wounded five.")


def test_people_are_described_by_what_most_of_them_were() -> None:
    assert ["pilgrims"] == victims("The crush killed 40 people, mostly pilgrims.")
