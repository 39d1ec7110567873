from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import ModuleType

TREEBANK = """# newdoc id = one
# text = A Heading
1\tA
# text = Two men were killed.
# text = Two men were killed.
# newdoc id = two
# text = The hall is large.
"""
Script = Callable[[str], ModuleType]


def test_documents_come_whole_with_headings_apart(script: Script, tmp_path: Path) -> None:
    path = tmp_path / "bank.conllu"
    path.write_text(TREEBANK, encoding="utf-8")
    expected = [
        ("one", ["A Heading\n\n", "Two men were killed. ", "Two men were killed. "]),
        ("two", ["The hall is large. "]),
    ]
    assert expected == list(script("harmless").documents(path))


def test_each_claim_has_the_verdict_of_its_own_key(script: Script) -> None:
    text = "Two men were killed. Two men were killed."
    verdicts = {"one | Two | killed | 2": {"verdict": "right", "why": "said again"}}
    made = script("harmless").made({"one": text}, verdicts)
    assert [("one | Two | killed", "unjudged"), ("one | Two | killed | 2", "right")] == [
        (each.key, each.verdict) for each in made
    ]
    assert "[Two] men were killed. Two men were killed." == made[0].words


def test_every_verdict_is_one_of_two_and_has_a_reason(script: Script) -> None:
    harmless = script("harmless")
    judged = script("tomllib").loads(harmless.VERDICTS.read_text(encoding="utf-8"))
    assert [] == [
        key for key, each in judged.items() if each["verdict"] not in {"right", "false"} or not each["why"]
    ]
