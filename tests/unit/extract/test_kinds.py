"""What a number measures, when it counts no people."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tollbook.extract.kinds import measures_something_else
from tollbook.extract.sentence import Sentence

Parse = Callable[[str], Sentence]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("It began on March 4.", "date"),
        ("It began on 4 March.", "date"),
        ("In 1998 the war ended.", "year"),
        ("Ana Lom, 47, was elected.", "age"),
        ("A man aged 32 fled.", "age"),
        ("They paid $500.", "money"),
        ("They paid 500 dollars.", "money"),
        ("Some 40 percent voted.", "share"),
        ("About one in 10 voted.", "share"),
        ("They walked 12 kilometres.", "measure"),
        ("It took 12 hours.", "measure"),
        ("A siege of 7 days ended.", "measure"),
        ("Residents of Flight 370 waited.", "name"),
        ("The council passed Resolution 404.", "name"),
        ("Kesh won 3-2.", "piece"),
        ("They met at 14:30 and left.", None),
        ("Twelve people fled.", None),
        ("In May 12 people fled.", "date"),
        ("The army lost 2,000 men.", None),
    ],
)
def test_the_words_around_a_number_say_what_it_measures(parse: Parse, text: str, kind: str | None) -> None:
    sentence = parse(text)
    kinds = [measures_something_else(sentence.tokens, quantity) for quantity in sentence.quantities]
    assert kind == next(iter(kinds), None)
