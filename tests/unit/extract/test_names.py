"""Names of persons as against places and bodies."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tollbook.extract.names import has_title, names_a_person
from tollbook.extract.sentence import Sentence

Parse = Callable[[str], Sentence]


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("Ana Lom fled.", True),
        ("Mayor Ana Lom fled.", True),
        ("Kenya fled.", False),
        ("President Washington fled.", True),
        ("Torv Hospital closed.", False),
        ("Lake Odra froze.", False),
        ("Hurricane Ilse passed.", False),
        ("In Torv NATO left.", False),
    ],
)
def test_a_name_is_one_of_a_person_or_not(parse: Parse, text: str, *, person: bool) -> None:
    sentence = parse(text)
    assert person is names_a_person(sentence, sentence.phrases[-1])


def test_a_title_stands_before_a_name(parse: Parse) -> None:
    titled, plain = parse("Colonel Pavo Dren fled."), parse("Pavo Dren fled.")
    assert (True, False) == (has_title(titled, titled.phrases[0]), has_title(plain, plain.phrases[0]))
