"""Whether a harm is said to have happened."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tollbook.extract.arguments import verb_group
from tollbook.extract.gates import Reality, reality
from tollbook.extract.sentence import Sentence

Parse = Callable[[str], Sentence]


@pytest.mark.parametrize(
    ("text", "verb", "expected"),
    [
        ("The shell killed two men.", "killed", Reality.HAPPENED),
        ("Two men have been killed.", "killed", Reality.HAPPENED),
        ("Two men are known to have been killed.", "killed", Reality.HAPPENED),
        ("Two men were forced to flee.", "flee", Reality.HAPPENED),
        ("The shell may have killed two men.", "killed", Reality.MAYBE),
        ("Two men might have died.", "died", Reality.MAYBE),
        ("Two men did not die.", "die", Reality.DENIED),
        ("Two men were never killed.", "killed", Reality.DENIED),
        ("The shell could kill two men.", "kill", Reality.UNREAL),
        ("Two men would have died.", "died", Reality.UNREAL),
        ("They plan to kill two men.", "kill", Reality.UNREAL),
        ("If two men die, the talks end.", "die", Reality.UNREAL),
        ("The dam will kill two men.", "kill", Reality.UNREAL),
    ],
)
def test_auxiliaries_and_what_leads_to_a_verb_say_whether_it_happened(
    parse: Parse, text: str, verb: str, expected: Reality
) -> None:
    sentence = parse(text)
    assert expected is reality(sentence, verb_group(sentence, sentence.lower.index(verb)))
